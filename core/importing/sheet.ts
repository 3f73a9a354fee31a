import { KINDS } from '../../contract/catalogue/index.ts';
import { meaningOf } from '../../contract/importing.ts';
import { cleanText } from '../asset/values.ts';
import type { Cell, SheetData, SheetRow } from '../excel/read/index.ts';

/** How a sheet of a hand-made ledger is cut into headings and rows. */

/** Titles, approval boxes and remarks above a table take fewer rows than this. */
const HEADER_WITHIN = 30;

/** Text of a cell without outer spaces; '' for a blank one. */
export function textOf(cell: Cell | null | undefined): string {
  return cell ? cleanText(cell.text) : '';
}

/** In audited ledgers a lone dash stands for a blank (domain.md §10 "empty cells"). */
export function isBlank(text: string): boolean {
  return text === '' || /^[-‐‑‒–—―−ーｰ－─━]+$/.test(text);
}

export function isDitto(text: string): boolean {
  return /^(?:[〃々仝"”″]|同[\s　]*[上じ])$/.test(text);
}

/** Headings of one row, from column 1 to the last column that is filled in the table. Line breaks in a heading go. */
export function headingsOf(sheet: SheetData, headerRow: number): string[] {
  const row = sheet.rows.find((one) => one.row === headerRow);
  let width = 0;
  for (const one of sheet.rows) if (one.row >= headerRow) width = Math.max(width, one.cells.length);
  return Array.from({ length: width }, (_, i) => textOf(row?.cells[i]).replace(/\s*\n\s*/g, ''));
}

const isNameLike = (id: string | null) => id === 'name' || id === 'model' || id === 'kana';

/** Distinct fields that the headings name in a ledger of the kind that fits best. */
function matches(headings: readonly string[]): { count: number; named: boolean } {
  let best = { count: 0, named: false };
  for (const kind of KINDS) {
    const ids = new Set(headings.map((heading) => (heading === '' ? null : meaningOf(kind, heading))));
    ids.delete(null);
    if (ids.size > best.count) best = { count: ids.size, named: [...ids].some(isNameLike) };
  }
  return best;
}

/**
 * The row among the first 30 whose cells name most fields: three, or two with a name among them. Null when there is
 * none: the sheet holds no table of assets.
 */
export function findHeaderRow(sheet: SheetData): number | null {
  let found: { row: number; count: number } | null = null;
  for (const row of sheet.rows) {
    if (row.row > HEADER_WITHIN) break;
    const { count, named } = matches(row.cells.map(textOf));
    if (count < (named ? 2 : 3)) continue;
    if (!found || count > found.count) found = { row: row.row, count };
  }
  return found?.row ?? null;
}

/**
 * Filled rows below the headings. A cell merged downwards counts for every row it covers; it is the same value, written
 * once.
 */
export function dataRows(sheet: SheetData, headerRow: number): SheetRow[] {
  const rows = sheet.rows.filter((row) => row.row > headerRow && row.cells.some((cell) => textOf(cell) !== ''));
  const at = new Map(rows.map((row, i) => [row.row, i]));
  for (const { top, bottom, left } of sheet.merges) {
    const first = at.get(top);
    if (first === undefined || bottom === top) continue;
    const cell = rows[first]!.cells[left - 1];
    if (!cell) continue;
    for (let i = first + 1; i < rows.length && rows[i]!.row <= bottom; i += 1) {
      const cells = [...rows[i]!.cells];
      while (cells.length < left) cells.push(null);
      cells[left - 1] ??= cell;
      rows[i] = { row: rows[i]!.row, cells };
    }
  }
  return rows;
}
