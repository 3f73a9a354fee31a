import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readScreenFiles, type ScreenFiles } from '../../../core/screenFiles.ts';
import { screenResponse } from '../../../electron/protocol.ts';
import {
  isAllowedRequest,
  lockApp,
  lockContents,
  lockSession,
  lockWithSystem,
  PDF_VIEWER,
  unknownArgument,
} from '../../../electron/security.ts';
import { paperWindowOptions, printWindowOptions, windowOptions } from '../../../electron/window.ts';

type Listener = (...args: never[]) => unknown;

/** Records what a fake Electron object is told; the tests then play Electron's part. */
function recorder() {
  const listeners = new Map<string, Listener>();
  return { listeners, on: (name: string, listener: Listener) => listeners.set(name, listener) };
}

describe('Windows is locked, another user takes over, the PC goes to sleep', () => {
  it('the app is locked at once; CONTROL: not by what else happens to the power', () => {
    const { listeners, on } = recorder();
    const lock = vi.fn();
    lockWithSystem({ on } as unknown as Parameters<typeof lockWithSystem>[0], { lock });
    const play = (name: string) => (listeners.get(name) as (() => void) | undefined)?.();
    for (const name of ['on-battery', 'on-ac', 'resume', 'unlock-screen']) play(name);
    expect(lock).not.toHaveBeenCalled();
    for (const [i, name] of ['lock-screen', 'suspend', 'shutdown'].entries()) {
      play(name);
      expect(lock).toHaveBeenCalledTimes(i + 1);
    }
  });
});

describe('the session', () => {
  function locked(devtools = false) {
    const { listeners, on } = recorder();
    const handlers = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setSpellCheckerEnabled: vi.fn(),
      setSpellCheckerLanguages: vi.fn(),
      enableNetworkEmulation: vi.fn(),
      onBeforeRequest: vi.fn(),
    };
    const fake = { ...handlers, on, webRequest: { onBeforeRequest: handlers.onBeforeRequest } };
    lockSession(fake as unknown as Parameters<typeof lockSession>[0], devtools);
    return { ...handlers, listeners };
  }

  it('denies every permission, asked for or checked, and every device', () => {
    const { setPermissionRequestHandler, setPermissionCheckHandler, setDevicePermissionHandler } = locked();
    const callback = vi.fn();
    setPermissionRequestHandler.mock.calls[0]![0]({}, 'clipboard-read', callback);
    expect(callback).toHaveBeenCalledExactlyOnceWith(false);
    expect(setPermissionCheckHandler.mock.calls[0]![0]({}, 'media')).toBe(false);
    expect(setDevicePermissionHandler.mock.calls[0]![0]({ deviceType: 'usb' })).toBe(false);
  });

  it('has no spell checker, whose dictionaries come from the network', () => {
    const { setSpellCheckerEnabled, setSpellCheckerLanguages } = locked();
    expect(setSpellCheckerEnabled).toHaveBeenCalledWith(false);
    expect(setSpellCheckerLanguages).toHaveBeenCalledWith([]);
  });

  it.each([
    ['https://example.org/', true],
    ['http://127.0.0.1:8080/', true],
    ['ws://example.org/', true],
    ['file:///etc/passwd', true],
    ['app://other/', true],
    ['app://daicho.evil/', true],
    ['blob:https://example.org/1', true],
    ['devtools://devtools/x.js', true],
    ['app://daicho/assets/main.js', false],
    ['data:image/png;base64,AA==', false],
    ['blob:app://daicho/1', false],
  ])('request to %s: cancelled %s', (url, cancel) => {
    const callback = vi.fn();
    locked().onBeforeRequest.mock.calls[0]![0]({ url }, callback);
    expect(callback).toHaveBeenCalledExactlyOnceWith({ cancel });
  });

  it('lets the developer tools load themselves in development only', () => {
    expect(isAllowedRequest('devtools://devtools/x.js', true)).toBe(true);
    expect(isAllowedRequest('https://example.org/', true)).toBe(false);
  });

  it("loads Chromium's PDF viewer in the session of the paper only", () => {
    expect(isAllowedRequest(`${PDF_VIEWER}index.html`, false, true)).toBe(true);
    expect(isAllowedRequest(`${PDF_VIEWER}index.html`, true)).toBe(false);
    expect(isAllowedRequest('chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/index.html', false, true)).toBe(false);
    expect(isAllowedRequest('https://example.org/', false, true)).toBe(false);
    expect(paperWindowOptions().webPreferences).toMatchObject({ plugins: true, sandbox: true, nodeIntegration: false });
    expect(paperWindowOptions().webPreferences).not.toHaveProperty('preload');
  });

  it('downloads nothing and is offline', () => {
    const { listeners, enableNetworkEmulation } = locked();
    const event = { preventDefault: vi.fn() };
    listeners.get('will-download')!(event as never);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(enableNetworkEmulation).toHaveBeenCalledWith({ offline: true });
  });
});

