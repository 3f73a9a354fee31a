import { AsyncResource } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DaichoError, type Failure } from '../../contract/errors.ts';
import type { AppEvent } from '../../contract/events.ts';
import type { JobStarted, JobState } from '../../contract/job.ts';
import { toFailure } from '../failure.ts';
import type { Thrown, WorkerMessage, WorkerRequest } from './worker.ts';

/** What a running job may do. */
export interface JobHandle {
  /** Aborted when the person cancels or the app closes. */
  readonly signal: AbortSignal;
  progress(phase: string, done: number, total: number | null): void;
}

export interface Jobs {
  /** Starts `work` in the background. */
  start<R>(work: (handle: JobHandle) => Promise<R>): JobStarted;
  result(jobId: string): JobState;
  cancel(jobId: string): { cancelled: boolean };
  /** Cancels what runs and waits until it has ended. */
  close(): Promise<void>;
}

/** Results are kept until this many newer jobs have ended. */
const KEPT = 20;
/**
 * A thread inside SQLite's own code (a check of a large file, the copy of a backup: seconds) ends only when that comes
 * back. Whoever cancels does not wait for it.
 */
const END_MS = 300;
/** Between two looks at the time that a thread has used. */
const LOOK_MS = 500;
/** So many times its time has a thread by the clock, whatever else the PC does. */
const BUSY = 6;
/** At most this many progress events a second for a job. */
const PROGRESS_INTERVAL_MS = 100;

export function createJobs(emit: (event: AppEvent) => void, newId: () => string, log: (line: string) => void): Jobs {
  interface Job {
    state: JobState;
    readonly stop: AbortController;
    readonly ended: Promise<void>;
  }
  const jobs = new Map<string, Job>();
  const forgetOld = () => {
    const ended = [...jobs].filter(([, job]) => job.state.state !== 'running');
    for (const [id] of ended.slice(0, -KEPT)) jobs.delete(id);
  };
  return {
    start(work) {
      const jobId = newId();
      const stop = new AbortController();
      let told = 0;
      const handle: JobHandle = {
        signal: stop.signal,
        progress(phase, done, total) {
          const before = job.state.state === 'running' ? job.state.phase : '';
          job.state = { state: 'running', phase, done, total };
          const now = performance.now();
          // The beginning of another phase is always told: it may be the last word for a while.
          if (now - told < PROGRESS_INTERVAL_MS && done !== total && phase === before) return;
          told = now;
          emit({ type: 'job.progress', jobId, phase, done, total });
        },
      };
      const settle = async () => {
        // The caller learns the id before anything can happen.
        await Promise.resolve();
        try {
          const result = await work(handle);
          job.state = { state: 'done', result };
        } catch (error) {
          const failure: Failure = stop.signal.aborted ? { code: 'cancelled' } : toFailure(error, newId, log);
          job.state = { state: 'failed', error: failure };
        }
        forgetOld();
        emit({ type: 'job.ended', jobId });
      };
      const job: Job = {
        state: { state: 'running', phase: '', done: 0, total: null },
        stop,
        ended: Promise.resolve().then(settle),
      };
      jobs.set(jobId, job);
      return { jobId };
    },
    result(jobId) {
      const job = jobs.get(jobId);
      if (!job) throw new DaichoError('notFound');
      return job.state;
    },
    cancel(jobId) {
      const job = jobs.get(jobId);
      const running = job?.state.state === 'running';
      if (running) job?.stop.abort();
      return { cancelled: running ?? false };
    },
    async close() {
      for (const job of jobs.values()) job.stop.abort();
      await Promise.all([...jobs.values()].map((job) => job.ended));
    },
  };
}

/** Where the worker's entry is; the packaged app sets it to its bundled file. */
let workerUrl: URL | string = new URL('./worker.ts', import.meta.url);
export function setWorkerUrl(url: URL | string): void {
  workerUrl = url;
}

export interface WorkerSession {
  /** Sends one request and waits for its answer; progress goes to the handle. Requests run one after the other. */
  ask<T>(
    request: WorkerRequest,
    handle: JobHandle,
    /** `deadlineMs`: of the thread's own time */
    options?: { deadlineMs?: number; onBatch?: (batch: unknown) => void | Promise<void> },
  ): Promise<T>;
  /** Ends the thread. Comes back when it has ended, and after a moment at most (END_MS): it writes nothing any more. */
  end(): Promise<void>;
}

