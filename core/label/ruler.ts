import { capacity, cell, type LabelSheet } from '../../contract/labelSheet.ts';
import { type Correction, RULER } from './correction.ts';
import { paper } from './draw.ts';
import { cross, frame, INK, n, textElement } from './svg.ts';
import { pt, widthEm } from './text.ts';

/**
 * The ruler page (位置合わせ) for plain A4: a cross that should stand 20 mm from the left and the upper edge, and two lines
 * of 150 and 200 mm with ticks. Printed with the correction on trial, so that a good one shows all of it in its place.
 * @param title words at its head, e.g. the printer's name
 */
export function drawRuler(title: string, correction?: Correction): { svg: string; text: string } {
  const { cross: at, width, height } = RULER;
  const parts = [
    cross(at, at),
    scale(at, at + 20, width, 'across'),
    scale(at, at + 35, height, 'down'),
    ...lines(title).map(({ words, x, y, size, bold }) => textElement(words, x, y, size, bold, INK)),
  ];
  const text = `${lines(title)
    .map(({ words }) => words)
    .join('')}0123456789`;
  return { svg: paper({ paperWidth: 210, paperHeight: 297 }, parts.join(''), '', correction), text };
}

interface Line {
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
}

function lines(title: string): Line[] {
  const words = [
    `位置合わせ　${title}`,
    '',
    '倍率100%（「用紙に合わせる」は切る）で、普通紙に印刷してください。',
    '定規で次の長さを測り、画面に入れてください（0.5mmまで読めば足ります）。',
    '',
    '① 紙の左の端から、左上の十字の縦線まで（正しければ 20mm）',
    '② 紙の上の端から、左上の十字の横線まで（正しければ 20mm）',
    '③ 横の線の、0 から 150 までの長さ（正しければ 150mm）',
    '④ 縦の線の、0 から 200 までの長さ（正しければ 200mm）',
    '',
    '③と④は、測らなくても位置は合わせられます（大きさはそのままになります）。',
  ];
  const size = pt(10);
  const x = 62;
  return words.flatMap((line, i) =>
    line === '' ? [] : [{ words: line, x, y: 80 + i * 2 * size, size: i === 0 ? pt(14) : size, bold: false }],
  );
}

/** A ruler of `length` mm with a tick for every millimetre and a number for every ten. */
function scale(x: number, y: number, length: number, direction: 'across' | 'down'): string {
  const across = direction === 'across';
  let path = across ? `M${n(x)} ${n(y)}h${n(length)}` : `M${n(x)} ${n(y)}v${n(length)}`;
  const numbers: string[] = [];
  for (let mm = 0; mm <= length; mm += 1) {
    const tick = mm % 10 === 0 ? 5 : mm % 5 === 0 ? 3.5 : 2;
    path += across ? `M${n(x + mm)} ${n(y)}v${n(tick)}` : `M${n(x)} ${n(y + mm)}h${n(tick)}`;
    if (mm % 10 !== 0) continue;
    const size = pt(7);
    const word = String(mm);
    const [left, base] = across
      ? [x + mm - (widthEm(word) * size) / 2, y + 5.6 + 0.8 * size]
      : [x + 5.8, y + mm + 0.38 * size];
    numbers.push(textElement(word, left, base, size, false, INK));
  }
  return `<path d="${path}" fill="none" stroke="${INK}" stroke-width="${n(0.12)}"/>${numbers.join('')}`;
}

/**
 * A test print of a sheet for plain paper: every label's frame, and crosses at the first and last label. Laid on a label
 * sheet against the light it shows what is still out of place.
 */
export function drawFrames(sheet: LabelSheet, correction?: Correction): { svg: string; text: string } {
  const parts: string[] = [];
  for (let index = 0; index < capacity(sheet); index += 1) {
    const place = cell(sheet, index);
    parts.push(`<g transform="translate(${n(place.x)} ${n(place.y)})">${frame(place, sheet.round)}</g>`);
  }
  const first = cell(sheet, 0);
  const last = cell(sheet, capacity(sheet) - 1);
  parts.push(cross(first.x, first.y), cross(last.x + last.w, last.y + last.h));
  return { svg: paper(sheet, parts.join(''), '', correction), text: '' };
}
