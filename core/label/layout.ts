import type { LabelSheet, Rect } from '../../contract/labelSheet.ts';
import type { LabelTemplate } from '../../contract/labelTemplate.ts';
import type { BoxPart, LabelBox, LabelLayout, LabelWarning } from './boxes.ts';
import { type FilledCell, fill, partWord } from './cells.ts';
import type { Said } from './facts.ts';
import type { LabelContent, Notation } from './labelContent.ts';
import { type Code, type CodeRoom, codeOf, type PlacedCode, placeCode, sidesOf, usualFits } from './qr.ts';
import { type Loss, layoutRow, moved, type RowLayout } from './rows.ts';
import { specimen } from './specimen.ts';
import { oneLine } from './text.ts';

export interface LayoutOptions {
  /** What 「すべてのラベルの表記」 says; a template may say otherwise. */
  readonly notation: Notation;
  /** Whether the bundled fonts have a character; others are printed as 〓 and reported. Default: they have all. */
  readonly covers?: (character: string) => boolean;
  /** Parts that every label of this size leaves out (usuallyLeftOut): said once, with the sheet, and not for each label. */
  readonly expected?: ReadonlySet<BoxPart>;
}

/** Stands for a character that no bundled font has, as printers have always done (ゲタ). */
const GETA = '〓';
/** Rows of this `keep` and more are kept rather than the code. */
const BEFORE_CODE = 8;
const SMALLEST_GAP = 0.25;

/** A label without one of these is reported, however small it is. */
const ALWAYS_SAID: ReadonlySet<BoxPart> = new Set(['number', 'class', 'marks']);

/** What a reader takes for the same: II for Ⅱ, which no bundled font has and many names do (焼却炉Ⅱ号). */
function readAlike(character: string): string {
  if (character === 'μ') return '\u00b5';
  return character.normalize('NFKC');
}

interface Row {
  readonly keep: number;
  readonly cells: readonly FilledCell[];
}

/**
 * Places everything one label says (contract/labelTemplate.ts). Pure: widths come from the font's metrics, so preview,
 * print and PDF get the same boxes. No two boxes overlap and all stay inside the padding (tested over many contents).
 */
export function layoutLabel(
  sheet: LabelSheet,
  template: LabelTemplate,
  content: LabelContent,
  options: LayoutOptions,
): LabelLayout {
  const notation = template.notation === 'setting' ? options.notation : template.notation;
  const layout = arrange(sheet, template, content, notation, options);
  // The class in full is long. Where it has no room, the codes say the same; a label without its class would be wrong.
  if (notation === 'full' && layout.leftOut.includes('class'))
    return arrange(sheet, template, content, 'short', options);
  return layout;
}

/** Parts of a template that labels of this size leave out although their words are short. */
export function usuallyLeftOut(sheet: LabelSheet, template: LabelTemplate, notation: Notation): ReadonlySet<BoxPart> {
  return new Set(layoutLabel(sheet, template, specimen(template.target, 'usual'), { notation }).leftOut);
}

function arrange(
  sheet: LabelSheet,
  template: LabelTemplate,
  content: LabelContent,
  notation: Notation,
  { covers, expected }: LayoutOptions,
): LabelLayout {
  const strange = new Set<string>();
  const clean = (text: string): string => {
    const line = oneLine(text);
    if (!covers) return line;
    return Array.from(line, (character) => {
      if (covers(character)) return character;
      const alike = readAlike(character);
      if (Array.from(alike).every(covers)) return alike;
      strange.add(character);
      return GETA;
    }).join('');
  };
  // The class in full once is enough.
  const twice = notation === 'full' && template.rows.some(({ cells }) => cells.some(({ part }) => part === 'class'));
  const rows = template.rows.flatMap((row): Row[] => {
    const wanted = row.cells.filter(({ part }) => !(twice && part === 'classFull'));
    const cells = wanted.flatMap((cell) => fill(cell, content, notation, clean) ?? []);
    return cells.length > 0 ? [{ keep: row.keep, cells }] : [];
  });
  const room: CodeRoom = { ...areasOf(sheet), place: template.qr.place };
  // As it is stored: a variant of a letter is part of the number.
  const number = content.target === 'place' ? '' : (content.words.number ?? '').trim().toWellFormed();
  const wantsCode = template.qr.place !== 'none' && number !== '';
  const code = wantsCode ? codeOf(number) : null;
  const sides = code ? sidesOf(code, template.qr.size, room) : [];
  const best = bestOf(rows, room, code, sides);
  const lostCode = wantsCode && !best.code;
  const tooLong = lostCode && sides.length === 0 && usualFits(room);
  const crowdedOut = lostCode && sides.length > 0;
  return {
    inner: room.inner,
    boxes: best.boxes,
    warnings: warningsOf(content, best, { tooLong, crowdedOut }, strange, expected ?? new Set()),
    leftOut: [
      ...new Set([...best.dropped.flatMap(partsOf), ...goneParts(best.losses), ...(lostCode ? ['qr' as const] : [])]),
    ],
    said: saidOf(best),
  };
}

