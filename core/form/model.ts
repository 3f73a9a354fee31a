import { KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import { columnTitle, type Form, isOtherColumn, OWN_FIELDS } from '../../contract/form.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import type { Proof } from '../../contract/proof.ts';
import type { ReadableDb } from '../../db/types.ts';
import { isAxis, wordsOf } from '../asset/words.ts';
import type { Card, CountsBody, FormBook, FormPaper, FormTableColumn } from '../excel/write/formModel.ts';
import { printedProof } from '../history/printedProof.ts';
import { proofNow } from '../history/proof.ts';
import { formatMoment } from '../moment.ts';
import type { BookOrder } from '../output/book.ts';
import type { RegisterState } from '../register/state.ts';
import { cellOf, type FormAsset, fieldsOnForm, formAssets, ownFieldColumns } from './rows.ts';

/** What a form is asked to show. Plain data: it goes to the worker thread. */
export interface FormOrder extends BookOrder {
  readonly form: Form;
  /** Assets in the order of the form. */
  readonly ids: readonly number[];
  readonly filterWords: string;
}

/** A register of the past has no history of its own: what proves it, and what has to be said of it. */
export interface PastProof {
  readonly proof: Proof;
  readonly notes: readonly string[];
}

/** The form with its rows, read while they are written. */
export function formBook(
  db: ReadableDb,
  state: RegisterState,
  order: FormOrder,
  past?: PastProof,
): { book: FormBook; proof: Proof } {
  const { form, ids } = order;
  const { unionName, marking } = state.settings;
  const proof = past?.proof ?? proofNow(db);
  const printed = printedProof(proof, ids.length);
  const exportedAt = formatMoment(new Date(order.exportedAt));
  const title = form.title || form.name;
  const paper = formPaper(db, state, order, past?.notes ?? []);
  return {
    proof,
    book: {
      title,
      unionName,
      marking,
      asOf: order.asOf,
      exportedAt,
      exportedBy: order.exportedBy,
      proof: printed,
      form: paper,
      facts: [
        ['題名', title],
        ['組合名', unionName],
        ['様式', form.name],
        ['様式番号', form.formNumber || 'なし'],
        ['基準日', formatDate(order.asOf, 'wareki')],
        ['載せた資産', `${order.filterWords}（${ids.length}件）`],
        ...(past?.notes ?? []).map((note): [string, string] => ['過去の台帳', note]),
        ['出力日時', exportedAt],
        ['出力者', order.exportedBy],
        ['分類の表示', marking],
        ['照合番号', printed.number],
        ...printed.facts,
        ['アプリの版', order.appVersion],
      ],
    },
  };
}

/** What stands above the table. */
export function headingOf(state: RegisterState, form: Form, asOf: string, rows: number): string[] {
  const count = form.type === 'card' ? [] : [`${rows.toLocaleString('ja-JP')}件`];
  return [state.settings.unionName, `${formatDate(asOf, 'wareki')}現在`, ...count];
}

function formPaper(db: ReadableDb, state: RegisterState, order: FormOrder, notes: readonly string[]): FormPaper {
  const { form, ids } = order;
  return {
    name: form.name,
    formNumber: form.formNumber,
    title: form.title || form.name,
    approvals: approvalsOf(state, form),
    heading: headingOf(state, form, order.asOf, ids.length),
    paper: form.paper,
    orientation: form.orientation,
    note: [form.note, ...notes].filter(Boolean).join('\n'),
    empty: form.empty,
    body: bodyOf(db, state, order),
  };
}

export function approvalsOf(state: RegisterState, form: Form): readonly string[] {
  return (form.approvals ?? state.settings.approvals).filter((title) => title !== '');
}

function bodyOf(db: ReadableDb, state: RegisterState, order: FormOrder): FormPaper['body'] {
  const { form, ids, asOf } = order;
  if (form.type === 'counts') return countsOf(db, state, form, ids, asOf);
  if (form.type === 'card') return { type: 'card', cards: cardsOf(db, state, form, ids, asOf), cardCount: ids.length };
  return {
    type: 'list',
    columns: tableColumns(state, form),
    rows: rowsOf(db, state, form, ids, asOf),
    rowCount: ids.length,
  };
}

/** The columns of a table with their types, widths and value lists. */
export function tableColumns(state: RegisterState, form: Form): FormTableColumn[] {
  return form.columns.map((column) => {
    const field = isOtherColumn(column.field) ? undefined : state.catalogue.fieldById(column.field);
    const plain = column.item !== undefined || column.show === 'code';
    const type =
      column.field === 'rowNumber' || (field?.type === 'integer' && !plain)
        ? 'integer'
        : field?.type === 'date'
          ? 'date'
          : 'text';
    const choices = field?.type === 'choice' ? choicesOf(state, field.list!) : null;
    return {
      id: column.item === undefined ? column.field : `${column.field}:${column.item}`,
      label: columnTitle(column, state.catalogue),
      group: column.group,
      type,
      width: column.width,
      ...(choices && choices.length > 0 ? { choices } : {}),
    };
  });
}

function choicesOf(state: RegisterState, list: string): string[] {
  const items = state.lists.find((one) => one.id === list)?.items ?? [];
  return items.filter((item) => !item.hidden).map((item) => item.label);
}

/** One row of values for each asset. */
export function* rowsOf(db: ReadableDb, state: RegisterState, form: Form, ids: readonly number[], day: string) {
  let row = 0;
  for (const asset of formAssets(db, state, ids, fieldsOnForm(form), day)) {
    row += 1;
    yield form.columns.map((column) => {
      const value = cellOf(state, asset, column, row);
      return value === null || value === '' ? (column.field === 'blank' ? null : form.empty || null) : value;
    });
  }
}

function* cardsOf(
  db: ReadableDb,
  state: RegisterState,
  form: Form,
  ids: readonly number[],
  day: string,
): Generator<Card> {
  for (const asset of formAssets(db, state, ids, null, day)) {
    const fields: Card['fields'][number][] = [];
    for (const column of form.columns) {
      if (column.field === OWN_FIELDS) {
        for (const field of ownFieldColumns(state, asset.kind))
          fields.push(cardField(state, asset, form, { ...column, field: field.id, title: '' }));
      } else fields.push(cardField(state, asset, form, column));
    }
    const { number, name } = asset.values;
    yield { caption: [number, name].filter(Boolean).join('　'), fields };
  }
}

function cardField(state: RegisterState, asset: FormAsset, form: Form, column: Form['columns'][number]) {
  const field = state.catalogue.fieldById(column.field);
  const value = cellOf(state, asset, column, 1);
  const words = field?.type === 'date' && value !== null ? formatDate(String(value), 'wareki') : String(value ?? '');
  const long = field?.type === 'longText' || words.length > 24;
  return {
    label: columnTitle(column, state.catalogue),
    value: words || (column.field === 'blank' ? '' : form.empty),
    long,
  };
}

/** How many assets there are for each pair of values; entries of a list in its own order, 未記入 last. */
function countsOf(db: ReadableDb, state: RegisterState, form: Form, ids: readonly number[], day: string): CountsBody {
  const { rows, columns } = form.counts!;
  const counted = new Map<string, Map<string, number>>();
  const [seenRows, seenColumns] = [new Set<string>(), new Set<string>()];
  for (const asset of formAssets(db, state, ids, [rows, columns], day)) {
    const [row, column] = [valueWords(state, asset, rows), valueWords(state, asset, columns)];
    const own = counted.get(row) ?? new Map<string, number>();
    counted.set(row, own);
    own.set(column, (own.get(column) ?? 0) + 1);
    seenRows.add(row);
    seenColumns.add(column);
  }
  const columnLabels = inOrder(state, columns, seenColumns, true);
  return {
    type: 'counts',
    rowsLabel: state.catalogue.fieldById(rows)!.label,
    columnsLabel: state.catalogue.fieldById(columns)!.label,
    columns: columnLabels,
    rows: inOrder(state, rows, seenRows, false).map((label) => ({
      label,
      counts: columnLabels.map((column) => counted.get(label)?.get(column) ?? 0),
    })),
  };
}

const NOTHING = '未記入';

function valueWords(state: RegisterState, asset: FormAsset, id: string): string {
  if (id === 'kind') return KIND_DEFINITIONS[asset.kind].label;
  return wordsOf(state, state.catalogue.fieldById(id)!, asset.values[id], asset.schemeId) || NOTHING;
}

/** @param all levels that are in use as a rule stand there even with nothing in them */
function inOrder(state: RegisterState, id: string, seen: ReadonlySet<string>, all: boolean): string[] {
  const known = orderOf(state, id);
  const listed = known.filter(({ label, usual }) => seen.has(label) || (all && usual)).map(({ label }) => label);
  const others = [...seen].filter((label) => label !== NOTHING && !listed.includes(label)).sort();
  return [...new Set(listed), ...others, ...(seen.has(NOTHING) ? [NOTHING] : [])];
}

function orderOf(state: RegisterState, id: string): { label: string; usual: boolean }[] {
  if (id === 'kind') return KIND_ORDER.map((kind: Kind) => ({ label: KIND_DEFINITIONS[kind].label, usual: false }));
  const scheme = state.schemes.get(state.settings.schemeId);
  if (isAxis(id)) return scheme?.axes[id].levels.map((level) => ({ label: level.name, usual: !level.hidden })) ?? [];
  if (id === 'importance') return scheme?.importance.classes.map(({ code }) => ({ label: code, usual: true })) ?? [];
  const list = state.lists.find((one) => one.id === state.catalogue.fieldById(id)?.list);
  return list?.items.map(({ label }) => ({ label, usual: false })) ?? [];
}
