import { capacity, cell, type LabelSheet, type Rect } from '../../contract/labelSheet.ts';
import type { BadgeBox, LabelBox, LabelContent, LabelWarning, QrBox, TextBox } from './boxes.ts';
import { layoutLabel } from './layout.ts';
import { BADGE } from './plan.ts';
import { oneLine, pt, widthEm } from './text.ts';

export interface DrawOptions {
  /** First cell to use on the first sheet, counted from 1 (partly used sheets). */
  readonly start: number;
  /** Cells of the first sheet that are already used, counted from 1. */
  readonly skip?: readonly number[];
  /** Correction of the printer's position in mm; positive moves to the right and down. */
  readonly offsetXmm?: number;
  readonly offsetYmm?: number;
  /** Hairlines at the label borders, for a test print on plain paper. */
  readonly frames?: boolean;
  /** Words in the bottom margin: 出力日時・出力者・件数・分類表示 (domain.md D20). Left out where the margin is too narrow. */
  readonly stamp?: string;
}

export interface DrawnSheets {
  /** One SVG per sheet of paper, in mm. */
  readonly pages: string[];
  readonly warnings: LabelWarning[];
  /** Every character drawn in the regular and in the bold weight: what fontFaces needs, … and 他 included. */
  readonly text: string;
  readonly boldText: string;
}

const FONT = "'BIZ UDGothic','Noto Sans JP',sans-serif";
const INK = '#000';
const LINE = 0.2;

/**
 * Draws labels on as many sheets as they need: the one drawing behind preview, print and PDF. One SVG per sheet with the
 * paper's millimetres as its units keeps Chromium from snapping positions to CSS pixels (toolchain.md §4).
 * @throws RangeError when `start` is not a cell of the sheet.
 */
export function drawSheets(sheet: LabelSheet, labels: readonly LabelContent[], options: DrawOptions): DrawnSheets {
  const perPage = capacity(sheet);
  if (!Number.isInteger(options.start) || options.start < 1 || options.start > perPage) {
    throw new RangeError(`start ${options.start} is not a cell of 1–${perPage}`);
  }
  const used = new Set(options.skip ?? []);
  const pages: string[][] = [];
  const warnings: LabelWarning[] = [];
  const regular = new Set(oneLine(options.stamp ?? ''));
  const bold = new Set<string>();
  let position = options.start - 1;
  for (const label of labels) {
    while (position < perPage && used.has(position + 1)) position += 1;
    const page = Math.floor(position / perPage);
    while (pages.length <= page) pages.push([]);
    const layout = layoutLabel(sheet, label);
    warnings.push(...layout.warnings);
    for (const box of layout.boxes) {
      if (box.kind === 'qr') continue;
      for (const character of box.text) (box.bold ? bold : regular).add(character);
    }
    const index = position % perPage;
    pages[page]!.push(drawLabel(cell(sheet, index), index + 1, label.number, layout.boxes, options.frames === true));
    position += 1;
  }
  const filled = pages.filter((labelsOnPage) => labelsOnPage.length > 0);
  return {
    pages: filled.map((content) => paper(sheet, content.join(''), options)),
    warnings,
    text: [...regular].join(''),
    boldText: [...bold].join(''),
  };
}

/**
 * A calibration page (位置合わせ) for plain paper: every label's frame, and crosses at the first and last label to
 * measure from. Laid on a label sheet against the light it shows the printer's offset.
 */
