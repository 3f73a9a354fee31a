import type { MasterItem } from '../../contract/master.ts';
import type { Level } from '../../contract/scheme.ts';

const OVER = '（終了）';

type Dated = Pick<MasterItem, 'hidden' | 'validFrom' | 'validUntil'>;

/** Said beside the name of an entry that is not chosen any more, or not yet; `''` for one in use. */
export function validityMark(item: Dated, today: string): string {
  if (item.hidden || (item.validUntil !== null && item.validUntil < today)) return OVER;
  return item.validFrom !== null && item.validFrom > today ? '（使用前）' : '';
}

/**
 * Entries that may be chosen: those in use today (both dates count as days of use), and those that `kept` holds already
 * — a stored value is never lost by opening a form.
 *
 * @param today ISO date
 */
export function offeredItems<T extends Dated & { readonly id: string }>(
  items: readonly T[],
  today: string,
  kept: readonly string[] = [],
): readonly T[] {
  return items.filter((item) => validityMark(item, today) === '' || kept.includes(item.id));
}

/** The name of a level, marked when the scheme does not offer it any more. */
export function levelWords(level: Level): string {
  return level.hidden ? `${level.name}${OVER}` : level.name;
}
