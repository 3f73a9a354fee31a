import type { LabelPart } from '../../contract/labelTemplate.ts';
import { BADGE, flow, flowSome } from './badges.ts';
import type { LabelBox } from './boxes.ts';
import { captionSize, captionWidth, type FilledCell, naturalWidth, type TextCell } from './cells.ts';
import { cut, pieces, widthEm, wrap, wrapBalanced } from './text.ts';

/** Lines of one text are this many em apart. */
const LEADING = 1.15;
/** Between cells of a row, in em of the larger letters, and at least in mm. */
const CELL_GAP = { em: 0.7, mm: 0.8 } as const;
/** 0.88 em is the ascent of BIZ UDGothic: Japanese and Latin letters stay inside a box one em high. */
const ASCENT = 0.88;
/** Sizes are tried in eighths between wish and minimum, so that the labels of one sheet look alike. */
const STEPS = 8;
/** One line that keeps this part of its wished size is better than two. */
const GOOD = 0.8;
/** Between cells of a row that had to go one below the other, mm. */
const STACK_GAP = 0.3;
const EPSILON = 1e-9;

/** What a row lost in its width. */
export interface Loss {
  readonly part: LabelPart;
  /** cut: … stands for the rest. marks: `left` marks are not shown. gone: nothing of it is printed. */
  readonly how: 'cut' | 'marks' | 'gone';
  readonly left: number;
}

/** A laid out row; boxes in mm from its top-left corner. */
export interface RowLayout {
  readonly height: number;
  /** Largest letters in it, mm. */
  readonly size: number;
  readonly boxes: readonly LabelBox[];
  readonly losses: readonly Loss[];
}

/** A cell in a width, not yet placed. */
interface Block {
  readonly w: number;
  readonly h: number;
  readonly boxes: readonly LabelBox[];
  readonly loss: Loss | null;
}

/**
 * Lays out the cells of a row side by side in `width` mm. They keep their wished sizes where one line holds them; else
 * they shrink, and texts that may wrap do so where that leaves larger letters; at the smallest size texts are cut.
 * @param shrink 1: wished sizes, 0: smallest ones (a label that is short of height)
 * @param mayStack cells that are too wide for the row may go one below the other
 */
export function layoutRow(cells: readonly FilledCell[], width: number, shrink: number, mayStack: boolean): RowLayout {
  const sizesAt = (k: number) => cells.map((cell) => cell.minSize + (cell.size - cell.minSize) * shrink * k);
  const one = firstStep((k) => {
    const sizes = sizesAt(k);
    return totalWidth(cells, sizes) <= width + EPSILON ? sizes : null;
  });
  const good = one !== null && cells.every((cell, i) => one.value[i]! >= GOOD * sizesAt(1)[i]! || !mayWrap(cell));
  const wrapped = good ? null : firstStep((k) => (one && k <= one.k ? null : tryWrapped(cells, sizesAt(k), width)));
  if (wrapped) return place(cells, wrapped.value, width);
  if (one) {
    const sizes = one.value;
    return place(
      cells,
      cells.map((cell, i) => block(cell, sizes[i]!, naturalWidth(cell, sizes[i]!), 1)),
      width,
    );
  }
  const beside = place(cells, cutBlocks(cells, sizesAt(0), width), width);
  const below = mayStack && cells.length > 1 && beside.losses.length > 0 ? stacked(cells, width, shrink) : null;
  return below && below.losses.length < beside.losses.length ? below : beside;
}

/** The cells of a row that is too narrow for them, one below the other. */
function stacked(cells: readonly FilledCell[], width: number, shrink: number): RowLayout {
  const rows = cells.map((cell) => layoutRow([cell], width, shrink, false));
  let y = 0;
  const boxes = rows.flatMap(({ boxes: own, height }) => {
    const at = y;
    y += own.length > 0 ? height + STACK_GAP : 0;
    return own.map((box) => moved(box, 0, at));
  });
  return {
    height: Math.max(0, y - STACK_GAP),
    size: Math.max(...rows.map(({ size }) => size)),
    boxes,
    losses: rows.flatMap(({ losses }) => losses),
  };
}

/** The first step from 1 down to 0 at which `attempt` succeeds. */
function firstStep<T>(attempt: (k: number) => T | null): { k: number; value: T } | null {
  for (let step = STEPS; step >= 0; step -= 1) {
    const value = attempt(step / STEPS);
    if (value !== null) return { k: step / STEPS, value };
  }
  return null;
}

function mayWrap(cell: FilledCell): boolean {
  if (cell.lines < 2) return false;
  return cell.kind === 'text' ? !cell.framed && cell.pieces.length > 1 : true;
}

