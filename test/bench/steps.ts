import type { App } from '../../core/app.ts';
import { watchEventLoop } from './eventLoop.ts';
import { call } from './register.ts';

/** A job of the app, watched from outside. */
export interface Step<T> {
  readonly result: T;
  readonly ms: number;
  /** Of all threads of the process. */
  readonly cpuMs: number;
  /** Of the main thread alone. */
  readonly mainCpuMs: number;
  /** Longest block of the main thread. */
  readonly block: number;
  /** MiB; the highest of the process until the job's end, its threads included. */
  readonly peak: number;
  /** Milliseconds from the last change that was announced before the job's end to that end; for a commit: after its backup. */
  readonly lastPart: number;
  /** Progress reports, and the longest time without one. */
  readonly reports: number;
  readonly silence: number;
}

type Progress = { readonly phase: string; readonly done: number; readonly total: number | null };

/** Runs a job to its end. @throws Error unless it succeeds */
export async function watched<T>(app: App, name: string, input: unknown): Promise<Step<T>> {
  const cpu = process.cpuUsage();
  const mainCpu = process.threadCpuUsage();
  const blocked = watchEventLoop();
  const started = performance.now();
  let changed = started;
  let beforeLast = started;
  let reports = 0;
  let last = started;
  let silence = 0;
  const stop = app.on((event) => {
    const now = performance.now();
    if (event.type === 'register.changed') {
      beforeLast = changed;
      changed = now;
    } else if (event.type === 'job.progress') {
      reports += 1;
      silence = Math.max(silence, now - last);
      last = now;
    }
  });
  const state = await ended<T>(app, name, input);
  const ms = performance.now() - started;
  stop();
  const { user, system } = process.cpuUsage(cpu);
  const main = process.threadCpuUsage(mainCpu);
  if (state.state !== 'done') throw new Error(`${name}: ${JSON.stringify(state)}`);
  return {
    result: state.result as T,
    ms,
    cpuMs: (user + system) / 1000,
    mainCpuMs: (main.user + main.system) / 1000,
    block: blocked(),
    peak: process.resourceUsage().maxRSS / 1024,
    // The very last news is that of the change itself.
    lastPart: started + ms - beforeLast,
    reports,
    silence: Math.max(silence, performance.now() - last),
  };
}

/** When to cancel: at the first report that fits, or so many milliseconds after it. */
export interface Moment {
  readonly name: string;
  readonly when: (progress: Progress) => boolean;
  readonly afterMs?: number;
}

/** Starts a job and cancels it at a moment. @returns milliseconds from there to its end; null where it was over before */
export async function cancelledAt(app: App, name: string, input: unknown, moment: Moment): Promise<number | null> {
  let cancelled: number | null = null;
  let jobId = '';
  const cancel = () => {
    cancelled ??= performance.now();
    void call(app, 'job.cancel', { jobId });
  };
  let seen = false;
  const stop = app.on((event) => {
    if (event.type !== 'job.progress' || seen || !moment.when(event)) return;
    seen = true;
    ({ jobId } = event);
    if (moment.afterMs) setTimeout(cancel, moment.afterMs);
    else cancel();
  });
  const state = await ended(app, name, input);
  const over = performance.now();
  stop();
  if (!seen) throw new Error(`${name}: the moment "${moment.name}" never came`);
  if (state.state === 'done') return null;
  if (state.error?.code !== 'cancelled' || cancelled === null) throw new Error(`${name}: ${JSON.stringify(state)}`);
  return over - cancelled;
}

interface Ended<T> {
  readonly state: string;
  readonly result?: T;
  readonly error?: { readonly code: string };
}

async function ended<T>(app: App, name: string, input: unknown): Promise<Ended<T>> {
  const over = Promise.withResolvers<void>();
  let jobId = '';
  const stop = app.on((event) => {
    if (event.type === 'job.ended' && (jobId === '' || event.jobId === jobId)) over.resolve();
  });
  ({ jobId } = await call<{ jobId: string }>(app, name, input));
  await over.promise;
  stop();
  return call<Ended<T>>(app, 'job.result', { jobId });
}
