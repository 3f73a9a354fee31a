import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withChecked } from '../../../core/backup/check.ts';
import { makeBackup } from '../../../core/backup/make.ts';
import { APPLICATION_ID, readHeader } from '../../../db/header.ts';
import { LATEST, MIGRATIONS, migrate } from '../../../db/migrate.ts';
import { openRegister } from '../../../db/open.ts';
import type { WritableDb } from '../../../db/types.ts';
import { openApp, type TestApp, tempDir } from '../../support/app.ts';
import { closedRegister, verifyNow } from '../../support/files.ts';
import { makeRegister } from '../../support/makeRegister.ts';

const now = new Date('2026-11-23T01:02:03Z');
const SECOND =
  'create table extra (id integer primary key, word text not null) strict; insert into extra (word) values (1)';
const version = (db: Database.Database) => db.pragma('user_version', { simple: true });
const tables = (db: Database.Database) =>
  db.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all();

const intoFolder = (folder: string) => (db: WritableDb) => {
  makeBackup(db, folder, { why: 'migration', title: null, now, appVersion: '', key: null });
};

/** What stopped a migration; to the caller it is always the same failure, with words. */
function causeOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    expect(error).toMatchObject({ code: 'migrationFailed' });
    return String((error as Error).cause);
  }
  throw new Error('it should have failed');
}

let dir: string;
let backupDir: string;
let db: WritableDb;
beforeEach(async () => {
  dir = await closedRegister((test) =>
    test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } }),
  );
  backupDir = join(dir, 'before');
  db = openRegister(dir, { now });
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true });
});

