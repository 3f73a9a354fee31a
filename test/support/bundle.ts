import { mkdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import { build } from 'vite';

const ROOT = new URL('../../', import.meta.url).pathname;
/** As deep as the sources' folders, so that a bundle finds node_modules and the fonts where the sources do. */
const OUT = `${ROOT}out/children`;

/**
 * A TypeScript file of the tests as JavaScript. A process that is started a hundred times begins three times
 * as fast with it as from the sources.
 * @returns where the bundle is
 */
export async function bundleChild(script: URL): Promise<URL> {
  return bundle(script.pathname, basename(script.pathname, '.ts'));
}

/** The job worker of the app as JavaScript. @returns where it is */
export async function bundleWorker(): Promise<URL> {
  return bundle(`${ROOT}core/jobs/worker.ts`, 'worker');
}

async function bundle(source: string, name: string): Promise<URL> {
  mkdirSync(OUT, { recursive: true });
  const external = [
    'better-sqlite3',
    'playwright-core',
    '@sparticuz/chromium',
    '@aws-sdk/client-s3',
    ...builtinModules,
    ...builtinModules.map((m) => `node:${m}`),
  ];
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node24',
      outDir: OUT,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { [name]: source },
        external,
        output: {
          format: 'es',
          entryFileNames: '[name].mjs',
          // What is loaded only when it is needed stays a file of its own, named by its content: bundles share a folder.
          chunkFileNames: '[name]-[hash].mjs',
          // Node is silent about old calls in node_modules; in a bundle they are no longer there.
          banner: 'process.noDeprecation = true;',
        },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3', 'playwright-core', '@sparticuz/chromium'] },
  });
  return new URL(`file://${OUT}/${name}.mjs`);
}
