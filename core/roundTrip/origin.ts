import { isIsoDate } from '../../contract/japanese/date.ts';
import { cleanText } from '../asset/values.ts';
import type { ReadBook, SheetData } from '../excel/read/index.ts';
import { ORIGIN_FORM } from '../excel/write/origin.ts';

/** What the hidden sheet 往復 of a ledger says (core/excel/write/origin.ts). */
export interface LedgerOrigin {
  readonly registerId: string;
  readonly seq: number;
  /** 64 hexadecimal digits. */
  readonly hash: string;
  /** 基準日, ISO. */
  readonly asOf: string;
  /** Sheet name -> heading -> field id. */
  readonly sheets: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** 資産番号 of every asset that was in the book. */
  readonly numbers: ReadonlySet<string>;
}

/** Whether a book is a ledger that Daicho wrote, of whichever register; null: it is not. */
export function originOf(book: ReadBook): LedgerOrigin | null {
  for (const sheet of book.sheets) {
    const origin = originIn(sheet);
    if (origin) return origin;
  }
  return null;
}

/** The sheet is known by what it says: a copy of the book may call it otherwise. */
function originIn({ rows }: SheetData): LedgerOrigin | null {
  const lines = rows.map(({ cells }) => cells.map((cell) => (cell ? cell.text : '')));
  if (lines[0]?.[0] !== ORIGIN_FORM) return null;
  const fact = (label: string) => lines.find(([head]) => head === label) ?? [];
  const [, registerId = ''] = fact('台帳');
  const [, seqText = '', hash = ''] = fact('記録');
  const [, asOf = ''] = fact('基準日');
  const seq = Number(seqText);
  if (registerId === '' || !Number.isSafeInteger(seq) || !/^[0-9a-f]{64}$/.test(hash) || !isIsoDate(asOf)) return null;
  const sheets = new Map<string, Map<string, string>>();
  const numbers = new Set<string>();
  for (const [head, first = '', heading = '', id = ''] of lines) {
    if (head === '列') {
      const columns = sheets.get(first) ?? new Map<string, string>();
      sheets.set(first, columns);
      columns.set(cleanText(heading), id);
    } else if (head === '番号') {
      for (const number of first.split('\n')) if (cleanText(number) !== '') numbers.add(cleanText(number));
    }
  }
  return { registerId, seq, hash, asOf, sheets, numbers };
}
