import { describe, expect, it } from 'vitest';
import { type GuardInput, guard, MAX_BODY } from '../../host/guard.ts';

const port = 40123;
const token = 'T'.repeat(43);
const origin = `http://127.0.0.1:${port}`;
const host = `127.0.0.1:${port}`;

const rpc = (headers: GuardInput['headers'] = {}, rest: Partial<GuardInput> = {}): GuardInput => ({
  method: 'POST',
  url: '/rpc/asset.list',
  headers: {
    host,
    origin,
    'content-type': 'application/json',
    'content-length': '2',
    'x-daicho-token': token,
    ...headers,
  },
  ...rest,
});
const get = (url: string, headers: GuardInput['headers'] = {}): GuardInput => ({
  method: 'GET',
  url,
  headers: { host, ...headers },
});
const without = (request: GuardInput, name: string): GuardInput => {
  const headers = { ...request.headers };
  delete headers[name];
  return { ...request, headers };
};
const decide = (request: GuardInput) => guard(request, { port, token });
const statusOf = (request: GuardInput) => {
  const verdict = decide(request);
  return verdict.allow ? 200 : verdict.status;
};

describe('what an honest page asks for is allowed', () => {
  it.each([
    ['the page', get('/'), { to: 'file', path: '/' }],
    ['a built file', get('/assets/index-Ab_1-2.js'), { to: 'file', path: '/assets/index-Ab_1-2.js' }],
    ['the icon', get('/favicon.ico'), { to: 'favicon' }],
    ['a call', rpc(), { to: 'rpc', method: 'asset.list' }],
    ['the events', get('/events', { 'x-daicho-token': token }), { to: 'events' }],
    ['an output', get('/output/0b9c-1', { 'x-daicho-token': token }), { to: 'output', outputId: '0b9c-1' }],
  ])('%s', (_name, request, route) => {
    expect(decide(request)).toEqual({ allow: true, route });
  });
});

