import { z } from 'zod';
import type { FieldProblem } from './errors.ts';

/**
 * A sheet of labels, or a roll: all lengths in mm, origin at the top-left of the paper, first label's top-left edge at
 * x0/y0 (domain.md §9.2, §9.3). The union's own sheets have the same shape as the app's.
 */
export const labelSheetSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1, '名前を入れてください。').max(80),
  maker: z.string().max(60),
  /** Product numbers printed on the packet. */
  models: z.array(z.string().trim().min(1).max(40)).max(10),
  /** sheet: cut labels on paper. roll: one label a page, the page as large as the label (label printers). */
  medium: z.enum(['sheet', 'roll']),
  columns: z.number().int(),
  rows: z.number().int(),
  labelWidth: z.number(),
  labelHeight: z.number(),
  x0: z.number(),
  y0: z.number(),
  dx: z.number(),
  dy: z.number(),
  paperWidth: z.number(),
  paperHeight: z.number(),
  /** Round labels: what is printed stays inside the circle (ellipse). */
  round: z.boolean().optional(),
  /** What the printer cannot print at the label's edges (left and right, top and bottom); rolls and tapes. */
  unprintable: z.strictObject({ x: z.number().min(0), y: z.number().min(0) }).optional(),
  /** A caution for the clerk, in Japanese. */
  note: z.string().max(300).optional(),
});
export type LabelSheet = z.infer<typeof labelSheetSchema>;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Labels on one paper. */
export function capacity(sheet: LabelSheet): number {
  return sheet.columns * sheet.rows;
}

/** Place of one label in mm. `index` counts from 0, row by row from the top-left; RangeError outside the sheet. */
export function cell(sheet: LabelSheet, index: number): Rect {
  if (!Number.isInteger(index) || index < 0 || index >= capacity(sheet)) throw new RangeError(`no cell ${index}`);
  const column = index % sheet.columns;
  const row = Math.floor(index / sheet.columns);
  return {
    x: sheet.x0 + column * sheet.dx,
    y: sheet.y0 + row * sheet.dy,
    w: sheet.labelWidth,
    h: sheet.labelHeight,
  };
}

/** Smallest label on which a number and a class can be read at all. */
export const SMALLEST = { width: 18, height: 7 } as const;

/** Sums of millimetres with one or two decimals are not exact in binary; a micrometre never shows on paper. */
const EPSILON = 0.001;

const COUNT = '列と段の数は、1以上の整数にしてください。';
const LENGTH = '大きさと間隔は、0より大きい数にしてください。';
const TOO_SMALL = `ラベルが小さすぎます。幅${SMALLEST.width}mm・高さ${SMALLEST.height}mm以上にしてください。`;

/** What is wrong with a sheet a clerk has entered, one Japanese sentence each at its field; empty when it can be printed. */
export function sheetProblems(sheet: LabelSheet): FieldProblem[] {
  const found: FieldProblem[] = [];
  const check = (path: keyof LabelSheet, bad: boolean, message: string) => {
    if (bad) found.push({ path, message });
  };
  const notCount = (n: number) => !Number.isInteger(n) || n < 1;
  check('columns', notCount(sheet.columns), COUNT);
  check('rows', notCount(sheet.rows), COUNT);
  if (found.length === 0) check('rows', capacity(sheet) > 1000, 'ラベルの数は、1枚に1,000面までです。');
  for (const path of ['labelWidth', 'labelHeight', 'dx', 'dy', 'paperWidth', 'paperHeight'] as const) {
    const length = sheet[path];
    check(path, !Number.isFinite(length) || length <= 0, LENGTH);
    check(path, length > 1500, '大きさと間隔は、1,500mmまでです。');
  }
  for (const path of ['x0', 'y0'] as const)
    check(path, !Number.isFinite(sheet[path]) || sheet[path] < 0, '余白は、0以上の数にしてください。');
  // What follows is computed from the numbers above.
  if (found.length > 0) return found;

  const right = sheet.x0 + (sheet.columns - 1) * sheet.dx + sheet.labelWidth - sheet.paperWidth;
  const bottom = sheet.y0 + (sheet.rows - 1) * sheet.dy + sheet.labelHeight - sheet.paperHeight;
  check('columns', right > EPSILON, `横が用紙から ${mm(right)}mm はみ出します。`);
  check('rows', bottom > EPSILON, `縦が用紙から ${mm(bottom)}mm はみ出します。`);
  const narrow = sheet.columns > 1 && sheet.dx < sheet.labelWidth - EPSILON;
  const low = sheet.rows > 1 && sheet.dy < sheet.labelHeight - EPSILON;
  check('dx', narrow, '横の間隔がラベルの幅より小さく、隣と重なります。');
  check('dy', low, '縦の間隔がラベルの高さより小さく、隣と重なります。');
  check('labelWidth', sheet.labelWidth < SMALLEST.width, TOO_SMALL);
  check('labelHeight', sheet.labelHeight < SMALLEST.height, TOO_SMALL);
  return found;
}

/** The sentences of sheetProblems alone, each once. */
export function checkSheet(sheet: LabelSheet): string[] {
  return [...new Set(sheetProblems(sheet).map((problem) => problem.message))];
}

function mm(length: number): string {
  return String(Math.round(length * 100) / 100);
}
