import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** All settings as key -> JSON text; without the forms (db/forms.ts), which have a / in their keys. */
export function allSettings(db: ReadableDb): Map<string, string> {
  const rows = prepared(db, "select key, value from setting where instr(key, '/') = 0").raw().all() as [
    string,
    string,
  ][];
  return new Map(rows);
}

export function putSetting(db: WritableDb, key: string, json: string): void {
  prepared(
    db,
    'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  ).run(key, json);
}

/** Takes a setting out; its history stays. */
export function removeSetting(db: WritableDb, key: string): void {
  prepared(db, 'delete from setting where key = ?').run(key);
}

export interface SchemeRow {
  readonly id: string;
  readonly body: string;
  readonly revision: number;
}

/** Schemes as JSON texts with their newest revision, in the order they were added; without those taken out. */
export function allSchemes(db: ReadableDb): SchemeRow[] {
  return prepared(db, 'select id, body, revision from scheme where removed = 0 order by rowid').all() as SchemeRow[];
}

/** Adds a scheme, or its next revision; every earlier body stays in `scheme_revision`. @returns the revision */
export function putScheme(
  db: WritableDb,
  id: string,
  body: string,
  at: string,
  who: string,
  reason: string | null = null,
): number {
  const revision = prepared(
    db,
    `insert into scheme (id, body, revision) values (?, ?, 1)
     on conflict (id) do update set body = excluded.body, revision = revision + 1 returning revision`,
  )
    .pluck()
    .get(id, body) as number;
  prepared(
    db,
    'insert into scheme_revision (scheme_id, revision, body, at, who, reason) values (?, ?, ?, ?, ?, ?)',
  ).run(id, revision, body, at, who, reason);
  return revision;
}

/** Takes a scheme out of every list; its revisions stay, as they are never erased. */
export function hideScheme(db: WritableDb, id: string): void {
  prepared(db, 'update scheme set removed = 1 where id = ?').run(id);
}

export interface SchemeRevisionRow {
  readonly revision: number;
  readonly body: string;
  readonly at: string;
  readonly who: string;
  readonly reason: string | null;
}

/** Every text a scheme has had, newest first. */
export function revisionsOfScheme(db: ReadableDb, id: string): SchemeRevisionRow[] {
  const sql = 'select revision, body, at, who, reason from scheme_revision where scheme_id = ? order by revision desc';
  return prepared(db, sql).all(id) as SchemeRevisionRow[];
}

export function registerRow(db: ReadableDb): { uuid: string; created_at: string } | undefined {
  return prepared(db, 'select uuid, created_at from register where id = 1').get() as
    | { uuid: string; created_at: string }
    | undefined;
}

export function insertRegister(db: WritableDb, uuid: string, createdAt: string): void {
  prepared(db, 'insert into register (id, uuid, created_at) values (1, ?, ?)').run(uuid, createdAt);
}
