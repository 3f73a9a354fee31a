import { random } from '../support/random.ts';
import { type CorpusFile, type Expectation, refused } from './file.ts';

/** 60 text files: the right letters, or refused; never garbled ones. */

const lines: readonly (readonly string[])[] = [
  ['番号', '名称', '備考'],
  ['1', 'ファイルサーバ', '更新済'],
  ['2', 'ﾉｰﾄPC', '①髙・～'],
];
const rowsOf = (table: readonly (readonly string[])[]): Expectation => ({
  rows: table.map((line, i) => [i + 1, ...line]).filter((line) => line.length > 1),
});
const joined = (table: readonly (readonly string[])[], delimiter = ',', end = '\r\n') =>
  table.map((line) => line.join(delimiter) + end).join('');
const utf8 = (text: string) => Buffer.from(text);
const le = (text: string) => Buffer.from(text, 'utf16le');
const be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const file = (name: string, make: () => Uint8Array, expect: Expectation, fileName = 'a.csv'): CorpusFile => ({
  name: `text: ${name}`,
  fileName,
  make,
  expect,
});
const same = (name: string, make: () => Uint8Array, table = lines, fileName?: string) =>
  file(name, make, rowsOf(table), fileName);

/** Every letter that the decoder knows in a double-byte encoding, by its two bytes. */
function codeTable(encoding: string): Map<string, number> {
  const table = new Map<string, number>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let code = 0x8140; code <= 0xfefc; code++) {
    try {
      const letter = decoder.decode(Uint8Array.of(code >> 8, code & 0xff));
      // The first of several codes is the one that Windows writes, but for NEC's doubles of ordinary signs.
      if (letter.length === 1 && !table.has(letter)) table.set(letter, code);
    } catch {}
  }
  return table;
}
const tables: Record<string, Map<string, number>> = {};
function encode(text: string, encoding: 'shift_jis' | 'euc-jp'): Buffer {
  tables[encoding] ??= codeTable(encoding);
  const bytes = Array.from(text, (letter) => {
    const point = letter.codePointAt(0)!;
    if (point < 0x80) return [point];
    if (point >= 0xff61 && point <= 0xff9f) return encoding === 'euc-jp' ? [0x8e, point - 0xfec0] : [point - 0xfec0];
    const code = tables[encoding]!.get(letter);
    if (code === undefined) throw new Error(`${letter} is not in ${encoding}`);
    return [code >> 8, code & 0xff];
  });
  return Buffer.from(bytes.flat());
}
const cp932 = (text: string) => encode(text, 'shift_jis');
const euc = (text: string) => encode(text, 'euc-jp');
const JIS = Buffer.from('1b2442485639661b28422c310d0a', 'hex');

/** Random ledgers, the same text in one encoding each. */
function anyLedgers(count: number): CorpusFile[] {
  const { pick, below } = random(932);
  const words = [
    '表',
    'ソフト',
    '能力開発',
    '予算書',
    '㈱水郷',
    'ー',
    'サーバ（旧）',
    '１号機',
    '構内図',
    '鍵',
    'ﾊﾞｯｸｱｯﾌﾟ',
    '申請',
    '十',
    '噂',
  ];
  return Array.from({ length: count }, (_, i) => {
    const table = [
      lines[0]!,
      ...Array.from({ length: 1 + below(6) }, (_line, n) => [String(n + 1), pick(words) + pick(words), pick(words)]),
    ];
    const end = pick(['\r\n', '\n', '\r']);
    const text = joined(table, ',', end);
    const encoding = pick(['utf8', 'cp932', 'le', 'be'] as const);
    const make = {
      utf8: () => utf8(text),
      cp932: () => cp932(text),
      le: () => le(`\ufeff${text}`),
      be: () => be(`\ufeff${text}`),
    }[encoding];
    return same(`random ledger ${i + 1} (${encoding})`, make, table);
  });
}

const odd = ['𠮷野家', '葛\u{e0100}飾', 'か\u3099と が', '👨\u200d👩', '〜−', '\u202e逆'];

