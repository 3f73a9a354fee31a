import { z } from 'zod';

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

/** What is wrong with a sheet a clerk has entered, one Japanese sentence each; empty when it can be printed. */
export function checkSheet(sheet: LabelSheet): string[] {
  const counts = [sheet.columns, sheet.rows];
  if (counts.some((n) => !Number.isInteger(n) || n < 1)) return ['列と段の数は、1以上の整数にしてください。'];
  if (capacity(sheet) > 1000) return ['ラベルの数は、1枚に1,000面までです。'];
  const lengths = [sheet.labelWidth, sheet.labelHeight, sheet.dx, sheet.dy, sheet.paperWidth, sheet.paperHeight];
  if (lengths.some((n) => !Number.isFinite(n) || n <= 0)) return ['大きさと間隔は、0より大きい数にしてください。'];
  if (lengths.some((n) => n > 1500)) return ['大きさと間隔は、1,500mmまでです。'];
  if (![sheet.x0, sheet.y0].every((n) => Number.isFinite(n) && n >= 0)) return ['余白は、0以上の数にしてください。'];

  const problems: string[] = [];
  const right = sheet.x0 + (sheet.columns - 1) * sheet.dx + sheet.labelWidth;
  const bottom = sheet.y0 + (sheet.rows - 1) * sheet.dy + sheet.labelHeight;
  if (right > sheet.paperWidth + EPSILON)
    problems.push(`横が用紙から ${mm(right - sheet.paperWidth)}mm はみ出します。`);
  if (bottom > sheet.paperHeight + EPSILON)
    problems.push(`縦が用紙から ${mm(bottom - sheet.paperHeight)}mm はみ出します。`);
  if (sheet.columns > 1 && sheet.dx < sheet.labelWidth - EPSILON)
    problems.push('横の間隔がラベルの幅より小さく、隣と重なります。');
  if (sheet.rows > 1 && sheet.dy < sheet.labelHeight - EPSILON)
    problems.push('縦の間隔がラベルの高さより小さく、隣と重なります。');
  if (sheet.labelWidth < SMALLEST.width || sheet.labelHeight < SMALLEST.height)
    problems.push(`ラベルが小さすぎます。幅${SMALLEST.width}mm・高さ${SMALLEST.height}mm以上にしてください。`);
  return problems;
}

function mm(length: number): string {
  return String(Math.round(length * 100) / 100);
}
