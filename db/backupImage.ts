import type { ReadableDb } from './types.ts';

/** The first schema whose history is a chain. */
const CHAINED = 3;

/** What a register holds, as its backup must hold it. */
export interface RegisterFacts {
  readonly uuid: string;
  readonly unionName: string;
  readonly schemaVersion: number;
  /** Last entry of the history and its hash; the hash is '' before the chain. */
  readonly seq: number;
  readonly hash: string;
  readonly assets: number;
  readonly entries: number;
  /** Rows of every table. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Writes a copy of the register as it stands into a new file, pages tidied up; changes may go on meanwhile. */
export function copyImage(db: ReadableDb, path: string): void {
  db.prepare('VACUUM INTO ?').run(path);
}

/** Counts everything in one snapshot. */
export function registerFacts(db: ReadableDb): RegisterFacts {
  return db.transaction(() => {
    const schemaVersion = db.pragma('user_version', { simple: true }) as number;
    const tables = db
      .prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
      )
      .pluck()
      .all() as string[];
    const counts: Record<string, number> = {};
    for (const table of tables) counts[table] = db.prepare(`select count(*) from "${table}"`).pluck().get() as number;
    const hash = schemaVersion >= CHAINED ? 'hash' : "''";
    const head = db.prepare(`select seq, ${hash} as hash from history order by seq desc limit 1`).get() as
      | { seq: number; hash: string }
      | undefined;
    const name = db.prepare("select value from setting where key = 'unionName'").pluck().get() as string | undefined;
    return {
      uuid: (db.prepare('select uuid from register where id = 1').pluck().get() as string | undefined) ?? '',
      unionName: name === undefined ? '' : String(JSON.parse(name)),
      schemaVersion,
      seq: head?.seq ?? 0,
      hash: head?.hash ?? '',
      assets: counts['asset'] ?? 0,
      entries: counts['history'] ?? 0,
      counts,
    };
  })();
}

export function isChained(schemaVersion: number): boolean {
  return schemaVersion >= CHAINED;
}

/** The hash of one history entry; undefined where there is none. */
export function hashAt(db: ReadableDb, seq: number): string | undefined {
  return db.prepare('select hash from history where seq = ?').pluck().get(seq) as string | undefined;
}

/** Changes whose entries all come after this one: how many, and the newest. */
export function changesAfter(
  db: ReadableDb,
  seq: number,
  limit: number,
): { changes: number; newest: { at: string; who: string; action: string }[] } {
  const from = 'from change where id > coalesce((select max(change_id) from history where seq <= ?), 0)';
  return {
    changes: db.prepare(`select count(*) ${from}`).pluck().get(seq) as number,
    newest: db
      .prepare(`select at, trim(post || ' ' || who) as who, action ${from} order by id desc limit ?`)
      .all(seq, limit) as {
      at: string;
      who: string;
      action: string;
    }[],
  };
}
