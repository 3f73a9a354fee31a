import type { Cell, DateParts } from './types.ts';

/** How a number format shows a number, as far as it matters for a ledger. */
export type NumberFormat =
  | { readonly kind: 'plain' | 'time' | 'elapsed' }
  | { readonly kind: 'date'; readonly shows?: DateParts; readonly era?: true }
  | { readonly kind: 'scientific'; readonly decimals: number; readonly exponentDigits: number }
  /** Literals and runs of zeros such as `00000` or `"USB-"000`: digits fill the zeros from the right. */
  | { readonly kind: 'zeros'; readonly tokens: readonly ZeroToken[]; readonly digits: number };

type ZeroToken = { readonly literal: string } | { readonly zeros: number };

export const PLAIN: NumberFormat = { kind: 'plain' };
/** Excel's own bound for a format code. */
const MAX_CODE = 255;
const DATE: NumberFormat = { kind: 'date' };
const YEAR_MONTH: NumberFormat = { kind: 'date', shows: 'yearMonth' };
const MONTH_DAY: NumberFormat = { kind: 'date', shows: 'monthDay' };
const ERA: NumberFormat = { kind: 'date', era: true };
const TIME: NumberFormat = { kind: 'time' };
const ELAPSED: NumberFormat = { kind: 'elapsed' };

/** Built-in formats that have no code in the file: ECMA-376 18.8.30, with the Japanese ones 27-36 and 50-58. */
export function builtInFormat(id: number): NumberFormat {
  if (id === 11) return { kind: 'scientific', decimals: 2, exponentDigits: 2 };
  if (id === 46) return ELAPSED;
  if ((id >= 18 && id <= 21) || id === 32 || id === 33 || id === 45 || id === 47) return TIME;
  if ([17, 34, 52, 55].includes(id)) return YEAR_MONTH;
  if ([16, 35, 53, 56].includes(id)) return MONTH_DAY;
  if ([27, 28, 29, 36, 50, 51, 54, 57, 58].includes(id)) return ERA;
  if (id === 14 || id === 15 || id === 22 || id === 30 || id === 31) return DATE;
  return PLAIN;
}

/** Reads a custom format code; only its first section (positive numbers) counts. */
export function parseFormatCode(code: string): NumberFormat {
  if (code.length > MAX_CODE) return PLAIN;
  const tokens = tokenize(code);
  const letters = tokens.map((token) => (token.kind === 'code' ? token.text : '')).join('');
  if (/^\s*$/.test(letters) || /General|標準/i.test(letters)) return PLAIN;
  const bare = letters.replace(/AM\/PM|A\/P|午前\/午後/gi, 'h').replace(/E[+-]/gi, '');
  if (tokens.some((token) => token.kind === 'elapsed')) return ELAPSED;
  if (/[ydge]|aaa/i.test(bare)) return dateFormat(bare);
  if (/[hs]/i.test(bare)) return TIME;
  if (/m/i.test(bare)) return dateFormat(bare);
  const scientific = /^[0#?]+(?:\.([0#?]+))?E\+(0+)$/i.exec(letters);
  if (scientific) {
    const [, decimals = '', exponent = ''] = scientific;
    return { kind: 'scientific', decimals: decimals.length, exponentDigits: exponent.length };
  }
  return zeroFormat(tokens);
}

function dateFormat(letters: string): NumberFormat {
  const year = /[yge]/i.test(letters);
  const month = /m/i.test(letters);
  // Three or four d are the day of the week.
  const day = /(?<!d)d{1,2}(?!d)/i.test(letters);
  const era = /[ge]/i.test(letters);
  const shows = partsShown(year, month, day);
  return { kind: 'date', ...(shows ? { shows } : {}), ...(era ? { era } : {}) };
}

/** undefined for the whole date. */
export function partsShown(year: boolean, month: boolean, day: boolean): DateParts | undefined {
  if (month && day) return year ? undefined : 'monthDay';
  if (year && month) return 'yearMonth';
  return year && !day ? 'year' : 'other';
}

type FormatToken = { readonly kind: 'code' | 'literal' | 'elapsed'; readonly text: string };

/** Splits the first section of a format code into code letters and literals; colours, locales and conditions go. */
function tokenize(code: string): FormatToken[] {
  const tokens: FormatToken[] = [];
  const pattern = /"([^"]*)"?|\\(.)|_.|\*.|\[([^\]]*)\]|(;)|([\s\S])/gu;
  for (const match of code.matchAll(pattern)) {
    const [, quoted, escaped, bracket, semicolon, other] = match;
    if (semicolon) break;
    if (quoted !== undefined) tokens.push({ kind: 'literal', text: quoted });
    else if (escaped !== undefined) tokens.push({ kind: 'literal', text: escaped });
    else if (bracket !== undefined && /^(h+|m+|s+)$/i.test(bracket)) tokens.push({ kind: 'elapsed', text: bracket });
    else if (other !== undefined) tokens.push({ kind: 'code', text: other });
  }
  return tokens;
}

