import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { csp, SAFE_HEADERS } from '../contract/csp.ts';
import type { Envelope, ErrorCode } from '../contract/errors.ts';
import type { App } from '../core/app.ts';
import { readScreenFiles } from '../core/screenFiles.ts';
import { guard, MAX_BODY, type Route } from './guard.ts';

export interface ServerOptions {
  /** The built screens (out/renderer). */
  readonly rendererDir: string;
  /** 0 or absent: a free port. */
  readonly port?: number;
  /** Milliseconds between heart beats on the event stream. */
  readonly heartbeatMs?: number;
  /** Milliseconds that a page may take to come back when it is loaded anew. */
  readonly reloadMs?: number;
}

export interface RunningServer {
  /** Address to open, with the token in the fragment, which a browser never sends over the wire. */
  readonly url: string;
  readonly origin: string;
  readonly token: string;
  /** How many event streams, that is open screens, there are. */
  viewers(): number;
  close(): Promise<void>;
}

const HEARTBEAT_MS = 15_000;
/** A page that is loaded anew comes back within this time, also on an old PC that is busy. */
const RELOAD_MS = 15_000;
/** An event stream whose reader is this many bytes behind is cut; its page connects anew and fetches again. */
const MAX_BACKLOG = 1024 * 1024;

const OUTPUT_TYPES: Readonly<Record<string, string>> = {
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pdf': 'application/pdf',
  '.csv': 'text/csv; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.zip': 'application/zip',
};

/**
 * Parts of the program whose name changes with their content. A page that is loaded anew (after a lock, a restore) takes
 * them from the browser; everything else, all of the register above all, is stored nowhere.
 */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Serves the screens and the core on 127.0.0.1 only, to whoever knows this launch's token.
 *
 * - `POST /rpc/<noun.verb>`: JSON in, envelope out.
 * - `GET /events`: one JSON event per line; an empty line is a heart beat.
 * - `GET /output/<id>`: a finished file as an attachment.
 *
 * @throws when the built screens are missing or the port is taken.
 */
export async function startServer(app: App, options: ServerOptions): Promise<RunningServer> {
  const files = readScreenFiles(options.rendererDir);
  const token = randomBytes(32).toString('base64url');
  const streams = new Set<ServerResponse>();
  let port = 0;
  let unseen: NodeJS.Timeout | undefined;

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', csp('self'));
    const { method = '', url = '', headers } = request;
    const verdict = guard({ method, url, headers }, { port, token });
    if (!verdict.allow) return refuseRequest(response, verdict.status, 'forbidden');
    answer(verdict.route, request, response).catch(() => {
      // The peer went away or a file could not be read: an answer half sent cannot be mended, only cut.
      if (response.headersSent) response.destroy();
      else refuseRequest(response, 500, 'internal');
    });
  });

  async function answer(route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (route.to) {
      case 'favicon':
        response.writeHead(204).end();
        return;
      case 'file': {
        const file = files.get(route.path);
        if (!file) return refuseRequest(response, 404, 'notFound');
        response.writeHead(200, {
          'Content-Type': file.type,
          'Content-Length': file.bytes.length,
          ...(HASHED.test(route.path) ? { 'Cache-Control': FOR_EVER } : {}),
        });
        response.end(file.bytes);
        return;
      }
      case 'rpc': {
        const body = await readBody(request);
        if (body === 'tooLarge') return refuseRequest(response, 413, 'fileTooLarge');
        const raw = parseJson(body);
        if (raw === undefined) return refuseRequest(response, 400, 'invalidInput');
        sendJson(response, 200, await app.invoke(route.method, raw));
        return;
      }
      case 'events':
        openStream(response);
        return;
      case 'output':
        await sendOutput(app.output(route.outputId), response);
        return;
      default:
        route satisfies never;
    }
  }

  function openStream(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
    response.write('\n');
    streams.add(response);
    response.on('close', () => gone(response));
    // A reset connection also ends in 'close'; without a listener the error itself would stop the host.
    response.on('error', () => gone(response));
  }

  /** Nobody looks any more: the screen is locked, unless the page was only loaded anew (reliability.md P19). */
  function gone(response: ServerResponse): void {
    streams.delete(response);
    clearTimeout(unseen);
    if (streams.size > 0) return;
    unseen = setTimeout(() => {
      if (streams.size === 0) app.lock();
    }, options.reloadMs ?? RELOAD_MS);
    unseen.unref();
  }

  function toAll(line: string): void {
    for (const stream of streams) {
      if (stream.writableLength > MAX_BACKLOG) stream.destroy();
      else stream.write(line);
    }
  }

  const stopListening = app.on((event) => toAll(`${JSON.stringify(event)}\n`));
  const heartbeat = setInterval(() => toAll('\n'), options.heartbeatMs ?? HEARTBEAT_MS);
  heartbeat.unref();

  try {
    port = await listen(server, options.port ?? 0);
  } catch (error) {
    clearInterval(heartbeat);
    stopListening();
    throw error;
  }
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: `${origin}/#token=${token}`,
    origin,
    token,
    viewers: () => streams.size,
    async close() {
      clearInterval(heartbeat);
      clearTimeout(unseen);
      stopListening();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      await closed;
      clearTimeout(unseen);
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** The length is counted while it streams: a chunked body declares none. */
async function readBody(request: IncomingMessage): Promise<Buffer | 'tooLarge'> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the request: the refusal goes out through the same socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return 'tooLarge';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** undefined for anything that is not well-formed UTF-8 JSON; JSON itself has no undefined. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

async function sendOutput(output: ReturnType<App['output']>, response: ServerResponse): Promise<void> {
  if (!output) return refuseRequest(response, 404, 'notFound');
  const { size } = await stat(output.path);
  const extension = extname(output.fileName).toLowerCase();
  response.writeHead(200, {
    'Content-Type': OUTPUT_TYPES[extension] ?? 'application/octet-stream',
    'Content-Length': size,
    'Content-Disposition': attachment(output.fileName),
  });
  await pipeline(createReadStream(output.path), response);
}

/** RFC 6266 header: an ASCII name for old readers, the Japanese name by RFC 5987. */
export function attachment(fileName: string): string {
  const ascii = `daicho${extname(fileName).replace(/[^.A-Za-z0-9]/g, '')}`;
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function sendJson(response: ServerResponse, status: number, value: Envelope<unknown>): void {
  const bytes = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length });
  response.end(bytes);
}

/** Refusals are envelopes too, so that the screen has words for them. The rest of the request is not read. */
function refuseRequest(response: ServerResponse, status: number, code: ErrorCode): void {
  response.setHeader('Connection', 'close');
  sendJson(response, status, { ok: false, error: { code } });
}
