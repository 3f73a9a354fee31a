import type { ErrorCode } from '../../contract/errors.ts';
import type { Cell, ReadBook } from '../../core/excel/read/index.ts';

/** What must come of a file of the corpus (reliability.md §6). Anything else is a failure of the reader. */
export type Expectation =
  /** One of these codes, with words that say this. */
  | { readonly refused: readonly ErrorCode[]; readonly words: RegExp }
  /** Exactly these rows of the first sheet: row number, then `cellWords` of each cell. */
  | { readonly rows: readonly (readonly (string | number)[])[]; readonly notes?: RegExp }
  /** Exactly this content, or a refusal: what a flipped bit may leave. */
  | { readonly same: string };

export interface CorpusFile {
  readonly name: string;
  readonly fileName: string;
  make(): Uint8Array;
  readonly expect: Expectation;
}

/** A cell in one line: its text, and after bars whatever else the reader tells about it. */
export function cellWords(cell: Cell | null): string {
  if (cell === null) return '';
  const more = [
    cell.kind === 'error' && 'error',
    cell.shown && `shown ${cell.shown}`,
    cell.digitsLost && 'cut',
    cell.shows,
    cell.era && 'era',
    cell.kana && `kana ${cell.kana}`,
    cell.struck && `struck ${cell.struck}`,
    cell.formula && 'formula',
  ];
  return [cell.text, ...more.filter((one) => typeof one === 'string')].join('|');
}

/** Rows of one sheet as an expectation writes them; hidden ones have a minus. */
export function rowsOf(book: ReadBook, sheet = 0): (string | number)[][] {
  return (book.sheets[sheet]?.rows ?? []).map(({ row, cells, hidden }) => [
    hidden ? -row : row,
    ...cells.map(cellWords),
  ]);
}

/** Everything that was read, for comparing one reading with another. */
export const contentOf = (book: ReadBook) => JSON.stringify(book.sheets);

export const refused = (words: RegExp, ...codes: ErrorCode[]): Expectation => ({
  refused: codes.length > 0 ? codes : ['fileUnreadable'],
  words,
});
