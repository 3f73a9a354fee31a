import type { Context } from '../context.ts';
import { type JobHandle, startWorker, type WorkerSession } from '../jobs/run.ts';
import type { BackupAnswers, BackupWork } from './work.ts';

/**
 * The thread that works on backups, with a memory cap of its own. It waits a moment for the next piece of work: to start
 * one takes half a second, and whoever restores a backup has it checked, compared, stored and prepared one after the other.
 */

const MEMORY_MB = 512;
const WAIT_MS = 30_000;

const waiting = new WeakMap<Context, { readonly thread: WorkerSession; readonly timer: NodeJS.Timeout }>();

/** @throws DaichoError what the work throws; cancelled */
export async function inThread<T extends BackupWork>(
  context: Context,
  work: T,
  handle: JobHandle,
): Promise<BackupAnswers[T['type']]> {
  const thread = takeWaiting(context) ?? startWorker(context.dataDir, MEMORY_MB);
  try {
    const answer = await thread.ask<BackupAnswers[T['type']]>(work, handle);
    await endThread(context);
    const timer = setTimeout(() => void endThread(context), WAIT_MS);
    timer.unref();
    waiting.set(context, { thread, timer });
    return answer;
  } catch (error) {
    await thread.end();
    throw error;
  }
}

/** Ends the thread that waits; one that works is ended by the signal of its job. */
export async function endThread(context: Context): Promise<void> {
  await takeWaiting(context)?.end();
}

function takeWaiting(context: Context): WorkerSession | null {
  const one = waiting.get(context);
  if (!one) return null;
  waiting.delete(context);
  clearTimeout(one.timer);
  return one.thread;
}
