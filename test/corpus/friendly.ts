import { type BookParts, bookParts, makeBook, makeOds, makeZip, type Part, pack, withParts } from '../support/books.ts';
import type { CorpusFile } from './file.ts';

/** 40 odd but honest books that must be read right, cell by cell. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET = 'xl/worksheets/sheet1.xml';
type Rows = (string | number)[][];

const text = (at: string, content: string, style = 0) =>
  `<c r="${at}" s="${style}" t="inlineStr"><is>${content.startsWith('<') ? content : `<t xml:space="preserve">${content}</t>`}</is></c>`;
const number = (at: string, value: number | string, style = 0) => `<c r="${at}" s="${style}"><v>${value}</v></c>`;
const row = (at: number, cells: string, attributes = '') => `<row r="${at}" ${attributes}>${cells}</row>`;
/** Rows of plain texts from row 1 on. */
const table = (lines: readonly (readonly string[])[]) =>
  lines.map((line, i) => row(i + 1, line.map((one, j) => text(`${'ABCDEFGH'[j]}${i + 1}`, one)).join(''))).join('');
const HEADINGS = ['番号', '名称', '所管'];
const plainRows = table([HEADINGS, ['1', 'サーバ', '総務グループ']]);
const plain: Rows = [
  [1, ...HEADINGS],
  [2, '1', 'サーバ', '総務グループ'],
];

const book = (name: string, parts: BookParts, rows: Rows, notes?: RegExp): CorpusFile => ({
  name,
  fileName: 'a.xlsx',
  make: () => makeBook(parts),
  expect: { rows, ...(notes ? { notes } : {}) },
});
/** The plain ledger in parts of another shape. */
const shaped = (
  name: string,
  change: (parts: Part[]) => readonly Part[],
  more: { rows?: Rows; notes?: RegExp; fileName?: string } = {},
): CorpusFile => ({
  name,
  fileName: more.fileName ?? 'a.xlsx',
  make: () => makeZip(change(bookParts({ rows: plainRows }))),
  expect: { rows: more.rows ?? plain, ...(more.notes ? { notes: more.notes } : {}) },
});
const sheetXml = (name: string, xml: string, rows: Rows = plain) =>
  shaped(name, (parts) => withParts(parts, { [SHEET]: { data: xml } }), { rows });
const replaced = (parts: readonly Part[], part: string, from: string | RegExp, to: string) =>
  withParts(parts, { [part]: { data: String(parts.find(({ name }) => name === part)!.data).replace(from, to) } });
const serial = (format: string | number, value: number, expected: string, workbookPr = '') =>
  book(
    `a date in format ${format}${workbookPr && ' of 1904'}`,
    { rows: row(1, number('A1', value, 1)), formats: [format], workbookPr },
    [[1, expected]],
  );
const zip = (name: string, change: (bytes: Buffer) => Buffer): CorpusFile => ({
  name,
  fileName: 'a.xlsx',
  make: () => new Uint8Array(change(Buffer.from(makeBook({ rows: plainRows })))),
  expect: { rows: plain },
});

const EMPTY_ROWS = 1_048_576 - 63;

