import type { ParsedInputOf } from '../../contract/api.ts';
import type { MoveItem, MoveStatus, MoveStatuses } from '../../contract/classification.ts';
import type { Scheme } from '../../contract/scheme.ts';
import { type MoveRecord, moveItems, pastMoves, schemeBody } from '../../db/schemeMoves.ts';
import type { ReadableDb } from '../../db/types.ts';
import { type Context, opened } from '../context.ts';
import { currentMove, statusOf } from './current.ts';
import { approverProblem } from './finish.ts';
import { itemOf, itemView } from './item.ts';

/** A scheme as it stood at a revision; undefined when nobody knows it any more. */
export function schemeAt(db: ReadableDb, schemeId: string, revision: number): Scheme | undefined {
  const body = schemeBody(db, schemeId, revision);
  return body === undefined ? undefined : (JSON.parse(body) as Scheme);
}

/** Moves that are over never change, as long as no other register takes the place of this one: counted once. */
const counted = new WeakMap<ReadableDb, Map<number, MoveStatus>>();

function pastStatus(db: ReadableDb, move: MoveRecord): MoveStatus {
  const known = counted.get(db) ?? new Map<number, MoveStatus>();
  counted.set(db, known);
  const from = schemeAt(db, move.from_scheme, move.from_revision);
  const status = known.get(move.id) ?? statusOf(move, from, moveItems(db, move.id).map(itemOf));
  known.set(move.id, status);
  return status;
}

/** The move under way and those that are over, newest first. */
export function moveStatus(context: Context): MoveStatuses {
  const view = currentMove(context);
  const { db } = opened(context);
  return {
    open: view && statusOf(view.move, view.from, view.items),
    past: pastMoves(db).map((move) => pastStatus(db, move)),
    finishRefusal: view && approverProblem(context, view.move.id),
  };
}

/** Assets of the move under way, in the order of the ledger; none when there is no move. */
export function listMove(
  context: Context,
  { state, lowered, offset, limit }: ParsedInputOf<'move.list'>,
): { total: number; items: readonly MoveItem[] } {
  const items = (currentMove(context)?.items ?? []).filter(
    ({ record }) =>
      (state === undefined || record.state === state) && (lowered === undefined || (record.lowered === 1) === lowered),
  );
  return { total: items.length, items: items.slice(offset, offset + limit).map(itemView) };
}
