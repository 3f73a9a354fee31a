import { DaichoError } from '../../contract/errors.ts';
import { columnTitle, type LetterCheck } from '../../contract/form.ts';
import { formatDate, isIsoDate } from '../../contract/japanese/date.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { CellValue } from '../excel/write/model.ts';
import type { RegisterState } from '../register/state.ts';
import { encodeCp932, unwritable } from './cp932.ts';
import { rowsOf } from './model.ts';
import { formAssets } from './rows.ts';
import type { FormWork } from './work.ts';

/** A table as CSV (RFC 4180): headings, then one line for each asset; UTF-8 with its mark, or CP932. */

/** Kinds of letters that are named, and places of each. */
const MOST_LETTERS = 200;
const MOST_PLACES = 5;
const REPORT_EVERY = 500;

export function csvOf(
  db: ReadableDb,
  state: RegisterState,
  order: FormWork,
  onProgress: (rows: number) => void,
): { bytes: Buffer; notes: string[] } {
  const sjis = order.format === 'csvSjis';
  const blocks: Buffer[] = sjis ? [] : [Buffer.from('\ufeff', 'utf8')];
  const encode = sjis ? encodeCp932 : (text: string) => Buffer.from(text, 'utf8');
  let lines = `${order.form.columns.map((column) => quoted(columnTitle(column, state.catalogue))).join(',')}\r\n`;
  let rows = 0;
  let letters = 0;
  let formulas = 0;
  if (sjis) unwritable(lines, () => (letters += 1));
  for (const values of rowsOf(db, state, order.form, order.ids, order.asOf)) {
    const words = values.map(plain);
    if (sjis) for (const word of words) unwritable(word, () => (letters += 1));
    formulas += words.filter((word) => /^[=+\-@\t]/.test(word) && !/^[+-]?[\d.]+$/.test(word)).length;
    lines += `${words.map(quoted).join(',')}\r\n`;
    rows += 1;
    if (rows % REPORT_EVERY === 0) {
      blocks.push(encode(lines));
      lines = '';
      onProgress(rows);
    }
  }
  blocks.push(encode(lines));
  if (letters > 0 && !order.replaceLetters)
    throw new DaichoError(
      'invalidInput',
      `この文字コード（シフトJIS）では書けない文字が${letters.toLocaleString('ja-JP')}か所あります。UTF-8で出すか、書けない文字を確かめてから〓にして出してください。`,
    );
  return {
    bytes: Buffer.concat(blocks),
    notes: [
      ...(letters > 0 ? [`書けない文字${letters.toLocaleString('ja-JP')}か所を〓にしました。`] : []),
      ...(formulas > 0
        ? [
            `「=」などで始まる値が${formulas.toLocaleString('ja-JP')}か所あります。Excelで開くと、数式とみなされることがあります。`,
          ]
        : []),
    ],
  };
}

/** Every letter that CP932 can't hold, the most frequent first, and where it stands. */
export function lettersOf(
  db: ReadableDb,
  state: RegisterState,
  order: FormWork,
  onProgress: (rows: number) => void,
): LetterCheck {
  const found = new Map<string, { count: number; where: { number: string; column: string }[] }>();
  const note = (number: string, column: string) => (letter: string) => {
    const one = found.get(letter) ?? { count: 0, where: [] };
    found.set(letter, one);
    one.count += 1;
    const known = one.where.at(-1);
    const same = known?.number === number && known.column === column;
    if (!same && one.where.length < MOST_PLACES) one.where.push({ number, column });
  };
  const titles = order.form.columns.map((column) => columnTitle(column, state.catalogue));
  for (const title of titles) unwritable(title, note('', title));
  const numbers = formAssets(db, state, order.ids, ['number'], order.asOf);
  let rows = 0;
  for (const values of rowsOf(db, state, order.form, order.ids, order.asOf)) {
    const number = String(numbers.next().value?.values['number'] ?? '');
    for (const [index, value] of values.entries()) unwritable(plain(value), note(number, titles[index]!));
    rows += 1;
    if (rows % REPORT_EVERY === 0) onProgress(rows);
  }
  const all = [...found].toSorted(([, a], [, b]) => b.count - a.count);
  return {
    rows,
    letters: all.slice(0, MOST_LETTERS).map(([letter, { count, where }]) => ({
      letter,
      code: [...letter].map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(' '),
      count,
      where,
    })),
    more: Math.max(0, all.length - MOST_LETTERS),
  };
}

/** As Excel takes it: dates as 2026/4/1. */
function plain(value: CellValue): string {
  if (value === null) return '';
  return typeof value === 'string' && isIsoDate(value) ? formatDate(value, 'western') : String(value).toWellFormed();
}

function quoted(words: string): string {
  return /[",\r\n]|^\s|\s$/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