/** `0000`-like: at least two zeros in a row; a single 0 (as in `0"年"`) says nothing about the identity of a number. */
function zeroFormat(source: readonly FormatToken[]): NumberFormat {
  const tokens: ZeroToken[] = [];
  let digits = 0;
  let longest = 0;
  for (const { kind, text } of source) {
    const last = tokens.at(-1);
    if (kind === 'literal' || /[-/ ()]/.test(text)) tokens.push({ literal: text });
    else if (text !== '0') return PLAIN;
    else {
      const zeros = last && 'zeros' in last ? last.zeros + 1 : 1;
      if (zeros > 1) tokens.pop();
      tokens.push({ zeros });
      digits++;
      longest = Math.max(longest, zeros);
    }
  }
  return longest >= 2 ? { kind: 'zeros', tokens, digits } : PLAIN;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A number as books store it; null for anything else. */
export function storedNumber(raw: string): number | null {
  const trimmed = raw.trim();
  const number = Number(trimmed);
  return NUMBER.test(trimmed) && Number.isFinite(number) ? number : null;
}

/**
 * The cell of a stored number under its format.
 * @param date1904 the book counts days from 1904-01-01
 */
export function numberCell(number: number, format: NumberFormat, date1904: boolean): Cell {
  switch (format.kind) {
    case 'zeros':
      if (Number.isSafeInteger(number) && number >= 0)
        return { kind: 'number', text: fillZeros(number, format), number };
      break;
    case 'time': {
      if (number >= 0 && number < 1) return { kind: 'text', text: clock(number) };
      const date = serialToIso(number, date1904);
      if (date !== null) return { kind: 'date', text: date, number, shows: 'other' };
      break;
    }
    case 'date': {
      const date = serialToIso(number, date1904);
      const { shows, era } = format;
      if (date !== null)
        return { kind: 'date', text: date, number, ...(shows ? { shows } : {}), ...(era ? { era } : {}) };
      break;
    }
    case 'elapsed':
      if (number >= 0 && number < 1e6) return { kind: 'text', text: clock(number) };
      break;
    case 'scientific':
      return { ...plainCell(number), shown: scientificText(number, format) };
    case 'plain':
      break;
  }
  return plainCell(number);
}

/** Spreadsheets keep 15 significant digits: from 10^15 on the last ones may be zeros that nobody typed. */
function plainCell(number: number): Cell {
  const text = plainNumber(number);
  return Math.abs(number) < 1e15
    ? { kind: 'number', text, number }
    : { kind: 'number', text, number, digitsLost: true };
}

function scientificText(number: number, format: Extract<NumberFormat, { kind: 'scientific' }>): string {
  const [mantissa = '', exponent = ''] = number.toExponential(Math.min(format.decimals, 100)).split('e');
  return `${mantissa}E${exponent[0]}${exponent.slice(1).padStart(format.exponentDigits, '0')}`;
}

function fillZeros(number: number, format: Extract<NumberFormat, { kind: 'zeros' }>): string {
  let digits = String(number).padStart(format.digits, '0');
  let text = '';
  for (let i = format.tokens.length - 1; i >= 0; i--) {
    const token = format.tokens[i]!;
    if ('literal' in token) text = token.literal + text;
    else {
      const isFirstRun = !format.tokens.slice(0, i).some((other) => 'zeros' in other);
      const cut = isFirstRun ? 0 : digits.length - token.zeros;
      text = digits.slice(cut) + text;
      digits = digits.slice(0, cut);
    }
  }
  return text;
}

/**
 * Plain decimal notation without an exponent. Integers keep every digit; other numbers are shown with 15 significant
 * digits as Excel does, so that 0.1+0.2 reads 0.3.
 */
export function plainNumber(number: number): string {
  if (Number.isInteger(number)) return Number.isSafeInteger(number) ? String(number + 0) : BigInt(number).toString();
  const short = String(Number(number.toPrecision(15)));
  const match = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(short);
  if (!match) return short;
  const [, sign, first, rest = '', exponent] = match;
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${first}${rest}`;
}

const DAY_MS = 86_400_000;
/** Serial of 9999-12-31 in the 1900 system. */
const LAST_SERIAL = 2_958_465;
const DAYS_1904 = 1_462;

/**
 * Date of a serial number, by UTC arithmetic (no time zone can shift it). The 1900 system counts a 29 February 1900 that
 * never was (serial 60), so serials below it stand one day later. @returns null when no real date corresponds.
 */
export function serialToIso(serial: number, date1904: boolean): string | null {
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const serial1900 = date1904 ? day + DAYS_1904 : day;
  if (serial < 0 || serial1900 < 1 || serial1900 === 60 || serial1900 > LAST_SERIAL) return null;
  const epoch = Date.UTC(1899, 11, serial1900 < 60 ? 31 : 30);
  const date = new Date(epoch + serial1900 * DAY_MS).toISOString().slice(0, 10);
  const rest = seconds - day * 86_400;
  return rest === 0 ? date : `${date}T${clock(rest / 86_400)}`;
}

/** Days as HH:MM:SS; hours go past 24. */
function clock(days: number): string {
  const seconds = Math.round(days * 86_400);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
