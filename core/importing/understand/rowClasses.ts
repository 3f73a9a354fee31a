import { foldHeading } from '../../../contract/japanese/fold.ts';
import type { SheetRow } from '../../excel/read/index.ts';
import type { Merge } from '../../excel/read/types.ts';
import { isBlank, isDitto, textOf } from '../sheet.ts';
import {
  isCountLabel,
  isDecorated,
  isExample,
  isGrandTotal,
  isLegend,
  isNote,
  isPageMark,
  isTotal,
  isVacant,
  plain,
} from './words.ts';

/** Says of each row below the headings what it is, and why. */

export type RowClass =
  | 'asset'
  /** An asset without a name: it can't come in as it is. */
  | 'nameless'
  /** Nothing but a name: perhaps a heading. */
  | 'bare'
  | 'heading'
  | 'group'
  | 'total'
  | 'note'
  | 'legend'
  | 'example'
  | 'blank'
  | 'skipped'
  /** Goes on with the asset above it: a note or a name that did not fit into one row. */
  | 'continued';

export interface ClassedRow {
  readonly row: SheetRow;
  readonly as: RowClass;
  /** For the person; '' for an asset. */
  readonly reason: string;
}

export interface Shape {
  readonly headings: readonly string[];
  /** Texts of the cells of all heading rows. */
  readonly headingTexts: ReadonlySet<string>;
  readonly nameColumn: number | null;
  readonly numberColumn: number | null;
  readonly merges: readonly Merge[];
  /** What stands above the headings, folded: each page may begin with it. */
  readonly titles: ReadonlySet<string>;
  /** What the person said, by row number. */
  readonly said: Readonly<Record<string, boolean>>;
}

const CONTINUED = '番号も名称もなく、すぐ上の行の続きとみました。';

/** Below the grand total stand notes and legends; a row with fewer filled cells is no asset there. */
const FEW = 4;

const RUNNING_NUMBER = /^(?:no\.?|№|番号|項番|連番|通番|通し番号|順番|#)$/i;

/** (選択), （例：R6.4.1）, ※リストから選択: how to fill in a column. */
const HINT = /^(?:[(（［[][^()（）]*[)）］\]]|[※＊*].*)$/;

/** 1, 2, 3 … or (1), (2) … under the headings, as forms have them. */
function isColumnNumbers(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => /^[([]?([1-9]\d?)[)\].]?$/.exec(text.normalize('NFKC'))?.[1]);
  return numbers.every((one, i) => one !== undefined && (i === 0 || Number(one) === Number(numbers[i - 1]) + 1));
}

export function classRows(rows: readonly SheetRow[], shape: Shape): ClassedRow[] {
  const usual = usualFill(rows, shape);
  const classer = new Classer(shape, usual);
  return rows.map((row) => classer.classOf(row));
}

function filledOf(row: SheetRow): number[] {
  const filled: number[] = [];
  for (let i = 0; i < row.cells.length; i += 1) if (!isBlank(textOf(row.cells[i]))) filled.push(i);
  return filled;
}

/** Filled cells of the usual row with a name: the median. */
function usualFill(rows: readonly SheetRow[], { nameColumn }: Shape): number {
  const counts = rows
    .filter((row) => nameColumn === null || !isBlank(textOf(row.cells[nameColumn])))
    .map((row) => filledOf(row).length)
    .filter((count) => count > 1)
    .sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}

class Classer {
  readonly #shape: Shape;
  readonly #usual: number;
  readonly #running: number;
  #totalled = false;
  /** An asset was met: what explains the columns stands above the first one. */
  #begun = false;
  #legend = false;
  /** Last row of the asset that was met last. */
  #last: SheetRow | null = null;

  constructor(shape: Shape, usual: number) {
    this.#shape = shape;
    this.#usual = usual;
    this.#running = shape.headings.findIndex((one) => RUNNING_NUMBER.test(plain(one)));
  }

