import type { Statement } from 'better-sqlite3';
import { writeHeadMark } from './headMark.ts';
import type { ReadableDb } from './types.ts';

const caches = new WeakMap<ReadableDb, Map<string, Statement>>();

/** Prepares a statement once for each connection. */
export function prepared(db: ReadableDb, sql: string): Statement {
  const cache = caches.get(db) ?? new Map<string, Statement>();
  caches.set(db, cache);
  const statement = cache.get(sql) ?? db.prepare(sql);
  cache.set(sql, statement);
  return statement;
}

/** Runs `work` in one `BEGIN IMMEDIATE` transaction; a throw takes everything back. */
export function inTransaction<T>(db: ReadableDb, work: () => T): T {
  const value = db
    .transaction(() => {
      const done = work();
      refuseUnrecorded(db);
      return done;
    })
    .immediate();
  writeHeadMark(db);
  return value;
}

/**
 * A row that was written and is not told in the history would be a gap in the evidence (reliability.md P2, P23): what
 * forgot to record it is a fault of the program, and nothing of the transaction stays.
 */
function refuseUnrecorded(db: ReadableDb): void {
  const row = prepared(db, 'select entity, entity_id from unrecorded_row limit 1').get() as
    | { entity: string; entity_id: string }
    | undefined;
  if (row) throw new Error(`${row.entity} ${row.entity_id} was written and not recorded`);
}

/**
 * Runs `work` in one `BEGIN IMMEDIATE` transaction that lasts over many turns of the event loop; a throw takes
 * everything back. The caller sees to it that nobody else writes on this connection meanwhile.
 */
export async function inLongTransaction<T>(db: ReadableDb, work: () => Promise<T>): Promise<T> {
  db.exec('BEGIN IMMEDIATE');
  try {
    const value = await work();
    refuseUnrecorded(db);
    db.exec('COMMIT');
    writeHeadMark(db);
    return value;
  } catch (error) {
    // SQLite ends the transaction by itself when the disk is full.
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
