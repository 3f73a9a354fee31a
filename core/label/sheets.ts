/** A sheet of pre-cut labels. All lengths in mm, origin at the top-left of the paper (domain.md §9.2). */
export interface LabelSheet {
  readonly id: string;
  readonly name: string;
  readonly maker: string;
  /** Product numbers printed on the packet. */
  readonly models: readonly string[];
  readonly columns: number;
  readonly rows: number;
  readonly labelWidth: number;
  readonly labelHeight: number;
  /** Top-left corner of the first label. */
  readonly x0: number;
  readonly y0: number;
  /** Pitch: from one label's left (top) edge to the next one's. */
  readonly dx: number;
  readonly dy: number;
  readonly paperWidth: number;
  readonly paperHeight: number;
  /** A caution for the clerk, in Japanese. */
  readonly note?: string;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const TEST_PRINT = '余白は計算で求めた値です。普通紙に試し刷りをして、位置を確かめてください。';

type Numbers = [
  columns: number,
  rows: number,
  width: number,
  height: number,
  x0: number,
  y0: number,
  dx: number,
  dy: number,
];

function preset(
  id: string,
  name: string,
  maker: string,
  models: string[],
  numbers: Numbers,
  note?: string,
): LabelSheet {
  const [columns, rows, labelWidth, labelHeight, x0, y0, dx, dy] = numbers;
  const size = { columns, rows, labelWidth, labelHeight, x0, y0, dx, dy, paperWidth: 210, paperHeight: 297 };
  return { id, name, maker, models, ...size, ...(note ? { note } : {}) };
}

/**
 * The sheets whose published numbers pass the symmetry test (domain.md §9.2, rows marked "exact"), the recommended two
 * first. Doubtful ones are left out on purpose: a clerk can enter them as an own sheet after a test print.
 */
export const LABEL_SHEETS: readonly LabelSheet[] = [
  preset(
    'ELM022',
    '44面 48.3×25.4mm（備品・機器）',
    'ヒサゴ／エーワン',
    ['ELM022', '28388', '28368'],
    [4, 11, 48.3, 25.4, 8.4, 8.8, 48.3, 25.4],
  ),
  preset('ELM012', '24面 66×33.9mm（備品・機器 大）', 'ヒサゴ', ['ELM012'], [3, 8, 66, 33.9, 6, 12.9, 66, 33.9]),
  preset('KLP701S', '24面 64×33.9mm（間あき）', 'ヒサゴ', ['KLP701S'], [3, 8, 64, 33.9, 6.5, 12.9, 66.5, 33.9]),
  preset('ELM033', '36面 60×20mm（備品・ファイル背）', 'ヒサゴ', ['ELM033'], [3, 12, 60, 20, 12, 12, 63, 23]),
  preset('ELM018', '12面 84×42mm（書庫・ラック）', 'ヒサゴ', ['ELM018'], [2, 6, 84, 42, 19, 22.5, 88, 42]),
  preset('ELM005', '8面 98×68mm（掲示）', 'ヒサゴ', ['ELM005'], [2, 4, 98, 68, 5, 12.5, 102, 68]),
  preset('ELM025', '8面 97×69mm（掲示）', 'ヒサゴ', ['ELM025'], [2, 4, 97, 69, 8, 10.5, 97, 69]),
  preset('OP3018', '40面 40×20mm', 'ヒサゴ', ['OP3018'], [4, 10, 40, 20, 16, 21.5, 46, 26]),
  preset('31553', '40面 30×30mm（QR）', 'エーワン', ['31553'], [5, 8, 30, 30, 22, 14.5, 34, 34], TEST_PRINT),
  preset('ELM034', '92面 45×10mm（ケーブル・USB）', 'ヒサゴ', ['ELM034'], [4, 23, 45, 10, 12, 11.5, 47, 12]),
  preset('ELM036', '125面 35×8mm（USB）', 'ヒサゴ', ['ELM036'], [5, 25, 35, 8, 13.5, 12.5, 37, 11]),
  preset('ELM037', '150面 28×8mm（USB）', 'ヒサゴ', ['ELM037'], [6, 25, 28, 8, 13.5, 12.5, 31, 11]),
  preset('ELM038', '200面 20×8mm（SD・USB）', 'ヒサゴ', ['ELM038'], [8, 25, 20, 8, 14.5, 12.5, 23, 11]),
];

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
  const lengths = [sheet.labelWidth, sheet.labelHeight, sheet.dx, sheet.dy, sheet.paperWidth, sheet.paperHeight];
  if (lengths.some((n) => !Number.isFinite(n) || n <= 0)) return ['大きさと間隔は、0より大きい数にしてください。'];
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
