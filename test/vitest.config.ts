import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/** Projects by what they need: nothing, three transports, processes and files, a real browser. */
export default defineConfig({
  test: {
    root,
    projects: ['unit', 'contract', 'safety', 'e2e'].map((name) => ({
      test: {
        name,
        root,
        globalSetup: 'test/support/globalSetup.ts',
        include: [`test/${name}/**/*.test.ts`],
        testTimeout: name === 'e2e' ? 120_000 : 60_000,
        hookTimeout: 120_000,
        // One browser and one host at a time: two cores.
        fileParallelism: name !== 'e2e',
      },
    })),
  },
});
