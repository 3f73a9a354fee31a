/** 表紙: one upright A4 page on a grid of ten columns of 18 mm, so that a 決裁欄 box is one column wide. */
import type { Worksheet } from 'exceljs';
import { formatDate } from '../../../contract/japanese/date.ts';
import type { LongTexts } from './longTexts.ts';
import type { Book, Table } from './model.ts';
import { headerFooter, pageSetup } from './page.ts';
import type { BookWriter } from './stream.ts';
import * as look from './styles.ts';
import { linesOf } from './text.ts';

const GRID = 10;
/** 68 pixels of 1/96 inch = 18.0 mm. */
const GRID_WIDTH = 9.71;
const GRID_CHARACTERS = 9;
/** Points; 18 mm. */
const SEAL_HEIGHT = 51;
const LINE_HEIGHT = 15;
/** More boxes than this would leave no room for the union's name beside them; they go on below. */
const SEALS_PER_LINE = 7;

/** Writes the sheet 表紙. */
export function writeCover(workbook: BookWriter, book: Book, name: string, long: LongTexts): void {
  const { cover } = book;
  const sheet = workbook.addWorksheet(name, {
    pageSetup: pageSetup('portrait'),
    headerFooter: headerFooter(book, ''),
    views: [{ showGridLines: false, state: 'normal' }],
  });
  const tables = [cover.countsByKind, cover.countsByClass];
  const width = Math.max(GRID, ...tables.map((table) => table.columns.length + 1));
  sheet.columns = Array.from({ length: width }, () => ({ width: GRID_WIDTH }));
  const text = (value: string, row: number) => long.fit(value, name, row, 'A');

  let row = writeSeals(sheet, cover.approvals, (value) => text(value, 1));
  const union = sheet.getCell(1, 1);
  const unionColumns = GRID - Math.min(cover.approvals.length, SEALS_PER_LINE);
  sheet.mergeCells(1, 1, 2, unionColumns);
  union.value = text(cover.unionName, 1);
  union.style = look.coverUnion;

  sheet.getRow(row).height = 30;
  row += 1;
  // The title's letters are 2.2 times as wide as the grid's.
  line(sheet, row, text(cover.title, row), look.coverTitle, 36 * linesOf(cover.title, (GRID * GRID_CHARACTERS) / 2.2));
  row += 1;
  line(sheet, row, text(`基準日　${formatDate(cover.asOf, 'wareki')}`, row), look.coverDate, 24);
  row += 2;

  for (const table of tables) row = writeCounts(sheet, table, row, text) + 1;
  if (book.proof) {
    line(sheet, row, '照合番号', look.caption, 20);
    row += 1;
    line(sheet, row, book.proof.number, look.proofNumber, 26);
    row += 1;
    const facts = book.proof.facts.map(([label, value]) => `${label} ${value}`).join('　');
    line(sheet, row, text(facts, row), look.plain, LINE_HEIGHT * linesOf(facts, GRID * GRID_CHARACTERS - 2));
    row += 2;
  }
  if (cover.notes.length > 0) {
    line(sheet, row, '備考', look.caption, 20);
    row += 1;
    for (const note of cover.notes) {
      line(sheet, row, text(note, row), look.plain, LINE_HEIGHT * linesOf(note, GRID * GRID_CHARACTERS - 2));
      row += 1;
    }
  }
  sheet.pageSetup.printArea = `A$1:${sheet.getColumn(width).letter}$${row}`;
  sheet.commit();
}

/** Boxes at the top right, the last title outermost. Returns the first row below them. */
function writeSeals(sheet: Worksheet, titles: readonly string[], text: (value: string) => string): number {
  let row = 1;
  for (let from = 0; from < Math.max(1, titles.length); from += SEALS_PER_LINE) {
    const group = titles.slice(from, from + SEALS_PER_LINE);
    sheet.getRow(row).height = 18;
    sheet.getRow(row + 1).height = SEAL_HEIGHT;
    for (const [index, title] of group.entries()) {
      const column = GRID - group.length + index + 1;
      const head = sheet.getCell(row, column);
      head.value = text(title);
      head.style = look.sealTitle;
      sheet.getCell(row + 1, column).style = look.sealBox;
    }
    row += 2;
  }
  return row;
}

/** A small table over merged grid columns. Returns the first row below it. */
function writeCounts(
  sheet: Worksheet,
  table: Table,
  firstRow: number,
  text: (value: string, row: number) => string,
): number {
  line(sheet, firstRow, text(table.title, firstRow), look.caption, 20);
  const others = table.columns.length - 1;
  const span = Math.min(3, Math.max(1, Math.floor(6 / Math.max(1, others))));
  const firstSpan = Math.max(2, GRID - others * span);
  const rows: (readonly (string | number)[])[] = [table.columns, ...table.rows];
  for (const [index, values] of rows.entries()) {
    const row = firstRow + 1 + index;
    let lines = 1;
    let column = 1;
    for (const [position, value] of values.entries()) {
      const width = position === 0 ? firstSpan : span;
      const cell = sheet.getCell(row, column);
      cell.value = typeof value === 'number' ? value : text(value, row);
      const style = index === 0 ? look.header : typeof value === 'number' ? look.tableNumber : look.tableText;
      for (let part = 0; part < width; part += 1) sheet.getCell(row, column + part).style = style;
      if (width > 1) sheet.mergeCells(row, column, row, column + width - 1);
      lines = Math.max(lines, linesOf(String(value), width * GRID_CHARACTERS - 1));
      column += width;
    }
    sheet.getRow(row).height = lines * LINE_HEIGHT + 3;
  }
  return firstRow + rows.length + 1;
}

/** One line over the whole grid. Merged cells have no automatic height, so it is given. */
function line(sheet: Worksheet, row: number, value: string, style: typeof look.plain, height: number): void {
  const cell = sheet.getCell(row, 1);
  sheet.mergeCells(row, 1, row, GRID);
  cell.value = value;
  cell.style = style;
  sheet.getRow(row).height = height;
}
