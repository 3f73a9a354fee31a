import type { AssetFilter } from '../contract/asset.ts';
import { createStore } from './store.ts';

/** What the list hands to the labels and the ledger output. */
export interface Selection {
  readonly filter: AssetFilter;
  readonly count: number;
  /** What it is, in words: 「一覧で選んだ38件」. */
  readonly words: string;
}

const selection = createStore<Selection | null>(null);

export function setSelection(filter: AssetFilter, count: number, words: string): void {
  selection.set({ filter, count, words });
}
export function useSelection(): Selection | null {
  return selection.use();
}
