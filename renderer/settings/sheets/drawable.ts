import type { LabelSheet, Rect } from '../../../contract/labelSheet.ts';

/** Labels drawn at most; more would be a pattern that nobody can read. */
const MOST = 1000;

/**
 * Places of the labels of a sheet that is being typed, as far as its numbers make places: those outside the paper or on
 * top of the one before are marked. Empty where a number is missing.
 */
export function drawableCells(sheet: LabelSheet): (Rect & { readonly wrong: boolean })[] {
  const { columns, rows, x0, y0, dx, dy, labelWidth: w, labelHeight: h } = sheet;
  const counts = [columns, rows].every((n) => Number.isInteger(n) && n >= 1) && columns * rows <= MOST;
  const lengths = [dx, dy, w, h].every((n) => Number.isFinite(n) && n > 0) && Number.isFinite(x0 + y0);
  if (!counts || !lengths) return [];
  const cells = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [x, y] = [x0 + column * dx, y0 + row * dy];
      const outside = x < 0 || y < 0 || x + w > sheet.paperWidth + 0.001 || y + h > sheet.paperHeight + 0.001;
      const covered = (column > 0 && dx < w - 0.001) || (row > 0 && dy < h - 0.001);
      cells.push({ x, y, w, h, wrong: outside || covered });
    }
  }
  return cells;
}
