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

/** Schemes as JSON texts, in the order they were added. */
export function allSchemes(db: ReadableDb): string[] {
  return prepared(db, 'select body from scheme order by rowid').pluck().all() as string[];
}

export function putScheme(db: WritableDb, id: string, body: string): void {
  prepared(db, 'insert into scheme (id, body) values (?, ?) on conflict (id) do update set body = excluded.body').run(
    id,
    body,
  );
}

export function registerRow(db: ReadableDb): { uuid: string; created_at: string } | undefined {
  return prepared(db, 'select uuid, created_at from register where id = 1').get() as
    | { uuid: string; created_at: string }
    | undefined;
}

export function insertRegister(db: WritableDb, uuid: string, createdAt: string): void {
  prepared(db, 'insert into register (id, uuid, created_at) values (1, ?, ?)').run(uuid, createdAt);
}
