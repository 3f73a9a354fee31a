import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IpcMain } from 'electron';
import type { Envelope } from '../../contract/errors.ts';
import type { AppEvent } from '../../contract/events.ts';
import type { App } from '../../core/app.ts';
import { CHANNELS } from '../../electron/channels.ts';
import { forwardEvents, registerIpc } from '../../electron/ipc.ts';
import { startServer } from '../../host/server.ts';
import { tempDir } from '../support/app.ts';

/** A way from a screen to the core: calls there, events back. */
export interface Transport {
  send(name: string, raw: unknown): Promise<Envelope<unknown>>;
  close(): Promise<void>;
}
type Connect = (app: App, onEvent: (event: AppEvent) => void) => Promise<Transport>;

const direct: Connect = async (app, onEvent) => {
  const stop = app.on(onEvent);
  return { send: (name, raw) => app.invoke(name, raw), close: async () => stop() };
};

const http: Connect = async (app, onEvent) => {
  const rendererDir = tempDir();
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>台帳</title>');
  const server = await startServer(app, { rendererDir });
  const headers = { 'x-daicho-token': server.token, origin: server.origin };
  const stream = await fetch(`${server.origin}/events`, { headers });
  const reading = readEvents(stream.body!, onEvent);
  return {
    async send(name, raw) {
      const reply = await fetch(`${server.origin}/rpc/${name}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(raw),
      });
      return (await reply.json()) as Envelope<unknown>;
    },
    async close() {
      await server.close();
      await reading;
      rmSync(rendererDir, { recursive: true });
    },
  };
};

/** One event per line; an empty line is a heart beat. */
async function readEvents(body: ReadableStream<Uint8Array>, onEvent: (event: AppEvent) => void): Promise<void> {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) onEvent(JSON.parse(line) as AppEvent);
  }
}

const ipc: Connect = async (app, onEvent) => {
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>>();
  const ipcMain = { handle: (name: string, handler: never) => void handlers.set(name, handler) } as unknown as IpcMain;
  const noSaving = {
    askPath: async () => null,
    save: async () => undefined,
    print: async () => true,
    failure: () => ({ code: 'internal' }) as const,
  };
  registerIpc(
    ipcMain,
    app,
    () => true,
    noSaving,
    async () => null,
  );
  const contents = {
    isDestroyed: () => false,
    send: (channel: string, event: AppEvent) => channel === CHANNELS.event && onEvent(structuredClone(event)),
  };
  const stop = forwardEvents(app, contents as unknown as Parameters<typeof forwardEvents>[1]);
  return {
    // Electron copies both ways by the same algorithm: what it cannot copy is not plain data.
    send: async (...args) =>
      structuredClone(
        await handlers.get(CHANNELS.invoke)!({ senderFrame: null }, ...structuredClone(args)),
      ) as Envelope<unknown>,
    close: async () => stop(),
  };
};

export const TRANSPORTS: Readonly<Record<string, Connect>> = { direct, http, ipc };
