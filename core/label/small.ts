import { type LabelLevel, SMALLEST_TEXT } from './boxes.ts';
import { BADGE, badgeWidth, codesWidth, type Plan, placeCodes } from './plan.ts';
import { fitSize, pt, widthEm } from './text.ts';

/** Nearly square labels (30 × 30): the QR code above the number and the class codes. */
export function stacked(plan: Plan): void {
  const { w, h, pad } = plan;
  const inner = w - 2 * pad;
  const codeSize = Math.max(SMALLEST_TEXT, Math.min(pt(7), inner / Math.max(1, codesWidth(plan.levels, 1))));
  const codesHeight = plan.levels.length === 0 ? 0 : BADGE.height * codeSize;
  let y = h - pad - codesHeight;
  if (codesHeight > 0) placeCodesCentred(plan, y, codeSize);
  const numberSize = fitSize(plan.number, inner, pt(11), SMALLEST_TEXT) ?? SMALLEST_TEXT;
  y -= numberSize + 0.4;
  const shown = Math.min(inner, widthEm(plan.number) * numberSize);
  plan.line('number', plan.number, (w - shown) / 2, y, shown + 1e-9, numberSize, true);
  const found = plan.qr(Math.min(y, w), y);
  if (found)
    plan.boxes.push({ ...found.symbol, x: (w - found.symbol.w) / 2, y: Math.max(pad, (y - found.symbol.h) / 2) });
  if (plan.marks.length > 0) plan.warn('marks', 'このラベルには取扱制限を印刷できません。');
}

function placeCodesCentred(plan: Plan, y: number, size: number): void {
  placeCodes(plan, (plan.w - codesWidth(plan.levels, size)) / 2, y, size);
}

/** Cables, USB and SD: number and class codes, in one line or in two; a name below where the height allows. */
export function tiny(plan: Plan): void {
  const { w, h, pad } = plan;
  const innerHeight = h - 2 * pad;
  const found = w >= 45 ? plan.qr(h, h) : null;
  const right = found ? w - Math.max(pad, (h - found.symbol.h) / 2) - found.symbol.w - found.quiet : w - pad;
  if (found) plan.boxes.push({ ...found.symbol, x: right + found.quiet, y: (h - found.symbol.h) / 2 });
  const width = right - pad;
  const hasCodes = plan.levels.length > 0;

  let codeSize = Math.min(pt(8), innerHeight / BADGE.height);
  while (codesWidth(plan.levels, codeSize) > width * 0.45 && codeSize > pt(6)) codeSize -= pt(0.25);
  const codes = codesWidth(plan.levels, codeSize);
  // Room for a hatched first code on every label: the numbers of one sheet keep one size.
  const widest = codes + Math.max(0, roomForHatch(plan.levels, codeSize));
  const beside = width - (hasCodes ? widest + 1 : 0);
  const numberSize = fitSize(plan.number, beside, Math.min(pt(14), innerHeight), pt(7.5));
  if (numberSize !== null && codes <= width) {
    const rowHeight = Math.max(numberSize, hasCodes ? BADGE.height * codeSize : 0);
    const nameSize = Math.min(pt(7), innerHeight - rowHeight - 0.5);
    const withName = plan.name !== '' && nameSize >= SMALLEST_TEXT;
    const top = withName ? pad : (h - rowHeight) / 2;
    plan.text('number', plan.number, pad, top + (rowHeight - numberSize) / 2, numberSize, true);
    if (hasCodes) placeCodes(plan, right - codes, top + (rowHeight - BADGE.height * codeSize) / 2, codeSize);
    if (withName) plan.line('name', plan.name, pad, top + rowHeight + 0.5, width, nameSize);
  } else {
    twoRows(plan, width, innerHeight);
  }
  if (plan.marks.length > 0) plan.warn('marks', 'このラベルには取扱制限を印刷できません。');
}

function roomForHatch(levels: readonly LabelLevel[], size: number): number {
  const first = levels[0];
  if (!first) return 0;
  // C3C is the only hatched code and one letter longer than C2.
  return badgeWidth('C3C', size, 'half') - badgeWidth(first.neutral, size, first.weight);
}

function twoRows(plan: Plan, width: number, height: number): void {
  const { pad } = plan;
  const smallest = SMALLEST_TEXT;
  const room = height - 0.3 - smallest;
  const codeSize = Math.min(pt(6.5), room / BADGE.height, width / Math.max(1e-9, codesWidth(plan.levels, 1)));
  const fits = plan.levels.length > 0 && codeSize >= smallest * 0.98;
  const codesHeight = fits ? BADGE.height * codeSize : 0;
  const numberHeight = plan.line(
    'number',
    plan.number,
    pad,
    pad,
    width,
    Math.min(pt(12), height - codesHeight - (fits ? 0.3 : 0)),
    true,
  );
  if (fits) placeCodes(plan, pad, pad + height - codesHeight, codeSize);
  else if (plan.levels.length > 0) plan.warn('class', '分類の記号を印刷できません。大きいラベルを選んでください。');
  if (numberHeight === 0) plan.warn('number', '資産番号がありません。');
}
