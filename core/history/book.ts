import type { HistoryChange } from '../../contract/history.ts';
import type { Proof } from '../../contract/proof.ts';
import type { ReadableDb } from '../../db/types.ts';
import { inWords } from '../context.ts';
import type { Book, CellValue, Column } from '../excel/write/model.ts';
import { formatMoment } from '../moment.ts';
import { bookOf, textColumn } from '../output/book.ts';
import type { RegisterState } from '../register/state.ts';
import { type FoundHistory, foundChanges } from './paper.ts';

const COLUMNS: readonly Column[] = [
  textColumn('seq', '記録の番号', 10, { type: 'integer' }),
  textColumn('at', '日時', 22),
  textColumn('post', '職名', 12),
  textColumn('who', '名前', 14),
  textColumn('action', '何をしたか', 16),
  textColumn('reason', '理由', 24),
  textColumn('about', '資産', 28),
  textColumn('label', '項目', 18),
  textColumn('before', '変更前', 30),
  textColumn('after', '変更後', 30),
];

/** The history that is looked for as an Excel book: a row for each value that changed (reliability.md P23). */
export function historyBook(db: ReadableDb, state: RegisterState, found: FoundHistory): { book: Book; proof: Proof } {
  const { order, proof, ids, entries } = found;
  const counts = new Map<string, number>();
  const people = new Map<string, number>();
  for (const { action, who, post } of found.headers) {
    counts.set(action, (counts.get(action) ?? 0) + 1);
    const name = inWords({ name: who, post }) || '（無記名）';
    people.set(name, (people.get(name) ?? 0) + 1);
  }
  const book = bookOf(state, order, {
    title: '変更の履歴',
    proof,
    rows: entries,
    countsByKind: { title: '操作ごとの変更の件数', columns: ['操作', '件数'], rows: [...counts] },
    countsByClass: { title: '人ごとの変更の件数', columns: ['だれが', '件数'], rows: [...people] },
    notes: [`対象: ${order.filterWords}（変更${ids.length}件、記録${entries}件）`, '新しいものから順に並べています。'],
    sheets: [{ name: '履歴', columns: COLUMNS, rowCount: entries, rows: rowsOf(db, state, found) }],
    definitions: [],
    facts: [
      ['絞り込み', order.filterWords],
      ['変更', `${ids.length}件`],
    ],
  });
  return { book, proof };
}

function* rowsOf(db: ReadableDb, state: RegisterState, found: FoundHistory): Iterable<CellValue[]> {
  for (const change of foundChanges(db, state, found)) {
    const head = headOf(change);
    if (change.rows.length === 0) yield [null, ...head, null, null, null, null];
    for (const row of change.rows) yield [row.seq, ...head, row.about, row.label, row.before, row.after];
  }
}

const headOf = (change: HistoryChange): CellValue[] => [
  formatMoment(new Date(change.at)),
  change.post,
  change.who || '（無記名）',
  change.action,
  change.reason,
];
