import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DaichoError } from '../../contract/errors.ts';
import { withChecked } from '../../core/backup/check.ts';
import { pack, pieces, readHead, unpack } from '../../core/backup/container.ts';
import { type BackupKey, newKey } from '../../core/backup/key.ts';
import { prepareRestored } from '../../core/backup/restore.ts';
import { registerPath } from '../../db/open.ts';
import { newRegister, type TestApp, tempDir } from '../support/app.ts';
import { type Good, HEAVY, type Hostile, hostileBackups, packed } from '../support/hostileBackups.ts';
import { random as seeded } from '../support/random.ts';

/**
 * 500 files that pretend to be backups (reliability.md P30). Each is refused before the register is touched and before
 * SQLite computes anything that it brings along: what they would have computed takes six seconds and half a gigabyte.
 */

const FILES = 500;
const MAX_MS = 5_000;
const MAX_BYTES = 512 * 1024 * 1024;
const now = new Date('2026-11-23T01:02:03Z');
const order = { now, worker: { name: '葦沼 恵', post: '主任', accountId: null }, from: null };

let test: TestApp;
let work: string;
let good: Good & { encrypted: Buffer; bodyAt: number };
let key: BackupKey;

beforeAll(async () => {
  key = await newKey('霞ヶ浦の計量棟 2026');
  test = await newRegister();
  for (let i = 0; i < 5; i += 1) await test.call('asset.register', { kind: 'hardware', values: { name: `端末${i}` } });
  work = tempDir();
  const { path, manifest } = await test.job('backup.make', {});
  const image = Buffer.concat([...unpack(path, {})]);
  // Long enough for several chunks; what lies in it is never looked at, as no chunk of a hostile one may pass.
  const long = Buffer.concat([image, Buffer.alloc(3 * 1024 * 1024 - image.length + 4096, 7)]);
  writeFileSync(join(work, 'long'), long);
  const sealed = join(work, 'sealed');
  const sum = createHash('sha256').update(long).digest('hex');
  pack(pieces(join(work, 'long')), sealed, { ...manifest, bytes: long.length, sha256: sum }, key);
  good = { image, manifest, encrypted: readFileSync(sealed), bodyAt: readHead(sealed).bytes.length };
  rmSync(join(work, 'long'));
  rmSync(sealed);
});
afterAll(async () => {
  await test.close();
  rmSync(work, { recursive: true });
});

/** The code of the refusal; throws what is no refusal. Null: it was taken in. */
function refusal(hostile: Hostile, file: string, target: string): string | null {
  writeFileSync(file, hostile.bytes);
  if (hostile.sparse) truncateSync(file, hostile.sparse);
  try {
    prepareRestored(file, { key }, work, target, order);
    return null;
  } catch (error) {
    if (error instanceof DaichoError) return error.code;
    throw new Error(hostile.name, { cause: error });
  } finally {
    rmSync(file, { force: true });
  }
}

it(`${FILES} hostile files: each refused in words, nothing written, nothing of theirs computed`, () => {
  const random = seeded(30);
  const [file, target] = [join(work, 'hostile.hikae'), join(work, 'restored.sqlite')];
  const register = readFileSync(registerPath(test.dir));
  const codes = new Map<string, number>();
  const wrong: string[] = [];
  // How much the checks raised the highest memory of the process, all together.
  let grown = 0;
  let slowest = { name: '', ms: 0 };
  for (const hostile of hostileBackups(good, random, FILES)) {
    const peak = process.resourceUsage().maxRSS;
    const started = performance.now();
    const code = refusal(hostile, file, target);
    const ms = performance.now() - started;
    grown += (process.resourceUsage().maxRSS - peak) * 1024;
    if (ms > slowest.ms) slowest = { name: hostile.name, ms };
    codes.set(code ?? 'taken in', (codes.get(code ?? 'taken in') ?? 0) + 1);
    if (code === null || existsSync(target)) wrong.push(hostile.name);
    rmSync(target, { force: true });
  }
  expect([wrong, readdirSync(work)], `seed ${random.seed}`).toEqual([[], []]);
  expect([...codes.values()].reduce((sum, n) => sum + n, 0)).toBe(FILES);
  for (const code of codes.keys())
    expect(['backupBad', 'notARegister', 'newerSchema', 'wrongPassword']).toContain(code);
  expect(slowest.ms, slowest.name).toBeLessThan(MAX_MS);
  expect(grown).toBeLessThan(MAX_BYTES);
  expect(readFileSync(registerPath(test.dir)).equals(register)).toBe(true);
}, 120_000);

