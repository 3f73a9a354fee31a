import Database from 'better-sqlite3';
import { expectedSchema } from './fingerprint.ts';
import { LATEST } from './migrate.ts';
import { prepared } from './statements.ts';
import type { SqlRow, WritableDb } from './types.ts';

/**
 * An empty register in memory, to be filled from the history (core/register/past.ts): the tables and indexes of today,
 * without the triggers that record, and without the checks – what stood in a register once may stand in its image.
 */
export function emptyPast(): WritableDb {
  const db = new Database(':memory:') as WritableDb;
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  for (const { type, sql } of expectedSchema(LATEST)) if (type === 'table' || type === 'index') db.exec(sql);
  return db;
}

/** Puts the stored row that an image tells; a column that is no more is left out. */
export function putImage(db: WritableDb, table: string, image: string): void {
  const known = columnNames(db, table);
  const row = Object.entries(JSON.parse(image) as SqlRow).filter(([name]) => known.has(name));
  insert(db, table, Object.fromEntries(row));
}

/** Gives an asset the id that it has in the register. */
export function putAsset(db: WritableDb, kind: string, common: SqlRow, detail: SqlRow): void {
  insert(db, 'asset', { kind, ...common });
  insert(db, `asset_${kind}`, { asset_id: common['id']!, ...detail });
}

function insert(db: WritableDb, table: string, row: SqlRow): void {
  const names = Object.keys(row);
  const list = names.map((name) => `"${name}"`).join(', ');
  prepared(db, `insert into "${table}" (${list}) values (${names.map(() => '?').join(', ')})`).run(
    ...Object.values(row),
  );
}

const columns = new WeakMap<WritableDb, Map<string, ReadonlySet<string>>>();

function columnNames(db: WritableDb, table: string): ReadonlySet<string> {
  const known = columns.get(db) ?? new Map<string, ReadonlySet<string>>();
  columns.set(db, known);
  const names =
    known.get(table) ??
    new Set(db.prepare('select name from pragma_table_info(?)').pluck().all(table) as readonly string[]);
  known.set(table, names);
  return names;
}
