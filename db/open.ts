import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DaichoError } from '../contract/errors.ts';
import { expectedFingerprint, schemaFingerprint } from './fingerprint.ts';
import { APPLICATION_ID, type FileHeader, hasCommit, readHeader } from './header.ts';
import { readHeadMark, writeHeadMark } from './headMark.ts';
import { type BackUp, LATEST, migrate } from './migrate.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** SQLite before 3.51.3 can corrupt a WAL file on reset (reliability.md §0.9). */
const OLDEST_SQLITE = [3, 51, 3];

export function registerPath(dataDir: string): string {
  return join(dataDir, 'register.sqlite');
}

/** The register's file and what SQLite may leave beside it that belongs to its content: its log, a rollback journal. */
export const COMPANIONS = ['', '-wal', '-journal'] as const;

/** Registers that were put aside begin like this (core/backup/offline.ts). */
export const KEPT = 'register-kept-';

/** What the bytes of the register's place say before SQLite is asked. */
export type FileState =
  | 'none'
  /** Gone or emptied, although the folder has had a register. */
  | 'missing'
  | 'empty'
  | 'directory'
  | 'noPermission'
  | 'notARegister'
  | 'newer'
  | 'readable';

/** Looks at the register's file without writing, nor letting SQLite write, one byte. */
export function inspectFile(dataDir: string): { readonly state: FileState; readonly version: number } {
  const path = registerPath(dataDir);
  const answer = (state: FileState, version = 0) => ({ state, version });
  try {
    if (!existsSync(path)) return answer(hadRegister(dataDir) ? 'missing' : 'none');
    if (statSync(path).isDirectory()) return answer('directory');
    if (isUnborn(path)) return answer(hadRegister(dataDir) ? 'empty' : 'none');
    const header = readHeader(path);
    if (!header || header.applicationId !== APPLICATION_ID) return answer('notARegister');
    return answer(header.userVersion > LATEST ? 'newer' : 'readable', header.userVersion);
  } catch (error) {
    if (['EACCES', 'EPERM'].includes(String((error as { code?: unknown }).code))) return answer('noPermission');
    throw error;
  }
}

/** Traces of a register that was worked on in this folder: no empty one may take its place (reliability.md P7). */
function hadRegister(dataDir: string): boolean {
  if (readHeadMark(dataDir) !== null) return true;
  if (hasCommit(`${registerPath(dataDir)}-wal`)) return true;
  const names = readdirSync(dataDir);
  if (names.some((name) => name.startsWith(KEPT))) return true;
  return names.includes('backups') && readdirSync(join(dataDir, 'backups')).some((name) => name.endsWith('.hikae'));
}

/** False also for the empty file that a set-up leaves behind when the power goes in its first moment. */
export function registerExists(dataDir: string): boolean {
  const path = registerPath(dataDir);
  return existsSync(path) && !isUnborn(path);
}

/** One page without an application id, or not even its beginning: SQLite has made the file, nothing was committed to it. */
function isUnborn(path: string): boolean {
  const { size } = statSync(path);
  if (size > 4096) return false;
  const header = readHeader(path);
  if (header === null)
    return readFileSync(path)
      .subarray(0, SECTOR)
      .every((byte) => byte === 0);
  return header.applicationId === 0 && header.userVersion === 0;
}
/** Bytes that a disk writes whole or not at all. */
const SECTOR = 512;

/**
 * Opens the register for writing; the caller holds the owner lock. Creates it when `create` is set, migrates an older
 * one after a verified backup, and refuses everything else before a byte is written.
 * @throws DaichoError notFound, notARegister, newerSchema, damaged
 */
