import type { UndoCheck, UndoResult } from '../contract/history.ts';
import { call } from './client.ts';
import { createJob } from './job.ts';
import { createStore } from './store.ts';
import { hideAllToasts, hideToast, showToast } from './ui/toast.ts';
import { complain } from './useCall.ts';

/** What stands in a dialog before something is taken back (frame/UndoDialog.tsx). */
interface UndoQuestion {
  readonly check: UndoCheck;
  answer(yes: boolean): void;
}

export const undoQuestion = createStore<UndoQuestion | null>(null);
/** A large undo while it runs, or what went wrong with it. */
export const undoJob = createJob();

/** More things than this go back with progress and やめる. */
const LARGE = 200;
const WORDS = { phase: '取り消しています', cancelled: 'やめました。何も変わっていません。' };

/** Number of the newest change when this window was opened: what Ctrl+Z takes back of before is asked first. */
let begun = 0;
/** Number of the newest change that this window has said something about. */
let seen = 0;
/** One undo after the other, however fast the key is pressed. */
let queue: Promise<unknown> = Promise.resolve();

/** Somebody has begun to work in this window. */
export async function beginUndo(): Promise<void> {
  ({ newest: begun } = await call('change.last', {}));
  seen = begun;
}

/** Another register stands in the place of the one that the changes were made in: theirs may be numbers of others. */
export async function forgetChanges(): Promise<void> {
  hideAllToasts();
  await beginUndo().catch(() => undefined);
}

/** Nobody is here any more: what was asked is answered with no. */
export function endUndo(): void {
  undoQuestion.get()?.answer(false);
  undoJob.cancel();
}

/**
 * Says that a change was made, with a button that takes it back. Not for what can't be taken back (a decision of its own,
 * a class change that waits): `showToast` says that.
 *
 * @param words the sentence that says it: 「…」を保存しました。
 * @param label of the button
 */
export function announceChange(changeId: string, words: string, label = '取り消す'): void {
  // Nothing changed: nothing to take back.
  if (changeId === '') {
    showToast(words);
    return;
  }
  seen = Math.max(seen, Number(changeId));
  const toast = showToast(words, {
    label,
    undo: () => {
      hideToast(toast);
      return undoChange(changeId, 'never');
    },
  });
}

/** The same for a change whose method answers with what it made, not with the number of its change. */
export async function announceLast(words: string): Promise<void> {
  const { undo, newest } = await call('change.last', {}).catch(() => ({ undo: null, newest: seen }));
  const isNew = undo !== null && Number(undo.changeId) > seen;
  seen = newest;
  announceChange(isNew ? undo.changeId : '', words);
}

/** Takes back the last thing that the person who works now has changed. */
export async function undoLast(): Promise<void> {
  await backOrAgain('undo', '取り消せる変更はありません。');
}

/** Does again what was taken back last. */
export async function redoLast(): Promise<void> {
  await backOrAgain('redo', 'やり直せる取り消しはありません。');
}

async function backOrAgain(which: 'undo' | 'redo', none: string): Promise<void> {
  await inTurn(async () => {
    const target = (await call('change.last', {}))[which];
    if (!target) return showToast(none);
    return withQuestion(target.changeId, Number(target.changeId) <= begun ? 'always' : 'never');
  });
}

type Ask = 'never' | 'many' | 'always';

/**
 * Takes back a change, whoever made it.
 *
 * @param ask `many`: more than one thing is asked about first, as it may not be what is seen. What has changed since is
 *   asked about in any case
 * @returns false when it was not taken back; why is said
 */
export async function undoChange(changeId: string, ask: Ask = 'many'): Promise<boolean> {
  return (await inTurn(() => withQuestion(changeId, ask))) ?? false;
}

function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
  const next = queue.then(work).catch((error: unknown) => {
    complain(error);
    return undefined;
  });
  queue = next;
  return next;
}

/** Asks where it has to be asked: about many, about what is old, and always about what has changed since. */
async function withQuestion(changeId: string, ask: Ask): Promise<boolean> {
  const check = await call('change.check', { changeId });
  const must = check.conflictCount > 0 || ask === 'always' || (ask === 'many' && check.total > 1);
  if (must && !(await agreed(check))) return false;
  const input = { changeId, onlyUnchanged: check.conflictCount > 0 };
  const done =
    check.total > LARGE ? await undoJob.run('change.takeBack', input, WORDS) : await call('change.undo', input);
  if (done) sayDone(done);
  return done !== null;
}

function agreed(check: UndoCheck): Promise<boolean> {
  return new Promise((resolve) => {
    undoQuestion.set({
      check,
      answer(yes) {
        undoQuestion.set(null);
        resolve(yes);
      },
    });
  });
}

function sayDone({ changeId, what, again, skipped }: UndoResult): void {
  const left = skipped > 0 ? `そのあとで変わった${skipped.toLocaleString('ja-JP')}件は、そのままです。` : '';
  announceChange(
    changeId,
    `${what}を${again ? 'やり直しました' : '取り消しました'}。${left}`,
    again ? '取り消す' : 'やり直す',
  );
}
