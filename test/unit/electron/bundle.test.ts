import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { electronConfig } from '../../../build/vite.electron.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
let appPath: string;
let dataDir: string;

/** Inside the project, so that the bundle finds the driver as it does when packaged. */
beforeAll(async () => {
  await mkdir(join(ROOT, 'out'), { recursive: true });
  appPath = await mkdtemp(join(ROOT, 'out', 'bundle-test-'));
  dataDir = await mkdtemp(join(tmpdir(), 'daicho-bundle-'));
  for (const name of ['main', 'preload', 'worker'] as const) {
    await build(electronConfig(ROOT, name, join(appPath, 'out', 'electron')));
  }
  await mkdir(join(appPath, 'out', 'renderer'));
  await writeFile(join(appPath, 'out', 'renderer', 'index.html'), 'screens');
}, 60_000);
afterAll(async () => {
  await rm(appPath, { recursive: true });
  await rm(dataDir, { recursive: true });
});

it('the built main process opens the register, answers its page and only its page, and closes', {
  timeout: 30_000,
}, async () => {
  const stub = fileURLToPath(new URL('electronStub.cjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [stub, appPath, dataDir]);
  expect(JSON.parse(stdout)).toMatchObject({
    errors: [],
    schemes: ['app'],
    channels: ['daicho:invoke', 'daicho:saveOutput', 'daicho:printOutput', 'daicho:choosePath'],
    urls: ['app://daicho/'],
    page: 'screens',
    policy: expect.stringContaining("connect-src 'none'"),
    unknown: { ok: false, error: { code: 'unknownMethod' } },
    foreign: { ok: false, error: { code: 'forbidden' } },
    windows: [{ sandbox: true, contextIsolation: true, preload: join(appPath, 'out', 'electron', 'preload.cjs') }],
    exitCode: 0,
  });
});

it('the preload brings in Electron only, and no part of it lies in another file', async () => {
  const required = async (name: string) => {
    const code = await readFile(join(appPath, 'out', 'electron', `${name}.cjs`), 'utf8');
    return [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1]!);
  };
  expect(await required('preload')).toEqual(['electron']);
  expect((await required('worker')).filter((name) => name.startsWith('.'))).toEqual([]);
  // Control: the pattern does see what the main process brings in.
  expect(await required('main')).toContain('electron');
});
