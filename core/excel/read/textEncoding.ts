import { DaichoError } from '../../../contract/errors.ts';
import type { CsvEncoding, EncodingGuess } from './types.ts';

const RESAVE = 'Excelで開き、「CSV UTF-8（コンマ区切り）」で保存し直してください。';
const ENCODINGS: readonly CsvEncoding[] = ['utf-8', 'shift_jis', 'utf-16le', 'utf-16be'];

interface Decoded {
  readonly text: string;
  readonly encoding: CsvEncoding;
}

const unreadable = (why: string) => new DaichoError('fileUnreadable', `${why}${RESAVE}`);

/**
 * Decodes strictly: UTF-8 first, then UTF-16 (by its mark, or where only one byte order makes lines), then CP932
 * (reliability.md P27). What would come out as garbled text (EUC-JP, JIS, UTF-8 with broken bytes) is refused instead.
 * @param chosen the person's choice instead of the guess; just as strict
 * @throws DaichoError fileUnreadable
 */
export function decodeText(bytes: Uint8Array, chosen?: CsvEncoding): Decoded & { readonly guess: EncodingGuess } {
  // Old programs end a text file with Ctrl-Z.
  const body = bytes.at(-1) === 0x1a ? bytes.subarray(0, -1) : bytes;
  const decoded = chosen === undefined ? decodeStrictly(body) : decodeChosen(body, chosen);
  if (decoded.text.includes('\0')) throw unreadable('文字ではないデータが入っています。');
  if (decoded.text.includes('\u001b$') || decoded.text.includes('\u001b('))
    throw unreadable('文字コードがJIS（ISO-2022-JP）です。');
  return { ...decoded, guess: guessOf(body, decoded) };
}

function decodeChosen(bytes: Uint8Array, encoding: CsvEncoding): Decoded {
  const text = tryDecode(bytes, encoding);
  if (text === null) throw unreadable('選んだ文字コードでは読めない文字が入っています。');
  return { text: encoding === 'shift_jis' ? unswapControls(text) : text, encoding };
}

/** Controls but tab, line breaks and form feed, and code points that are no letters. */
const NOT_TEXT = /[^\P{Cc}\t\r\n\f]|\p{Cn}/u;

/** Bytes looked at for the guess; a letter cut at their end is left out. */
const GUESSED_BYTES = 256 * 1024;
const SAMPLE_LINES = 3;
const SAMPLE_LETTERS = 60;

function guessOf(bytes: Uint8Array, decoded: Decoded): EncodingGuess {
  const readings = [{ encoding: decoded.encoding, sample: sampleOf(decoded.text) }];
  if (hasMark(bytes) || bytes.every((byte) => byte < 0x80)) return { confidence: 'certain', readings };
  const head = bytes.subarray(0, GUESSED_BYTES);
  const own = japaneseShare(decoded.text.slice(0, GUESSED_BYTES));
  let confidence: EncodingGuess['confidence'] = own < 0.5 ? 'doubtful' : 'likely';
  for (const encoding of ENCODINGS) {
    const text = encoding === decoded.encoding ? null : tryDecode(head, encoding, head.length < bytes.length);
    // UTF-16 can be read into nearly every text of even length; without line breaks it is none.
    if (text === null || NOT_TEXT.test(text)) continue;
    if (encoding.startsWith('utf-16') && !/[\r\n]/.test(text)) continue;
    readings.push({ encoding, sample: sampleOf(text) });
    if (japaneseShare(text) >= own - 0.2) confidence = 'doubtful';
  }
  return { confidence, readings };
}

function hasMark(bytes: Uint8Array): boolean {
  const [first, second, third] = bytes;
  return (
    (first === 0xef && second === 0xbb && third === 0xbf) ||
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff)
  );
}