function gapsOf(sizes: readonly number[]): number[] {
  return sizes.slice(1).map((size, i) => Math.max(CELL_GAP.mm, CELL_GAP.em * Math.max(size, sizes[i]!)));
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

function totalWidth(cells: readonly FilledCell[], sizes: readonly number[]): number {
  return sum(cells.map((cell, i) => naturalWidth(cell, sizes[i]!))) + sum(gapsOf(sizes));
}

/**
 * Widths of the cells where one line is too short: the class keeps its own, the others share what is left, none getting
 * more than it needs. Null when nothing is left.
 */
function shares(cells: readonly FilledCell[], sizes: readonly number[], width: number): number[] | null {
  const natural = cells.map((cell, i) => naturalWidth(cell, sizes[i]!));
  const rigid = cells.map((cell) => cell.kind === 'class' && cells.length > 1);
  let left = width - sum(gapsOf(sizes)) - sum(natural.filter((_, i) => rigid[i]));
  if (left < 0) return null;
  const result = natural.map((w, i) => (rigid[i] ? w : 0));
  const flexible = cells.map((_, i) => i).filter((i) => !rigid[i]);
  flexible.sort((a, b) => natural[a]! - natural[b]!);
  flexible.forEach((i, index) => {
    const share = Math.min(natural[i]!, left / (flexible.length - index));
    result[i] = share;
    left -= share;
  });
  return result;
}

/** Every text whole, broken between words only. */
function tryWrapped(cells: readonly FilledCell[], sizes: readonly number[], width: number): Block[] | null {
  const widths = shares(cells, sizes, width);
  if (!widths) return null;
  const blocks: Block[] = [];
  for (const [i, cell] of cells.entries()) {
    const size = sizes[i]!;
    const fits = naturalWidth(cell, size) <= widths[i]! + EPSILON;
    if (!fits && (!mayWrap(cell) || breaksInside(cell, size, widths[i]!))) return null;
    const made = block(cell, size, widths[i]!, fits ? 1 : cell.lines);
    if (made.loss) return null;
    blocks.push(made);
  }
  return blocks;
}

function breaksInside(cell: FilledCell, size: number, width: number): boolean {
  if (cell.kind !== 'text') return false;
  const widest = Math.max(...cell.pieces.map((piece) => widthEm(piece.trimEnd())));
  return captionWidth(cell, size) + widest * size > width + EPSILON;
}

/** What fits at the smallest size. Cells that get nothing at all are gone. */
function cutBlocks(cells: readonly FilledCell[], sizes: readonly number[], width: number): Block[] {
  const widths = shares(cells, sizes, width);
  if (widths) return cells.map((cell, i) => block(cell, sizes[i]!, widths[i]!, cell.lines));
  // Not even the class has room beside its neighbours: it takes the row for itself.
  const first = cells.findIndex(({ kind }) => kind === 'class');
  return cells.map((cell, i) =>
    i === first ? block(cell, sizes[i]!, width, 3) : gone(cell, cell.kind === 'marks' ? cell.texts.length : 0),
  );
}

function gone(cell: FilledCell, left: number): Block {
  return { w: 0, h: 0, boxes: [], loss: { part: cell.part, how: 'gone', left } };
}

/** One cell in at most `width` mm and so many lines, from its own top-left corner. */
function block(cell: FilledCell, size: number, width: number, lines: number): Block {
  const before = captionWidth(cell, size);
  const value = valueBlock(cell, size, width - before, lines);
  if (before === 0 || value.boxes.length === 0) return value;
  const small = captionSize(cell, size);
  const y = (value.h < 1.5 * size ? value.h : size) / 2 - small / 2;
  const caption = textBox(cell.part, cell.caption, 0, y, small, false);
  return {
    ...value,
    w: value.w + before,
    boxes: [caption, ...value.boxes.map((box) => ({ ...box, x: box.x + before }))],
  };
}

function valueBlock(cell: FilledCell, size: number, width: number, lines: number): Block {
  const em = width / size + EPSILON;
  if (cell.kind === 'text') return cell.framed ? framedBlock(cell, size, em) : textBlock(cell, size, em, lines);
  const marks = cell.kind === 'marks' ? flowSome(cell.texts, em, lines) : null;
  // The class belongs on every label (domain.md §3 ②): it takes more lines before it is lost.
  const placed = marks
    ? marks.placed
    : flow((cell as { badges: Parameters<typeof flow>[0] }).badges, em, Math.max(lines, 3));
  if (!placed || placed.length === 0) return gone(cell, marks?.left ?? 0);
  const pitch = (BADGE.height + BADGE.gap * 0.6) * size;
  const h = BADGE.height * size;
  const boxes = placed.map(({ text, weight, line, x }): LabelBox => {
    const frame = weight === 'plain' ? 0 : 2 * BADGE.side + (weight === 'half' ? BADGE.hatch : 0);
    const w = (widthEm(text) + frame) * size;
    return { kind: 'badge', part: cell.part, text, x: x * size, y: line * pitch, w, h, size, bold: cell.bold, weight };
  });
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  const loss: Loss | null = marks && marks.left > 0 ? { part: cell.part, how: 'marks', left: marks.left } : null;
  return { w: right, h: bottom, boxes, loss };
}

function framedBlock(cell: TextCell, size: number, em: number): Block {
  const shown = cut(cell.text, em - 2 * BADGE.side);
  if (shown.cut && em - 2 * BADGE.side < 2) return gone(cell, 0);
  const w = (widthEm(shown.text) + 2 * BADGE.side) * size;
  const h = BADGE.height * size;
  const at = { x: 0, y: 0, w, h, size, bold: cell.bold, weight: 'outlined' as const };
  return {
    w,
    h,
    boxes: [{ kind: 'badge', part: cell.part, text: shown.text, ...at }],
    loss: shown.cut ? { part: cell.part, how: 'cut', left: 0 } : null,
  };
}

function textBlock(cell: TextCell, size: number, em: number, lines: number): Block {
  const gentle = wrapBalanced(cell.pieces, em, lines);
  const widest = Math.max(...cell.pieces.map((piece) => widthEm(piece.trimEnd())));
  const loses = gentle.cut || (widest > em && lines > 1);
  const shown = loses && !cell.whole ? wrap(pieces(cell.text, 'character'), em, lines) : gentle;
  if (cell.whole && (gentle.cut || widest > em)) return gone(cell, 0);
  if (shown.lines.some((line) => widthEm(line) > em) || (shown.cut && em < 2)) return gone(cell, 0);
  const boxes = shown.lines.map((line, i) => textBox(cell.part, line, 0, i * LEADING * size, size, cell.bold));
  return {
    w: Math.max(...boxes.map((box) => box.w)),
    h: (1 + (boxes.length - 1) * LEADING) * size,
    boxes,
    loss: shown.cut ? { part: cell.part, how: 'cut', left: 0 } : null,
  };
}

function textBox(part: LabelPart, text: string, x: number, y: number, size: number, bold: boolean): LabelBox {
  const w = widthEm(text) * size;
  return { kind: 'text', part, text, x, y, w, h: size, size, bold, baseline: y + ASCENT * size };
}

/** Blocks from left to right, each as its cell is aligned, on one middle line. */
function place(cells: readonly FilledCell[], blocks: readonly Block[], width: number): RowLayout {
  const shown = cells.flatMap((cell, i) => (blocks[i]!.boxes.length > 0 ? [{ cell, made: blocks[i]! }] : []));
  const height = Math.max(0, ...shown.map(({ made }) => made.h));
  const sizes = shown.map(({ made }) => Math.max(...made.boxes.map((box) => (box.kind === 'qr' ? 0 : box.size))));
  const gaps = gapsOf(sizes);
  let spare = Math.max(0, width - sum(shown.map(({ made }) => made.w)) - sum(gaps));
  let x = 0;
  const boxes: LabelBox[] = [];
  shown.forEach(({ cell, made }, i) => {
    if (cell.align !== 'left') {
      const before = cell.align === 'right' ? spare : spare / 2;
      x += before;
      spare -= before;
    }
    const y = (height - made.h) / 2;
    for (const box of made.boxes) boxes.push(moved(box, x + indent(cell, made, box), y));
    x += made.w + (gaps[i] ?? 0);
  });
  const losses = blocks.flatMap(({ loss }) => loss ?? []);
  return { height, size: Math.max(0, ...sizes), boxes, losses };
}

/** Lines of a wrapped text are centred or set flush right among themselves, too. */
function indent(cell: FilledCell, made: Block, box: LabelBox): number {
  if (cell.align === 'left' || cell.caption !== '') return 0;
  const line = made.boxes.filter((other) => other.y === box.y);
  const free = made.w - Math.max(...line.map((other) => other.x + other.w));
  return cell.align === 'right' ? free : free / 2;
}

export function moved(box: LabelBox, dx: number, dy: number): LabelBox {
  return box.kind === 'text'
    ? { ...box, x: box.x + dx, y: box.y + dy, baseline: box.baseline + dy }
    : { ...box, x: box.x + dx, y: box.y + dy };
}
