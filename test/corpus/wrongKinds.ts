import { readFileSync } from 'node:fs';
import type { ErrorCode } from '../../contract/errors.ts';
import { bookParts, makeBook, makeOds, makeZip, withParts } from '../support/books.ts';
import { type CorpusFile, refused } from './file.ts';

/** 40 files that are no ledger, or not under this name: one message each, with the way out. */

const samples = new URL('../fixtures/samples/', import.meta.url);
const xls = () => Buffer.from(readFileSync(new URL(encodeURIComponent('議会情報資産台帳.xls'), samples)));
const rows = '<row r="1"><c r="A1"><v>1</v></c></row>';
const hex = (digits: string) => () => Buffer.concat([Buffer.from(digits, 'hex'), Buffer.alloc(600)]);
const text = (content: string) => () => Buffer.from(content);
/** The .xls with the name of its stream replaced; both kinds of Office file begin with the same bytes. */
const ole = (stream: string) => () => {
  const bytes = xls();
  const at = bytes.indexOf(Buffer.from('Workbook', 'utf16le'));
  bytes.fill(0, at, at + 64);
  bytes.write(stream, at, 'utf16le');
  bytes.writeUInt16LE(stream.length * 2 + 2, at + 64);
  return bytes;
};
/** A compound file with a directory beyond the FAT sectors of its header: 8 MB, password-protected. */
const largeOle = () => {
  const sectors = 16_500;
  const bytes = Buffer.alloc((sectors + 1) * 512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.writeUInt16LE(9, 30);
  const directory = 16_000;
  bytes.writeUInt32LE(directory, 48);
  const [list, fat] = [1, 2];
  bytes.writeUInt32LE(list, 68);
  const fatIndex = Math.floor(directory / 128);
  bytes.writeUInt32LE(fat, (list + 1) * 512 + (fatIndex - 109) * 4);
  bytes.writeUInt32LE(0xfffffffe, (fat + 1) * 512 + (directory % 128) * 4);
  const name = 'EncryptedPackage';
  bytes.write(name, (directory + 1) * 512, 'utf16le');
  bytes.writeUInt16LE(name.length * 2 + 2, (directory + 1) * 512 + 64);
  return bytes;
};
const office = (main: string) => () =>
  makeZip(
    withParts(bookParts({ rows }), {
      '_rels/.rels': { data: String(bookParts({})[1]!.data).replace('xl/workbook.xml', main) },
    }),
  );
const mime = (kind: string) => () =>
  makeZip([
    { name: 'mimetype', data: kind },
    { name: 'content.xml', data: '<a/>' },
  ]);
const ODF = 'application/vnd.oasis.opendocument';
const csv = '番号,名称\r\n1,サーバ\r\n';

type Wrong = readonly [name: string, fileName: string, make: () => Uint8Array, code: ErrorCode, words: RegExp];
const files: readonly Wrong[] = [
  ['.xls', 'a.xls', xls, 'unsupportedFile', /（\.xls）です。この形式を安全に読み取る手だてがない.*Excel ブック/],
  ['.xls called .xlsx', 'a.xlsx', xls, 'unsupportedFile', /（\.xls）/],
  ['.xls of Excel 5', 'a.xls', ole('Book'), 'unsupportedFile', /（\.xls）/],
  ['.xls without a compound file', 'a.xls', hex('0908100000060500'), 'unsupportedFile', /とても古い形式/],
  ['a cut .xls', 'a.xls', () => xls().subarray(0, 600), 'fileUnreadable', /壊れています/],
  ['a compound file with an endless directory', 'a.xls', () => circular(xls()), 'fileUnreadable', /壊れています/],
  ['a password', 'a.xlsx', ole('EncryptedPackage'), 'passwordProtected', /パスワードつきのブック.*空にして保存/],
  ['a password on a book of 8 MB', 'a.xlsx', largeOle, 'passwordProtected', /パスワードつきのブック/],
  ['rights management', 'a.xlsx', ole('DRMEncryptedTransform'), 'passwordProtected', /IRM/],
  ['.doc', 'a.xls', ole('WordDocument'), 'unsupportedFile', /（\.doc）/],
  ['.ppt', 'a.xls', ole('PowerPoint Document'), 'unsupportedFile', /（\.ppt）/],
  ['a mail of Outlook', 'a.msg', ole('__nameid_version1.0'), 'unsupportedFile', /Excelのブックではありません/],
  ['.xlsb', 'a.xlsb', office('xl/workbook.bin'), 'unsupportedFile', /（\.xlsb）.*Excel ブック/],
  ['.docx called .xlsx', 'a.xlsx', office('word/document.xml'), 'unsupportedFile', /Wordの文書/],
  ['.pptx', 'a.pptx', office('ppt/presentation.xml'), 'unsupportedFile', /PowerPoint/],
  ['.vsdx', 'a.vsdx', office('visio/document.xml'), 'unsupportedFile', /Visio/],
  ['.odt', 'a.odt', mime(`${ODF}.text`), 'unsupportedFile', /表計算のファイルではありません/],
  ['.odp called .ods', 'a.ods', mime(`${ODF}.presentation`), 'unsupportedFile', /表計算のファイルではありません/],
  [
    '.ods with a password',
    'a.ods',
    () => makeOds({ manifest: '<encryption-data/>' }),
    'passwordProtected',
    /OpenDocument形式/,
  ],
  ['.epub', 'a.epub', mime('application/epub+zip'), 'unsupportedFile', /ZIPで圧縮/],
  [
    'a zip with a book in it',
    'a.zip',
    () => makeZip([{ name: '台帳.xlsx', data: makeBook({ rows }) }]),
    'unsupportedFile',
    /すべて展開/,
  ],
  ['an empty zip', 'a.xlsx', () => makeZip([]), 'unsupportedFile', /ZIPで圧縮/],
  [
    'a zip with a password',
    'a.zip',
    () => makeZip([{ name: 'a', data: 'x', flags: 1 }]),
    'passwordProtected',
    /ZIPにパスワード/,
  ],
  ['.7z', 'a.7z', hex('377abcaf271c'), 'unsupportedFile', /圧縮されたファイル/],
  ['.rar', 'a.rar', hex('526172211a0700'), 'unsupportedFile', /圧縮されたファイル/],
  ['.gz', 'a.gz', hex('1f8b0800'), 'unsupportedFile', /圧縮されたファイル/],
  ['PDF called .xlsx', 'a.xlsx', text('%PDF-1.7\n'), 'unsupportedFile', /PDF/],
  ['PNG', 'a.png', hex('89504e470d0a1a0a'), 'unsupportedFile', /画像/],
  ['JPEG', 'a.jpg', hex('ffd8ffe0'), 'unsupportedFile', /画像/],
  ['RTF', 'a.rtf', text('{\\rtf1 a}'), 'unsupportedFile', /リッチテキスト/],
  ['a shortcut', 'a.xlsx.lnk', hex('4c0000000114020000000000c000000000000046'), 'unsupportedFile', /ショートカット/],
  ['a program', 'a.exe', hex('4d5a9000'), 'unsupportedFile', /プログラム/],
  [
    'a database',
    'a.xlsx',
    () => Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(600)]),
    'unsupportedFile',
    /データベース/,
  ],
  [
    'HTML called .xls',
    'a.xls',
    text('<html><body><table><tr><td>1</td></tr></table></body></html>'),
    'unsupportedFile',
    /HTML/,
  ],
  [
    'XML spreadsheet 2003',
    'a.xls',
    text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    'unsupportedFile',
    /2003/,
  ],
  ['other XML', 'a.xml', text('<?xml version="1.0" encoding="UTF-8"?><rss/>'), 'unsupportedFile', /XMLのファイル/],
  ['CSV called .xlsx', 'a.xlsx', text(csv), 'unsupportedFile', /「\.csv」に変えて/],
  ['0 bytes', 'a.xlsx', () => new Uint8Array(), 'fileUnreadable', /空（0バイト）/],
  ['1 byte', 'a.xlsx', () => new Uint8Array([1]), 'fileUnreadable', /Excelのブックでも、CSVでもありません/],
  ['a placeholder of OneDrive', 'a.xlsx', () => new Uint8Array(20_000), 'fileUnreadable', /まだ届いていません/],
];

export const wrongKinds: readonly CorpusFile[] = files.map(([name, fileName, make, code, words]) => ({
  name: `wrong kind: ${name}`,
  fileName,
  make,
  expect: refused(words, code),
}));

/** Lets the directory's chain of sectors point at itself. */
function circular(bytes: Buffer): Buffer {
  const directory = bytes.readUInt32LE(48);
  const fat = bytes.readUInt32LE(76);
  bytes.writeUInt32LE(directory, (fat + 1) * 512 + directory * 4);
  return bytes;
}
