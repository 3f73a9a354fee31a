/**
 * A cell holds 32,767 characters and no more. A longer text is not cut: the cell ends with a note, and the rest stands on
 * the sheet 長い文章の続き under the number the note names, in as many rows as it needs. Joining the cell without its note
 * and those rows gives the text back.
 */
import { CELL_LIMIT, cleanText, escapeXstring, pieces } from './text.ts';

export const LONG_TEXT_SHEET = '長い文章の続き';
export const LONG_TEXT_COLUMNS = ['番号', 'シート', 'セル', '何枚目', '続きの文章'] as const;

interface LongTextRow {
  readonly number: number;
  readonly sheet: string;
  readonly cell: string;
  /** 1, 2, 3 … for one number. */
  readonly part: number;
  readonly text: string;
}

/** The note at the end of a cell whose text goes on elsewhere. */
export const longTextNote = (number: number): string => `…［続きは「${LONG_TEXT_SHEET}」シートの${number}番］`;

/** Counts escapes too, and leaves room for the note. */
const PIECE = CELL_LIMIT - 100;

export class LongTexts {
  readonly rows: LongTextRow[] = [];
  #count = 0;

  /** The text for a cell: cleaned, escaped, and with its overflow (if any) put aside. `cell` is e.g. C12. */
  fit(text: string, sheet: string, row: number, column: string): string {
    const clean = cleanText(text);
    if (clean.length <= CELL_LIMIT) return escapeXstring(clean);
    this.#count += 1;
    const number = this.#count;
    const [first, ...rest] = pieces(clean, PIECE);
    for (const [index, piece] of rest.entries()) {
      this.rows.push({ number, sheet, cell: `${column}${row}`, part: index + 1, text: escapeXstring(piece) });
    }
    return escapeXstring(`${first}${longTextNote(number)}`);
  }

  /** How many texts went on. */
  get count(): number {
    return this.#count;
  }
}
