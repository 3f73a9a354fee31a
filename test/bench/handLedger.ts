import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { type Field, KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import { catalogueOf } from '../../contract/catalogue/own.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import { readBook } from '../../core/excel/read/index.ts';
import { cellOf, ledgerFields } from '../../core/ledger/book.ts';
import { loadState, type RegisterState } from '../../core/register/state.ts';
import { openReadOnly } from '../../db/open.ts';
import { type MadeAsset, makeAsset, type Random, randomFrom } from './generate.ts';
import type { MeasureInput } from './measures.ts';
import { BENCH_DIR } from './register.ts';

/** A ledger as a union keeps it by hand: Excel's own strings and dates, several spellings of everything, slips. */

const COLUMNS = 40;
/** Nearly every cell holds something: the heaviest ledger of so many columns. */
const FILLED = 0.95;
/** Share of the cells in which something is wrong, where a column can be wrong: about every second row has one. */
const SLIPS = 0.02;
/** Rows between two repetitions of the headings, as on printed pages. */
const PAGE = 500;
/** What no union writes into its own ledger. */
const NOT_WRITTEN: ReadonlySet<string> = new Set(['importedNotes', 'importanceReason', 'dutiesWaivedReason']);

/** Deleted by the next run (bench.ts); the name says how it begins. */
export const handLedgerPath = (rows: number) => join(BENCH_DIR, `work-ledger-${rows}.xlsx`);

export interface HandLedger {
  readonly bytes: number;
  readonly filledCells: number;
  /** Milliseconds of our reader alone, in a process that does nothing else. */
  readonly readMs: number;
}

/** Writes `rows` assets of 40 columns, a sheet for each kind, with the words of the register in `dir`. */
export async function writeHandLedger({ dir, rows }: MeasureInput): Promise<HandLedger> {
  const db = openReadOnly(dir);
  const state = loadState(db);
  db.close();
  const random = randomFrom(20_260_401);
  const assets = Array.from({ length: rows }, (_, i) => makeAsset(state, random, i, FILLED));
  const path = handLedgerPath(rows);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: true });
  let filledCells = 0;
  let serial = 0;
  for (const kind of KIND_ORDER) {
    const own = assets.filter((asset) => asset.kind === kind);
    if (own.length === 0) continue;
    const { label } = KIND_DEFINITIONS[kind];
    const fields = fieldsOfHand(kind);
    const sheet = book.addWorksheet(`${label}台帳`);
    sheet.addRow([`水郷地方環境衛生組合　${label}台帳`]).commit();
    sheet.addRow(['令和8年4月1日現在']).commit();
    const headings = ['管理番号', ...fields.map((field) => field.label)];
    sheet.addRow(headings).commit();
    for (const [i, asset] of own.entries()) {
      if (i > 0 && i % PAGE === 0) sheet.addRow(headings).commit();
      serial += 1;
      const cells = fields.map((field) => written(random, state, field, asset));
      const row = sheet.addRow([`K${String(serial).padStart(6, '0')}`, ...cells]);
      for (const [at, cell] of cells.entries()) if (cell instanceof Date) row.getCell(at + 2).numFmt = '[$-411]ge.m.d';
      filledCells += 1 + cells.filter((cell) => cell !== null).length;
      row.commit();
    }
    sheet.addRow(['合計', `${own.length}件`]).commit();
    sheet.commit();
  }
  await book.commit();
  const bytes = readFileSync(path);
  const from = performance.now();
  readBook(bytes, 'ledger.xlsx');
  return { bytes: bytes.length, filledCells, readMs: performance.now() - from };
}

/** The columns of the printed ledger first, then as many others as make 40 with the number. */
function fieldsOfHand(kind: Kind): Field[] {
  return ledgerFields(catalogueOf([]), kind)
    .map(({ field }) => field)
    .filter((field) => (field.origin ?? 'typed') === 'typed' && !NOT_WRITTEN.has(field.id))
    .slice(0, COLUMNS - 1);
}

type Written = string | number | Date | null;

/** A value as one of several hands would write it, now and then with a slip. */
function written(random: Random, state: RegisterState, field: Field, { kind, values }: MadeAsset): Written {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const value = cellOf(state, field, kind, values, state.settings.schemeId);
  if (value === null || value === '') return random() < 0.3 ? '－' : null;
  const text = String(value);
  const slips = SLIPS_OF[field.type];
  if (slips && random() < SLIPS) return pick(slips);
  switch (field.type) {
    case 'date': {
      if (random() < 0.25) return new Date(`${text}T00:00:00Z`);
      const short = formatDate(text, 'short');
      const [year, month, day] = text.split('-').map(Number);
      return pick([
        formatDate(text, 'wareki'),
        short,
        wide(short),
        `${year}/${month}/${day}`,
        `${year}.${month}.${day}`,
      ]);
    }
    case 'integer':
      return pick([Number(value), Number(value), Number(value).toLocaleString('en-US'), wide(text)]);
    case 'level': {
      const code = String(values[field.id]);
      return pick([text, code, wide(code), `${field.label}${code}`]);
    }
    case 'choice':
      if (field.list === 'yesNo') return text === 'あり' ? pick(['有', '○', '〇']) : pick(['無', '×', '－']);
      // The last letter of a name was lost: 総務グルー.
      return field.id === 'group' && random() < SLIPS ? text.slice(0, -1) : text;
    case 'longText':
      return random() < 0.1 ? text.replace('。', '。\n') : text;
    case 'text':
      return random() < 0.02 && field.id !== 'name' ? '〃' : text;
    default:
      return text;
  }
}

const SLIPS_OF: Readonly<Partial<Record<Field['type'], readonly string[]>>> = {
  date: ['R7.2.30', '7.4.1', '4/10', '令和7年4月', '未定', '平成31年6月1日'],
  integer: ['約100', '要確認', '12万'],
  level: ['要検討', '2～3', '極秘'],
};

const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
