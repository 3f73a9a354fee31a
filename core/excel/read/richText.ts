import type { Cell } from './types.ts';
import { type Attributes, isTrue, unescapeText } from './xml.ts';

/** A stretch of rich text. `struck`: null where the run has no properties of its own, so that the cell's font counts. */
export interface Run {
  readonly text: string;
  readonly struck: boolean | null;
}

/** The text of a cell or shared string as it was read, without the look of the cell. */
export interface RichText {
  /** Null for empty text. */
  readonly cell: Cell | null;
  /** Only for text made of runs. */
  readonly runs?: readonly Run[];
}

export interface Guide {
  readonly from: number;
  readonly to: number;
  readonly reading: string;
}

/**
 * Collects the content of `<si>` and `<is>` (ECMA-376 18.4.8): runs are joined, phonetic runs (`<rPh>`) stay apart from
 * the text. The furigana is no part of the word (toolchain.md §5, defect 1).
 */
export class TextCollector {
  #text = '';
  #length = 0;
  #runs: Run[] = [];
  #guides: Guide[] = [];
  #rich = false;
  #struck: boolean | null = null;
  #runFrom = 0;
  #guide: { from: number; to: number; reading: string } | null = null;
  #collecting = false;

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 't':
        this.#collecting = true;
        break;
      case 'r':
        this.#rich = true;
        this.#struck = null;
        this.#runFrom = this.#text.length;
        break;
      case 'rPr':
        this.#struck ??= false;
        break;
      case 'strike':
        this.#struck = attributes['val'] === undefined || isTrue(attributes['val']);
        break;
      case 'rPh':
        this.#guide = { from: Number(attributes['sb']), to: Number(attributes['eb']), reading: '' };
        break;
    }
  }

  close(name: string): void {
    this.#collecting = false;
    if (name === 'rPh' && this.#guide) {
      this.#guides.push(this.#guide);
      this.#guide = null;
    } else if (name === 'r') {
      this.#runs.push({ text: unescapeText(this.#text.slice(this.#runFrom)), struck: this.#struck });
      this.#struck = null;
    }
  }

  /** @returns the letters collected since the last `take` */
  add(text: string): number {
    if (this.#collecting) {
      this.#length += text.length;
      if (this.#guide) this.#guide.reading += text;
      else this.#text += text;
    }
    return this.#length;
  }

  /** What was collected since the last call. */
  take(): RichText {
    const text = unescapeText(this.#text);
    const kana = this.#guides.length === 0 ? undefined : readingOf(text, this.#guides);
    const cell: Cell | null = text === '' ? null : { kind: 'text', text, ...(kana === undefined ? {} : { kana }) };
    const taken: RichText = this.#rich ? { cell, runs: this.#runs } : { cell };
    this.#text = '';
    this.#length = 0;
    this.#guides = [];
    this.#guide = null;
    if (this.#rich) this.#runs = [];
    this.#rich = false;
    return taken;
  }
}

/** The text with its guided parts replaced by their readings; undefined when the guides do not fit or say nothing new. */
export function readingOf(text: string, guides: readonly Guide[]): string | undefined {
  let reading = '';
  let at = 0;
  for (const guide of guides) {
    const fits = Number.isInteger(guide.from) && guide.from >= at && guide.to > guide.from && guide.to <= text.length;
    if (!fits) return undefined;
    reading += text.slice(at, guide.from) + unescapeText(guide.reading);
    at = guide.to;
  }
  reading += text.slice(at);
  return reading === text || reading.trim() === '' ? undefined : reading;
}

/** Fields of a cell that tell its strikethrough, from its runs and its own font. */
export function struckFields(runs: readonly Run[] | undefined, cellStruck: boolean): Pick<Cell, 'struck' | 'unstruck'> {
  if (!runs) return cellStruck ? { struck: 'all' } : {};
  let left = '';
  let gone = '';
  for (const { text, struck } of runs) {
    if (struck ?? cellStruck) gone += text;
    else left += text;
  }
  if (gone.trim() === '') return {};
  return left.trim() === '' ? { struck: 'all' } : { struck: 'part', unstruck: left };
}
