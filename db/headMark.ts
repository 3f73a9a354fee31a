import { hash } from 'node:crypto';
import { closeSync, constants, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Statement } from 'better-sqlite3';
import type { ReadableDb } from './types.ts';

/**
 * Which register was worked on in this folder and how far its history had come: noted beside the file after every
 * commit. A file that is sound in itself but older (its `-wal` is gone, an old copy was put in its place) or another
 * register's can be told by it; SQLite itself cannot (reliability.md P7). It is never newer than the file: written after
 * the commit, and not needed to reach the disk.
 */
export interface HeadMark {
  readonly uuid: string;
  readonly seq: number;
  readonly hash: string;
  /** ISO */
  readonly at: string;
}

const FILE = 'register.head';
/** One write of one length: a process that is killed leaves the old mark or the new one. */
const LENGTH = 256;

const HEAD = `select r.uuid, h.seq, h.hash, c.at from register r, history h join change c on c.id = h.change_id
  where r.id = 1 order by h.seq desc limit 1`;
// Not `prepared` of statements.ts, which calls this after each commit.
const statements = new WeakMap<ReadableDb, Statement>();

export function writeHeadMark(db: ReadableDb): void {
  if (db.memory || db.readonly || basename(db.name) !== 'register.sqlite') return;
  const statement = statements.get(db) ?? db.prepare(HEAD);
  statements.set(db, statement);
  const head = statement.get() as HeadMark | undefined;
  if (!head) return;
  const words = `${head.uuid} ${head.seq} ${head.hash} ${head.at}`;
  const line = `${words} ${checkOf(words)}`.padEnd(LENGTH - 1);
  let file: number | null = null;
  try {
    // Not truncated first, so that there is no moment without a mark.
    file = openSync(join(dirname(db.name), FILE), constants.O_CREAT | constants.O_WRONLY, 0o600);
    writeSync(file, `${line}\n`, 0);
  } catch {
    // The change itself is saved; a mark that stays behind asks for less than it could, never for more.
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Null where there is none, or none that is whole. */
export function readHeadMark(dataDir: string): HeadMark | null {
  let text: string;
  try {
    text = readFileSync(join(dataDir, FILE), 'utf8').trim();
  } catch {
    return null;
  }
  const [uuid = '', seq = '', head = '', at = '', check = ''] = text.split(' ');
  return checkOf(`${uuid} ${seq} ${head} ${at}`) === check ? { uuid, seq: Number(seq), hash: head, at } : null;
}

/** Before another state is put in the register's place on purpose. */
export function forgetHeadMark(dataDir: string): void {
  rmSync(join(dataDir, FILE), { force: true });
}

const checkOf = (words: string) => hash('sha256', words).slice(0, 16);
