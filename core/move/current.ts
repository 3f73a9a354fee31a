import type { MoveCount, MoveStatus } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { AXES, type Axis, type Levels, type Scheme } from '../../contract/scheme.ts';
import { type MoveRecord, openMove, putMoveItem, setMoveRevisions } from '../../db/schemeMoves.ts';
import { type Context, opened } from '../context.ts';
import { fromLevels, type Item, toLevels } from './item.ts';
import { type MoveView, readMove } from './view.ts';

const cache = new WeakMap<Context, { revision: number; view: MoveView | null }>();

/** The move under way as it stands now, or null; kept until something changes. */
export function currentMove(context: Context): MoveView | null {
  const known = cache.get(context);
  if (known?.revision === context.revision) return known.view;
  const { db, state } = opened(context);
  const move = openMove(db);
  const view = move ? readMove(db, state, move) : null;
  cache.set(context, { revision: context.revision, view });
  return view;
}

/** @throws DaichoError('notFound') when none is under way */
export function neededMove(context: Context): MoveView {
  const view = currentMove(context);
  if (!view) throw new DaichoError('notFound', '進めている分類体系の切替がありません。');
  return view;
}

/** The items of these assets. @throws DaichoError('notFound') for one that is not in the run */
export function itemsOf(view: MoveView, assetIds: readonly string[]): Item[] {
  return [...new Set(assetIds)].map((id) => {
    const item = view.byId.get(Number(id));
    if (!item) throw new DaichoError('notFound', 'この資産は、切替の対象ではありません。');
    return item;
  });
}

/** Stores what has changed in the register since, inside the caller's transaction. */
export function storeFresh(context: Context, { move, items, revised, from, to }: MoveView): void {
  const { db, state } = opened(context);
  for (const item of items) if (item.fresh) putMoveItem(db, move.id, item.record);
  if (revised)
    setMoveRevisions(db, move.id, state.schemeRevisions.get(from.id) ?? 1, state.schemeRevisions.get(to.id) ?? 1);
}

/** A move in numbers. `items`: those that count for it. */
export function statusOf(
  move: MoveRecord,
  from: Scheme | undefined,
  items: readonly Pick<Item, 'record'>[],
): MoveStatus {
  const inState = (state: string) => items.filter(({ record }) => record.state === state).length;
  return {
    id: String(move.id),
    fromSchemeId: move.from_scheme,
    toSchemeId: move.to_scheme,
    mapping: JSON.parse(move.mapping) as MoveStatus['mapping'],
    state: move.state,
    at: move.at,
    who: move.who,
    endedAt: move.ended_at,
    endedBy: move.ended_by,
    approvedBy: move.approved_by,
    approvedPost: move.approved_post,
    reason: move.reason,
    changeId: move.change_id === null ? null : String(move.change_id),
    mapped: inState('mapped'),
    decided: inState('decided'),
    open: inState('open'),
    lowered: items.filter(({ record }) => record.lowered === 1).length,
    counts: countsOf(from, items),
  };
}

/** Old level to new level, by axis; the level of an open item is not settled. */
export function countsOf(from: Scheme | undefined, items: readonly Pick<Item, 'record'>[]): MoveStatus['counts'] {
  const counts: Record<Axis, MoveCount[]> = { confidentiality: [], integrity: [], availability: [] };
  for (const axis of AXES) {
    const sums = new Map<string, { from: string | null; to: string | null; assets: number }>();
    for (const { record } of items) {
      const old: Levels = fromLevels(record);
      const to = record.state === 'open' ? null : toLevels(record)[axis];
      const key = JSON.stringify([old[axis], to]);
      const sum = sums.get(key) ?? { from: old[axis], to, assets: 0 };
      sum.assets += 1;
      sums.set(key, sum);
    }
    const rank = (code: string | null) => from?.axes[axis].levels.find((level) => level.code === code)?.rank ?? 0;
    counts[axis] = [...sums.values()].sort((a, b) => rank(b.from) - rank(a.from) || b.assets - a.assets);
  }
  return counts;
}
