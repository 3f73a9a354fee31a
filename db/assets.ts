import { prepared } from './statements.ts';
import type { ReadableDb, SqlRow, SqlValue, WritableDb } from './types.ts';

/**
 * Rows of `asset` (common columns) and `asset_<kind>` (columns of one kind). Columns are snake_case; core/asset/columns.ts
 * maps them from the field catalogue.
 */
export interface AssetRecord {
  readonly id: number;
  readonly kind: string;
  readonly revision: number;
  readonly binned: number;
  readonly scheme_id: string;
  readonly [column: string]: SqlValue;
}

const list = (columns: readonly string[]) => columns.map((c) => `"${c}"`).join(', ');

/** @returns the new asset's id. `common` and `detail` hold values by column. */
export function insertAsset(db: WritableDb, kind: string, common: SqlRow, detail: SqlRow): number {
  const names = Object.keys(common);
  const sql = `insert into asset (kind, ${list(names)}) values (?, ${names.map(() => '?').join(', ')})`;
  const id = Number(prepared(db, sql).run(kind, ...Object.values(common)).lastInsertRowid);
  const own = Object.keys(detail);
  prepared(
    db,
    `insert into asset_${kind} (asset_id${own.map((c) => `, "${c}"`).join('')}) values (?${', ?'.repeat(own.length)})`,
  ).run(id, ...Object.values(detail));
  return id;
}

/** Changes columns; `revise` raises the revision by one. */
export function updateAsset(
  db: WritableDb,
  id: number,
  kind: string,
  common: SqlRow,
  detail: SqlRow,
  revise: boolean,
): void {
  const set = (row: SqlRow) =>
    Object.keys(row)
      .map((c) => `"${c}" = ?`)
      .join(', ');
  const names = set(common);
  prepared(db, `update asset set revision = revision + ${revise ? 1 : 0}${names ? `, ${names}` : ''} where id = ?`).run(
    ...Object.values(common),
    id,
  );
  if (Object.keys(detail).length > 0) {
    prepared(db, `update asset_${kind} set ${set(detail)} where asset_id = ?`).run(...Object.values(detail), id);
  }
}

/** One asset with the columns of its kind, or undefined. */
export function assetById(db: ReadableDb, id: number): AssetRecord | undefined {
  const kind = prepared(db, 'select kind from asset where id = ?').pluck().get(id) as string | undefined;
  if (!kind) return undefined;
  return prepared(db, `select a.*, d.* from asset a join asset_${kind} d on d.asset_id = a.id where a.id = ?`).get(
    id,
  ) as AssetRecord;
}

/** The asset that has this number now, or undefined. */
export function assetIdByNumber(db: ReadableDb, number: string): number | undefined {
  return prepared(db, 'select id from asset where number = ?').pluck().get(number) as number | undefined;
}

/** The asset in the bin that has this number, if any. */
export function binnedByNumber(db: ReadableDb, number: string): { id: number; kind: string } | undefined {
  return prepared(db, 'select id, kind from asset where number = ? and binned = 1').get(number) as
    | { id: number; kind: string }
    | undefined;
}

export function nameOf(db: ReadableDb, id: number): { number: string; name: string } {
  return prepared(db, 'select number, name from asset where id = ?').get(id) as { number: string; name: string };
}

/** Some columns of the assets with these ids (any order). Detail columns need `kind`. */
export function assetsByIds(
  db: ReadableDb,
  ids: readonly number[],
  columns: readonly string[],
  kind?: string,
): AssetRecord[] {
  const from = kind ? `asset a join asset_${kind} d on d.asset_id = a.id` : 'asset a';
  const sql = `select a.id as id, ${list(columns)} from ${from} where a.id in (select value from json_each(?))`;
  return prepared(db, sql).all(JSON.stringify(ids)) as AssetRecord[];
}

/** id and one column of every asset; `kind` for a column of that kind's own table. */
export function columnOfAll(db: ReadableDb, column: string, kind?: string): IterableIterator<[number, SqlValue]> {
  const sql = kind ? `select asset_id, "${column}" from asset_${kind}` : `select id, "${column}" from asset`;
  return db.prepare(sql).raw().iterate() as IterableIterator<[number, SqlValue]>;
}

/** Marks a number as used for good; a used one is never given again (D17). @returns false when it was used before. */
export function takeNumber(db: WritableDb, number: string): boolean {
  return prepared(db, 'insert or ignore into asset_number (number) values (?)').run(number).changes === 1;
}

export interface PresentAsset {
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly serial: string | null;
}

/** The assets of a kind outside of the bin. @param serial column of the kind's own table; null where it has none */
export function presentOfKind(db: ReadableDb, kind: string, serial: string | null): PresentAsset[] {
  const column = serial === null ? 'null' : `d."${serial}"`;
  return prepared(
    db,
    `select a.id, a.number, a.name, ${column} as serial from asset a join asset_${kind} d on d.asset_id = a.id where a.binned = 0 order by a.id`,
  ).all() as PresentAsset[];
}

export function numberTaken(db: ReadableDb, number: string): boolean {
  return prepared(db, 'select 1 from asset_number where number = ?').get(number) !== undefined;
}

/** Counts up the serial of one prefix. @returns the next value */
export function nextSerial(db: WritableDb, prefix: string): number {
  return prepared(
    db,
    'insert into number_counter (prefix, last) values (?, 1) on conflict (prefix) do update set last = last + 1 returning last',
  )
    .pluck()
    .get(prefix) as number;
}

/** Lets the serial of a prefix go on after `serial` (numbers that came in with an imported ledger). */
export function raiseSerial(db: WritableDb, prefix: string, serial: number): void {
  prepared(
    db,
    'insert into number_counter (prefix, last) values (?, ?) on conflict (prefix) do update set last = max(last, excluded.last)',
  ).run(prefix, serial);
}

/** Assets of the register, those in the bin too. */
export function countAssets(db: ReadableDb): number {
  return prepared(db, 'select count(*) from asset').pluck().get() as number;
}

/** Sets columns that follow from others; neither a change nor a new revision. */
export function writeListColumns(db: WritableDb, id: number, columns: SqlRow): void {
  const set = Object.keys(columns)
    .map((c) => `"${c}" = ?`)
    .join(', ');
  prepared(db, `update asset set ${set} where id = ?`).run(...Object.values(columns), id);
}

export function allIds(db: ReadableDb): number[] {
  return prepared(db, 'select id from asset order by id').pluck().all() as number[];
}

/** Assets that hold a master entry in one column (JSON array for `multi`). */
export function assetsUsing(db: ReadableDb, column: string, itemId: string, multi: boolean, kind?: string): number[] {
  const table = kind ? `asset_${kind}` : 'asset';
  const id = kind ? 'asset_id' : 'id';
  const sql = multi
    ? `select ${id} from ${table} where exists (select 1 from json_each("${column}") where value = ?)`
    : `select ${id} from ${table} where "${column}" = ?`;
  return prepared(db, sql).pluck().all(itemId) as number[];
}

/** Every number that was ever given. */
export function allNumbers(db: ReadableDb): string[] {
  return db.prepare('select number from asset_number').pluck().all() as string[];
}

/** Rows in the table of a kind that belong to no asset of that kind; must be none. */
export function strayKindRows(db: ReadableDb, kind: string): number {
  const sql = `select count(*) from asset_${kind} where asset_id not in (select id from asset where kind = ?)`;
  return db.prepare(sql).pluck().get(kind) as number;
}
