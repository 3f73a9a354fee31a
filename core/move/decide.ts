import type { ParsedInputOf } from '../../contract/api.ts';
import type { MoveStatus } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { clearlyLaxer, lowerAxes } from '../../contract/move.ts';
import { propose } from '../../contract/questionnaire.ts';
import { AXES, type Axis, type Levels, levelOf, type Scheme } from '../../contract/scheme.ts';
import { endMove, putMoveItem } from '../../db/schemeMoves.ts';
import { cleanText } from '../asset/values.ts';
import { type ChangeHeader, change } from '../change.ts';
import { type Context, opened, whoWorks } from '../context.ts';
import { currentMove, itemsOf, neededMove, statusOf, storeFresh } from './current.ts';
import { proposalOf } from './facts.ts';
import { heldNew } from './held.ts';
import { fromLevels, type Item, toColumns } from './item.ts';

/**
 * Writes down what a person has decided for one asset or for many alike; the register itself changes when the move is
 * finished. Laxer than the facts, the answers or the content ask for, or clearly laxer than before, is allowed, as the
 * reason says why, and stays marked.
 * @throws DaichoError('invalidInput') for a level that the new scheme does not offer, or one missing
 */
export function decideMove(context: Context, input: ParsedInputOf<'move.decide'>): MoveStatus {
  const view = neededMove(context);
  const items = itemsOf(view, input.assetIds);
  refuseLevels(view.to, input.levels);
  const answers = input.answers ?? {};
  const settled = {
    ...toColumns(input.levels),
    state: 'decided' as const,
    how: items.length === 1 ? ('single' as const) : ('bulk' as const),
    reason: cleanText(input.reason),
    answers: Object.keys(answers).length > 0 ? JSON.stringify(answers) : null,
    at: context.ports.now().toISOString(),
    who: whoWorks(context),
  };
  const isLower = ({ kind, grounds, record }: Item) => {
    const proposals = [
      proposalOf(view.to, kind, grounds).levels,
      propose(view.to, kind, answers, grounds.personalData).levels,
      heldNew(context, view, record.asset_id).levels,
    ];
    const before = fromLevels(record);
    const laxer = (axis: Axis) => clearlyLaxer(view.from, view.to, axis, before[axis], input.levels[axis]);
    return AXES.some(laxer) || lowerAxes(view.to, input.levels, ...proposals).length > 0;
  };
  return write(context, { action: '分類体系の切替（決定）', reason: settled.reason }, items.length, (moveId) => {
    for (const item of items)
      putMoveItem(opened(context).db, moveId, { ...item.record, ...settled, lowered: isLower(item) ? 1 : 0 });
  });
}

function refuseLevels(to: Scheme, levels: Levels): void {
  const problems = AXES.flatMap((axis) => {
    const level = levelOf(to, axis, levels[axis]);
    const { label } = to.axes[axis];
    if (levels[axis] === null) return [{ path: `levels.${axis}`, message: `${label}の段階を選んでください。` }];
    if (!level)
      return [{ path: `levels.${axis}`, message: `「${levels[axis]}」という段階は、新しい${label}にありません。` }];
    return level.hidden ? [{ path: `levels.${axis}`, message: `「${level.name}」は、使わない段階です。` }] : [];
  });
  if (problems.length > 0) throw new DaichoError('invalidInput', undefined, problems);
}

/** Gives assets back to the worklist, decided ones and those the table has settled; what was written stays at hand. */
export function reopenMove(context: Context, assetIds: readonly string[]): MoveStatus {
  const view = neededMove(context);
  const items = itemsOf(view, assetIds).filter(({ record }) => record.state !== 'open');
  const who = whoWorks(context);
  const at = context.ports.now().toISOString();
  return write(context, { action: '分類体系の切替（決め直し）' }, items.length, (moveId) => {
    for (const { record } of items) {
      const because = record.state === 'mapped' ? '対応表で決まっていましたが、' : '一度決めましたが、';
      putMoveItem(opened(context).db, moveId, {
        ...record,
        state: 'open',
        lowered: 0,
        because: `${because}${who}が、もう一度決めることにしました。`,
        at,
        who,
      });
    }
  });
}

/** Ends the move without changing anything of the register; what was decided stays in its records. */
export function abandonMove(context: Context, { reason }: ParsedInputOf<'move.abandon'>): MoveStatus {
  const view = neededMove(context);
  const { db } = opened(context);
  const end = {
    state: 'abandoned' as const,
    ended_at: context.ports.now().toISOString(),
    ended_by: whoWorks(context),
    approved_by: null,
    approved_post: null,
    reason: cleanText(reason),
    change_id: null,
  };
  change(context, { action: '分類体系の切替（取りやめ）', reason: end.reason }, (recorder) => {
    recorder.record('register', '1', 'move', view.to.id, null, { before: view.to.name });
    storeFresh(context, view);
    endMove(db, view.move.id, end);
  });
  return statusOf({ ...view.move, ...end }, view.from, view.items);
}

/** One step of the worklist: what changed in the register meanwhile first, then the step; then the news. */
function write(context: Context, header: ChangeHeader, assets: number, step: (moveId: number) => void): MoveStatus {
  const view = neededMove(context);
  change(context, header, (recorder) => {
    recorder.record('register', '1', 'move', null, view.to.id, { after: `${view.to.name}（${assets}件）` });
    storeFresh(context, view);
    step(view.move.id);
  });
  const after = currentMove(context)!;
  return statusOf(after.move, after.from, after.items);
}
