import { prepared } from './statements.ts';
import type { ReadableDb, SqlValue, WritableDb } from './types.ts';

/** The union's own fields (contract/catalogue/own.ts): one row for each; its values stand in the column of its id. */
export interface OwnFieldRow {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  /** JSON array */
  readonly kinds: string;
  readonly help: string;
  readonly sort: number;
  readonly in_grid: number;
  readonly archived: number;
}

export function allOwnFields(db: ReadableDb): OwnFieldRow[] {
  return prepared(db, 'select * from own_field order by sort, id').all() as OwnFieldRow[];
}

/** Adds a field or replaces the one with the same id. */
export function putOwnField(db: WritableDb, row: OwnFieldRow): void {
  prepared(
    db,
    `insert into own_field (id, label, type, kinds, help, sort, in_grid, archived)
     values (@id, @label, @type, @kinds, @help, @sort, @in_grid, @archived)
     on conflict (id) do update set label = @label, type = @type, kinds = @kinds, help = @help, sort = @sort,
       in_grid = @in_grid, archived = @archived`,
  ).run(row);
}

/** Assets that have a value in this column, those in the bin too, by kind. */
export function ownValuesByKind(db: ReadableDb, id: string): { kind: string; count: number; present: number }[] {
  return prepared(
    db,
    `select kind, count(*) as count, sum(binned = 0) as present from asset where "${id}" is not null group by kind`,
  ).all() as { kind: string; count: number; present: number }[];
}

/** Assets that have a value in each of these columns, outside of the bin and in it: one look at all assets. */
export function countOwnValues(
  db: ReadableDb,
  ids: readonly string[],
): Map<string, { readonly used: number; readonly binned: number }> {
  if (ids.length === 0) return new Map();
  const counts = ids.map((id) => `count("${id}"), count(case binned when 1 then "${id}" end)`);
  const row = prepared(db, `select ${counts.join(', ')} from asset`)
    .raw()
    .get() as number[];
  return new Map(ids.map((id, i) => [id, { used: row[i * 2]! - row[i * 2 + 1]!, binned: row[i * 2 + 1]! }]));
}

/** Ids of the assets that have a value in this column, those in the bin too. */
export function assetsWithOwn(db: ReadableDb, id: string): number[] {
  return prepared(db, `select id from asset where "${id}" is not null order by id`).pluck().all() as number[];
}

/** Of these, those outside of the bin. */
export function presentWithOwn(db: ReadableDb, id: string): number[] {
  return prepared(db, `select id from asset where "${id}" is not null and binned = 0 order by id`)
    .pluck()
    .all() as number[];
}

/** Of the assets outside of the bin: the values of this column and how many have each, the most frequent first; null: none. */
export function ownValueCounts(db: ReadableDb, id: string, limit: number): { value: SqlValue; count: number }[] {
  return prepared(
    db,
    `select "${id}" as value, count(*) as count from asset where binned = 0 group by "${id}" order by count desc, value limit ?`,
  ).all(limit) as { value: SqlValue; count: number }[];
}

/** Ids of the assets that have one of these values, as texts, in this column; '' stands for no value. */
export function assetsWithOwnValue(db: ReadableDb, id: string, values: readonly string[]): number[] {
  return prepared(
    db,
    `select id from asset where cast(coalesce("${id}", '') as text) in (select value from json_each(?))`,
  )
    .pluck()
    .all(JSON.stringify(values)) as number[];
}
