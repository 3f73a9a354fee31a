import { delimiter } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { browserCandidates, findBrowser, QUIET_FLAGS } from '../../../host/browser.ts';
import { windowArgs } from '../../../host/window.ts';

afterEach(() => vi.unstubAllEnvs());

it('looks where Windows puts Edge and Chrome', () => {
  const env = { 'ProgramFiles(x86)': 'C:\\Program Files (x86)', LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' };
  expect(browserCandidates('win32', env)).toEqual([
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Users\\a\\AppData\\Local\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Users\\a\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
  ]);
});

it('looks in the application folders of macOS', () => {
  const found = browserCandidates('darwin', { HOME: '/Users/a' });
  expect(found).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  expect(found).toContain('/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge');
});

it('looks along PATH on Linux, never in the working folder, and at a snap last', () => {
  const found = browserCandidates('linux', { PATH: ['.', '/snap/bin', '/usr/bin', 'bin'].join(delimiter) });
  expect(found).toContain('/usr/bin/chromium');
  expect(found.every((path) => path.startsWith('/'))).toBe(true);
  expect(found.at(-1)).toBe('/snap/bin/chromium-browser');
  expect(found.indexOf('/snap/bin/chromium')).toBeGreaterThan(found.indexOf('/usr/bin/chromium'));
});

it('DAICHO_BROWSER names the browser, or that there is none', async () => {
  vi.stubEnv('DAICHO_BROWSER', 'none');
  expect(await findBrowser()).toBeNull();
  vi.stubEnv('DAICHO_BROWSER', '/no/such/browser');
  expect(await findBrowser()).toBeNull();
  vi.stubEnv('DAICHO_BROWSER', process.execPath);
  expect(await findBrowser()).toMatchObject({ path: process.execPath, headlessOnly: false, env: {} });
});

it('the npm browser never serves for a window', async () => {
  vi.stubEnv('DAICHO_BROWSER', 'npm');
  expect(await findBrowser({ forWindow: true })).toBeNull();
});

it('every browser is kept off the network, and as root told to do without its sandbox', async () => {
  vi.stubEnv('DAICHO_BROWSER', process.execPath);
  const getuid = vi.spyOn(process, 'getuid');
  getuid.mockReturnValue(0);
  expect((await findBrowser())?.args).toEqual([...QUIET_FLAGS, '--no-sandbox']);
  getuid.mockReturnValue(1000);
  expect((await findBrowser())?.args).toEqual(QUIET_FLAGS);
  getuid.mockRestore();
  expect(QUIET_FLAGS).toContain('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
});

it('an application window has its own profile and no extensions', () => {
  const browser = { path: '/b', args: ['--quiet'], name: 'B', env: {}, headlessOnly: false };
  const args = windowArgs(browser, 'http://127.0.0.1:1/#token=x', '/data/browser');
  expect(args).toContain('--user-data-dir=/data/browser');
  expect(args).toContain('--disable-extensions');
  expect(args.at(-1)).toBe('--app=http://127.0.0.1:1/#token=x');
});
