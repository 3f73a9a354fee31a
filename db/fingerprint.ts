import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/**
 * SHA-256 of every table, index, trigger and view of a file. SQLite's own checks pass a file with a hostile trigger
 * (reliability.md §0.8); this does not.
 */
export function schemaFingerprint(db: ReadableDb): string {
  const parts = db
    .prepare(
      "select type, name, tbl_name, sql from sqlite_schema where name not like 'sqlite\\_%' escape '\\' order by type, name",
    )
    .raw()
    .all();
  return hash('sha256', JSON.stringify(parts));
}

const known = new Map<number, string>();

/** What a register of this version has: our own steps, taken in an empty file in memory. */
export function expectedFingerprint(version: number): string {
  const done = known.get(version);
  if (done) return done;
  const db = new Database(':memory:') as WritableDb;
  try {
    migrate(db, { backupDir: '', now: new Date(0), target: version });
    const fingerprint = schemaFingerprint(db);
    known.set(version, fingerprint);
    return fingerprint;
  } finally {
    db.close();
  }
}
