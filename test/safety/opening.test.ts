import {
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { registerDamage } from '../../core/register/soundness.ts';
import { LATEST } from '../../db/migrate.ts';
import { assertSafe, openRegister } from '../../db/open.ts';
import { newRegister, openApp, tempDir } from '../support/app.ts';
import { cutInTransaction, damagedRegister, IN_BACKUP } from '../support/damage.ts';
import { closedRegister, registerFiles, verifyNow, withSql } from '../support/files.ts';

/** How the app says that it cannot be worked on: its state, and the code with which everything but recovery is refused. */
async function trouble(dataDir: string): Promise<{ state: string; code: string; detail: string | undefined }> {
  const test = await openApp(dataDir);
  try {
    const { state, view } = await test.call('register.status', {});
    if (view !== null) await test.call('recovery.endView', {});
    const { code, detail } = await test.fails('asset.list', { columns: ['name'] });
    expect((await test.fails('register.create', { unionName: '組合' })).code).toBe(code);
    return { state, code, detail };
  } finally {
    await test.app.close();
  }
}
const dirs: string[] = [];
const keep = (dir: string) => {
  dirs.push(dir);
  return dir;
};
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** One register for all tests of this file; each works on a copy. */
let original: string;
beforeAll(async () => {
  original = await closedRegister(async (test) => {
    for (let i = 0; i < 150; i += 1) {
      await test.call('asset.register', { kind: 'hardware', values: { name: `端末${i}`, summary: '説明'.repeat(80) } });
    }
  });
  return () => rmSync(original, { recursive: true });
});
function copy(): { dir: string; file: string } {
  const dir = keep(tempDir());
  const file = join(dir, 'register.sqlite');
  copyFileSync(join(original, 'register.sqlite'), file);
  return { dir, file };
}
function patch(file: string, at: number, bytes: Uint8Array): void {
  const fd = openSync(file, 'r+');
  writeSync(fd, bytes, 0, bytes.length, at);
  closeSync(fd);
}
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const USER_VERSION = 60;
const APPLICATION_ID = 68;

describe('the writing connection', () => {
  it('is WAL with synchronous FULL, foreign keys on and no trusted schema', () => {
    const db = openRegister(copy().dir, { now: new Date() });
    const asked = (name: string) => db.pragma(name, { simple: true });
    expect(asked('journal_mode')).toBe('wal');
    expect(asked('synchronous')).toBe(2);
    expect(asked('foreign_keys')).toBe(1);
    expect(asked('trusted_schema')).toBe(0);
    expect(asked('secure_delete')).toBe(1);
    expect(() => assertSafe(db)).not.toThrow();
    db.close();
  });

  it.each([
    ['synchronous = NORMAL', 'synchronous'],
    ['journal_mode = DELETE', 'journal_mode'],
    ['foreign_keys = OFF', 'foreign_keys'],
    ['trusted_schema = ON', 'trusted_schema'],
  ])('control: %s is noticed', (pragma, named) => {
    const db = openRegister(copy().dir, { now: new Date() });
    db.pragma(pragma);
    expect(() => assertSafe(db)).toThrow(named);
    db.close();
  });
});

describe('a register of a newer app', () => {
  it('is refused without touching a byte', async () => {
    const { dir, file } = copy();
    patch(file, USER_VERSION, uint32(LATEST + 1));
    const before = registerFiles(dir);
    expect(await trouble(dir)).toEqual({
      state: 'newer',
      code: 'newerSchema',
      detail: `この台帳の版は${LATEST + 1}、このアプリが扱える版は${LATEST}までです。`,
    });
    expect(registerFiles(dir)).toEqual(before);
    expect(Object.keys(before)).toEqual(['register.sqlite']);
  });

  /** A register whose newest version stands in the write-ahead log only, as after a power cut. */
  function withLog(work: (db: Database.Database) => void): string {
    const { file } = copy();
    const db = new Database(file);
    db.pragma('wal_autocheckpoint = 0');
    work(db);
    const dir = keep(tempDir());
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, join(dir, `register.sqlite${suffix}`));
    db.close();
    return dir;
  }

  it('is refused also when only the write-ahead log knows of it', async () => {
    const dir = withLog((db) => db.pragma(`user_version = ${LATEST + 1}`));
    expect(readFileSync(join(dir, 'register.sqlite')).readUInt32BE(USER_VERSION)).toBe(LATEST);
    const before = registerFiles(dir);
    expect(await trouble(dir)).toMatchObject({ state: 'newer', code: 'newerSchema' });
    expect(registerFiles(dir)).toEqual(before);
    expect(Object.keys(before)).toEqual(['register.sqlite', 'register.sqlite-wal']);
  });

  it('control: the same file, and the same log, with the right version open', async () => {
    const { dir, file } = copy();
    patch(file, USER_VERSION, uint32(LATEST));
    const first = await openApp(dir);
    expect((await first.call('asset.counts', {})).total).toBe(150);
    await first.app.close();

    // A change that stands in the log only, made by the app itself: anything else would be no change of this register.
    const writing = await openApp(dir);
    await writing.call('asset.update', { id: '1', revision: 1, values: { note: 'ログだけにある' } });
    const crashed = keep(tempDir());
    for (const name of ['register.sqlite', 'register.sqlite-wal', 'register.head'])
      copyFileSync(join(dir, name), join(crashed, name));
    await writing.app.close();
    expect(readFileSync(join(crashed, 'register.sqlite')).includes('ログだけにある')).toBe(false);
    const second = await openApp(crashed);
    expect((await second.call('asset.get', { id: '1' })).values['note']).toBe('ログだけにある');
    await second.app.close();
  });

  it('control: a version in a log that was never committed does not count', async () => {
    const dir = withLog((db) => db.pragma(`user_version = ${LATEST + 1}`));
    const log = join(dir, 'register.sqlite-wal');
    // The commit mark of the last frame: its header stands before its page (SQLite file format 4.1).
    patch(log, statSync(log).size - 4096 - 24 + 4, uint32(0));
    const test = await openApp(dir);
    expect((await test.call('asset.counts', {})).total).toBe(150);
    await test.app.close();
  });
});

