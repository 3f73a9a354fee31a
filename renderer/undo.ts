import { call } from './client.ts';
import { hideToast, showToast } from './ui/toast.ts';
import { complain } from './useCall.ts';

interface Done {
  readonly changeId: string;
  /** What it was, as a noun: 「計量システム」の変更 */
  readonly what: string;
  toastId: number;
}

/** Changes made in this window, newest last; Ctrl+Z takes them back one after the other. */
let done: readonly Done[] = [];

async function takeBack(change: Done): Promise<void> {
  done = done.filter((other) => other !== change);
  hideToast(change.toastId);
  try {
    await call('change.undo', { changeId: change.changeId });
    showToast(`${change.what}を取り消しました。`);
  } catch (error) {
    complain(error);
  }
}

/**
 * Remembers a change for Ctrl+Z and says that it was made, with a button that takes it back. Not for what can't be taken
 * back (a decision of its own, a class change that waits): `showToast` says that.
 *
 * @param words the sentence that says it: 「…」を保存しました。
 * @param what the change as a noun, for saying later that it was taken back: 「…」の変更
 */
export function announceChange(changeId: string, words: string, what = 'その変更'): void {
  // Nothing changed: nothing to take back.
  if (changeId === '') {
    showToast(words);
    return;
  }
  const change: Done = { changeId, what, toastId: 0 };
  done = [...done, change];
  change.toastId = showToast(words, { undo: () => takeBack(change) });
}

/** Another register stands in the place of the one that they were made in. */
export function forgetChanges(): void {
  for (const { toastId } of done) hideToast(toastId);
  done = [];
}

/** Takes back the last change made in this window. */
export async function undoLast(): Promise<void> {
  const last = done.at(-1);
  if (last) await takeBack(last);
  else showToast('この画面で取り消せる変更はありません。');
}

/**
 * Takes back a change found in the history, whoever made it; Ctrl+Z brings it back.
 *
 * @param action what the change was: 一括変更
 */
export async function undoChange(changeId: string, action: string): Promise<void> {
  try {
    const undone = await call('change.undo', { changeId });
    announceChange(undone.changeId, `「${action}」を取り消しました。`, `「${action}」の取り消し`);
  } catch (error) {
    complain(error);
  }
}
