import { readFileSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Field } from '../../../contract/catalogue/index.ts';
import { KINDS } from '../../../contract/catalogue/index.ts';
import { isOwnId } from '../../../contract/catalogue/own.ts';
import { columnOf, STORED_COMMON, storedOwn } from '../../../core/asset/columns.ts';
import { assetById, assetIdByNumber, assetsByIds, numberTaken } from '../../../db/assets.ts';
import { assetHistory, rowsOfChange, rowsOfEntity, undoneBy } from '../../../db/history.ts';
import { installedCounts, linkBetween, linkedNumbers, linksOf, waitingFor } from '../../../db/links.ts';
import { openRegister } from '../../../db/open.ts';
import { lastLabels } from '../../../db/outputs.ts';
import type { ReadableDb } from '../../../db/types.ts';
import { tempDir } from '../../support/app.ts';
import { dumpSchema, SCHEMA_FILE } from '../../support/dumpSchema.ts';

const dir = tempDir();
const db = openRegister(dir, { create: true, now: new Date() });
afterAll(() => {
  db.close();
  rmSync(dir, { recursive: true });
});

/** Columns of `asset` that no field stands for. */
const OWN_COLUMNS = ['id', 'kind', 'revision', 'binned', 'scheme_id', 'search_text', 'kana_key', 'missing_count'];

interface Column {
  name: string;
  type: string;
}
/** What the catalogue and a table do not agree on. */
function disagreements(columns: readonly Column[], fields: readonly Field[], others: readonly string[]): string[] {
  const typeOf = ({ id, type }: Field) => (isOwnId(id) ? 'ANY' : type === 'integer' ? 'INTEGER' : 'TEXT');
  const wanted = new Map(fields.map((field) => [columnOf(field.id), typeOf(field)]));
  const have = new Map(columns.map(({ name, type }) => [name, type]));
  return [
    ...[...wanted]
      .filter(([name, type]) => have.get(name) !== type)
      .map(([name, type]) => `${name} is no ${type} column`),
    ...[...have.keys()]
      .filter((name) => !wanted.has(name) && !others.includes(name))
      .map((name) => `${name} is no field`),
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
    expect(disagreements(columns, [...STORED_COMMON, { ...first!, id: 'newField' }], OWN_COLUMNS)).toEqual([
      'new_field is no TEXT column',
    ]);
    expect(disagreements(columns, [...rest, { ...first!, type: 'integer' }], OWN_COLUMNS)).toEqual([
      `${columnOf(first!.id)} is no INTEGER column`,
    ]);
  });

  const checkOf = (table: string) =>
    db.prepare('select sql from sqlite_schema where name = ?').pluck().get(table) as string;
  it('dates and lists are guarded by the schema too', () => {
    for (const [table, fields] of [
      ['asset', STORED_COMMON] as const,
      ...KINDS.map((kind) => [`asset_${kind}`, storedOwn(kind)] as const),
    ]) {
      for (const field of fields) {
        const line = checkOf(table)
          .split(/\n|,(?= ")/)
          .find((one) => one.trim().startsWith(`"${columnOf(field.id)}"`))!;
        if (field.type === 'date') expect(line).toContain('GLOB');
        if (field.type === 'multi') expect(line).toContain('json_valid');
      }
    }
  });
  it('every table is strict', () => {
    const tables = db
      .prepare(
        "select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
      )
      .all();
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
  const plan = (sql: string) =>
    (
      db
        .prepare(`explain query plan ${sql}`)
        .all(...Array.from(sql.matchAll(/\?/g), () => 1), ...(sql.includes('@id') ? [{ id: 1 }] : [])) as {
        detail: string;
      }[]
    ).map(({ detail }) => detail);
  /** The plans of the statements that a function of db/ really prepares. */
  function plansOf(ask: (db: ReadableDb) => unknown): string[] {
    const asked: string[] = [];
    const prepare = (sql: string) => {
      asked.push(sql);
      return db.prepare(sql);
    };
    ask({ prepare } as unknown as ReadableDb);
    return asked.flatMap(plan);
  }
  const walks = (steps: readonly string[]) =>
    steps.filter((step) => step.startsWith('SCAN') && !step.includes('json_each') && !step.includes('subquery'));

  it.each<[string, (on: ReadableDb) => unknown]>([
    ['history of one asset', (on) => rowsOfEntity(on, 'asset', '1')],
    ['rows of a change', (on) => rowsOfChange(on, 1, 200)],
    ['links of one asset', (on) => linksOf(on, 1)],
    ['one link', (on) => linkBetween(on, 'related', 1, 2)],
    ['the numbers linked to some assets', (on) => linkedNumbers(on, [1, 2])],
    ['an asset by its number', (on) => assetIdByNumber(on, 'HW-1')],
    ['a used number', (on) => numberTaken(on, 'HW-1')],
    ['who waits for a number', (on) => waitingFor(on, 'HW-1')],
    ['was it undone', (on) => undoneBy(on, 1)],
    ['one asset', (on) => assetById(on, 1)],
    ['some assets with their kind', (on) => assetsByIds(on, [1, 2], ['name', 'maker'], 'hardware')],
    ['the last labels', (on) => lastLabels(on, [1, 2])],
    ['installations', (on) => installedCounts(on, [1, 2])],
  ])('%s needs no walk through a table', (_what, ask) => {
    const steps = plansOf(ask);
    expect(steps.length).toBeGreaterThan(0);
    expect(walks(steps)).toEqual([]);
  });
  it('history in order needs no sorting', () => {
    expect(plansOf((on) => rowsOfEntity(on, 'asset', '1'))).toEqual([
      expect.stringContaining('USING INDEX history_entity'),
    ]);
    expect(plansOf((on) => [...assetHistory(on)]).join()).not.toContain('TEMP B-TREE');
  });
  it('control: a walk would be seen', () => {
    expect(walks(plan('select * from asset where note = ?'))).toHaveLength(1);
    db.exec('begin; drop index asset_link_from');
    expect(walks(plansOf((on) => linksOf(on, 1)))).toHaveLength(1);
    db.exec('rollback');
  });
});
