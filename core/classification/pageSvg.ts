import type { HandlingCard } from '../../contract/classification.ts';
import type { Code } from '../label/qr.ts';
import { oneLine, widthEm } from '../label/text.ts';

/** Draws a page of text in mm as SVG and takes note of the letters, so that their fonts can be sent along. */
export interface Pen {
  text(words: string, x: number, baseline: number, size: number, options?: TextOptions): void;
  line(x1: number, y1: number, x2: number, y2: number, width: number): void;
  box(x: number, y: number, w: number, h: number, options?: { fill?: string; width?: number }): void;
  path(d: string, width: number): void;
  /** A QR code; its quiet zone of 4 modules is the caller's. */
  code(code: Code, x: number, y: number, side: number): void;
  /** Class mark: letters first, then filled, half, outlined, plain (screens.md "Class marks"). @returns its width */
  mark(level: MarkedLevel, right: number, y: number, size: number): number;
  svg(): string;
  readonly regular: ReadonlySet<string>;
  readonly bold: ReadonlySet<string>;
}

type MarkedLevel = Pick<HandlingCard['levels'][number], 'short' | 'weight'>;

interface TextOptions {
  readonly bold?: boolean;
  readonly fill?: string;
  readonly align?: 'left' | 'right' | 'centre';
}

/** Hundredths of a millimetre: Chromium rounds the place of every letter to 1/64 of a unit. */
const UNIT = 100;
const n = (mm: number): string => String(Math.round(mm * UNIT * 100) / 100);

const INK = '#000';
const FONT = "'BIZ UDGothic','Noto Sans JP',sans-serif";
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (words: string) => words.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

export function pen(paper: { readonly w: number; readonly h: number }): Pen {
  const parts: string[] = [];
  const regular = new Set<string>();
  const bold = new Set<string>();
  const self: Pen = {
    regular,
    bold,
    text(words, x, baseline, size, options = {}) {
      const line = oneLine(words);
      if (line === '') return;
      for (const character of line) (options.bold ? bold : regular).add(character);
      const width = widthEm(line) * size;
      const left = options.align === 'right' ? x - width : options.align === 'centre' ? x - width / 2 : x;
      const weight = options.bold ? ' font-weight="700"' : '';
      parts.push(
        `<text x="${n(left)}" y="${n(baseline)}" font-size="${n(size)}"${weight} fill="${options.fill ?? INK}">${escaped(line)}</text>`,
      );
    },
    line(x1, y1, x2, y2, width) {
      self.path(`M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`, width);
    },
    box(x, y, w, h, { fill = 'none', width = 0.3 } = {}) {
      const stroke = width > 0 ? `stroke="${INK}" stroke-width="${n(width)}"` : '';
      parts.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}" ${stroke}/>`);
    },
    path(d, width) {
      parts.push(`<path d="${d}" fill="none" stroke="${INK}" stroke-width="${n(width)}"/>`);
    },
    code({ modules, dark }, x, y, side) {
      let d = '';
      for (let row = 0; row < modules; row += 1)
        for (let column = 0; column < modules; column += 1) if (dark(row, column)) d += `M${column} ${row}h1v1h-1z`;
      const scale = ((side / modules) * UNIT).toFixed(5);
      parts.push(`<path data-qr="" transform="translate(${n(x)} ${n(y)}) scale(${scale})" d="${d}" fill="${INK}"/>`);
    },
    mark({ short, weight }, right, y, size) {
      const hatch = weight === 'half' ? 0.6 * size : 0;
      const w = widthEm(short) * size + 0.7 * size + hatch;
      const h = 1.35 * size;
      const x = right - w;
      if (weight !== 'plain') self.box(x, y, w, h, { fill: weight === 'filled' ? INK : 'none', width: 0.4 });
      if (hatch > 0) hatched(self, { x: right - hatch, y, w: hatch, h });
      self.text(short, x + (w - hatch) / 2, y + h / 2 + 0.37 * size, size, {
        bold: true,
        fill: weight === 'filled' ? '#fff' : INK,
        align: 'centre',
      });
      return w;
    },
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="ja" lang="ja" width="${paper.w}mm" height="${paper.h}mm" viewBox="0 0 ${paper.w} ${paper.h}"` +
      ` font-family="${FONT}" text-rendering="geometricPrecision" style="font-kerning:none;font-variant-ligatures:none;white-space:pre">` +
      `<g transform="scale(${1 / UNIT})">${parts.join('')}</g></svg>`,
  };
  return self;
}

/** 45° lines in a field with a line at its left side: half filled, also on a black-and-white printer. */
function hatched(to: Pen, field: { x: number; y: number; w: number; h: number }): void {
  const { x, y, w, h } = field;
  to.line(x, y, x, y + h, 0.4);
  const pitch = 0.9;
  // A line is x + y = sum; it enters the field at its left or bottom side and leaves at its right or top side.
  for (let sum = x + y + pitch; sum < x + w + y + h; sum += pitch) {
    const x1 = Math.max(x, sum - (y + h));
    const x2 = Math.min(x + w, sum - y);
    to.line(x1, sum - x1, x2, sum - x2, 0.3);
  }
}

/** ×, △ or ○ as a drawing: told apart without colour and without letters. */
export function verdictSign(
  to: Pen,
  verdict: 'forbidden' | 'conditional' | 'free',
  x: number,
  y: number,
  size: number,
) {
  const r = size / 2;
  const [cx, cy] = [x + r, y + r];
  if (verdict === 'forbidden') {
    const d = r * 0.82;
    to.path(
      `M${n(cx - d)} ${n(cy - d)}L${n(cx + d)} ${n(cy + d)}M${n(cx + d)} ${n(cy - d)}L${n(cx - d)} ${n(cy + d)}`,
      1.5,
    );
  } else if (verdict === 'conditional') {
    to.path(
      `M${n(cx)} ${n(cy - r * 0.85)}L${n(cx + r * 0.95)} ${n(cy + r * 0.75)}L${n(cx - r * 0.95)} ${n(cy + r * 0.75)}Z`,
      0.8,
    );
  } else {
    const d = r * 0.8;
    to.path(`M${n(cx - d)} ${n(cy)}a${n(d)} ${n(d)} 0 1 0 ${n(2 * d)} 0a${n(d)} ${n(d)} 0 1 0 ${n(-2 * d)} 0Z`, 0.8);
  }
}