it('CONTROL: the good one is taken in, bare, in its container and with a journal of another beside it', () => {
  const target = join(work, 'restored.sqlite');
  for (const bytes of [packed(good, good.image), good.image]) {
    const file = join(work, 'good');
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, Buffer.alloc(5000, 1));
    writeFileSync(`${file}-journal`, Buffer.alloc(5000, 2));
    expect(prepareRestored(file, {}, work, target, order).assets).toBe(5);
    for (const suffix of ['', '-wal', '-journal']) rmSync(file + suffix);
    rmSync(target);
  }
});

it('CONTROL: what the hostile ones bring along does run where a file is just opened', () => {
  const file = join(work, 'open.sqlite');
  writeFileSync(file, good.image);
  const db = new Database(file);
  db.exec('create trigger t after insert on label_print begin delete from setting; end');
  db.exec(`create view heavy as select ${HEAVY.replace('400000000', '4000')} as n`);
  const settings = () => db.prepare('select count(*) from setting').pluck().get();
  expect(settings()).toBeGreaterThan(0);
  const columns = db.prepare("select name from pragma_table_info('label_print')").pluck().all();
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
  const kinds = db.prepare("select type from pragma_table_info('label_print')").pluck().all();
  db.prepare(`insert into label_print values (${columns.map(() => '?').join(', ')})`).run(
    ...kinds.map((kind) => (kind === 'INTEGER' ? 1 : kind === 'BLOB' ? Buffer.alloc(1) : 'x')),
  );
  expect(settings()).toBe(0);
  expect(db.prepare('select n from heavy').pluck().get()).toBe(8000);
  db.close();
  // And the door refuses that very file.
  expect(() => withChecked(file, {}, work, () => undefined)).toThrow('backupBad');
  rmSync(file);
});

it('CONTROL: SQLite computes what statistics say while it only reads the schema', () => {
  const file = join(work, 'statistics.sqlite');
  writeFileSync(file, good.image);
  const db = new Database(file);
  db.exec('analyze');
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  const computes = `CREATE TABLE sqlite_stat1(tbl,idx,x,stat AS (${HEAVY.replace('400000000', '40000000')}))`;
  db.prepare("update sqlite_schema set sql = ? where name = 'sqlite_stat1'").run(computes);
  db.close();
  const before = process.cpuUsage();
  const opened = new Database(file, { readonly: true });
  opened.pragma('trusted_schema = OFF');
  opened.prepare('select count(*) from sqlite_schema').get();
  opened.close();
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeGreaterThan(100_000);
  expect(() => withChecked(file, {}, work, () => undefined)).toThrow('backupBad');
  rmSync(file);
});

it('the screen gets the same refusal, and the register goes on', async () => {
  const file = join(work, 'trigger.sqlite');
  const db = new Database(good.image);
  db.exec('create trigger t after insert on asset begin delete from history; end');
  writeFileSync(file, db.serialize());
  db.close();
  for (const method of ['backup.check', 'backup.compare', 'backup.rehearse', 'backup.restore'] as const)
    await expect(test.job(method, { path: file })).rejects.toThrow('backupBad');
  expect(await test.fails('backup.restore', { path: registerPath(test.dir) })).toMatchObject({ code: 'notARegister' });
  expect((await test.call('asset.list', {})).matched).toBe(5);
  rmSync(file);
});
