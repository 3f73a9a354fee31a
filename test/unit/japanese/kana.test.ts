import { describe, expect, it } from 'vitest';
import { isKana, kanaSortKey, toHiragana } from '../../../contract/japanese/kana.ts';

const compare = (a: string, b: string): number => {
  const [x, y] = [kanaSortKey(a), kanaSortKey(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};
const collator = new Intl.Collator('ja', { numeric: true });

const WORDS = `
あい あいう ああ あーち あいすくりーむ いんく いんさつ うぇぶ うえ えあこん えいぎょう おんらいん おーぷん かき がき かきく
かぎ がくしゅう かぐ かいけい かいけいしすてむ がいちゅう がいぶ きかん ぎかい きー きい きいろ きょうゆう きよう くらうど
ぐるーぷ けいやく げすい こうかい ごうかい こーど こおど ごみ ごみしゅうしゅう さーば さーばー さあば さいがい しせつ
じせつ しゅうしゅう しゆうしゆう しょうきゃくろ しょうきやくろ しようきゃくろ すいっち ずめん せんたー ぜいむ そうむか たいしょう
だいちょう だいちよう ちず つうち つき っき でーた てすと でんわ とうろく どう なまえ にゅうさつ にゆう ねっとわーく ねつ のうひん
はいき ばいき ぱいき はは はば ばば ぱぱ はーど ばーど ばんごう ひとびと ふぁいる ふあいる へんこう ぼう ほう まっぷ まつぷ
みなと むせん めーる めいる もじ やくいん ゆーざー ゆうざあ ようき らん りゅうがさき りゆう るーた れい ろぐ わ わーど わあど を ん
かゝし かかし みすゞ みすず しやかい しゃがい しゃかい しやがい
だい1ごう だい2ごう だい10ごう だい100ごう 2024 2025 10 9
`
  .trim()
  .split(/\s+/);

describe('toHiragana', () => {
  it.each([
    ['カタカナ', 'かたかな'],
    ['ヴァヵヶ', 'ゔぁゕゖ'],
    ['ミスヾヽ', 'みすゞゝ'],
    ['ヷ', 'わ\u3099'],
    ['サーバー室A・1', 'さーばー室A・1'],
  ])('%s → %s', (from, to) => {
    expect(toHiragana(from)).toBe(to);
  });
});

describe('kanaSortKey', () => {
  it.each([
    ['かき', 'がき'],
    ['がき', 'かきく'],
    ['は', 'ば'],
    ['ば', 'ぱ'],
    ['ぱ', 'はあ'],
    ['っき', 'つき'],
    ['つき', 'つきみ'],
    ['さーば', 'さあば'],
    ['さあば', 'さい'],
    ['きー', 'きい'],
    ['第2', '第10'],
    ['だい2ごう', 'だい10ごう'],
    ['2', '10'],
    ['9', 'A'],
    ['Z', 'あ'],
    ['ん', '亜'],
    ['わをん', '会計'],
    ['あ い', 'ああ'],
    ['あ・い', 'ああ'],
    ['', 'あ'],
  ])('%j comes before %j', (a, b) => {
    expect(compare(a, b)).toBe(-1);
    expect(compare(b, a)).toBe(1);
  });

  it.each([
    ['サーバー', 'さーばー'],
    ['ｻｰﾊﾞｰ', 'サーバー'],
    ['ＵＳＢ', 'usb'],
    ['第２', '第2'],
    ['　あ', 'あ'],
    ['か\u3099', 'が'],
    ['か゛', 'が'],
  ])('%j and %j share a key', (a, b) => {
    expect(kanaSortKey(a)).toBe(kanaSortKey(b));
  });

  it('puts kanji variants side by side, numbers of any length in order of value', () => {
    expect(['高木', '髙田', '高橋'].toSorted(compare)).toEqual(['高木', '高橋', '髙田']);
    expect(compare('007', '7')).not.toBe(0);
    expect(compare('007', '8')).toBe(-1);
  });

  it('agrees with the collator on every pair of the kana words', () => {
    expect(WORDS.length).toBeGreaterThan(120);
    const different: string[] = [];
    for (const a of WORDS) {
      for (const b of WORDS) {
        if (Math.sign(collator.compare(a, b)) !== compare(a, b)) different.push(`${a} / ${b}`);
      }
    }
    expect(different).toEqual([]);
    // The control: comparing the words themselves does not give this order.
    expect(WORDS.toSorted()).not.toEqual(WORDS.toSorted(compare));
  });

  it('differs from the collator only where a reading would be needed: kanji go by code', () => {
    expect(['監査', '佐田', '会計', '佐々木'].toSorted(compare)).toEqual(['会計', '佐々木', '佐田', '監査']);
    expect(['監査', '佐田', '会計', '佐々木'].toSorted(collator.compare)).toEqual(['会計', '監査', '佐々木', '佐田']);
  });

  it('holds no NUL, which SQLite functions would stop at', () => {
    expect(kanaSortKey('あ\u0000い')).not.toContain('\u0000');
  });
});

it('isKana accepts what a reading is written with and nothing else', () => {
  const readings = [
    '',
    'りゅうがさき',
    'リュウガサキ',
    'ﾘｭｳｶﾞｻｷ',
    'さーばー 1',
    'だい２　ＡＢＣ',
    'あ・い',
    'みすゞ',
    'が',
    'か\u3099',
  ];
  for (const yes of readings) expect(isKana(yes), yes).toBe(true);
  for (const no of ['龍ケ崎', 'あ（い）', '々', 'あ\nい', 'あ。', '①㈱']) expect(isKana(no), no).toBe(false);
});

describe('the short way for plain ASCII', () => {
  it('gives the same keys as the long one', () => {
    const texts = [
      '',
      ' ',
      'HW-2026-01-0001',
      'usb 007',
      'A  B',
      '0',
      '00',
      'v1.20.3',
      '-',
      '~!@#$%^&*()_+{}|:<>?',
      ' x ',
    ];
    for (let n = 0; n < 500; n += 1) {
      texts.push(
        Array.from({ length: n % 17 }, (_, i) => String.fromCharCode(0x20 + ((n * 31 + i * 17) % 95))).join(''),
      );
    }
    // An ignorable character changes no key, but it is no ASCII.
    for (const text of texts) expect(kanaSortKey(text)).toBe(kanaSortKey(`${text}\u200b`));
  });
});
