import qrcode from 'qrcode';
import type { LabelSheet } from '../../contract/labelSheet.ts';
import {
  type LabelBox,
  type LabelContent,
  type LabelLevel,
  type LabelPart,
  type LabelWarning,
  type QrBox,
  QUIET,
  SMALLEST_MODULE,
  SMALLEST_TEXT,
  USUAL_OUTER,
  type Weight,
} from './boxes.ts';
import { cut, fitSize, oneLine, widthEm } from './text.ts';

/** Words for the parts of a label. */
export const PART_NAMES: Record<LabelPart, string> = {
  unionName: '組合名',
  number: '資産番号',
  name: '名称',
  group: '所管',
  class: '分類の記号',
  fullClass: '分類の正式な表示',
  marks: '取扱制限',
  qr: 'QRコード',
};

/** Longer texts are no numbers; the largest QR codes would refuse them. */
const LONGEST_NUMBER = 200;

/** Boxes and warnings of one label while it is being laid out. */
export class Plan {
  readonly boxes: LabelBox[] = [];
  readonly warnings: LabelWarning[] = [];
  readonly w: number;
  readonly h: number;
  readonly pad: number;
  /** Size relative to the reference label of 48.3 × 25.4 mm; larger labels get larger letters. */
  readonly scale: number;
  readonly unionName: string;
  readonly number: string;
  readonly name: string;
  readonly group: string;
  readonly levels: readonly LabelLevel[];
  readonly marks: readonly string[];

  constructor(sheet: LabelSheet, content: LabelContent) {
    this.w = sheet.labelWidth;
    this.h = sheet.labelHeight;
    this.pad = paddingOf(sheet);
    this.scale = Math.min(2, Math.max(1, Math.min(this.h / 25.4, this.w / 48.3)));
    this.unionName = oneLine(content.unionName);
    this.number = oneLine(content.number);
    this.name = oneLine(content.name);
    this.group = oneLine(content.group);
    this.levels = content.levels;
    this.marks = content.marks.map(oneLine).filter((mark) => mark !== '');
  }

  warn(part: LabelPart, message: string): void {
    this.warnings.push({ number: this.number, part, message: `${this.number}：${message}` });
  }

  text(part: LabelPart, text: string, x: number, y: number, size: number, bold = false): void {
    // 0.88 em is the ascent of BIZ UDGothic: Japanese and Latin letters stay inside a box one em high.
    this.boxes.push({
      kind: 'text',
      part,
      text,
      x,
      y,
      w: widthEm(text) * size,
      h: size,
      size,
      bold,
      baseline: y + 0.88 * size,
    });
  }

  /** One line that shrinks to the smallest size and is cut after that. Returns its height. */
  line(part: LabelPart, text: string, x: number, y: number, width: number, largest: number, bold = false): number {
    if (text === '') return 0;
    const size = fitSize(text, width, largest, SMALLEST_TEXT) ?? SMALLEST_TEXT;
    const shown = cut(text, width / size + 1e-9);
    if (shown.cut) this.warn(part, `${PART_NAMES[part]}が長いため、途中まで印刷します。`);
    this.text(part, shown.text, x, y, size, bold);
    return size;
  }

  /**
   * The QR code of the number alone, at most `outer` mm including its quiet zone, which ends above `floor`; null when it
   * would not be readable.
   */
  qr(outer: number, floor: number): { symbol: QrBox; quiet: number } | null {
    if (this.number === '') return null;
    if (this.number.length > LONGEST_NUMBER) {
      this.warn('qr', '番号が長いため、QRコードは印刷しません。');
      return null;
    }
    const code = qrcode.create(this.number, { errorCorrectionLevel: 'M' });
    const modules = code.modules.size;
    const module = Math.min(outer / (modules + 2 * QUIET), (floor - this.pad) / (modules + QUIET));
    if (module < SMALLEST_MODULE) {
      if (outer / USUAL_OUTER >= SMALLEST_MODULE) this.warn('qr', '番号が長いため、QRコードは印刷しません。');
      return null;
    }
    const dark = (row: number, column: number) => code.modules.get(row, column) === 1;
    const side = modules * module;
    return {
      symbol: { kind: 'qr', part: 'qr', x: 0, y: 0, w: side, h: side, module, modules, dark },
      quiet: QUIET * module,
    };
  }
}

function paddingOf(sheet: LabelSheet): number {
  if (sheet.labelHeight >= 24) return 2.5;
  if (sheet.labelHeight >= 18) return 2;
  return 1;
}

/** Measures of a badge in em of its letters. */
export const BADGE = { height: 1.3, side: 0.25, hatch: 0.45, gap: 0.3 } as const;

export function badgeWidth(text: string, size: number, weight: Weight): number {
  // A plain code has no frame: its letters start where the frames of the others start.
  const around = weight === 'plain' ? 0 : 2 * BADGE.side + (weight === 'half' ? BADGE.hatch : 0);
  return (widthEm(text) + around) * size;
}

export function codesWidth(levels: readonly LabelLevel[], size: number): number {
  const widths = levels.map((level) => badgeWidth(level.neutral, size, level.weight));
  return widths.reduce((sum, width) => sum + width, 0) + Math.max(0, levels.length - 1) * BADGE.gap * size;
}

/** Class codes from left to right. */
export function placeCodes(plan: Plan, x: number, y: number, size: number): void {
  let at = x;
  for (const { neutral: text, weight } of plan.levels) {
    const w = badgeWidth(text, size, weight);
    plan.boxes.push({
      kind: 'badge',
      part: 'class',
      text,
      x: at,
      y,
      w,
      h: BADGE.height * size,
      size,
      bold: true,
      weight,
    });
    at += w + BADGE.gap * size;
  }
}

interface Slot {
  readonly width: number;
}
interface PlacedMark {
  readonly text: string;
  readonly slot: number;
  readonly x: number;
}

/** Fills slots (rows) with marks in order. When not all fit, the last badge says how many are left: 他2. */
export function flowMarks(
  marks: readonly string[],
  slots: readonly Slot[],
  size: number,
): { placed: PlacedMark[]; left: number } {
  const flow = (texts: readonly string[]): PlacedMark[] | null => {
    const placed: PlacedMark[] = [];
    let slot = 0;
    let x = 0;
    for (const text of texts) {
      const w = badgeWidth(text, size, 'outlined');
      while (slot < slots.length && x + w > slots[slot]!.width + 1e-9) {
        slot += 1;
        x = 0;
      }
      if (slot >= slots.length) return null;
      placed.push({ text, slot, x });
      x += w + BADGE.gap * size;
    }
    return placed;
  };
  for (let shown = marks.length; shown >= 0; shown -= 1) {
    const left = marks.length - shown;
    const placed = flow(left === 0 ? marks : [...marks.slice(0, shown), `他${left}`]);
    if (placed) return { placed, left };
  }
  return { placed: [], left: marks.length };
}
