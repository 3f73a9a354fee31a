import { describe, expect, it } from 'vitest';
import { type Cell, readBook } from '../../../core/excel/read/index.ts';
import { type BookParts, bookParts, makeBook, makeZip, withParts } from '../../support/books.ts';

const sheetOf = (book: BookParts) => readBook(makeBook(book), 'a.xlsx').sheets[0]!;
const rowsOf = (book: BookParts) => sheetOf(book).rows.map(({ cells }) => cells.map((cell) => cell?.text ?? null));
/** The one cell of a sheet that holds a number in the given format. */
function numberIn(format: string | number, value: number | string, workbookPr = ''): Cell {
  const rows = `<row r="1"><c r="A1" s="1"><v>${value}</v></c></row>`;
  return sheetOf({ rows, formats: [format], workbookPr }).rows[0]!.cells[0]!;
}
const textIn = (...given: Parameters<typeof numberIn>) => numberIn(...given).text;

/** Style 1 is struck through, 2 bold on grey, 3 on a theme colour. */
const LOOKS: BookParts = {
  fonts: '<font/><font><strike/></font><font><b/><strike val="0"/></font>',
  fills:
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/><bgColor indexed="64"/></patternFill></fill>' +
    '<fill><patternFill patternType="solid"><fgColor theme="0" tint="-0.15"/></patternFill></fill>',
  looks: '<xf fontId="1"/><xf fontId="2" fillId="2"/><xf fillId="3"/>',
};

