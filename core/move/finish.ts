import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../contract/api.ts';
import type { Values } from '../../contract/asset.ts';
import type { Approver, MoveStatus } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';
import type { Answers } from '../../contract/questionnaire.ts';
import { endMove, leaveOutMoveItem, waitingInScheme, workedOnMove } from '../../db/schemeMoves.ts';
import { putSetting } from '../../db/settings.ts';
import { inLongTransaction } from '../../db/statements.ts';
import { refreshIndex } from '../asset/indexing.ts';
import { changeAsset } from '../asset/store.ts';
import { beginChange, type Recorder } from '../change.ts';
import { forgetFindings } from '../classification/findingCache.ts';
import { classGraph } from '../classification/graph.ts';
import { approverOf } from '../classification/secondPerson.ts';
import { announce, type Context, opened, whoWorks, worker } from '../context.ts';
import { loadState } from '../register/state.ts';
import { neededMove, statusOf, storeFresh } from './current.ts';
import { type Item, toLevels } from './item.ts';
import type { MoveView } from './view.ts';

/** Assets are written for this long before other calls get their turn, as in an import. */
const SLICE_MS = 15;
/** Assets whose index entries are read in one go. */
const INDEX_CHUNK = 200;

/**
 * Classes every asset of the run in the new scheme and makes it the current one: one change, whole or not at all, spread
 * over many turns of the event loop. The old levels stay in the classifications and in the run.
 * @throws DaichoError('notReady') while assets are open or class changes wait, ('invalidInput') without the approver
 */
export async function finishMove(
  context: Context,
  input: ParsedInputOf<'move.finish'>,
): Promise<MoveStatus & { changeId: string }> {
  const view = neededMove(context);
  const approver = refuseUnready(context, view, input.approver);
  const register = opened(context);
  const { db } = register;
  const now = context.ports.now().toISOString();
  try {
    const { recorder, end } = await inLongTransaction(db, async () => {
      const change = beginChange(context, { action: '分類体系の切替', reason: input.reason });
      storeFresh(context, view);
      for (const id of view.left) leaveOutMoveItem(db, view.move.id, id);
      await inSlices(view.items, (item) => apply(context, change, view, item, approver));
      useScheme(context, change, view);
      const ended = {
        state: 'finished' as const,
        ended_at: now,
        ended_by: whoWorks(context),
        approved_by: approver?.name ?? null,
        approved_post: approver?.post ?? null,
        reason: input.reason,
        change_id: change.changeId,
      };
      endMove(db, view.move.id, ended);
      change.finish();
      return { recorder: change, end: ended };
    });
    register.state = loadState(db);
    forget(context);
    const ids = view.items.map(({ record }) => record.asset_id);
    for (let i = 0; i < ids.length; i += INDEX_CHUNK) {
      refreshIndex(db, register.state, register.index, ids.slice(i, i + INDEX_CHUNK));
      await nextTurn();
    }
    announce(context);
    return {
      ...statusOf({ ...view.move, ...end }, view.from, view.items),
      changeId: String(recorder.changeId),
    };
  } catch (error) {
    // Screens that asked meanwhile saw rows that are gone now: nothing of it may be kept.
    forget(context);
    announce(context);
    throw error;
  }
}

/** What is kept in memory of the classes of many assets. */
function forget(context: Context): void {
  opened(context).index.forgetOrders();
  classGraph(context).reset();
  forgetFindings(context);
}

/** @returns who approves, where the union wants a second person or somebody was named */
function refuseUnready(context: Context, view: MoveView, stated: Approver | undefined): Approver | undefined {
  const { db, state } = opened(context);
  const open = view.items.filter(({ record }) => record.state === 'open').length;
  if (open > 0) throw new DaichoError('notReady', `まだ決めていない資産が${open}件あります。`);
  const waiting = waitingInScheme(db, view.from.id);
  if (waiting > 0)
    throw new DaichoError(
      'notReady',
      `承認を待っている分類の変更が${waiting}件あります。「点検・履歴」の「承認」で、先に承認するか取り下げてください。`,
    );
  const refuse = (message: string) => new DaichoError('invalidInput', undefined, [{ path: 'approver.name', message }]);
  if (!state.settings.approval) return stated;
  if (context.session.isOn()) return loggedInApprover(context, view);
  if (!stated) throw refuse('承認した人の職名と名前を入れてください。');
  // Without accounts a name is all that tells two people apart; `who` is post and name.
  const name = foldHeading(stated.name);
  const decided = view.items.some(
    ({ record }) => record.state === 'decided' && foldHeading(record.who ?? '').endsWith(name),
  );
  if (decided || foldHeading(state.operator.name) === name)
    throw refuse('決めた人、切り替える人と同じ名前です。承認は、別の人がします。');
  return stated;
}

/** @throws DaichoError('notAllowed') for an account without the role, or one that began the move or decided in it */
function loggedInApprover(context: Context, view: MoveView): Approver {
  const problem = approverProblem(context, view.move.id);
  if (problem !== null) throw new DaichoError('notAllowed', problem);
  const { name, post } = approverOf(context, undefined);
  return { name, post };
}

/** Why whoever is logged in can't be the second person of that move, in words. */
export function approverProblem(context: Context, moveId: number): string | null {
  const { db, state } = opened(context);
  if (!context.session.isOn() || !state.settings.approval) return null;
  if (!context.session.may('approve')) return '切替は、承認の役割の人が行います。';
  const { accountId } = worker(context);
  return accountId !== null && workedOnMove(db, moveId, accountId)
    ? '切替を始めた人、決めた人は、承認できません。承認は、別の人がします。'
    : null;
}

function apply(
  context: Context,
  recorder: Recorder,
  { to }: MoveView,
  { record }: Item,
  approver: Approver | undefined,
): void {
  const changes: Values = { ...toLevels(record) };
  if (record.state === 'decided' && record.reason) changes['classificationReason'] = record.reason;
  const answers = record.answers ? (JSON.parse(record.answers) as Answers) : undefined;
  changeAsset(context, recorder, record.asset_id, changes, to.id, { answers, approver });
}

/** From here on assets are classed in the new scheme. */
function useScheme(context: Context, recorder: Recorder, { from, to }: MoveView): void {
  const { db, state } = opened(context);
  recorder.record('register', '1', 'move', from.id, to.id, { before: from.name, after: to.name });
  const before = state.settings.schemeId;
  if (before === to.id) return;
  putSetting(db, 'schemeId', JSON.stringify(to.id));
  recorder.record('setting', 'schemeId', 'schemeId', before, to.id);
}

/** Calls `write` for each item and lets other calls in between, so that the window never waits longer than a slice. */
async function inSlices(items: readonly Item[], write: (item: Item) => void): Promise<void> {
  let started = performance.now();
  for (const item of items) {
    write(item);
    if (performance.now() - started < SLICE_MS) continue;
    await nextTurn();
    started = performance.now();
  }
}
