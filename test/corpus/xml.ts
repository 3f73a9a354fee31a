import { bookParts, makeZip, withParts } from '../support/books.ts';
import { type CorpusFile, refused } from './file.ts';

/** 30 books whose XML is hostile or broken; every one is refused. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET = 'xl/worksheets/sheet1.xml';
const rows = '<row r="1"><c r="A1"><v>1</v></c></row>';
const data = `<sheetData>${rows}</sheetData>`;
const sheet = (content: string, before = '') => `${before}<worksheet xmlns="${MAIN}">${content}</worksheet>`;
const cells = (content: string) => sheet(`<sheetData><row r="1">${content}</row></sheetData>`);
const laughs = Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

const files: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ['an external entity', sheet(data, '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), /DOCTYPE/],
  ['an entity from the net', sheet(data, '<!DOCTYPE w [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>'), /DOCTYPE/],
  ['a parameter entity', sheet(data, '<!DOCTYPE w [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd">%p;]>'), /DOCTYPE/],
  ['a billion laughs', sheet(data, `<!DOCTYPE w [<!ENTITY l0 "ha">${laughs}]>`), /DOCTYPE/],
  ['a quadratic blow-up', sheet(data, `<!DOCTYPE w [<!ENTITY a "${'a'.repeat(50_000)}">]>`), /DOCTYPE/],
  [
    'a DOCTYPE after the start',
    `<?xml version="1.0"?>${sheet(data, '<!DOCTYPE worksheet SYSTEM "x.dtd">')}`,
    /DOCTYPE/,
  ],
  ['an unknown entity', cells('<c t="str"><v>&xxe;</v></c>'), /XMLとして/],
  ['an unknown entity in an attribute', cells('<c r="&xxe;"><v>1</v></c>'), /XMLとして/],
  ['a character that XML has not', cells('<c t="str"><v>&#0;</v></c>'), /XMLとして/],
  ['a missing end', sheet(data).slice(0, -5), /XMLとして/],
  ['crossed elements', cells('<c><v>1</c></v>'), /XMLとして/],
  ['two roots', sheet(data) + sheet(data), /XMLとして/],
  ['text before the root', `x${sheet(data)}`, /XMLとして/],
  ['two attributes of one name', cells('<c r="A1" r="B1"><v>1</v></c>'), /XMLとして/],
  ['an attribute without quotes', cells('<c r=A1><v>1</v></c>'), /XMLとして/],
  ['Shift_JIS declared', sheet(data, '<?xml version="1.0" encoding="Shift_JIS"?>'), /文字コード/],
  ['EUC-JP declared', sheet(data, '<?xml version="1.0" encoding="EUC-JP"?>'), /文字コード/],
  ['bytes of CP932', Buffer.from(sheet(data).replace('>1<', '>\x91\xe4<'), 'latin1'), /XMLとして/],
  ['UTF-16 cut in a letter', Buffer.from(`\ufeff${sheet(data)}`, 'utf16le').subarray(0, -1), /XMLとして/],
  [
    'the mark of UTF-16 before UTF-8',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(sheet(data))]),
    /XMLとして|形ではありません/,
  ],
  ['10,000 levels', sheet('<a>'.repeat(10_000) + '</a>'.repeat(10_000)), /入れ子が深すぎます/],
  ['another namespace', `<worksheet xmlns="urn:x">${data}</worksheet>`, /形ではありません/],
  ['no namespace', `<worksheet>${data}</worksheet>`, /形ではありません/],
  [
    'a prefix of another namespace',
    `<x:worksheet xmlns:x="urn:x" xmlns="${MAIN}">${data}</x:worksheet>`,
    /形ではありません/,
  ],
  ['another root', `<chartsheet xmlns="${MAIN}"/>`, /形ではありません/],
  ['an HTML page', '<!DOCTYPE html><html><body>社内ページ</body></html>', /DOCTYPE/],
  ['nothing', '', /XMLとして/],
  ['zeros', Buffer.alloc(500), /XMLとして/],
  ['rows out of order', sheet('<sheetData><row r="9"/><row r="1"/></sheetData>'), /行番号/],
  ['one cell twice', cells('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'), /セルA1が2つ/],
];

export const xml: readonly CorpusFile[] = files.map(([name, content, words]) => ({
  name: `XML: ${name}`,
  fileName: 'a.xlsx',
  make: () => makeZip(withParts(bookParts({ rows }), { [SHEET]: { data: content } })),
  expect: refused(words),
}));