describe('texts', () => {
  const shared = (si: string) =>
    rowsOf({ rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings: `<si>${si}</si>` })[0]![0];
  const inline = (is: string) =>
    rowsOf({ rows: `<row r="1"><c r="A1" t="inlineStr"><is>${is}</is></c><c r="B1" t="str"><v>次</v></c></row>` })[0];

  it('joins rich text and leaves furigana out, shared and inline', () => {
    const xml =
      '<r><t>東</t></r><r><rPr><b/></rPr><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>';
    expect(shared(xml)).toBe('東京');
    expect(inline(xml)).toEqual(['東京', '次']);
  });

  const cellOf = (si: string, style = 0) =>
    sheetOf({
      rows: `<row r="1"><c r="A1" t="s" s="${style}"><v>0</v></c></row>`,
      strings: `<si>${si}</si>`,
      ...LOOKS,
    }).rows[0]!.cells[0];

  it.each([
    ['<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>', 'トウキョウ'],
    ['<t>東京都庁</t><rPh sb="0" eb="2"><t>ﾄｳｷｮｳ</t></rPh><rPh sb="3" eb="4"><t>ﾁｮｳ</t></rPh>', 'ﾄｳｷｮｳ都ﾁｮｳ'],
    ['<r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>トウ_x005F_</t></rPh>', 'トウ_'],
    ['<t>𠮷田</t><rPh sb="0" eb="3"><t>ヨシダ</t></rPh>', 'ヨシダ'],
    ['<t>カナ</t><rPh sb="0" eb="2"><t>カナ</t></rPh>', undefined],
    ['<t>東京</t><rPh sb="0" eb="9"><t>トウキョウ</t></rPh>', undefined],
    ['<t>東京</t><rPh><t>トウキョウ</t></rPh>', undefined],
    ['<t>東京</t><rPh sb="0" eb="2"><t> </t></rPh>', undefined],
  ])('gives the furigana of %s apart', (si, kana) => {
    expect(cellOf(si)?.kana).toBe(kana);
  });

  it('gives the furigana of inline strings, and the rest of the sheet after them', () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>台帳</t><rPh sb="0" eb="2"><t>ダイチョウ</t></rPh></is></c>' +
      '<c r="B1" t="inlineStr"><is><t>次</t></is><v>9</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>';
    const [first, second] = sheetOf({ rows }).rows;
    expect(first!.cells[0]).toEqual({ kind: 'text', text: '台帳', kana: 'ダイチョウ' });
    expect(second!.cells[0]!.text).toBe('1');
  });

  it.each([
    ['<t>廃棄</t>', 0, {}],
    ['<t>廃棄</t>', 1, { struck: 'all' }],
    ['<r><rPr><strike/></rPr><t>旧PC</t></r><r><t>新PC</t></r>', 0, { struck: 'part', unstruck: '新PC' }],
    ['<r><rPr><strike val="1"/></rPr><t>旧</t></r><r><rPr><b/></rPr><t> </t></r>', 0, { struck: 'all' }],
    ['<r><rPr><strike val="0"/></rPr><t>生きる</t></r>', 1, {}],
    ['<r><t>消す</t></r><r><rPr><b/></rPr><t>残す</t></r>', 1, { struck: 'part', unstruck: '残す' }],
  ])('%s in style %d: strikethrough', (si, style, struck) => {
    const { kind: _kind, text: _text, ...told } = cellOf(si, style)!;
    expect(told).toEqual(struck);
  });

  it('tells bold letters and the colour behind, and shares one cell for each look', () => {
    const rows = [0, 2, 3, 2].map(
      (style, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s" s="${style}"><v>0</v></c></row>`,
    );
    const cells = sheetOf({ rows: rows.join(''), strings: '<si><t>見出し</t></si>', ...LOOKS }).rows.map(
      (row) => row.cells[0]!,
    );
    expect(cells.map(({ bold, fill }) => [bold, fill])).toEqual([
      [undefined, undefined],
      [true, 'FFD9D9D9'],
      [undefined, 'theme:0:-0.15'],
      [true, 'FFD9D9D9'],
    ]);
    expect(cells[1]).toBe(cells[3]);
    // Control: a book without these styles gives the same text without a look.
    expect(cellOf('<t>見出し</t>')).toEqual({ kind: 'text', text: '見出し' });
  });

  it('keeps spaces, line breaks, astral letters, variation selectors and half-width kana', () => {
    expect(shared('<t xml:space="preserve">  𠮷野屋\n葛󠄀飾 ﾒｰｶｰ　</t>')).toBe('  𠮷野屋\n葛󠄀飾 ﾒｰｶｰ　');
    expect(shared('<t>&#x20BB7;&amp;&lt;<![CDATA[<b>]]></t>')).toBe('𠮷&<<b>');
  });

  it('decodes _xHHHH_ once, and leaves what a ledger cannot hold', () => {
    expect(shared('<t>一_x000D_\n二</t>')).toBe('一\r\n二');
    expect(shared('<t>_x005F_x000D_</t>')).toBe('_x000D_');
    expect(shared('<t>_xD842__xDFB7_</t>')).toBe('𠮷');
    expect(shared('<t>_xD842_</t>')).toBe('_xD842_');
    expect(shared('<t>_x0000_</t>')).toBe('_x0000_');
  });

  it('keeps every astral letter across all read blocks', () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `<row><c t="inlineStr"><is><t>${'あ'.repeat(i % 7)}𠮷𩸽${i}</t></is></c></row>`,
    ).join('');
    const found = rowsOf({ rows });
    expect(found).toEqual(Array.from({ length: 20_000 }, (_, i) => [`${'あ'.repeat(i % 7)}𠮷𩸽${i}`]));
  });
});

