import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AppEvent } from '../../../contract/events.ts';
import type { App } from '../../../core/app.ts';
import { MAX_BODY } from '../../../host/guard.ts';
import { type RunningServer, startServer } from '../../../host/server.ts';

let dir: string;
let server: RunningServer;
let listeners: Set<(event: AppEvent) => void>;
let calls: [string, unknown][];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daicho-server-'));
  await mkdir(join(dir, 'screens', 'assets'), { recursive: true });
  await writeFile(join(dir, 'screens', 'index.html'), '<!doctype html><title>台帳</title>');
  for (const name of ['main.js', 'main-1a2b3c4D.js'])
    await writeFile(join(dir, 'screens', 'assets', name), 'export {};');
  await writeFile(join(dir, 'secret.txt'), 'outside');
  await writeFile(join(dir, 'ledger.xlsx'), 'PK-book');
  listeners = new Set();
  calls = [];
  const app: App = {
    async invoke(name, raw) {
      calls.push([name, raw]);
      return { ok: true, value: { name, raw } };
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    output: (id) =>
      id === 'done-1' ? { path: join(dir, 'ledger.xlsx'), fileName: "情報資産台帳(令和8年度)'.xlsx" } : null,
    lock() {
      calls.push(['lock', null]);
    },
    async close() {},
  };
  server = await startServer(app, { rendererDir: join(dir, 'screens'), heartbeatMs: 20 });
});

afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

const headers = () => ({ origin: server.origin, 'content-type': 'application/json', 'x-daicho-token': server.token });
const call = (name: string, body: string, extra: Record<string, string> = {}) =>
  fetch(`${server.origin}/rpc/${name}`, { method: 'POST', headers: { ...headers(), ...extra }, body });

/** Sends a request with a path and Host of our own making, which fetch would tidy up. */
function raw(
  path: string,
  extra: Record<string, string> = {},
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const r = httpRequest({ hostname, port, path, headers: extra }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    r.on('error', reject);
    r.end();
  });
}

