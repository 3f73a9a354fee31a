import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Largest request body in bytes (64 MiB); an imported workbook travels as base64 inside the JSON. */
export const MAX_BODY = 64 * 1024 * 1024;

/** Header that carries the per-launch token. */
export const TOKEN_HEADER = 'x-daicho-token';

export interface GuardInput {
  readonly method: string;
  /** The request target exactly as it stood in the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface GuardOptions {
  /** The port that we listen on. */
  readonly port: number;
  /** The per-launch token. */
  readonly token: string;
}

/** Where an allowed request leads. `file` is looked up in a fixed list, never joined to a folder. */
export type Route =
  | { readonly to: 'file'; readonly path: string }
  | { readonly to: 'favicon' }
  | { readonly to: 'rpc'; readonly method: string }
  | { readonly to: 'events' }
  | { readonly to: 'output'; readonly outputId: string };

export type Verdict =
  | { readonly allow: true; readonly route: Route }
  | { readonly allow: false; readonly status: number; readonly reason: string };

/**
 * Decides on a request to the loopback host before anything is read from it. Pure: one test per attack in
 * test/safety/guard.test.ts. The answer never carries CORS headers, so that a foreign page can neither read an answer
 * nor send JSON (a preflight is an unknown method here).
 */
export function guard(request: GuardInput, options: GuardOptions): Verdict {
  const { method, headers } = request;
  const origin = `http://127.0.0.1:${options.port}`;

  if (method !== 'GET' && method !== 'POST') return refuse(405, 'method');
  // Exactly this spelling: a rebinding host name and even `localhost` (a different origin) stay outside.
  if (headers.host !== `127.0.0.1:${options.port}`) return refuse(403, 'host');
  if (headers.origin !== undefined && headers.origin !== origin) return refuse(403, 'origin');
  if (method === 'POST' && headers.origin === undefined) return refuse(403, 'origin missing');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return refuse(403, 'site');

  const route = routeOf(method, request.url);
  if (!route) return refuse(404, 'path');
  if ('status' in route) return route;

  if (route.to !== 'file' && route.to !== 'favicon' && !sameToken(headers[TOKEN_HEADER], options.token)) {
    return refuse(401, 'token');
  }

  if (method === 'GET') {
    if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) {
      return refuse(400, 'body on GET');
    }
  } else {
    if (!/^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? '')) {
      return refuse(415, 'content type');
    }
    if (headers['content-encoding'] !== undefined) return refuse(415, 'content encoding');
    const length = headers['content-length'];
    if (length !== undefined && !(Number(length) <= MAX_BODY)) return refuse(413, 'body too large');
  }
  return { allow: true, route };
}

function refuse(status: number, reason: string): Extract<Verdict, { allow: false }> {
  return { allow: false, status, reason };
}

/** Nothing we serve needs an escape, so `%`, `\`, a second slash or a dot segment is never an honest request. */
function routeOf(method: string, url: string): Route | Extract<Verdict, { allow: false }> | null {
  const path = url.split('?', 1)[0] ?? '';
  if (!/^\/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$/.test(path)) {
    return refuse(400, 'path');
  }

  const rpc = /^\/rpc\/([a-z][A-Za-z]*\.[a-z][A-Za-z]*)$/.exec(path);
  if (rpc?.[1]) return method === 'POST' ? { to: 'rpc', method: rpc[1] } : refuse(405, 'method');
  if (method !== 'GET') return refuse(405, 'method');
  if (path === '/events') return { to: 'events' };
  if (path === '/favicon.ico') return { to: 'favicon' };
  const output = /^\/output\/([A-Za-z0-9-]{1,64})$/.exec(path);
  if (output?.[1]) return { to: 'output', outputId: output[1] };
  if (path.startsWith('/rpc/') || path.startsWith('/output/')) return null;
  return { to: 'file', path };
}

/** Digests are compared, so that neither the length nor the place of the first wrong character shows in the time. */
function sameToken(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const digest = (s: string) => createHash('sha256').update(s).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