describe('what is hidden, filtered or a table', () => {
  const cells = (row: number) => `<c r="A${row}"><v>1</v></c><c r="C${row}"><v>2</v></c>`;

  it('tells hidden rows and columns, and reads them', () => {
    const sheet = sheetOf({
      before:
        '<cols><col min="2" max="2" hidden="1"/><col min="3" max="3" width="0"/><col min="4" max="16384" hidden="1"/></cols>',
      rows: `<row r="1">${cells(1)}</row><row r="2" hidden="1">${cells(2)}</row><row r="3" ht="0" customHeight="1">${cells(3)}</row>`,
    });
    expect(sheet.rows.map(({ row, hidden, cells: found }) => [row, hidden, found.length])).toEqual([
      [1, undefined, 3],
      [2, true, 3],
      [3, true, 3],
    ]);
    expect(sheet.hiddenColumns).toEqual([2, 3]);
    expect(sheetOf({ rows: `<row r="1">${cells(1)}</row>` }).hiddenColumns).toBeUndefined();
  });

  it('tells the range of the filter and of Excel tables, clipped to what is filled', () => {
    const parts = bookParts({
      rows: `<row r="1">${cells(1)}</row><row r="4">${cells(4)}</row>`,
      after: '<autoFilter ref="A1:C1048576"/>',
    });
    const table = `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ref="A1:C4" totalsRowCount="1"/>`;
    const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/table';
    const book = readBook(
      makeZip([
        ...parts,
        {
          name: 'xl/worksheets/_rels/sheet1.xml.rels',
          data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t" Type="${relation}" Target="../tables/table1.xml"/><Relationship Id="c" Type="x/comments" Target="../comments1.xml"/></Relationships>`,
        },
        { name: 'xl/tables/table1.xml', data: table },
      ]),
      'a.xlsx',
    );
    const [sheet] = book.sheets;
    expect(sheet!.filter).toEqual({ top: 1, left: 1, bottom: 4, right: 3 });
    expect(sheet!.tables).toEqual([{ top: 1, left: 1, bottom: 4, right: 3, headerRows: 1, totalsRows: 1 }]);
    expect(book.notes).toEqual([expect.stringMatching(/コメント（メモ）は読み込みませんでした/)]);
  });
});

describe('values', () => {
  it('reads booleans, errors and stored results of formulas', () => {
    const rows =
      '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c><c r="D2" t="e"><f>A0</f><v>#REF!</v></c>' +
      '<c r="E2"><f>1+1</f><v>2</v></c><c r="F2" t="str"><f>"あ"</f><v>あ</v></c></row>';
    const [row] = sheetOf({ rows }).rows;
    expect(row!.row).toBe(2);
    expect(row!.cells.map((cell) => cell && [cell.kind, cell.text])).toEqual([
      ['boolean', 'TRUE'],
      ['boolean', 'FALSE'],
      null,
      ['error', '#REF!'],
      ['number', '2'],
      ['text', 'あ'],
    ]);
    expect(row!.cells.map((cell) => cell?.formula)).toEqual([undefined, undefined, undefined, true, true, true]);
  });

  it('notes formulas without a stored result, and only those', () => {
    const notes = (rows: string) => readBook(makeBook({ rows }), 'a.xlsx').notes;
    expect(notes('<row r="3"><c r="AB3"><f>SUM(A1:A2)</f></c></row>').join()).toMatch(
      /計算結果が保存されていない数式が1か所あり（AB3など）/,
    );
    expect(notes('<row r="3"><c r="AB3" t="str"><f>""</f><v></v></c></row>')).toEqual([]);
  });

  it('leaves formatted but empty cells and rows out', () => {
    const rows =
      '<row r="1" s="1" customFormat="1"/><row r="5"><c r="A5" s="1"/><c r="C5"><v>7</v></c><c r="D5" s="1"/></row>';
    expect(sheetOf({ rows, formats: [14] }).rows).toEqual([
      { row: 5, cells: [null, null, { kind: 'number', text: '7', number: 7 }] },
    ]);
  });

  it.each([
    ['1E5', '100000'],
    ['9007199254740991', '9007199254740991'],
    ['1.5E+22', '15000000000000000000000'],
    ['0.30000000000000004', '0.3'],
    ['1.5E-7', '0.00000015'],
    ['-12.50', '-12.5'],
    ['-0', '0'],
  ])('writes %s as %s', (stored, text) => {
    expect(textIn('General', stored)).toBe(text);
  });

  it.each([
    ['00000', 123, '00123'],
    ['00000', 1234567, '1234567'],
    ['"USB-"000', 7, 'USB-007'],
    ['000\\-0000', 3110102, '311-0102'],
    ['0000;[Red]-0000', 12, '0012'],
    ['0"年"', 5, '5'],
    ['#,##0', 1320000, '1320000'],
    ['0.00', 2.5, '2.5'],
    ['00000', -3, '-3'],
    ['@', 12, '12'],
  ])('shows %s of %d as %s', (format, value, text) => {
    expect(numberIn(format, value)).toEqual({ kind: 'number', text, number: value });
  });

  it('tells where a spreadsheet has lost the last digits', () => {
    expect(numberIn('General', '4.9012345678901E+15').digitsLost).toBe(true);
    expect(numberIn('0.00E+00', '1.2E+15')).toMatchObject({ shown: '1.20E+15', digitsLost: true });
    expect(numberIn('General', '999999999999999')).toEqual({
      kind: 'number',
      text: '999999999999999',
      number: 999999999999999,
    });
  });

  it('tells how a number in scientific notation looks', () => {
    expect(numberIn('0.00E+00', 100000)).toEqual({ kind: 'number', text: '100000', number: 100000, shown: '1.00E+05' });
  });
});

