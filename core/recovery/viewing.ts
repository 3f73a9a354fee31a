import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DaichoError } from '../../contract/errors.ts';
import { allAccounts } from '../../db/accounts.ts';
import { openCopy } from '../../db/open.ts';
import { allSettings } from '../../db/settings.ts';
import type { ReadableDb, WritableDb } from '../../db/types.ts';
import { loadIndex } from '../asset/indexing.ts';
import type { Context, OpenRegister } from '../context.ts';
import { removeFolder } from '../register/aside.ts';
import { loadState } from '../register/state.ts';

/**
 * A register shown for reading only: one of a newer version (reliability.md P8), the newest good backup while another
 * one works on the register (P10), what is left of a damaged file (P7). Always a copy in a private folder of this
 * process: SQLite makes files beside whatever it opens, and not one may appear beside the original.
 *
 * A copy with accounts asks for the login that the register itself would ask for: whoever damages a file on purpose, or
 * comes by while it is damaged, sees no more than before.
 */

export const VIEW_WORDS = {
  newer: '新しい版のアプリで作られた台帳です。見るだけで、変えることはできません',
  damaged: '壊れた台帳から読めたところです。正しいとは限りません。見るだけで、変えることはできません',
} as const;

/**
 * Shows the register in a private folder, which goes with it.
 * @throws what SQLite or the state says of a file that cannot be read; the folder is gone then
 */
export function showCopy(context: Context, dir: string, words: string): void {
  let db: ReadableDb | undefined;
  try {
    db = openCopy(dir, context.ports.now());
    const accountsOn = mayHaveAccounts(db);
    if (accountsOn && allAccounts(db).length === 0)
      throw new DaichoError('damaged', '利用者の記録を読めないため、だれにも見せられません。');
    const state = { ...loadState(db), accountsOn };
    const register: OpenRegister = { db: db as WritableDb, state, index: loadIndex(db, () => register) };
    mkdirSync(join(dir, 'outputs'), { recursive: true });
    endView(context);
    context.viewing = { dir, words, outputs: new Map() };
    context.register = register;
    context.session.begin();
  } catch (error) {
    db?.close();
    removeFolder(dir);
    throw error;
  }
}

/** Whether people log in to it. What a damaged file does not tell for certain counts as yes. */
export function mayHaveAccounts(db: ReadableDb): boolean {
  try {
    const set = allSettings(db).get('accounts');
    return set === undefined ? allAccounts(db).length > 0 : set !== 'false';
  } catch {
    return true;
  }
}

export function endView(context: Context): void {
  const { viewing } = context;
  if (!viewing) return;
  context.register?.db.close();
  context.register = null;
  context.viewing = null;
  removeFolder(viewing.dir);
  context.session.begin();
}
