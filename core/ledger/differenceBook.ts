import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import type { Proof } from '../../contract/proof.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { Book, CellValue, SheetModel } from '../excel/write/model.ts';
import { formatMoment } from '../moment.ts';
import { type BookOrder, bookOf, textColumn } from '../output/book.ts';
import { pastRegister } from '../register/past.ts';
import { type Difference, differencesBetween } from './difference.ts';
import { rebuiltWords } from './past.ts';

/** From the end of one day to the end of another, `asOf`. */
export interface DifferenceOrder extends BookOrder {
  /** ISO. */
  readonly from: string;
  readonly title: string;
}

const NAMED = [textColumn('number', '資産番号', 18), textColumn('name', '資産名称', 26)];
const PLACED = [textColumn('kind', '資産区分', 12), textColumn('group', '所管部署', 14)];
const CHANGED = [
  textColumn('label', '項目', 16),
  textColumn('before', '変更前', 26),
  textColumn('after', '変更後', 26),
];
const EXPLAINED = [
  textColumn('at', '日時', 22),
  textColumn('who', 'だれが', 18),
  textColumn('action', '何をしたか', 12),
  textColumn('reason', '理由', 22),
];
const CAME_OR_WENT = [...NAMED, ...PLACED, ...EXPLAINED];
const SHEETS = [
  { what: 'added', name: '増えた資産', columns: CAME_OR_WENT },
  { what: 'removed', name: '減った資産', columns: CAME_OR_WENT },
  {
    what: 'changed',
    name: '変わった項目',
    // What says more of the asset stays off the paper, where it would make the rest too small to read.
    columns: [
      ...NAMED,
      ...CHANGED,
      ...EXPLAINED,
      ...PLACED.map((column) => ({ ...column, print: false })),
      textColumn('times', '変更の回数', 8, { type: 'integer', print: false }),
    ],
  },
] as const;

/**
 * The difference ledger (増減と変更の台帳): what was added, removed and changed between two days, by whom and why.
 * @throws DaichoError('beforeBeginning') for an end before the register began
 */
export function differenceBook(
  db: ReadableDb,
  order: DifferenceOrder,
  onProgress: (phase: string, done: number, total: number | null) => void,
): { book: Book; proof: Proof; counts: Record<Difference['what'], number> } {
  const rebuilding = (which: string) => (done: number, total: number | null) =>
    onProgress(`${which}の日の台帳を作り直しています`, done, total);
  const from = pastRegister(db, order.from, rebuilding('前'), { orEmpty: true });
  try {
    const to = pastRegister(db, order.asOf, rebuilding('後'));
    try {
      const found = differencesBetween(db, from, to, (done, total) => onProgress('見比べています', done, total));
      const of = (what: Difference['what'], among: readonly Difference[] = found) =>
        among.filter((one) => one.what === what);
      const counts = { added: of('added').length, removed: of('removed').length, changed: of('changed').length };
      const kinds = KIND_ORDER.map((kind) => [kind, found.filter((one) => one.kind === kind)] as const);
      const people = Map.groupBy(found, ({ who }) => who || '（無記名）');
      const { proof } = to;
      const days = `${formatDate(order.from, 'wareki')}の終わりから${formatDate(order.asOf, 'wareki')}の終わりまで`;
      const book = bookOf(to.state, order, {
        title: order.title,
        proof,
        rows: found.length,
        countsByKind: {
          title: '資産区分ごとの件数',
          columns: ['資産区分', '増えた', '減った', '変わった項目'],
          rows: kinds
            .filter(([, among]) => among.length > 0)
            .map(([kind, among]) => [
              KIND_DEFINITIONS[kind].label,
              of('added', among).length,
              of('removed', among).length,
              of('changed', among).length,
            ]),
        },
        countsByClass: {
          title: '人ごとの件数',
          columns: ['だれが', '件数'],
          rows: [...people].map(([who, among]) => [who, among.length]),
        },
        notes: [
          `期間: ${days}`,
          rebuiltWords(from),
          rebuiltWords(to),
          '期間の中で変えて元に戻したものは、差がないので入っていません。途中の変更は「変更の履歴」で見られます。',
        ],
        sheets: SHEETS.map((sheet): SheetModel => {
          const rows = of(sheet.what);
          return { name: sheet.name, columns: sheet.columns, rowCount: rows.length, rows: rows.map(cellsOf) };
        }),
        definitions: [],
        facts: [
          ['期間', days],
          ['増えた資産', `${counts.added}件`],
          ['減った資産', `${counts.removed}件`],
          ['変わった項目', `${counts.changed}件`],
          ['並び順', '資産区分・資産番号順'],
        ],
      });
      return { book, proof, counts };
    } finally {
      to.db.close();
    }
  } finally {
    from.db.close();
  }
}

function cellsOf({ what, number, name, kind, group, label, before, after, ...why }: Difference): CellValue[] {
  const named = [number, name];
  const placed = [KIND_DEFINITIONS[kind].label, group];
  const explained = [why.at ? formatMoment(new Date(why.at)) : '', why.who ?? '', why.action ?? '', why.reason ?? ''];
  return what === 'changed'
    ? [...named, label, before, after, ...explained, ...placed, why.times ?? null]
    : [...named, ...placed, ...explained];
}
