import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReadBook, readBook, type SheetData } from '../../../core/excel/read/index.ts';

const folder = new URL('../../fixtures/samples/', import.meta.url);
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(encodeURIComponent(name), folder)));
const read = (name: string) => readBook(bytesOf(name), name);

interface Expected {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly column_sha256: Record<string, string>;
  readonly assets: readonly {
    sheet: string;
    row: number;
    inherited?: readonly string[];
    group?: string;
    norm: Record<string, unknown>;
  }[];
}
const expectedOf = (name: string) => JSON.parse(new TextDecoder().decode(bytesOf(`${name}.json`))) as Expected;

function sheetOf(book: ReadBook, name: string): SheetData {
  const sheet = book.sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** Texts of one sheet row (and what is shown instead), spaces off and line breaks as LF, as the expected files have them. */
function textsAt(sheet: SheetData, row: number): string[] {
  const found = sheet.rows.find((candidate) => candidate.row === row);
  return (found?.cells ?? [])
    .flatMap((cell) => [cell?.text ?? '', cell?.shown ?? ''])
    .map((text) => text.trim().replace(/\r\n/g, '\n'));
}

describe('the tidy ledger of 5,000 rows', () => {
  const name = '大規模台帳_5000件.xlsx';
  const hashes = (sheet: SheetData, columns: number) =>
    Array.from({ length: columns }, (_, column) => {
      const hash = createHash('sha256');
      for (const { cells } of sheet.rows.slice(1)) hash.update(`${cells[column]?.text ?? ''}\n`);
      return hash.digest('hex');
    });

  it('has the expected SHA-256 in every column, and takes less than 1.5 s of the processor', () => {
    const expected = expectedOf(name);
    const bytes = bytesOf(name);
    const started = process.threadCpuUsage();
    const sheet = readBook(bytes, name).sheets[0]!;
    const { user, system } = process.threadCpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(1500);
    expect(sheet.rows).toHaveLength(expected.rows + 1);
    expect(sheet.rows[0]!.cells.map((cell) => cell?.text)).toEqual(expected.columns);
    const found = hashes(sheet, expected.columns.length);
    expect(Object.fromEntries(expected.columns.map((column, i) => [column, found[i]]))).toEqual(expected.column_sha256);
  });

  it('control: one changed letter changes the hash of its column only', () => {
    const sheet = read(name).sheets[0]!;
    const before = hashes(sheet, 30);
    const rows = sheet.rows.map((row, i) =>
      i === 4000 ? { ...row, cells: row.cells.with(2, { kind: 'text', text: 'x' }) } : row,
    );
    const after = hashes({ ...sheet, rows }, 30);
    expect(after.flatMap((hash, i) => (hash === before[i] ? [] : [i]))).toEqual([2]);
  });
});

describe.each([
  'USBメモリ・外部媒体管理簿.xlsx',
  '機器台帳.xlsx',
  '情報システム・ネットワーク一覧.xlsx',
  '情報資産管理台帳_令和7年度.xlsx',
  'ドキュメント管理台帳.csv',
  'ドキュメント管理台帳_UTF8.csv',
  '監査公平情報資産台帳.ods',
])('%s', (name) => {
  // Fields that import derives from dates, headings, several cells or a table of its own.
  const derived = new Set(['status', 'zone', 'acquired_by']);

  it('has every text field of every expected asset in its row', () => {
    const book = read(name);
    const { assets } = expectedOf(name);
    const missing: string[] = [];
    let checked = 0;
    for (const { sheet, row, norm, inherited = [], group } of assets) {
      const texts = textsAt(sheetOf(book, sheet), row);
      for (const [field, value] of Object.entries(norm)) {
        const isHeading = field === 'org_unit' && group !== undefined;
        const isInherited = isHeading || inherited.some((entry) => entry.replace(/\(.*/, '') === field);
        if (typeof value !== 'string' || derived.has(field) || isInherited || /^\d{4}-\d{2}-\d{2}$/.test(value))
          continue;
        checked++;
        if (!texts.includes(value)) missing.push(`${sheet} ${row} ${field}=${value} in ${texts.join('|')}`);
      }
      for (const [field, value] of Object.entries(norm)) {
        const given = (value as { given?: unknown } | null)?.given;
        if (given === undefined || given === null || inherited.includes(field)) continue;
        checked++;
        if (!texts.includes(String(given).trim()))
          missing.push(`${sheet} ${row} ${field}=${given} in ${texts.join('|')}`);
      }
    }
    expect(missing).toEqual([]);
    expect(checked).toBeGreaterThan(assets.length * 3);
  });
});

describe('traps of the samples', () => {
  it('marks the hidden sheet, reads the hidden row, keeps the merges', () => {
    const book = read('情報資産管理台帳_令和7年度.xlsx');
    expect(book.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['情報資産管理台帳', false],
      ['記入例', false],
      ['リスト', true],
    ]);
    expect(book.sheets[0]!.merges.length).toBeGreaterThan(20);
    const errors = book.sheets[0]!.rows.flatMap(({ cells }) => cells.filter((cell) => cell?.kind === 'error'));
    expect(errors.map((cell) => cell?.text)).toContain('#VALUE!');
  });

  it('keeps leading zeros of a number format and digits of long numbers', () => {
    const texts = read('機器台帳.xlsx').sheets.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
    const shown = texts.filter((cell) => cell?.kind === 'number').map((cell) => cell!.text);
    expect(shown.some((text) => /^0\d{4}$/.test(text))).toBe(true);
    expect(shown).toContain('100000');
    expect(texts.find((cell) => cell?.text === '100000')?.shown).toBe('1.00E+05');
    expect(shown.some((text) => /e/i.test(text))).toBe(false);
  });

  it('reads both CSV encodings', () => {
    expect(read('ドキュメント管理台帳.csv').encoding).toBe('shift_jis');
    expect(read('ドキュメント管理台帳_UTF8.csv').encoding).toBe('utf-8');
  });

  it('refuses .xls and says how to save as .xlsx', () => {
    expect(() => read('議会情報資産台帳.xls')).toThrow(
      /unsupportedFile: 古い形式のExcelファイル（\.xls）.*Excel ブック（\*\.xlsx）/,
    );
  });

  it('reads every date of the .ods', () => {
    const name = '監査公平情報資産台帳.ods';
    const { rows } = read(name).sheets[0]!;
    const dates = new Map(rows.map(({ row, cells }) => [row, cells.at(9)]));
    const real = expectedOf(name).assets.flatMap(({ row, norm }) => {
      const cell = dates.get(row);
      return cell?.kind === 'date' ? [[cell.text, norm['registered']]] : [];
    });
    expect(real.length).toBe(9);
    for (const [found, wanted] of real) expect(found).toBe(wanted);
  });
});
