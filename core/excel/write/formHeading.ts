/** What stands above the table of a form: 様式番号, 題名, 決裁欄 and the lines below. The same for all its kinds. */
import type { Worksheet } from 'exceljs';
import type { FormPaper } from './formModel.ts';
import * as look from './styles.ts';
import { linesOf } from './text.ts';

/** 様式番号, title and the line below it. */
export const HEADING_ROWS = 3;
/** Points; 18 mm, and about as wide in half-width characters. */
const SEAL_HEIGHT = 51;
const SEAL_WIDTH = 9;

/**
 * Writes the heading over columns of these widths (half-width characters).
 * @returns the first row below it
 */
export function writeHeading(
  sheet: Worksheet,
  form: FormPaper,
  widths: readonly number[],
  text: (value: string, row: number, column: number) => string,
  top = 1,
): number {
  const boxes = sealBoxes(form.approvals.length, widths);
  const left = Math.max(1, (boxes[0]?.from ?? widths.length + 1) - 1);
  const room = widths.slice(0, left).reduce((sum, width) => sum + width, 0);
  const put = (row: number, value: string, style: typeof look.plain, height: number) => {
    const cell = sheet.getCell(row, 1);
    if (left > 1) sheet.mergeCells(row, 1, row, left);
    cell.value = text(value, row, 1);
    cell.style = style;
    sheet.getRow(row).height = height;
  };
  put(top, form.formNumber, look.plain, 18);
  // The title's letters are 1.8 times as wide as the others.
  put(
    top + 1,
    form.title,
    look.formTitle,
    Math.max(boxes.length > 0 ? SEAL_HEIGHT : 30, 26 * linesOf(form.title, room / 1.8)),
  );
  for (const [index, { from, to }] of boxes.entries()) {
    for (const row of [top, top + 1]) {
      for (let column = from; column <= to; column += 1)
        sheet.getCell(row, column).style = row === top ? look.sealTitle : look.sealBox;
      if (to > from) sheet.mergeCells(row, from, row, to);
    }
    sheet.getCell(top, from).value = text(form.approvals[index]!, top, from);
  }
  const words = form.heading.filter(Boolean).join('　　');
  const whole = widths.reduce((sum, width) => sum + width, 0);
  if (widths.length > 1) sheet.mergeCells(top + 2, 1, top + 2, widths.length);
  sheet.getCell(top + 2, 1).value = text(words, top + 2, 1);
  sheet.getCell(top + 2, 1).style = look.plain;
  sheet.getRow(top + 2).height = 15 * linesOf(words, whole) + 3;
  return top + HEADING_ROWS;
}

/**
 * Which columns each box takes, from the right edge, each wide enough for a seal; where the table is too narrow for
 * all of them they share what is there, one column at least for the title.
 */
function sealBoxes(count: number, widths: readonly number[]): { from: number; to: number }[] {
  const boxes: { from: number; to: number }[] = [];
  let column = widths.length;
  for (let left = count; left > 0 && column > 1; left -= 1) {
    const to = column;
    let width = 0;
    while (column > 1 && width < SEAL_WIDTH && column > left) {
      width += widths[column - 1]!;
      column -= 1;
    }
    if (to === column) column -= 1;
    boxes.unshift({ from: column + 1, to });
  }
  return boxes;
}
