import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { REASON_HEADING } from '../../../contract/importing.ts';
import { readBook, readPackage } from '../../../core/excel/read/index.ts';
import { markBook, plainBook } from '../../../core/excel/write/markBook.ts';
import { Parts } from '../../../core/excel/write/zip.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { contentOf } from '../../support/content.ts';
import { base64, csv } from './support.ts';

const folder = new URL('../../fixtures/samples/', import.meta.url);
let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(() => test.close());

const read = (fileName: string, bytes: Uint8Array) => test.job('importing.read', { fileName, base64: base64(bytes) });

async function errorBookOf(fileName: string, bytes: Uint8Array) {
  const { importId, plan } = await read(fileName, bytes);
  const check = await test.job('importing.check', { importId, plan, full: true });
  const made = await test.job('importing.errorBook', { importId, plan });
  return { check, made, bytes: readFileSync(made.path) };
}

it('gives the book back with every doubt in colour and in words, and nothing else of it changed', async () => {
  const source = readFileSync(new URL('機器台帳.xlsx', folder));
  const { check, made, bytes } = await errorBookOf('機器台帳.xlsx', source);
  const doubts = check.proposal!.doubtful;
  expect(made.cells).toBe(doubts.length);
  const [before, after] = [readBook(source, 'a.xlsx'), readBook(bytes, 'b.xlsx')];
  const list = after.sheets.at(-1)!;
  expect(list).toMatchObject({ name: REASON_HEADING });
  expect(list.rows).toHaveLength(doubts.length + 1);
  for (const sheet of before.sheets) {
    const twin = after.sheets.find((one) => one.name === sheet.name)!;
    for (const { row, cells } of sheet.rows) {
      const marked = twin.rows.find((one) => one.row === row)!;
      for (const [i, cell] of cells.entries()) {
        const doubtful = doubts.some(
          (one) => one.sheet === sheet.name && one.row === row && one.cell.replace(/\d+$/, '') === letters(i),
        );
        const now = marked.cells[i] ?? null;
        expect(now && { ...now, fill: '' }).toEqual(cell && { ...cell, fill: '' });
        if (cell && doubtful) expect(now?.fill).toBe('FFFFD966');
      }
    }
  }
  // Parts that no mark concerns are the very same bytes.
  const parts = new Map(readPackage(bytes).map((one) => [one.name, one]));
  const touched = readPackage(source).filter((one) => parts.get(one.name)?.crc !== one.crc);
  for (const { name } of touched)
    expect(name).toMatch(
      /^(?:xl\/(?:workbook|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|\[Content_Types\]\.xml|xl\/worksheets\/sheet\d\.xml)$/,
    );
});

it('gives a row room for its reasons, also for programs that trust the file, and leaves a height that a person set', () => {
  const rows = [['機器番号', '機器の名称'], ...['K-1', 'K-2', 'K-3'].map((number) => [number, '計量用PC'])];
  const book = readBook(csv(rows), 'a.csv');
  const sheet = book.sheets[0]!.name;
  const mark = (row: number, reason: string) => ({
    sheet,
    row,
    column: 2,
    reason,
    suggestion: '',
    value: '計量用PC',
    beside: true,
  });
  const long = '機密性の「高」が何を指すか決まっていません。列の意味を選んでください。'.repeat(3);
  const marks = [mark(2, long), mark(3, '読めません。'), mark(4, long)];
  const plain = Parts.of(plainBook(book));
  const name = 'xl/worksheets/sheet1.xml';
  plain.set(name, plain.text(name)!.replace('<row r="4"', '<row r="4" ht="18" customHeight="1"'));
  const made = Parts.of(markBook(plain.zip(), { marks, headerRows: new Map() })).text(name)!;
  const heightOf = (row: number) =>
    Number(/ ht="([\d.]+)"/.exec(new RegExp(`<row r="${row}"[^>]*>`).exec(made)![0])?.[1]);
  // 108 full-width characters in a column of 50 half-width ones: five lines of 15 points.
  expect(heightOf(2)).toBeGreaterThanOrEqual(5 * 15);
  expect(heightOf(3)).toBeNaN();
  expect(heightOf(4)).toBe(18);
  // Columns as wide as what is in them: 10 half-width letters and room; a sheet that is printed is one page wide.
  expect(made).toMatch(/<col [^>]*min="2"[^>]*width="12"/);
  expect(made).toContain('fitToPage="1"');
});

it('is understood again as the book it was made of: the reasons are no data', async () => {
  const source = readFileSync(new URL('USBメモリ・外部媒体管理簿.xlsx', folder));
  const { check, bytes } = await errorBookOf('台帳.xlsx', source);
  const { importId, plan } = await read('台帳.xlsx', bytes);
  const again = await test.job('importing.check', { importId, plan, full: true });
  const values = (one: typeof check) => one.proposal!.assets.map(({ values: own, row }) => ({ row, own }));
  expect(values(again)).toEqual(values(check));
  expect(again.proposal!.doubtful.length).toBe(check.proposal!.doubtful.length);
});

const LEDGER = (date: string) =>
  csv([
    ['資産名称', '製造番号', '取得年月日', '所管部署'],
    ['受付端末', 'AB-1', '令和6年4月1日', '総務グループ'],
    ['会計端末', '', '令和6年5月1日', '総務グループ'],
    ['会計端末', '', '令和6年5月1日', '総務グループ'],
    ['予備端末', 'AB-2', date, '総務グループ'],
  ]);

it('corrected and imported again, it brings only what was left out: by serial number, else by name and content', async () => {
  const first = await read('機器台帳.csv', LEDGER('R6.2.30'));
  expect(await test.job('importing.commit', { ...first, goodRowsOnly: true })).toMatchObject({ imported: 3 });
  const before = contentOf(test);
  const second = await read('機器台帳.csv', LEDGER('R6.2.28'));
  const check = await test.job('importing.check', { ...second, full: true });
  expect(check).toMatchObject({ clean: 1, doubtful: 0, leftOut: 3 });
  expect(check.problems.filter((one) => one.code === 'alreadyTaken')).toHaveLength(3);
  expect(check.proposal!.doubtful).toEqual([]);
  const receipt = await test.job('importing.commit', second);
  expect(receipt).toMatchObject({ imported: 1, skipped: 3 });
  expect((await test.call('asset.list', {})).matched).toBe(4);
  // Taken back, the register says what it said before.
  await test.job('change.takeBack', { changeId: receipt.changeId });
  expect(contentOf(test, 3)).toBe(before);
});

it('control: another serial number, or another content, is another thing or a doubt', async () => {
  await test.job('importing.commit', await read('機器台帳.csv', LEDGER('R6.2.28')));
  const other = csv([
    ['資産名称', '製造番号', '取得年月日', '所管部署'],
    ['受付端末', 'AB-9', '令和6年4月1日', '総務グループ'],
    ['新しい端末', '', '令和6年5月1日', '総務グループ'],
  ]);
  const { importId, plan } = await read('機器台帳.csv', other);
  const check = await test.job('importing.check', { importId, plan });
  expect(check).toMatchObject({ clean: 1, doubtful: 1, leftOut: 0 });
  expect(check.problems.find((one) => one.code === 'sameName')).toMatchObject({ cell: 'A2' });
});

const letters = (index: number) => String.fromCharCode(65 + index);
