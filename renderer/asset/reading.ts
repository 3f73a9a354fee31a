import { toHiragana } from '../../contract/japanese/kana.ts';

/**
 * ふりがな from what an input method composes: before a word is converted, its preedit text is the kana that was typed.
 * The kana are kept for each converted word, and a name is read word by word. Never guessed: a name with a sign whose
 * reading was not typed has none.
 */
export interface Heard {
  /** Kana of the word being composed; null when they are not known (prediction, live conversion). */
  readonly kana: string | null;
  /** Words typed so far: written form -> hiragana. */
  readonly words: ReadonlyMap<string, string>;
}

export const NOTHING_HEARD: Heard = { kana: '', words: new Map() };

const KANA = /^[ぁ-ゖー]*$/;
/** Kana at the end of a word: okurigana, or a part not converted yet. */
const KANA_END = /[ぁ-ゖァ-ヶー]+$/;
const KANA_START = /^[ぁ-ゖァ-ヶー]+/;

const plain = (text: string) => toHiragana(text.normalize('NFKC'));

/** A new preedit text (`compositionupdate`). */
export function heard(state: Heard, preedit: string): Heard {
  // A romaji begun stands behind the kana: 「けいr」; a last n becomes ん when the word is converted.
  const text = plain(preedit)
    .replace(/n$/, 'ん')
    .replace(/[a-z]+$/, '');
  if (KANA.test(text)) return { ...state, kana: text };
  // Converted in part: what is still kana must be the end of what was typed, else more was typed unseen.
  const rest = KANA_END.exec(text)?.[0] ?? '';
  return state.kana?.endsWith(rest) ? state : { ...state, kana: null };
}

/** The word stands as written (`compositionend`). */
export function settled(state: Heard, written: string): Heard {
  const { kana, words } = state;
  const next: Heard = { kana: '', words };
  if (!kana || written === '') return next;
  const pair = core(written, kana);
  return pair ? { ...next, words: new Map(words).set(pair[0], pair[1]) } : next;
}

/** Without the kana that both begin and end with: 取り込み・とりこみ -> 取り込・とりこ. Null when they do not fit. */
function core(written: string, kana: string): readonly [string, string] | null {
  let word = written.normalize('NFKC');
  let reading = kana;
  const end = KANA_END.exec(word)?.[0] ?? '';
  if (!reading.endsWith(plain(end))) return null;
  word = word.slice(0, word.length - end.length);
  reading = reading.slice(0, reading.length - end.length);
  const start = KANA_START.exec(word)?.[0] ?? '';
  if (!reading.startsWith(plain(start))) return null;
  word = word.slice(start.length);
  reading = reading.slice(start.length);
  // Every kanji is read by one kana at least; fewer were heard when a prediction was taken.
  const kanji = word.match(/\p{Script=Han}/gu)?.length ?? 0;
  return word !== '' && reading.length >= Math.max(kanji, 1) ? [word, reading] : null;
}

/** The reading of a name, as it may stand in ふりがな; null when a part of it was never typed as kana. */
export function readingOf({ words }: Heard, name: string): string | null {
  const text = name.normalize('NFKC');
  const known = [...words].sort(([a], [b]) => b.length - a.length);
  let reading = '';
  for (let at = 0; at < text.length; ) {
    const word = known.find(([written]) => text.startsWith(written, at));
    if (word) {
      reading += word[1];
      at += word[0].length;
      continue;
    }
    const sign = String.fromCodePoint(text.codePointAt(at)!);
    at += sign.length;
    if (/[ぁ-ゖァ-ヺー・0-9A-Za-z ]/.test(sign)) reading += toHiragana(sign);
    // Brackets and the like are not read; any other sign without a reading leaves the name without one.
    else if (!/[\p{P}\p{S}]/u.test(sign)) return null;
  }
  return reading.trim();
}