describe('what is not our register', () => {
  it('a database of another program is refused untouched', async () => {
    const { dir, file } = copy();
    patch(file, APPLICATION_ID, uint32(0x12345678));
    const before = registerFiles(dir);
    expect(await trouble(dir)).toMatchObject({ state: 'damaged', code: 'notARegister' });
    expect(registerFiles(dir)).toEqual(before);
  });

  it('a text file is refused untouched', async () => {
    const dir = keep(tempDir());
    writeFileSync(join(dir, 'register.sqlite'), '情報資産台帳\n'.repeat(100));
    const before = registerFiles(dir);
    expect(await trouble(dir)).toMatchObject({ state: 'damaged', code: 'notARegister' });
    expect(registerFiles(dir)).toEqual(before);
  });

  it('a file that ends within the header is refused untouched', async () => {
    const { dir, file } = copy();
    truncateSync(file, 60);
    const before = registerFiles(dir);
    expect(await trouble(dir)).toMatchObject({ state: 'damaged', code: 'notARegister' });
    expect(registerFiles(dir)).toEqual(before);
  });

  it('control: an empty file is no register yet, and the set-up goes on', async () => {
    const dir = keep(tempDir());
    writeFileSync(join(dir, 'register.sqlite'), '');
    const test = await openApp(dir);
    expect((await test.call('register.status', {})).state).toBe('new');
    await test.call('register.create', { unionName: '組合' });
    expect((await test.call('register.status', {})).state).toBe('ready');
    await test.app.close();
  });
});

