import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

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
