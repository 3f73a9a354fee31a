import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { Proof } from '../../contract/proof.ts';
import { type Answers, answerWords } from '../../contract/questionnaire.ts';
import { AXES, type Axis, levelOf, type Scheme } from '../../contract/scheme.ts';
import { importanceTaken, type MoveRecord, moveById, moveItems } from '../../db/schemeMoves.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { keepsImportance } from '../asset/importance.ts';
import { readRecords } from '../asset/records.ts';
import { inWords } from '../context.ts';
import type { Book, CellValue, Column, Table } from '../excel/write/model.ts';
import { proofNow } from '../history/proof.ts';
import { definitionTables } from '../ledger/book.ts';
import { formatMoment } from '../moment.ts';
import { type BookOrder, bookOf, textColumn } from '../output/book.ts';
import { labelOf, type RegisterState, schemeOf } from '../register/state.ts';
import { countsOf } from './current.ts';
import { levelNames } from './facts.ts';
import { fromLevels, type Item, itemOf, toLevels } from './item.ts';
import { schemeAt } from './status.ts';
import { inLedgerOrder, readMove } from './view.ts';

/** Plain data: it goes to the worker thread. */
export interface ReportOrder extends BookOrder {
  readonly moveId: number;
}

const HOW = { mapping: '対応表', single: '1件ずつ', bulk: 'まとめて' } as const;
const STATE = { open: '下書き（切替は、まだ終わっていません）', finished: '切替済み', abandoned: '取りやめ' } as const;

const COLUMNS: readonly Column[] = [
  textColumn('number', '資産番号', 17),
  textColumn('name', '資産名称', 26),
  textColumn('kind', '資産区分', 12),
  textColumn('group', '所管部署', 13),
  ...AXES.map((axis) => textColumn(`from.${axis}`, '', 12)),
  ...AXES.map((axis) => textColumn(`to.${axis}`, '', 16)),
  textColumn('how', '決め方', 9),
  textColumn('reason', '理由', 34),
  textColumn('lowered', '低くした', 9),
  textColumn('who', '決めた人', 16),
  textColumn('at', '決めた日時', 22),
  textColumn('answers', '質問と答え', 40, { print: false }),
  textColumn('because', '対応表・確認の内容', 40, { print: false }),
  textColumn('importance', '外れた重要性の決定値', 20, { print: false }),
  textColumn('importanceReason', 'その理由', 28, { print: false }),
];

/** The result sheet: every asset, every decision with its reason (domain.md §2.3; for the auditor). */
export function moveBook(db: ReadableDb, state: RegisterState, order: ReportOrder): { book: Book; proof: Proof } {
  const move = moveById(db, order.moveId)!;
  const from = schemeAt(db, move.from_scheme, move.from_revision) ?? schemeOf(state, move.from_scheme);
  const to = schemeAt(db, move.to_scheme, move.to_revision) ?? schemeOf(state, move.to_scheme);
  const items =
    move.state === 'open'
      ? [...readMove(db, state, move).items]
      : moveItems(db, move.id).map(itemOf).sort(inLedgerOrder);
  // Decided, and then in the bin or classed otherwise when the move ended: on record, and not taken along.
  const leftOut = moveItems(db, move.id, true).map(itemOf).sort(inLedgerOrder);
  const title = '分類体系の切替 結果表';
  const schemeWords = (scheme: Scheme, revision: number) => `${scheme.name}（${scheme.version}、第${revision}版）`;
  const fromWords = schemeWords(from, move.from_revision);
  const toWords = schemeWords(to, move.to_revision);
  const approver = inWords({ name: move.approved_by ?? '', post: move.approved_post ?? '' }) || '（なし）';
  const lowered = items.filter(({ record }) => record.lowered === 1).length;
  const proof = proofNow(db);
  const book = bookOf(state, order, {
    title,
    proof,
    rows: items.length + leftOut.length,
    coverTitle: move.state === 'finished' ? title : `${title}（${move.state === 'open' ? '下書き' : '取りやめ'}）`,
    countsByKind: howTable(items),
    countsByClass: levelTable(from, to, items),
    notes: [
      `これまで: ${fromWords}`,
      `切替後: ${toWords}`,
      `状態: ${STATE[move.state]}`,
      `始めた人と日時: ${move.who}　${moment(move.at)}`,
      ...(move.ended_at ? [`終えた人と日時: ${move.ended_by}　${moment(move.ended_at)}`] : []),
      ...(move.state === 'finished' ? [`承認した人: ${approver}`] : []),
      ...(move.reason ? [`理由: ${move.reason}`] : []),
      ...(leftOut.length > 0
        ? [`ごみ箱に入れた、または別に分類し直したため、切り替えなかったもの: ${leftOut.length}件`]
        : []),
      `提案・必要な段階・これまでより低くしたもの: ${lowered}件（「切替の結果」シートに印と理由があります）`,
    ],
    sheets: [
      {
        name: '切替の結果',
        columns: COLUMNS.map((one) => ({ ...one, label: headingOf(one, from, to) })),
        rowCount: items.length,
        rows: rowsOf(db, state, move, from, to, items),
      },
      ...(leftOut.length === 0
        ? []
        : [
            {
              name: '切り替えなかった資産',
              columns: COLUMNS.map((one) => ({ ...one, label: headingOf(one, from, to) })),
              rowCount: leftOut.length,
              rows: rowsOf(db, state, move, from, to, leftOut),
            },
          ]),
    ],
    definitions: [mappingTable(move, from, to), ...definitionTables(from), ...definitionTables(to)],
    facts: [
      ['状態', STATE[move.state]],
      ['これまでの分類体系', fromWords],
      ['切替後の分類体系', toWords],
      ['並び順', '資産区分・資産番号順'],
      ['切替の変更の番号', move.change_id === null ? '' : String(move.change_id)],
    ],
  });
  return { book, proof };
}

