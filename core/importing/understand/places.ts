import type { SheetData } from '../../excel/read/index.ts';

import { isBlank, textOf } from '../sheet.ts';
import { isCards } from './cards.ts';
import {
  combine,
  findFurther,
  findHeading,
  type HeadingPlace,
  isSecondHeading,
  matches,
  type Rows,
} from './headings.ts';
import { turn, viewOf } from './view.ts';
import { isLegend } from './words.ts';

/** Where the tables of a sheet stand. */
export interface TablePlace {
  readonly headerRow: number;
  readonly headerRows?: number;
  readonly left?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly fieldsAsRows?: boolean;
  readonly recordRows?: number;
  readonly cards?: boolean;
}

/** Fields below each other count as a table from so many on. */
const TURNED_FIELDS = 4;
/** A row of so many headings belongs to a table, not to a card. */
const CARD_FIELDS = 6;
const MOST_RECORD_ROWS = 3;
/** No kind has more fields. */
const TURNED_ROWS = 100;

/** Tables of a sheet, from top to bottom and left to right; none where no headings are found. */
export function findPlaces(sheet: SheetData): TablePlace[] {
  const upright = findHeading(sheet);
  if ((upright?.count ?? 0) <= CARD_FIELDS && isCards(sheet)) return [{ headerRow: 1, cards: true }];
  const turned = findTurned(sheet);
  if (turned && (!upright?.named || turned.count > upright.count * 1.5))
    return [{ headerRow: turned.row, fieldsAsRows: true }];
  if (!upright) return [];
  const bands = findBands(sheet, upright);
  return bands.flatMap((band) => stacked(sheet, band)).map((place) => withRecords(sheet, place));
}

/** Below the headings stands a second row of other headings: each asset takes as many rows as they do. */
function withRecords(sheet: SheetData, place: TablePlace): TablePlace {
  if (place.headerRows !== undefined) return place;
  const { rows } = viewOf(sheet, place);
  const first = rows.findIndex((row) => row.row === place.headerRow);
  let size = 1;
  while (size < MOST_RECORD_ROWS) {
    const next = rows[first + size];
    const above = rows.slice(first, first + size);
    if (!next || next.row !== place.headerRow + size || !isSecondHeading(above, next)) break;
    size += 1;
  }
  return size > 1 ? { ...place, recordRows: size } : place;
}

/** Headings in one of the first columns, values to the right of them. */
function findTurned(sheet: SheetData): HeadingPlace | null {
  if (sheet.rows.length > TURNED_ROWS) return null;
  const found = findHeading(turn(sheet));
  if (!found?.named || found.count < TURNED_FIELDS || found.row > 4) return null;
  return found;
}

interface Band {
  readonly left: number | undefined;
  readonly right: number | undefined;
  readonly heading: HeadingPlace;
}

/** Columns in which tables stand side by side: each with a name of its own among its headings. */
function findBands(sheet: SheetData, heading: HeadingPlace): Band[] {
  const one: Band[] = [{ left: undefined, right: undefined, heading }];
  const width = Math.max(0, ...sheet.rows.filter((row) => row.row >= heading.row).map((row) => row.cells.length));
  const filled = Array.from({ length: width }, () => false);
  for (const row of sheet.rows) {
    if (row.row < heading.row) continue;
    for (const [i, cell] of row.cells.entries()) if (textOf(cell) !== '') filled[i] = true;
  }
  const parts: [number, number][] = [];
  for (let i = 0; i < width; i += 1) {
    if (!filled[i]) continue;
    const last = parts.at(-1);
    if (last && last[1] === i) last[1] = i + 1;
    else parts.push([i + 1, i + 1]);
  }
  const repeated = parts.flatMap(([left, right]) => splitRepeated(sheet, heading, left, right));
  if (repeated.length < 2) return one;
  const bands: Band[] = [];
  for (const [left, right] of repeated) {
    const found = findHeading(viewOf(sheet, { left, right }));
    if (found?.named && found.count >= 2) bands.push({ left, right, heading: found });
    else if (bands.length > 0) {
      if (!isBeside(sheet, heading, left, right)) bands[bands.length - 1] = { ...bands.at(-1)!, right };
    } else return one;
  }
  return bands.length === 0 || (bands.length < 2 && bands[0]!.right === parts.at(-1)![1]) ? one : bands;
}

/** A legend beside the table: nothing stands over it in the heading, and only a few rows of it are filled. */
function isBeside(sheet: SheetData, heading: HeadingPlace, left: number, right: number): boolean {
  const filled = (cells: SheetData['rows'][number]['cells'], from: number, to: number) =>
    cells.slice(from - 1, to).some((cell) => !isBlank(textOf(cell)));
  const below = sheet.rows.filter((row) => row.row >= heading.row + heading.rows && filled(row.cells, 1, left - 1));
  const head = sheet.rows.filter((row) => row.row >= heading.row && row.row < heading.row + heading.rows);
  const texts = sheet.rows
    .filter((row) => row.row >= heading.row)
    .flatMap((row) => row.cells.slice(left - 1, right).map(textOf))
    .filter((text) => text !== '');
  const explains = texts.some((text) => isLegend(text) || /^.{1,12}\s*[=＝:：…]/.test(text));
  return (
    (explains || !head.some((row) => filled(row.cells, left, right))) &&
    below.filter((row) => filled(row.cells, left, right)).length * 2 < below.length
  );
}

/** The same headings once more to the right, without a gap: 番号 名称 所管 番号 名称 所管. */
function splitRepeated(sheet: SheetData, heading: HeadingPlace, left: number, right: number): [number, number][] {
  const headings = combine(sheet, heading.row, heading.rows).slice(left - 1, right);
  const size = headings.findIndex(
    (text, i) => i > 1 && text !== '' && text === headings[0] && headings[i + 1] === headings[1],
  );
  if (size < 2 || !matches(headings.slice(0, size)).named) return [[left, right]];
  return [[left, left + size - 1], ...splitRepeated(sheet, heading, left + size, right)];
}

/** Tables below each other. */
function stacked(sheet: SheetData, { left, right, heading }: Band): TablePlace[] {
  const view: Rows = viewOf(sheet, { left, right });
  const all = [heading, ...findFurther(view, heading)];
  return all.map((one, i) => {
    const next = all[i + 1];
    return {
      headerRow: one.row,
      ...(one.rows > 1 && { headerRows: one.rows }),
      ...(left !== undefined && { left }),
      ...(right !== undefined && { right }),
      ...(next && { bottom: next.row - 1 }),
    };
  });
}
