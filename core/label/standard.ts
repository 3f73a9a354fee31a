import { SMALLEST_TEXT, USUAL_MODULES, USUAL_OUTER } from './boxes.ts';
import { BADGE, badgeWidth, codesWidth, flowMarks, type Plan, placeCodes } from './plan.ts';
import { fitSize, oneLine, pieces, pt, type Wrapped, wrap, wrapBalanced } from './text.ts';

/**
 * From 36 × 18 mm: QR at the right, number and name at the left, class codes and marks below, the class in full along
 * the bottom edge. `air` is the share of the usual space between the lines.
 */
export function standard(plan: Plan, air: number): void {
  const { w, h, pad, scale } = plan;
  const inner = w - 2 * pad;
  const gap = (h < 24 ? 0.25 : 0.45 * scale) * air;
  const small = (air < 1 ? SMALLEST_TEXT : pt(6)) * scale;

  // Bottom line: the class in full, where it fits in one line.
  let bottom = h - pad;
  const full = fullClass(plan, inner);
  if (full) {
    bottom -= full.size;
    plan.text('fullClass', full.text, pad, bottom, full.size);
  }

  const qr = placeQr(plan, full ? bottom : h);
  // Rows above the QR's lower edge end before its quiet zone; rows below it have the whole width.
  const widthAt = (y: number): number => (qr && y < qr.bottom - 1e-9 ? qr.left - pad : inner);
  const width = widthAt(0);

  // From the top: union and number.
  let y = pad;
  const unionHeight = plan.line('unionName', plan.unionName, pad, y, width, small);
  if (unionHeight > 0) y += unionHeight + gap * 0.7;
  const numberHeight = plan.line('number', plan.number, pad, y, width, 0.17 * h, true);
  if (numberHeight > 0) y += numberHeight + gap;

  // From the bottom: class codes and marks, leaving the group and one line of the name their places.
  const groupSize = plan.group === '' ? 0 : (fitSize(plan.group, width, small, SMALLEST_TEXT) ?? SMALLEST_TEXT);
  const groupHeight = groupSize === 0 ? 0 : groupSize + gap;
  const nameFloor = y + (plan.name === '' ? 0 : SMALLEST_TEXT) + groupHeight;
  const ceiling = placeClass(plan, full ? bottom - gap : bottom, gap, nameFloor, widthAt);

  // What is left in the middle belongs to the name; the group follows it.
  y += placeName(plan, y, width, ceiling - groupHeight - y, gap);
  if (groupSize === 0) return;
  if (y + groupSize <= ceiling + 1e-6) plan.line('group', plan.group, pad, y, width, groupSize);
  else plan.warn('group', '所管を印刷する場所がありません。');
}

/** The three classes in full as one line: 自治体機密性3B・自治体完全性2・自治体可用性2. Null where no readable size fits. */
function fullClass(plan: Plan, width: number): { text: string; size: number } | null {
  const names = plan.levels.map((level) => oneLine(level.full)).filter((name) => name !== '');
  if (names.length === 0) return null;
  for (const text of [names.join('・'), names.join(' ')]) {
    const size = fitSize(text, width, pt(5.7) * plan.scale, SMALLEST_TEXT);
    if (size !== null) return { text, size };
  }
  return null;
}

/**
 * The QR code in the upper right corner, its quiet zone ending above `floor`: 15 mm of dark modules where the label
 * allows. The quiet zone may use the padding, which is as white as the quiet zone has to be.
 */
function placeQr(plan: Plan, floor: number): { left: number; bottom: number } | null {
  const { w, h, scale, pad } = plan;
  const symbolWanted = w >= 45 && h >= 24 ? 15 + (scale - 1) * 6 : 11;
  const outer = Math.min(symbolWanted * (USUAL_OUTER / USUAL_MODULES), floor, 0.45 * w);
  const found = plan.qr(outer, floor);
  if (!found) return null;
  const { symbol, quiet } = found;
  const x = w - Math.max(pad, quiet) - symbol.w;
  const y = Math.max(pad, quiet);
  plan.boxes.push({ ...symbol, x, y });
  return { left: x - quiet, bottom: y + symbol.h + quiet };
}

/**
 * Class codes with the marks behind them, their lower edge at `bottom`. Marks that do not fit there get rows of their
 * own above, down to `floor`. Returns the upper edge of it all, with a gap.
 */
