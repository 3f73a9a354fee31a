import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** All settings as key -> JSON text. */
export function allSettings(db: ReadableDb): Map<string, string> {
  const rows = prepared(db, 'select key, value from setting').raw().all() as [string, string][];
  return new Map(rows);
}

export function putSetting(db: WritableDb, key: string, json: string): void {
  prepared(
    db,
    'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  ).run(key, json);
}

export interface SchemeRow {
  readonly id: string;
  readonly body: string;
  readonly revision: number;
}

/** Schemes as JSON texts with their newest revision, in the order they were added. */
export function allSchemes(db: ReadableDb): SchemeRow[] {
  return prepared(db, 'select id, body, revision from scheme order by rowid').all() as SchemeRow[];
}

/** Adds a scheme, or its next revision; every earlier body stays in `scheme_revision`. @returns the revision */
export function putScheme(db: WritableDb, id: string, body: string, at: string, who: string): number {
  const revision = prepared(
    db,
    `insert into scheme (id, body, revision) values (?, ?, 1)
     on conflict (id) do update set body = excluded.body, revision = revision + 1 returning revision`,
  )
    .pluck()
    .get(id, body) as number;
  prepared(db, 'insert into scheme_revision (scheme_id, revision, body, at, who) values (?, ?, ?, ?, ?)').run(
    id,
    revision,
    body,
    at,
    who,
  );
  return revision;
}

export function registerRow(db: ReadableDb): { uuid: string; created_at: string } | undefined {
  return prepared(db, 'select uuid, created_at from register where id = 1').get() as
    | { uuid: string; created_at: string }
    | undefined;
}

export function insertRegister(db: WritableDb, uuid: string, createdAt: string): void {
  prepared(db, 'insert into register (id, uuid, created_at) values (1, ?, ?)').run(uuid, createdAt);
}
