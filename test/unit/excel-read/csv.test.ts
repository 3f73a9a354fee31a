import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Limits, readBook } from '../../../core/excel/read/index.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (bytes: Uint8Array) => readBook(bytes, 'a.csv');
const rowsOf = (bytes: Uint8Array) =>
  read(bytes).sheets[0]!.rows.map(({ row, cells }) => [row, ...cells.map((cell) => cell?.text ?? null)]);
/** 番号,品名 / 1,サーバ in the encodings named. */
const CP932 = Buffer.from('94d48d862c956996bc0d0a312c8354815b836f0d0a', 'hex');
const EUC = Buffer.from('c8d6b9e62cc9caccbe0a312ca5b5a1bca5d00a', 'hex');
const JIS = Buffer.from('1b2442485639661b28422c310d0a', 'hex');

describe('encodings', () => {
  const expected = [
    [1, '番号', '品名'],
    [2, '1', 'サーバ'],
  ];
  const text = '番号,品名\r\n1,サーバ\r\n';

  it.each([
    ['utf-8', utf8(text)],
    ['utf-8', utf8(`\ufeff${text}`)],
    ['utf-16le', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))],
    ['utf-16be', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())],
    ['utf-16le', new Uint8Array(Buffer.from(text, 'utf16le'))],
    ['utf-16be', new Uint8Array(Buffer.from(text, 'utf16le').swap16())],
    ['shift_jis', CP932],
    ['shift_jis', Buffer.concat([CP932, Buffer.from([0x1a])])],
  ])('reads %s', (encoding, bytes) => {
    expect(read(bytes).encoding).toBe(encoding);
    expect(rowsOf(bytes)).toEqual(expected);
  });

  it.each([
    ['a mark', utf8(`\ufeff${text}`), 'certain', ['utf-8']],
    ['the mark of UTF-16', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')), 'certain', ['utf-16le']],
    ['plain ASCII', utf8('a,b\n'), 'certain', ['utf-8']],
    ['plain UTF-8', utf8(text), 'likely', ['utf-8']],
    ['CP932', CP932, 'likely', ['shift_jis']],
    ['half-width kana alone', Buffer.from([0xc3, 0xbd, 0x2c, 0xc3, 0xb2, 0x0a]), 'doubtful', ['shift_jis', 'utf-8']],
  ] as const)('says how sure it is: %s', (_name, bytes, confidence, encodings) => {
    const { encoding, encodingGuess: guess } = read(bytes);
    expect(guess!.confidence).toBe(confidence);
    expect(guess!.readings[0]!.encoding).toBe(encoding);
    expect(guess!.readings.map((reading) => reading.encoding).slice(0, encodings.length)).toEqual(encodings);
  });

  it('shows lines by which a person can choose, and reads in the encoding chosen', () => {
    const bytes = Buffer.from([0x61, 0x0a, 0xc3, 0xbd, 0x2c, 0xc3, 0xb2, 0x0a]);
    expect(read(bytes).encodingGuess!.readings).toEqual([
      { encoding: 'shift_jis', sample: ['ﾃｽ,ﾃｲ'] },
      { encoding: 'utf-8', sample: ['ý,ò'] },
    ]);
    const chosen = readBook(bytes, 'a.csv', {}, { encoding: 'utf-8' });
    expect(chosen.encoding).toBe('utf-8');
    expect(chosen.sheets[0]!.rows[1]!.cells.map((cell) => cell?.text)).toEqual(['ý', 'ò']);
    expect(() => readBook(CP932, 'a.csv', {}, { encoding: 'utf-8' })).toThrow(/選んだ文字コードでは読めない/);
  });

  it('reads fields cut where the person says', () => {
    const bytes = utf8('a;b,c\n');
    expect(read(bytes).delimiter).toBe(',');
    const chosen = readBook(bytes, 'a.csv', {}, { delimiter: ';' });
    expect(chosen.sheets[0]!.rows[0]!.cells.map((cell) => cell?.text)).toEqual(['a', 'b,c']);
  });

  it('reads half-width kana of CP932 that would also be UTF-8 letters', () => {
    // ﾃｽﾄ... as "ﾃｽ": C3 BD is "ý" in UTF-8.
    expect(rowsOf(Buffer.from([0xc3, 0xbd, 0x2c, 0xc3, 0xb2]))).toEqual([[1, 'ﾃｽ', 'ﾃｲ']]);
    // Control: real kana beside it make it UTF-8.
    expect(rowsOf(utf8('ý,か'))).toEqual([[1, 'ý', 'か']]);
  });

  it('keeps NEC and IBM characters, user-defined characters and control letters as Windows does', () => {
    const bytes = Buffer.from('8740fbfc81608160f040eaa42c1a7f1c', 'hex');
    expect(rowsOf(bytes)).toEqual([[1, '①髙～～\ue000熙', '\u001a\u007f\u001c']]);
  });

  it.each([
    ['EUC-JP', EUC, /文字コードがEUC-JP/],
    ['EUC-JP without kana', Buffer.from('bbf1bbbac8d6b9e6', 'hex'), /文字コードがEUC-JP/],
    ['JIS', JIS, /ISO-2022-JP/],
    ['UTF-16 without its mark, one field', Buffer.from('ab\r\n', 'utf16le'), /文字ではないデータ/],
    ['UTF-16 cut in a letter', Buffer.from('\ufeffあ', 'utf16le').subarray(0, 3), /UTF-16/],
    ['NUL', utf8('a,\0b'), /文字ではないデータ/],
    ['UTF-8 cut in a letter', utf8('番号,品名\n1,サーバ').subarray(0, -1), /UTF-8.*壊れている/],
    ['UTF-8 with mark and a broken byte', Buffer.concat([utf8('\ufeffあ'), Buffer.from([0xff])]), /UTF-8/],
    ['UTF-8 and CP932 mixed', Buffer.concat([utf8('番号,品名,台帳\n'), CP932]), /混ざって/],
    ['no encoding at all', Buffer.from([0x41, 0xff, 0xfd, 0x80]), /文字コードが分かりません/],
  ])('refuses %s', (_name, bytes, message) => {
    expect(() => read(new Uint8Array(bytes))).toThrow(message);
    expect(() => read(new Uint8Array(bytes))).toThrow(/^fileUnreadable/);
  });

  it('reads each CP932 sample line for line as the UTF-8 of it', () => {
    // Control that the encodings are not mixed up: the same text by another road.
    const bytes = readFileSync(
      new URL(`../../fixtures/samples/${encodeURIComponent('ドキュメント管理台帳.csv')}`, import.meta.url),
    );
    const decoded = new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
    expect(rowsOf(utf8(decoded))).toEqual(rowsOf(new Uint8Array(bytes)));
  });
});

