import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newRegister, type TestApp, testPorts } from '../../support/app.ts';
import { type PdfPage, readPdf } from '../../support/pdf.ts';
import { sharedPrinter } from '../../support/printer.ts';

let test: TestApp;
beforeEach(async () => {
  const now = () => new Date('2026-11-23T03:00:00Z');
  test = await newRegister({ ports: testPorts({ printer: sharedPrinter, now }) });
});
afterEach(() => test.close());

const register = async (values: Record<string, string | string[]>, kind: 'information' | 'medium' = 'information') =>
  (await test.call('asset.register', { kind, values: values as never })).id;

async function print(assetId: string): Promise<{ page: PdfPage; text: string }> {
  const output = await test.job('handling.print', { assetId });
  const pages = readPdf(readFileSync(output.path));
  expect(pages).toHaveLength(1);
  const page = pages[0]!;
  return { page, text: page.glyphs.map((glyph) => glyph.text).join('') };
}

/** Nothing stands beyond the margins that a printer can print. */
function inside(page: PdfPage): void {
  for (const glyph of page.glyphs) {
    expect(glyph.x).toBeGreaterThan(10);
    expect(glyph.x + glyph.size * 0.5).toBeLessThan(200);
    expect(glyph.y).toBeGreaterThan(10);
    expect(glyph.y).toBeLessThan(288);
  }
}

describe('取扱いカード as PDF', () => {
  it('is one page A4 with 組合名, marks at the top right, day of issue in 和暦, the seven acts; and is recorded', async () => {
    const id = await register({
      name: '職員名簿・給与台帳',
      confidentiality: '3B',
      integrity: '2',
      availability: '1',
      handlingMarks: ['handlingMark.noCopy'],
    });
    const { page, text } = await print(id);
    expect([page.w, page.h].map(Math.round)).toEqual([210, 297]);
    for (const word of [
      '水郷地方環境衛生組合',
      '取扱いカード',
      '職員名簿・給与台帳',
      '発行 令和8年11月23日',
      '自治体機密性3B',
    ])
      expect(text).toContain(word);
    for (const title of ['使う', '複製する', '持ち出す', '送る', '保管する', '捨てる', '控えを取る'])
      expect(text).toContain(title);
    expect(text).toContain('写しを作ってはいけません');
    const marks = page.glyphs.filter((glyph) => glyph.y < 30 && glyph.x > 120 && glyph.size > 6);
    expect(marks.map((glyph) => glyph.text).join('')).toContain('機3B');
    inside(page);
    expect((await test.call('output.list', {}))[0]).toMatchObject({ kind: 'handling', rows: 1, who: '主任 葦沼 恵' });
  });

  it('stays one page and loses no letter with long and rare words', async () => {
    const marks = ['concerned', 'copyByPermission', 'photocopyByPermission', 'noDistribution', 'takeOutByPermission']
      .concat(['encrypt', 'noForward', 'noReuse', 'keepUntil', 'noRewrite', 'disposeAfterRetention', 'recoverWithin'])
      .map((word) => `handlingMark.${word}`);
    const place = await test.call('master.save', { list: 'place', label: `${'管理棟2階 書庫 '.repeat(8)}髙﨑𠮷棚` });
    const post = await test.call('master.save', {
      list: 'post',
      label: '情報セキュリティ管理者を兼ねる総務グループ長'.repeat(2),
    });
    const id = await register(
      {
        name: '長い名前の媒体'.repeat(14),
        confidentiality: '3A',
        integrity: '2',
        availability: '2',
        zone: 'zone.myNumber',
        personalData: ['personal.specific'],
        handlingMarks: marks,
        place: place.id,
        responsiblePost: post.id,
      },
      'medium',
    );
    const { page, text } = await print(id);
    inside(page);
    expect(text).toContain('髙﨑𠮷棚');
    expect(text).toContain('物理的に壊します');
    expect(Math.min(...page.glyphs.map((glyph) => glyph.size))).toBeGreaterThan(1.5);
    const lowest = Math.max(...page.glyphs.filter((glyph) => glyph.y < 271).map((glyph) => glyph.y));
    expect(lowest).toBeLessThan(269);
    // Every box glyph would be a letter that no bundled font has.
    for (const glyph of page.glyphs) {
      expect(glyph.font).toMatch(/BIZUDGothic|NotoSansJP/);
      expect(glyph.glyph).not.toBe(0);
    }
  });

  it('says plainly that an asset is not classed, and treats it most strictly', async () => {
    const card = await test.call('handling.card', { assetId: await register({ name: '未分類の簿冊' }) });
    expect(card.levels).toEqual([]);
    expect(card.note).toContain('分類が決まるまでは、いちばん厳しい扱いにしてください。');
    expect(card.sections.find((section) => section.act === 'use')!.lines.map((line) => line.source)).toContain('H01');
    const half = await register({ name: '機密性だけの簿冊', confidentiality: '1' });
    const { note } = await test.call('handling.card', { assetId: half });
    expect(note).toContain('完全性と可用性がまだ決まっていません');
    const { text } = await print(half);
    expect(text).toContain('完全性と可用性がまだ決まっていません');
  });

  it('CONTROL: the margins check fails for a page that runs over', () => {
    const glyph = { text: 'あ', x: 20, y: 294, size: 4, font: 'BIZUDGothic', glyph: 1 };
    expect(() => inside({ w: 210, h: 297, shapes: [], glyphs: [glyph] })).toThrow();
  });
});

describe('handling.card', () => {
  it('follows the content, the waived duties and the zone of the asset', async () => {
    const book = await register({ name: '住民名簿', confidentiality: '3B', integrity: '1', availability: '1' });
    const stick = await register(
      { name: '媒体', confidentiality: '2', integrity: '1', availability: '1', zone: 'zone.myNumber' },
      'medium',
    );
    const sources = async () =>
      (await test.call('handling.card', { assetId: stick })).sections.flatMap((one) =>
        one.lines.map((line) => line.source),
      );
    expect(await sources()).not.toContain('H01');
    await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    const card = await test.call('handling.card', { assetId: stick });
    expect(card.levels[0]).toMatchObject({ name: '自治体機密性3B' });
    expect(card.note).toMatch(/^機密性は、中の「住民名簿」（INF-.+）に合わせています。$/);
    expect(card.sections.find((one) => one.act === 'carry')!.verdict).toBe('forbidden');
    expect(await sources()).toEqual(expect.arrayContaining(['H01', 'H02', 'D12 消去区分2']));
    const { revision } = await test.call('asset.get', { id: stick });
    await test.call('asset.update', {
      id: stick,
      revision,
      values: { dutiesWaived: ['duty.h01'], dutiesWaivedReason: '専用の機器で使うため' },
    });
    expect(await sources()).not.toContain('H01');
    expect(await sources()).toContain('H02');
  });
});
