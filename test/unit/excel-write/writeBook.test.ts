import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import readBook from 'read-excel-file/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkBook } from '../../../core/excel/write/check.ts';
import { serialOf } from '../../../core/excel/write/dates.ts';
import { longTextNote } from '../../../core/excel/write/longTexts.ts';
import type { CellValue } from '../../../core/excel/write/model.ts';
import { writeBook } from '../../../core/excel/write/writeBook.ts';
import { bookOf, partsOf, sheetOf, temporaryFolder, text } from './support.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, '台帳.xlsx');
});
afterEach(() => folder.remove());

async function dataOf(sheet: string): Promise<unknown[][]> {
  const sheets = await readBook(path, { trim: false });
  return sheets.find((one) => one.sheet === sheet)!.data;
}

test('every value comes back through another reader', async () => {
  const columns = [
    text('番号'),
    text('取得日', { type: 'date' }),
    text('数量', { type: 'integer' }),
    text('備考', { print: false }),
  ];
  const rows: CellValue[][] = [
    ['0012', '2019-05-01', 12, '髙﨑𠮷 ㈱ｶﾅⅣ 😀葛󠄀'],
    ['1234567890123456', '1989-01-08', 0, '1行目\n2行目'],
    ['=1+1', '2026-04-01', -5, '@SUM(A1)'],
    ['+81', '不明', null, '-1'],
    [' 前後の空白 ', '1900-02-28', 2 ** 40, '<a href="x">&amp;</a>'],
    ['', null, 7, 'TRUE'],
  ];
  const written = await writeBook(bookOf([sheetOf(columns, rows)]), path);
  expect(written).toEqual({ rows: 6, bytes: readFileSync(path).length });

  const [head, ...data] = await dataOf('情報資産');
  expect(head).toEqual(['番号', '取得日', '数量', '備考']);
  // Real date cells at midnight UTC; what is no date stays the text it is.
  const asRead = (value: CellValue | undefined) =>
    typeof value === 'string' && serialOf(value) !== null
      ? new Date(`${value}T00:00:00Z`)
      : value === ''
        ? null
        : value;
  expect(data).toEqual(rows.map((row) => row.map(asRead)));
});

test('dates are real date cells with an era format', async () => {
  const rows = [['2019-12-31'], ['1989-12-31'], ['2026-04-01']];
  await writeBook(bookOf([sheetOf([text('日', { type: 'date' })], rows)]), path);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const sheet = workbook.getWorksheet('情報資産')!;
  const read = [2, 3, 4].map((row) => sheet.getCell(row, 1));
  expect(read.map((cell) => (cell.value as Date).toISOString())).toEqual(rows.map(([iso]) => `${iso}T00:00:00.000Z`));
  expect(read.map((cell) => cell.numFmt.includes('平成元年'))).toEqual([false, true, false]);
  expect(read[0]!.numFmt).toContain('"令和元年"');
});

test('nothing is a formula, whatever the text starts with', async () => {
  const payloads = ['=cmd|"/c calc"!A1', '+1', '-1', '@SUM(1)', '\t=1', '＝1', '=HYPERLINK("http://x")'];
  const book = bookOf(
    [
      sheetOf(
        [text('名')],
        payloads.map((value) => [value]),
      ),
    ],
    {
      facts: payloads.map((value) => [value, value] as const),
      definitions: [{ title: '=1', columns: ['=2'], rows: [['=3']] }],
    },
  );
  await writeBook(book, path);
  const sheets = [...partsOf(path)].filter(([name]) => name.startsWith('xl/worksheets/'));
  expect(sheets.length).toBe(4);
  for (const [, xml] of sheets) expect(xml).not.toMatch(/<f[ >]/);
  expect((await dataOf('情報資産')).slice(1).map(([value]) => value)).toEqual(payloads);
});

test('characters XML cannot hold become U+FFFD, look-alike escapes stay', async () => {
  await writeBook(bookOf([sheetOf([text('名')], [['a\u0000\u001bb\ud800'], ['_x0041_']])]), path);
  const xml = partsOf(path).get('xl/worksheets/sheet2.xml')!;
  expect(xml).toContain('>a\ufffd\ufffdb\ufffd<');
  expect(xml).toContain('>_x005F_x0041_<');
  expect((await dataOf('情報資産'))[1]).toEqual(['a\ufffd\ufffdb\ufffd']);
});