  classOf(row: SheetRow): ClassedRow {
    const said = this.#shape.said[row.row];
    const [as, reason] =
      said === false ? (['skipped', '取り込まない行として指定されました。'] as const) : this.#read(row);
    if (said === true && as !== 'asset') this.#last = row;
    if (said === true && as !== 'asset')
      return { row, as: this.#nameOf(row) === '' ? 'nameless' : 'asset', reason: '' };
    if (as === 'asset') this.#begun = true;
    if (as === 'asset' || as === 'continued') this.#last = row;
    return { row, as, reason };
  }

  #nameOf(row: SheetRow): string {
    const { nameColumn } = this.#shape;
    const cell = nameColumn === null ? null : row.cells[nameColumn];
    const text = cell && cell.kind !== 'error' ? textOf(cell) : '';
    return isBlank(text) ? '' : text;
  }

  #read(row: SheetRow): readonly [RowClass, string] {
    const filled = filledOf(row);
    const texts = filled.map((i) => textOf(row.cells[i]));
    const first = texts[0] ?? '';
    const name = this.#nameOf(row);
    // A running number written ahead does not make a row.
    const counts = (i: number) => i === this.#running && /^[\d()\s.,-]*$/.test(textOf(row.cells[i]).normalize('NFKC'));
    const real = filled.filter((i) => !counts(i));
    if (real.length === 0) return ['blank', filled.length > 0 ? '番号だけで、ほかは空欄の行です。' : '空の行です。'];
    if (this.#isHeading(row, filled)) {
      this.#legend = false;
      return ['heading', '見出しをもう一度書いた行です。'];
    }
    if (!this.#begun && real.length > 2) {
      if (isColumnNumbers(texts)) return ['heading', '列の番号を書いた行です。'];
      if (texts.every((text) => HINT.test(text))) return ['example', '書き方の説明の行です。'];
    }
    if (isExample(first) || isExample(name) || texts.filter(isExample).length * 2 > texts.length)
      return ['example', '記入例の行です。'];
    // A count in the second column of a named row is a fact of it.
    const total = [first, name === '' ? (texts[1] ?? '') : '', name].find((text) => text !== '' && isTotal(text));
    if (total !== undefined) {
      if (isGrandTotal(total)) this.#totalled = true;
      return ['total', `「${total.slice(0, 40)}」は集計の行です。`];
    }
    if (real.length === 1 && isPageMark(texts[0]!))
      return ['note', `「${texts[0]!.slice(0, 40)}」は紙の上の印で、資産の行ではありません。`];
    if (real.length === filled.length && this.#goesOn(row, real)) return ['continued', CONTINUED];
    if (real.length === 1) return this.#single(row, real[0]!, name);
    if (isNote(first) && real.length <= 2) return ['note', `「${first.slice(0, 40)}」は注の行です。`];
    if (real.length <= 3 && texts.some(isCountLabel)) return ['total', '件数を書いた行です。'];
    if (this.#legend && real.length * 2 < Math.max(this.#usual, FEW))
      return ['legend', '表の下にある凡例や説明の行です。'];
    this.#legend = false;
    const others = real.filter((i) => i !== this.#shape.nameColumn).length;
    if (this.#totalled && others < Math.min(FEW, Math.max(2, this.#usual - 1)))
      return ['legend', '合計より下にある注や凡例の行です。'];
    if (name === '') return this.#nameless(others);
    if (isVacant(name))
      return others < FEW
        ? ['blank', `名称の欄が「${name.slice(0, 40)}」なので、資産の行ではないとみました。`]
        : [
            'bare',
            `名称の欄が「${name.slice(0, 40)}」です。資産の行でないか確かめてください。資産として取り込みます。`,
          ];
    if (isNote(name) && others <= 1) return ['note', `「${name.slice(0, 40)}」は注の行です。`];
    return ['asset', ''];
  }

  #nameless(others: number): readonly [RowClass, string] {
    if (others >= Math.max(2, Math.min(3, this.#usual * 0.5)) || others * 2 >= this.#usual)
      return ['nameless', '名称がないので、この行は取り込みません。資産であれば、もとの表に名称を書いてください。'];
    return ['note', '名称がなく、ほかの欄もほとんど空なので、資産の行ではないとみました。'];
  }

  /** One filled cell: a heading between the rows, a note, the name of an asset of which nothing else is known. */
  #single(row: SheetRow, column: number, name: string): readonly [RowClass, string] {
    const text = textOf(row.cells[column]);
    const short = `「${text.slice(0, 40)}」`;
    const wide = this.#widthOf(row.row, column) >= Math.min(3, this.#shape.headings.length);
    if (isNote(text) || text.length > 40) return ['note', `${short}は注の行です。`];
    if (column === this.#shape.numberColumn && !wide && !isDecorated(text) && /\d/.test(plain(text)))
      return ['blank', '番号だけで、ほかは空欄の行です。'];
    if (!isDecorated(text) && this.#shape.titles.has(foldHeading(text).replace(/続き?$/, '')))
      return ['note', `${short}は表の題名をもう一度書いた行です。`];
    if (isVacant(text)) return ['blank', `${short}のほかは空欄なので、資産の行ではないとみました。`];
    if (isDecorated(text) || wide) {
      this.#legend = isLegend(text);
      return this.#legend
        ? ['legend', `${short}から下は凡例や説明です。`]
        : ['group', `${short}は行をまとめる見出しです。`];
    }
    if (isLegend(text) && name === '') {
      this.#legend = true;
      return ['legend', `${short}から下は凡例や説明です。`];
    }
    if (column === this.#shape.nameColumn && !isDitto(text)) {
      return this.#usual >= 6 || this.#totalled
        ? ['group', `${short}のほかは空欄なので、見出しとみました。`]
        : ['bare', 'ほかの項目が空欄です。見出しや注でないか確かめてください。資産として取り込みます。'];
    }
    return ['group', `${short}のほかは空欄なので、見出しや注とみました。`];
  }

  /**
   * Directly below an asset, with neither number nor name of its own, only in columns further to the right in which the
   * asset has something to go on with, and far from a whole row.
   */
  #goesOn(row: SheetRow, filled: readonly number[]): boolean {
    const { nameColumn, numberColumn, headings } = this.#shape;
    const above = this.#last;
    if (nameColumn === null || above?.row !== row.row - 1) return false;
    const keys = [nameColumn, numberColumn ?? nameColumn, this.#running].filter((i) => i !== -1);
    const first = Math.min(...keys);
    return (
      filled.length * 2 < Math.max(this.#usual, FEW) &&
      filled.every((i) => i > first && !keys.includes(i) && (headings[i] ?? '') !== '') &&
      filled.every((i) => !isBlank(textOf(above.cells[i]))) &&
      filled.every((i) => this.#widthOf(row.row, i) === 1) &&
      !filled.some(
        (i) => isNote(textOf(row.cells[i])) || isTotal(textOf(row.cells[i])) || isLegend(textOf(row.cells[i])),
      )
    );
  }

  #widthOf(row: number, column: number): number {
    const merge = this.#shape.merges.find((one) => one.top === row && one.left === column + 1);
    return merge ? merge.right - merge.left + 1 : 1;
  }

  /** The headings again, as on each printed page. */
  #isHeading(row: SheetRow, filled: readonly number[]): boolean {
    if (filled.length < 2) return false;
    const { headingTexts } = this.#shape;
    const isWord = (i: number) => headingTexts.has(foldHeading(textOf(row.cells[i])));
    // Nearly every row is none: two cells tell.
    if (!filled.slice(0, 2).some(isWord)) return false;
    const same = filled.filter(isWord).length;
    return same * 10 >= filled.length * 6;
  }
}
