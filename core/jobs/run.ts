import { AsyncResource } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DaichoError, type Failure } from '../../contract/errors.ts';
import type { AppEvent } from '../../contract/events.ts';
import type { JobStarted, JobState } from '../../contract/job.ts';
import { toFailure } from '../failure.ts';
import { removeAllLeftovers, removeLeftovers } from '../files/leftovers.ts';
import type { Thrown, WorkerMessage, WorkerOrder, WorkerRequest } from './worker.ts';

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
  for (const memoryMb of [...waiting.keys()]) void takeWaiting(memoryMb)?.end();
}

export interface AskOptions {
  /** Of the thread's own time. */
  readonly deadlineMs?: number;
  readonly onBatch?: (batch: unknown) => void | Promise<void>;
}

/** A worker thread that is kept for several requests about one register. */
export interface WorkerSession {
  /** Sends one request and waits for its answer; progress goes to the handle. Requests run one after the other. */
  ask<T>(request: WorkerRequest, handle: JobHandle, options?: AskOptions): Promise<T>;
  /**
   * Ends the thread and takes away what it had begun to write. Comes back when that is done, and after a moment at most
   * (END_MS): it writes nothing any more.
   */
  end(): Promise<void>;
}

/** A worker thread of its own, as hostile files need one: nothing that was read before is in it. */
export function startWorker(dataDir: string, memoryMb: number): WorkerSession {
  const thread = startThread(memoryMb);
  return { ask: (request, handle, options) => thread.ask(dataDir, request, handle, options), end: thread.end };
}

interface Thread {
  ask<T>(dataDir: string, request: WorkerRequest, handle: JobHandle, options?: AskOptions): Promise<T>;
  end(): Promise<void>;
  /** It has ended, by whatever cause. */
  isOver(): boolean;
}

/**
 * A thread with a memory cap of its own. A crash, an overrun of memory or of the deadline ends the thread and nothing
 * else: the main thread lives on with one clear failure (reliability.md P25). It keeps the process alive while it works.
 */
function startThread(memoryMb: number): Thread {
  const worker = new Worker(workerUrl, {
    // A small young generation keeps the peak of a long export low; it costs a tenth of its time.
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
  });
  worker.unref();
  const thread = worker.threadId;
  let ended: Error | null = null;
  /** Folders in which a request that was not answered may have left temp files. */
  let unfinished: { readonly dataDir: string; readonly folder: string | null } | null = null;
  const tidy = async () => {
    if (!unfinished) return;
    const { dataDir, folder } = unfinished;
    unfinished = null;
    await removeAllLeftovers(dataDir, thread);
    if (folder) await removeLeftovers(folder, thread);
  };
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
    ask(dataDir, request, handle, options = {}) {
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
          worker.unref();
          reject = null;
        };
        // A batch is written in the name of whoever asked, not of whoever started the thread.
        const onBatch = options.onBatch && AsyncResource.bind(options.onBatch);
        const onMessage = async (message: WorkerMessage) => {
          if (message.type === 'progress') return handle.progress(message.phase, message.done, message.total);
          if (message.type === 'batch') {
            try {
              await onBatch?.(message.batch);
              worker.postMessage({ type: 'next' } satisfies WorkerOrder);
            } catch (error) {
              reject?.(error as Error);
            }
            return;
          }
          done();
          unfinished = null;
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
        worker.ref();
        unfinished = { dataDir, folder: 'folder' in request ? request.folder : null };
        worker.postMessage({ type: 'work', dataDir, request } satisfies WorkerOrder);
      });
    },
    async end() {
      ended ??= new Error('worker ended');
      await Promise.race([worker.terminate().then(tidy), delay(END_MS, undefined, { ref: false })]);
    },
    isOver: () => ended !== null,
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

/** How long a thread waits for another request. */
const WAIT_MS = 30_000;

/**
 * Threads that wait, one for each memory cap: to start one takes half a second on an old PC, and whoever restores a
 * backup has it checked, compared, stored and prepared one after the other. They hold nothing of a register: a
 * connection is closed before its answer is given.
 */
const waiting = new Map<number, { readonly thread: Thread; readonly timer: NodeJS.Timeout }>();

function takeWaiting(memoryMb: number): Thread | null {
  const one = waiting.get(memoryMb);
  if (!one) return null;
  waiting.delete(memoryMb);
  clearTimeout(one.timer);
  return one.thread.isOver() ? null : one.thread;
}

function keepWaiting(memoryMb: number, thread: Thread): void {
  void takeWaiting(memoryMb)?.end();
  const timer = setTimeout(() => void takeWaiting(memoryMb)?.end(), WAIT_MS);
  timer.unref();
  waiting.set(memoryMb, { thread, timer });
}

/**
 * Runs one request in a worker thread that has nothing else to do. One that failed or was cancelled is not used again.
 * @param options.memoryMb MiB that the thread may hold
 */
export async function inWorker<T>(
  dataDir: string,
  request: WorkerRequest,
  handle: JobHandle,
  options: { memoryMb: number; deadlineMs?: number },
): Promise<T> {
  const { memoryMb, ...ask } = options;
  const thread = takeWaiting(memoryMb) ?? startThread(memoryMb);
  try {
    const answer = await thread.ask<T>(dataDir, request, handle, ask);
    keepWaiting(memoryMb, thread);
    return answer;
  } catch (error) {
    await thread.end();
    throw error;
  }
}
