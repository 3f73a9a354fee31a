import type { Statement } from 'better-sqlite3';
import type { ReadableDb } from './types.ts';

const caches = new WeakMap<ReadableDb, Map<string, Statement>>();

/** Prepares a statement once for each connection. */
export function prepared(db: ReadableDb, sql: string): Statement {
  let cache = caches.get(db);
  if (!cache) caches.set(db, (cache = new Map()));
  let statement = cache.get(sql);
  if (!statement) cache.set(sql, (statement = db.prepare(sql)));
  return statement;
}

/** Runs `work` in one `BEGIN IMMEDIATE` transaction; a throw takes everything back. */
export function inTransaction<T>(db: ReadableDb, work: () => T): T {
  return db.transaction(work).immediate();
}
