import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DaichoError } from '../../contract/errors.ts';
import { openCopy, registerPath } from '../../db/open.ts';
import type { ReadableDb, WritableDb } from '../../db/types.ts';
import { loadIndex } from '../asset/indexing.ts';
import type { Context, OpenRegister } from '../context.ts';
import { formatMoment } from '../moment.ts';
import { loadState } from '../register/state.ts';

/**
 * A register shown for reading only: one of a newer version (reliability.md P8), the newest good backup while another
 * one works on the register (P10), what is left of a damaged file (P7). Always a copy in a private folder of this
 * process: SQLite makes files beside whatever it opens, and not one may appear beside the original.
 */

const PREFIX = 'daicho-view-';

/** Copies a register and its log into a folder of its own; the caller removes it. */
export function copyAside(file: string): string {
  const dir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    copyFileSync(file, registerPath(dir));
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${registerPath(dir)}-wal`);
    return dir;
  } catch (error) {
    removeView(dir);
    throw error;
  }
}

export function removeView(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

/** Folders of processes that were killed. */
export function removeViews(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0;
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) removeView(join(tmpdir(), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** Opens a copy for every reading method. @throws what SQLite or the state says of a file that cannot be read */
export function openView(context: Context, file: string, words: string): void {
  const dir = copyAside(file);
  let db: ReadableDb | undefined;
  try {
    db = openCopy(dir, context.ports.now());
    const shown = db as WritableDb;
    const register: OpenRegister = { db: shown, state: loadState(db), index: loadIndex(db, () => register.state) };
    mkdirSync(join(dir, 'outputs'), { recursive: true });
    if (context.viewing) endView(context);
    context.register = register;
    context.viewing = { dir, words, outputs: new Map() };
  } catch (error) {
    db?.close();
    removeView(dir);
    throw error;
  }
}

/** Shows the register of this folder itself where it can be read at all; a newer one is shown at once. */
export function startView(context: Context, what: 'newer' | 'damaged'): void {
  const words =
    what === 'newer'
      ? '新しい版のアプリで作られた台帳です。見るだけで、変えることはできません'
      : '壊れた台帳から読めたところです。正しいとは限りません。見るだけで、変えることはできません';
  try {
    openView(context, registerPath(context.dataDir), words);
  } catch (error) {
    context.ports.log(`view: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (what === 'damaged') throw new DaichoError('damaged', '中身を読めませんでした。');
  }
}

export function viewBackup(context: Context, path: string, at: Date): void {
  openView(context, path, `控え「${basename(path)}」（${formatMoment(at)}）です。見るだけで、変えることはできません`);
}

export function endView(context: Context): void {
  context.register?.db.close();
  context.register = null;
  if (context.viewing) removeView(context.viewing.dir);
  context.viewing = null;
}
