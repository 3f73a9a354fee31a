import type { Rect } from '../../contract/labelSheet.ts';
import { BADGE } from './badges.ts';
import type { BadgeBox, LabelBox, QrBox } from './boxes.ts';
import { drawnRuns, widthEm } from './text.ts';

const FONT = "'BIZ UDGothic','Noto Sans JP',sans-serif";
export const INK = '#000';
const LINE = 0.2;

/** A page of w × h mm. `content` counts in UNIT. */
export function svgPage(w: number, h: number, content: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="ja" lang="ja" width="${w}mm" height="${h}mm" viewBox="0 0 ${w} ${h}"` +
    ` font-family="${FONT}" text-rendering="geometricPrecision" style="font-kerning:none;font-variant-ligatures:none;white-space:pre">` +
    `<g transform="scale(${1 / UNIT})">${content}</g></svg>`
  );
}

/** A hairline at a label's border; its place comes from the group around it. */
export function frame(place: Rect, round?: boolean): string {
  const line = `fill="none" stroke="${INK}" stroke-width="${n(0.08)}"`;
  return round
    ? `<ellipse cx="${n(place.w / 2)}" cy="${n(place.h / 2)}" rx="${n(place.w / 2)}" ry="${n(place.h / 2)}" ${line}/>`
    : `<rect width="${n(place.w)}" height="${n(place.h)}" ${line}/>`;
}

export function cross(x: number, y: number): string {
  return `<path d="M${n(x - 4)} ${n(y)}h${n(8)}M${n(x)} ${n(y - 4)}v${n(8)}" stroke="${INK}" stroke-width="${n(0.15)}"/>`;
}

export function drawBox(box: LabelBox): string {
  if (box.kind === 'text') return textElement(box.text, box.x, box.baseline, box.size, box.bold, INK);
  return box.kind === 'qr' ? drawQr(box) : drawBadge(box);
}

/** One line of text; letters whose marks lie in another font file are drawn one by one (drawnRuns). */
export function textElement(
  text: string,
  x: number,
  baseline: number,
  size: number,
  bold: boolean,
  fill: string,
): string {
  const weight = bold ? ' font-weight="700"' : '';
  let at = x;
  return drawnRuns(text)
    .map((run) => {
      const element = `<text x="${n(at)}" y="${n(baseline)}" font-size="${n(size)}"${weight} fill="${fill}">${escapeXml(run)}</text>`;
      at += widthEm(run) * size;
      return element;
    })
    .join('');
}

/** Runs of dark modules as one path: a path of its own per module shows hairline gaps in some viewers. */
function drawQr(box: QrBox): string {
  let path = '';
  for (let row = 0; row < box.modules; row += 1) {
    for (let column = 0; column < box.modules; column += 1) {
      if (!box.dark(row, column)) continue;
      const from = column;
      while (column + 1 < box.modules && box.dark(row, column + 1)) column += 1;
      path += `M${from} ${row}h${column + 1 - from}v1h${from - column - 1}z`;
    }
  }
  return `<path data-qr="" transform="translate(${n(box.x)} ${n(box.y)}) scale(${(box.module * UNIT).toFixed(5)})" d="${path}" fill="${INK}"/>`;
}

/**
 * Class codes: filled, half, outlined, plain (screens.md "Class marks"). Half is a hatch of lines in its own field beside
 * the letters, so that both stay readable on a black-and-white printer.
 */
function drawBadge(box: BadgeBox): string {
  const filled = box.weight === 'filled';
  const hatch = box.weight === 'half' ? BADGE.hatch * box.size : 0;
  const text = textElement(
    box.text,
    box.x + (box.w - hatch - widthEm(box.text) * box.size) / 2,
    // Capitals are 0.77 em high, Japanese letters are centred in their em.
    box.y + box.h / 2 + (box.bold ? 0.383 : 0.38) * box.size,
    box.size,
    box.bold,
    filled ? '#fff' : INK,
  );
  if (box.weight === 'plain') return text;
  const edge = `<rect x="${n(box.x + LINE / 2)}" y="${n(box.y + LINE / 2)}" width="${n(box.w - LINE)}" height="${n(box.h - LINE)}" rx="${n(0.3)}" fill="${filled ? INK : 'none'}" stroke="${INK}" stroke-width="${n(LINE)}"/>`;
  const field = hatch > 0 ? hatchLines({ x: box.x + box.w - hatch, y: box.y, w: hatch, h: box.h }) : '';
  return edge + field + text;
}

/** 45° lines clipped to a field, with a line at its left side. Drawn one by one: a pattern would be rastered in PDFs. */
function hatchLines(field: Rect): string {
  const pitch = 0.45;
  const right = field.x + field.w - LINE / 2;
  const top = field.y + LINE / 2;
  const bottom = field.y + field.h - LINE / 2;
  let path = `M${n(field.x)} ${n(field.y)}v${n(field.h)}`;
  // A line is x + y = sum; it enters the field at its left or bottom side and leaves at its right or top side.
  for (let sum = field.x + top + pitch; sum < right + bottom; sum += pitch) {
    const x1 = Math.max(field.x, sum - bottom);
    const x2 = Math.min(right, sum - top);
    path += `M${n(x1)} ${n(sum - x1)}L${n(x2)} ${n(sum - x2)}`;
  }
  return `<path d="${path}" fill="none" stroke="${INK}" stroke-width="${n(0.18)}"/>`;
}

/**
 * The drawing counts in hundredths of a millimetre: Chromium rounds the place of every letter to 1/64 of a unit, which
 * in millimetres would add up to visible gaps along a line.
 */
const UNIT = 100;

/** A length of mm for SVG, to a tenth of a micrometre. */
export function n(mm: number): string {
  return String(Math.round(mm * UNIT * 100) / 100);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
