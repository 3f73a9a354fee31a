import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { createJobs, inWorker, setWorkerUrl } from '../../../core/jobs/run.ts';
import { tempDir } from '../../support/app.ts';

afterAll(() => setWorkerUrl(new URL(process.env['DAICHO_TEST_WORKER']!)));

it('ends a cancelled job while its thread is still inside SQLite', async () => {
  const dir = tempDir();
  setWorkerUrl(new URL('../../support/stuckWorker.ts', import.meta.url));
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
