import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppEvent } from '../../../contract/events.ts';
import type { App } from '../../../core/app.ts';
import { toFailure } from '../../../core/failure.ts';
import { handOver } from '../../../core/files/handOver.ts';
import { CHANNELS } from '../../../electron/channels.ts';
import {
  forwardEvents,
  isTrustedSender,
  registerIpc,
  type SaveOutput,
  type SenderFrame,
} from '../../../electron/ipc.ts';
import { nativeIsGenuine } from '../../../electron/nativeCheck.ts';
import { electronPaper } from '../../../electron/paper.ts';
import { electronPrinter } from '../../../electron/ports.ts';

const frame = (url: string, parent: SenderFrame = null) => ({ url, parent }) as SenderFrame;
const own = frame('app://daicho/#/assets');

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daicho-ipc-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('who may call', () => {
  it.each([
    ['no frame', null],
    ['a blank frame', frame('about:blank')],
    ['a foreign page', frame('https://example.org/')],
    ['another host of the scheme', frame('app://evil/')],
    ['a look-alike host', frame('app://daicho.evil/')],
    ['our address inside another', frame('https://example.org/app://daicho/')],
    ['a data page', frame('data:text/html,app://daicho/')],
    ['an embedded frame of our own', frame('app://daicho/', own)],
    ['no address', frame('')],
  ])('%s may not', (_name, sender) => {
    expect(isTrustedSender(sender)).toBe(false);
  });
  it('our own top frame may', () => {
    expect(isTrustedSender(own)).toBe(true);
  });
});

function connected(overrides: Partial<App> = {}) {
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>>();
  const app: App = {
    invoke: vi.fn(async (name, raw) => ({ ok: true as const, value: { name, raw } })),
    on: () => () => {},
    output: (id) =>
      id === 'out-1'
        ? { path: join(dir, 'made.xlsx'), fileName: '台帳.xlsx' }
        : id === 'out-2'
          ? { path: join(dir, 'made.pdf'), fileName: '様式.pdf' }
          : null,
    lock: () => {},
    close: async () => {},
    ...overrides,
  };
  const askPath = vi.fn(async (): Promise<string | null> => join(dir, 'saved.xlsx'));
  const ipcMain = { handle: (name: string, handler: never) => void handlers.set(name, handler) };
  const choosePath = vi.fn(async (what: string): Promise<string | null> => join(dir, what));
  const print = vi.fn(async (_path: string) => true);
  const output: SaveOutput = {
    askPath,
    save: (from, to) => handOver(dir, from, to),
    print,
    failure: (error) =>
      toFailure(
        error,
        () => 'reference',
        () => undefined,
      ),
  };
  registerIpc(ipcMain as unknown as Parameters<typeof registerIpc>[0], app, isTrustedSender, output, choosePath);
  const send = (channel: string, sender: SenderFrame, ...args: unknown[]) =>
    handlers.get(channel)!({ senderFrame: sender }, ...structuredClone(args));
  return { app, askPath, choosePath, print, send, channels: [...handlers.keys()] };
}

describe('calls', () => {
  it('there are four channels and no more', () => {
    expect(connected().channels).toEqual([
      CHANNELS.invoke,
      CHANNELS.saveOutput,
      CHANNELS.printOutput,
      CHANNELS.choosePath,
    ]);
  });

  it('a call goes to the core, its envelope comes back', async () => {
    const { app, send } = connected();
    expect(await send(CHANNELS.invoke, own, 'asset.list', { text: '髙' })).toEqual({
      ok: true,
      value: { name: 'asset.list', raw: { text: '髙' } },
    });
    expect(app.invoke).toHaveBeenCalledExactlyOnceWith('asset.list', { text: '髙' });
  });

  it('a foreign sender is refused on every channel, and the core hears nothing', async () => {
    const { app, askPath, choosePath, print, send } = connected();
    for (const channel of [CHANNELS.invoke, CHANNELS.saveOutput, CHANNELS.printOutput, CHANNELS.choosePath]) {
      expect(await send(channel, frame('about:blank'), 'asset.list', {})).toEqual({
        ok: false,
        error: { code: 'forbidden' },
      });
    }
    expect(app.invoke).not.toHaveBeenCalled();
    expect(askPath).not.toHaveBeenCalled();
    expect(choosePath).not.toHaveBeenCalled();
    expect(print).not.toHaveBeenCalled();
  });

  it.each([[undefined], [null], [1], [{}], [['asset.list']]])(
    'a name that is no text (%j) is a failure, not a throw',
    async (name) => {
      const { app, send } = connected();
      expect(await send(CHANNELS.invoke, own, name, {})).toEqual({ ok: false, error: { code: 'unknownMethod' } });
      expect(app.invoke).not.toHaveBeenCalled();
    },
  );
});

