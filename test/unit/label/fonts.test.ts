import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverage, fontFaces } from '../../../core/label/fonts.ts';
import { svgPage, textElement } from '../../../core/label/svg.ts';
import { advance, cut, oneLine, pieces, widthEm, wrap, wrapBalanced } from '../../../core/label/text.ts';
import { glyphWidths } from '../../../core/label/woff2.ts';
import { launchBrowser } from '../../support/browser.ts';

const BIZ = join(import.meta.dirname, '../../../node_modules/@fontsource/biz-udgothic');
const NOTO = join(import.meta.dirname, '../../../node_modules/@fontsource/noto-sans-jp');

/** All slices of both weights; the japanese-* files repeat the numbered ones with fewer characters. */
function slices(font: string): string[] {
  return readdirSync(join(font, 'files'))
    .filter((name) => /-(400|700)-normal\.woff2$/.test(name) && !name.includes('-japanese-'))
    .map((name) => join(font, 'files', name));
}

function facesIn(css: string): { family: string; weight: string; range: string }[] {
  return [...css.matchAll(/font-family:'([^']+)';font-weight:(\d+);.*?unicode-range:([^}]+)\}/g)].map((match) => ({
    family: match[1]!,
    weight: match[2]!,
    range: match[3]!,
  }));
}

describe('widths without a browser', () => {
  it('agree with the hmtx tables of every slice of BIZ UDGothic, both weights', () => {
    let compared = 0;
    const wrong: string[] = [];
    for (const file of slices(BIZ)) {
      for (const [code, width] of glyphWidths(readFileSync(file))) {
        compared += 1;
        if (advance(code) !== width) wrong.push(`U+${code.toString(16)} is ${width} in ${file}`);
      }
    }
    expect(compared).toBeGreaterThan(22_000);
    expect(wrong).toEqual([]);
  });

  it('are never too narrow for the characters that come from Noto Sans JP', () => {
    const own = new Set(slices(BIZ).flatMap((file) => [...glyphWidths(readFileSync(file)).keys()]));
    const narrow = new Map<string, number>();
    for (const file of slices(NOTO))
      for (const [code, width] of glyphWidths(readFileSync(file)))
        if (!own.has(code) && advance(code) < width) narrow.set(`U+${code.toString(16)}`, width);
    // Two- and three-em dashes and the ligatures ffi and ffl, which nobody can type: known and left.
    expect([...narrow.keys()].sort()).toEqual(['U+2e3a', 'U+2e3b', 'U+fb03', 'U+fb04']);
  });

  it('CONTROL: refuses what is not a WOFF2 font', () => {
    expect(() => glyphWidths(Buffer.from('not a font at all'))).toThrow('not a WOFF2 font');
  });
});

describe('lines', () => {
  it('keeps 𠮷 and variation selectors whole when cutting', () => {
    expect(cut('𠮷𠮷𠮷𠮷', 3)).toEqual({ text: '𠮷𠮷…', cut: true });
    expect(cut('葛\u{e0100}葛\u{e0100}葛', 2.5)).toEqual({ text: '葛\u{e0100}…', cut: true });
    expect(cut('計量', 2)).toEqual({ text: '計量', cut: false });
  });

  it('breaks between words and never before punctuation', () => {
    expect(wrap(pieces('台帳用スタンドアロンPC', 'word'), 8, 2).lines).toEqual(['台帳用', 'スタンドアロンPC']);
    expect(wrap(pieces('計量、手数料', 'word'), 2.9, 3).lines[1]).not.toMatch(/^、/);
    expect(wrap(pieces('LGWAN端末 PC-01', 'word'), 5, 2)).toEqual({ lines: ['LGWAN端末', 'PC-01'], cut: false });
    expect(wrap(pieces('ABCDEFGHIJKLMNOP', 'word'), 3, 2)).toEqual({ lines: ['ABCDEF', 'GHIJ…'], cut: true });
    expect(wrapBalanced(pieces('ホームページ運営委託', 'word'), 9, 2).lines).toEqual(['ホームページ', '運営委託']);
    const phrased = (text: string, em: number) => wrapBalanced(pieces(text, 'word'), em, 2).lines;
    expect(phrased('中央監視制御装置 取扱説明書', 9)).toEqual(['中央監視制御装置', '取扱説明書']);
    expect(phrased('組合議会 議事録（公開後）', 9)).toEqual(['組合議会 議事録', '（公開後）']);
    // CONTROL: where the phrases are too long the words are broken apart as before.
    expect(phrased('中央監視制御装置 取扱説明書', 7.5)).toEqual(['中央監視制御', '装置 取扱説明書']);
  });

  it('makes one clean line of what was typed', () => {
    expect(oneLine('  計量\r\n\tシステム \ud800')).toBe('計量 システム \ufffd');
    expect(widthEm('ｱｲｳ髙﨑𠮷')).toBe(4.5);
    expect(oneLine('か\u3099ﾊ\uff9e葛\u{e0100}城\u200d e\u0301 神')).toBe('がﾊ\uff9e葛城 é 神');
  });
});

