import { existsSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
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

/**
 * Large pieces of memory come in pages of 2 MiB where glibc knows them: in a virtual machine the first touch of one of
 * 4 KiB takes up to 16 µs, and a password check alone touches 32,768 of them.
 */
process.env['GLIBC_TUNABLES'] ??= 'glibc.malloc.hugetlb=1';

const FOLDERS = ['unit', 'contract', 'safety', 'e2e'];

/** The tests that put other modules in the place of the driver, the printer or the opening of a register. */
const replacing = FOLDERS.flatMap((folder) =>
  readdirSync(`${root}test/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${folder}/${name}`)
    .filter((path) => /^vi\.mock\(/m.test(readFileSync(`${root}${path}`, 'utf8'))),
);

/** Projects by what they need: nothing, three transports, processes and files, modules of their own, a real browser. */
export default defineConfig({
  test: {
    root,
    // All cores of a machine with two; Vitest would leave one idle.
    maxWorkers: 2,
    projects: [...FOLDERS, 'replaced'].map((name) => ({
      test: {
        name,
        root,
        globalSetup: 'test/support/globalSetup.ts',
        include: name === 'replaced' ? replacing : [`test/${name}/**/*.test.ts`],
        exclude: name === 'replaced' ? [] : replacing,
        // Tests are apart by register, host and page; to load the sources (and a browser) for each file would cost 1 s
        // of CPU (and 5).
        isolate: name === 'replaced',
        // Far above what any needs: a machine that is busy with other work must not look like a broken app.
        testTimeout: 180_000,
        hookTimeout: 180_000,
        expect: { poll: { timeout: 60_000 } },
      },
    })),
  },
});
