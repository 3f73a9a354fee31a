import { createHash } from 'node:crypto';
import { DaichoError } from '../contract/errors.ts';
import { errorKind } from './errors.ts';
import { APPLICATION_ID } from './header.ts';
import { migration0001 } from './migrations/0001-register.ts';
import { migration0002 } from './migrations/0002-classification-and-labels.ts';
import { migration0003 } from './migrations/0003-trust.ts';
import type { WritableDb } from './types.ts';

/** SQL, or a function for what SQL cannot do. */
export type Migration = string | ((db: WritableDb, now: Date) => void);

/** Each step; number n brings a register from version n-1 to n. Append only, never edit (docs/architecture.md). */
export const MIGRATIONS: readonly Migration[] = [migration0001, migration0002, migration0003];

/** The newest schema version this program knows. */
export const LATEST = MIGRATIONS.length;

/** Makes a verified backup of the register as it stands, or throws; nothing is changed then (reliability.md P9). */
export type BackUp = (db: WritableDb) => void;

/**
 * Brings the register to `target`: a verified backup first (for one that holds data), then all steps in one
 * transaction. Any throw rolls everything back; the caller must stop, never carry on.
 *
 * @param options.check the caller's own last check, before the commit
 * @param options.steps another list of steps, for tests of migrations that do not exist yet.
 * @throws DaichoError('migrationFailed') with what stopped it as `cause`; for a new file the error itself
 */
export function migrate(
  db: WritableDb,
  options: { backUp?: BackUp; now: Date; target?: number; steps?: readonly Migration[]; check?: () => void },
): void {
  const all = options.steps ?? MIGRATIONS;
  const target = options.target ?? all.length;
  const from = db.pragma('user_version', { simple: true }) as number;
  if (from >= target) return;
  if (from === 0) {
    run(db, all, from, target, options);
    return;
  }
  if (!options.backUp) throw new Error('a register with data is migrated only after a backup');
  try {
    options.backUp(db);
    run(db, all, from, target, options);
  } catch (error) {
    const full = errorKind(error) === 'diskFull' ? 'ディスクの空きが足りません。' : '';
    const failed = new DaichoError('migrationFailed', `（版${from}から版${target}へ）${full}`);
    failed.cause = error;
    throw failed;
  }
}

function run(
  db: WritableDb,
  all: readonly Migration[],
  from: number,
  target: number,
  options: { now: Date; check?: () => void },
): void {
  const steps = db.transaction(() => {
    const before = from > 0 ? contentOf(db) : null;
    for (const step of all.slice(from, target)) {
      if (typeof step === 'string') db.exec(step);
      else step(db, options.now);
    }
    const broken = db.pragma('foreign_key_check') as { table: string }[];
    if (broken[0]) throw new Error(`migration leaves foreign keys of ${broken[0].table} broken`);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${target}`);
    if (before) {
      if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('migration damages the file');
      refuseLost(before, db);
    }
    options.check?.();
  });
  // A table that others refer to is made anew only while foreign keys sleep (sqlite.org/lang_altertable.html 7); they
  // are checked before the commit, and the pragma has no effect inside a transaction.
  const enforced = db.pragma('foreign_keys', { simple: true });
  db.pragma('foreign_keys = OFF');
  try {
    steps.immediate();
  } finally {
    db.pragma(`foreign_keys = ${enforced === 1 ? 'ON' : 'OFF'}`);
  }
}

/** What no step may lose: how many rows each table has, and what assets and changes say. */
interface Content {
  readonly rows: ReadonlyMap<string, number>;
  readonly kept: readonly { readonly table: string; readonly columns: readonly string[]; readonly digest: string }[];
}

/** Tables whose columns keep their content through every step. */
const KEPT = ['asset', 'change', 'asset_link', 'asset_number'];

function contentOf(db: WritableDb): Content {
  const tables = db
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'")
    .pluck()
    .all() as string[];
  const rows = new Map(
    tables.map((table) => [table, db.prepare(`select count(*) from "${table}"`).pluck().get() as number]),
  );
  const kept = KEPT.filter((table) => rows.has(table)).map((table) => {
    const columns = columnsOf(db, table);
    return { table, columns, digest: digestOf(db, table, columns, rows.get(table)!) };
  });
  return { rows, kept };
}

function columnsOf(db: WritableDb, table: string): string[] {
  return db.prepare('select name from pragma_table_info(?) order by cid').pluck().all(table) as string[];
}

/** Of the first rows by their ids: a step may add some, which come after them. */
function digestOf(db: WritableDb, table: string, columns: readonly string[], rows: number): string {
  const sum = createHash('sha256');
  const list = columns.map((name) => `"${name}"`).join(', ');
  const sql = `select ${list} from "${table}" order by ${list} limit ${rows}`;
  for (const row of db.prepare(sql).raw().iterate()) sum.update(JSON.stringify(row));
  return sum.digest('hex');
}

/** @throws Error when a table has fewer rows than before, or an asset or a change says something else */
function refuseLost(before: Content, db: WritableDb): void {
  const now = contentOf(db);
  for (const [table, rows] of before.rows) {
    const left = now.rows.get(table);
    if (left !== undefined && left < rows) throw new Error(`migration loses rows of ${table}`);
  }
  for (const { table, columns, digest } of before.kept) {
    const still = new Set(columnsOf(db, table));
    if (!columns.every((name) => still.has(name)) || digestOf(db, table, columns, before.rows.get(table)!) !== digest)
      throw new Error(`migration changes rows of ${table}`);
  }
}
