/** Text on its way into a book: what XML and Excel can hold, how wide it is, what headers and sheet names may contain. */

/** Excel's limit per cell, in UTF-16 units. */
export const CELL_LIMIT = 32_767;
const SHEET_NAME_LIMIT = 31;

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what XML 1.0 cannot hold, and DEL, which exceljs drops
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/**
 * Text as a cell can hold it: characters that XML cannot carry and lone surrogates become U+FFFD (never dropped
 * silently, never a broken file), line breaks become LF, the only one a cell knows. Everything else stays as it is.
 */
export function cleanText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return (whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole).replace(NOT_IN_XML, '\ufffd');
}

/** Excel reads `_x0041_` inside a cell as "A" (ECMA-376 ST_Xstring); a text that really says so needs its _ escaped. */
export function escapeXstring(text: string): string {
  return text.includes('_x') ? text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : text;
}

export function escapeXml(text: string): string {
  if (!/[<>&]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Cuts a text into pieces of at most `limit` UTF-16 units, never inside a surrogate pair. */
export function pieces(text: string, limit: number): string[] {
  const result: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + limit, text.length);
    const last = text.charCodeAt(to - 1);
    if (to < text.length && last >= 0xd800 && last <= 0xdbff) to -= 1;
    result.push(text.slice(from, to));
    from = to;
  }
  return result;
}

/** Width of one line in half-width characters: kanji, kana and full-width forms count two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    width += code < 0x1100 || (code >= 0xff61 && code <= 0xff9f) ? 1 : 2;
  }
  return width;
}

/** Lines a text takes in a wrapped cell of the given width (half-width characters). */
export function linesOf(text: string, width: number): number {
  // Most cells: too few characters to fill the line even if all are wide.
  if (text.length * 2 <= width && !text.includes('\n')) return 1;
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / width)), 0);
}

/**
 * Text for a page header or footer: `&` starts a code there and is doubled; one line; shortened with … because Excel
 * refuses a file whose header has more than 255 characters.
 *
 * No font-size codes are used: a digit behind `&9` would be read as part of the size.
 */
export function headerText(text: string, limit: number): string {
  const characters = [...cleanText(text).replace(/[\t\n]+/g, ' ')];
  const whole = characters.join('').replaceAll('&', '&&');
  if (whole.length <= limit) return whole;
  let result = '';
  for (const character of characters) {
    const next = character === '&' ? '&&' : character;
    if (result.length + next.length > limit - 1) break;
    result += next;
  }
  return `${result}…`;
}

/**
 * A sheet name Excel accepts: at most 31 UTF-16 units, none of `[]:*?/\`, no apostrophe (it would have to be doubled
 * in every reference), not empty, not a name already in `taken` (compared without case). Adds itself to `taken`.
 */
export function sheetName(wanted: string, taken: Set<string>): string {
  const base =
    cleanText(wanted)
      .replace(/[[\]:*?/\\'\n\t]/g, '_')
      .trim() || 'シート';
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `(${number})`;
    const name = `${pieces(base, SHEET_NAME_LIMIT - suffix.length)[0]}${suffix}`;
    const key = name.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return name;
  }
}