export function openRegister(dataDir: string, options: { create?: boolean; now: Date; backUp?: BackUp }): WritableDb {
  const path = registerPath(dataDir);
  if (!registerExists(dataDir)) {
    if (!options.create) throw new DaichoError('notSetUp');
    mkdirSync(dataDir, { recursive: true });
    removeNewRegister(dataDir);
  } else {
    refuseForeign(readHeader(path));
  }
  const db = new Database(path) as WritableDb;
  try {
    assertSqliteVersion(db);
    applyPragmas(db);
    migrate(db, { ...options, check: () => refuseOtherSchema(db) });
    writeHeadMark(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens a second, read-only connection in a worker thread of the owner. The header is asked through SQLite and never
 * read from the file: closing a file of our own would drop the POSIX locks that the writing connection of this same
 * process holds on it (sqlite.org/howtocorrupt.html 2.2).
 */
export function openReadOnly(dataDir: string): ReadableDb {
  const path = registerPath(dataDir);
  if (!existsSync(path)) throw new DaichoError('notSetUp');
  const db = new Database(path, { readonly: true });
  try {
    applyReadPragmas(db);
    const asked = (name: string) => db.pragma(name, { simple: true }) as number;
    refuseForeign({ applicationId: asked('application_id'), userVersion: asked('user_version') });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The last check of a migration, before it is committed. */
function refuseOtherSchema(db: ReadableDb): void {
  if (schemaFingerprint(db) !== expectedFingerprint(LATEST)) throw new Error('migration leaves another schema');
}

/**
 * Opens a copy that is nobody's register, for reading only: of a newer version, of a damaged file, a backup. An older
 * one is brought to this version first, in the copy.
 */
export function openCopy(dataDir: string, now: Date): ReadableDb {
  const path = registerPath(dataDir);
  const version = readHeader(path)?.userVersion ?? 0;
  if (version > 0 && version < LATEST) {
    const older = new Database(path) as WritableDb;
    try {
      applyReadPragmas(older);
      migrate(older, { backUp: () => undefined, now });
    } finally {
      older.close();
    }
  }
  const db = new Database(path, { readonly: true });
  applyReadPragmas(db);
  return db;
}

/** For checking only; says nothing about the version. The caller owns the folder. */
export function openUnchecked(dataDir: string): ReadableDb {
  const db = new Database(registerPath(dataDir), { readonly: true, fileMustExist: true });
  applyReadPragmas(db);
  return db;
}

/**
 * A transaction in the old way that the power ended. The register works with a log and has none, but for the moment in
 * which it is switched to it: a file that came from a copy (VACUUM INTO). SQLite undoes it as soon as somebody may write;
 * a connection that only reads is refused.
 */
export function hasJournal(dataDir: string): boolean {
  const path = `${registerPath(dataDir)}-journal`;
  // One that begins with 0 is over (sqlite.org/atomiccommit.html 4.2); SQLite does not look at it either.
  return existsSync(path) && (readFileSync(path)[0] ?? 0) !== 0;
}

/** Lets SQLite undo the transaction of a journal. For copies: the register itself is opened for work when it is sound. */
export function playBack(dataDir: string): void {
  const db = new Database(registerPath(dataDir));
  try {
    applyReadPragmas(db);
    db.pragma('user_version');
  } finally {
    db.close();
  }
}

function refuseForeign(header: FileHeader | null): void {
  if (!header || header.applicationId !== APPLICATION_ID) throw new DaichoError('notARegister');
  if (header.userVersion > LATEST) {
    throw new DaichoError('newerSchema', `（台帳の版 ${header.userVersion}、このアプリの版 ${LATEST}）`);
  }
}

function assertSqliteVersion(db: ReadableDb): void {
  const text = db.prepare('select sqlite_version()').pluck().get() as string;
  const version = text.split('.').map(Number);
  for (const [i, want] of OLDEST_SQLITE.entries()) {
    const have = version[i] ?? 0;
    if (have > want) return;
    if (have < want) throw new Error(`SQLite ${text} is older than ${OLDEST_SQLITE.join('.')}`);
  }
}

/**
 * What every connection is told first. Where the file is encrypted one day (reliability.md P17), its key is given here,
 * before anything else is asked.
 */
function applyReadPragmas(db: ReadableDb): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('busy_timeout = 3000');
}

/** The settings card of reliability.md §9. */
function applyPragmas(db: WritableDb): void {
  applyReadPragmas(db);
  db.pragma('journal_mode = WAL');
  // The driver's default in WAL is NORMAL, which loses acknowledged commits on a power cut (reliability.md §0.1).
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('secure_delete = ON');
  assertSafe(db);
}

/** What every promise stands on: WAL with synchronous FULL (2), foreign keys on, no code from the file. */
const SAFE: readonly (readonly [pragma: string, wanted: unknown])[] = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['trusted_schema', 0],
];

/** Settings of this connection that are not as they have to be: synchronous=1. */
export function unsafeSettings(db: ReadableDb): string[] {
  return SAFE.flatMap(([name, wanted]) => {
    const have = db.pragma(name, { simple: true });
    return have === wanted ? [] : [`${name}=${String(have)}`];
  });
}

/** @throws Error when a setting did not take. */
export function assertSafe(db: ReadableDb): void {
  const unsafe = unsafeSettings(db);
  if (unsafe.length > 0) throw new Error(`unsafe settings: ${unsafe.join(', ')}`);
}

/**
 * `integrity_check` and `foreign_key_check`; an empty list is good.
 * @param onTable before the references of each table are checked; the check before them, the longer one, tells nothing
 */
export function integrityProblems(
  db: ReadableDb,
  onTable: (done: number, total: number) => void = () => undefined,
): string[] {
  const problems = (db.pragma('integrity_check(20)') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok');
  const tables = db.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[];
  const check = db.prepare('select rowid from pragma_foreign_key_check(?)').pluck();
  for (const [i, table] of tables.entries()) {
    onTable(i, tables.length);
    for (const row of check.iterate(table)) {
      if (problems.length >= 40) return problems;
      problems.push(`foreign key of ${table} row ${String(row ?? '?')}`);
    }
  }
  return problems;
}

/** Rows that this connection has written, added or deleted since it was opened. */
export function rowsWritten(db: ReadableDb): number {
  return db.prepare('select total_changes()').pluck().get() as number;
}

/** Takes away a file in which nothing was ever committed. */
function removeNewRegister(dataDir: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(registerPath(dataDir) + suffix, { force: true });
}