describe('fields', () => {
  it('reads quotes, doubled quotes, delimiters and line breaks in fields', () => {
    expect(rowsOf(utf8('a,"b ""c"", d\r\ne"\r\n\r\n"",f,\r\n'))).toEqual([
      [1, 'a', 'b "c", d\r\ne'],
      [3, null, 'f'],
    ]);
  });

  it.each([
    ['CRLF', 'a,b\r\nc,d\r\n'],
    ['LF', 'a,b\nc,d'],
    ['CR', 'a,b\rc,d\r'],
    ['tabs', 'a\tb\nc\td'],
    ['semicolons', 'a;b\nc;d'],
  ])('reads %s', (_name, text) => {
    expect(rowsOf(utf8(text))).toEqual([
      [1, 'a', 'b'],
      [2, 'c', 'd'],
    ]);
  });

  it('prefers the delimiter that fits the lines', () => {
    expect(rowsOf(utf8('名称,備考,場所\nA,x;y;z,1\nB,"p;q\t",2'))[1]).toEqual([2, 'A', 'x;y;z', '1']);
  });

  it('keeps everything as text: zeros, dates, guards, formulas, spaces, inch marks', () => {
    const cells = read(utf8(`00123,1E5,'=1+1,=cmd, 　x ,3.5"ディスク`)).sheets[0]!.rows[0]!.cells;
    expect(cells.map((cell) => cell?.text)).toEqual(['00123', '1E5', "'=1+1", '=cmd', ' 　x ', '3.5"ディスク']);
    expect(new Set(cells.map((cell) => cell?.kind))).toEqual(new Set(['text']));
  });

  it('keeps 𠮷, variation selectors, composed and decomposed letters apart', () => {
    const line = '𠮷,葛\u{e0100},か\u3099,が,👨\u200d👩';
    expect(rowsOf(utf8(line))).toEqual([[1, ...line.split(',')]]);
  });

  it('reads ragged rows, and refuses an open quote and too many columns', () => {
    expect(rowsOf(utf8('a\nb,c,d\n'))).toEqual([
      [1, 'a'],
      [2, 'b', 'c', 'd'],
    ]);
    expect(() => read(utf8('a,"b\nc,d\n'))).toThrow(/^fileUnreadable: CSVの引用符/);
    const limited = (limits: Partial<Limits>) => () => readBook(utf8('あ,い\n'), 'a.csv', limits);
    expect(limited({ maxTextBytes: 7 })).toThrow(/^fileTooLarge: CSVの大きさ/);
    expect(limited({ maxRecordLength: 2 })).toThrow(/^fileTooLarge: CSVの1行/);
    expect(limited({ maxCells: 1 })).toThrow(/^fileTooLarge/);
    expect(limited({ maxTextBytes: 8, maxRecordLength: 8, maxCells: 2 })).not.toThrow();
    expect(() => read(utf8('x,'.repeat(16_384)))).toThrow(/^fileTooLarge/);
    expect(rowsOf(utf8('x,'.repeat(16_383)))[0]).toHaveLength(16_384);
  });
});
