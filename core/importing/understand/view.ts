import { columnLetters } from '../../../contract/importing.ts';
import type { Cell, SheetData, SheetRow } from '../../excel/read/index.ts';
import type { Merge } from '../../excel/read/types.ts';
import type { SheetPlan } from '../plan.ts';
import { isBlank, textOf } from '../sheet.ts';
import { readCards } from './cards.ts';
import { combine, optionGroups } from './headings.ts';

/** One table of a sheet, seen so that headings run across and each asset is a row. */
export interface View {
  /** Name of the sheet. */
  readonly sheet: string;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  /** A row of the view is a column of the sheet. */
  readonly turned: boolean;
  /** A row of the view begins in the row of the sheet with the same number. */
  readonly byRow: boolean;
  /** Rows and columns of the view are those of the sheet. */
  readonly straight: boolean;
  /** Where a cell of the view stands in the book; `column` counts from 0. */
  readonly at: (row: number, column: number) => { readonly row: number; readonly cell: string };
}

/** The sheet turned by a quarter: its columns become rows. Row numbers of the result are column numbers of the sheet. */
export function turn(sheet: SheetData): SheetData {
  const columns = new Map<number, (Cell | null)[]>();
  for (const { row, cells } of sheet.rows) {
    for (const [i, cell] of cells.entries()) {
      if (!cell) continue;
      const line = columns.get(i + 1) ?? [];
      while (line.length < row) line.push(null);
      line[row - 1] = cell;
      columns.set(i + 1, line);
    }
  }
  return {
    ...sheet,
    rows: [...columns].sort(([a], [b]) => a - b).map(([row, cells]) => ({ row, cells })),
    merges: sheet.merges.map(({ top, left, bottom, right }) => ({
      top: left,
      left: top,
      bottom: right,
      right: bottom,
    })),
  };
}

type Place = { readonly [K in Part]?: SheetPlan[K] | undefined };
type Part = 'left' | 'right' | 'bottom' | 'fieldsAsRows' | 'recordRows' | 'cards' | 'headerRow' | 'headerRows';

/** How rows and fields lie in the sheet, without the edges of the table. */
export const shapeOf = ({ fieldsAsRows, recordRows, cards, headerRow, headerRows }: Place): Place => ({
  fieldsAsRows,
  recordRows,
  cards,
  headerRow,
  headerRows,
});

/** The part of the sheet that the plan's table takes. */
export function viewOf(sheet: SheetData, place: Place): View {
  if (place.cards) return cardView(sheet, place.bottom);
  const { left = 1, right = Number.MAX_SAFE_INTEGER, bottom, fieldsAsRows } = place;
  const { name, rows, merges } = fieldsAsRows ? turn(sheet) : sheet;
  const turned = fieldsAsRows === true;
  const cut = left > 1 || right < Number.MAX_SAFE_INTEGER;
  const inside = rows.filter((row) => bottom === undefined || row.row <= bottom);
  const view: View = {
    sheet: name,
    turned,
    byRow: !turned,
    straight: !turned,
    rows: cut
      ? inside.map(({ row, cells }) => ({ row, cells: cells.slice(0, right).map((c, i) => (i < left - 1 ? null : c)) }))
      : inside,
    merges: cut ? merges.filter((merge) => merge.left >= left && merge.left <= right) : merges,
    at: (row, column) =>
      turned
        ? { row: column + 1, cell: `${columnLetters(row - 1)}${column + 1}` }
        : { row, cell: `${columnLetters(column)}${row}` },
  };
  if (place.headerRow === undefined) return view;
  return place.recordRows
    ? foldRecords(view, place.headerRow, place.recordRows)
    : joinOptions(view, place.headerRow, place.headerRows ?? 1);
}

/** Signs that choose the column they stand in. */
const CHOSEN = /^[○〇◯●◎✓✔レ■☑✅⭕1]$/u;

/**
 * A column for each level becomes one column with the level that is marked; with more than one mark, or with words, all
 * of them stand there, so that the person is asked.
 */
