import type { Cell, SheetRow } from '../../excel/read/index.ts';
import { isBlank, textOf } from '../sheet.ts';

/** What a reader may know of a cell besides its value. */
interface Extras {
  /** Phonetic guide over the text. */
  readonly kana?: string;
  readonly struck?: 'all' | 'part';
}

const extrasOf = (cell: Cell): Extras => cell as Extras;

/** ふりがな that stands over the text in the book. */
export function kanaOf(cell: Cell | null | undefined): string | undefined {
  return cell ? extrasOf(cell).kana : undefined;
}

/** A line is drawn through all that the row says. */
export function isStruck(row: SheetRow): boolean {
  const filled = row.cells.filter((cell): cell is Cell => cell !== null && !isBlank(textOf(cell)));
  const struck = filled.filter((cell) => extrasOf(cell).struck === 'all').length;
  return struck > 0 && struck * 2 > filled.length;
}
