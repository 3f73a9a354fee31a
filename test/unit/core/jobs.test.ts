import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HistoryOrder } from '../../../core/history/paper.ts';
import { createJobs, inWorker, type JobHandle, setWorkerUrl } from '../../../core/jobs/run.ts';
import { isTempName, tempPathFor } from '../../../db/wholeFile.ts';
import { tempDir } from '../../support/app.ts';

beforeAll(() => setWorkerUrl(new URL('../../support/stuckWorker.ts', import.meta.url)));
afterAll(() => setWorkerUrl(new URL(process.env['DAICHO_TEST_WORKER']!)));

it('a thread that has answered takes the next request; one that was cancelled, or has another memory cap, does not', async () => {
  const dir = tempDir();
  const quiet = () => ({ signal: new AbortController().signal, progress: () => undefined });
  const ask = (memoryMb: number, handle: JobHandle = quiet()) =>
    inWorker<number>(dir, { type: 'verify' }, handle, { memoryMb });
  const first = await ask(64);
  expect(await ask(64)).toBe(first);
  const other = await ask(65);
  expect(other).not.toBe(first);
  // Two at a time are two.
  const [one, two] = await Promise.all([ask(64), ask(64)]);
  expect([one === two, one]).toEqual([false, first]);
  const stop = new AbortController();
  const cancelled = ask(65, { signal: stop.signal, progress: () => stop.abort() });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect(await ask(65)).not.toBe(other);
  rmSync(dir, { recursive: true, force: true });
});

it('ends a cancelled job while its thread is still inside SQLite', async () => {
  const dir = tempDir();
  const lock = new Database(join(dir, 'locked.sqlite'));
  lock.exec('BEGIN IMMEDIATE');
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const jobs = createJobs(
    (event) => (event.type === 'job.progress' ? begun : ended).resolve(),
    randomUUID,
    () => undefined,
  );
  const { jobId } = jobs.start((handle) => inWorker(dir, { type: 'verify' }, handle, { memoryMb: 64 }));
  await begun.promise;
  jobs.cancel(jobId);
  // The lock is held: whoever waited for the thread would wait for it two minutes.
  await ended.promise;
  expect(jobs.result(jobId)).toEqual({ state: 'failed', error: { code: 'cancelled' } });
  lock.exec('COMMIT');
  lock.close();
  rmSync(dir, { recursive: true, force: true });
});

it('what a cancelled job had begun to write is gone when it has ended, and nobody else’s', async () => {
  const dir = tempDir();
  const outputs = join(dir, 'outputs');
  mkdirSync(outputs);
  const path = join(outputs, '履歴.xlsx');
  const ofThisThread = basename(tempPathFor(path));
  writeFileSync(join(outputs, ofThisThread), 'half');
  const stop = new AbortController();
  let ofOtherProcess = '';
  const progress = () => {
    const begun = readdirSync(outputs).find((name) => isTempName(name) && name !== ofThisThread)!;
    const otherPid = ((process.pid + 1) % 0x1_0000).toString(16).padStart(4, '0');
    ofOtherProcess = begun.replace(/[0-9a-f]{4}(?=[0-9a-f]{8}\.tmp$)/, otherPid);
    expect(ofOtherProcess).not.toBe(begun);
    writeFileSync(join(outputs, ofOtherProcess), 'half');
    stop.abort();
  };
  const request = { type: 'history.export', order: {} as HistoryOrder, path } as const;
  const job = inWorker(dir, request, { signal: stop.signal, progress }, { memoryMb: 64 });
  await expect(job).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(outputs).sort()).toEqual([ofThisThread, ofOtherProcess].sort());
  rmSync(dir, { recursive: true, force: true });
});
