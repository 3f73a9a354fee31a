import { toHiragana } from './kana.ts';
import { KANJI_VARIANTS } from './variants.ts';

/** ー is among them: サーバー typed with a minus sign or a rule (サ－バ―) is too common to miss. */
const DASHES = '‐‑‒–—―−⁃─━⸺⸻ー';
const WAVES = '〜∼∾〰';
const KATAKANA = Array.from({ length: 0x30fa - 0x30a1 + 1 }, (_, i) => String.fromCharCode(0x30a1 + i));

/** Everything that NFKC and lower case leave different, in one table: the text is walked once. */
const FOLDS: ReadonlyMap<string, string> = new Map([
  ...[...KATAKANA, 'ヽ', 'ヾ'].map((c): [string, string] => [c, toHiragana(c)]),
  // 龍ヶ崎・龍ケ崎: the small ke and ka are the same letters to everybody who searches (domain.md §10).
  ...[...'ヶゖ'].map((c): [string, string] => [c, 'け']),
  ...[...'ヵゕ'].map((c): [string, string] => [c, 'か']),
  ...[...DASHES].map((c): [string, string] => [c, '-']),
  ...[...WAVES].map((c): [string, string] => [c, '~']),
  ...KANJI_VARIANTS,
]);

// Signs outside the basic plane stand beside the class, which spares the slower `u` mode.
const wide = [...FOLDS.keys()].filter((c) => c.length > 1);
const narrow = [...FOLDS.keys()].filter((c) => c.length === 1);
const FOLDED = new RegExp(`[${narrow.join('')}]|${wide.join('|')}`, 'g');

const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * The form in which texts and queries are compared (domain.md §10 "search key"): NFKC, lower case, hiragana for
 * katakana, one sign for each family of kanji variants, dashes (with ー) and waves; variation selectors and zero-width
 * signs removed; white space runs become one space, ends trimmed. Iteration marks (々 ゝ) are not expanded.
 * Folding twice changes nothing. For comparing only: the typed form is what is stored and shown.
 */
export function foldForSearch(text: string): string {
  return (
    text
      .replace(IGNORABLE, '')
      // か゛ typed as two signs; NFKC alone would put a space between them.
      .replace(/[゛゜]/g, (c) => (c === '゛' ? '\u3099' : '\u309a'))
      .normalize('NFKC')
      .toLowerCase()
      .replace(FOLDED, (c) => FOLDS.get(c) ?? c)
      .replace(/\s+/g, ' ')
      .trim()
      // A folded letter may meet a combining mark that its first form refused (ヶ + 濁点).
      .normalize('NFKC')
  );
}

/**
 * The form in which column headings and list values are compared: folded, then without white space, brackets,
 * dividing signs and the marks of footnotes (「個人情報（※）」 = 「個人情報」).
 */
export function foldHeading(text: string): string {
  return foldForSearch(text)
    .replace(/[\s()[\]{}「」『』【】〔〕〈〉《》・、。,.:;/*※]/g, '')
    .normalize('NFKC');
}

/** The folded words of a query; all of them must be found. Empty for a query of spaces. */
export function searchTerms(query: string): string[] {
  return foldForSearch(query)
    .split(' ')
    .filter((term) => term !== '');
}
