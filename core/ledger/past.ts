import type { AssetFilter } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import type { ReadableDb } from '../../db/types.ts';
import { loadIndex } from '../asset/indexing.ts';
import { findIn } from '../asset/list.ts';
import type { BookOrder } from '../output/book.ts';
import { type PastRegister, pastRegister } from '../register/past.ts';
import { ledgerBook } from './book.ts';
import { filterWords } from './filterWords.ts';

/** A ledger as it stood at the end of the day `asOf`. Which assets it held is known only once it stands again. */
export interface PastLedgerOrder extends BookOrder {
  readonly filter: AssetFilter;
  readonly title: string;
}

/**
 * The ledger of a past day, rebuilt from the history (令和8年3月31日現在). The caller closes `past` once it is written.
 * @throws DaichoError beforeBeginning, nothingToExport
 */
export function pastLedger(
  db: ReadableDb,
  order: PastLedgerOrder,
  onProgress: (done: number, total: number | null) => void,
): ReturnType<typeof ledgerBook> & { readonly past: ReadableDb; readonly rows: number; readonly filterWords: string } {
  const past = pastRegister(db, order.asOf, onProgress);
  try {
    const { state, proof } = past;
    const register = { db: past.db, state, index: loadIndex(past.db, () => past) };
    const ids = findIn(register, order.filter);
    if (ids.length === 0) throw new DaichoError('nothingToExport');
    const words = filterWords(state, order.filter);
    const made = ledgerBook(
      past.db,
      state,
      { ...order, ids, filterWords: words },
      { proof, notes: [rebuiltWords(past)] },
    );
    return { ...made, past: past.db, rows: ids.length, filterWords: words };
  } catch (error) {
    past.db.close();
    throw error;
  }
}

/** Where a past register comes from, for the cover. */
export function rebuiltWords({ day, proof, clockTurned }: PastRegister): string {
  if (proof.seq === 0) return `${formatDate(day, 'wareki')}には、まだこの台帳がありませんでした。`;
  const from = `${formatDate(day, 'wareki')}の終わりの台帳を、履歴（第${proof.seq.toLocaleString('ja-JP')}番まで）から作り直したものです。`;
  return clockTurned ? `${from}そのあとパソコンの時計が戻されたため、戻った時計でした変更は入っていません。` : from;
}
