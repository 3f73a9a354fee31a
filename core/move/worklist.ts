import type { ParsedInputOf } from '../../contract/api.ts';
import type { MoveCase, MoveItem } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { proposalReasons, withoutLaxer } from '../../contract/move.ts';
import { valuesOf } from '../asset/columns.ts';
import { assetRecord } from '../asset/store.ts';
import { type Context, opened } from '../context.ts';
import { currentMove, itemsOf, neededMove } from './current.ts';
import { classFactsOf, factsInWords, proposalOf } from './facts.ts';
import { heldNew, together } from './held.ts';
import { fromLevels, type Item, itemView } from './item.ts';
import type { MoveView } from './view.ts';

/**
 * One asset of the worklist: the one asked for with `at`, else the next open one in the order of the ledger, round to
 * the first. Null when none is open, or no move is under way.
 */
export function moveCase(context: Context, { after, at }: ParsedInputOf<'move.case'>): MoveCase | null {
  const view = currentMove(context);
  if (!view) return null;
  if (at !== undefined) return caseOf(context, view, itemsOf(view, [at])[0]!);
  const from = after === undefined ? -1 : view.items.findIndex(({ record }) => String(record.asset_id) === after);
  const round = [...view.items.slice(from + 1), ...view.items.slice(0, from + 1)];
  const next = round.find(({ record }) => record.state === 'open');
  return next ? caseOf(context, view, next) : null;
}

function caseOf(context: Context, view: MoveView, item: Item): MoveCase {
  const { state } = opened(context);
  const { kind, grounds, record } = item;
  const values = valuesOf(kind, assetRecord(context, record.asset_id));
  const proposal = proposalOf(view.to, kind, grounds);
  const held = heldNew(context, view, record.asset_id);
  const toPerson = view.items.filter(({ record: one }) => one.state !== 'mapped');
  return {
    ...itemView(item),
    facts: factsInWords(state, view.from.id, values),
    proposal: {
      levels: together(view, proposal.levels, withoutLaxer(view.from, view.to, fromLevels(record), held.levels)),
      reasons: proposalReasons(view.to, proposal, grounds.answers),
      answers: grounds.answers,
    },
    held,
    classFacts: classFactsOf(state, values),
    alike: alikeTo(view, item).length,
    place: toPerson.indexOf(item) + 1,
    of: toPerson.length,
  };
}

/** What look-alikes have in common: kind, old levels, personal data, 業務分類, and what their facts answer. */
function likeness({ kind, businessCategory, grounds }: Item): string {
  const { levels, personalData, answers } = grounds;
  return JSON.stringify([kind, businessCategory, levels, personalData, answers]);
}

function alikeTo(view: MoveView, item: Item): Item[] {
  const wanted = likeness(item);
  return view.items.filter((one) => one !== item && one.record.state === 'open' && likeness(one) === wanted);
}

/** Open assets that look like this one. @throws DaichoError('notFound') when it is not in the run */
export function moveAlike(context: Context, assetId: string): MoveItem[] {
  const view = neededMove(context);
  const [item] = itemsOf(view, [assetId]);
  if (!item) throw new DaichoError('notFound');
  return alikeTo(view, item).map(itemView);
}