export function drawCalibration(sheet: LabelSheet, offset: { offsetXmm?: number; offsetYmm?: number } = {}): string {
  const parts: string[] = [];
  for (let index = 0; index < capacity(sheet); index += 1) {
    const place = cell(sheet, index);
    parts.push(`<g transform="translate(${n(place.x)} ${n(place.y)})">${frame(place)}</g>`);
  }
  const first = cell(sheet, 0);
  const last = cell(sheet, capacity(sheet) - 1);
  parts.push(cross(first.x, first.y), cross(last.x + last.w, last.y + last.h));
  const size = pt(8);
  const words = [
    `${sheet.name}　位置合わせ`,
    '倍率は100%（用紙に合わせない）で印刷してください。',
    `左上の＋印：左端から${first.x}mm、上端から${first.y}mm`,
  ];
  // The words need a white ground: the frames of small labels would run through them.
  const width = Math.max(...words.map(widthEm)) * size + 6;
  const height = words.length * size * 1.5 + 5;
  const x = (sheet.paperWidth - width) / 2;
  const y = (sheet.paperHeight - height) / 2;
  parts.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="#fff"/>`);
  words.forEach((line, index) => {
    parts.push(textElement(line, x + 3, y + 2.5 + (index * 1.5 + 1.1) * size, size, false, INK));
  });
  return paper(sheet, parts.join(''), { start: 1, ...offset });
}

function paper(sheet: LabelSheet, content: string, options: DrawOptions): string {
  const { paperWidth: w, paperHeight: h } = sheet;
  const shift = `translate(${n(options.offsetXmm ?? 0)} ${n(options.offsetYmm ?? 0)})`;
  const drawing = `<g transform="scale(${1 / UNIT})"><g transform="${shift}">${content}</g>${stamp(sheet, options.stamp)}</g>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="ja" lang="ja" width="${w}mm" height="${h}mm" viewBox="0 0 ${w} ${h}"` +
    ` font-family="${FONT}" text-rendering="geometricPrecision" style="font-kerning:none;font-variant-ligatures:none;white-space:pre">` +
    `${drawing}</svg>`
  );
}

/** Most printers cannot print the outer 4.5 mm; what is between that and the last label is the stamp's place. */
const UNPRINTABLE = 4.5;

function stamp(sheet: LabelSheet, words: string | undefined): string {
  const text = oneLine(words ?? '');
  if (text === '') return '';
  const last = cell(sheet, capacity(sheet) - 1);
  const room = sheet.paperHeight - UNPRINTABLE - (last.y + last.h);
  const width = sheet.paperWidth - 2 * 8;
  const size = Math.min(pt(6.5), room - 0.8, width / widthEm(text));
  if (size < pt(5)) return '';
  const x = sheet.paperWidth - 8 - widthEm(text) * size;
  return textElement(text, x, sheet.paperHeight - UNPRINTABLE - 0.12 * size, size, false, INK);
}

function drawLabel(place: Rect, position: number, number: string, boxes: readonly LabelBox[], frames: boolean): string {
  const content = boxes.map(drawBox).join('');
  const border = frames ? frame(place) : '';
  return `<g data-cell="${position}" data-number="${escapeXml(number)}" transform="translate(${n(place.x)} ${n(place.y)})">${border}${content}</g>`;
}

function frame(place: Rect): string {
  return `<rect width="${n(place.w)}" height="${n(place.h)}" fill="none" stroke="${INK}" stroke-width="${n(0.08)}"/>`;
}

function cross(x: number, y: number): string {
  return `<path d="M${n(x - 4)} ${n(y)}h${n(8)}M${n(x)} ${n(y - 4)}v${n(8)}" stroke="${INK}" stroke-width="${n(0.15)}"/>`;
}

function drawBox(box: LabelBox): string {
  if (box.kind === 'text') return drawText(box);
  return box.kind === 'qr' ? drawQr(box) : drawBadge(box);
}

function drawText(box: TextBox): string {
  return textElement(box.text, box.x, box.baseline, box.size, box.bold, INK);
}

function textElement(text: string, x: number, baseline: number, size: number, bold: boolean, fill: string): string {
  const weight = bold ? ' font-weight="700"' : '';
  return `<text x="${n(x)}" y="${n(baseline)}" font-size="${n(size)}"${weight} fill="${fill}">${escapeXml(text)}</text>`;
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
function n(mm: number): string {
  return String(Math.round(mm * UNIT * 100) / 100);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeXml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
