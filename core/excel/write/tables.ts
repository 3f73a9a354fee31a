/** The small sheets behind the ledgers: 分類の定義, 出力の記録, 長い文章の続き and the hidden リスト. */
import { columnLetters } from '../../../contract/importing.ts';
import type { BookFacts } from './formModel.ts';
import { LONG_TEXT_COLUMNS, LONG_TEXT_SHEET, type LongTexts } from './longTexts.ts';
import type { Book, Table } from './model.ts';
import { headerFooter, pageSetup } from './page.ts';
import type { BookWriter } from './stream.ts';
import * as look from './styles.ts';
import { linesOf, widthOf } from './text.ts';

const MIN_WIDTH = 8;
const MAX_WIDTH = 50;

/** Writes tables one below the other. */
export function writeTables(
  workbook: BookWriter,
  book: Book,
  name: string,
  tables: readonly Table[],
  long: LongTexts,
): void {
  const sheet = workbook.addWorksheet(name, {
    pageSetup: pageSetup('landscape'),
    headerFooter: headerFooter(book, name),
    views: [{ showGridLines: false, state: 'normal' }],
  });
  const columnWidths = widths(tables);
  sheet.columns = columnWidths.map((width) => ({ width }));
  let row = 0;
  const add = (values: readonly (string | number)[], head: boolean) => {
    row += 1;
    let lines = 1;
    for (const [index, value] of values.entries()) {
      lines = Math.max(lines, linesOf(String(value), columnWidths[index]! - 2));
      const cell = sheet.getCell(row, index + 1);
      cell.value = typeof value === 'number' ? value : long.fit(value, name, row, columnLetters(index));
      cell.style = head ? look.header : typeof value === 'number' ? look.tableNumber : look.tableText;
    }
    sheet.getRow(row).height = rowHeight(lines);
  };
  for (const table of tables) {
    row += 1;
    const title = sheet.getCell(row, 1);
    title.value = long.fit(table.title, name, row, 'A');
    title.style = look.caption;
    sheet.getRow(row).height = 22;
    add(table.columns, true);
    for (const values of table.rows) add(values, false);
    row += 1;
    sheet.getRow(row).height = 12;
  }
  sheet.commit();
}

/** Writes 出力の記録: label and value, one below the other. */
export function writeFacts(workbook: BookWriter, book: BookFacts, name: string, long: LongTexts): void {
  const facts = [...book.facts];
  if (long.count > 0) facts.push(['長い文章', `${long.count}件は「${LONG_TEXT_SHEET}」シートに続きがあります。`]);
  const sheet = workbook.addWorksheet(name, {
    pageSetup: pageSetup('portrait'),
    headerFooter: headerFooter(book, name),
    views: [{ showGridLines: false, state: 'normal' }],
  });
  sheet.columns = [{ width: 24 }, { width: 66 }];
  for (const [index, [label, value]] of facts.entries()) {
    const row = index + 1;
    const head = sheet.getCell(row, 1);
    head.value = long.fit(label, name, row, 'A');
    head.style = look.header;
    const cell = sheet.getCell(row, 2);
    cell.value = long.fit(value, name, row, 'B');
    cell.style = look.tableText;
    sheet.getRow(row).height = rowHeight(linesOf(value, 64));
  }
  sheet.commit();
}

/** Writes the overflow of texts that no cell can hold. */
export function writeLongTexts(workbook: BookWriter, book: BookFacts, name: string, long: LongTexts): void {
  const sheet = workbook.addWorksheet(name, {
    pageSetup: { ...pageSetup('landscape'), printTitlesRow: '1:1' },
    headerFooter: headerFooter(book, name),
  });
  sheet.columns = [8, 24, 10, 8, 100].map((width) => ({ width }));
  const head = sheet.addRow([...LONG_TEXT_COLUMNS]);
  for (let column = 1; column <= LONG_TEXT_COLUMNS.length; column += 1) head.getCell(column).style = look.header;
  for (const { number, sheet: from, cell, part, text } of long.rows) {
    const row = sheet.addRow([number, from, cell, part, text]);
    for (const column of [1, 4]) row.getCell(column).style = look.tableNumber;
    for (const column of [2, 3, 5]) row.getCell(column).style = look.tableText;
  }
  sheet.commit();
}

export interface ChoiceList {
  readonly label: string;
  readonly choices: readonly string[];
}

/** Writes the hidden sheet of value lists, one column each, label on top. */
export function writeLists(workbook: BookWriter, name: string, lists: readonly ChoiceList[], long: LongTexts): void {
  const sheet = workbook.addWorksheet(name, { state: 'hidden' });
  const height = Math.max(...lists.map((list) => list.choices.length));
  for (let index = -1; index < height; index += 1) {
    const row = index + 2;
    for (const [position, list] of lists.entries()) {
      const value = index < 0 ? list.label : list.choices[index];
      if (value === undefined) continue;
      const cell = sheet.getCell(row, position + 1);
      cell.value = long.fit(value, name, row, columnLetters(position));
      cell.style = look.emptyText;
    }
  }
  sheet.commit();
}

/** Points. Given, because not every program fits rows to wrapped text when it opens a file. */
function rowHeight(lines: number): number {
  return Math.min(409, lines * 13.5 + 6);
}

/** As wide as the widest line of each column, within reason. */
function widths(tables: readonly Table[]): number[] {
  const result: number[] = [];
  for (const table of tables) {
    for (const values of [table.columns, ...table.rows]) {
      for (const [index, value] of values.entries()) {
        const wanted = Math.max(...String(value).split('\n').map(widthOf)) + 2;
        result[index] = Math.min(MAX_WIDTH, Math.max(result[index] ?? MIN_WIDTH, wanted));
      }
    }
  }
  return result;
}
