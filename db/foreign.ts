import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { DaichoError } from '../contract/errors.ts';
import { expectedFingerprint, expectedSchema, rawFingerprint, schemaFingerprint } from './fingerprint.ts';
import { APPLICATION_ID } from './header.ts';
import { LATEST, migrate } from './migrate.ts';
import { integrityProblems } from './open.ts';
import { readRawSchema } from './rawSchema.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/**
 * Files that come from outside: a backup may be damaged, or made to harm (reliability.md P30). What is in one reaches the
 * register only as rows that were copied into a file of our own making.
 */

/** Larger than any register this app can work with: 100,000 assets with a million changes have 0.35 GB. */
export const MAX_BYTES = 2 * 1024 ** 3;

/**
 * Opens a working copy of a file that claims to be a register, after every check that needs no history: bytes of the
 * header, application id, schema version, fingerprint, then SQLite's own checks. The fingerprint comes first of all that
 * SQLite does: it computes what a schema says while it reads it, and evaluates its CHECKs; only ours may run.
 *
 * @param path a copy that nobody else uses; its journal mode is set back so that opening it makes no other file
 * @throws DaichoError notARegister, newerSchema, backupBad
 */
export function openForeign(path: string): { db: ReadableDb; version: number } {
  // The driver's build takes such a path as a URI with parameters of its own.
  if (/^file:/i.test(path)) throw new DaichoError('notARegister');
  const version = checkBytes(path);
  noLog(path);
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('mmap_size = 0');
    if (schemaFingerprint(db) !== expectedFingerprint(version)) throw otherSchema();
    if (integrityProblems(db).length > 0) throw new DaichoError('backupBad');
    return { db, version };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Everything that can be told without SQLite: the first 100 bytes and the fingerprint of the schema. Only reads.
 * @returns the schema version
 * @throws DaichoError notARegister, newerSchema, backupBad
 */
export function checkBytes(path: string): number {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const page = Buffer.alloc(100);
    if (size < 512 || size > MAX_BYTES || readSync(file, page, 0, 100, 0) < 100) throw new DaichoError('notARegister');
    if (page.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new DaichoError('notARegister');
    const pageSize = page.readUInt16BE(16) === 1 ? 65_536 : page.readUInt16BE(16);
    const pages = page.readUInt32BE(28);
    if (pageSize < 512 || size % pageSize !== 0 || pages * pageSize !== size) throw new DaichoError('backupBad');
    if (page.readUInt32BE(68) !== APPLICATION_ID) throw new DaichoError('notARegister');
    const version = page.readUInt32BE(60);
    if (version > LATEST) {
      throw new DaichoError('newerSchema', `（控えの版 ${version}、このアプリの版 ${LATEST}）`);
    }
    if (version < 1) throw new DaichoError('backupBad');
    // Ours are UTF-8 and without pointer maps; another kind of file would be read otherwise than it is here.
    if (page.readUInt32BE(56) !== 1 || page.readUInt32BE(52) !== 0) throw new DaichoError('backupBad');
    if (rawFingerprint(readRawSchema(file)) !== expectedFingerprint(version)) throw otherSchema();
    return version;
  } catch (error) {
    throw error instanceof RangeError ? otherSchema() : error;
  } finally {
    closeSync(file);
  }
}

function otherSchema(): DaichoError {
  return new DaichoError('backupBad', '表の形が、このアプリのものと違います。');
}

/** 2 says that a write-ahead log belongs to the file; a copy has none, and 1 reads the same pages. */
function noLog(path: string): void {
  const file = openSync(path, 'r+');
  try {
    writeSync(file, Buffer.from([1, 1]), 0, 2, 18);
  } finally {
    closeSync(file);
  }
}

/**
 * Copies all rows into a new file of our own schema of that version, then brings it to the newest one. Nothing of the
 * source but its rows gets there: no trigger, no view, no page.
 */
export function copyIntoFresh(source: ReadableDb, version: number, target: string, now: Date): WritableDb {
  const db = new Database(target) as WritableDb;
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = OFF');
    db.transaction(() => copyAll(source, version, db)).immediate();
    if (schemaFingerprint(db) !== expectedFingerprint(version)) throw new Error('the fresh file has another schema');
    // The backup itself is what the migration could be taken back to.
    migrate(db, { backUp: () => undefined, now });
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Triggers come last: they are for what people do, not for rows that are already told in the history. */
function copyAll(source: ReadableDb, version: number, db: WritableDb): void {
  const schema = expectedSchema(version);
  const tables = schema.filter(({ type }) => type === 'table');
  for (const { sql } of tables) db.exec(sql);
  for (const { name } of tables) copyTable(source, db, name);
  for (const { sql } of schema.filter(({ type }) => type !== 'table')) db.exec(sql);
  db.prepare('delete from sqlite_sequence').run();
  const put = db.prepare('insert into sqlite_sequence (name, seq) values (?, ?)');
  const own = new Set(tables.map(({ name }) => name));
  const sequences = source.prepare('select name, seq from sqlite_sequence').raw().all() as [string, number][];
  for (const [name, seq] of sequences) {
    // At the end of all numbers no row could be added any more.
    if (!own.has(name)) continue;
    if (!Number.isSafeInteger(seq)) throw new DaichoError('backupBad');
    put.run(name, BigInt(seq));
  }
  const broken = db.pragma('foreign_key_check') as { table: string }[];
  if (broken.length > 0) throw new DaichoError('backupBad');
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${version}`);
}

function copyTable(source: ReadableDb, db: WritableDb, table: string): void {
  const columns = db.prepare('select name from pragma_table_info(?) order by cid').pluck().all(table) as string[];
  const list = columns.map((name) => `"${name}"`).join(', ');
  const withoutRowid = db.prepare('select wr from pragma_table_list(?)').pluck().get(table) === 1;
  const put = db
    .prepare(`insert into "${table}" (${list}) values (${columns.map(() => '?').join(', ')})`)
    .safeIntegers();
  const rows = source
    .prepare(`select ${list} from "${table}" ${withoutRowid ? '' : 'order by rowid'}`)
    .safeIntegers()
    .raw()
    .iterate() as IterableIterator<unknown[]>;
  for (const row of rows) put.run(...row);
}
