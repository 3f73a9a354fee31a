import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileList } from './fileList.mjs';
import { copyFonts } from './fonts.mjs';
import { nodeProblem } from './nodeGuard.mjs';
import { isStale, timeOf, timesOf } from './stale.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(ROOT, ...parts);

/** Builds the screens: renderer/ to out/renderer/. */
export async function buildRenderer() {
  if (!existsSync(at('renderer', 'index.html'))) throw new Error('renderer/index.html is not there');
  const [{ build }, { rendererConfig }] = await Promise.all([import('vite'), import('./vite.renderer.mjs')]);
  await build(rendererConfig(ROOT));
}

/** Builds Electron's main process, preload and the job worker to out/electron/*.cjs, and copies the fonts. */
export async function buildElectron() {
  const [{ build }, { ELECTRON_ENTRIES, electronConfig }] = await Promise.all([
    import('vite'),
    import('./vite.electron.mjs'),
  ]);
  rmSync(at('out', 'electron'), { recursive: true, force: true });
  copyFonts(ROOT);
  for (const name of Object.keys(ELECTRON_ENTRIES)) await build(electronConfig(ROOT, name));
}

const RENDERER_SOURCES = ['renderer', 'contract', 'package-lock.json', 'build/vite.renderer.mjs'];
const ELECTRON_SOURCES = ['electron', 'core', 'db', 'contract', 'package-lock.json', 'build/vite.electron.mjs'];

export const rendererIsStale = () =>
  isStale(timeOf(at('out', 'renderer', 'index.html')), timesOf(RENDERER_SOURCES.map((path) => at(path))));

/** The worker is built last, so its time stands for all three. */
export const electronIsStale = () =>
  isStale(timeOf(at('out', 'electron', 'worker.cjs')), timesOf(ELECTRON_SOURCES.map((path) => at(path))));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problem = nodeProblem(process.versions);
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
  await buildRenderer();
  await buildElectron();
  writeFileList(at('out'));
  console.log('作りました: out/renderer, out/electron, out/fonts');
}