describe('dates', () => {
  const GENGO = '[$-411]ggge"年"m"月"d"日"';

  it.each([
    [14, 45777, '2025-04-30'],
    [22, 45777.5, '2025-04-30T12:00:00'],
    [27, 45777, '2025-04-30'],
    [31, 45777, '2025-04-30'],
    [36, 45777, '2025-04-30'],
    [50, 45777, '2025-04-30'],
    [57, 45777, '2025-04-30'],
    [58, 45777, '2025-04-30'],
    ['yyyy/m/d', 1, '1900-01-01'],
    ['yyyy/m/d', 59, '1900-02-28'],
    ['yyyy/m/d', 61, '1900-03-01'],
    ['yyyy/m/d;@', 2958465, '9999-12-31'],
    [GENGO, 43586, '2019-05-01'],
    ['[$-ja-JP-x-gannen]ggge"年"m"月"d"日"', 43586, '2019-05-01'],
    ['[$-1030411]ge\\.m\\.d', 45777, '2025-04-30'],
    ['m"月"d"日"', 45777, '2025-04-30'],
    ['[Blue]mmm-yy', 45777, '2025-04-30'],
    ['aaaa', 45777, '2025-04-30'],
    ['yyyy/m/d h:mm', 45777.999994, '2025-04-30T23:59:59'],
    ['yyyy/m/d', 45776.9999999, '2025-04-30'],
  ])('%s %d is %s', (format, serial, iso) => {
    expect(numberIn(format, serial)).toMatchObject({ kind: 'date', text: iso, number: serial });
  });

  it.each([
    [14, {}],
    [31, {}],
    ['yyyy/m/d(aaa)', {}],
    [27, { era: true }],
    [58, { era: true }],
    ['[$-411]ggge"年"m"月"d"日"', { era: true }],
    ['[$-411]ge"年"m"月"', { era: true, shows: 'yearMonth' }],
    [17, { shows: 'yearMonth' }],
    [34, { shows: 'yearMonth' }],
    [16, { shows: 'monthDay' }],
    [56, { shows: 'monthDay' }],
    ['m"月"d"日"', { shows: 'monthDay' }],
    ['yyyy"年度"', { shows: 'year' }],
    ['aaaa', { shows: 'other' }],
    ['dddd', { shows: 'other' }],
  ])('%s tells which parts of the date it shows', (format, parts) => {
    const { kind, text, number, ...told } = numberIn(format, 45777);
    expect([kind, text, number]).toEqual(['date', '2025-04-30', 45777]);
    expect(told).toEqual(parts);
  });

  it.each([
    ['General', 45777],
    [0, 45777],
    [49, 45777],
    ['0.00"g"', 45777],
    ['"day "0', 45777],
    ['G/標準', 45777],
    ['[Red]0', 45777],
    ['\\d0', 45777],
    ['yyyy/m/d', 60],
    ['yyyy/m/d', 0],
    ['yyyy/m/d', -1],
    ['yyyy/m/d', 2958466],
  ])('control: %s %d stays a number', (format, value) => {
    expect(numberIn(format, value)).toEqual({ kind: 'number', text: String(value), number: value });
  });

  it('reads times and durations as text', () => {
    expect(numberIn('h:mm', 0.395833333333333)).toEqual({ kind: 'text', text: '09:30:00' });
    expect(numberIn(46, 1.5)).toEqual({ kind: 'text', text: '36:00:00' });
    expect(textIn('h:mm', 45777.25)).toBe('2025-04-30T06:00:00');
  });

  it('counts from 1904 where the book says so', () => {
    expect(textIn(14, 0, '<workbookPr date1904="1"/>')).toBe('1904-01-01');
    expect(textIn(GENGO, 45777 - 1462, '<workbookPr date1904="true"/>')).toBe('2025-04-30');
    expect(textIn(14, 45777, '<workbookPr date1904="0"/>')).toBe('2025-04-30');
  });

  it('reads ISO date cells of strict books', () => {
    const rows = '<row><c t="d"><v>2025-04-30T00:00:00</v></c><c t="d"><v>2025-04-30T08:15:00.000</v></c></row>';
    expect(rowsOf({ rows })).toEqual([['2025-04-30', '2025-04-30T08:15:00']]);
  });
});

