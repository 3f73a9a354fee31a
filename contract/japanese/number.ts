/** Counters that people write behind a number in a count column. */
const COUNTER = '(?:件|人|名|台|個|枚|部|冊|本|箱|点|式|束|巻|か所|箇所|ヶ所|ヵ所|年|か月|ヶ月|箇月|日)';
const INTEGER = new RegExp(`^([+-]?)(\\d+|\\d{1,3}(?:,\\d{3})+)\\s*${COUNTER}?$`);

/**
 * The whole number a person typed: full-width digits, commas in threes and one counter (件・人・台 …) are accepted.
 * null when the text is anything else: empty, a fraction, 万, wrong commas, or beyond what a number holds exactly.
 */
export function parseInteger(text: string): number | null {
  // Not NFKC: it would read 10² as 102 and ① as 1.
  const narrow = text
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/−/g, '-')
    .trim();
  const [, sign, digits] = INTEGER.exec(narrow) ?? [];
  if (digits === undefined) return null;
  const size = Number(digits.replaceAll(',', ''));
  if (!Number.isSafeInteger(size)) return null;
  return sign === '-' && size !== 0 ? -size : size;
}

/** The number with commas in threes: 12,345. A fraction is cut off. */
export function formatInteger(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