/** Each attack beside the same request without the attack: the control that shows which part was refused. */
const attacks: [name: string, attack: GuardInput, status: number, control: GuardInput][] = [
  ['foreign Origin', rpc({ origin: 'http://evil.example' }), 403, rpc()],
  ['Origin of a sandboxed frame or a file (null)', rpc({ origin: 'null' }), 403, rpc()],
  ['Origin with another port', rpc({ origin: 'http://127.0.0.1:1' }), 403, rpc()],
  ['Origin with our address as a prefix', rpc({ origin: `${origin}.evil.example` }), 403, rpc()],
  ['two Origins', rpc({ origin: `${origin}, http://evil.example` }), 403, rpc()],
  ['https Origin', rpc({ origin: origin.replace('http:', 'https:') }), 403, rpc()],
  ['missing Origin on POST', without(rpc(), 'origin'), 403, rpc()],
  ['foreign Origin on GET', get('/', { origin: 'http://evil.example' }), 403, get('/', { origin })],
  [
    'a foreign page embeds a file of ours',
    get('/', { 'sec-fetch-site': 'cross-site' }),
    403,
    get('/', { 'sec-fetch-site': 'same-origin' }),
  ],
  [
    'another port of this machine (same site, other origin)',
    get('/', { 'sec-fetch-site': 'same-site' }),
    403,
    get('/', { 'sec-fetch-site': 'none' }),
  ],
  ['DNS rebinding: our address under a foreign name', rpc({ host: `evil.example:${port}` }), 403, rpc()],
  ['localhost instead of 127.0.0.1', get('/', { host: `localhost:${port}` }), 403, get('/')],
  ['Host without the port', get('/', { host: '127.0.0.1' }), 403, get('/')],
  ['Host with another port', get('/', { host: '127.0.0.1:80' }), 403, get('/')],
  ['IPv6 loopback Host', get('/', { host: `[::1]:${port}` }), 403, get('/')],
  ['short spelling of the address', get('/', { host: `127.1:${port}` }), 403, get('/')],
  ['no Host', without(get('/'), 'host'), 403, get('/')],
  ['no token on a call', without(rpc(), 'x-daicho-token'), 401, rpc()],
  ['empty token', rpc({ 'x-daicho-token': '' }), 401, rpc()],
  ['wrong token of the same length', rpc({ 'x-daicho-token': `${token.slice(1)}U` }), 401, rpc()],
  ['token with something after it', rpc({ 'x-daicho-token': `${token}x` }), 401, rpc()],
  ['two tokens', rpc({ 'x-daicho-token': `${token}, ${token}` }), 401, rpc()],
  ['no token on the events', get('/events'), 401, get('/events', { 'x-daicho-token': token })],
  [
    'token in the address instead of the header',
    get(`/events?token=${token}`),
    401,
    get('/events?x=1', { 'x-daicho-token': token }),
  ],
  ['no token on an output', get('/output/a1'), 401, get('/output/a1', { 'x-daicho-token': token })],
  [
    'form post',
    rpc({ 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    rpc({ 'content-type': 'application/json; charset=utf-8' }),
  ],
  ['text/plain, which needs no preflight', rpc({ 'content-type': 'text/plain' }), 415, rpc()],
  [
    'JSON in a charset of its own',
    rpc({ 'content-type': 'application/json; charset=shift_jis' }),
    415,
    rpc({ 'content-type': 'application/json;charset=UTF-8' }),
  ],
  ['no content type', without(rpc(), 'content-type'), 415, rpc()],
  ['compressed body (zip bomb)', rpc({ 'content-encoding': 'gzip' }), 415, rpc()],
  [
    'declared body over the cap',
    rpc({ 'content-length': String(MAX_BODY + 1) }),
    413,
    rpc({ 'content-length': String(MAX_BODY) }),
  ],
  ['length that is no number', rpc({ 'content-length': 'many' }), 413, rpc()],
  ['body on GET', get('/', { 'content-length': '5' }), 400, get('/', { 'content-length': '0' })],
  ['chunked body on GET', get('/', { 'transfer-encoding': 'chunked' }), 400, get('/')],
  ['path traversal', get('/../package.json'), 400, get('/package.json')],
  ['path traversal further down', get('/assets/../../x.js'), 400, get('/assets/x.js')],
  ['encoded dots', get('/%2e%2e/x.js'), 400, get('/x.js')],
  ['encoded slash', get('/assets%2f..%2fx.js'), 400, get('/assets/x.js')],
  ['double encoding', get('/%252e%252e/x.js'), 400, get('/x.js')],
  ['backslash', get('/assets\\..\\x.js'), 400, get('/assets/x.js')],
  ['NUL byte', get('/x.js%00.html'), 400, get('/x.js')],
  ['hidden file', get('/.env'), 400, get('/env')],
  ['second slash', get('//evil.example/x.js'), 400, get('/evil.example/x.js')],
  ['absolute form of a proxy request', get('http://evil.example/'), 400, get('/')],
  ['asterisk form', get('*'), 400, get('/')],
  [
    'traversal in an output id',
    get('/output/../events', { 'x-daicho-token': token }),
    400,
    get('/output/x', { 'x-daicho-token': token }),
  ],
  [
    'output id that is a path',
    get('/output/a/b', { 'x-daicho-token': token }),
    404,
    get('/output/a-b', { 'x-daicho-token': token }),
  ],
  ['method name that is no noun.verb', rpc({}, { url: '/rpc/__proto__' }), 405, rpc({}, { url: '/rpc/asset.get' })],
  ['call by GET (link, image)', get('/rpc/asset.list', { 'x-daicho-token': token }), 405, rpc()],
  ['POST to a page', rpc({}, { url: '/' }), 405, get('/')],
  ['POST to the events', rpc({}, { url: '/events' }), 405, get('/events', { 'x-daicho-token': token })],
  ...['OPTIONS', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'CONNECT', 'PROPFIND', 'get'].map(
    (method): [string, GuardInput, number, GuardInput] => [`method ${method}`, rpc({}, { method }), 405, rpc()],
  ),
];

describe('attacks are refused', () => {
  it.each(attacks)('%s', (_name, attack, status, control) => {
    expect(statusOf(attack)).toBe(status);
    expect(statusOf(control)).toBe(200);
  });
});
