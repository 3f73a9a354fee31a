/** One ledger sheet: header in row 1, then the data, nothing else, so that filters and other readers have it simple. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Style } from 'exceljs';
import { DaichoError } from '../../../contract/errors.ts';
import { columnLetters } from '../../../contract/importing.ts';
import type { LongTexts } from './longTexts.ts';
import type { Book, CellValue, Column, SheetModel } from './model.ts';
import { headerFooter, pageSetup } from './page.ts';
import { type BookWriter, columnWidth, type OpenBook, rowWriter, writeRows } from './stream.ts';
import * as look from './styles.ts';
import type { ChoiceList } from './tables.ts';
import { linesOf } from './text.ts';

/** Rows between two looks at the abort signal; about 10 ms of work. */
const BATCH = 250;
/** Rows of an Excel sheet. */
const MAX_ROWS = 1_048_576;
/** Empty rows below the data where the value lists work too. */
const SPARE_ROWS = 100;

/** What every sheet of a book is written with. */
export interface SheetContext<B> {
  readonly open: OpenBook;
  readonly book: B;
  readonly long: LongTexts;
  /** Sheet that will hold the value lists, and the lists collected for it so far. */
  readonly listSheet: string;
  readonly lists: ChoiceList[];
  /** Called after each batch with the number of rows in it; throws to stop. */
  readonly batchDone: (rows: number) => void;
}

/** Writes one ledger sheet. Returns the number of rows, with the header. */
export async function writeLedger(context: SheetContext<Book>, model: SheetModel, name: string): Promise<number> {
  const { open, book, long } = context;
  const order = printedFirst(model.columns);
  const columns = order.map((index) => model.columns[index]!);
  const printedColumns = columns.filter((column) => column.print).length || columns.length;
  const last = columnLetters(columns.length - 1);

  const sheet = open.workbook.addWorksheet(name, {
    pageSetup: { ...pageSetup('landscape'), printTitlesRow: '1:1' },
    headerFooter: headerFooter(book, name),
    views: [{ state: 'frozen', xSplit: Math.min(2, columns.length - 1), ySplit: 1, showGridLines: true }],
  });
  sheet.columns = columns.map((column) => ({ width: columnWidth(column) + 0.71, style: emptyLook(column) as Style }));

  const text = (value: string, row: number, column: string) => long.fit(value, name, row, column);
  const header = sheet.getRow(1);
  for (const [index, column] of columns.entries()) {
    const cell = header.getCell(index + 1);
    cell.value = text(column.label, 1, columnLetters(index));
    cell.style = look.header;
  }
  header.height = 15 * Math.max(...columns.map((column) => linesOf(column.label, columnWidth(column) - 1))) + 6;
  header.commit();

  const rowXml = rowWriter(open.workbook, columns, order, text);
  const row = await writeBatches(context, sheet, model.rows, rowXml, 1);

  sheet.autoFilter = `A1:${last}${row}`;
  sheet.pageSetup.printArea = `A$1:${columnLetters(printedColumns - 1)}$${row}`;
  for (const [index, column] of columns.entries()) {
    if (!column.choices?.length) continue;
    valueList(sheet, columnLetters(index), 2, row, listReference(context, column));
  }
  sheet.commit();
  return row;
}

/**
 * Writes the rows below row `head`, some at a time.
 * @returns the last row @throws DaichoError fileTooLarge for more than a sheet has, and what `batchDone` throws to stop
 */
export async function writeBatches(
  { open, batchDone }: SheetContext<unknown>,
  sheet: ReturnType<BookWriter['addWorksheet']>,
  rows: Iterable<readonly CellValue[]>,
  rowXml: ReturnType<typeof rowWriter>,
  head: number,
): Promise<number> {
  let row = head;
  let batch = '';
  let inBatch = 0;
  const send = async () => {
    writeRows(sheet, batch);
    batchDone(inBatch);
    batch = '';
    inBatch = 0;
    await open.drained(sheet);
    // A drained stream may not have waited at all; cancelling and progress need a turn of the event loop.
    await nextTurn();
  };
  for (const values of rows) {
    if (row === MAX_ROWS) throw new DaichoError('fileTooLarge', `Excelの1シートには${MAX_ROWS}行までしか入りません。`);
    row += 1;
    batch += rowXml(values, row);
    inBatch += 1;
    if (inBatch === BATCH) await send();
  }
  if (inBatch > 0) await send();
  return row;
}

/** Indexes of the columns, the printed ones first, otherwise as given. */
function printedFirst(columns: readonly Column[]): number[] {
  const indexes = columns.map((_, index) => index);
  return [...indexes.filter((index) => columns[index]!.print), ...indexes.filter((index) => !columns[index]!.print)];
}

function emptyLook(column: Column) {
  if (column.type === 'date') return look.emptyDate;
  return column.type === 'integer' ? look.emptyInteger : look.emptyText;
}

/** Where a column's choices stand on the list sheet; columns with the same choices share one list. */
export function listReference(context: Pick<SheetContext<unknown>, 'lists' | 'listSheet'>, column: Column): string {
  const choices = column.choices!;
  const same = (list: ChoiceList) => list.choices.join('\u0000') === choices.join('\u0000');
  let index = context.lists.findIndex(same);
  if (index < 0) index = context.lists.push({ label: column.label, choices }) - 1;
  const letters = columnLetters(index);
  return `'${context.listSheet}'!$${letters}$2:$${letters}$${choices.length + 1}`;
}

/** Offers a list in a column, from its first row to some empty ones below its last. */
export function valueList(sheet: unknown, letters: string, first: number, last: number, list: string): void {
  addValidation(sheet, `${letters}${first}:${letters}${Math.min(last + SPARE_ROWS, MAX_ROWS)}`, list);
}

/** By range: the public `cell.dataValidation` would need every cell and forgets committed rows. */
function addValidation(sheet: unknown, range: string, list: string): void {
  const { dataValidations } = sheet as { dataValidations: { add(range: string, validation: object): void } };
  dataValidations.add(range, {
    type: 'list',
    allowBlank: true,
    formulae: [list],
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: '入力できない値です',
    error: '一覧にある値を選んでください。',
  });
}
