import { KINDS } from '../../../contract/catalogue/index.ts';
import { HEADING_PARTS, isHeadingWord, mayMeanField, meaningOf } from '../../../contract/importing.ts';
import { AXES } from '../../../contract/scheme.ts';
import type { Cell, SheetRow } from '../../excel/read/index.ts';
import type { Merge } from '../../excel/read/types.ts';
import { textOf } from '../sheet.ts';

/** Finds headings of one row or of several, and puts the rows of a heading together. */

export interface HeadingPlace {
  readonly row: number;
  readonly rows: number;
  /** Distinct fields that the headings name in the kind that fits best. */
  readonly count: number;
  readonly named: boolean;
}

export interface Rows {
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
}

/** Titles, approval boxes and remarks above a table take fewer rows than this. */
const HEADER_WITHIN = 40;
/** A heading of more rows is a form, not a table. */
const MAX_ROWS = 3;
const LONG = 24;
/** Ends of the headings that nearly every table has. */
const KEY_WORD = /(?:名称|名|番号|No\.?|Ｎｏ．?)$/;

const oneLine = (cell: Cell | null | undefined) => textOf(cell).replace(/\s*\n\s*/g, '');

const isNameLike = (id: string | null) => id === 'name' || id === 'model' || id === 'kana';

/** Distinct fields that the headings name in a ledger of the kind that fits best. */
export function matches(headings: readonly string[]): { count: number; named: boolean } {
  let best = { count: 0, named: false };
  // The rows of assets below the headings are asked, too: most of their words need not be looked up in each kind.
  const words = headings.filter((heading) => heading !== '' && mayMeanField(heading));
  for (const kind of KINDS) {
    const ids = new Set(words.map((heading) => meaningOf(kind, heading)));
    ids.delete(null);
    if (ids.size > best.count) best = { count: ids.size, named: [...ids].some(isNameLike) };
  }
  return best;
}

/** Could be a heading: a short text that is neither a number nor a day. */
function isHeadingLike(cell: Cell | null | undefined): boolean {
  if (cell?.kind !== 'text') return false;
  const text = oneLine(cell).normalize('NFKC');
  // 組合名：…, 作成日 R7.4.1: a line above the table.
  if (/[::]\s*\S/.test(text) || /(?:令和|平成|[RH])\s*\d+\s*[年.]/.test(text)) return false;
  return text.length <= LONG && /\p{L}/u.test(text) && !/^[\p{N}\s.,/年月日RHS令和平成昭-]+$/u.test(text);
}

/** Merges whose first row or column is asked for often: by their first cell. */
function mergeAt(merges: readonly Merge[], row: number, column: number): Merge | undefined {
  return merges.find((one) => one.top <= row && row <= one.bottom && one.left <= column + 1 && column + 1 <= one.right);
}

/**
 * Headings of `count` rows from `row` on, one for each column: 評価値 over 機密性 becomes 評価値＞機密性. A part above is
 * spread over the columns below it where it is merged, or where it stands once before blank cells.
 */
export function combine({ rows, merges }: Rows, row: number, count: number): string[] {
  const lines = Array.from({ length: count }, (_, k) => rows.find((one) => one.row === row + k)?.cells ?? []);
  const own = merges.filter((merge) => merge.top >= row && merge.top < row + count);
  let width = 0;
  for (const one of rows) if (one.row >= row) width = Math.max(width, one.cells.length);
  const parts: string[][] = Array.from({ length: width }, () => []);
  for (const [k, line] of lines.entries()) {
    let spread = '';
    for (let i = 0; i < width; i += 1) {
      let text = oneLine(line[i]);
      const merge = text === '' ? mergeAt(own, row + k, i) : undefined;
      const below = k + 1 < count && lines.slice(k + 1).some((other) => oneLine(other[i]) !== '');
      if (merge) text = oneLine(lines[merge.top - row]?.[merge.left - 1]);
      else if (text !== '') spread = below ? text : '';
      else if (below && spread !== '') text = spread;
      else spread = '';
      if (text !== '' && parts[i]!.at(-1) !== text) parts[i]!.push(text);
    }
  }
  return parts.map((list) => list.join(HEADING_PARTS));
}

/** 機密性, 完全性 or 可用性, in whatever dress. */
const isAxisWord = (cell: Cell | null | undefined): boolean => {
  const text = oneLine(cell);
  return text !== '' && isAxis(meaningOf('information', text));
};
const isAxis = (id: string | null) => id !== null && (AXES as readonly string[]).includes(id);