describe('a register with the rollback journal of a transaction that the power ended', () => {
  const names = async (dir: string) => {
    const test = await openApp(dir);
    const { rows } = await test.call('asset.list', { columns: ['name'], limit: 500 });
    await test.app.close();
    return rows.map(({ values }) => values['name']).sort();
  };

  it('is as it was before that transaction; the journal is played back only when it was found sound so', async () => {
    const { dir } = copy();
    const before = await names(dir);
    cutInTransaction(dir);
    const files = registerFiles(dir);
    expect(registerDamage(dir)).toEqual([]);
    expect(registerFiles(dir)).toEqual(files);
    expect(await names(dir)).toEqual(before);
    expect(verifyNow(dir)).toMatchObject({ ok: true });
  });

  it('control: without its journal it is damaged', async () => {
    const { dir, file } = copy();
    cutInTransaction(dir);
    rmSync(`${file}-journal`);
    expect(await trouble(dir)).toMatchObject({ state: 'damaged', code: 'damaged' });
  });

  it('that is damaged all the same is kept aside with it: it is not played into the backup in its place', async () => {
    const dir = keep(await damagedRegister());
    cutInTransaction(dir);
    const test = await openApp(dir);
    expect((await test.call('recovery.look', {})).problems[0]).toMatchObject({ code: 'rows' });
    const { best } = await test.job('recovery.search', {});
    const { kept } = await test.job('recovery.restore', { id: best!.id });
    await test.app.close();
    expect(readdirSync(dir).filter((name) => name.endsWith('-journal'))).toEqual([`${kept}-journal`]);
    expect(verifyNow(dir)).toMatchObject({ ok: true });
    expect(await names(dir)).toContain(IN_BACKUP);
  });
});

describe('a damaged register', () => {
  const PAGE = 4096;
  const pagesOf = (dir: string, name: string) =>
    withSql(dir, (db) => db.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(name) as number);

  it.each(['asset', 'asset_hardware', 'history', 'register', 'master_item', 'asset_link_from'])(
    'is refused when the first page of %s is overwritten, never shown as an empty list',
    async (name) => {
      const { dir, file } = copy();
      patch(file, (pagesOf(dir, name) - 1) * PAGE, Buffer.alloc(PAGE, 0xa5));
      const before = registerFiles(dir);
      expect(await trouble(dir)).toMatchObject({ state: 'damaged', code: 'damaged' });
      expect(registerFiles(dir)['register.sqlite']).toEqual(before['register.sqlite']);
    },
  );

  it('is refused when a page deep in the file is overwritten', async () => {
    const { dir, file } = copy();
    const page = withSql(dir, (db) =>
      db.prepare("select max(pageno) from dbstat where name = 'asset' and pagetype = 'leaf'").pluck().get(),
    );
    patch(file, ((page as number) - 1) * PAGE, Buffer.alloc(PAGE, 0));
    const before = registerFiles(dir);
    expect(await trouble(dir)).toMatchObject({ state: 'damaged', code: 'damaged' });
    expect(registerFiles(dir)['register.sqlite']).toEqual(before['register.sqlite']);
  });

  it.each([0.3, 0.6, 0.95])('is refused when only %f of it is left', async (part) => {
    const { dir, file } = copy();
    truncateSync(file, Math.floor(statSync(file).size * part));
    const before = registerFiles(dir);
    expect(await trouble(dir)).toMatchObject({ state: 'damaged', code: 'damaged' });
    expect(registerFiles(dir)['register.sqlite']).toEqual(before['register.sqlite']);
  });

  it('gives the folder free again, so that the copy that is put back opens', async () => {
    const { dir, file } = copy();
    patch(file, PAGE, Buffer.alloc(PAGE, 0xa5));
    expect(await trouble(dir)).toMatchObject({ state: 'damaged', code: 'damaged' });
    copyFileSync(join(original, 'register.sqlite'), file);
    const test = await openApp(dir);
    expect((await test.call('asset.counts', {})).total).toBe(150);
    await test.app.close();
  });
});

// POSIX locks go when any file handle of the process on that file is closed: only Linux lets us look at them.
describe.runIf(process.platform === 'linux')('the lock of the writing connection', () => {
  const locks = (dir: string) => {
    const { ino } = statSync(join(dir, 'register.sqlite'));
    return readFileSync('/proc/locks', 'utf8')
      .split('\n')
      .filter((line) => line.includes(`:${ino} `)).length;
  };

  it('stays while worker threads read, and goes (control) when the file is opened by hand', async () => {
    const test = await newRegister();
    expect(locks(test.dir)).toBeGreaterThan(0);
    await test.job('register.verify', {});
    expect(locks(test.dir)).toBeGreaterThan(0);
    closeSync(openSync(join(test.dir, 'register.sqlite'), 'r'));
    expect(locks(test.dir)).toBe(0);
    await test.close();
  });
});
