import type { LabelSheetInfo } from '../../contract/label.ts';

/** One cell of the drawn sheet; place and size in percent of the paper. */
export interface DrawnCell {
  /** 1-based, row by row: the `start` of a label request. */
  readonly index: number;
  readonly row: number;
  readonly column: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Places of all cells of a sheet for the drawing, from its sizes in mm. */
export function drawnCells(sheet: LabelSheetInfo): readonly DrawnCell[] {
  const cells: DrawnCell[] = [];
  for (let row = 0; row < sheet.rows; row += 1) {
    for (let column = 0; column < sheet.columns; column += 1) {
      cells.push({
        index: row * sheet.columns + column + 1,
        row: row + 1,
        column: column + 1,
        left: ((sheet.x0 + column * sheet.dx) / sheet.paperWidth) * 100,
        top: ((sheet.y0 + row * sheet.dy) / sheet.paperHeight) * 100,
        width: (sheet.labelWidth / sheet.paperWidth) * 100,
        height: (sheet.labelHeight / sheet.paperHeight) * 100,
      });
    }
  }
  return cells;
}

/** Cell that an arrow key leads to from `index`; null for other keys and at the edges. */
export function neighbour(sheet: LabelSheetInfo, index: number, key: string): number | null {
  const last = sheet.columns * sheet.rows;
  const target =
    key === 'ArrowRight'
      ? index + 1
      : key === 'ArrowLeft'
        ? index - 1
        : key === 'ArrowDown'
          ? index + sheet.columns
          : key === 'ArrowUp'
            ? index - sheet.columns
            : key === 'Home'
              ? 1
              : key === 'End'
                ? last
                : null;
  return target !== null && target >= 1 && target <= last && target !== index ? target : null;
}

/** What happens with a cell of the first sheet when `labels` labels are printed. */
export function stateOf(
  index: number,
  { start, skip }: { readonly start: number; readonly skip: readonly number[] },
  labels: number,
): 'start' | 'filled' | 'used' | 'skipped' | 'free' {
  if (index < start) return 'used';
  if (index === start) return 'start';
  if (skip.includes(index)) return 'skipped';
  const before = skip.filter((one) => one >= start && one < index).length;
  return index - start - before < labels ? 'filled' : 'free';
}
