import type { LabelOrder } from '../../contract/label.ts';
import { assetsByIds } from '../../db/assets.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { RegisterState } from '../register/state.ts';

/**
 * Assets in the order of their labels. By place or group: as the master list has them, and by number within each;
 * assets without one come last.
 * @param ids in the order of their numbers
 * @param given the order in which they were chosen, if one was
 */
export function orderAssets(
  db: ReadableDb,
  state: RegisterState,
  ids: readonly number[],
  order: LabelOrder,
  given: readonly number[] | undefined,
): number[] {
  if (order === 'place' || order === 'group') {
    const position = positions(state, order);
    const items = new Map(assetsByIds(db, ids, [order]).map((record) => [record.id, String(record[order] ?? '')]));
    return sortedBy(ids, (id) => position.get(items.get(id) ?? '') ?? Number.POSITIVE_INFINITY);
  }
  if (order === 'number' || !given) return [...ids];
  const chosen = new Map(given.map((id, i) => [id, i]));
  return sortedBy(ids, (id) => chosen.get(id) ?? Number.POSITIVE_INFINITY);
}

/** Places as they were chosen, or as the master list has them. */
export function orderPlaces(state: RegisterState, ids: readonly string[], order: LabelOrder): string[] {
  const position = positions(state, 'place');
  return order === 'given' ? [...ids] : sortedBy(ids, (id) => position.get(id) ?? Number.POSITIVE_INFINITY);
}

function positions(state: RegisterState, list: string): Map<string, number> {
  const items = state.lists.find(({ id }) => id === list)?.items ?? [];
  return new Map(items.map(({ id }, i) => [id, i]));
}

/** A stable sort. */
function sortedBy<T>(list: readonly T[], key: (one: T) => number): T[] {
  const keyed = list.map((one) => [key(one), one] as const);
  return keyed.sort(([a], [b]) => (a === b ? 0 : a - b)).map(([, one]) => one);
}
