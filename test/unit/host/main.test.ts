import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DaichoError } from '../../../contract/errors.ts';
import type { App } from '../../../core/app.ts';
import type { Browser } from '../../../host/browser.ts';
import { type HostDeps, hasDisplay, runHost } from '../../../host/main.ts';

const browser: Browser = { path: '/b', args: [], name: 'Chrome', env: {}, headlessOnly: false };

let dir: string;
let lines: string[];
let errors: string[];
let closed: number;
let app: App;
let endWindow: () => void;
let closeWindow: ReturnType<typeof vi.fn<() => void>>;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daicho-host-'));
  await mkdir(join(dir, 'screens'));
  await writeFile(join(dir, 'screens', 'index.html'), 'ok');
  lines = [];
  errors = [];
  closed = 0;
  closeWindow = vi.fn<() => void>();
  app = {
    invoke: async () => ({ ok: true, value: null }),
    on: () => () => {},
    output: () => null,
    lock: () => {},
    close: async () => {
      closed += 1;
    },
  };
  vi.stubEnv('DISPLAY', ':0');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

const deps = (changes: Partial<HostDeps> = {}): HostDeps => ({
  createApp: async () => app,
  findBrowser: async () => browser,
  openWindow: () => {
    const ended = new Promise<void>((resolve) => {
      endWindow = resolve;
    });
    return { ended, close: closeWindow };
  },
  print: (line) => lines.push(line),
  printError: (line) => errors.push(line),
  graceMs: 300,
  ...changes,
});
const options = (open: 'window' | 'print' | 'none') => ({ dataDir: dir, open, rendererDir: join(dir, 'screens') });
const address = () => lines.find((line) => line.startsWith('http://127.0.0.1:'));

it('prints the address, serves, and a signal closes everything', async () => {
  // Browsers of the tests before have listeners of their own.
  const before = new Set(process.listeners('SIGTERM'));
  const done = runHost(options('print'), deps());
  await expect.poll(address).toMatch(/#token=/);
  const { origin } = new URL(address()!);
  expect((await fetch(origin)).status).toBe(200);
  process.emit('SIGTERM');
  expect(await done).toBe(0);
  expect(closed).toBe(1);
  await expect(fetch(origin)).rejects.toThrow();
  expect(process.listeners('SIGTERM').filter((one) => !before.has(one))).toEqual([]);
});

it('the end of the window ends the host', async () => {
  const done = runHost(options('window'), deps({ graceMs: 0 }));
  await expect.poll(() => lines.length).toBe(1);
  expect(closed).toBe(0);
  endWindow();
  expect(await done).toBe(0);
  expect(closed).toBe(1);
});

it('a browser that hands the address to an older window keeps the host, as long as a screen listens', async () => {
  let url = '';
  const handOver = (_: Browser, to: string) => {
    url = to;
    return { ended: Promise.resolve(), close: closeWindow };
  };
  const done = runHost(options('window'), deps({ openWindow: handOver }));
  await expect.poll(() => url).not.toBe('');
  const controller = new AbortController();
  const { origin, hash } = new URL(url);
  const headers = { 'x-daicho-token': hash.slice('#token='.length) };
  await fetch(`${origin}/events`, { headers, signal: controller.signal });
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(closed).toBe(0);
  controller.abort();
  expect(await done).toBe(0);
  expect(closed).toBe(1);
});

it('without a windowed browser or a display the address is printed', async () => {
  for (const situation of ['no browser', 'no display']) {
    lines = [];
    if (situation === 'no display') {
      vi.stubEnv('DISPLAY', '');
      vi.stubEnv('WAYLAND_DISPLAY', '');
    }
    const done = runHost(options('window'), deps(situation === 'no browser' ? { findBrowser: async () => null } : {}));
    if (situation === 'no browser' || process.platform === 'linux') await expect.poll(address).toBeDefined();
    process.emit('SIGINT');
    expect(await done).toBe(0);
  }
});

it('a register that is open elsewhere is one Japanese line and exit code 1', async () => {
  const refuse = async () => {
    throw new DaichoError('ownedElsewhere', '（総務PC・9時12分から）');
  };
  expect(await runHost(options('print'), deps({ createApp: refuse }))).toBe(1);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('この台帳は、いま別の画面で開かれています。 （総務PC・9時12分から）');
  expect(errors[0]).not.toContain('\n');
  expect(lines).toEqual([]);
});

it('a host that cannot serve closes the register again and logs the reason', async () => {
  await rm(join(dir, 'screens', 'index.html'));
  expect(await runHost(options('print'), deps())).toBe(1);
  expect(closed).toBe(1);
  expect(errors).toHaveLength(1);
  expect(await readFile(join(dir, 'logs', 'daicho.log'), 'utf8')).toContain('no index.html');
});

it('knows where there is a display', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('win32', {})).toBe(true);
});
