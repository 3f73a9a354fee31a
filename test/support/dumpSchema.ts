import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { migrate } from '../../db/migrate.ts';
import type { WritableDb } from '../../db/types.ts';

/** Where the schema stands for people to read; the migrations are what makes it. */
export const SCHEMA_FILE = new URL('../../db/schema.sql', import.meta.url);

/** The schema of a new register, as SQLite tells it. Write it anew with `node test/support/dumpSchema.ts`. */
export function dumpSchema(): string {
  const db = new Database(':memory:') as WritableDb;
  migrate(db, { now: new Date() });
  const rows = db
    .prepare("select sql from sqlite_schema where sql is not null and name not like 'sqlite_%'")
    .pluck()
    .all();
  const version = db.pragma('user_version', { simple: true });
  db.close();
  return `-- Generated from db/migrations (version ${version}) by test/support/dumpSchema.ts; never edited by hand.\n\n${(rows as string[]).join(';\n\n')};\n`;
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, dumpSchema());