/** The label with the largest code that costs the fewest rows. */
function bestOf(rows: readonly Row[], room: CodeRoom, code: Code | null, sides: readonly number[]): Arranged {
  let best: Arranged | null = null;
  for (const side of code ? sides : []) {
    const tried = stack(rows, room, placeCode(code!, side, room));
    if (!best || tried.cost < best.cost - 1e-9) best = tried;
    if (tried.cost === 0) break;
  }
  const vital = best?.dropped.some((row) => row.keep >= BEFORE_CODE) || best?.losses.some(isVital);
  if (best && !vital) return best;
  const without = stack(rows, room, null);
  return best && best.cost <= without.cost ? best : without;
}

function isVital({ part, how }: Loss): boolean {
  return (part === 'number' || part === 'class') && how !== 'marks';
}

/** Padding: from the label's edge, or from the edge of what a label printer can print. */
function areasOf(sheet: LabelSheet): { inner: Rect; paper: Rect } {
  const { labelWidth: w, labelHeight: h, round } = sheet;
  const usual = h >= 24 ? 2.5 : h >= 18 ? 2 : 1;
  const edge = sheet.medium === 'roll' ? 1 : usual;
  const padX = Math.max(edge, sheet.unprintable?.x ?? 0);
  const padY = Math.max(edge, sheet.unprintable?.y ?? 0);
  if (!round) {
    return { inner: { x: padX, y: padY, w: w - 2 * padX, h: h - 2 * padY }, paper: { x: 0, y: 0, w, h } };
  }
  // The largest rectangle of the same proportions inside the ellipse.
  const inside = (width: number, height: number): Rect => {
    const part = Math.SQRT1_2;
    return { x: (w - width * part) / 2, y: (h - height * part) / 2, w: width * part, h: height * part };
  };
  return { inner: inside(w - 2 * padX, h - 2 * padY), paper: inside(w, h) };
}

interface Arranged {
  readonly boxes: readonly LabelBox[];
  readonly code: PlacedCode | null;
  readonly kept: readonly Row[];
  readonly dropped: readonly Row[];
  readonly losses: readonly Loss[];
  /** 0: everything is printed as a whole. */
  readonly cost: number;
}

type LayOut = (row: Row, width: number, shrink: number) => RowLayout;

/** Rows from top to bottom; what has no room shrinks, then goes, from the lowest `keep` up. */
function stack(rows: readonly Row[], room: CodeRoom, code: PlacedCode | null): Arranged {
  const memo = new Map<string, RowLayout>();
  const layOut =
    (mayStack: boolean): LayOut =>
    (row, width, shrink) => {
      const key = `${rows.indexOf(row)} ${width} ${shrink} ${mayStack}`;
      const made = memo.get(key) ?? layoutRow(row.cells, width, shrink, mayStack);
      memo.set(key, made);
      return made;
    };
  let kept = [...rows];
  const dropped: Row[] = [];
  while (kept.length > 0) {
    const found = shrunk(kept, (shrinks) => pass(kept, shrinks, room, code, layOut(true)));
    if (found) return finish(found, kept, dropped, room, code);
    const least = kept.reduce((a, b) => (b.keep <= a.keep ? b : a));
    // Before a number or a class is lost, what stands beside it is cut.
    const cut =
      least.keep >= BEFORE_CODE ? shrunk(kept, (shrinks) => pass(kept, shrinks, room, code, layOut(false))) : null;
    if (cut) return finish(cut, kept, dropped, room, code);
    dropped.push(least);
    kept = kept.filter((row) => row !== least);
  }
  return finish([], [], dropped, room, code);
}

type Placed = { readonly row: RowLayout; readonly x: number; readonly y: number; readonly width: number };

/** The rows as they fit, those of the lowest `keep` shrunk first; null when they do not even at their smallest. */
function shrunk(
  kept: readonly Row[],
  attempt: (shrinks: ReadonlyMap<Row, number>) => Placed[] | null,
): Placed[] | null {
  const shrinks = new Map<Row, number>(kept.map((row) => [row, 1]));
  const whole = attempt(shrinks);
  if (whole) return whole;
  const order = [...kept].reverse().sort((a, b) => a.keep - b.keep);
  for (const row of order) {
    shrinks.set(row, 0);
    let fitting = attempt(shrinks);
    if (!fitting) continue;
    for (const more of [0.25, 0.5, 0.75]) {
      shrinks.set(row, more);
      const larger = attempt(shrinks);
      if (!larger) break;
      fitting = larger;
    }
    return fitting;
  }
  return null;
}

