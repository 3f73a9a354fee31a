import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import type { RawRow } from './rawSchema.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/**
 * SHA-256 of every table, index, trigger and view of a file. SQLite's own checks pass a file with a hostile trigger
 * (reliability.md §0.8); this does not.
 */
export function schemaFingerprint(db: ReadableDb): string {
  const parts = db
    .prepare(`select type, name, tbl_name, sql from sqlite_schema where ${OURS} order by type, name`)
    .raw()
    .all();
  return hash('sha256', JSON.stringify(parts));
}

/** The same of rows that were read from the bytes of a file (rawSchema.ts). */
export function rawFingerprint(rows: readonly RawRow[]): string {
  const order = ([type, name]: RawRow) => `${type}\0${name}`;
  const parts = rows.filter((row) => !isOfSqlite(row)).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return hash('sha256', JSON.stringify(parts));
}

/** What SQLite makes for itself, word for word: the name alone says nothing. */
function isOfSqlite([type, name, , sql]: RawRow): boolean {
  if (type === 'index') return sql === null && name.startsWith('sqlite_autoindex_');
  return type === 'table' && OF_SQLITE.has(sql ?? '');
}

const OF_SQLITE = new Set([
  'CREATE TABLE sqlite_sequence(name,seq)',
  'CREATE TABLE sqlite_stat1(tbl,idx,stat)',
  'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)',
]);

/** Only what SQLite makes for itself is left out; by its kind too, as a file can be made to hold a trigger of such a name. */
const OURS = `not (type = 'index' and sql is null)
  and not (type = 'table' and name in ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'))`;

const known = new Map<number, string>();

/** What a register of this version has: our own steps, taken in an empty file in memory. */
export function expectedFingerprint(version: number): string {
  const done = known.get(version);
  if (done) return done;
  const fingerprint = inOwnSchema(version, schemaFingerprint);
  known.set(version, fingerprint);
  return fingerprint;
}

export interface SchemaPart {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

const schemas = new Map<number, readonly SchemaPart[]>();

/** Every table, index, trigger and view of that version, in the order in which they can be made. */
export function expectedSchema(version: number): readonly SchemaPart[] {
  const done = schemas.get(version);
  if (done) return done;
  const schema = inOwnSchema(
    version,
    (db) => db.prepare(`select type, name, sql from sqlite_schema where ${OURS} order by rowid`).all() as SchemaPart[],
  );
  schemas.set(version, schema);
  return schema;
}

function inOwnSchema<T>(version: number, work: (db: ReadableDb) => T): T {
  const db = new Database(':memory:') as WritableDb;
  try {
    migrate(db, { now: new Date(0), target: version });
    return work(db);
  } finally {
    db.close();
  }
}