/**
 * A worker thread with a memory cap of its own. A crash, an overrun of memory or of the deadline ends the thread and
 * nothing else: the main thread lives on with one clear failure (reliability.md P25).
 */
export function startWorker(dataDir: string, memoryMb: number): WorkerSession {
  const worker = new Worker(workerUrl, {
    workerData: { dataDir },
    // A small young generation keeps the peak of a long export low; it costs a tenth of its time.
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
  });
  let ended: Error | null = null;
  let reject: ((error: Error) => void) | null = null;
  const fail = (error: Error) => {
    ended ??= error;
    reject?.(ended);
  };
  worker.on('error', (error) => {
    const outOfMemory = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
    fail(outOfMemory ? new DaichoError('fileTooLarge', '読み取りに使えるメモリの上限を超えました。') : error);
  });
  worker.on('exit', () => fail(new Error('worker ended')));
  return {
    ask(request, handle, options = {}) {
      return new Promise((resolve, refuse) => {
        if (ended) return refuse(ended);
        const stop = (error: Error) => {
          fail(error);
          void worker.terminate();
        };
        const onAbort = () => stop(new DaichoError('cancelled'));
        const late = () => stop(new DaichoError('fileTooLarge', '読み取りに時間がかかりすぎたため、止めました。'));
        const timer = options.deadlineMs ? watchTime(worker, options.deadlineMs, late) : undefined;
        const done = () => {
          clearInterval(timer);
          handle.signal.removeEventListener('abort', onAbort);
          worker.off('message', onMessage);
          reject = null;
        };
        // A batch is written in the name of whoever asked, not of whoever started the thread.
        const onBatch = options.onBatch && AsyncResource.bind(options.onBatch);
        const onMessage = async (message: WorkerMessage) => {
          if (message.type === 'progress') return handle.progress(message.phase, message.done, message.total);
          if (message.type === 'batch') {
            try {
              await onBatch?.(message.batch);
              worker.postMessage({ type: 'next' });
            } catch (error) {
              reject?.(error as Error);
            }
            return;
          }
          done();
          if (message.type === 'done') resolve(message.result as never);
          else refuse(errorFrom(message.thrown));
        };
        reject = (error) => {
          done();
          refuse(error);
        };
        if (handle.signal.aborted) return onAbort();
        handle.signal.addEventListener('abort', onAbort);
        worker.on('message', onMessage);
        worker.postMessage(request);
      });
    },
    async end() {
      ended ??= new Error('worker ended');
      await Promise.race([worker.terminate(), delay(END_MS, undefined, { ref: false })]);
    },
  };
}

/**
 * Calls `late` once the thread has computed for longer than `ms`. Its own time counts, not the clock's: a PC that is busy
 * with other things needs a minute for an ordinary ledger, and that is no reason to call the file too large.
 */
function watchTime(worker: Worker, ms: number, late: () => void): NodeJS.Timeout {
  const from = performance.now();
  // Node 22 does not tell it: there the clock counts.
  const busy = typeof worker.cpuUsage === 'function' ? BUSY : 1;
  const usage = async (before?: NodeJS.CpuUsage) => worker.cpuUsage(before).catch(() => undefined);
  const atFirst = usage().catch(() => undefined);
  return setInterval(async () => {
    const elapsed = performance.now() - from;
    if (elapsed < ms) return;
    if (elapsed >= ms * busy) return late();
    const used = await usage(await atFirst);
    if (used && (used.user + used.system) / 1000 >= ms) late();
  }, LOOK_MS);
}

/** The error of the worker as one of this thread, so that its stack reaches the log and its code the words. */
function errorFrom(thrown: Thrown): Error {
  if (thrown.known) {
    const { code, detail, fields } = thrown.known;
    return new DaichoError(code, detail, fields, thrown.cause);
  }
  return Object.assign(new Error('worker'), { code: thrown.code, stack: thrown.stack });
}

/** Runs one request in a worker of its own. */
export async function inWorker<T>(
  dataDir: string,
  request: WorkerRequest,
  handle: JobHandle,
  options: { memoryMb: number; deadlineMs?: number },
): Promise<T> {
  const session = startWorker(dataDir, options.memoryMb);
  try {
    return await session.ask<T>(request, handle, options.deadlineMs ? { deadlineMs: options.deadlineMs } : {});
  } finally {
    await session.end();
  }
}
