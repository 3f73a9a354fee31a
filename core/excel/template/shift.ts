/**
 * Rows put in below a block of rows: what happens to everything that names rows. As Excel does it when rows are
 * inserted: what lies below moves down, what reaches over the place grows.
 */
export interface Shift {
  /** Sheet row of the first and the last row of the block, from 1. */
  readonly from: number;
  readonly to: number;
  /** How often the block stands in the end, at least once. */
  readonly copies: number;
}

export const LAST_ROW = 1_048_576;

/** Rows of the block. */
export const blockRows = ({ from, to }: Shift) => to - from + 1;
/** Rows that come in. */
export const added = (shift: Shift) => (shift.copies - 1) * blockRows(shift);

/** Where a row below goes; rows of the block and above stay. */
export function movedRow(row: number, shift: Shift): number {
  return row > shift.to ? Math.min(LAST_ROW, row + added(shift)) : row;
}

/** The last row of something that spans rows: one that ends in the block or below ends so much lower. */
function movedEnd(row: number, shift: Shift): number {
  return row >= shift.to ? Math.min(LAST_ROW, row + added(shift)) : row;
}

interface Area {
  readonly left: string;
  readonly top: number;
  readonly right: string;
  readonly bottom: number;
}

/** A1, $A$1:B2. */
const AREA = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/;

function areaOf(text: string): Area | null {
  const found = AREA.exec(text);
  if (!found) return null;
  const [, left, top, right = left, bottom = top] = found;
  return { left: left!, top: Number(top), right: right!, bottom: Number(bottom) };
}

const wordsOf = ({ left, top, right, bottom }: Area) =>
  left === right && top === bottom ? `${left}${top}` : `${left}${top}:${right}${bottom}`;

/**
 * An area of cells after the shift. One that lies in the block is there for each copy: as one longer area where that is
 * the same (a block of one row), else one for each.
 * @param each always one for each copy: merged cells
 */
export function movedAreas(text: string, shift: Shift, each: boolean): string[] {
  const area = areaOf(text);
  // Whole columns (A:C) name no row.
  if (!area) return [text];
  const { top, bottom } = area;
  if (bottom < shift.from) return [text];
  if (top > shift.to) return [wordsOf({ ...area, top: movedRow(top, shift), bottom: movedRow(bottom, shift) })];
  const inside = top >= shift.from && bottom <= shift.to;
  if (!inside) return [wordsOf({ ...area, bottom: movedEnd(bottom, shift) })];
  if (!each && top === shift.from && bottom === shift.to) return [wordsOf({ ...area, bottom: bottom + added(shift) })];
  return Array.from({ length: shift.copies }, (_, copy) => {
    const down = copy * blockRows(shift);
    return wordsOf({ ...area, top: top + down, bottom: bottom + down });
  });
}

/** A list of areas with spaces between them (sqref). */
export function movedList(text: string, shift: Shift): string {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((one) => movedAreas(one, shift, false))
    .join(' ');
}

/** Sheet name (quoted or plain) and !, then a reference; or a text in quotes, which is left alone. */
const REFERENCES =
  /"(?:[^"]|"")*"|((?:'(?:[^']|'')+'|[\p{L}\p{N}_.]+)!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\p{N}_(.!])/gu;

/**
 * A formula after the shift.
 * @param own whether a reference without a sheet's name means the sheet that is shifted
 * @param sheet name of that sheet
 * @param copy of a formula in the block: which copy it stands in, from 0; null: it stands outside
 */
export function movedFormula(formula: string, shift: Shift, sheet: string, own: boolean, copy: number | null): string {
  return formula.replace(REFERENCES, (all, prefix: string | undefined, reference: string | undefined, at: number) => {
    if (reference === undefined) return all;
    // A1 in LOG10A1 or in a name is none.
    if (!prefix && /[\p{L}\p{N}_.!']/u.test(formula[at - 1] ?? '')) return all;
    const named = prefix && unquoted(prefix.slice(0, -1));
    if (named === undefined || named === '' ? !own : named.toLowerCase() !== sheet.toLowerCase()) return all;
    return `${prefix ?? ''}${movedReference(reference, shift, copy)}`;
  });
}

const unquoted = (name: string) => (name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name);

function movedReference(reference: string, shift: Shift, copy: number | null): string {
  const [first = '', last] = reference.split(':');
  const rowOf = (part: string) => Number(/(\d+)$/.exec(part)![1]);
  const put = (part: string, row: number) => part.replace(/\d+$/, String(row));
  const fixed = (part: string) => /\$\d+$/.test(part);
  const own = (part: string) => {
    const row = rowOf(part);
    const inBlock = row >= shift.from && row <= shift.to;
    return copy !== null && inBlock && !fixed(part) ? row + copy * blockRows(shift) : movedRow(row, shift);
  };
  if (last === undefined) return put(first, own(first));
  const [top, bottom] = [rowOf(first), rowOf(last)];
  const withinBlock = top >= shift.from && bottom <= shift.to;
  // Of a copy: the row it stands in. From outside: SUM over the block takes in all copies.
  if (copy !== null && withinBlock) return `${put(first, own(first))}:${put(last, own(last))}`;
  if (bottom < shift.from) return reference;
  return `${put(first, movedRow(top, shift))}:${put(last, movedEnd(bottom, shift))}`;
}
