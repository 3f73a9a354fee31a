import type { AssetRow } from '../contract/asset.ts';
import { foldForSearch } from '../contract/japanese/fold.ts';

/** Rows that a search found, those found by their number or name before those found by anything else. */
export function namedFirst(rows: readonly AssetRow[], query: string): readonly AssetRow[] {
  const words = foldForSearch(query).split(' ');
  const named = (row: AssetRow) => {
    const text = foldForSearch(`${row.values['number'] ?? ''} ${row.values['name'] ?? ''}`);
    return words.every((word) => text.includes(word));
  };
  return [...rows.filter(named), ...rows.filter((row) => !named(row))];
}
