import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, type MethodName, type ResultOf } from '../../contract/api.ts';
import type { Envelope, Failure } from '../../contract/errors.ts';
import type { JobState } from '../../contract/job.ts';
import { messageLine } from '../../contract/messages.ts';
import { createApp } from '../../core/app.ts';
import { toFailure } from '../../core/failure.ts';
import type { Case, Made } from '../contract/case.ts';
import { CASES } from '../contract/suite.ts';
import { openApp, type TestApp, tempDir, testPorts } from '../support/app.ts';
import { startNode } from '../support/child.ts';
import { watchDisk } from '../support/faults.ts';
import { verifyNow, withSql } from '../support/files.ts';
import { random } from '../support/random.ts';
import { LONGER } from '../support/scale.ts';
import { unfitWords } from '../support/words.ts';

/**
 * What the app really says when something goes wrong (reliability.md P31): every method with odd input, on a disk that
 * fails, on a register whose tables are gone. The data folder's path names a person, and so must stand in no message.
 */
const CANARY = 'kasumi-canary';
const outer = tempDir();
const dir = join(outer, 'Users', CANARY, '台帳');
const METHODS = Object.keys(CASES) as MethodName[];

/** What a message must not hold: foreign words, stacks, paths; the person's name in whatever place. */
function unfit(failure: Failure, input?: unknown): string[] {
  const given = JSON.stringify(input) ?? '';
  // What was typed may be said back.
  const line = messageLine(failure).replace(/「([^」]*)」/g, (whole, text: string) =>
    text !== '' && given.includes(JSON.stringify(text).slice(1, -1)) ? '「」' : whole,
  );
  const found = unfitWords(line);
  if (line.includes(CANARY)) found.push('the name of the person');
  if (line.includes(homedir())) found.push('the home folder');
  if (line.includes(outer)) found.push('the path');
  return found;
}

/** Every message so far by what caused it; only the unfit ones are kept. */
const seen = { failures: 0, unfit: new Map<string, string>() };
function look(cause: string, failure: Failure, input: unknown): void {
  seen.failures += 1;
  const found = unfit(failure, input);
  if (found.length > 0) seen.unfit.set(`${cause}: ${messageLine(failure)}`, found.join(', '));
}

let test: TestApp;
beforeAll(async () => {
  mkdirSync(dir, { recursive: true });
  const ids = { last: 0 };
  const newId = () => {
    ids.last += 1;
    return ids.last.toString(16).padStart(8, '0');
  };
  test = await openApp(dir, { ports: testPorts({ newId }) });
});
afterAll(async () => {
  await test.app.close();
  rmSync(outer, { recursive: true, force: true });
});

/** Sends a call and, for a job, waits for its end; looks at whatever failed. */
async function send<N extends MethodName>(cause: string, method: N, input: unknown): Promise<Envelope<unknown>> {
  const ended = new Map<string, PromiseWithResolvers<void>>();
  const endOf = (jobId: string) => {
    const known = ended.get(jobId) ?? Promise.withResolvers<void>();
    ended.set(jobId, known);
    return known;
  };
  const stop = test.app.on((event) => event.type === 'job.ended' && endOf(event.jobId).resolve());
  try {
    let reply = await test.app.invoke(method, input);
    if (reply.ok && api[method].type === 'job') {
      const { jobId } = reply.value as { jobId: string };
      await endOf(jobId).promise;
      const state = (await test.call('job.result', { jobId })) as JobState;
      reply = state.state === 'failed' ? { ok: false, error: state.error } : { ok: true, value: state };
    }
    if (!reply.ok) look(`${cause} ${method} ${JSON.stringify(input)?.slice(0, 200)}`, reply.error, input);
    return reply;
  } finally {
    stop();
  }
}

const WRONG_TYPES: readonly unknown[] = [null, [], {}, -1, ''];
/** Values that no screen sends, of every type; the paths name the person. */
const ODD: readonly unknown[] = [
  ...WRONG_TYPES,
  '999999',
  'no such thing',
  `${dir}/nothing.hikae`,
  dir,
  'あ'.repeat(2000),
];