export const texts: readonly CorpusFile[] = [
  same('UTF-8', () => utf8(joined(lines))),
  same('UTF-8 with its mark', () => utf8(`\ufeff${joined(lines)}`)),
  same('UTF-16LE', () => le(`\ufeff${joined(lines)}`)),
  same('UTF-16BE', () => be(`\ufeff${joined(lines)}`)),
  same('UTF-16LE without its mark', () => le(joined(lines))),
  same('UTF-16BE without its mark', () => be(joined(lines))),
  same('UTF-16LE with tabs, as Excel\'s "Unicode text"', () => le(`\ufeff${joined(lines, '\t')}`), lines, 'a.txt'),
  same('CP932', () => cp932(joined(lines))),
  same('CP932 with Ctrl-Z', () => Buffer.concat([cp932(joined(lines)), Buffer.of(0x1a)])),
  same('CP932 with letters that end in a backslash', () => cp932('表,ソ,能\r\n'), [['表', 'ソ', '能']]),
  file('EUC-JP', () => euc(joined(lines.slice(0, 2))), refused(/EUC-JP/)),
  file('EUC-JP, kanji only', () => euc('資産,番号\r\n'), refused(/EUC-JP/)),
  file('JIS', () => JIS, refused(/ISO-2022-JP/)),
  file(
    'UTF-8 and CP932 mixed',
    () => Buffer.concat([utf8('番号,名称,備考\n'), cp932('一,二,三\n')]),
    refused(/混ざって/),
  ),
  file('UTF-8 cut in a letter', () => utf8('番号,名称').subarray(0, -1), refused(/UTF-8/)),
  file(
    'UTF-8 with its mark and a broken byte',
    () => Buffer.concat([utf8('\ufeff番号'), Buffer.of(0xff)]),
    refused(/UTF-8/),
  ),
  file('UTF-16 cut in a letter', () => le('\ufeff番号').subarray(0, -1), refused(/UTF-16/)),
  file('CP932 cut in a letter', () => cp932('番号,ソ').subarray(0, -1), refused(/文字コード/)),
  file('no encoding at all', () => Buffer.from([0x41, 0xff, 0xfd, 0x80, 0x2c]), refused(/文字コード/)),
  file('NUL between', () => utf8('番号,\0名称\n'), refused(/文字ではない|壊れて/)),
  file(
    'random bytes called .csv',
    () => Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 197 + 13) % 256)),
    refused(/文字/),
  ),
  same('LF', () => utf8(joined(lines, ',', '\n'))),
  same('CR', () => utf8(joined(lines, ',', '\r'))),
  same('tabs', () => utf8(joined(lines, '\t')), lines, 'a.tsv'),
  same('semicolons', () => utf8(joined(lines, ';'))),
  same('commas, with semicolons in the fields', () => utf8('番号,備考\n1,a;b;c\n'), [
    ['番号', '備考'],
    ['1', 'a;b;c'],
  ]),
  same('quotes, breaks and delimiters in fields', () => utf8('"a ""b""","一\r\n二","c,d"\r\n'), [
    ['a "b"', '一\r\n二', 'c,d'],
  ]),
  same('inch marks', () => utf8('番号,3.5"ディスク\n'), [['番号', '3.5"ディスク']]),
  file('an open quote', () => utf8(`番号,"名称\n${'1,2\n'.repeat(100)}`), refused(/引用符/)),
  file('one line of 30 MB', () => Buffer.alloc(30 * 1024 * 1024, 'あ'), refused(/1行が長すぎます/, 'fileTooLarge')),
  file(
    '30 MB of commas',
    () => Buffer.alloc(30 * 1024 * 1024, ','),
    refused(/列が多すぎます|1行が長すぎます/, 'fileTooLarge'),
  ),
  file('2,000,000 empty lines', () => Buffer.alloc(2_000_000, '\n'), { rows: [] }),
  same('ragged rows', () => utf8('a\nb,c,d\n'), [['a'], ['b', 'c', 'd']]),
  file('blank lines', () => utf8('a\n\n\nb\n'), {
    rows: [
      [1, 'a'],
      [4, 'b'],
    ],
  }),
  same('formulas and guards are text', () => utf8("=1+1,@x,'=a,+3,00123,1E5\n"), [
    ['=1+1', '@x', "'=a", '+3', '00123', '1E5'],
  ]),
  same('user-defined characters', () => Buffer.from('f0402c8740', 'hex'), [['\ue000', '①']]),
  same('letters beyond CP932', () => utf8(`${odd.join(',')}\n`), [odd]),
  same('half-width kana that are UTF-8 too', () => Buffer.from([0xc3, 0xbd, 0x2c, 0xc3, 0xb2]), [['ﾃｽ', 'ﾃｲ']]),
  same('letters of other scripts', () => utf8('ý,か\n'), [['ý', 'か']]),
  same('one column', () => utf8('名称\nサーバ\n'), [['名称'], ['サーバ']]),
  ...anyLedgers(20),
];
