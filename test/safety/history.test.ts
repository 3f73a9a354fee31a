import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyRegister } from '../../core/register/verify.ts';
import { closedRegister, withSql } from '../support/files.ts';

let dir: string;
beforeAll(async () => {
  dir = await closedRegister(async (test) => {
    const holder = await test.call('asset.register', {
      kind: 'medium',
      values: { name: '媒体', confidentiality: '2' },
    });
    const held = await test.call('asset.register', { kind: 'information', values: { name: '名簿' } });
    await test.call('asset.update', { id: held.id, revision: 1, values: { note: 'あと' } });
    await test.call('link.add', { fromId: held.id, toId: holder.id, type: 'storedOn' });
    await test.job('label.print', { filter: {}, sheetId: '28388' });
  });
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('what was done stands for ever', () => {
  it.each(['change', 'history', 'classification', 'label_print'])(
    '%s can be neither changed nor taken out',
    (table) => {
      withSql(dir, (db) => {
        expect(db.prepare(`select count(*) from ${table}`).pluck().get()).toBeGreaterThan(0);
        const key = table === 'history' ? 'seq' : 'id';
        expect(() => db.exec(`update ${table} set ${key} = ${key}`)).toThrow(`${table} is append-only`);
        expect(() => db.exec(`delete from ${table}`)).toThrow(`${table} is append-only`);
      });
    },
  );

  it('control: other rows can be', () => {
    withSql(dir, (db) => {
      db.exec('begin');
      expect(db.prepare("update asset set note = 'x'").run().changes).toBe(2);
      expect(db.prepare('delete from asset_link').run().changes).toBe(1);
      db.exec('rollback');
    });
  });
});

describe('verify', () => {
  /** What verify says of the register after a change behind the app's back, which is then taken back. */
  function verifyAfter(sql: string) {
    return withSql(dir, (db) => {
      db.pragma('foreign_keys = OFF');
      db.exec(`begin; ${sql}`);
      return verifyRegister(db, () => undefined);
    });
  }

  it('control: says that everything agrees before', () => {
    expect(verifyAfter('')).toMatchObject({ ok: true, assets: 2, firstBad: null, problems: [] });
  });

  it.each([
    ['a changed value', "update asset set name = '別の名前' where id = 1", 'valueDiffers'],
    ['a changed value of the kind', "update asset_medium set capacity = '1TB' where asset_id = 1", 'valueDiffers'],
    ['a changed level', "update asset set confidentiality = '1' where id = 1", 'valueDiffers'],
    ['an emptied value', 'update asset set note = null where id = 2', 'valueDiffers'],
    ['an asset moved to the bin', 'update asset set binned = 1 where id = 2', 'valueDiffers'],
    ['another scheme', "update asset set scheme_id = 'ipa-3' where id = 2", 'valueDiffers'],
    ['a deleted link', 'delete from asset_link', 'linkDiffers'],
    [
      'a link that nobody made',
      "insert into asset_link (type, from_id, to_id) values ('related', 1, 2)",
      'linkDiffers',
    ],
    [
      'a missing asset',
      'delete from asset_information where asset_id = 2; delete from asset_link; delete from asset where id = 2',
      'assetMissing',
    ],
    ['a reference to nothing', 'insert into unresolved_link values (99, 1)', 'damaged'],
    [
      'a missing history row',
      "drop trigger history_never_goes; delete from history where field = 'note'",
      'valueDiffers',
    ],
    [
      'all history of an asset gone',
      "drop trigger history_never_goes; delete from history where entity = 'asset' and entity_id = '1'",
      'historyMissing',
    ],
  ])('finds %s', (_name, sql, code) => {
    const result = verifyAfter(sql);
    expect(result.ok).toBe(false);
    expect(result.problems.map((problem) => problem.code)).toContain(code);
    for (const { message } of result.problems) expect(message).toMatch(/[ぁ-ん]/);
  });
});