function joinOptions(view: View, headerRow: number, headerRows: number): View {
  const groups = headerRows > 1 ? optionGroups(combine(view, headerRow, headerRows)) : [];
  if (groups.length === 0) return view;
  const inGroup = (column: number) => groups.find(({ first, last }) => first <= column && column <= last);
  const filledIn = (row: SheetRow, { first, last }: (typeof groups)[number]) =>
    Array.from({ length: last - first + 1 }, (_, k) => first + k).filter((i) => !isBlank(textOf(row.cells[i])));
  const lastHead = headerRow + headerRows - 1;
  const byRow = new Map(view.rows.map((row) => [row.row, row]));
  return {
    ...view,
    straight: false,
    rows: view.rows.map((row) => {
      if (row.row < headerRow) return row;
      const cells = [...row.cells];
      for (const group of groups) {
        const filled = filledIn(row, group);
        const words = filled.map((i) => {
          const text = textOf(row.cells[i]);
          return CHOSEN.test(text) ? group.words[i - group.first]! : text;
        });
        // Headings of one column each, as the parent says it.
        const text = row.row < lastHead ? textOf(row.cells[group.first]) : row.row === lastHead ? '' : words.join('、');
        const whole = row.row > lastHead && filled.length === 1 ? row.cells[filled[0]!]! : null;
        for (let i = group.first; i <= group.last; i += 1) if (i < cells.length) cells[i] = null;
        if (text === '') continue;
        while (cells.length <= group.first) cells.push(null);
        cells[group.first] = { kind: 'text', text, ...(whole?.struck && { struck: whole.struck }) };
      }
      return { ...row, cells };
    }),
    merges: view.merges.filter(({ top, left }) => !(top >= headerRow && top <= lastHead && inGroup(left - 1))),
    at: (row, column) => {
      const group = inGroup(column);
      const source = byRow.get(row);
      const filled = group && source && row > lastHead ? filledIn(source, group) : [];
      return view.at(row, filled[0] ?? column);
    },
  };
}

const isFilled = (row: SheetRow, i: number) => textOf(row.cells[i]) !== '';

/**
 * Rows that are one asset together become one row, the second half to the right of the first. What has a heading in the
 * first row only (番号) is blank in the others, so a row that is filled there begins the next asset, whatever stands between.
 */
function foldRecords(view: View, headerRow: number, recordRows: number): View {
  const width = Math.max(0, ...view.rows.filter(({ row }) => row >= headerRow).map(({ cells }) => cells.length));
  const byRow = new Map(view.rows.map((row) => [row.row, row]));
  const heads = Array.from({ length: recordRows }, (_, k) => byRow.get(headerRow + k) ?? { row: 0, cells: [] });
  const columns = Array.from({ length: width }, (_, i) => i);
  const own = columns.filter((i) => isFilled(heads[0]!, i) && heads.slice(1).every((head) => !isFilled(head, i)));
  const isLater = (first: SheetRow, row: SheetRow | undefined): row is SheetRow =>
    row !== undefined &&
    own.every((i) => !isFilled(row, i)) &&
    (first.row === headerRow || first.cells.filter((cell) => textOf(cell) !== '').length > 1);
  /** Row of the sheet -> row of the view and the part of it. */
  const placed = new Map<number, { readonly row: number; readonly part: number }>();
  const rows: SheetRow[] = [];
  for (const first of view.rows) {
    if (placed.has(first.row)) continue;
    placed.set(first.row, { row: first.row, part: 0 });
    const cells: (Cell | null)[] = [...first.cells];
    if (first.row >= headerRow) {
      for (let part = 1; part < recordRows; part += 1) {
        const later = byRow.get(first.row + part);
        if (!isLater(first, later)) continue;
        placed.set(later.row, { row: first.row, part });
        while (cells.length < part * width) cells.push(null);
        cells.push(...later.cells);
      }
    }
    rows.push({ ...first, cells });
  }
  return {
    ...view,
    straight: false,
    rows,
    merges: view.merges.map((merge) => {
      const { row, part } = placed.get(merge.top) ?? { row: merge.top, part: 0 };
      const last = placed.get(merge.bottom)?.row ?? merge.bottom;
      return { top: row, bottom: last, left: merge.left + part * width, right: merge.right + part * width };
    }),
    at: (row, column) =>
      row < headerRow ? view.at(row, column) : view.at(row + Math.floor(column / width), column % width),
  };
}

/** Cards as a table: the headings in row 1, each card a row. */
function cardView(sheet: SheetData, bottom = Number.MAX_SAFE_INTEGER): View {
  const { headings, cards } = readCards(sheet);
  const rows: SheetRow[] = [
    { row: 1, cells: headings.map((text) => ({ kind: 'text', text })) },
    ...cards.map((card, i) => ({
      row: i + 2,
      cells: headings.map((_, column) => card.values.get(column)?.cell ?? null),
    })),
  ];
  return {
    sheet: sheet.name,
    turned: false,
    byRow: false,
    straight: false,
    rows: rows.filter(({ row }) => row <= bottom),
    merges: [],
    at: (row, column) => {
      const card = cards[Math.max(0, row - 2)]!;
      const place = card.values.get(column) ?? { row: card.row, column: card.column };
      return { row: place.row, cell: `${columnLetters(place.column)}${place.row}` };
    },
  };
}
