import { columnLetters } from '../../../contract/importing.ts';
import type { Cell, SheetData, SheetRow } from '../../excel/read/index.ts';
import type { Merge } from '../../excel/read/types.ts';
import type { SheetPlan } from '../plan.ts';

/** One table of a sheet, seen so that headings run across and each asset is a row. */
export interface View {
  /** Name of the sheet. */
  readonly sheet: string;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  readonly turned: boolean;
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

type Place = Partial<Pick<SheetPlan, 'left' | 'right' | 'bottom' | 'fieldsAsRows'>>;

/** The part of the sheet that the plan's table takes. */
export function viewOf(
  sheet: SheetData,
  { left = 1, right = Number.MAX_SAFE_INTEGER, bottom, fieldsAsRows }: Place,
): View {
  const { name, rows, merges } = fieldsAsRows ? turn(sheet) : sheet;
  const turned = fieldsAsRows === true;
  const cut = left > 1 || right < Number.MAX_SAFE_INTEGER;
  const inside = rows.filter((row) => bottom === undefined || row.row <= bottom);
  return {
    sheet: name,
    turned,
    rows: cut
      ? inside.map(({ row, cells }) => ({ row, cells: cells.slice(0, right).map((c, i) => (i < left - 1 ? null : c)) }))
      : inside,
    merges: cut ? merges.filter((merge) => merge.left >= left && merge.left <= right) : merges,
    at: (row, column) =>
      turned
        ? { row: column + 1, cell: `${columnLetters(row - 1)}${column + 1}` }
        : { row, cell: `${columnLetters(column)}${row}` },
  };
}
