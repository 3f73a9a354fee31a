import fs, { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DaichoError } from '../contract/errors.ts';
import { writeWhole } from './wholeFile.ts';

export interface Owner {
  readonly who: string;
  readonly computer: string;
  readonly pid: number;
  /** ISO date and time. */
  readonly since: string;
}

export interface OwnerLock {
  release(): void;
}

/**
 * Makes this process the one owner of the data folder. The lock is the operating system's own, held through an open
 * exclusive transaction on a small SQLite file of its own: it ends with the process, also after kill -9, so there are
 * no stale locks, and the register itself stays readable for our worker threads (reliability.md P10).
 * @throws DaichoError('ownedElsewhere') at once, naming who holds it and since when.
 */
export function takeOwnership(dataDir: string, who: string, now: Date): OwnerLock {
  const infoPath = join(dataDir, 'owner.json');
  const db = new Database(join(dataDir, 'owner.lock'), { timeout: 0 });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) {
      throw new DaichoError('ownedElsewhere', describe(readOwner(infoPath)));
    }
    throw error;
  }
  const owner: Owner = { who, computer: hostname(), pid: process.pid, since: now.toISOString() };
  noteOwner(infoPath, owner);
  return {
    release() {
      if (!db.open) return;
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

/**
 * Beside the lock, not in it: reading the lock file would drop POSIX locks of this process. A note only: on a full disk
 * the register must open all the same, and the second one to come is told no name rather than a wrong one.
 */
function noteOwner(infoPath: string, owner: Owner): void {
  try {
    writeWhole(infoPath, (temp) => fs.writeFileSync(temp, JSON.stringify(owner)));
  } catch {
    try {
      fs.rmSync(infoPath, { force: true });
    } catch {
      // A folder that takes no file is refused with words when the register itself is opened.
    }
  }
}

function readOwner(infoPath: string): Owner | null {
  try {
    return existsSync(infoPath) ? (JSON.parse(readFileSync(infoPath, 'utf8')) as Owner) : null;
  } catch {
    return null;
  }
}

function describe(owner: Owner | null): string {
  if (!owner) return '';
  const since = new Date(owner.since);
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${since.getMonth() + 1}月${since.getDate()}日 ${two(since.getHours())}:${two(since.getMinutes())}`;
  return `開いている人: ${owner.who}（${owner.computer}、${time} から）。`;
}