it('listens on 127.0.0.1 with a port and token of its own', async () => {
  expect(server.url).toBe(`${server.origin}/#token=${server.token}`);
  expect(server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(Buffer.from(server.token, 'base64url')).toHaveLength(32);
});

it('serves the screens from its list, with the safe headers and no CORS header', async () => {
  const page = await fetch(`${server.origin}/`);
  expect(await page.text()).toContain('台帳');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
  expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect([...page.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  // Only a part of the program with its content's hash in its name may be kept by the browser.
  const cache = async (path: string) => (await fetch(`${server.origin}${path}`)).headers.get('cache-control');
  expect(await cache('/assets/main.js')).toBe('no-store');
  expect(await cache('/assets/main-1a2b3c4D.js')).toBe('public, max-age=31536000, immutable');
  expect((await fetch(`${server.origin}/favicon.ico`)).status).toBe(204);
});

it('answers neither a path outside the list nor a rebound host name', async () => {
  expect((await raw('/assets/main.js')).status).toBe(200);
  expect((await raw('/../secret.txt')).status).toBe(400);
  expect((await raw('/%2e%2e/secret.txt')).status).toBe(400);
  expect((await raw('/secret.txt')).status).toBe(404);
  expect((await raw('/constructor')).status).toBe(404);
  expect((await raw('/', { host: 'evil.example' })).status).toBe(403);
});

it('passes a call to the core and its envelope back', async () => {
  const reply = await call('asset.list', JSON.stringify({ text: '髙橋𠮷' }));
  expect(reply.status).toBe(200);
  expect(await reply.json()).toEqual({ ok: true, value: { name: 'asset.list', raw: { text: '髙橋𠮷' } } });
  expect(calls).toEqual([['asset.list', { text: '髙橋𠮷' }]]);
});

it('refuses a call with an envelope that the screen has words for, and the core never sees it', async () => {
  const wrong = await call('asset.list', '{}', { 'x-daicho-token': 'x' });
  expect(wrong.status).toBe(401);
  expect(await wrong.json()).toEqual({ ok: false, error: { code: 'forbidden' } });
  const preflight = await fetch(`${server.origin}/rpc/asset.list`, { method: 'OPTIONS', headers: headers() });
  expect(preflight.status).toBe(405);
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  expect(calls).toEqual([]);
});

it('refuses a body that is not well-formed UTF-8 JSON', async () => {
  for (const body of ['{"a":', '', new Uint8Array([0x22, 0xff, 0x22])]) {
    const reply = await fetch(`${server.origin}/rpc/asset.list`, { method: 'POST', headers: headers(), body });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({ ok: false, error: { code: 'invalidInput' } });
  }
  expect(calls).toEqual([]);
});

it('stops reading a chunked body at the cap', async () => {
  const { hostname, port } = new URL(server.origin);
  const piece = Buffer.alloc(1024 * 1024, 0x20);
  const reply = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    // The server ends the connection while we still write: that is the refusal working.
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    const lines = Object.entries({ host: `${hostname}:${port}`, ...headers(), 'transfer-encoding': 'chunked' });
    socket.write(`POST /rpc/asset.list HTTP/1.1\r\n${lines.map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n`);
    for (let sent = 0; sent <= MAX_BODY; sent += piece.length) {
      socket.write(`${piece.length.toString(16)}\r\n`);
      socket.write(piece);
      socket.write('\r\n');
    }
  });
  expect(reply).toMatch(/^HTTP\/1\.1 413 /);
  expect(calls).toEqual([]);
});

it('streams events as lines, with heart beats, and forgets a reader that left', async () => {
  const controller = new AbortController();
  const stream = await fetch(`${server.origin}/events`, { headers: headers(), signal: controller.signal });
  expect(stream.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe('\n');
  expect(server.viewers()).toBe(1);

  const event: AppEvent = { type: 'register.changed', revision: 7 };
  for (const listener of listeners) listener(event);
  let text = '';
  while (!/\n\n$/.test(text)) text += (await reader.read()).value;
  expect(text.split('\n').filter(Boolean)).toEqual([JSON.stringify(event)]);

  controller.abort();
  await expect.poll(() => server.viewers()).toBe(0);
});

it('hands over a finished file under its Japanese name', async () => {
  const file = await fetch(`${server.origin}/output/done-1?t=1`, { headers: headers() });
  expect(await file.text()).toBe('PK-book');
  expect(file.headers.get('content-disposition')).toBe(
    `attachment; filename="daicho.xlsx"; filename*=UTF-8''${encodeURIComponent('情報資産台帳')}%28${encodeURIComponent('令和8年度')}%29%27.xlsx`,
  );
  expect((await fetch(`${server.origin}/output/done-2`, { headers: headers() })).status).toBe(404);
  expect((await fetch(`${server.origin}/output/done-1`)).status).toBe(401);
});

it('answers an unreadable output with a refusal, and goes on', async () => {
  await rm(join(dir, 'ledger.xlsx'));
  const file = await fetch(`${server.origin}/output/done-1`, { headers: headers() });
  expect(file.status).toBe(500);
  expect((await call('asset.list', '{}')).status).toBe(200);
});

it('close ends the streams, lets go of the core and frees the port', async () => {
  const stream = await fetch(`${server.origin}/events`, { headers: headers() });
  await server.close();
  await expect(stream.text().catch(() => 'cut')).resolves.toBeTypeOf('string');
  expect(listeners.size).toBe(0);
  await expect(fetch(server.origin)).rejects.toThrow();
});

it('does not start without built screens', async () => {
  const app = {} as App;
  await expect(startServer(app, { rendererDir: dir })).rejects.toThrow('unexpected file among the screens');
  await rm(join(dir, 'screens', 'index.html'));
  await expect(startServer(app, { rendererDir: join(dir, 'screens') })).rejects.toThrow('no index.html');
});