function pass(
  kept: readonly Row[],
  shrinks: ReadonlyMap<Row, number>,
  { inner, place }: CodeRoom,
  code: PlacedCode | null,
  layOut: LayOut,
): Placed[] | null {
  const zoneEnd = code ? code.zone.y + code.zone.h : inner.y;
  let y = code && place === 'top' ? zoneEnd : inner.y;
  const placed: Placed[] = [];
  for (const row of kept) {
    const beside = code !== null && place !== 'top' && y < zoneEnd - 1e-9;
    const x = beside && place === 'left' ? code.zone.x + code.zone.w : inner.x;
    const end = beside && place === 'right' ? code.zone.x : inner.x + inner.w;
    const made = layOut(row, end - x, shrinks.get(row)!);
    if (made.boxes.length > 0) {
      placed.push({ row: made, x, y, width: end - x });
      y += made.height + SMALLEST_GAP;
    } else placed.push({ row: made, x, y, width: 0 });
  }
  return y - SMALLEST_GAP <= inner.y + inner.h + 1e-9 ? placed : null;
}

/** Spreads the rows a little where there is room, and centres it all. */
function finish(
  placed: readonly Placed[],
  kept: readonly Row[],
  dropped: readonly Row[],
  { inner, paper, place }: CodeRoom,
  code: PlacedCode | null,
): Arranged {
  const shown = placed.filter(({ row }) => row.boxes.length > 0);
  const last = shown.at(-1);
  const zoneEnd = code ? code.zone.y + code.zone.h : inner.y;
  const end = last ? last.y + last.row.height : inner.y;
  const spare = Math.max(0, inner.y + inner.h - end);
  const sizes = shown.map(({ row }) => row.size);
  const wish = Math.min(2.5, 0.45 * (sizes.reduce((a, b) => a + b, 0) / Math.max(1, sizes.length)));
  const wider = Math.min(Math.max(0, wish - SMALLEST_GAP), spare / Math.max(1, shown.length - 1));
  const rest = (spare - wider * Math.max(0, shown.length - 1)) / 2;
  const boxes = shown.flatMap(({ row, x, y }, i) => row.boxes.map((box) => moved(box, x, y + i * wider + rest)));
  if (code) {
    const below = shown.some(({ y }) => y >= zoneEnd - 1e-9);
    const lowest = Math.min(inner.y + inner.h - code.box.h, paper.y + paper.h - (code.box.h + code.zone.h) / 2);
    const y = below || place === 'top' ? Math.min(lowest, code.box.y + rest) : (code.box.y + lowest) / 2;
    boxes.push({ ...code.box, y });
  }
  const losses = placed.flatMap(({ row }) => row.losses);
  // A lost row costs by its `keep`, a cut text as much as a row that is easily spared.
  const cost =
    dropped.reduce((total, row) => total + row.keep * row.keep, 0) +
    losses.reduce((total, { how }) => total + (how === 'gone' ? 25 : 4), 0);
  return { boxes, code, kept, dropped, losses, cost };
}

function partsOf(row: Row): BoxPart[] {
  return row.cells.map((cell) => cell.part);
}

function goneParts(losses: readonly Loss[]): BoxPart[] {
  return losses.filter(({ how }) => how === 'gone').map(({ part }) => part);
}

function saidOf({ kept, losses }: Arranged): Said[] {
  const gone = new Set(goneParts(losses));
  return kept.flatMap(({ cells }) =>
    cells.filter(({ part }) => !gone.has(part)).map(({ part, value }) => ({ label: partWord(part), value })),
  );
}

function warningsOf(
  content: LabelContent,
  { dropped, losses }: Arranged,
  { tooLong, crowdedOut }: { readonly tooLong: boolean; readonly crowdedOut: boolean },
  strange: ReadonlySet<string>,
  expected: ReadonlySet<BoxPart>,
): LabelWarning[] {
  const number = oneLine(content.title);
  const warnings: LabelWarning[] = [];
  const warn = (part: BoxPart, message: string) => warnings.push({ number, part, message: `${number}：${message}` });
  const missed = (part: BoxPart) => {
    if (ALWAYS_SAID.has(part) || !expected.has(part)) warn(part, noRoom(part));
  };
  for (const { part, how, left } of losses) {
    if (how === 'cut') warn(part, `${partWord(part)}が長いため、途中まで印刷します。`);
    if (how === 'marks') warn(part, `取扱制限のうち${left}件は印刷できません。`);
    if (how === 'gone') missed(part);
  }
  for (const part of new Set(dropped.flatMap(partsOf))) missed(part);
  if (crowdedOut) missed('qr');
  if (tooLong) warn('qr', '番号が長いため、QRコードは印刷しません。');
  if (strange.size > 0) warn('name', `「${[...strange].join('')}」は印刷できない文字のため、「${GETA}」にします。`);
  return warnings;
}

function noRoom(part: BoxPart): string {
  if (part === 'class') return '分類の記号を印刷できません。大きいラベルを選んでください。';
  if (part === 'marks') return 'このラベルには取扱制限を印刷できません。';
  return `${partWord(part)}を印刷する場所がありません。`;
}
