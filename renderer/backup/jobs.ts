import type { Restored } from '../../contract/backup.ts';
import { createJob } from '../job.ts';
import { createStore } from '../store.ts';
import { forgetChanges } from '../undo.ts';

/** Making and checking; one at a time, also while another screen is looked at. */
export const backupJob = createJob();
/** Restoring and taking back. */
export const restoreJob = createJob();

/** The last restore of this window, until it is taken back or put away. */
export const restored = createStore<(Restored & { readonly takenBack: boolean }) | null>(null);

export const MAKE_WORDS = { phase: '台帳を写しています', cancelled: '控えを作るのをやめました。' };
export const CHECK_WORDS = { phase: '控えを読み取っています', cancelled: '検査をやめました。' };
const RESTORE_WORDS = { phase: '控えを読み取っています', cancelled: '戻すのをやめました。台帳は変わっていません。' };

/** Puts a backup in the place of the register. @returns whether it was done */
export async function restore(
  file: { path: string; password?: string; acceptOther?: boolean },
  takenBack: boolean,
): Promise<boolean> {
  const done = await restoreJob.run('backup.restore', file, RESTORE_WORDS);
  if (!done) return false;
  // Ctrl+Z would look for changes in a history that is no longer there.
  await forgetChanges();
  restored.set({ ...done, takenBack });
  return true;
}
