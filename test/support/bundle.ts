import { mkdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import { build } from 'vite';

const ROOT = new URL('../../', import.meta.url).pathname;
/** As deep as the sources' folders, so that the bundle finds node_modules and the fonts where the sources do. */
const OUT = `${ROOT}out/children`;

/**
 * A TypeScript file of the tests and the job worker of the app, each as one file of JavaScript. A process that is
 * started a thousand times begins three times as fast with it as from the sources. The worker lies beside it as
 * `<name>.worker.mjs`.
 * @returns where the bundle is
 */
export async function bundleChild(script: URL): Promise<URL> {
  mkdirSync(OUT, { recursive: true });
  const name = basename(script.pathname, '.ts');
  await bundle(script.pathname, name);
  await bundle(`${ROOT}core/jobs/worker.ts`, `${name}.worker`);
  return new URL(`file://${OUT}/${name}.mjs`);
}

async function bundle(source: string, name: string): Promise<void> {
  const external = [
    'better-sqlite3',
    '@aws-sdk/client-s3',
    ...builtinModules,
    ...builtinModules.map((m) => `node:${m}`),
  ];
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node24',
      outDir: OUT,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { [name]: source },
        external,
        output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
  });
}