describe('shapes of books', () => {
  const rows = '<row r="1"><c r="A1"><v>1</v></c></row>';

  it('reads prefixed elements and skips foreign ones', () => {
    const sheet =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:o="urn:other"><x:sheetData>' +
      '<o:row r="1"><o:c r="A1"><o:v>9</o:v></o:c></o:row><x:row r="1"><x:c r="A1"><x:v>1</x:v><o:v>5</o:v></x:c></x:row>' +
      '<row xmlns="urn:other"><c><v>3</v></c></row></x:sheetData></x:worksheet>';
    expect(rowsOf({ sheet })).toEqual([['1']]);
  });

  it('reads strict books, backslashes and other letter case in part names, and a UTF-16 part', () => {
    const strict = makeBook({
      sheet: `<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>${rows}</sheetData></worksheet>`,
    });
    const backslashed = makeZip(
      bookParts({ rows }).map((part) => ({
        ...part,
        name: part.name.replaceAll('/', '\\').replace('sheet1', 'SHEET1'),
      })),
    );
    const utf16 = makeBook({
      sheet: Buffer.from(
        `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
        'utf16le',
      ),
    });
    for (const bytes of [strict, backslashed, utf16]) {
      expect(readBook(bytes, 'a.xlsx').sheets[0]!.rows.map(({ cells }) => cells[0]!.text)).toEqual(['1']);
    }
  });

  it('follows relationships, not fixed names', () => {
    const moved = withParts(bookParts({ rows }), {
      'xl/worksheets/sheet1.xml': { name: 'data/表.xml' },
      'xl/_rels/workbook.xml.rels': {
        data: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="../data/%E8%A1%A8.xml"/></Relationships>',
      },
    });
    expect(readBook(makeZip(moved), 'a.xlsx').sheets[0]!.rows).toHaveLength(1);
  });

  it('marks hidden sheets and notes macros', () => {
    const parts = bookParts({ rows, sheetAttributes: 'state="veryHidden"' });
    const relations = String(parts.find(({ name }) => name.endsWith('workbook.xml.rels'))!.data);
    const macro =
      '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>';
    const book = readBook(
      makeZip(
        withParts(parts, { 'xl/_rels/workbook.xml.rels': { data: relations.replace('</Relationships>', macro) } }),
      ),
      'a.xlsm',
    );
    expect(book.sheets[0]).toMatchObject({ hidden: true, veryHidden: true });
    expect(book.notes).toEqual(['マクロは読み込みませんでした。']);
  });

  it('clips merges to the filled range', () => {
    const filled =
      '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row><row r="4"><c r="B4"><v>1</v></c></row>';
    const merges = ['A1:XFD1048576', 'A2:B3', 'C4:C900', 'E9:F10'].map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    expect(sheetOf({ rows: filled, after: `<mergeCells count="4">${merges}</mergeCells>` }).merges).toEqual([
      { top: 1, left: 1, bottom: 4, right: 3 },
      { top: 2, left: 1, bottom: 3, right: 2 },
    ]);
  });
});
