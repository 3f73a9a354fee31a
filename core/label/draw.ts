import { capacity, cell, type LabelSheet, type Rect } from '../../contract/labelSheet.ts';
import type { LabelTemplate } from '../../contract/labelTemplate.ts';
import type { BoxPart, LabelBox, LabelLayout, LabelWarning } from './boxes.ts';
import { partWord } from './cells.ts';
import { type Correction, NO_CORRECTION } from './correction.ts';
import type { Said } from './facts.ts';
import type { LabelContent, Notation } from './labelContent.ts';
import { layoutLabel, usuallyLeftOut } from './layout.ts';
import { drawBox, escapeXml, frame, INK, n, svgPage, textElement } from './svg.ts';
import { oneLine, pt, widthEm } from './text.ts';

/** One label to print. */
export interface LabelToDraw {
  readonly content: LabelContent;
  readonly template: LabelTemplate;
}

export interface DrawOptions {
  /** First cell to use on the first sheet, counted from 1 (partly used sheets). Default 1. */
  readonly start?: number;
  /** Cells of the first sheet that are not printed on, counted from 1. */
  readonly skip?: readonly number[];
  /** Times each label is printed, one after the other. Default 1. */
  readonly copies?: number;
  /** How the class is written where the template leaves it open. */
  readonly notation: Notation;
  /** The printer's correction, about the paper's top-left corner. */
  readonly correction?: Correction | undefined;
  /** Hairlines at the label borders, for a test print on plain paper. */
  readonly frames?: boolean;
  /** Words in the sheet's bottom margin: 出力日時・出力者・件数・分類表示 (domain.md D20). Not on rolls, nor where the margin is too narrow. */
  readonly stamp?: string;
  /** Pages that are drawn; the others are only counted. Default: all. */
  readonly maxPages?: number;
  /** Told after each label how many are laid out. */
  readonly onProgress?: ((labels: number) => void) | undefined;
  /** As LayoutOptions.covers. */
  readonly covers?: (character: string) => boolean;
}

export interface DrawnSheets {
  /** One SVG per page, in mm. */
  readonly pages: string[];
  readonly pageCount: number;
  /** Of all labels, whether drawn or not; once for a label, however many copies. */
  readonly warnings: LabelWarning[];
  /** What stands on each label, in the order given. */
  readonly said: (readonly Said[])[];
  /** Every character drawn in the regular and in the bold weight: what fontFaces needs, … and 他 included. */
  readonly text: string;
  readonly boldText: string;
  /** Where the next print on this kind of sheet begins. */
  readonly next: { readonly start: number; readonly skip: readonly number[] };
}

/**
 * Draws labels on as many sheets as they need: the one drawing behind preview, print and PDF. One SVG per sheet with the
 * paper's millimetres as its units keeps Chromium from snapping positions to CSS pixels (toolchain.md §4).
 * @throws RangeError when `start` is not a cell of the sheet.
 */
export function drawSheets(sheet: LabelSheet, labels: readonly LabelToDraw[], options: DrawOptions): DrawnSheets {
  const { start = 1, skip = [], copies = 1, maxPages = Number.POSITIVE_INFINITY } = options;
  const perPage = capacity(sheet);
  if (!Number.isInteger(start) || start < 1 || start > perPage) {
    throw new RangeError(`start ${start} is not a cell of 1–${perPage}`);
  }
  const used = new Set(skip);
  const pages: string[] = [];
  let content: string[] = [];
  let pageCount = 0;
  const warnings: LabelWarning[] = [];
  const said: (readonly Said[])[] = [];
  const stampWords = sheet.medium === 'roll' ? '' : oneLine(options.stamp ?? '');
  const letters = new Letters(stampWords);
  const layOut = layouts(sheet, options);
  const endPage = () => {
    if (pageCount <= maxPages) pages.push(paper(sheet, content.join(''), stampWords, options.correction));
    content = [];
  };

  // Counts over all pages; the cells used before belong to the first one.
  let position = nextFree(start - 1, used);
  let page = -1;
  let last = -1;
  for (const { content: label, template } of labels) {
    const layout = layOut(label, template);
    warnings.push(...layout.warnings);
    said.push(layout.said);
    for (let copy = 0; copy < copies; copy += 1) {
      if (Math.floor(position / perPage) !== page) {
        if (page >= 0) endPage();
        page = Math.floor(position / perPage);
        pageCount += 1;
      }
      if (pageCount <= maxPages) {
        letters.add(layout.boxes);
        content.push(drawLabel(sheet, position % perPage, label.title, layout.boxes, options.frames === true));
      }
      last = position;
      position = nextFree(position + 1, used);
    }
    options.onProgress?.(said.length);
  }
  if (page >= 0) endPage();
  return {
    pages,
    pageCount,
    warnings,
    said,
    text: letters.regular(),
    boldText: letters.bold(),
    next: nextUse(sheet, last, used),
  };
}