describe('choosing a path', () => {
  it('answers what the person chose, null when cancelled, and asks for nothing but a folder or a backup', async () => {
    const { choosePath, send } = connected();
    expect(await send(CHANNELS.choosePath, own, 'folder')).toEqual({ ok: true, value: join(dir, 'folder') });
    choosePath.mockResolvedValue(null);
    expect(await send(CHANNELS.choosePath, own, 'backup')).toEqual({ ok: true, value: null });
    for (const what of ['file', undefined, { toString: 'folder' }])
      expect(await send(CHANNELS.choosePath, own, what)).toEqual({ ok: false, error: { code: 'unknownMethod' } });
    expect(choosePath).toHaveBeenCalledTimes(2);
  });
});

describe('printing an output', () => {
  it('opens the print dialog for a PDF; CONTROL: for nothing else', async () => {
    const { print, send } = connected();
    expect(await send(CHANNELS.printOutput, own, 'out-2')).toEqual({ ok: true, value: true });
    expect(print).toHaveBeenCalledExactlyOnceWith(join(dir, 'made.pdf'));
    print.mockResolvedValue(false);
    expect(await send(CHANNELS.printOutput, own, 'out-2')).toEqual({ ok: true, value: false });
    expect(await send(CHANNELS.printOutput, own, 'out-1')).toEqual({ ok: false, error: { code: 'invalidInput' } });
    for (const id of ['gone', undefined, 7, ['out-2']])
      expect(await send(CHANNELS.printOutput, own, id)).toEqual({ ok: false, error: { code: 'notFound' } });
    expect(print).toHaveBeenCalledTimes(2);
  });

  it('a printer that refuses is told, not thrown', async () => {
    const { print, send } = connected();
    print.mockRejectedValue(new Error('print: failed'));
    expect(await send(CHANNELS.printOutput, own, 'out-2')).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  function fakePaper(answer: (callback: (done: boolean, reason: string) => void, close: () => void) => void) {
    const seen: { type: string | null; bytes: number }[] = [];
    let serve: (request: { url: string }) => Response = () => new Response();
    const closed: (() => void)[] = [];
    const window = {
      destroyed: false,
      isDestroyed: () => window.destroyed,
      destroy: () => {
        window.destroyed = true;
      },
      once: (_name: string, listener: () => void) => void closed.push(listener),
      async loadURL(url: string) {
        const response = serve({ url });
        seen.push({ type: response.headers.get('content-type'), bytes: (await response.arrayBuffer()).byteLength });
      },
      webContents: {
        print: (_options: unknown, callback: (done: boolean, reason: string) => void) =>
          answer(callback, () => {
            for (const listener of closed) listener();
          }),
      },
    };
    const protocol = { handle: (_scheme: string, handler: typeof serve) => (serve = handler) };
    const deps = { openWindow: () => window, protocol, newId: () => 'n1' };
    const paper = electronPaper(deps as unknown as Parameters<typeof electronPaper>[0]);
    return { paper, seen, window, serve: (url: string) => serve({ url }) };
  }

  it('shows the file in a window of its own, and forgets it when the dialog has gone', async () => {
    await writeFile(join(dir, 'made.pdf'), '%PDF-1.7 abc');
    const { paper, seen, window, serve } = fakePaper((callback) => callback(true, ''));
    expect(await paper.print(join(dir, 'made.pdf'))).toBe(true);
    expect(seen).toEqual([{ type: 'application/pdf', bytes: 12 }]);
    expect(window.destroyed).toBe(true);
    expect(serve('app://daicho/paper-n1.pdf').status).toBe(404);
  });

  it('a cancelled dialog and a closed window are no failure; a printer that refuses is one', async () => {
    await writeFile(join(dir, 'made.pdf'), '%PDF');
    const path = join(dir, 'made.pdf');
    expect(await fakePaper((callback) => callback(false, 'Print job canceled')).paper.print(path)).toBe(false);
    expect(await fakePaper((_callback, close) => close()).paper.print(path)).toBe(false);
    const refused = fakePaper((callback) => callback(false, 'Invalid printer settings'));
    await expect(refused.paper.print(path)).rejects.toThrow('Invalid printer settings');
    expect(refused.window.destroyed).toBe(true);
  });
});

describe('saving an output', () => {
  beforeEach(() => writeFile(join(dir, 'made.xlsx'), 'new book'));

  it('copies the file to the chosen place, over an older one, and leaves no temporary file', async () => {
    await writeFile(join(dir, 'saved.xlsx'), 'old book');
    const { askPath, send } = connected();
    expect(await send(CHANNELS.saveOutput, own, 'out-1')).toEqual({ ok: true, value: true });
    expect(askPath).toHaveBeenCalledExactlyOnceWith('台帳.xlsx');
    expect(await readFile(join(dir, 'saved.xlsx'), 'utf8')).toBe('new book');
    expect((await readdir(dir)).sort()).toEqual(['made.xlsx', 'saved.xlsx']);
  });

  it('says false when the person cancels', async () => {
    const { askPath, send } = connected();
    askPath.mockResolvedValue(null);
    expect(await send(CHANNELS.saveOutput, own, 'out-1')).toEqual({ ok: true, value: false });
    expect(await readdir(dir)).toEqual(['made.xlsx']);
  });

  it('an unknown or malformed id is not found', async () => {
    const { send } = connected();
    for (const id of ['out-3', undefined, { toString: 'out-1' }]) {
      expect(await send(CHANNELS.saveOutput, own, id)).toEqual({ ok: false, error: { code: 'notFound' } });
    }
  });

  it('a place that cannot be written is a failure with words, and the old file stays', async () => {
    await mkdir(join(dir, 'saved.xlsx'));
    const { send } = connected();
    expect(await send(CHANNELS.saveOutput, own, 'out-1')).toEqual({
      ok: false,
      error: { code: 'readOnly', detail: '「saved.xlsx」という名前の、ファイルでないものがあります。' },
    });
    expect((await readdir(dir)).sort()).toEqual(['made.xlsx', 'saved.xlsx']);
  });
});

it('events go to the window while it lives', () => {
  const listeners = new Set<(event: AppEvent) => void>();
  const { app } = connected({
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  let destroyed = false;
  const send = vi.fn();
  const stop = forwardEvents(app, { send, isDestroyed: () => destroyed });
  const event: AppEvent = { type: 'register.changed', revision: 3 };
  for (const listener of listeners) listener(event);
  expect(send).toHaveBeenCalledExactlyOnceWith('daicho:event', event);
  destroyed = true;
  for (const listener of listeners) listener(event);
  expect(send).toHaveBeenCalledOnce();
  stop();
  expect(listeners.size).toBe(0);
});

describe('the printer', () => {
  function fakePrinter(printToPDF: (options: unknown) => Promise<Uint8Array>) {
    let serve: (request: { url: string }) => Response = () => new Response();
    const seen: { html: string; policy: string | null }[] = [];
    const window = {
      destroyed: false,
      isDestroyed: () => window.destroyed,
      destroy: () => {
        window.destroyed = true;
      },
      async loadURL(url: string) {
        const response = serve({ url });
        seen.push({ html: await response.text(), policy: response.headers.get('content-security-policy') });
      },
      webContents: { executeJavaScript: async () => true, printToPDF },
    };
    const protocol = { handle: (_scheme: string, handler: typeof serve) => (serve = handler) };
    const deps = { openWindow: () => window, protocol, newId: () => 'n1' };
    return {
      printer: electronPrinter(deps as unknown as Parameters<typeof electronPrinter>[0]),
      seen,
      window,
      serve: (url: string) => serve({ url }),
    };
  }

  it('prints a document at its size in inches, under a policy without scripts, and forgets it', async () => {
    const printToPDF = vi.fn(async (_options: unknown) => new Uint8Array([1]));
    const { printer, seen, window, serve } = fakePrinter(printToPDF);
    expect(await printer.pdf('<p>台帳', { widthMm: 254, heightMm: 25.4 })).toEqual(new Uint8Array([1]));
    expect(printToPDF.mock.calls[0]![0]).toMatchObject({
      pageSize: { width: 10, height: 1 },
      preferCSSPageSize: true,
      margins: { top: 0, right: 0, bottom: 0, left: 0 },
    });
    expect(seen).toEqual([{ html: '<p>台帳', policy: expect.stringContaining("default-src 'none'") }]);
    expect(seen[0]!.policy).not.toContain('script-src');
    expect(window.destroyed).toBe(true);
    expect(serve('app://daicho/print-n1').status).toBe(404);
  });

  it('an abort ends the window and is cancelled', async () => {
    const controller = new AbortController();
    const { printer, window } = fakePrinter(() => new Promise(() => {}));
    const done = printer.pdf('<p>', { widthMm: 1, heightMm: 1 }, controller.signal);
    controller.abort();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    expect(window.destroyed).toBe(true);
    await expect(printer.pdf('<p>', { widthMm: 1, heightMm: 1 }, controller.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

it("the driver's native part has to be the one of the build", async () => {
  const folder = join(dir, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'linux-x64.node'), 'abc');
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(nativeIsGenuine(dir, { 'linux-x64': abc }, 'linux-x64')).toBe(true);
  expect(nativeIsGenuine(dir, { 'linux-x64': abc }, 'win32-x64')).toBe(false);
  expect(nativeIsGenuine(dir, {}, 'linux-x64')).toBe(false);
  await writeFile(join(folder, 'linux-x64.node'), 'abd');
  expect(nativeIsGenuine(dir, { 'linux-x64': abc }, 'linux-x64')).toBe(false);
});
