import type { AssetFilter } from '../contract/asset.ts';
import { call } from './client.ts';
import { createStore } from './store.ts';

/** Where in which list the person opened an asset; lets its page go on to the next one without going back. */
export interface ListPosition {
  readonly id: string;
  readonly filter: AssetFilter;
  readonly sort: { readonly field: string; readonly descending: boolean };
  /** 0-based place in the list. */
  readonly index: number;
  readonly count: number;
  /** Tells the list where the person has gone, so that it stands there when it is shown again. */
  readonly onMove: (index: number) => void;
}

const position = createStore<ListPosition | null>(null);

export function rememberPosition(at: ListPosition): void {
  position.set(at);
}

/** The position, if this asset was opened from a list. */
export function usePosition(id: string): ListPosition | null {
  const at = position.use();
  return at?.id === id ? at : null;
}

/** Id of the asset `step` places further in the list (−1: before), and remembers it; null at either end. */
export async function neighbour(at: ListPosition, step: 1 | -1): Promise<string | null> {
  const index = at.index + step;
  if (index < 0) return null;
  const page = await call('asset.list', { ...at.filter, sort: at.sort, columns: [], offset: index, limit: 1 });
  const row = page.rows[0];
  if (!row) return null;
  position.set({ ...at, id: row.id, index, count: page.matched });
  at.onMove(index);
  return row.id;
}
