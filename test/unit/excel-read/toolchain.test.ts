import { afterEach, describe, expect, it } from 'vitest';
import { readBook } from '../../../core/excel/read/index.ts';
import { type BookParts, makeBook } from '../../support/books.ts';

/** One test for each defect of other readers that changes Japanese text, dates or whole sheets (toolchain.md §5). */

const cellsOf = (book: BookParts) => readBook(makeBook(book), 'a.xlsx').sheets[0]!.rows.map(({ cells }) => cells);
const textsOf = (book: BookParts) => cellsOf(book).map((cells) => cells.map((cell) => cell?.text ?? null));
const shared = (si: string): BookParts => ({
  rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
  strings: `<si>${si}</si>`,
});
const dated = (format: string | number, serial: number, workbookPr = ''): BookParts => ({
  rows: `<row r="1"><c r="A1" s="1"><v>${serial}</v></c></row>`,
  formats: [format],
  workbookPr,
});

it('1a: the word, not its furigana (東京 became トウキョウ)', () => {
  const [[cell]] = cellsOf(shared('<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>')) as never as [[unknown]];
  expect(cell).toEqual({ kind: 'text', text: '東京', kana: 'トウキョウ' });
});

it('1b: no letter is cut at the edge of a block (U+FFFD)', () => {
  // The letters move by one byte from row to row, so that some letter stands across every edge of a block.
  const words = Array.from({ length: 6000 }, (_, i) => `${'a'.repeat(i % 4)}機密性𠮷ｱ葛\u{e0100}${i}`);
  const inline = words.map((word) => `<row><c t="inlineStr"><is><t>${word}</t></is></c></row>`).join('');
  expect(textsOf({ rows: inline })).toEqual(words.map((word) => [word]));
  const rows = words.map((_, i) => `<row><c t="s"><v>${i}</v></c></row>`).join('');
  const strings = words.map((word) => `<si><t>${word}</t></si>`).join('');
  expect(textsOf({ rows, strings })).toEqual(words.map((word) => [word]));
});

it('1c: _x000D_ is a carriage return', () => {
  expect(textsOf(shared('<t>一_x000D_\n二</t>'))).toEqual([['一\r\n二']]);
});

it('2: letters outside the BMP survive on every edge of 16 Ki', () => {
  const line = `${'あ'.repeat(16_382)}𠮷${'い'.repeat(16_382)}𩸽👍`;
  for (let shift = 0; shift < 4; shift++) {
    const word = 'x'.repeat(shift) + line;
    expect(textsOf(shared(`<t>${word}</t>`))).toEqual([[word]]);
  }
});

describe('3: built-in Japanese date formats are dates, like the written ones', () => {
  it.each([27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])('%d', (format) => {
    expect(cellsOf(dated(format, 45777))[0]![0]).toMatchObject({ kind: 'date', text: '2025-04-30', number: 45777 });
  });
  it.each(['[$-411]ggge"年"m"月"d"日"', '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"', 'ge.m.d', '[$-411]ge.m.d;@'])(
    '%s',
    (format) => {
      expect(cellsOf(dated(format, 45777))[0]![0]).toMatchObject({ kind: 'date', text: '2025-04-30' });
    },
  );
  it('control: the formats around them are numbers', () => {
    for (const format of [0, 1, 2, 4, 9, 37, 40, 49]) expect(cellsOf(dated(format, 45777))[0]![0]?.kind).toBe('number');
  });
});

it('4: an inline string with furigana does not end the sheet', () => {
  const rows =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>台帳</t><rPh sb="0" eb="2"><t>ダイチョウ</t></rPh></is></c><c r="B1"><v>1</v></c></row>' +
    '<row r="2"><c r="A2"><v>2</v></c></row>';
  expect(textsOf({ rows })).toEqual([['台帳', '1'], ['2']]);
});

describe('5: a date is the same day in every time zone', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
  it.each(['Asia/Tokyo', 'America/New_York', 'Pacific/Kiritimati', 'UTC'])('%s', (zone) => {
    process.env['TZ'] = zone;
    // Control: the zone is in force.
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    expect(textsOf(dated(14, 45777))).toEqual([['2025-04-30']]);
    expect(textsOf(dated(22, 45777.999))).toEqual([['2025-04-30T23:58:34']]);
    expect(textsOf(dated(14, 45777 - 1462, '<workbookPr date1904="1"/>'))).toEqual([['2025-04-30']]);
  });
});

it('6: furigana, number formats and merges are told, and [h]:mm is no day of 1899', () => {
  expect(cellsOf(shared('<t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh>'))[0]![0]?.kana).toBe('カ');
  expect(cellsOf(dated('[h]:mm', 1.5))[0]![0]).toEqual({ kind: 'text', text: '36:00:00' });
  expect(textsOf(dated('00000', 123))).toEqual([['00123']]);
  const book = { ...shared('<t>題</t>'), after: '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>' };
  const wide = { ...book, rows: `${book.rows}<row r="2"><c r="C2"><v>1</v></c></row>` };
  expect(readBook(makeBook(wide), 'a.xlsx').sheets[0]!.merges).toEqual([{ top: 1, left: 1, bottom: 1, right: 3 }]);
});

it('7: rich text and results of formulas are plain text and values', () => {
  expect(textsOf(shared('<r><t>情報</t></r><r><rPr><b/></rPr><t>資産</t></r>'))).toEqual([['情報資産']]);
  expect(cellsOf({ rows: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>' })[0]![0]).toEqual({
    kind: 'number',
    text: '2',
    number: 2,
    formula: true,
  });
});

it('texts and numbers of other writers keep their types (the prototype mixed them up)', () => {
  const rows =
    '<row r="1"><c r="A1" t="str"><v>00123</v></c><c r="B1" t="n"><v>7</v></c><c r="C1" t="s"><v> 0 </v></c>' +
    '<c t=\'inlineStr\' r=\'D1\'><is><t>1E5</t></is></c><c r="E1" t="b"><v>true</v></c><c r="F1"><v/></c></row>';
  const [cells] = cellsOf({ rows, strings: '<si><t>45777</t></si>' });
  expect(cells!.map((cell) => [cell?.kind, cell?.text])).toEqual([
    ['text', '00123'],
    ['number', '7'],
    ['text', '45777'],
    ['text', '1E5'],
    ['boolean', 'TRUE'],
  ]);
});
