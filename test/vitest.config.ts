import { existsSync, statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/**
 * Registers of the tests, and the shared memory of the browsers, lie in memory where there is room: no test needs a disk.
 * A kill leaves to the operating system what was written, and a power cut is replayed (test/support/powerCut).
 */
const MEMORY = '/dev/shm';
const ROOM = 2 * 1024 ** 3;
const free = (place: string) => {
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize;
};
if (existsSync(MEMORY) && free(MEMORY) > ROOM) process.env['TMPDIR'] ??= MEMORY;

/** Projects by what they need: nothing, three transports, processes and files, a real browser. */
export default defineConfig({
  test: {
    root,
    // All cores of a machine with two; Vitest would leave one idle.
    maxWorkers: 2,
    projects: ['unit', 'contract', 'safety', 'e2e'].map((name) => ({
      test: {
        name,
        root,
        globalSetup: 'test/support/globalSetup.ts',
        include: [`test/${name}/**/*.test.ts`],
        // Tests are apart by register, host and page; to load the sources (and a browser) for each file would cost 1 s
        // of CPU (and 5). Only the safety tests put other modules in the place of the driver.
        isolate: name === 'safety',
        // Far above what any needs: a machine that is busy with other work must not look like a broken app.
        testTimeout: 180_000,
        hookTimeout: 180_000,
      },
    })),
  },
});