test('no character outside the BMP is cut at a block edge', async () => {
  const rows = Array.from({ length: 6_000 }, (_, row) =>
    Array.from({ length: 10 }, (_, column) => `${'a'.repeat((row + column) % 7)}𠮷😀𩸽`),
  );
  const columns = Array.from({ length: 10 }, (_, index) => text(`c${index}`));
  await writeBook(bookOf([sheetOf(columns, rows)]), path);
  const xml = partsOf(path).get('xl/worksheets/sheet2.xml')!;
  expect(xml).not.toContain('\ufffd');
  expect(xml.match(/𠮷😀𩸽/g)).toHaveLength(60_000);

  // Control: the same cells through exceljs's whole-book writer do get cut, so the test can fail.
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('x').addRows(rows.map((row, index) => row.map((value) => `${index}${value}`)));
  const other = join(folder.path, 'other.xlsx');
  await workbook.xlsx.writeFile(other);
  expect([...partsOf(other).values()].some((part) => part.includes('\ufffd'))).toBe(true);
}, 30_000);

test('print setup of a ledger sheet', async () => {
  const columns = [
    text('控え', { print: false }),
    text('番号'),
    text('分類', { choices: ['3A', '2', '1'] }),
    text('他', { print: false, choices: ['3A', '2', '1'] }),
    text('有無', { choices: ['あり'] }),
  ];
  const rows = [
    ['k', 'n', '2', '1', 'あり'],
    ['k2', 'n2', '2', '1', 'あり'],
  ];
  await writeBook(bookOf([sheetOf(columns, rows)], { unionName: 'A&B組合', marking: '3年保存' }), path);
  const parts = partsOf(path);
  const sheet = parts.get('xl/worksheets/sheet2.xml')!;
  const workbook = parts.get('xl/workbook.xml')!;
  // Printed columns first.
  expect((await dataOf('情報資産'))[0]).toEqual(['番号', '分類', '有無', '控え', '他']);
  expect((await dataOf('情報資産'))[1]).toEqual(['n', '2', 'あり', 'k', '1']);
  expect(workbook).toMatch(/name="_xlnm.Print_Area" localSheetId="1">&apos;情報資産&apos;!\$A\$1:\$C\$3</);
  expect(workbook).toMatch(/name="_xlnm.Print_Titles" localSheetId="1">&apos;情報資産&apos;!\$1:\$1</);
  expect(workbook.match(/<sheet [^>]*name="([^"]*)"/g)!.map((tag) => /name="([^"]*)"/.exec(tag)![1])).toEqual([
    '表紙',
    '情報資産',
    '分類の定義',
    '出力の記録',
    'リスト',
  ]);
  expect(workbook).toMatch(/name="リスト"[^>]*state="hidden"/);
  const setup = /<pageSetup [^>]*>/.exec(sheet)![0];
  for (const part of ['paperSize="9"', 'orientation="landscape"', 'fitToWidth="1"', 'fitToHeight="0"']) {
    expect(setup).toContain(part);
  }
  expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
  expect(sheet).toMatch(/<pane xSplit="2" ySplit="1" topLeftCell="C2"[^>]*state="frozen"\/>/);
  expect(sheet).toContain('<autoFilter ref="A1:E3"/>');
  expect(sheet).toContain('<oddHeader>&amp;LA&amp;&amp;B組合　情報資産管理台帳　情報資産&amp;R3年保存</oddHeader>');
  expect(sheet).toContain(
    '<oddFooter>&amp;L基準日 令和8年4月1日&amp;C&amp;P / &amp;N&amp;R出力 令和8年11月23日 10:32　総務 花子</oddFooter>',
  );
  // The same choices share one list.
  const validations = [...sheet.matchAll(/sqref="([^"]*)"[^>]*><formula1>([^<]*)</g)].map(([, range, list]) => [
    range,
    list,
  ]);
  expect(validations).toEqual([
    ['B2:B103', '&apos;リスト&apos;!$A$2:$A$4'],
    ['C2:C103', '&apos;リスト&apos;!$B$2:$B$2'],
    ['E2:E103', '&apos;リスト&apos;!$A$2:$A$4'],
  ]);
  // The marking is on every visible page.
  for (const number of [1, 2, 3, 4]) {
    expect(parts.get(`xl/worksheets/sheet${number}.xml`)).toContain('&amp;R3年保存</oddHeader>');
  }
});

test('headers of very long names stay within the 255 characters Excel accepts', async () => {
  const long = '長&'.repeat(200);
  const book = bookOf([sheetOf([text('名')], [['x']])], {
    unionName: long,
    marking: long,
    exportedBy: long,
    title: long,
  });
  await writeBook(book, path);
  const sheet = partsOf(path).get('xl/worksheets/sheet2.xml')!;
  for (const tag of ['oddHeader', 'oddFooter']) {
    const words = new RegExp(`<${tag}>(.*)</${tag}>`).exec(sheet)![1]!.replaceAll('&amp;', '&');
    expect(words.length).toBeGreaterThan(100);
    expect(words.length).toBeLessThanOrEqual(255);
  }
});

