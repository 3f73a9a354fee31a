import { LABEL_PARTS, type LabelCell } from '../../contract/labelTemplate.ts';
import { BADGE, type Badge, badgesEm } from './badges.ts';
import { SMALLEST_TEXT } from './boxes.ts';
import { classWords, type LabelContent, type Notation } from './labelContent.ts';
import { pieces, pt, widthEm } from './text.ts';

/** A cell of the template with the words of one asset in it. Sizes in mm. */
interface Filled {
  readonly part: LabelCell['part'];
  readonly size: number;
  readonly minSize: number;
  readonly lines: number;
  readonly align: LabelCell['align'];
  readonly bold: boolean;
  readonly caption: string;
  /** For the record of the print. */
  readonly value: string;
}

export interface TextCell extends Filled {
  readonly kind: 'text';
  readonly text: string;
  /** In a frame, on one line. */
  readonly framed: boolean;
  /** Left out rather than cut: half a class would be a wrong class. */
  readonly whole: boolean;
  /** Words that stay on one line. */
  readonly pieces: readonly string[];
}

/** The class: all badges or none. */
export interface ClassCell extends Filled {
  readonly kind: 'class';
  readonly badges: readonly Badge[];
}

/** 取扱制限: as many as fit. */
export interface MarksCell extends Filled {
  readonly kind: 'marks';
  readonly texts: readonly string[];
}

export type FilledCell = TextCell | ClassCell | MarksCell;

/** Space between caption and value, in em of the value. */
export const CAPTION_GAP = 0.35;

/**
 * A template's cell with its words; null when there is nothing to print.
 * @param clean makes a line printable (core/label/text.ts oneLine, and characters that no font has).
 */
export function fill(
  cell: LabelCell,
  content: LabelContent,
  notation: Notation,
  clean: (text: string) => string,
): FilledCell | null {
  const base = {
    part: cell.part,
    size: pt(cell.size),
    minSize: Math.max(SMALLEST_TEXT, pt(Math.min(cell.minSize, cell.size))),
    lines: cell.lines,
    align: cell.align,
    bold: cell.bold ?? false,
    caption: clean(cell.caption ?? ''),
  };
  const { levels, marks } = content;
  switch (cell.part) {
    case 'marks': {
      const texts = marks.map(clean).filter((mark) => mark !== '');
      return texts.length === 0 ? null : { ...base, kind: 'marks', texts, value: texts.join('、') };
    }
    case 'class': {
      if (levels.length === 0) return null;
      const badges = levels.map((level) => ({ text: clean(level[notation]), weight: level.weight }));
      return { ...base, bold: true, kind: 'class', badges, value: classWords(levels, notation) };
    }
    case 'classFull':
      return levels.length === 0 ? null : fullClass(base, content, clean);
    default: {
      const text = clean(cell.part === 'text' ? (cell.text ?? '') : (content.words[cell.part] ?? ''));
      if (text === '') return null;
      const framed = cell.framed ?? false;
      const shown = drawable(text, base);
      return { ...base, kind: 'text', text: shown, value: text, framed, whole: false, pieces: wordsOf(shown) };
    }
  }
}

/** Width of the widest paper, mm (A3). */
const WIDEST = 420;

/**
 * The beginning of a text that no label can hold: more letters than its lines have room for, all of them half-width, on
 * the widest paper at the smallest size. It is cut in any case, and to try breaks in 100,000 letters takes seconds.
 */
function drawable(text: string, { lines, minSize }: Pick<Filled, 'lines' | 'minSize'>): string {
  const most = Math.ceil((2 * lines * WIDEST) / minSize);
  return text.length <= most ? text : Array.from(text).slice(0, most).join('');
}

function fullClass(base: Omit<Filled, 'value'>, content: LabelContent, clean: (text: string) => string): TextCell {
  const names = content.levels.map((level) => clean(level.full));
  const text = names.join('・');
  const whole = names.map((name, i) => (i < names.length - 1 ? `${name}・` : name));
  return { ...base, kind: 'text', text, value: text, framed: false, whole: true, pieces: whole };
}

const known = new Map<string, readonly string[]>();
/** Kept while they are few: groups, places and posts come again on every label. */
function wordsOf(text: string): readonly string[] {
  let words = known.get(text);
  if (!words) {
    if (known.size > 5000) known.clear();
    words = pieces(text, 'word');
    known.set(text, words);
  }
  return words;
}

/** Captions are four fifths of their value, and never smaller than anything else may be. */
export function captionSize(cell: FilledCell, size: number): number {
  return cell.caption === '' ? 0 : Math.max(SMALLEST_TEXT, 0.8 * size);
}

/** Width of the caption with the space behind it, in mm. */
export function captionWidth(cell: FilledCell, size: number): number {
  return cell.caption === '' ? 0 : widthEm(cell.caption) * captionSize(cell, size) + CAPTION_GAP * size;
}

/** Width of the whole cell on one line, in mm, with letters of `size`. */
export function naturalWidth(cell: FilledCell, size: number): number {
  return captionWidth(cell, size) + valueEm(cell) * size;
}

function valueEm(cell: FilledCell): number {
  if (cell.kind === 'text') return widthEm(cell.text) + (cell.framed ? 2 * BADGE.side : 0);
  if (cell.kind === 'class') return badgesEm(cell.badges.map(widest));
  return badgesEm(cell.texts.map((text): Badge => ({ text, weight: 'outlined' })));
}

/** The room that the widest level of an axis takes (C3C, hatched): numbers beside it keep one size on a whole sheet. */
function widest({ text }: Badge, index: number): Badge {
  return index === 0 ? { text: text.padEnd(3, '0'), weight: 'half' } : { text, weight: 'outlined' };
}

/** What the part is called, for warnings and records. */
export function partWord(part: LabelCell['part'] | 'qr'): string {
  return part === 'qr' ? 'QRコード' : LABEL_PARTS[part].word;
}
