import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';

/** Entry name in out/electron to its source. A sandboxed preload must be one file, so each entry is built alone. */
export const ELECTRON_ENTRIES = {
  main: 'electron/main.ts',
  preload: 'electron/preload.ts',
  worker: 'core/jobs/worker.ts',
};

/**
 * One entry of the Electron side as out/electron/<name>.cjs. Everything is bundled but Electron itself, the driver
 * (its native part lies beside it) and an optional dependency of exceljs that is never used.
 *
 * @param {string} root the project's folder
 * @param {keyof typeof ELECTRON_ENTRIES} name
 * @param {string} [outDir] default: out/electron
 * @returns {import('vite').InlineConfig}
 */
export const electronConfig = (root, name, outDir = join(root, 'out', 'electron')) => ({
  configFile: false,
  root,
  logLevel: 'warn',
  define: { NATIVE_SHA256: JSON.stringify(nativeHashes(root)) },
  build: {
    ssr: true,
    target: 'node24',
    outDir,
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { [name]: join(root, ELECTRON_ENTRIES[name]) },
      external: [
        'electron',
        'better-sqlite3',
        '@aws-sdk/client-s3',
        ...builtinModules,
        ...builtinModules.map((m) => `node:${m}`),
      ],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
});

/** SHA-256 of each native part of the driver by `<platform>-<arch>`; electron/nativeCheck.ts compares. */
function nativeHashes(root) {
  const dir = join(root, 'node_modules', 'better-sqlite3', 'prebuilds');
  return Object.fromEntries(
    readdirSync(dir).map((name) => [
      name.replace(/\.node$/, ''),
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex'),
    ]),
  );
}