test('a text longer than a cell goes on where its note says', async () => {
  const value = `始${'𠮷あ'.repeat(30_000)}終`;
  await writeBook(
    bookOf([
      sheetOf(
        [text('番号'), text('備考')],
        [
          ['1', value],
          ['2', '短い'],
        ],
      ),
    ]),
    path,
  );
  const cell = (await dataOf('情報資産'))[1]![1] as string;
  expect(cell.length).toBeLessThanOrEqual(32_767);
  expect(cell.endsWith(longTextNote(1))).toBe(true);
  const [head, ...more] = await dataOf('長い文章の続き');
  expect(head).toEqual(['番号', 'シート', 'セル', '何枚目', '続きの文章']);
  expect(more.map((row) => row.slice(0, 4))).toEqual([
    [1, '情報資産', 'B2', 1],
    [1, '情報資産', 'B2', 2],
  ]);
  expect(cell.slice(0, -longTextNote(1).length) + more.map((row) => row[4]).join('')).toBe(value);
  expect((await dataOf('出力の記録')).at(-1)![1]).toContain('1件');
});

test('the cover carries title, era date, boxes, counts and notes', async () => {
  await writeBook(bookOf([sheetOf([text('名')], [])]), path);
  const words = (await dataOf('表紙')).flat().filter((value) => value !== null);
  for (const word of [
    '北東組合',
    '情報資産管理台帳',
    '基準日　令和8年4月1日',
    '管理者',
    '事務局長',
    '担当',
    3,
    '年1回見直します。',
  ]) {
    expect(words).toContain(word);
  }
});

test('an empty ledger is a header and nothing else', async () => {
  expect((await writeBook(bookOf([sheetOf([text('名')], [])]), path)).rows).toBe(0);
  expect(partsOf(path).get('xl/worksheets/sheet2.xml')!.match(/<row /g)).toHaveLength(1);
});

test('sheets may have the same or a reserved name', async () => {
  const columns = [text('名')];
  await writeBook(
    bookOf([sheetOf(columns, [], '表紙'), sheetOf(columns, [], '機器'), sheetOf(columns, [], '機器')]),
    path,
  );
  const names = (await readBook(path)).map((sheet) => sheet.sheet);
  expect(names).toEqual(['表紙', '表紙(2)', '機器', '機器(2)', '分類の定義', '出力の記録']);
});

test('progress is reported and a cancelled export leaves the old file', async () => {
  writeFileSync(path, 'old');
  const rows = Array.from({ length: 5_000 }, (_, row) => [String(row)]);
  const stop = new AbortController();
  const seen: number[] = [];
  const cancelled = writeBook(bookOf([sheetOf([text('名')], rows)]), path, {
    signal: stop.signal,
    onProgress: (count) => {
      seen.push(count);
      if (count >= 1_000) setImmediate(() => stop.abort());
    },
  });
  await expect(cancelled).rejects.toMatchObject({ name: 'DaichoError', code: 'cancelled' });
  expect(seen.slice(0, 4)).toEqual([250, 500, 750, 1_000]);
  // The abort came from outside the loop: the event loop had its turn.
  expect(seen.length).toBeLessThan(8);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder.path)).toEqual(['台帳.xlsx']);
});

test('a source that breaks while rows are produced leaves the old file', async () => {
  writeFileSync(path, 'old');
  const rows = (function* () {
    for (let row = 0; row < 1_000; row += 1) yield [String(row)];
    throw new Error('database went away');
  })();
  const sheet = { name: '機器', columns: [text('名')], rows, rowCount: 2_000 };
  await expect(writeBook(bookOf([sheet]), path)).rejects.toThrow('database went away');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder.path)).toEqual(['台帳.xlsx']);
});

test('the check after writing notices a cut, a changed and a short book', async () => {
  const rows = Array.from({ length: 300 }, (_, row) => [`資産${row}`]);
  await writeBook(bookOf([sheetOf([text('名')], rows)]), path);
  await expect(checkBook(path, [null, 301, null, null])).resolves.toBeUndefined();
  await expect(checkBook(path, [null, 300, null, null])).rejects.toMatchObject({ code: 'internal' });
  await expect(checkBook(path, [null, 301, null, null, null])).rejects.toMatchObject({ code: 'internal' });
  const whole = readFileSync(path);
  const bad = join(folder.path, 'bad.xlsx');
  for (const length of [0, 10, whole.length / 2, whole.length - 1]) {
    writeFileSync(bad, whole.subarray(0, length));
    await expect(checkBook(bad, [])).rejects.toMatchObject({ code: 'internal' });
  }
  const sheet = whole.indexOf('xl/worksheets/sheet2.xml') + 60;
  const flipped = Buffer.from(whole);
  flipped[sheet] = flipped[sheet]! ^ 4;
  writeFileSync(bad, flipped);
  await expect(checkBook(bad, [])).rejects.toMatchObject({ code: 'internal' });
});
