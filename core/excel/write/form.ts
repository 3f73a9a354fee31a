/** A form as a book: the form itself, what it is a copy of (出力の記録) and the proof (照合). */
import type { Style } from 'exceljs';
import { columnLetters } from '../../../contract/importing.ts';
import { writeCards } from './cards.ts';
import { writeCounts } from './counts.ts';
import { writeEnd } from './end.ts';
import { HEADING_ROWS, writeHeading } from './formHeading.ts';
import type { FormBook, FormTableColumn, ListBody } from './formModel.ts';
import { listReference, type SheetContext, valueList, writeBatches } from './ledger.ts';
import { LONG_TEXT_SHEET, LongTexts } from './longTexts.ts';
import type { Column } from './model.ts';
import { headerFooter, pageSetup } from './page.ts';
import { columnWidth, type OpenBook, rowWriter, showFirstSheet } from './stream.ts';
import * as look from './styles.ts';
import type { ChoiceList } from './tables.ts';
import { cleanText, linesOf, sheetName } from './text.ts';
import { type Filled, type WriteOptions, type Written, writeFile } from './writeBook.ts';

export type FormContext = SheetContext<FormBook>;

/** Writes a form as an Excel book. @throws as writeBook */
export function writeFormBook(book: FormBook, path: string, options: WriteOptions = {}): Promise<Written> {
  return writeFile(path, options, (open, stopIfCancelled) => fill(open, book, stopIfCancelled, options.onProgress));
}

async function fill(
  open: OpenBook,
  book: FormBook,
  stopIfCancelled: () => void,
  onProgress: WriteOptions['onProgress'],
): Promise<Filled> {
  const { workbook } = open;
  workbook.creator = cleanText(book.exportedBy);
  workbook.lastModifiedBy = workbook.creator;
  showFirstSheet(workbook);
  const taken = new Set(['history']);
  const [factName, proofName, longName, listName] = ['出力の記録', '照合', LONG_TEXT_SHEET, 'リスト'].map((name) =>
    sheetName(name, taken),
  ) as [string, string, string, string];
  const long = new LongTexts();
  const lists: ChoiceList[] = [];
  let rows = 0;
  const batchDone = (count: number) => {
    rows += count;
    stopIfCancelled();
    onProgress?.(rows);
  };
  const context = { open, book, long, listSheet: listName, lists, batchDone };
  const { body } = book.form;
  const name = sheetName(book.form.name, taken);
  const sheetRows: (number | null)[] = [];
  if (body.type === 'list') sheetRows.push(await writeList(context, body, name));
  else {
    if (body.type === 'counts') writeCounts(context, body, name);
    else await writeCards(context, body, name);
    sheetRows.push(null);
  }
  const names = { facts: factName, proof: proofName, long: longName, lists: listName };
  sheetRows.push(...writeEnd(workbook, book, names, long, lists));
  await open.finish();
  return { rows, sheetRows };
}

/** A table under its heading. @returns the rows of the sheet */
async function writeList(context: FormContext, body: ListBody, name: string): Promise<number> {
  const { open, book, long } = context;
  const { form } = book;
  const columns: Column[] = body.columns.map((column) => ({ ...column, print: true }));
  const widths = columns.map(columnWidth);
  const headRow = HEADING_ROWS + (body.columns.some(({ group }) => group !== '') ? 2 : 1);
  const sheet = open.workbook.addWorksheet(name, {
    pageSetup: pageSetup(form.orientation, form.paper),
    headerFooter: headerFooter(book, ''),
    views: [{ state: 'frozen', xSplit: Math.min(2, columns.length - 1), ySplit: headRow, showGridLines: false }],
  });
  sheet.columns = widths.map((width) => ({ width: width + 0.71 }));
  const text = (value: string, row: number, column: number) => long.fit(value, name, row, columnLetters(column - 1));
  const top = writeHeading(sheet, form, widths, text);
  const head = writeTableHead(sheet, body.columns, widths, top, text);
  sheet.pageSetup.printTitlesRow = `${top}:${head}`;
  sheet.getRow(head).commit();

  const order = columns.map((_, index) => index);
  const fit = (value: string, row: number, column: string) => long.fit(value, name, row, column);
  const rowXml = rowWriter(open.workbook, columns, order, fit);
  const row = await writeBatches(context, sheet, body.rows, rowXml, head);

  const last = columnLetters(columns.length - 1);
  sheet.autoFilter = `A${head}:${last}${row}`;
  for (const [index, column] of columns.entries()) {
    if (column.choices?.length) valueList(sheet, columnLetters(index), head + 1, row, listReference(context, column));
  }
  let end = row;
  if (form.note) {
    end = row + 2;
    if (columns.length > 1) sheet.mergeCells(end, 1, end, columns.length);
    const cell = sheet.getCell(end, 1);
    cell.value = text(form.note, end, 1);
    cell.style = look.plain as Style;
    sheet.getRow(end).height =
      15 *
        linesOf(
          form.note,
          widths.reduce((sum, width) => sum + width, 0),
        ) +
      3;
  }
  sheet.pageSetup.printArea = `A$1:${last}$${end}`;
  sheet.commit();
  return row + (form.note ? 1 : 0);
}

/** Headings, in two rows where some stand together under one of their own. @returns the last of their rows */
function writeTableHead(
  sheet: ReturnType<OpenBook['workbook']['addWorksheet']>,
  columns: readonly FormTableColumn[],
  widths: readonly number[],
  top: number,
  text: (value: string, row: number, column: number) => string,
): number {
  const grouped = columns.some(({ group }) => group !== '');
  const head = grouped ? top + 1 : top;
  const set = (row: number, column: number, value: string) => {
    const cell = sheet.getCell(row, column);
    cell.value = text(value, row, column);
    cell.style = look.header;
  };
  for (let index = 0; index < columns.length; ) {
    const { group, label } = columns[index]!;
    if (group === '') {
      set(top, index + 1, label);
      if (grouped) {
        // Merged: the second of them needs the border.
        sheet.getCell(head, index + 1).style = look.header;
        sheet.mergeCells(top, index + 1, head, index + 1);
      }
      index += 1;
      continue;
    }
    const from = index;
    while (index < columns.length && columns[index]!.group === group) {
      set(head, index + 1, columns[index]!.label);
      sheet.getCell(top, index + 1).style = look.header;
      index += 1;
    }
    set(top, from + 1, group);
    if (index - from > 1) sheet.mergeCells(top, from + 1, top, index);
  }
  const lines = (rows: readonly [string, number][]) =>
    Math.max(...rows.map(([words, width]) => linesOf(words, width - 1)));
  const own = columns.map(({ label, group }, i): [string, number] => [
    label,
    group || !grouped ? widths[i]! : widths[i]! * 2,
  ]);
  if (grouped) sheet.getRow(top).height = 21;
  sheet.getRow(head).height = 15 * lines(own) + 6;
  return head;
}
