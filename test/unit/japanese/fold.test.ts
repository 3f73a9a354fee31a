import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldForSearch, foldHeading, searchTerms } from '../../../contract/japanese/fold.ts';
import { KANJI_VARIANTS } from '../../../contract/japanese/variants.ts';

const samples = new URL('../../fixtures/samples/', import.meta.url);

/** Every field of the CSV samples; one is UTF-8, the other CP932. */
function sampleFields(): string[] {
  return readdirSync(samples)
    .filter((name) => name.endsWith('.csv'))
    .flatMap((name) => {
      const bytes = readFileSync(new URL(encodeURIComponent(name), samples));
      const utf8 = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
      return new TextDecoder(utf8 ? 'utf-8' : 'shift_jis', { fatal: true }).decode(bytes).split(/[,\r\n]+/);
    });
}

describe('foldForSearch', () => {
  it.each([
    ['髙﨑', '高崎'],
    ['渡邊', '渡辺'],
    ['渡邉', '渡辺'],
    ['濵田', '浜田'],
    ['濱田', '浜田'],
    ['德川', '徳川'],
    ['瀨戸', '瀬戸'],
    ['齋藤', '斉藤'],
    ['齊藤', '斎藤'],
    ['長嶋', '長島'],
    ['小澤', '小沢'],
    ['櫻井', '桜井'],
    ['國廣', '国広'],
    ['𠮷田', '吉田'],
    ['龍ヶ崎', '龍ケ崎'],
    ['龍ヶ崎', '竜ケ崎'],
    ['霞ヶ浦', '霞ゖ浦'],
    ['三ヵ所', '三カ所'],
    ['ﾊﾟｿｺﾝ', 'パソコン'],
    ['パソコン', 'ぱそこん'],
    ['パソコン', 'ハ\u309aソコン'],
    ['パソコン', 'ハ゜ソコン'],
    ['ｶﾞｲﾄﾞ', 'がいど'],
    ['ヴァイオリン', 'ゔぁいおりん'],
    ['ミスヾ', 'みすゞ'],
    ['ＵＳＢ－００１', 'USB-001'],
    ['USB-001', 'usb‐001'],
    ['USB‑001', 'usb−001'],
    ['USB—001', 'usbー001'],
    ['サーバー', 'ｻｰﾊﾞｰ'],
    ['サーバー', 'サ－バ―'],
    ['4月〜5月', '4月～5月'],
    ['①', '1'],
    ['㈱山田', '(株)山田'],
    ['Ⅱ', 'ii'],
    ['葛\u{e0100}城', '葛城'],
    ['辻\ufe00', '辻'],
    ['ゴミ\u200b処理', 'ごみ処理'],
    ['\ufeff台帳', '台帳'],
    ['　台帳　\t 番号\r\n', '台帳 番号'],
  ])('%j = %j', (a, b) => {
    expect(foldForSearch(a)).toBe(foldForSearch(b));
  });

  it.each([
    ['高崎', '高碕'],
    ['は', 'ば'],
    ['つ', 'っ'],
    ['一覧', 'ー覧'],
    ['佐々木', '佐佐木'],
    ['サーバー', 'サーバ'],
    ['台帳 番号', '台帳番号'],
  ])('%j stays apart from %j', (a, b) => {
    expect(foldForSearch(a)).not.toBe(foldForSearch(b));
  });

  it('gives the written form that the search index stores', () => {
    expect(foldForSearch('龍ヶ崎　サーバー室のＰＣ（髙橋）〜')).toBe('竜け崎 さ-ば-室のpc(高橋)~');
    expect(foldForSearch('')).toBe('');
    expect(foldForSearch('佐々木・ゝ')).toBe('佐々木・ゝ');
  });

  it('changes nothing the second time: samples, every sign, every sign before a combining mark', () => {
    const fields = sampleFields();
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.some((field) => foldForSearch(field) !== field)).toBe(true);
    const signs: string[] = [];
    for (let code = 0; code <= 0x2fa1f; code++) {
      if (code < 0xd800 || code > 0xdfff) signs.push(String.fromCodePoint(code));
    }
    const texts = fields
      .concat(signs)
      .concat(
        ['\u3099', '\u309a', '゛', '\u200b\u3099', ')\u3099', '\u0331', ' '].flatMap((m) =>
          signs.slice(0, 0x4000).map((s) => s + m),
        ),
      );
    const moved = texts.filter((text) => {
      const once = foldForSearch(text);
      const heading = foldHeading(text);
      return foldForSearch(once) !== once || foldHeading(heading) !== heading;
    });
    expect(moved).toEqual([]);
  });

  it('folds 100,000 texts of 200 characters in a few seconds (a tenth of that here)', () => {
    const text = '龍ヶ崎地方塵芥処理組合　サーバー室の業務用ﾊﾟｿｺﾝ（ＵＳＢ－００１）髙橋邊 Windows 11 更新管理台帳 '
      .repeat(4)
      .slice(0, 200);
    const start = performance.now();
    for (let i = 0; i < 10_000; i++) foldForSearch(text + i);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('the kanji table', () => {
  it('maps single signs, in one step, that NFKC leaves alone', () => {
    expect(KANJI_VARIANTS.size).toBeGreaterThan(300);
    for (const [from, to] of KANJI_VARIANTS) {
      expect([...from], from).toHaveLength(1);
      expect([...to], from).toHaveLength(1);
      expect(KANJI_VARIANTS.has(to), `${from} → ${to} → ?`).toBe(false);
      expect(from.normalize('NFKC'), 'an entry that NFKC handles is dead').toBe(from);
      expect(to.normalize('NFKC')).toBe(to);
    }
  });

  it('holds no sign in two groups', () => {
    const source = readFileSync(new URL('../../../contract/japanese/variants.ts', import.meta.url), 'utf8');
    const signs = [...(source.split('`')[1] ?? '').replace(/\s/g, '')];
    expect(signs.length).toBeGreaterThan(KANJI_VARIANTS.size);
    expect(signs.filter((sign, i) => signs.indexOf(sign) !== i)).toEqual([]);
  });
});

describe('foldHeading', () => {
  it.each([
    ['個人情報（※）', '個人情報'],
    ['管理\r\n番号', '管理番号'],
    ['氏名・名称', '氏名 名称'],
    ['有／無', '有/無'],
    ['有／無', '有無'],
    ['【必須】資産名称：', '必須資産名称'],
    ['「秘密」', '秘密'],
    ['［媒体］', '媒体'],
    ['ﾊﾞｰｼﾞｮﾝ*', 'バージョン'],
  ])('%j = %j', (a, b) => {
    expect(foldHeading(a)).toBe(foldHeading(b));
  });

  it('keeps different headings apart', () => {
    const headings = ['管理番号', '管理者', '管理部署', '保存期間', '保存期間満了日', 'A-1', 'A1'];
    expect(new Set(headings.map(foldHeading)).size).toBe(headings.length);
  });
});

it('searchTerms gives the folded words', () => {
  expect(searchTerms('　髙橋　 ＵＳＢ－００１ ')).toEqual(['高橋', 'usb-001']);
  expect(searchTerms(' 　')).toEqual([]);
});
