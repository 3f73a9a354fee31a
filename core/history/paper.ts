import type { HistoryChange, HistoryFilter } from '../../contract/history.ts';
import type { Proof } from '../../contract/proof.ts';
import { type ChangeRecord, changeById } from '../../db/history.ts';
import { countReadableRows, findChanges, type HistorySearch } from '../../db/historySearch.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { BookOrder } from '../output/book.ts';
import type { RegisterState } from '../register/state.ts';
import { proofNow } from './proof.ts';
import { searchOf, tellChange } from './read.ts';

/** What of the history goes on paper or into a file. Plain data: it goes to the worker thread. */
export interface HistoryOrder extends BookOrder {
  readonly filter: HistoryFilter;
  readonly filterWords: string;
}

/** What was found for an order, in one read with its 照合番号. */
export interface FoundHistory {
  readonly order: HistoryOrder;
  readonly search: HistorySearch;
  readonly proof: Proof;
  /** Changes, newest first. */
  readonly ids: readonly number[];
  readonly headers: readonly ChangeRecord[];
  /** Entries of all of them that are told in words. */
  readonly entries: number;
}

export function findHistory(db: ReadableDb, order: HistoryOrder): FoundHistory {
  const search = searchOf(order.filter);
  const ids = findChanges(db, search);
  const entries = ids.reduce((sum, id) => sum + Math.max(1, countReadableRows(db, id, search)), 0);
  return { order, search, proof: proofNow(db), ids, headers: ids.map((id) => changeById(db, id)!), entries };
}

/** Every change with all its rows: on paper nothing is left out. */
export function* foundChanges(db: ReadableDb, state: RegisterState, found: FoundHistory): Generator<HistoryChange> {
  for (const id of found.ids) yield tellChange(db, state, id, found.search, -1);
}