const moment = (at: string | null) => (at === null ? '' : formatMoment(new Date(at)));

function headingOf({ id, label }: Column, from: Scheme, to: Scheme): string {
  const [side, axis] = id.split('.') as [string, Axis | undefined];
  if (!axis) return label;
  return side === 'from' ? `これまでの${from.axes[axis].label}` : `切替後の${to.axes[axis].label}`;
}

function* rowsOf(
  db: ReadableDb,
  state: RegisterState,
  move: MoveRecord,
  from: Scheme,
  to: Scheme,
  items: readonly Item[],
): Iterable<CellValue[]> {
  const taken = new Map<string, string>();
  if (move.change_id !== null) {
    for (const { entity_id, field, before } of importanceTaken(db, move.change_id))
      if (before !== null) taken.set(`${entity_id} ${field}`, String(JSON.parse(before)));
  }
  for (let i = 0; i < items.length; i += 200) {
    const chunk = items.slice(i, i + 200);
    const records = new Map(
      readRecords(
        db,
        chunk.map(({ record }) => record.asset_id),
      ).map((record) => [record.id, record]),
    );
    for (const item of chunk) {
      const { record, kind } = item;
      const asset = records.get(record.asset_id)!;
      const values = valuesOf(kind, asset);
      const old = levelNames(from, fromLevels(record));
      const open = record.state === 'open';
      const next = levelNames(to, toLevels(record));
      const answers = record.answers ? (JSON.parse(record.answers) as Answers) : {};
      // Of an open move: what would be taken.
      const goes = move.state === 'open' && !keepsImportance(from, to, { ...values, ...toLevels(record) });
      const importance = (field: string) =>
        goes ? String(values[field] ?? '') : (taken.get(`${record.asset_id} ${field}`) ?? '');
      yield [
        item.number,
        item.name,
        KIND_DEFINITIONS[kind].label,
        typeof values['group'] === 'string' ? labelOf(state, values['group']) : null,
        ...AXES.map((axis) => old[axis] || '（なし）'),
        ...AXES.map((axis) => (open ? '（まだ決めていません）' : next[axis] || '（なし）')),
        open ? 'まだ決めていない' : HOW[record.how],
        record.state === 'decided' ? record.reason : null,
        record.lowered === 1 ? '低くした' : null,
        record.state === 'decided' ? record.who : null,
        record.state === 'decided' ? moment(record.at) : null,
        Object.entries(answers)
          .map(([question, answer]) => answerWords(to, question, answer))
          .join('\n') || null,
        record.because,
        importance('importance') || null,
        importance('importanceReason') || null,
      ];
    }
  }
}

/** Who decided how many, and how. */
function howTable(items: readonly Item[]): Table {
  const sums = new Map<string, number>();
  for (const { record } of items) {
    const words =
      record.state === 'open'
        ? 'まだ決めていない'
        : record.state === 'mapped'
          ? '対応表のとおり'
          : `${HOW[record.how]}決めた（${record.who}）`;
    sums.set(words, (sums.get(words) ?? 0) + 1);
  }
  return { title: '決め方と決めた人', columns: ['決め方', '件数'], rows: [...sums, ['合計', items.length]] };
}

function levelTable(from: Scheme, to: Scheme, items: readonly Item[]): Table {
  const counts = countsOf(from, items);
  const open = items.some(({ record }) => record.state === 'open');
  const rows = AXES.flatMap((axis) =>
    counts[axis].map(({ from: old, to: next, assets }) => {
      const before = levelOf(from, axis, old)?.name ?? old ?? `${from.axes[axis].label}なし`;
      const after = levelOf(to, axis, next)?.name ?? next ?? (open ? 'なし・まだ決めていない' : 'なし');
      return [`${before} → ${after}`, assets];
    }),
  );
  return { title: '段階ごとの件数', columns: ['これまで → 切替後', '件数'], rows };
}

function mappingTable(move: MoveRecord, from: Scheme, to: Scheme): Table {
  const mapping = JSON.parse(move.mapping) as Record<Axis, Record<string, string | null>>;
  return {
    title: '対応表',
    columns: ['これまで', '切替後'],
    rows: AXES.flatMap((axis) =>
      from.axes[axis].levels.map((level) => [
        level.name,
        levelOf(to, axis, mapping[axis][level.code] ?? null)?.name ?? '1件ずつ決める',
      ]),
    ),
  };
}