export const friendly: readonly CorpusFile[] = [
  {
    name: '1,048,576 formatted rows, 62 of them filled',
    fileName: 'a.xlsx',
    make: () => makeZip(withParts(bookParts({ formats: [14] }), { [SHEET]: { packed: pack(longSheet()) } })),
    expect: { rows: Array.from({ length: 62 }, (_, i) => [i + 1, String(i), '資産']) },
  },
  book(
    'merged headings in two rows',
    {
      rows: table([
        ['分類', '', '名称'],
        ['機密性', '完全性', ''],
      ]),
      after: '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C1:C2"/></mergeCells>',
    },
    [
      [1, '分類', '', '名称'],
      [2, '機密性', '完全性'],
    ],
  ),
  serial('[$-411]ggge"年"m"月"d"日"', 45777, '2025-04-30|era'),
  serial('[$-ja-JP-x-gannen]ggge"年"m"月"d"日"', 43586, '2019-05-01|era'),
  serial('yyyy/m/d', 44315, '2025-04-30', '<workbookPr date1904="1"/>'),
  serial(27, 45777, '2025-04-30|era'),
  serial(31, 45777, '2025-04-30'),
  serial(55, 45748, '2025-04-01|yearMonth'),
  serial('m"月"d"日"', 45658, '2025-01-01|monthDay'),
  serial('yyyy/m/d h:mm', 45777.5, '2025-04-30T12:00:00'),
  book(
    'numbers as text, leading zeros, codes that became numbers',
    {
      rows: row(1, text('A1', '00123') + number('B1', 123, 1) + number('C1', 100_000, 2) + number('D1', '4.9E+15')),
      formats: ['00000', 11],
    },
    [[1, '00123', '00123', '100000|shown 1.00E+05', '4900000000000000|cut']],
  ),
  book(
    'rich text',
    { rows: row(1, text('A1', '<r><t>情報</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 資産</t></r>')) },
    [[1, '情報 資産']],
  ),
  book('struck runs', { rows: row(1, text('A1', '<r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r>')) }, [
    [1, '旧新|struck part'],
  ]),
  book(
    'struck cells',
    { rows: row(1, text('A1', '廃棄', 1)), fonts: '<font/><font><strike/></font>', looks: '<xf fontId="1"/>' },
    [[1, '廃棄|struck all']],
  ),
  book(
    'furigana',
    {
      rows: row(1, '<c r="A1" t="s"><v>0</v></c>'),
      strings: '<si><t>総務</t><rPh sb="0" eb="2"><t>ソウム</t></rPh><phoneticPr fontId="1"/></si>',
    },
    [[1, '総務|kana ソウム']],
  ),
  book('hidden rows', { rows: row(1, text('A1', 'a')) + row(2, text('A2', 'b'), 'hidden="1"') }, [
    [1, 'a'],
    [-2, 'b'],
  ]),
  shaped('a very hidden sheet', (parts) => replaced(parts, 'xl/workbook.xml', '<sheet ', '<sheet state="veryHidden" ')),
  book(
    'a filtered table',
    {
      rows: row(1, text('A1', 'a')) + row(2, text('A2', 'b')),
      after: '<autoFilter ref="A1:A2"><filterColumn colId="0"/></autoFilter>',
    },
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ),
  book('errors', { rows: row(1, '<c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><f>NA()</f><v>#N/A</v></c>') }, [
    [1, '#REF!|error', '#N/A|error|formula'],
  ]),
  book(
    'formulas with results',
    {
      rows: row(
        1,
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A2&amp;"様"</f><v>様</v></c><c r="C1" t="b"><f>1=1</f><v>1</v></c>',
      ),
    },
    [[1, '2|formula', '様|formula', 'TRUE|formula']],
  ),
  book(
    'shared and array formulas',
    {
      rows:
        row(1, '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c>') +
        row(2, '<c r="A2"><f t="shared" si="0"/><v>6</v></c><c r="B2"><f t="array" ref="B2">{1}</f><v>1</v></c>'),
    },
    [
      [1, '4|formula'],
      [2, '6|formula', '1|formula'],
    ],
  ),
  book('a link to another file', { rows: row(1, '<c r="A1"><f>[1]台帳!$A$1</f><v>5</v></c>') }, [[1, '5|formula']]),
  sheetXml(
    'a prefix on every element',
    `<?xml version="1.0"?><x:worksheet xmlns:x="${MAIN}"><x:sheetData>${plainRows.replace(/<(\/?)(\w)/g, '<$1x:$2')}</x:sheetData></x:worksheet>`,
  ),
  sheetXml(
    'the strict kind of OOXML',
    `<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>${plainRows}</sheetData></worksheet>`,
  ),
  sheetXml(
    'no addresses at all',
    `<worksheet xmlns="${MAIN}"><sheetData>${plainRows.replace(/ r="[^"]*"/g, '')}</sheetData></worksheet>`,
  ),
  sheetXml(
    'quotes and order of attributes otherwise',
    `<worksheet xmlns='${MAIN}'><sheetData>${plainRows.replace(/<c r="(\w+)" s="0" t="inlineStr">/g, "<c t='inlineStr' r='$1'>")}</sheetData></worksheet>`,
  ),
  sheetXml(
    'a mark before the XML',
    `\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="${MAIN}"><sheetData>${plainRows}</sheetData></worksheet>`,
  ),
  sheetXml(
    'elements of other programs',
    `<worksheet xmlns="${MAIN}" xmlns:mx="urn:mx" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice Requires="mx"><mx:row/></mc:Choice></mc:AlternateContent><sheetData>${plainRows.replaceAll('</c>', '<mx:v>9</mx:v></c>')}</sheetData><extLst><ext uri="x"><mx:a/></ext></extLst></worksheet>`,
  ),
  shaped('a sheet in UTF-16', (parts) =>
    withParts(parts, {
      [SHEET]: {
        data: Buffer.from(
          `\ufeff<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="${MAIN}"><sheetData>${plainRows}</sheetData></worksheet>`,
          'utf16le',
        ),
      },
    }),
  ),
  shaped('absolute targets and other part names', (parts) =>
    replaced(
      withParts(parts, { [SHEET]: { name: 'データ/1.xml' } }),
      'xl/_rels/workbook.xml.rels',
      'worksheets/sheet1.xml',
      '/%E3%83%87%E3%83%BC%E3%82%BF/1.xml',
    ),
  ),
  shaped('backslashes and other letter case', (parts) =>
    parts.map((part) => ({ ...part, name: part.name.replaceAll('/', '\\').replace('sheet1', 'Sheet1') })),
  ),
  shaped('folders as entries', (parts) => [{ name: 'xl/', data: '', stored: true }, ...parts]),
  shaped('parts that are not deflated', (parts) => parts.map((part) => ({ ...part, stored: true }))),
  shaped('no styles and no strings', (parts) =>
    withParts(replaced(parts, 'xl/_rels/workbook.xml.rels', /<Relationship [^>]*(?:styles|sharedStrings)[^>]*>/g, ''), {
      'xl/styles.xml': undefined,
      'xl/sharedStrings.xml': undefined,
    }),
  ),
  shaped(
    'macros (.xlsm)',
    (parts) => [
      ...replaced(
        parts,
        'xl/_rels/workbook.xml.rels',
        '</Relationships>',
        '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
      ),
      { name: 'xl/vbaProject.bin', data: Buffer.from('d0cf11e0a1b11ae1', 'hex') },
    ],
    { notes: /マクロは読み込みませんでした/, fileName: 'a.xlsm' },
  ),
  shaped(
    'a chart sheet after the ledger',
    (parts) =>
      replaced(
        replaced(parts, 'xl/workbook.xml', '</sheets>', '<sheet name="グラフ" sheetId="9" r:id="g"/></sheets>'),
        'xl/_rels/workbook.xml.rels',
        '</Relationships>',
        '<Relationship Id="g" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
      ),
    { notes: /「グラフ」は表ではない/ },
  ),
  zip('an archive comment', (bytes) => {
    const comment = Buffer.from('台帳');
    bytes.writeUInt16LE(comment.length, bytes.length - 2);
    return Buffer.concat([bytes, comment]);
  }),
  zip('sizes after the data, as streaming writers do', sizesAfterData),
  book(
    'line breaks, spaces and letters of every kind',
    {
      rows: row(
        1,
        text('A1', ' 一_x000D_\n二　') +
          text('B1', '𠮷葛\u{e0100}ﾒｶ①髙\ue000') +
          text('C1', '&lt;&#x20BB7;&amp;') +
          text('D1', '<t><![CDATA[<b>]]></t>'),
      ),
    },
    [[1, ' 一\r\n二　', '𠮷葛\u{e0100}ﾒｶ①髙\ue000', '<𠮷&', '<b>']],
  ),
  {
    name: 'OpenDocument with repeated cells',
    fileName: 'a.ods',
    make: () =>
      makeOds({
        rows: `<table:table-row>${'<table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>あ</text:p></table:table-cell>'}<table:table-cell office:value-type="date" office:date-value="2025-04-30"/></table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
      }),
    expect: { rows: [[1, 'あ', 'あ', '2025-04-30']] },
  },
];

/** Every row of a sheet, formatted; the first 62 have something in them. */
function* longSheet(): Iterable<string> {
  yield `<worksheet xmlns="${MAIN}"><dimension ref="A1:C1048576"/><sheetData>`;
  for (let i = 1; i <= 62; i++) yield row(i, `${number(`A${i}`, i - 1) + text(`B${i}`, '資産')}<c r="C${i}" s="1"/>`);
  for (let from = 63; from <= 62 + EMPTY_ROWS + 1; from += 4096) {
    let block = '';
    for (let i = from; i < from + 4096 && i <= 1_048_576; i++)
      block += `<row r="${i}" s="1" customFormat="1"><c r="A${i}" s="1"/></row>`;
    yield block;
  }
  yield '</sheetData></worksheet>';
}

/** Moves CRC and sizes of every local header to a descriptor after the data (flag bit 3). */
function sizesAfterData(bytes: Buffer): Buffer {
  const directory = bytes.readUInt32LE(bytes.length - 6);
  const out: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  let length = 0;
  let entry = directory;
  while (at < directory) {
    const packed = bytes.readUInt32LE(at + 18);
    const end = at + 30 + bytes.readUInt16LE(at + 26) + packed;
    const local = Buffer.from(bytes.subarray(at, end));
    const descriptor = Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), local.subarray(14, 26)]);
    local.writeUInt16LE(8, 6);
    const blank = Buffer.concat([local.subarray(0, 14), Buffer.alloc(12), local.subarray(26)]);
    const central = Buffer.from(bytes.subarray(entry, entry + 46 + bytes.readUInt16LE(entry + 28)));
    central.writeUInt16LE(8, 8);
    central.writeUInt32LE(length, 42);
    centrals.push(central);
    entry += central.length;
    out.push(blank, descriptor);
    length += blank.length + descriptor.length;
    at = end;
  }
  const tail = Buffer.from(bytes.subarray(bytes.length - 22));
  tail.writeUInt32LE(length, 16);
  return Buffer.concat([...out, ...centrals, tail]);
}