describe('a page', () => {
  function locked() {
    const { listeners, on } = recorder();
    const setWindowOpenHandler = vi.fn();
    const setWebRTCIPHandlingPolicy = vi.fn();
    lockContents({ on, setWindowOpenHandler, setWebRTCIPHandlingPolicy } as unknown as Parameters<
      typeof lockContents
    >[0]);
    return { listeners, setWindowOpenHandler, setWebRTCIPHandlingPolicy };
  }

  it('opens no window and embeds no webview', () => {
    const { listeners, setWindowOpenHandler, setWebRTCIPHandlingPolicy } = locked();
    expect(setWindowOpenHandler.mock.calls[0]![0]({ url: 'app://daicho/' })).toEqual({ action: 'deny' });
    const event = { preventDefault: vi.fn() };
    listeners.get('will-attach-webview')!(event as never);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp');
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    '%s is held, but for a reload of the start page',
    (name) => {
      const { listeners } = locked();
      const go = (url: string) => {
        const event = { url, preventDefault: vi.fn() };
        listeners.get(name)!(event as never);
        return event.preventDefault.mock.calls.length === 0;
      };
      for (const url of [
        'https://example.org/',
        'file:///C:/x.html',
        'app://daicho/other.html',
        'app://evil/',
        'javascript:1',
        'data:text/html,x',
      ]) {
        expect(go(url)).toBe(false);
      }
      expect(go('app://daicho/')).toBe(true);
      expect(go('app://daicho/#/assets')).toBe(true);
    },
  );
});

describe('the windows', () => {
  const expected = {
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  };

  it('of a release have every safe setting and leave nothing on the disk', () => {
    const { webPreferences } = windowOptions('/preload.cjs', false);
    expect(webPreferences).toMatchObject({ ...expected, preload: '/preload.cjs' });
    expect(webPreferences?.partition).not.toMatch(/^persist:/);
    expect(webPreferences).not.toHaveProperty('enableBlinkFeatures');
    expect(windowOptions('/preload.cjs', true).webPreferences?.devTools).toBe(true);
  });

  it('that print are hidden and have no bridge', () => {
    const { show, webPreferences } = printWindowOptions();
    expect(show).toBe(false);
    expect(webPreferences).toMatchObject(expected);
    expect(webPreferences).not.toHaveProperty('preload');
  });
});

describe('the start', () => {
  it('puts every page into the sandbox and the names of all hosts out of reach', () => {
    const fake = { enableSandbox: vi.fn(), commandLine: { appendSwitch: vi.fn() } };
    lockApp(fake as unknown as Parameters<typeof lockApp>[0]);
    expect(fake.enableSandbox).toHaveBeenCalledOnce();
    expect(fake.commandLine.appendSwitch).toHaveBeenCalledWith('host-resolver-rules', 'MAP * ~NOTFOUND');
    expect(fake.commandLine.appendSwitch).toHaveBeenCalledWith('disable-http-cache', undefined);
  });

  it.each([['--remote-debugging-port=9222'], ['--inspect'], ['--no-sandbox'], ['https://example.org/'], ['-r']])(
    'a release ends on %s',
    (arg) => {
      expect(unknownArgument(['--data', '/d', arg])).toBe(arg);
    },
  );

  it('a release knows --data', () => {
    expect(unknownArgument([])).toBeNull();
    expect(unknownArgument(['--data', '/d'])).toBeNull();
    expect(unknownArgument(['--data=/d'])).toBeNull();
    expect(unknownArgument(['--data=/d', '--inspect'])).toBe('--inspect');
  });
});

describe('the scheme', () => {
  let dir: string;
  let files: ScreenFiles;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'daicho-scheme-'));
    await mkdir(join(dir, 'assets'));
    await writeFile(join(dir, 'index.html'), '<title>台帳</title>');
    await writeFile(join(dir, 'assets', 'a.js'), 'export {};');
    files = readScreenFiles(dir);
  });
  afterAll(() => rm(dir, { recursive: true }));
  const ask = (url: string, method = 'GET') => screenResponse(files, { method, url });

  it('serves the built files with the policy that allows no connection', async () => {
    const page = ask('app://daicho/');
    expect(await page.text()).toBe('<title>台帳</title>');
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'none'");
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(ask('app://daicho/assets/a.js?v=1#x').status).toBe(200);
  });

  it.each([
    ['app://daicho/../index.html.bak', 404],
    ['app://daicho/assets/..%2f..%2fetc/passwd', 404],
    ['app://daicho/assets', 404],
    ['app://daicho/__proto__', 404],
    ['app://other/', 403],
    ['https://daicho/', 403],
  ])('refuses %s', (url, status) => {
    expect(ask(url).status).toBe(status);
  });

  it('refuses anything but GET', () => {
    expect(ask('app://daicho/', 'POST').status).toBe(405);
  });
});
