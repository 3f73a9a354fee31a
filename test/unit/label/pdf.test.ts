import qrcode from 'qrcode';
import { afterAll, describe, expect, it } from 'vitest';
import { capacity, cell, type LabelSheet } from '../../../contract/labelSheet.ts';
import type { LabelContent } from '../../../core/label/boxes.ts';
import { labelDocument } from '../../../core/label/document.ts';
import { type DrawOptions, drawSheets } from '../../../core/label/draw.ts';
import { fontFaces } from '../../../core/label/fonts.ts';
import { layoutLabel } from '../../../core/label/layout.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { browserPrinter } from '../../../host/printer.ts';
import { type PdfPage, readPdf, textIn } from '../../support/pdf.ts';
import { label, labels } from './samples.ts';

const sheet = (id: string): LabelSheet => LABEL_SHEETS.find((candidate) => candidate.id === id)!;
const printer = browserPrinter();
afterAll(() => printer.close());

/** Prints as the app does: one drawing, inlined fonts, a headless browser. */
async function print(on: LabelSheet, what: readonly LabelContent[], options: DrawOptions): Promise<PdfPage[]> {
  const drawn = drawSheets(on, what, options);
  const html = labelDocument(drawn.pages, fontFaces(drawn.text, { bold: drawn.boldText }));
  return readPdf(await printer.pdf(html, { widthMm: 210, heightMm: 297 }));
}

/** Edges of the frames of one page, top-left to bottom-right, against their nominal places. Largest error in mm. */
function frameError(page: PdfPage, on: LabelSheet, first = 0): { frames: number; error: number } {
  const frames = page.shapes.filter(
    (s) => s.kind === 'stroke' && Math.abs(s.w - on.labelWidth) < 1 && Math.abs(s.h - on.labelHeight) < 1,
  );
  const errors = frames.map((frame, index) => {
    const place = cell(on, first + index);
    const right = frame.x + frame.w - place.x - place.w;
    const bottom = frame.y + frame.h - place.y - place.h;
    return Math.max(...[frame.x - place.x, frame.y - place.y, right, bottom].map(Math.abs));
  });
  return { frames: frames.length, error: Math.max(...errors) };
}

const TOLERANCE = 0.1;

