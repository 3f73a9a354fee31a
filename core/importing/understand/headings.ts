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
    const named = [...ids].some(isNameLike);
    if (ids.size > best.count || (ids.size === best.count && named)) best = { count: ids.size, named };
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

/** 3A, 機密性２, 高: a level, as a heading of its own column. */
const LEVEL_WORD = /^(?:自治体)?(?:機密性|完全性|可用性)?\s*(?:[0-4][ABC]?|[高中低]|[IV]{1,3})$/i;
/** True for a level in the words of a heading; no field is called so. */
export const isLevelWord = (text: string) => LEVEL_WORD.test(text.normalize('NFKC'));

/** Columns of one axis with a level each, of which a sign chooses one. */
export interface OptionGroup {
  /** Index of the first and last column. */
  readonly first: number;
  readonly last: number;
  /** The levels, from the first column on. */
  readonly words: readonly string[];
}

/** Finds 機密性＞3, 機密性＞2, 機密性＞1 among the headings. */
export function optionGroups(headings: readonly string[]): OptionGroup[] {
  const groups: OptionGroup[] = [];
  for (let first = 0; first < headings.length; first += 1) {
    const parts = (headings[first] ?? '').split(HEADING_PARTS);
    const parent = parts.slice(0, -1).join(HEADING_PARTS);
    if (parent === '' || !isAxis(meaningOf('information', parts.at(-2)!))) continue;
    const words: string[] = [];
    for (let i = first; i < headings.length; i += 1) {
      const word = headings[i]!.split(HEADING_PARTS);
      if (word.slice(0, -1).join(HEADING_PARTS) !== parent || !isLevelWord(word.at(-1)!)) break;
      words.push(word.at(-1)!);
    }
    if (words.length < 2 || new Set(words).size < words.length) continue;
    groups.push({ first, last: first + words.length - 1, words });
    first += words.length - 1;
  }
  return groups;
}

/** The heading above a cell that belongs to several columns, merged or written once. */
function parentAt({ merges }: Rows, above: SheetRow, column: number): Cell | null | undefined {
  const merge = mergeAt(merges, above.row, column);
  if (merge) return above.cells[merge.left - 1];
  for (let left = column; left >= 0; left -= 1) if (oneLine(above.cells[left]) !== '') return above.cells[left];
  return null;
}

/** A row of levels below the axes: a column for each level. */
function isLevels(view: Rows, above: SheetRow, next: SheetRow): boolean {
  const filled = [...next.cells.entries()].filter(([, cell]) => textOf(cell) !== '');
  return (
    next.row === above.row + 1 &&
    filled.length > 1 &&
    filled.every(([i, cell]) => isLevelWord(oneLine(cell)) && isAxisWord(parentAt(view, above, i))) &&
    // Below each axis there is more than one.
    filled.some(([i]) => oneLine(above.cells[i]) === '')
  );
}

/** 前年度, 変更後, R7: a column of a field for each time. */
const TIME_WORD =
  /^(?:[前今本昨次来]年度?|前回|今回|次回|現在|現行|新|旧|(?:変更|改定|改訂|見直し)[前後]|当初|(?:令和|平成|[RH])(?:元|\d{1,2})(?:年度?)?|20\d\d(?:年度?)?)$/i;
const isTimeWord = (cell: Cell | null | undefined) =>
  TIME_WORD.test(oneLine(cell).normalize('NFKC').replace(/\s/g, ''));

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
  return filled.every(([i]) => isBelowOne(i)) && filled.every(([, cell]) => isHeadingLike(cell) || isTimeWord(cell));
}

/** A unit or a way of writing, in brackets: (GB), （円）, ［和暦］. */
const UNIT =
  /^[([](?:[千百万億]?円|税[込抜]|[KMGT]B|年|か?月|年月日|日|件|台|人|枚|本|個|部|㎡|西暦|和暦|有無|有・無|○×|全角|半角)[)\]]$/i;

/** The row below a heading in which each filled cell is a unit. */
function isUnits(row: SheetRow | undefined, above: SheetRow): boolean {
  if (row?.row !== above.row + 1) return false;
  const filled = [...row.cells.entries()].filter(([, cell]) => textOf(cell) !== '');
  return (
    filled.length > 0 &&
    filled.every(([i, cell]) => UNIT.test(oneLine(cell).normalize('NFKC')) && oneLine(above.cells[i]) !== '')
  );
}

/**
 * True for a second row of headings under a first one that is whole: its words are headings of other fields, over and
 * beside those of the first, so that each asset takes two rows.
 */
export function isSecondHeading(above: readonly SheetRow[], row: SheetRow): boolean {
  const texts = row.cells.map(oneLine).filter((text) => text !== '');
  if (texts.length < 2 || !row.cells.every((cell) => textOf(cell) === '' || isHeadingLike(cell))) return false;
  const known = texts.filter((text) => matches([text]).count > 0);
  if (known.length * 10 < texts.length * 7) return false;
  const before = new Set(above.flatMap(({ cells }) => cells.map(oneLine)));
  if (texts.filter((text) => before.has(text)).length * 2 > texts.length) return false;
  return matches([...before, ...texts]).count >= matches([...before]).count + Math.max(2, Math.ceil(texts.length / 2));
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
    const levels = last !== undefined && isLevels(view, view.rows[index + rows - 2]!, last);
    if (!last || !(levels || continues(view, view.rows[index + rows - 2]!, last))) break;
    most = Math.max(most, single(last).count);
    const found = matches(combine(view, first.row, rows));
    const onlyAxes = levels || last.cells.every((cell) => textOf(cell) === '' || isAxisWord(cell) || isTimeWord(cell));
    if (found.count > Math.max(best.count, most) || (onlyAxes && found.count >= best.count))
      best = { row: first.row, rows, ...found };
  }
  // A line of titles that got in at the top.
  while (best.rows > 1) {
    const less = matches(combine(view, best.row + 1, best.rows - 1));
    if (less.count < best.count) break;
    best = { row: best.row + 1, rows: best.rows - 1, ...less };
  }
  const last = view.rows[index + (best.row - first.row) + best.rows - 1];
  if (last && isUnits(view.rows[view.rows.indexOf(last) + 1], last)) best = { ...best, rows: best.rows + 1 };
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
