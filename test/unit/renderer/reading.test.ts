import { describe, expect, it } from 'vitest';
import { type Heard, heard, NOTHING_HEARD, readingOf, settled } from '../../../renderer/asset/reading.ts';

/** One word: the preedit texts as an input method sends them, the last one being what stands in the end. */
function compose(state: Heard, ...preedits: string[]): Heard {
  return settled(preedits.reduce(heard, state), preedits.at(-1) ?? '');
}
const typed = (...preedits: string[]) => compose(NOTHING_HEARD, ...preedits);

describe('the reading of what was composed', () => {
  it('is the kana before conversion, romaji on the way included', () => {
    const state = typed('ｋ', 'け', 'けい', 'けいｒ', 'けいりょう', '軽量', '計量');
    expect(readingOf(state, '計量')).toBe('けいりょう');
  });

  it('takes a last n as ん', () => {
    expect(readingOf(typed('し', 'しｎ', '新'), '新')).toBe('しん');
    expect(readingOf(typed('しょ', 'しょt', '書'), '書')).toBe('しょ');
  });

  it('puts words, kana, digits and latin letters of a name together, in any order', () => {
    let state = typed('けいりょうしすてむ', '計量システム');
    state = compose(state, 'そうち', '装置');
    expect(readingOf(state, '計量システム')).toBe('けいりょうしすてむ');
    expect(readingOf(state, '装置（計量）')).toBe('そうちけいりょう');
    expect(readingOf(state, 'ＵＳＢメモリ 第2')).toBeNull();
    expect(readingOf(state, 'ＵＳＢメモリ・２')).toBe('USBめもり・2');
  });

  it('parts okurigana from the word, so that it is known without them', () => {
    const state = typed('とりこみ', '取り込み');
    expect(readingOf(state, '取り込む')).toBe('とりこむ');
  });

  it('goes back to the kana when a conversion is taken back', () => {
    expect(readingOf(typed('けいりよう', '計利用', 'けいりよう', 'けいりょう', '計量'), '計量')).toBe('けいりょう');
  });
});

describe('no reading', () => {
  it('is given for a name with a sign that was never typed as kana', () => {
    expect(readingOf(typed('けいりょう', '計量'), '計量器')).toBeNull();
    expect(readingOf(NOTHING_HEARD, '計量')).toBeNull();
  });

  it('comes from a prediction that says more than was typed', () => {
    expect(readingOf(typed('けい', '計量システム'), '計量システム')).toBeNull();
    expect(readingOf(typed('け', '計量'), '計量')).toBeNull();
  });

  it('comes from live conversion, whose kana are not all seen', () => {
    expect(readingOf(typed('けい', '計りょ', '計量'), '計量')).toBeNull();
    // Control: kana left over from a conversion in parts belong to what was typed.
    expect(readingOf(typed('けいりょうかん', '計量かん', '計量館'), '計量館')).toBe('けいりょうかん');
  });

  it('comes from a composition that was given up', () => {
    const state = compose(typed('けいりょう', '計量'), 'そうち', '');
    expect(readingOf(state, '計量装置')).toBeNull();
    expect(readingOf(state, '計量')).toBe('けいりょう');
  });
});