describe('a migration', () => {
  it('of a new file makes the register with its marks and no backup', () => {
    const made = tempDir();
    const fresh = openRegister(made, { create: true, now });
    expect(version(fresh)).toBe(LATEST);
    // No asset has been counted: a row for none would be a register that no backup is equal to.
    expect(fresh.prepare("select * from sqlite_sequence where name like 'asset%'").all()).toEqual([]);
    fresh.close();
    expect(readHeader(join(made, 'register.sqlite'))).toEqual({ applicationId: APPLICATION_ID, userVersion: LATEST });
    expect(readdirSync(made).includes('backups')).toBe(false);
    rmSync(made, { recursive: true });
  });

  it('of a register with data writes a whole copy first, and then takes the step', () => {
    migrate(db, { backUp: intoFolder(backupDir), now, steps: [...MIGRATIONS, SECOND] });
    expect(version(db)).toBe(LATEST + 1);
    expect(tables(db)).toContain('extra');
    const [name, ...others] = readdirSync(backupDir);
    expect(others).toEqual([]);
    const told = withChecked(join(backupDir, name!), {}, dir, ({ db: copy, manifest }) => {
      expect(version(copy)).toBe(LATEST);
      expect(copy.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
      expect(tables(copy)).not.toContain('extra');
      expect(copy.prepare('select name from asset').pluck().all()).toEqual(['計量用端末']);
      return manifest.why;
    });
    expect(told).toBe('migration');
  });

  it('that fails half way leaves the register as it was, with the copy beside it', () => {
    const before = tables(db);
    const steps = [...MIGRATIONS, SECOND, 'update asset set revision = 9; insert into nowhere values (1)'];
    expect(causeOf(() => migrate(db, { backUp: intoFolder(backupDir), now, steps }))).toContain('nowhere');
    expect(version(db)).toBe(LATEST);
    expect(tables(db)).toEqual(before);
    expect(db.prepare('select revision from asset').pluck().get()).toBe(1);
    expect(readdirSync(backupDir)).toHaveLength(1);
    // And it goes on working as it is.
    db.close();
    expect(verifyNow(dir)).toMatchObject({ ok: true });
    db = openRegister(dir, { now });
  });

  it('that fails half way in a new file leaves nothing in it', () => {
    const fresh = new Database(':memory:') as WritableDb;
    expect(() =>
      migrate(fresh, { backUp: intoFolder(backupDir), now, steps: [...MIGRATIONS, 'insert into nowhere values (1)'] }),
    ).toThrow('nowhere');
    expect(tables(fresh)).toEqual([]);
    expect(version(fresh)).toBe(0);
    fresh.close();
  });

  it('is not begun when the copy cannot be written', () => {
    const blocked = join(dir, 'a-file');
    writeFileSync(blocked, '');
    expect(() =>
      migrate(db, { backUp: intoFolder(join(blocked, 'backups')), now, steps: [...MIGRATIONS, SECOND] }),
    ).toThrow();
    expect(version(db)).toBe(LATEST);
  });

  it('of a register with data is refused where nobody makes a backup', () => {
    expect(() => migrate(db, { now, steps: [...MIGRATIONS, SECOND] })).toThrow('backup');
    expect(version(db)).toBe(LATEST);
  });

  it.each([
    [
      'delete from asset_number where number in (select number from asset_number limit 1)',
      'loses rows of asset_number',
    ],
    ["update asset set name = 'ほかの名前'", 'changes rows of asset'],
    ['alter table asset drop column kana_key', 'changes rows of asset'],
    // CONTROL: what adds a column changes nothing of this.
    ['alter table asset add column extra text', null],
  ])('that would lose or change content is taken back: %s', (step, words) => {
    const work = () => migrate(db, { backUp: intoFolder(backupDir), now, steps: [...MIGRATIONS, step] });
    if (words === null) work();
    else expect(causeOf(work)).toContain(words);
    expect(version(db)).toBe(words === null ? LATEST + 1 : LATEST);
    expect(db.prepare('select name from asset').pluck().all()).toEqual(['計量用端末']);
  });

  it('control: a register of today is left alone', () => {
    migrate(db, { backUp: intoFolder(backupDir), now });
    expect(readdirSync(dir).includes('before')).toBe(false);
  });
});

describe('a frozen register', () => {
  it('of the first version is what it was after a failure at any step, and opens afterwards', async () => {
    const file = join(dir, 'register.sqlite');
    db.close();
    for (let at = 1; at <= LATEST; at += 1) {
      copyFileSync(new URL('../../fixtures/registers/register-v0001.sqlite', import.meta.url), file);
      const before = readFileSync(file);
      const old = new Database(file) as WritableDb;
      const steps = MIGRATIONS.toSpliced(at, 0, 'insert into nowhere values (1)');
      expect(
        causeOf(() => migrate(old, { backUp: intoFolder(backupDir), now, steps })),
        `${at}`,
      ).toContain('nowhere');
      expect(version(old)).toBe(1);
      old.close();
      expect(readFileSync(file).equals(before), `${at}`).toBe(true);
    }
    rmSync(join(dir, 'register.head'));
    const test = await openApp(dir);
    expect((await test.call('register.status', {})).state).toBe('ready');
    await test.app.close();
    db = openRegister(dir, { now });
  });

  const FROZEN = new URL('../../fixtures/registers/', import.meta.url).pathname;
  const files = readdirSync(FROZEN).filter((name) => name.endsWith('.sqlite'));

  it('is there for every version', () => {
    expect(files).toEqual(
      Array.from({ length: LATEST }, (_, i) => `register-v${String(i + 1).padStart(4, '0')}.sqlite`),
    );
  });

  it('control: a register of today passes the same test', async () => {
    const file = join(dir, 'today.sqlite');
    await makeRegister(file);
    await openAndCompare(file);
  });

  it.each(files)('%s opens today, with everything in it', (name) => openAndCompare(join(FROZEN, name), name));

  it.each(files)('%s goes on with the number of its last asset, as a whole number', (name) => {
    const file = join(dir, name);
    copyFileSync(join(FROZEN, name), file);
    const old = new Database(file) as WritableDb;
    const sequence = () => old.prepare("select seq, typeof(seq) from sqlite_sequence where name = 'asset'").raw().all();
    old.exec("update sqlite_sequence set seq = seq + 7 where name = 'asset'");
    const before = sequence();
    expect(before).toEqual([[expect.any(Number), 'integer']]);
    migrate(old, { backUp: () => undefined, now });
    expect(sequence()).toEqual(before);
    old.close();
  });

  async function openAndCompare(file: string, name = 'today'): Promise<void> {
    const home = mkdtempSync(join(dir, 'frozen-'));
    writeFileSync(join(home, 'register.sqlite'), readFileSync(file));
    const test = await openApp(home);
    const first = name === 'register-v0001.sqlite';
    const { rows } = await test.call('asset.list', { columns: ['name', 'confidentiality', 'retentionUntil'] });
    const book = { name: '搬入者台帳（令和8年度）', confidentiality: '3B', retentionUntil: '2032-03-31' };
    expect(rows.map((row) => row.values)).toEqual([
      book,
      { name: '書庫の耐火金庫', confidentiality: first ? '2' : '3C' },
      ...(first ? [] : [{ name: '外付けディスク', confidentiality: '3B' }]),
    ]);
    expect(await test.call('asset.counts', {})).toMatchObject({ total: first ? 2 : 3, binned: 1 });
    expect((await test.call('asset.get', { id: '2' })).links).toMatchObject([
      { type: 'storedOn', other: { name: '書庫の耐火金庫' } },
    ]);
    expect((await test.call('finding.list', { ruleId: 'D3' })).findings).toHaveLength(1);
    expect((await test.call('setting.get', {})).reviewMonths).toBe(6);
    expect((await test.call('history.list', { query: '更新により廃棄' })).changes).toMatchObject([
      { who: '葦沼 恵', action: 'ごみ箱へ' },
    ]);
    expect((await test.call('asset.get', { id: '1' })).derived['labelVersion']).toBe(first ? 1 : 2);
    expect(await test.call('classification.ofAsset', { assetId: '2' })).toMatchObject([
      { words: { confidentiality: '自治体機密性3B' }, reason: '多人数の住民情報' },
    ]);
    if (!first) await compareClassAndLabels(test);
    expect(verifyNow(home)).toMatchObject({ ok: true, assets: first ? 3 : 4 });
    // And it can be worked with.
    expect((await test.call('asset.register', { kind: 'hardware', values: { name: '新しい端末' } })).number).not.toBe(
      'HW-2026-00-0001',
    );
    await test.app.close();
  }

  /** What version 2 brought: schemes with revisions, approvals, reviews, a move half way, labels as data. */
  async function compareClassAndLabels(test: TestApp): Promise<void> {
    const own = (await test.call('scheme.list', {})).find((scheme) => !scheme.preset);
    expect(own).toMatchObject({ name: '組合の分類', source: '対策基準 第3条', revision: 2 });
    expect((await test.call('scheme.revisions', { id: own!.id })).map((one) => one.revision).sort()).toEqual([1, 2]);
    expect((await test.call('classification.ofAsset', { assetId: '1' }))[0]).toMatchObject({
      words: { confidentiality: '自治体機密性3C' },
      approvedBy: '辻 髙﨑',
      approvedPost: '総務グループ長',
      answers: [expect.stringContaining('わからない')],
    });
    expect(await test.call('approval.list', {})).toMatchObject([{ after: { levels: { confidentiality: '3B' } } }]);
    expect(await test.call('review.list', {})).toMatchObject([{ asset: { name: '外付けディスク' } }]);
    const { open } = await test.call('move.status', {});
    expect(open).toMatchObject({ fromSchemeId: 'municipal-2024', toSchemeId: 'ipa-3', decided: 1 });
    expect((await test.call('label.sheets', {})).find((sheet) => sheet.id === 'own-1')).toMatchObject({
      name: '組合の24面',
      preset: false,
    });
    expect((await test.call('label.templates', {})).find((one) => one.id === 'own-1')?.revision).toBe(1);
    expect(await test.call('label.printers', {})).toMatchObject([{ name: '総務のプリンター', offsetX: 0.5 }]);
    expect((await test.call('label.prints', { assetId: '1' })).map((print) => print.copies)).toEqual([1, 2, 1]);
  }
});
