import { type BookParts, bookParts, makeBook, makeOds, makeZip, type Part, pack, withParts } from '../support/books.ts';
import { type CorpusFile, refused } from './file.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET = 'xl/worksheets/sheet1.xml';
const MB = 1024 * 1024;
/** A small ledger; the rows that must come through whatever lies around them. */
const LEDGER = ['番号', '名称'];
const rows =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>番号</t></is></c><c r="B1" t="inlineStr"><is><t>名称</t></is></c></row>' +
  '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>サーバ</t></is></c></row>';
const read = {
  rows: [
    [1, ...LEDGER],
    [2, '1', 'サーバ'],
  ],
};
const tooLarge = (words: RegExp) => refused(words, 'fileTooLarge');

const whole = ['A100:XFD1048576', 'A1:XFD1048576', 'A1:A1048576', 'A1:XFD1', 'B2:XFD1048576'];
const many = (count: number, one: (i: number) => string) => Array.from({ length: count }, (_, i) => one(i)).join('');
const times = <T>(count: number, piece: T): Iterable<T> =>
  (function* () {
    for (let i = 0; i < count; i++) yield piece;
  })();

/** The ledger with something around it. */
const around = (name: string, book: BookParts, expect: CorpusFile['expect'] = read): CorpusFile => ({
  name,
  fileName: 'a.xlsx',
  make: () => makeBook({ rows, ...book }),
  expect,
});
const parts = (name: string, make: () => readonly Part[], expect: CorpusFile['expect']): CorpusFile => ({
  name,
  fileName: 'a.xlsx',
  make: () => makeZip(make()),
  expect,
});
/** The ledger with its sheet made of pieces. */
const sheetOf = (name: string, pieces: () => Iterable<string | Buffer>, expect: CorpusFile['expect']) => {
  const all = function* () {
    yield `<worksheet xmlns="${MAIN}"><sheetData>`;
    yield* pieces();
  };
  return parts(name, () => withParts(bookParts({ rows }), { [SHEET]: { packed: pack(all()) } }), expect);
};
const withWorkbook = (change: (xml: string) => string) => {
  const made = bookParts({ rows });
  const workbook = made.find(({ name }) => name === 'xl/workbook.xml')!;
  return withParts(made, { [workbook.name]: { data: change(String(workbook.data)) } });
};
const name = (reference: string) => `<definedName name="n">${reference}</definedName>`;
const named = (names: string) => () =>
  withWorkbook((xml) => xml.replace('</sheets>', `</sheets><definedNames>${names}</definedNames>`));

/** The three files of 8 KB that kill or hang exceljs (reliability.md §0.6). */
export const eightKilobytes: readonly CorpusFile[] = [
  around('8 KB: merged A100:XFD1048576', { after: '<mergeCells><mergeCell ref="A100:XFD1048576"/></mergeCells>' }),
  parts('8 KB: a name over the whole sheet', named(name('台帳!$A$1:$XFD$1048576')), read),
  around('8 KB: validation over the whole sheet', {
    after:
      '<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>',
  }),
];