describe('fontFaces', () => {
  const TEXT = '龍ヶ崎 髙﨑 辻祇葛 𠮷 HW-0001';

  it('inlines only the slices a text needs, and takes from Noto Sans JP only what BIZ UDGothic lacks', () => {
    const faces = facesIn(fontFaces(TEXT));
    const noto = faces.filter((face) => face.family === 'Noto Sans JP');
    expect(noto.map(({ weight, range }) => [weight, range])).toEqual([
      ['400', 'U+20bb7'],
      ['700', 'U+20bb7'],
    ]);
    const biz = faces
      .filter((face) => face.family === 'BIZ UDGothic' && face.weight === '400')
      .map((face) => face.range);
    const covered = biz.flatMap((range) =>
      range.split(',').map((code) => String.fromCodePoint(Number.parseInt(code.slice(2), 16))),
    );
    expect(covered.sort()).toEqual([...new Set(TEXT)].filter((character) => character !== '𠮷').sort());
    expect(biz.length).toBeLessThan(12);
  });

  it('limits bold to the text that is drawn bold', () => {
    const faces = facesIn(fontFaces(TEXT, { bold: 'HW-0001' }));
    expect(faces.filter((face) => face.weight === '700')).toHaveLength(1);
  });

  it('names characters that neither font has', () => {
    const covers = coverage();
    expect([...'計量☑髙👍'].filter((character) => !covers(character))).toEqual(['☑', '👍']);
    expect([...TEXT].filter((character) => !covers(character))).toEqual([]);
  });

  it('fails loudly when the fonts are not where they should be', () => {
    expect(() => fontFaces('あ', { dirs: { biz: '/nowhere', noto: '/nowhere' } })).toThrow();
  });
});

describe('in a real browser', () => {
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it('the letters are as wide as text.ts says, in BIZ UDGothic and not in a font of this machine', async () => {
    const lines = [
      '龍ヶ崎地方塵芥処理組合',
      'INF-2026-01-0103',
      'ﾊﾞｯｸｱｯﾌﾟ装置 C3B I2 A2',
      '辻祇葛髙﨑・「」…（～）',
      '自治体機密性3B・自治体完全性2',
      '𠮷田',
    ];
    const page = await browser.newPage();
    // As the labels draw them: every line by the product's own hand.
    const drawing = lines
      .flatMap((line) => [false, true].map((bold) => `<g>${textElement(line, 0, 10, 10, bold, '#000')}</g>`))
      .join('');
    await page.setContent(`<style>${fontFaces(lines.join(''))}</style>${svgPage(300, 100, drawing)}`);
    const measured = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.querySelectorAll('g g')].map((line) => {
        const texts = [...line.querySelectorAll('text')];
        const last = texts.at(-1)!;
        return texts.map((text) => ({
          words: text.textContent!,
          x: Number(text.getAttribute('x')) / 1000,
          width: text.getComputedTextLength() / 1000,
          end: (Number(last.getAttribute('x')) + last.getComputedTextLength()) / 1000,
        }));
      });
    });
    const loaded = await page.evaluate(() => [...document.fonts].filter((face) => face.status === 'loaded').length);
    await page.close();
    expect(loaded).toBeGreaterThan(10);
    const expected = lines.flatMap((line) => [widthEm(line), widthEm(line)]);
    measured.forEach((texts, index) => {
      const line = lines[Math.floor(index / 2)]!;
      expect(texts.map(({ words }) => words).join('')).toBe(line);
      for (const { words, width } of texts) expect(width, words).toBeCloseTo(widthEm(words), 2);
      expect(texts[0]!.end, line).toBeCloseTo(expected[index]!, 2);
    });
  });
});
