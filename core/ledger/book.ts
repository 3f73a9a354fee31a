import type { Values } from '../../contract/asset.ts';
import { type Field, KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import type { Proof } from '../../contract/proof.ts';
import { AXES, levelOf, type Scheme } from '../../contract/scheme.ts';
import { assetsByIds } from '../../db/assets.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { derive } from '../asset/derive.ts';
import { loadFacts } from '../asset/facts.ts';
import { readRecords } from '../asset/records.ts';
import { isAxis, wordsOf } from '../asset/words.ts';
import { ClassGraph } from '../classification/graph.ts';
import type { Book, CellValue, Column, SheetModel, Table } from '../excel/write/model.ts';
import { proofNow } from '../history/proof.ts';
import { type BookOrder, bookOf } from '../output/book.ts';
import type { RegisterState } from '../register/state.ts';

/** What an export is asked to hold. Plain data: it goes to the worker thread. */
export interface LedgerOrder extends BookOrder {
  /** Assets in the order of the list. */
  readonly ids: readonly number[];
  readonly filterWords: string;
  readonly title: string;
}

/** Rows in memory at a time: few, because what is read becomes garbage at once. */
const READ_AT_ONCE = 100;

/** Fields of a kind in the order of its ledger sheet: the print profile first (it is the print area), then all others. */
export function ledgerFields(catalogue: Catalogue, kind: Kind): { field: Field; print: boolean }[] {
  const { print } = KIND_DEFINITIONS[kind];
  const fields = catalogue.fieldsOf(kind);
  const printed = print.flatMap((id) => fields.filter((field) => field.id === id));
  return [
    ...printed.map((field) => ({ field, print: true })),
    ...fields.filter((field) => !print.includes(field.id)).map((field) => ({ field, print: false })),
  ];
}

/** Builds the ledger of these assets; rows are read while they are written. */
export function ledgerBook(
  db: ReadableDb,
  state: RegisterState,
  order: LedgerOrder,
  /** A register of the past has no history of its own: what proves it, and what its cover says. */
  past?: { readonly proof: Proof; readonly notes: readonly string[] },
): { book: Book; byKind: { label: string; rows: number }[]; proof: Proof } {
  const kindOf = new Map<number, { kind: Kind; schemeId: string; level: string; number: string }>();
  // SQLite gives the same few words as new strings with each row: 10 MB for 100,000.
  const words = new Map<string, string>();
  const once = (word: string): string => {
    const known = words.get(word) ?? word;
    words.set(word, known);
    return known;
  };
  for (let i = 0; i < order.ids.length; i += 1000) {
    const columns = ['kind', 'scheme_id', 'confidentiality', 'number'];
    for (const record of assetsByIds(db, order.ids.slice(i, i + 1000), columns)) {
      kindOf.set(record.id, {
        kind: once(record.kind) as Kind,
        schemeId: once(record.scheme_id),
        level: once(String(record['confidentiality'] ?? '')),
        number: String(record['number']),
      });
    }
  }
  const byKind = KIND_ORDER.map((kind) => ({
    kind,
    ids: order.ids.filter((id) => kindOf.get(id)?.kind === kind),
  })).filter(({ ids }) => ids.length > 0);
  const schemes = [
    ...new Set([state.settings.schemeId, ...[...kindOf.values()].map((asset) => asset.schemeId)]),
  ].flatMap((id) => state.schemes.get(id) ?? []);
  const proof = past?.proof ?? proofNow(db);
  // One for all sheets: it reads the links of the whole register.
  const graph = new ClassGraph(db, () => state);
  const book = bookOf(state, order, {
    title: order.title,
    proof,
    rows: order.ids.length,
    countsByKind: {
      title: '資産区分ごとの件数',
      columns: ['資産区分', '件数'],
      rows: [...byKind.map(({ kind, ids }) => [KIND_DEFINITIONS[kind].label, ids.length]), ['合計', order.ids.length]],
    },
    countsByClass: countsByClass(schemes, [...kindOf.values()]),
    notes: [
      `対象: ${order.filterWords}（${order.ids.length}件）`,
      ...(past?.notes ?? []),
      '各シートの印刷は、先頭の列だけです。残りの列は画面で見られます。',
    ],
    sheets: byKind.map(({ kind, ids }) => sheetOf(db, state, graph, kind, ids, order.asOf)),
    definitions: schemes.flatMap(definitionTables),
    facts: [
      ['基準日', formatDate(order.asOf, 'wareki')],
      ['絞り込み', order.filterWords],
      ...byKind.map(({ kind, ids }): [string, string] => [
        `　${KIND_DEFINITIONS[kind].label}`,
        `${ids.length}件・${state.catalogue.fieldsOf(kind).length}列`,
      ]),
      ['並び順', '資産番号順'],
    ],
  });
  const numbers = order.ids.flatMap((id) => kindOf.get(id)?.number ?? []);
  return {
    book: { ...book, origin: { ...proof, asOf: order.asOf, numbers } },
    byKind: byKind.map(({ kind, ids }) => ({ label: KIND_DEFINITIONS[kind].label, rows: ids.length })),
    proof,
  };
}

function sheetOf(
  db: ReadableDb,
  state: RegisterState,
  graph: ClassGraph,
  kind: Kind,
  ids: readonly number[],
  day: string,
): SheetModel {
  const fields = ledgerFields(state.catalogue, kind);
  return {
    name: KIND_DEFINITIONS[kind].label,
    rowCount: ids.length,
    columns: fields.map(({ field, print }) => columnOfField(state, field, print)),
    rows: rowsOf(
      db,
      state,
      graph,
      kind,
      ids,
      fields.map(({ field }) => field),
      day,
    ),
  };
}

function columnOfField(state: RegisterState, field: Field, print: boolean): Column {
  const choices = choicesOf(state, field);
  return {
    id: field.id,
    label: field.label,
    type: field.type === 'date' || field.type === 'integer' ? field.type : 'text',
    width: field.width,
    print,
    ...(choices ? { choices } : {}),
  };
}

/** The words that may be entered in a column; null for free text. */
function choicesOf(state: RegisterState, field: Field): string[] | null {
  if (isAxis(field.id))
    return state.schemes.get(state.settings.schemeId)?.axes[field.id].levels.map((level) => level.name) ?? null;
  if (field.type !== 'choice') return null;
  const items = state.lists.find((list) => list.id === field.list)?.items.filter((item) => !item.hidden) ?? [];
  return items.length > 0 ? items.map((item) => item.label) : null;
}

function* rowsOf(
  db: ReadableDb,
  state: RegisterState,
  graph: ClassGraph,
  kind: Kind,
  ids: readonly number[],
  fields: readonly Field[],
  day: string,
): Iterable<CellValue[]> {
  // Of all at once: each look at the links walks through all of them.
  const facts = loadFacts(
    db,
    state,
    ids,
    fields.map((field) => field.id),
    graph,
  );
  for (let i = 0; i < ids.length; i += READ_AT_ONCE) {
    const chunk = ids.slice(i, i + READ_AT_ONCE);
    const records = new Map(readRecords(db, chunk).map((record) => [record.id, record]));
    for (const id of chunk) {
      const record = records.get(id)!;
      const stored = valuesOf(kind, record);
      const derived = derive(state, kind, record.scheme_id, stored, { today: day, ...facts.of(id) });
      // As completeValues does it, without a third object for each asset: an eighth of the time.
      yield fields.map((field) =>
        cellOf(state, field, kind, stored[field.id] === undefined ? derived : stored, record.scheme_id),
      );
    }
  }
}

/** A value as it stands in a ledger's cell: dates in ISO, numbers as such, all else in words; null for none. */
export function cellOf(state: RegisterState, field: Field, kind: Kind, values: Values, schemeId: string): CellValue {
  if (field.id === 'kind') return KIND_DEFINITIONS[kind].label;
  const value = values[field.id];
  if (value === null || value === undefined) return null;
  // Dates and numbers stay dates and numbers: Excel shows them in its own way (和暦 by the number format).
  if (field.type === 'date' || field.type === 'integer') return value as CellValue;
  return wordsOf(state, field, value, schemeId);
}

function countsByClass(
  schemes: readonly Scheme[],
  assets: readonly { kind: Kind; schemeId: string; level: string }[],
): Table {
  const rows: (string | number)[][] = [];
  for (const scheme of schemes) {
    for (const level of scheme.axes.confidentiality.levels) {
      const count = assets.filter((asset) => asset.schemeId === scheme.id && asset.level === level.code).length;
      if (count > 0 || !level.hidden) rows.push([level.name, count]);
    }
  }
  const open = assets.filter((asset) => asset.level === '').length;
  if (open > 0) rows.push(['未分類', open]);
  return { title: '機密性ごとの件数', columns: ['機密性', '件数'], rows };
}

/** A scheme's levels and classes in words, for the sheet 分類の定義. */
export function definitionTables(scheme: Scheme): Table[] {
  const heading = `${scheme.name}（${scheme.version}）`;
  return [
    ...AXES.map((axis) => ({
      title: `${heading} ${scheme.axes[axis].label}`,
      columns: ['段階', '定義', '例', '取扱制限'],
      rows: scheme.axes[axis].levels.map((level) => [
        level.name,
        level.definition,
        level.examples,
        levelOf(scheme, axis, level.code)!.duties.join('、') || 'なし',
      ]),
    })),
    {
      title: `${heading} ${scheme.importance.label}`,
      columns: ['区分', '定義'],
      rows: scheme.importance.classes.map((one) => [one.code, one.definition]),
    },
    { title: '取扱制限', columns: ['記号', '内容'], rows: scheme.duties.map((duty) => [duty.code, duty.text]) },
  ];
}