function placeClass(plan: Plan, bottom: number, gap: number, floor: number, widthAt: (y: number) => number): number {
  const { pad, h, scale } = plan;
  const hasCodes = plan.levels.length > 0;
  if (!hasCodes && plan.marks.length === 0) return bottom;
  const largest = pt(h < 24 ? 6.5 : 7) * scale;
  const rowWidth = widthAt(bottom - BADGE.height * largest);
  const codeSize = Math.max(SMALLEST_TEXT, Math.min(largest, rowWidth / Math.max(1, codesWidth(plan.levels, 1))));
  const markSize = Math.max(SMALLEST_TEXT, Math.min(pt(5.2) * scale, codeSize));
  const markHeight = BADGE.height * markSize;
  const rowHeight = hasCodes ? BADGE.height * codeSize : markHeight;
  const codeY = bottom - rowHeight;
  const codesEnd = hasCodes ? codesWidth(plan.levels, codeSize) + 1.3 * BADGE.gap * codeSize : 0;

  const slots = [{ x: pad + codesEnd, y: codeY + (rowHeight - markHeight) / 2, width: rowWidth - codesEnd }];
  let ceiling = codeY - gap;
  while (flowMarks(plan.marks, slots, markSize).left > 0 && ceiling - markHeight - gap >= floor - 1e-6) {
    ceiling -= markHeight;
    // The new row is above the others and is read first.
    slots.unshift({ x: pad, y: ceiling, width: widthAt(ceiling) });
    ceiling -= gap;
  }
  const marks = flowMarks(plan.marks, slots, markSize);
  for (const { text, slot, x } of marks.placed) {
    const row = slots[slot]!;
    const w = badgeWidth(text, markSize, 'outlined');
    const place = { x: row.x + x, y: row.y, w, h: markHeight };
    plan.boxes.push({ kind: 'badge', part: 'marks', text, ...place, size: markSize, bold: false, weight: 'outlined' });
  }
  if (marks.left > 0) plan.warn('marks', `取扱制限のうち${marks.left}件は印刷できません。`);
  if (hasCodes) placeCodes(plan, pad, codeY, codeSize);
  return ceiling;
}

/** Lines of a name are this many em apart. */
const LEADING = 1.15;

/**
 * The name in one line where it keeps a good size, else in two smaller ones, cut at 5.5 pt. Returns the height it used,
 * with the gap below.
 */
function placeName(plan: Plan, y: number, width: number, height: number, gap: number): number {
  const { name, h, pad, scale } = plan;
  if (name === '') return 0;
  if (height < SMALLEST_TEXT - 1e-6) {
    plan.warn('name', '名称を印刷する場所がありません。');
    return 0;
  }
  const largest = Math.max(SMALLEST_TEXT, Math.min(pt(8) * scale, height));
  const single = fitSize(name, width, largest, SMALLEST_TEXT);
  const good = Math.min(largest, pt(6.5) * scale);
  const several =
    single !== null && single >= good ? null : severalLines(name, width, height, pt(7) * scale, h >= 40 ? 3 : 2);
  if (several === null || (single !== null && single >= several.size)) {
    return plan.line('name', name, pad, y, width, largest) + gap;
  }
  const { size, lines } = several;
  if (several.cut) plan.warn('name', '名称が長いため、途中まで印刷します。');
  lines.forEach((line, index) => {
    plan.text('name', line, pad, y + index * LEADING * size, size);
  });
  return linesHeight(lines.length) * size + gap;
}

function linesHeight(lines: number): number {
  return 1 + (lines - 1) * LEADING;
}

/**
 * A text in two or more lines at the largest size at which it breaks between words; at the smallest, broken anywhere,
 * when it does not. Null when the height is too small for two lines.
 */
function severalLines(
  text: string,
  width: number,
  height: number,
  largest: number,
  most: number,
): (Wrapped & { size: number }) | null {
  const count = Math.min(most, Math.floor((height / SMALLEST_TEXT - 1) / LEADING + 1 + 1e-6));
  if (count < 2) return null;
  const parts = pieces(text, 'word');
  for (let size = largest; size > SMALLEST_TEXT; size -= pt(0.1)) {
    const lines = Math.min(count, Math.floor((height / size - 1) / LEADING + 1 + 1e-6));
    const wrapped = wrapBalanced(parts, width / size, lines);
    if (!wrapped.cut) return { size, ...wrapped };
  }
  return { size: SMALLEST_TEXT, ...wrap(pieces(text, 'character'), width / SMALLEST_TEXT + 1e-9, count) };
}
