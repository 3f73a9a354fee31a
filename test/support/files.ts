import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { VerifyResult } from '../../contract/register.ts';
import { verifyRegister } from '../../core/register/verify.ts';
import { newRegister, type TestApp } from './app.ts';

/** Names, times and contents of the register's own files: what must not change when an opening is refused. */
export function registerFiles(dir: string): Record<string, { mtime: number; sha256: string }> {
  const names = readdirSync(dir).filter((name) => name.startsWith('register.sqlite'));
  return Object.fromEntries(
    names.sort().map((name) => {
      const path = join(dir, name);
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
      return [name, { mtime: statSync(path).mtimeMs, sha256 }];
    }),
  );
}

/** Every file of some folders with the SHA-256 of what is in it; a folder that is not there has none. */
export function contents(folders: readonly string[]): Map<string, string> {
  const files = folders.flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))) : [],
  );
  return new Map(
    files
      .filter((path) => statSync(path).isFile())
      .sort()
      .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

/** A register with what `fill` puts into it, closed again. @returns its data folder */
export async function closedRegister(
  fill: (test: TestApp) => Promise<unknown> = async () => undefined,
): Promise<string> {
  const test = await newRegister();
  await fill(test);
  await test.app.close();
  return test.dir;
}

/** Works on the register's file behind the app's back. */
export function withSql<T>(dir: string, work: (db: Database.Database) => T): T {
  const db = new Database(join(dir, 'register.sqlite'));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Does the history tell the same story as the rows? The same check as register.verify, without its worker. */
export function verifyNow(dir: string): VerifyResult {
  return withSql(dir, (db) => verifyRegister(db, () => undefined));
}