/** The first cell at or behind `position` that may be printed on. */
function nextFree(position: number, used: ReadonlySet<number>): number {
  let free = position;
  while (used.has(free + 1)) free += 1;
  return free;
}

/** A new sheet once the last cell is used or the print went on to a second sheet, whose other cells are all free. */
function nextUse(sheet: LabelSheet, last: number, used: ReadonlySet<number>): DrawnSheets['next'] {
  const perPage = capacity(sheet);
  const onFirst = last < perPage;
  const skip = onFirst ? [...used].filter((index) => index > last + 1 && index <= perPage).sort((a, b) => a - b) : [];
  const next = nextFree((last % perPage) + 1, new Set(skip));
  return next >= perPage ? { start: 1, skip: [] } : { start: next + 1, skip: skip.filter((index) => index > next + 1) };
}

/** Layouts with what each template always leaves out at this size worked out once. */
function layouts(sheet: LabelSheet, { notation, covers }: DrawOptions) {
  const expected = new Map<LabelTemplate, ReadonlySet<BoxPart>>();
  return (content: LabelContent, template: LabelTemplate): LabelLayout => {
    const known = expected.get(template) ?? usuallyLeftOut(sheet, template, notation);
    expected.set(template, known);
    return layoutLabel(sheet, template, content, { notation, expected: known, ...(covers && { covers }) });
  };
}

class Letters {
  readonly #regular: Set<string>;
  readonly #bold = new Set<string>();

  constructor(words: string) {
    this.#regular = new Set(words);
  }

  add(boxes: readonly LabelBox[]): void {
    for (const box of boxes) {
      if (box.kind === 'qr') continue;
      for (const character of box.text) (box.bold ? this.#bold : this.#regular).add(character);
    }
  }

  regular(): string {
    return [...this.#regular].join('');
  }

  bold(): string {
    return [...this.#bold].join('');
  }
}

/** One label as it is printed, in a hairline frame, for the template editor. */
export function drawOne(
  sheet: LabelSheet,
  { content, template }: LabelToDraw,
  options: Pick<DrawOptions, 'notation' | 'covers'>,
): { svg: string; warnings: readonly LabelWarning[]; leftOut: readonly string[] } {
  const layout = layoutLabel(sheet, template, content, options);
  const { labelWidth: w, labelHeight: h, round } = sheet;
  const drawing = `${frame({ x: 0, y: 0, w, h }, round)}${layout.boxes.map(drawBox).join('')}`;
  return {
    svg: svgPage(w, h, drawing),
    warnings: layout.warnings,
    leftOut: layout.leftOut.map(partWord),
  };
}

/** A page of paper, moved and stretched as the printer needs it. */
export function paper(
  sheet: Pick<LabelSheet, 'paperWidth' | 'paperHeight'> & Partial<LabelSheet>,
  content: string,
  stampWords: string,
  correction: Correction = NO_CORRECTION,
): string {
  const { offsetX, offsetY, scaleX, scaleY } = correction;
  const moves = `matrix(${scaleX} 0 0 ${scaleY} ${n(offsetX)} ${n(offsetY)})`;
  const margin = stampWords === '' ? '' : stamp(sheet as LabelSheet, stampWords);
  return svgPage(sheet.paperWidth, sheet.paperHeight, `<g transform="${moves}">${content}${margin}</g>`);
}

/** Most printers cannot print the outer 4.5 mm; what is between that and the last label is the stamp's place. */
const UNPRINTABLE = 4.5;

function stamp(sheet: LabelSheet, text: string): string {
  const last = cell(sheet, capacity(sheet) - 1);
  const room = sheet.paperHeight - UNPRINTABLE - (last.y + last.h);
  const width = sheet.paperWidth - 2 * 8;
  const size = Math.min(pt(6.5), room - 0.8, width / widthEm(text));
  if (size < pt(5)) return '';
  const x = sheet.paperWidth - 8 - widthEm(text) * size;
  return textElement(text, x, sheet.paperHeight - UNPRINTABLE - 0.12 * size, size, false, INK);
}

function drawLabel(
  sheet: LabelSheet,
  index: number,
  title: string,
  boxes: readonly LabelBox[],
  frames: boolean,
): string {
  const place: Rect = cell(sheet, index);
  const content = boxes.map(drawBox).join('');
  const border = frames ? frame(place, sheet.round) : '';
  return `<g data-cell="${index + 1}" data-number="${escapeXml(oneLine(title))}" transform="translate(${n(place.x)} ${n(place.y)})">${border}${content}</g>`;
}