/** The good input with each of its values, to two levels, replaced. */
function* oddInputs(good: unknown, values: readonly unknown[], depth = 0): Generator<unknown> {
  yield* values;
  if (typeof good !== 'object' || good === null || Array.isArray(good) || depth > 1) return;
  for (const [key, value] of Object.entries(good))
    for (const odd of oddInputs(value, values, depth + 1)) yield { ...good, [key]: odd };
}

const goodInputs = new Map<MethodName, unknown>();

/** Accounts and the operator's name would only get in the way of what comes after. */
const ONCE = /^(?:account|session|register\.create|backup\.restore|job)/;

it('every method, its input odd in every place', async () => {
  const chance = random();
  const made: Made = {
    assets: [],
    revision: 1,
    master: '',
    ownField: '',
    link: '',
    jobId: 'none',
    read: null,
    more: { dir },
  };
  // In `npm test` half of the values, drawn by chance; a missing one is always among them. The same for all methods: what
  // one of them takes, another one has to meet.
  const drawn = new Set(ODD.filter((value) => LONGER || value === null || chance.chance(0.5)));
  for (const method of METHODS) {
    const one = CASES[method] as Case<MethodName>;
    await one.before?.(async (name, input) => {
      const reply = await send('before', name, input);
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      const value = reply.value as { state?: string; result?: unknown };
      return (value.state === 'done' ? value.result : value) as never;
    }, made);
    // Those that need a register of their own are refused here, whatever they are asked.
    const good = one.on ? {} : one.good(made);
    // A job starts a thread for whatever passes its schema.
    const values = [...drawn].filter((value) => api[method].type !== 'job' || WRONG_TYPES.includes(value));
    if (!ONCE.test(method)) for (const odd of oddInputs(good, values)) await send('odd', method, odd);
    const reply = await send('good', method, good);
    const value = reply.ok ? (reply.value as { state?: string; result?: unknown }) : undefined;
    if (value) one.keep?.((value.state === 'done' ? value.result : value) as never, made);
    if (method === 'asset.register') {
      const second = await send('good', method, good);
      if (second.ok) made.assets.push(second.value as Made['assets'][number]);
    }
    await send('bad', method, one.bad(made));
    goodInputs.set(method, good);
  }
  expect(seen.failures).toBeGreaterThan(1000);
  expect(Object.fromEntries(seen.unfit)).toEqual({});
}, 300_000);

it('every command on a disk that is full, write-protected or faulty', async () => {
  const before = seen.failures;
  for (const code of ['ENOSPC', 'EACCES', 'EIO'])
    for (const [method, input] of goodInputs) {
      if (api[method].type === 'job' || ONCE.test(method)) continue;
      const watch = watchDisk([dir], { at: 1, code, forever: true });
      await send(code, method, input).finally(watch.stop);
    }
  expect(seen.failures - before).toBeGreaterThan(50);
  expect(Object.fromEntries(seen.unfit)).toEqual({});
}, 120_000);

it('every method on a register whose tables are gone', async () => {
  const { fields: _, ...internal } = {
    ...toFailure(
      new Error(`no such table ${dir}`),
      () => 'abcdef01',
      () => {},
    ),
  };
  expect(unfit(internal)).toEqual([]);
  withSql(dir, (db) => {
    db.pragma('legacy_alter_table = ON');
    const tables = db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'");
    for (const name of tables.pluck().all()) db.exec(`alter table "${String(name)}" rename to "${String(name)}_x"`);
  });
  const codes = new Set<string>();
  for (const [method, input] of goodInputs) {
    if (ONCE.test(method)) continue;
    const reply = await send('no tables', method, input);
    if (!reply.ok) codes.add(reply.error.code);
  }
  expect([...codes]).toContain('internal');
  expect(Object.fromEntries(seen.unfit)).toEqual({});
}, 300_000);

it('controls: a path, a stack, an English word, the name of the person are found', () => {
  const bad: readonly [Failure, string][] = [
    [{ code: 'readOnly', detail: `${dir}に書けません。` }, 'the name of the person'],
    [{ code: 'readOnly', detail: `「${homedir()}/台帳.xlsx」` }, 'the home folder'],
    [{ code: 'internal', detail: 'TypeError: x is not a function\n    at run (core/app.ts:12:3)' }, 'Error:'],
    [{ code: 'notFound', detail: 'no such table' }, 'such'],
    [{ code: 'internal', detail: 'SQLITE_CORRUPT' }, 'SQLITE_'],
    [{ code: 'invalidInput', fields: [{ path: 'id', message: 'Invalid input' }] }, 'Invalid'],
  ];
  for (const [failure, found] of bad) expect(unfit(failure)).toContain(found);
  expect(unfit({ code: 'readOnly', detail: '「台帳.xlsx」' })).toEqual([]);
});

