import { DaichoError } from '../contract/errors.ts';

/**
 * The work's outcome, or DaichoError('cancelled') as soon as the signal says so. What the work does after that is of
 * no interest: a browser in the middle of a large page may not even hear that it is closed.
 */
export async function unlessAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new DaichoError('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => {});
  }
}
