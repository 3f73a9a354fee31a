import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 2;

/** Watches how late the main thread's timers come. Nothing is subtracted: an idle thread shows about the resolution. */
export function watchEventLoop(): () => number {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return () => {
    delay.disable();
    return delay.max / 1e6;
  };
}

/** Main thread never blocked longer than this during export or import. */
export const LONGEST_BLOCK_MS = 50;
