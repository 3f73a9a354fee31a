import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The installer is given up when nothing at all has arrived for this long (ms). */
const SILENCE = 4000;
const POLL = 250;

/**
 * Path of the installed Electron program, or null.
 *
 * @param {string} root the project's folder
 */
export function electronBinary(root) {
  const dir = join(root, 'node_modules', 'electron');
  const pathFile = join(dir, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(dir, 'dist');
  const program = join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/**
 * Lets Electron's own installer fetch its program, once. Offline it fails at once or hangs: it is stopped when nothing
 * arrives for a few seconds, and the failure is remembered for this version, so that the next start does not wait.
 *
 * @param {string} root the project's folder
 * @param {{ again: boolean, say: (line: string) => void, silence?: number }} options `again`: try in spite of an
 *   earlier failure.
 * @returns {Promise<string | null>} the program, or null.
 */
export async function installElectron(root, options) {
  const dir = join(root, 'node_modules', 'electron');
  if (!existsSync(join(dir, 'install.js'))) return null;
  const { version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const memory = join(root, 'out', 'electron-not-installed.txt');
  if (!options.again && existsSync(memory) && readFileSync(memory, 'utf8').trim() === version) return null;

  if (await runInstaller(join(dir, 'install.js'), options)) {
    rmSync(memory, { force: true });
    return electronBinary(root);
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(memory, `${version}\n`);
  return null;
}

/** The installer downloads into the temporary folder: a folder of its own shows whether anything arrives. */
async function runInstaller(script, { say, silence = SILENCE }) {
  const temporary = mkdtempSync(join(tmpdir(), 'daicho-electron-'));
  const child = spawn(process.execPath, [script], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' },
  });
  let seen = 0;
  let lastNews = performance.now();
  const watch = setInterval(() => {
    const bytes = bytesIn(temporary) + bytesIn(join(script, '..', 'dist'));
    if (bytes !== seen) {
      if (seen === 0) say('Electron を取り込んでいます…（はじめの一回だけです）');
      seen = bytes;
      lastNews = performance.now();
    } else if (performance.now() - lastNews > silence) child.kill('SIGKILL');
  }, POLL);
  const code = await new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(1));
  });
  clearInterval(watch);
  rmSync(temporary, { recursive: true, force: true });
  return code === 0;
}

/** A file may vanish between the list and the look: the installer moves its download when it is complete. */
function bytesIn(dir) {
  if (!existsSync(dir)) return 0;
  let sum = 0;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sum += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}
