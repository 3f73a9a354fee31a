import { writeFile } from 'node:fs/promises';
import type { ImportPlan } from '../../contract/importing.ts';
import type { ReadBook } from '../excel/read/index.ts';
import { type Mark, markBook, plainBook } from '../excel/write/markBook.ts';
import { writeAtomically } from '../files/atomic.ts';
import { sheetOf } from './propose.ts';
import type { Prepared } from './rows.ts';

/** The person's own book with what has to be looked at: coloured, with the reason beside it, and listed. */

export interface MadeErrorBook {
  readonly bytes: number;
  /** Rows with something to look at, and cells. */
  readonly rows: number;
  readonly cells: number;
}

export async function writeErrorBook(
  source: { readonly bytes: Uint8Array; readonly book: ReadBook },
  plan: ImportPlan,
  { doubts }: Prepared,
  path: string,
): Promise<MadeErrorBook> {
  const used = plan.sheets.filter((one) => one.use).map((one) => ({ ...one, sheet: sheetOf(source.book, one)!.name }));
  const turned = new Set(used.filter((one) => one.fieldsAsRows || one.cards).map((one) => one.sheet));
  const headerRows = new Map<string, number>();
  for (const { sheet, headerRow } of used)
    if (!turned.has(sheet) && !headerRows.has(sheet)) headerRows.set(sheet, headerRow);
  const marks = doubts.map((one): Mark => {
    const letters = /^([A-Z]+)\d+$/.exec(one.cell)?.[1];
    return {
      sheet: one.sheet,
      row: one.row,
      column: letters ? [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) : null,
      reason: one.message,
      suggestion: one.suggestion ?? '',
      value: one.value,
      beside: !turned.has(one.sheet),
    };
  });
  const { book } = source;
  const bytes = markBook(book.format === 'xlsx' ? source.bytes : plainBook(book), { marks, headerRows });
  await writeAtomically(path, (temp) => writeFile(temp, bytes));
  return {
    bytes: bytes.length,
    rows: new Set(marks.map((one) => `${one.sheet} ${one.row}`)).size,
    cells: marks.length,
  };
}
