/** Foreign letters that a clerk of a union knows. */
const KNOWN = new Set(
  'Excel Word Office PDF CSV ZIP Chrome Edge Chromium USB QR xlsx xls xlsm xlsb doc docx ods csv pdf txt jpg png JPEG PNG HEIC WebP MB KB mm'.split(
    ' ',
  ),
);

/**
 * What no message may hold (reliability.md P31): foreign words, the machine's own talk, places that name a person. What
 * stands in 「」 was given by a person and may be in any language.
 * @returns what was found; empty for a fit message
 */
export function unfitWords(message: string): string[] {
  const found: string[] = [];
  if (!/[ぁ-ん].*。/s.test(message)) found.push('no Japanese sentence');
  const stack = /\n\s*at |\.[cm]?[jt]sx?:\d+|Error:|SQLITE_|\bE[A-Z]{3,}\b/.exec(message);
  if (stack) found.push(stack[0]);
  const place = /(?:[/\\](?:home|Users|root|tmp|var|private)[/\\]|[A-Za-z]:\\|\\\\)[^」\s]*/.exec(message);
  if (place) found.push(place[0]);
  const own = message
    .replace(/「[^」]*」/g, '')
    .replace(/（参照番号 [0-9a-f]{8}）/g, '')
    // A maker's number (ELM022, QL-62x29) is no word.
    .replace(/\b[A-Z]+(?:-[A-Z]*)?\d[\w-]*/g, '');
  found.push(...(own.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !KNOWN.has(word)));
  return found;
}
