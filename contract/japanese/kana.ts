import { KANJI_VARIANTS } from './variants.ts';

const KATAKANA_TO_HIRAGANA = 0x60;

/** Katakana written as hiragana (ヴ → ゔ, ヽ → ゝ); ー, half-width kana and everything else stay as they are. */
export function toHiragana(text: string): string {
  // ヷヸヹヺ have no composed hiragana partner, so they become the letter and a combining 濁点.
  return text
    .replace(/[ァ-ヶヽヾ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - KATAKANA_TO_HIRAGANA))
    .replace(/[ヷ-ヺ]/g, (c) => `${'わゐゑを'[c.charCodeAt(0) - 0x30f7]}\u3099`);
}

const SMALL = 'ぁぃぅぇぉっゃゅょゎゕゖ';
const LARGE = 'あいうえおつやゆよわかけ';

/** The vowel that ー prolongs after a large clear kana; ん and everything else have none. */
const VOWEL_OF: ReadonlyMap<string, string> = new Map(
  [
    'あかさたなはまやらわ',
    'いきしちにひみりゐ',
    'うくすつぬふむゆる',
    'えけせてねへめれゑ',
    'おこそとのほもよろを',
  ].flatMap((row) => [...row].map((kana): [string, string] => [kana, row[0] ?? ''])),
);

/** Wide enough for every count and serial number met in a register; longer runs keep their own length. */
const DIGITS_WIDTH = 12;
/** Below every sign of a key, so that a shorter word comes before the longer one that begins with it. */
const LEVEL_END = '\u0001';

/**
 * A key whose plain `<` comparison gives the 五十音 order (domain.md §10, levels after JIS X 4061):
 * 1. letters without 濁点, size or katakana/hiragana; ー read as the vowel before it; ゝ and 々 as the sign before
 *    them; numbers by value (第2 < 第10); space and signs < digits < latin < kana < kanji (kanji by code, which is
 *    no reading: sort by ふりがな);
 * 2. clear < 濁点 < 半濁点; 3. ー < small < iteration mark < large; 4. the normalised text.
 * Width, upper case and katakana/hiragana make no difference at all: such words have equal keys.
 */
export function kanaSortKey(text: string): string {
  return ASCII.test(text) ? asciiSortKey(text) : fullSortKey(text);
}

const ASCII = /^[\x20-\x7e]*$/;

/** The same key for a text without Japanese, ten times as fast: asset numbers are most of what is put in order. */
function asciiSortKey(text: string): string {
  const plain = text.toLowerCase().replace(/ +/g, ' ').trim();
  let tokens = plain.length;
  const letters = plain.replace(/\d+/g, (digits) => {
    tokens -= digits.length - 1;
    return digits.replace(/^0+(?=\d)/, '').padStart(DIGITS_WIDTH, '0');
  });
  return [letters, '0'.repeat(tokens), '3'.repeat(tokens), plain].join(LEVEL_END);
}

function fullSortKey(text: string): string {
  const plain = toHiragana(
    text
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      // The free-standing ゛゜ would decompose into a space and a mark.
      .replace(/゛/g, '\u3099')
      .replace(/゜/g, '\u309a')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );
  let letters = '';
  let marks = '';
  let sizes = '';
  let previous = '';
  for (const token of plain.match(/\d+|./gsu) ?? []) {
    if (/^\d/.test(token)) {
      letters += token.replace(/^0+(?=\d)/, '').padStart(DIGITS_WIDTH, '0');
      marks += '0';
      sizes += '3';
      previous = '';
    } else if (token === '\u3099' || token === '\u309a') {
      marks = marks.slice(0, -1) + (token === '\u3099' ? '1' : '2');
    } else if (!/^[\u0300-\u036f]$/.test(token)) {
      const { letter, size } = readLetter(token, previous);
      letters += letter;
      marks += '0';
      sizes += size;
      previous = letter;
    }
  }
  return [letters, marks, sizes, plain].join(LEVEL_END);
}

function readLetter(sign: string, previous: string): { letter: string; size: string } {
  if (sign === 'ー') return { letter: VOWEL_OF.get(previous) ?? '-', size: '0' };
  const small = SMALL.indexOf(sign);
  if (small >= 0) return { letter: LARGE.charAt(small), size: '1' };
  if (/[ゝ々]/.test(sign) && previous !== '') return { letter: previous, size: '2' };
  // The middle dot lies between kana and kanji by code, but it parts words like a space.
  if (sign === '・') return { letter: ' ', size: '3' };
  return { letter: KANJI_VARIANTS.get(sign) ?? sign, size: '3' };
}

/**
 * True when the text can stand in a ふりがな field: kana of any width, ー, digits, latin letters, spaces and ・.
 * The empty text is true; whether the field must be filled is another question.
 */
export function isKana(text: string): boolean {
  return /^[ぁ-ゖ\u3099\u309aゝゞァ-ヺヽヾー・0-9A-Za-z ]*$/.test(text.normalize('NFKC'));
}
