import { CsvError, parse } from 'csv-parse/sync';
import { DaichoError } from '../../../contract/errors.ts';
import { textCell } from './sheet.ts';
import { type Cell, type CsvEncoding, type Limits, MAX_COLUMN, type ReadBook, type SheetRow } from './types.ts';

const RESAVE = 'Excelで開き、「CSV UTF-8（コンマ区切り）」で保存し直してください。';

/**
 * Reads delimited text. Every cell is text; a leading `'` is kept; `row` is the record number, counting blank records.
 * @throws DaichoError fileUnreadable (encoding or quotes), fileTooLarge
 */
export function readCsv(bytes: Uint8Array, limits: Limits): ReadBook {
  if (bytes.length > limits.maxTextBytes) {
    const megabytes = Math.floor(limits.maxTextBytes / 1024 / 1024);
    throw new DaichoError('fileTooLarge', `CSVの大きさが上限（${megabytes}MB）を超えています。`);
  }
  const { text, encoding } = decodeText(bytes);
  const rows: SheetRow[] = [];
  let used = 0;
  let number = 0;
  for (const record of parseRecords(text, limits)) {
    number++;
    if (record.length > MAX_COLUMN) throw new DaichoError('fileTooLarge', `${number}行目の列が多すぎます。`);
    const cells: (Cell | null)[] = record.map(textCell);
    while (cells.at(-1) === null) cells.pop();
    if (cells.length === 0) continue;
    used += cells.length;
    if (used > limits.maxCells) throw new DaichoError('fileTooLarge', '値が多すぎます。');
    rows.push({ row: number, cells });
  }
  return { format: 'csv', encoding, sheets: [{ name: '(csv)', hidden: false, rows, merges: [] }], notes: [] };
}

function parseRecords(text: string, limits: Limits): string[][] {
  try {
    return parse(text, {
      delimiter: guessDelimiter(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: limits.maxRecordLength,
      // An inch mark inside an unquoted field (3.5" ディスク) is text.
      relax_quotes: true,
    }) as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? `（${error['lines']}行目の近く）` : '';
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      throw new DaichoError('fileTooLarge', `CSVの1行が長すぎます${line}。引用符（"）の組が合わないのかもしれません。`);
    }
    throw new DaichoError('fileUnreadable', `CSVの引用符（"）の組が合いません${line}。`);
  }
}

/** The delimiter whose most usual number per line, times the lines that have it, is largest. Quoted text is ignored. */
function guessDelimiter(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', '\t', ';']) {
    const linesByCount = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      if (count > 0) linesByCount.set(count, (linesByCount.get(count) ?? 0) + 1);
    }
    const score = Math.max(0, ...[...linesByCount].map(([count, frequency]) => count * frequency));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

interface Decoded {
  readonly text: string;
  readonly encoding: CsvEncoding;
}

const unreadable = (why: string) => new DaichoError('fileUnreadable', `${why}${RESAVE}`);

/**
 * Decodes strictly: UTF-8 first, then UTF-16 by its mark, then CP932 (reliability.md P27). What would come out as
 * garbled text (EUC-JP, JIS, UTF-8 with broken bytes) is refused instead.
 */
function decodeText(bytes: Uint8Array): Decoded {
  // Old programs end a text file with Ctrl-Z.
  const body = bytes.at(-1) === 0x1a ? bytes.subarray(0, -1) : bytes;
  const decoded = decodeStrictly(body);
  if (decoded.text.includes('\0')) throw unreadable('文字ではないデータが入っています。');
  if (decoded.text.includes('\u001b$') || decoded.text.includes('\u001b('))
    throw unreadable('文字コードがJIS（ISO-2022-JP）です。');
  return decoded;
}

function decodeStrictly(bytes: Uint8Array): Decoded {
  const utf8 = tryDecode(bytes, 'utf-8');
  const isKana = bytes.every((byte) => byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf));
  // "ﾃｽ" in CP932 is also a letter in UTF-8. Text that would be nothing but half-width kana or nothing but Latin, Greek
  // and Cyrillic letters is the former in a Japanese ledger.
  if (utf8 !== null && !(isKana && bytes.some((byte) => byte >= 0x80))) return { text: utf8, encoding: 'utf-8' };

  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    const [first, second] = encoding === 'utf-16le' ? [0xff, 0xfe] : [0xfe, 0xff];
    if (bytes[0] !== first || bytes[1] !== second) continue;
    const text = tryDecode(bytes, encoding);
    if (text === null) throw unreadable('文字コード（UTF-16）が途中で壊れています。');
    return { text, encoding };
  }

  if (isBrokenUtf8(bytes))
    throw unreadable('文字コード（UTF-8）が途中で壊れているか、ほかの文字コードが混ざっています。');
  const cp932 = tryDecode(bytes, 'shift_jis');
  const euc = tryDecode(bytes, 'euc-jp');
  if (euc !== null && (!isKana || /[ぁ-んァ-ヶ]/.test(euc))) throw unreadable('文字コードがEUC-JPです。');
  if (cp932 === null) throw unreadable('文字コードが分かりません。');
  return { text: unswapControls(cp932), encoding: 'shift_jis' };
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Not UTF-8 as a whole, but begun by its mark, or with a line of several kana or kanji that is UTF-8 throughout. Such a
 * line in real CP932 would need every letter to begin and end at multiples of three bytes.
 */
function isBrokenUtf8(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return true;
  const lines = new TextDecoder('utf-8').decode(bytes).split(/[\r\n]/);
  if (lines.some((line) => !line.includes('\ufffd') && (line.match(/[\u3000-\u9fff\uff00-\uffef]/g)?.length ?? 0) >= 3))
    return true;
  // One long line: far more sound letters than broken ones.
  const text = lines.join('');
  return (text.match(/[\u3000-\u9fff]/g)?.length ?? 0) > 2 * (text.match(/\ufffd/g)?.length ?? 0);
}

/** ICU's table for this label follows IBM and rotates three control characters; Windows does not. */
function unswapControls(text: string): string {
  const windows = { '\u001c': '\u001a', '\u007f': '\u001c', '\u001a': '\u007f' };
  const isRotated = Object.keys(windows).some((control) => text.includes(control));
  if (!isRotated) return text;
  return Array.from(text, (letter) => windows[letter as keyof typeof windows] ?? letter).join('');
}
