import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../contract/catalogue/index.ts';
import { KINDS } from '../../../contract/catalogue/index.ts';
import { columnOf, storedOwn, STORED_COMMON } from '../../../core/asset/columns.ts';
import { openRegister } from '../../../db/open.ts';
import type { ReadableDb } from '../../../db/types.ts';
import { tempDir } from '../../support/app.ts';
import { dumpSchema, SCHEMA_FILE } from '../../support/dumpSchema.ts';

const db = openRegister(tempDir(), { create: true, now: new Date() });

/** Columns of `asset` that no field stands for. */
const OWN_COLUMNS = ['id', 'kind', 'revision', 'binned', 'scheme_id', 'search_text', 'kana_key', 'missing_count'];

interface Column {
  name: string;
  type: string;
}
/** What the catalogue and a table do not agree on. */
function disagreements(columns: readonly Column[], fields: readonly Field[], others: readonly string[]): string[] {
  const wanted = new Map(fields.map((field) => [columnOf(field.id), field.type === 'integer' ? 'INTEGER' : 'TEXT']));
  const have = new Map(columns.map(({ name, type }) => [name, type]));
  return [
    ...[...wanted].filter(([name, type]) => have.get(name) !== type).map(([name, type]) => `${name} is no ${type} column`),
    ...[...have.keys()].filter((name) => !wanted.has(name) && !others.includes(name)).map((name) => `${name} is no field`),
    ...others.filter((name) => !have.has(name)).map((name) => `${name} is gone`),
  ];
}
const columnsOf = (table: string) => db.prepare('select name, type from pragma_table_info(?)').all(table) as Column[];

describe('catalogue and schema', () => {
  it('agree on the common fields', () => {
    expect(disagreements(columnsOf('asset'), STORED_COMMON, OWN_COLUMNS)).toEqual([]);
  });
  it.each([...KINDS])('agree on the fields of %s', (kind) => {
    expect(disagreements(columnsOf(`asset_${kind}`), storedOwn(kind), ['asset_id'])).toEqual([]);
  });
  it('control: a field without a column, a column without a field and another type are noticed', () => {
    const [first, ...rest] = STORED_COMMON;
    const columns = columnsOf('asset');
    expect(disagreements(columns, rest, OWN_COLUMNS)).toEqual([`${columnOf(first!.id)} is no field`]);
    expect(disagreements(columns, [...STORED_COMMON, { ...first!, id: 'newField' }], OWN_COLUMNS)).toEqual(['new_field is no TEXT column']);
    expect(disagreements(columns, [...rest, { ...first!, type: 'integer' }], OWN_COLUMNS)).toEqual([`${columnOf(first!.id)} is no INTEGER column`]);
  });

  const checkOf = (table: string) => db.prepare('select sql from sqlite_schema where name = ?').pluck().get(table) as string;
  it('dates and lists are guarded by the schema too', () => {
    for (const [table, fields] of [['asset', STORED_COMMON] as const, ...KINDS.map((kind) => [`asset_${kind}`, storedOwn(kind)] as const)]) {
      for (const field of fields) {
        const line = checkOf(table).split('\n').find((one) => one.trim().startsWith(`"${columnOf(field.id)}"`))!;
        if (field.type === 'date') expect(line).toContain('GLOB');
        if (field.type === 'multi') expect(line).toContain('json_valid');
      }
    }
  });
  it('every table is strict', () => {
    const tables = db.prepare("select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'").all();
    expect(tables.length).toBeGreaterThan(15);
    expect(tables.filter((table) => (table as { strict: number }).strict !== 1)).toEqual([]);
  });
});

describe('db/schema.sql', () => {
  it('is what the migrations make (write it anew with node test/support/dumpSchema.ts)', () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(dumpSchema());
  });
});

describe('what is asked for on every page', () => {
  const plan = (on: ReadableDb, sql: string) =>
    (on.prepare(`explain query plan ${sql}`).all(...Array.from(sql.matchAll(/\?/g), () => 1)) as { detail: string }[]).map(({ detail }) => detail);
  const scans = (sql: string) => plan(db, sql).filter((detail) => detail.startsWith('SCAN') && !detail.includes('json_each'));
  it.each([
    ['history of one asset', "select * from history where entity = 'asset' and entity_id = ? order by seq"],
    ['rows of a change', 'select * from history where change_id = ? order by seq limit 200'],
    ['links of one asset', 'select * from asset_link where from_id = ? or to_id = ? order by id'],
    ['one link', 'select * from asset_link where type = ? and from_id = ? and to_id = ?'],
    ['an asset by its number', 'select id from asset where number = ?'],
    ['a used number', 'select 1 from asset_number where number = ?'],
    ['a serial', 'select last from number_counter where prefix = ?'],
    ['who waits for a number', 'select asset_id from unresolved_link where number = ?'],
    ['was it undone', 'select id from change where undoes = ?'],
    ['some assets with their kind', 'select a.id from asset a join asset_hardware d on d.asset_id = a.id where a.id in (select value from json_each(?))'],
    ['the last label', 'select max(version) from label_print where asset_id = ?'],
  ])('%s needs no walk through a table', (_what, sql) => {
    expect(scans(sql)).toEqual([]);
  });
  it('history in order needs no sorting', () => {
    const steps = plan(db, "select * from history where entity = 'asset' and entity_id = ? order by seq");
    expect(steps).toEqual([expect.stringContaining('USING INDEX history_entity')]);
    expect(plan(db, "select * from history where entity = 'asset' order by entity_id, seq").join()).not.toContain('TEMP B-TREE');
  });
  it('control: a walk would be seen', () => {
    expect(scans('select * from asset where note = ?')).toHaveLength(1);
    db.exec('begin; drop index asset_link_from');
    expect(scans('select * from asset_link where from_id = ? or to_id = ? order by id')).toHaveLength(1);
    db.exec('rollback');
  });
});
