import { messageLine } from '../contract/messages.ts';
import { call } from './client.ts';
import { showToast } from './ui/toast.ts';
import { failureOf } from './useCall.ts';

interface Done {
  readonly changeId: string;
  readonly words: string;
}

/** Changes made in this window, newest last; Ctrl+Z takes them back one after the other. */
let done: readonly Done[] = [];

async function takeBack(change: Done): Promise<void> {
  done = done.filter((other) => other.changeId !== change.changeId);
  try {
    await call('change.undo', { changeId: change.changeId });
    showToast(`取り消しました：${change.words}`);
  } catch (error) {
    showToast(messageLine(failureOf(error)), { kind: 'error' });
  }
}

/** Remembers a change for Ctrl+Z and says that it was made, with a button that takes it back. */
export function announceChange(changeId: string, words: string): void {
  const change = { changeId, words };
  done = [...done, change];
  showToast(words, { undo: () => takeBack(change) });
}

/** Takes back the last change made in this window. */
export async function undoLast(): Promise<void> {
  const last = done.at(-1);
  if (last) await takeBack(last);
  else showToast('この画面で取り消せる変更はありません。');
}
