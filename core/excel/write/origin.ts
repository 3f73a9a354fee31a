/**
 * The hidden sheet 往復: what the app needs to know its own ledger again when a clerk brings it back (core/roundTrip),
 * whatever was sorted, moved, renamed or removed in the sheets that are seen. Labels and values below each other:
 *
 *     Daicho | 1                 the form of this sheet
 *     台帳   | UUID of the register
 *     記録   | number of the last entry   | its whole hash
 *     基準日 | ISO day
 *     列     | sheet   | heading          | field id      (one row for each column of each ledger sheet)
 *     番号   | numbers of the assets in the book, one per line, as many as fit a cell
 */
import type { LongTexts } from './longTexts.ts';
import type { Column, Origin } from './model.ts';
import type { BookWriter } from './stream.ts';
import * as look from './styles.ts';
import { CELL_LIMIT, cleanText, escapeXstring } from './text.ts';

export const ORIGIN_SHEET = '往復';
export const ORIGIN_FORM = 'Daicho';

/** A ledger sheet as it was written. */
export interface WrittenSheet {
  readonly name: string;
  readonly columns: readonly Column[];
}

export function writeOrigin(
  workbook: BookWriter,
  name: string,
  origin: Origin,
  sheets: readonly WrittenSheet[],
  long: LongTexts,
): void {
  const sheet = workbook.addWorksheet(name, { state: 'hidden' });
  let row = 0;
  const add = (...values: readonly string[]) => {
    row += 1;
    for (const [index, value] of values.entries()) {
      const cell = sheet.getCell(row, index + 1);
      cell.value = value;
      cell.style = look.emptyText;
    }
  };
  add(ORIGIN_FORM, '1');
  add('台帳', origin.registerId);
  add('記録', String(origin.seq), origin.hash);
  add('基準日', origin.asOf);
  for (const { name: sheetName, columns } of sheets)
    for (const { id, label } of columns) add('列', sheetName, long.fit(label, name, row + 1, 'C'), id);
  for (const numbers of packed(origin.numbers)) add('番号', numbers);
  sheet.commit();
}

/** Numbers in pieces that fit a cell, one per line: 100,000 rows of one number each would take as long as a ledger. */
function packed(numbers: readonly string[]): string[] {
  const result: string[] = [];
  let piece = '';
  for (const number of numbers) {
    const line = escapeXstring(cleanText(number));
    if (piece !== '' && piece.length + line.length + 1 > CELL_LIMIT - 100) {
      result.push(piece);
      piece = '';
    }
    piece += piece === '' ? line : `\n${line}`;
  }
  if (piece !== '') result.push(piece);
  return result;
}