/** Share of the letters outside of ASCII that a ledger is usually made of: kana, kanji, full-width letters, marks. */
function japaneseShare(text: string): number {
  const letters = count(text, (letter) => letter >= 0x80);
  return letters === 0 ? 1 : count(text, isUsual) / letters;
}

function isUsual(letter: number): boolean {
  const isKanaOrKanji = (letter >= 0x3000 && letter <= 0x30ff) || (letter >= 0x4e00 && letter <= 0x9fff);
  const isFullWidth = letter >= 0xff01 && letter <= 0xff5e;
  const isSign = (letter >= 0x2460 && letter <= 0x2473) || '○×△●〜'.includes(String.fromCharCode(letter));
  return isKanaOrKanji || isFullWidth || isSign;
}

/** Lines by which a person can tell whether the text is garbled. */
function sampleOf(text: string): string[] {
  return text
    .slice(0, GUESSED_BYTES)
    .split(/[\r\n]+/)
    .filter((line) => /\P{ASCII}/u.test(line))
    .slice(0, SAMPLE_LINES)
    .map((line) => line.slice(0, SAMPLE_LETTERS).toWellFormed());
}

function decodeStrictly(bytes: Uint8Array): Decoded {
  const utf8 = bytes.includes(0) ? null : tryDecode(bytes, 'utf-8');
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

  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== null) return unmarked;

  if (isBrokenUtf8(bytes))
    throw unreadable('文字コード（UTF-8）が途中で壊れているか、ほかの文字コードが混ざっています。');
  const cp932 = tryDecode(bytes, 'shift_jis');
  const euc = tryDecode(bytes, 'euc-jp');
  // The decoder takes the first bytes of many CP932 letters (表, ソ) for control characters.
  if (euc !== null && !NOT_TEXT.test(euc) && (!isKana || /[ぁ-んァ-ヶ]/.test(euc)))
    throw unreadable('文字コードがEUC-JPです。');
  if (cp932 === null) throw unreadable('文字コードが分かりません。');
  return { text: unswapControls(cp932), encoding: 'shift_jis' };
}

/** UTF-16 without its mark: the order of bytes in which there are lines and fields, and no letter that is none. */
function unmarkedUtf16(bytes: Uint8Array): Decoded | null {
  if (bytes.length % 2 !== 0 || !bytes.includes(0)) return null;
  const found = (['utf-16le', 'utf-16be'] as const).flatMap((encoding): Decoded[] => {
    const text = tryDecode(bytes, encoding);
    const isText = text !== null && /[\r\n]/.test(text) && /[,;\t]/.test(text) && !NOT_TEXT.test(text);
    return isText ? [{ text, encoding }] : [];
  });
  return found.length === 1 ? found[0]! : null;
}

/** @param more the bytes go on: half a letter at the end is none yet */
function tryDecode(bytes: Uint8Array, encoding: string, more = false): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: more });
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
  const text = new TextDecoder('utf-8').decode(bytes);
  const sound = (letter: number) => (letter >= 0x3000 && letter <= 0x9fff) || (letter >= 0xff00 && letter <= 0xffef);
  if (text.split(/[\r\n]/).some((line) => !line.includes('\ufffd') && count(line, sound) >= 3)) return true;
  // One long line: far more sound letters than broken ones.
  return count(text, sound) > 2 * count(text, (letter) => letter === 0xfffd);
}

/** Letters (UTF-16 units) that pass. A regular expression would make a list of millions of them. */
function count(text: string, passes: (letter: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < text.length; i++) if (passes(text.charCodeAt(i))) found++;
  return found;
}

/** ICU's table for this label follows IBM and rotates three control characters; Windows does not. */
function unswapControls(text: string): string {
  const windows = { '\u001c': '\u001a', '\u007f': '\u001c', '\u001a': '\u007f' };
  const isRotated = Object.keys(windows).some((control) => text.includes(control));
  if (!isRotated) return text;
  return Array.from(text, (letter) => windows[letter as keyof typeof windows] ?? letter).join('');
}