describe('opening', () => {
  const refusals: Record<string, (path: string) => void> = {
    'no register': (path) => writeFileSync(path, 'x'.repeat(5000)),
    'a folder in its place': (path) => mkdirSync(path),
    'another program’s file': (path) => new Database(path).exec('create table t (a)').close(),
    'half a file': (path) => writeFileSync(path, Buffer.from('SQLite format 3\0')),
  };
  it.each(Object.entries(refusals))('%s', async (_, damage) => {
    const folder = join(outer, CANARY, 'other');
    mkdirSync(folder, { recursive: true });
    damage(join(folder, 'register.sqlite'));
    const app = await createApp({ dataDir: folder, ports: testPorts(), who: CANARY });
    const reply = await app.invoke('asset.counts', {});
    expect(reply).toMatchObject({ ok: false });
    if (!reply.ok) expect(unfit(reply.error)).toEqual([]);
    const found = await app.invoke('recovery.look', {});
    const { problems } = (found as { value: ResultOf<'recovery.look'> }).value;
    expect(problems.length).toBeGreaterThan(0);
    for (const { message } of problems) expect(unfitWords(message)).toEqual([]);
    await app.close();
    rmSync(folder, { recursive: true });
  });
});

describe('what nobody caught', () => {
  const lines = async (how: string) => {
    const child = startNode(new URL('./children/unforeseen.ts', import.meta.url), [how]);
    const found: Record<string, string> = {};
    let errors = '';
    child.process.stderr!.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    for await (const line of child.lines()) {
      const [word = '', text = '""'] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
      found[word] = JSON.parse(text) as string;
    }
    return { found, errors };
  };

  it('ends the process with one message; its stack stands in the log', async () => {
    const { found, errors } = await lines('exception');
    expect(errors).toBe('');
    expect(unfitWords(found['said']!)).toEqual([]);
    expect(found['said']).toContain('（参照番号 abcdef01）');
    expect(found['log']).toMatch(/^abcdef01 [\s\S]*TypeError: secret path \/home\/clerk\n\s+at /);
    expect(found['alive']).toBeUndefined();
  });

  it('a promise that nobody waits for is noted, and the work goes on', async () => {
    const { found, errors } = await lines('rejection');
    expect(errors).toBe('');
    expect(found['said']).toBeUndefined();
    expect(found['log']).toContain('TypeError: secret path');
    expect(found['alive']).toBe('');
  });

  it('control: without it a stack is printed', async () => {
    const { found, errors } = await lines('nobody');
    expect(found['said']).toBeUndefined();
    expect(errors).toMatch(/TypeError: secret path \/home\/clerk\n\s+at /);
  });
});

it('the verification names what it found in Japanese', async () => {
  const folder = join(outer, 'forged');
  const register = await openApp(folder);
  await register.call('register.create', { unionName: '水郷地方環境衛生組合' });
  const values = { name: '計量用端末', note: '元', confidentiality: '2' };
  const { id } = await register.call('asset.register', { kind: 'hardware', values });
  await register.call('asset.update', { id, revision: 1, values: { note: '後' } });
  await register.app.close();
  withSql(folder, (db) => {
    db.exec(`update asset set name = 'x', note = 'y', revision = 9, binned = 1, confidentiality = '1', kana_key = 'z';
      drop trigger setting_row_changed; update setting set value = '"x"' where key = 'unionName';
      drop trigger history_never_changes; update history set after = '"z"' where seq = 3;`);
  });
  const { problems } = verifyNow(folder);
  expect(problems.length).toBeGreaterThan(6);
  for (const { message } of problems) {
    // Here what stands in 「」 is the app's own word for a field.
    expect([message, message.match(/[A-Za-z]{3,}/g) ?? []]).toEqual([message, []]);
    expect(message).toMatch(/。$/);
  }
});