/** True when `next` goes on with the heading in `above`: each of its cells stands below a blank one or below a spread part. */
function continues({ merges }: Rows, above: SheetRow, next: SheetRow): boolean {
  if (next.row !== above.row + 1) return false;
  const filled = [...next.cells.entries()].filter(([, cell]) => textOf(cell) !== '');
  if (above.cells.filter((cell) => textOf(cell) !== '').length < 2) return false;
  // One column below a part of its own (評価 over 機密性) goes on too, if its word is a heading.
  const [only] = filled;
  if (filled.length === 1 && isAxisWord(only![1]) && textOf(above.cells[only![0]]) !== '')
    return !isAxisWord(above.cells[only![0]]);
  if (filled.length < 2) return false;
  const isUp = (i: number) => oneLine(above.cells[i]) !== '';
  const isDown = (i: number) => oneLine(next.cells[i]) !== '';
  const isBelowOne = (i: number) => {
    const merge = mergeAt(merges, above.row, i);
    if (merge) return merge.right > merge.left && merge.bottom === above.row;
    if (isUp(i)) return !isUp(i + 1) && isDown(i + 1);
    for (let left = i - 1; left >= 0; left -= 1) {
      if (isUp(left)) return isDown(left);
      if (!isDown(left)) return true;
    }
    return true;
  };
  return filled.every(([i]) => isBelowOne(i)) && filled.every(([, cell]) => isHeadingLike(cell));
}

/** Heading that begins in the row at `index`; null when it names too little. */
function headingAt(view: Rows, index: number): HeadingPlace | null {
  const first = view.rows[index]!;
  const texts = first.cells.filter((cell) => textOf(cell) !== '');
  if (texts.length === 0 || texts.filter(isHeadingLike).length * 2 < texts.length) return null;
  const single = (row: SheetRow) => matches(row.cells.map(oneLine));
  let best: HeadingPlace = { row: first.row, rows: 1, ...single(first) };
  // Rows together must say more than each of them alone: a title above the headings says nothing.
  let most = best.count;
  for (let rows = 2; rows <= MAX_ROWS; rows += 1) {
    const last = view.rows[index + rows - 1];
    if (!last || !continues(view, view.rows[index + rows - 2]!, last)) break;
    most = Math.max(most, single(last).count);
    const found = matches(combine(view, first.row, rows));
    const onlyAxes = last.cells.every((cell) => textOf(cell) === '' || isAxisWord(cell));
    if (found.count > Math.max(best.count, most) || (onlyAxes && found.count >= best.count))
      best = { row: first.row, rows, ...found };
  }
  // A line of titles that got in at the top.
  while (best.rows > 1) {
    const less = matches(combine(view, best.row + 1, best.rows - 1));
    if (less.count < best.count) break;
    best = { row: best.row + 1, rows: best.rows - 1, ...less };
  }
  return best.count >= (best.named ? 2 : 3) ? best : null;
}

/**
 * The heading among the first rows whose cells name most fields: three, or two with a name among them. Null when there
 * is none.
 */
export function findHeading(view: Rows): HeadingPlace | null {
  let found: HeadingPlace | null = null;
  const start = view.rows[0]?.row ?? 1;
  for (const [index, row] of view.rows.entries()) {
    if (row.row >= start + HEADER_WITHIN) break;
    const place = headingAt(view, index);
    if (!place) continue;
    // A heading inside the one that was found already, or one of fewer words: the first stands.
    if (found && (place.count <= found.count || place.row < found.row + found.rows)) continue;
    // Two tables one below the other: the first one begins the sheet unless it is a mere title block.
    if (found?.named && found.count >= 3 && place.row > found.row + found.rows) break;
    found = place;
  }
  return found;
}

/** Whether at least half of the cells could mean a field, as in the headings of a further table. */
function isHalfHeadings(filled: readonly (readonly [number, Cell | null])[]): boolean {
  let others = 0;
  for (const [, cell] of filled) {
    if (mayMeanField(oneLine(cell))) continue;
    others += 1;
    if (others * 2 > filled.length) return false;
  }
  return true;
}

/** Headings of further tables below the first: rows that name a table of their own. */
export function findFurther(view: Rows, first: HeadingPlace): HeadingPlace[] {
  const found: HeadingPlace[] = [];
  let current = first;
  let headings = combine(view, first.row, first.rows);
  for (const [index, row] of view.rows.entries()) {
    if (row.row < current.row + current.rows) continue;
    const filled = [...row.cells.entries()].filter(([, cell]) => textOf(cell) !== '');
    if (filled.length < 3 || !filled.slice(0, 4).every(([, cell]) => isHeadingLike(cell))) continue;
    // Thousands of rows are looked at: only those with words of headings are worth reading.
    if (!filled.slice(0, 6).some(([, cell]) => isHeadingWord(oneLine(cell)) || KEY_WORD.test(oneLine(cell)))) continue;
    const next = view.rows[index + 1];
    if (!isHalfHeadings(filled) && !(next && continues(view, row, next))) continue;
    // The same words at the same places are the headings of this table once more.
    const same = filled.filter(([i, cell]) => (headings[i] ?? '').split(HEADING_PARTS).includes(oneLine(cell))).length;
    if (same * 10 >= filled.length * 7) continue;
    const place = headingAt(view, index);
    if (!place?.named || place.count < 3 || place.count * 2 < filled.length) continue;
    found.push(place);
    current = place;
    headings = combine(view, place.row, place.rows);
  }
  return found;
}