describe('label sheets as PDF', () => {
  it.each(['ELM022', 'ELM012', 'ELM034'])('%s: every label within 0.1 mm of its place', async (id) => {
    const on = sheet(id);
    const pages = await print(on, labels(capacity(on)), { start: 1, frames: true });
    expect(pages).toHaveLength(1);
    const { frames, error } = frameError(pages[0]!, on);
    console.log(`${id}: ${frames} labels, largest error ${error.toFixed(4)} mm`);
    expect(frames).toBe(capacity(on));
    expect(error).toBeLessThan(TOLERANCE);
  });

  it('CONTROL: the same check fails for a drawing moved by 0.3 mm', async () => {
    const on = sheet('ELM022');
    const [page] = await print(on, labels(44), { start: 1, frames: true, offsetXmm: 0.3 });
    expect(frameError(page!, on).error).toBeGreaterThan(TOLERANCE);
    expect(frameError(page!, { ...on, x0: on.x0 + 0.3 }).error).toBeLessThan(TOLERANCE);
  });

  it('start 5 puts the first label into cell 5; 45 labels from there need two pages', async () => {
    const on = sheet('ELM022');
    const pages = await print(on, labels(45), { start: 5, frames: true });
    expect(pages).toHaveLength(2);
    expect(frameError(pages[0]!, on, 4)).toMatchObject({ frames: 40 });
    expect(frameError(pages[0]!, on, 4).error).toBeLessThan(TOLERANCE);
    expect(textIn(pages[0]!, cell(on, 4))).toContain('HW-2026-01-0001');
    expect(textIn(pages[0]!, cell(on, 3))).toBe('');
    expect(textIn(pages[1]!, cell(on, 4))).toContain('HW-2026-01-0045');
  });

  it('prints every word of a label as text, JIS2004 names in BIZ UDGothic, 𠮷 in its own font', async () => {
    const on = sheet('ELM012');
    const what = label({ name: '辻・祇園・葛城・髙橋・﨑山・𠮷田', marks: ['複製禁止', '2時間以内復旧'] });
    const [page] = await print(on, [what], { start: 2 });
    const text = textIn(page!, cell(on, 1));
    for (const word of [
      what.unionName,
      what.number,
      what.name,
      what.group,
      'C3B',
      'I2',
      'A2',
      '自治体機密性3B',
      '自治体完全性2',
      '自治体可用性2',
      ...what.marks,
    ])
      expect(text).toContain(word);
    const fontOf = (character: string) => page!.glyphs.find((glyph) => glyph.text === character)!.font;
    for (const character of '辻祇葛髙﨑') expect(fontOf(character)).toBe('BIZUDGothic-Regular');
    expect(fontOf('𠮷')).not.toContain('BIZ');
    expect(page!.glyphs.find((glyph) => glyph.text === 'W')!.font).toBe('BIZUDGothic-Bold');
  });

  it('has the letters it adds itself (…, 他) in the bundled font too', async () => {
    const marks = ['複製禁止', '関係者限り', '暗号化必須', '転送禁止', '書換要許可', '配付禁止', '書換禁止'];
    const [page] = await print(sheet('ELM022'), [label({ name: '名'.repeat(60), marks })], {
      start: 1,
      stamp: '出力 令和8年',
    });
    for (const character of '…他・令') {
      const glyph = page!.glyphs.find((candidate) => candidate.text === character);
      expect(glyph?.font, character).toBe('BIZUDGothic-Regular');
    }
  });

  it('sets every letter where the layout says, to a twentieth of a millimetre', async () => {
    const on = sheet('ELM022');
    const what = label({ name: '台帳用スタンドアロンPC' });
    const [page] = await print(on, [what], { start: 1 });
    const place = cell(on, 0);
    for (const box of layoutLabel(on, what).boxes) {
      if (box.kind !== 'text') continue;
      const onLine = page!.glyphs.filter(
        (glyph) => Math.abs(glyph.y - place.y - box.baseline) < 0.05 && glyph.x < place.x + box.x + box.w,
      );
      expect(onLine.map((glyph) => glyph.text).join('')).toBe(box.text);
      expect(onLine[0]!.x).toBeCloseTo(place.x + box.x, 1);
      const lastWidth = /[ -~]/.test(box.text.at(-1)!) ? 0.5 : 1;
      expect(Math.abs(onLine.at(-1)!.x + lastWidth * box.size - place.x - box.x - box.w)).toBeLessThan(0.05);
    }
  });

  it('prints the QR code as vectors whose modules are those of the number', async () => {
    const on = sheet('ELM022');
    const [page] = await print(on, labels(1), { start: 1 });
    const qr = layoutLabel(on, labels(1)[0]!).boxes.find((box) => box.kind === 'qr')!;
    const place = cell(on, 0);
    const black = page!.shapes.filter((shape) => shape.kind === 'fill' && /^0 0 0$/.test(shape.color));
    const darkAt = (x: number, y: number) => black.some((s) => x > s.x && x < s.x + s.w && y > s.y && y < s.y + s.h);
    const { modules } = qrcode.create('HW-2026-01-0001', { errorCorrectionLevel: 'M' });
    for (let row = 0; row < modules.size; row += 1)
      for (let column = 0; column < modules.size; column += 1) {
        const dark = darkAt(place.x + qr.x + (column + 0.5) * qr.module, place.y + qr.y + (row + 0.5) * qr.module);
        expect(dark, `module ${row},${column}`).toBe(modules.get(row, column) === 1);
      }
  });
});

describe('readPdf', () => {
  it('CONTROL: refuses a file without pages instead of finding nothing wrong with it', () => {
    expect(() => readPdf(Buffer.from('%PDF-1.4\n1 0 obj\n<</Type /Catalog>>\nendobj\n'))).toThrow('no page');
  });
});
