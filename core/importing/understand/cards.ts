import { isHeadingWord } from '../../../contract/importing.ts';
import { foldHeading } from '../../../contract/japanese/fold.ts';
import type { Cell, SheetData, SheetRow } from '../../excel/read/index.ts';
import { textOf } from '../sheet.ts';
import { isLevelWord, matches } from './headings.ts';

/**
 * 様式 of one asset each (台帳カード): a heading, its value to the right of it, pair after pair; one card on a sheet, or
 * several below and beside each other.
 */

/** A value of a card where it stands; row from 1, column from 0. */
interface CardValue {
  readonly row: number;
  readonly column: number;
  readonly cell: Cell | null;
}

interface Card {
  /** Where its first heading stands. */
  readonly row: number;
  readonly column: number;
  /** By index of the heading. */
  readonly values: ReadonlyMap<number, CardValue>;
}

interface Cards {
  readonly headings: readonly string[];
  readonly cards: readonly Card[];
}

/** A form of fewer headings is none. */
const LEAST = 5;
/** Share of a column's texts that must be headings. */
const SHARE = 0.6;
const LONGEST = 20;
/** Label columns: eight cards beside each other, with three pairs each. */
const MOST_COLUMNS = 24;
/** Cards below each other; a long table is not looked through. */
const MOST_ROWS = 500;

interface Label {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** 機器名：, 型　番 -> 機器名, 型番 */
const wordOf = (cell: Cell | null | undefined): string =>
  cell?.kind === 'text'
    ? textOf(cell)
        .replace(/\s*\n\s*/g, '')
        .replace(/\s*[:：]$/, '')
    : '';

const isLabel = (text: string): boolean =>
  text !== '' &&
  text.length <= LONGEST &&
  !/。/.test(text) &&
  !isLevelWord(text) &&
  (isHeadingWord(text) || matches([text]).count > 0);

/** Columns in which headings stand below each other, each with a blank or a value to its right. */
function labelColumns({ rows, merges }: SheetData): Map<number, Label[]> {
  const columns = new Map<number, { labels: Label[]; texts: number }>();
  for (const { row, cells } of rows) {
    for (const [column, cell] of cells.entries()) {
      const text = wordOf(cell);
      if (text === '') continue;
      // A title stands over the whole card.
      const merge = merges.find((one) => one.top === row && one.left === column + 1);
      if (merge && merge.right - merge.left > 3) continue;
      const found = columns.get(column) ?? { labels: [], texts: 0 };
      columns.set(column, found);
      found.texts += 1;
      if (isLabel(text)) found.labels.push({ row, column, text });
    }
  }
  const found = new Map<number, Label[]>();
  for (const [column, { labels, texts }] of [...columns].sort(([a], [b]) => a - b)) {
    if (labels.length < 2 || labels.length < texts * SHARE) continue;
    // To the right of headings stand their values, even where they look like headings: 機密性3.
    const before = new Set(found.get(column - 1)?.map(({ row }) => row));
    if (labels.filter(({ row }) => before.has(row)).length * 2 < labels.length) found.set(column, labels);
  }
  return found;
}

const words = (labels: readonly Label[]) => new Set(labels.map(({ text }) => foldHeading(text)));

/** Label columns that are of the same cards: the same headings once more to the right begin other cards. */
function bandsOf(columns: ReadonlyMap<number, readonly Label[]>): Label[][] {
  const bands: Label[][] = [];
  for (const labels of columns.values()) {
    const last = bands.at(-1);
    const known = last ? words(last) : new Set<string>();
    const own = words(labels);
    const again = [...own].filter((word) => known.has(word)).length;
    if (last && again * 2 < own.size) last.push(...labels);
    else bands.push([...labels]);
  }
  return bands.map((band) => band.sort((a, b) => a.row - b.row || a.column - b.column));
}

/** The cards of a sheet; none where it is a table. */
export function readCards(sheet: SheetData): Cards {
  const none: Cards = { headings: [], cards: [] };
  if (sheet.rows.length > MOST_ROWS) return none;
  const columns = labelColumns(sheet);
  const byRow = new Map(sheet.rows.map((row) => [row.row, row]));
  const headings: string[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (text: string) => {
    const word = foldHeading(text);
    const known = indexes.get(word);
    if (known !== undefined) return known;
    indexes.set(word, headings.length);
    headings.push(text);
    return headings.length - 1;
  };
  const cards: { row: number; column: number; values: Map<number, CardValue> }[] = [];
  for (const band of bandsOf(columns)) {
    let card: (typeof cards)[number] | null = null;
    for (const { row, column, text } of band) {
      const index = indexOf(text);
      if (!card || card.values.has(index)) {
        card = { row, column, values: new Map() };
        cards.push(card);
      }
      card.values.set(index, valueBeside(sheet, columns, byRow.get(row)!, column));
    }
  }
  return { headings, cards: cards.filter(({ values }) => [...values.values()].some(({ cell }) => cell !== null)) };
}

/** What stands to the right of a heading, before the next heading of the row. */
function valueBeside(
  { merges }: SheetData,
  columns: ReadonlyMap<number, readonly Label[]>,
  { row, cells }: SheetRow,
  column: number,
): CardValue {
  const merge = merges.find((one) => one.left === column + 1 && one.top <= row && row <= one.bottom);
  const first = merge ? merge.right : column + 1;
  const next = [...columns].find(([other, labels]) => other > column && labels.some((label) => label.row === row))?.[0];
  for (let i = first; i < (next ?? cells.length); i += 1)
    if (textOf(cells[i]) !== '') return { row, column: i, cell: cells[i]! };
  return { row, column: first, cell: null };
}

/** True for a sheet of cards that no table explains: headings in several columns, or the same headings again below. */
export function isCards(sheet: SheetData): boolean {
  if (sheet.rows.length > MOST_ROWS) return false;
  const columns = labelColumns(sheet);
  if (columns.size === 0 || columns.size > MOST_COLUMNS) return false;
  if (![...columns.values()].some((labels) => labels.length > 2)) return false;
  const labels = [...columns.values()].flat();
  // In a table headings stand beside headings.
  const beside = labels.filter(({ row, column }) =>
    isLabel(wordOf(sheet.rows.find((one) => one.row === row)?.cells[column + 1])),
  );
  if (beside.length * 4 > labels.length) return false;
  const { headings, cards } = readCards(sheet);
  const { count, named } = matches(headings);
  return named && count >= LEAST && cards.length > 0 && (columns.size > 1 || cards.length > 1);
}