/** 60 files that are made to kill a reader, the three small ones included. */
export const killers: readonly CorpusFile[] = [
  ...eightKilobytes,
  ...whole.map((ref) =>
    around(`merged ${ref}, 1,000 times`, {
      after: `<mergeCells>${many(1000, () => `<mergeCell ref="${ref}"/>`)}</mergeCells>`,
    }),
  ),
  ...whole.map((ref) =>
    around(`conditional format on ${ref}, 1,000 times`, {
      after: many(
        1000,
        () =>
          `<conditionalFormatting sqref="${ref}"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>`,
      ),
    }),
  ),
  ...whole.map((ref) => around(`auto filter on ${ref}`, { after: `<autoFilter ref="${ref}"/>` })),
  ...whole.map((ref) =>
    parts(`print area ${ref}`, named(`<definedName name="_xlnm.Print_Area">台帳!${ref}</definedName>`), read),
  ),
  around('a dimension of the whole sheet', { before: '<dimension ref="A1:XFD1048576"/>' }),
  around('16,384 hidden column ranges over all columns', {
    before: `<cols>${many(16_384, () => '<col min="1" max="16384" hidden="1"/>')}</cols>`,
  }),
  around(
    'the far corner',
    {
      rows: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    },
    { rows: [[1_048_576, ...Array<string>(16_383).fill(''), '1']] },
  ),
  around(
    '1,200 rows of one far cell',
    {
      rows: many(1200, (i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`),
    },
    tooLarge(/表の範囲が広すぎます/),
  ),
  around(
    '100,001 merges',
    { after: `<mergeCells>${many(100_001, (i) => `<mergeCell ref="A${i + 1}:B${i + 1}"/>`)}</mergeCells>` },
    tooLarge(/結合セルが多すぎます/),
  ),
  parts('10,000 names over the whole sheet', named(many(10_000, () => name('台帳!$A:$XFD'))), read),
  around('validation over the whole sheet, 10,000 times', {
    after: `<dataValidations>${many(10_000, () => '<dataValidation sqref="A1:XFD1048576"/>')}</dataValidations>`,
  }),
  sheetOf('1 GB of spaces', () => times(1024, Buffer.alloc(MB, ' ')), tooLarge(/開いたときの大きさが上限/)),
  sheetOf(
    '400 MB in one cell',
    function* () {
      yield '<row><c t="inlineStr"><is><t>';
      yield* times(400, Buffer.alloc(MB, 'a'));
    },
    tooLarge(/開いたときの大きさが上限/),
  ),
  sheetOf(
    '150 MB in one cell',
    function* () {
      yield '<row><c t="inlineStr"><is><t>';
      yield* times(150, Buffer.alloc(MB, 'a'));
    },
    tooLarge(/異常に大きくふくらむ/),
  ),
  sheetOf(
    '30 MB in one cell, in 3,000 stretches',
    function* () {
      yield '<row><c t="inlineStr"><is>';
      yield* times(3000, `<t>${'あ'.repeat(3333)}</t>`);
    },
    tooLarge(/長すぎる文字/),
  ),
  sheetOf(
    '30 MB in one value, in stretches',
    function* () {
      yield '<row><c><v>';
      yield* times(3000, `${'1'.repeat(10_000)}<x/>`);
    },
    refused(/XMLとして読めません/),
  ),
  sheetOf(
    'a comment of 20 MB',
    function* () {
      yield '<!--';
      yield* times(20, Buffer.alloc(MB, 'a'));
    },
    tooLarge(/長すぎる文字/),
  ),
  sheetOf(
    'a row with a million attributes',
    function* () {
      yield '<row ';
      for (let i = 0; i < 1000; i++) yield many(1000, (n) => `a${i * 1000 + n}="" `);
    },
    tooLarge(/長すぎる文字/),
  ),
  sheetOf('100,000 levels', () => times(1000, '<a>'.repeat(100)), refused(/入れ子が深すぎます/)),
  parts(
    'a part that lies about its size',
    () =>
      withParts(bookParts({ rows }), {
        [SHEET]: { packed: pack(times(64, Buffer.alloc(MB, ' '))), declaredSize: 1000 },
      }),
    refused(/圧縮データを開けません/),
  ),
  parts(
    'a part that claims 250 MB and has none',
    () => withParts(bookParts({ rows }), { [SHEET]: { data: 'a', declaredSize: 250 * MB } }),
    tooLarge(/開いたときの大きさが上限/),
  ),
  parts(
    '600 MB declared in a part nobody reads',
    () => [...bookParts({ rows }), { name: 'x.bin', data: 'x', declaredSize: 600 * MB }],
    tooLarge(/開いたときの大きさ/),
  ),
  parts(
    '60,000 entries',
    () => Array.from({ length: 60_000 }, (_, i) => ({ name: `p${i}`, data: '', stored: true })),
    tooLarge(/部品が多すぎます（60000個）/),
  ),
  parts(
    'overlapping entries',
    () => [...bookParts({ rows }), { name: 'copy.xml', localName: '[Content_Types].xml', data: 'x', offset: 0 }],
    refused(/部品の名前が目次と違います/),
  ),
  parts(
    'an entry that holds the next one',
    () => withParts(bookParts({ rows }), { [SHEET]: { extraCompressed: 60 } }),
    refused(/重なっています|検査値|圧縮データ/),
  ),
  parts(
    'a book inside a book',
    () => [...bookParts({ rows }), { name: 'xl/embeddings/book.xlsx', data: makeBook({ rows }) }],
    read,
  ),
  parts('zips 20 deep', () => [{ name: 'inner.xlsx', data: nested(20) }], refused(/すべて展開/, 'unsupportedFile')),
  parts(
    'a zip that holds itself, in part',
    () => [{ name: 'self.zip', data: nested(3).subarray(0, 400), stored: true }],
    refused(/すべて展開/, 'unsupportedFile'),
  ),
  parts(
    '150 sheets over one part',
    () =>
      withWorkbook((xml) =>
        xml.replace(/<sheet .*?\/>/, (sheet) => sheet + many(149, (i) => sheet.replace('台帳', `表${i}`))),
      ),
    refused(/同じ中身を指しています/),
  ),
  parts(
    '201 sheets',
    () =>
      withWorkbook((xml) => xml.replace(/<sheet .*?\/>/, (sheet) => many(201, (i) => sheet.replace('台帳', `表${i}`)))),
    tooLarge(/シートが多すぎます（201枚）/),
  ),
  around(
    'a format code of a megabyte',
    { rows: '<row r="1"><c r="A1" s="1"><v>7</v></c></row>', formats: ['0-'.repeat(MB / 2)] },
    { rows: [[1, '7']] },
  ),
  around('300,000 strings that no cell uses', { strings: many(300_000, (i) => `<si><t>${i}</t></si>`) }),
  parts(
    "1,990 sheets' worth of other parts",
    () => [...bookParts({ rows }), ...Array.from({ length: 1990 }, (_, i) => ({ name: `xl/p${i}.xml`, data: '<a/>' }))],
    read,
  ),
  around('60,000 styles', { looks: '<xf numFmtId="14"/>'.repeat(60_000) }),
  around(
    '100,000 formulas without a result',
    {
      rows: many(1000, (i) => `<row r="${i + 1}">${'<c><f>SUM(A:A)</f></c>'.repeat(100)}</row>`),
    },
    { rows: [], notes: /計算結果が保存されていない数式が100000か所/ },
  ),
  around(
    'a text of 50,000 runs and guides',
    {
      rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
      strings: `<si>${'<r><rPr><strike/></rPr><t>あ</t></r>'.repeat(50_000)}${many(50_000, (i) => `<rPh sb="${i}" eb="${i + 1}"><t>ア</t></rPh>`)}</si>`,
    },
    { rows: [[1, `${'あ'.repeat(50_000)}|kana ${'ア'.repeat(50_000)}|struck all`]] },
  ),
  ...[
    [
      'rows without end',
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>',
      tooLarge(/同じ行が多すぎます/),
    ],
    [
      'cells without end',
      '<table:table-row><table:table-cell table:number-columns-repeated="999999999" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>',
      tooLarge(/表の範囲が広すぎます/),
    ],
    [
      'spaces without end',
      `<table:table-row><table:table-cell office:value-type="string"><text:p>${'<text:s text:c="999999"/>'.repeat(1000)}</text:p></table:table-cell></table:table-row>`,
      tooLarge(/長すぎる文字/),
    ],
    [
      'a merge over everything',
      '<table:table-row><table:table-cell table:number-rows-spanned="1048576" table:number-columns-spanned="16384" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>',
      { rows: [[1, 'a']] },
    ],
    [
      'a million empty rows and columns',
      `<table:table-column table:number-columns-repeated="16384"/>${'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'.repeat(100)}`,
      { rows: [] },
    ],
  ].map(
    ([what, content, expect]): CorpusFile => ({
      name: `.ods: ${what}`,
      fileName: 'a.ods',
      make: () => makeOds({ rows: content as string }),
      expect: expect as CorpusFile['expect'],
    }),
  ),
];

function nested(depth: number): Uint8Array {
  let inner: Uint8Array = new Uint8Array(100);
  for (let i = 0; i < depth; i++) inner = makeZip([{ name: 'inner.xlsx', data: inner }]);
  return inner;
}
