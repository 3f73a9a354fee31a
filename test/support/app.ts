import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InputOf, JobName, MethodName, OutputOf, ResultOf } from '../../contract/api.ts';
import type { Envelope, Failure } from '../../contract/errors.ts';
import type { AppEvent } from '../../contract/events.ts';
import type { JobState } from '../../contract/job.ts';
import type { Cost } from '../../core/account/password.ts';
import { type App, type AppDeps, createApp } from '../../core/app.ts';
import { setWorkerUrl } from '../../core/jobs/run.ts';
import type { Ports } from '../../core/ports.ts';

/** The bundled worker (globalSetup.ts); a script outside of the tests uses the sources. */
const worker = process.env['DAICHO_TEST_WORKER'];
if (worker) setWorkerUrl(new URL(worker));

/** A printer that makes no PDF; label tests with a real one use host/printer.ts. */
const noPrinter: Ports['printer'] = { pdf: async () => new Uint8Array([0x25, 0x50, 0x44, 0x46]) };

/** A password check in a millisecond; the real cost has its own tests (test/unit/account/password.test.ts). */
export const CHEAP: Cost = { N: 2 ** 8, r: 8, p: 1 };

/** Ports with an injectable clock; ids are random, as in life. */
export function testPorts(more: Partial<Ports> = {}): Ports {
  return { now: () => new Date(), newId: randomUUID, printer: noPrinter, log: () => undefined, ...more };
}

export function tempDir(): string {
  return mkdtempSync(join(tmpdir(), 'daicho-test-'));
}

/** An app over a real register in a folder of its own, with typed calls that throw failures. */
export interface TestApp {
  readonly app: App;
  readonly dir: string;
  call<N extends MethodName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>;
  /** The failure of a call that must fail. */
  fails<N extends MethodName>(name: N, input: InputOf<N>): Promise<Failure>;
  /** Runs a job to its end; `onEvent` sees its progress. */
  job<N extends JobName>(
    name: N,
    input: InputOf<N>,
    onEvent?: (event: AppEvent, jobId: string) => void,
  ): Promise<ResultOf<N>>;
  close(): Promise<void>;
}

export async function openApp(dir = tempDir(), deps: Partial<AppDeps> = {}): Promise<TestApp> {
  const app = await createApp({
    dataDir: dir,
    ports: testPorts(),
    who: '試験者',
    passwordCost: CHEAP,
    ...deps,
  });
  const call: TestApp['call'] = async (name, input) => {
    const reply = (await app.invoke(name, input)) as Envelope<never>;
    if (reply.ok) return reply.value;
    throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  };
  return {
    app,
    dir,
    call,
    async fails(name, input) {
      const reply = await app.invoke(name, input);
      if (reply.ok) throw new Error(`${name} should have failed`);
      return reply.error;
    },
    async job(name, input, onEvent) {
      let jobId = '';
      const early: AppEvent[] = [];
      const ended = Promise.withResolvers<void>();
      const stop = app.on((event) => {
        if (!jobId) return early.push(event);
        if ('jobId' in event && event.jobId === jobId) {
          onEvent?.(event, jobId);
          if (event.type === 'job.ended') ended.resolve();
        }
      });
      ({ jobId } = (await call(name, input)) as { jobId: string });
      for (const event of early) if (event.type === 'job.ended' && event.jobId === jobId) ended.resolve();
      await ended.promise;
      stop();
      const state = (await call('job.result', { jobId })) as JobState<never>;
      if (state.state === 'done') return state.result;
      throw new Error(`${name}: ${JSON.stringify(state.state === 'failed' ? state.error : state)}`);
    },
    async close() {
      // Gone before it is closed: the backup on closing, which has tests of its own, would be a third of a short test.
      rmSync(dir, { recursive: true, force: true });
      await app.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A new register of a union with two groups. */
export async function newRegister(deps: Partial<AppDeps> = {}): Promise<TestApp> {
  const test = await openApp(tempDir(), deps);
  await test.call('register.create', {
    unionName: '水郷地方環境衛生組合',
    groups: [
      { label: '総務グループ', code: '01', bodyId: 'body.manager' },
      { label: '施設グループ', code: '03', bodyId: 'body.manager' },
    ],
    operator: { name: '葦沼 恵', post: '主任' },
  });
  return test;
}
