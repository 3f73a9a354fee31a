import qrcode from 'qrcode';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeText } from '../../../contract/labelCode.ts';
import { capacity, cell, type LabelSheet } from '../../../contract/labelSheet.ts';
import { NO_CORRECTION, RULER } from '../../../core/label/correction.ts';
import { labelDocument } from '../../../core/label/document.ts';
import { type DrawOptions, drawSheets } from '../../../core/label/draw.ts';
import { fontFaces } from '../../../core/label/fonts.ts';
import type { LabelContent } from '../../../core/label/labelContent.ts';
import { layoutLabel } from '../../../core/label/layout.ts';
import { drawRuler } from '../../../core/label/ruler.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { type PdfPage, readPdf, textIn } from '../../support/pdf.ts';
import { sharedPrinter } from '../../support/printer.ts';
import { drawn, label, labels, proposed, sheet } from './samples.ts';

/** Prints as the app does: one drawing, inlined fonts, a headless browser. Several drawings make one PDF. */
async function print(
  on: LabelSheet,
  what: readonly LabelContent[],
  ...options: readonly Partial<DrawOptions>[]
): Promise<PdfPage[]> {
  const all = options.map((one) => drawSheets(on, drawn(on, what), { notation: 'neutral', ...one }));
  const pages = all.flatMap(({ pages: own }) => own);
  const fonts = fontFaces(all[0]!.text, { bold: all[0]!.boldText });
  const size = { widthMm: on.paperWidth, heightMm: on.paperHeight };
  return readPdf(await sharedPrinter.pdf(labelDocument(pages, fonts, size), size));
}

/**
 * Edges of the frames of one page against their nominal places, in mm.
 * @param cells indices of the cells that have a frame, in order
 * @param correction where the printer is told to put a point of the sheet
 */
function frameError(
  page: PdfPage,
  on: LabelSheet,
  cells: readonly number[],
  correction = NO_CORRECTION,
): { frames: number; error: number } {
  const { offsetX, offsetY, scaleX, scaleY } = correction;
  const frames = page.shapes.filter(
    (s) =>
      s.kind === 'stroke' &&
      Math.abs(s.w - on.labelWidth) < 1 &&
      Math.abs(s.h - on.labelHeight) < 1 &&
      s.w > 0 &&
      s.h > 0,
  );
  const errors = frames.map((frame, index) => {
    const place = cell(on, cells[index] ?? 0);
    const at = {
      left: offsetX + scaleX * place.x,
      top: offsetY + scaleY * place.y,
      right: offsetX + scaleX * (place.x + place.w),
      bottom: offsetY + scaleY * (place.y + place.h),
    };
    const edges = [frame.x - at.left, frame.y - at.top, frame.x + frame.w - at.right, frame.y + frame.h - at.bottom];
    return Math.max(...edges.map(Math.abs));
  });
  return { frames: frames.length, error: Math.max(...errors) };
}

const TOLERANCE = 0.1;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** What one sheet is drawn with: whole, and moved and stretched from a later cell on, with cells left out. */
function drawingsOf(on: LabelSheet) {
  const count = capacity(on);
  const correction = { offsetX: 0.7, offsetY: -0.4, scaleX: 1.003, scaleY: 0.998 };
  const start = Math.min(count, on.columns + 2);
  const skip = count > 1 ? [start + 1, count] : [];
  return { count, correction, start, skip };
}

/** Every sheet's pages, by its id: those of one paper size come from one print, which is what takes the time. */
async function printAll(): Promise<Map<string, PdfPage[]>> {
  const printed = new Map<string, PdfPage[]>();
  const papers = Map.groupBy(LABEL_SHEETS, ({ paperWidth, paperHeight }) => `${paperWidth} ${paperHeight}`);
  for (const sheets of papers.values()) {
    const drawings = sheets.map((on) => {
      const { count, ...options } = drawingsOf(on);
      const what = drawn(on, labels(count));
      return [
        drawSheets(on, what, { notation: 'neutral', frames: true }),
        drawSheets(on, what, { notation: 'neutral', frames: true, ...options }),
      ];
    });
    const all = drawings.flat();
    const fonts = fontFaces(all.map(({ text }) => text).join(''), {
      bold: all.map(({ boldText }) => boldText).join(''),
    });
    const size = { widthMm: sheets[0]!.paperWidth, heightMm: sheets[0]!.paperHeight };
    const html = labelDocument(
      all.flatMap(({ pages }) => pages),
      fonts,
      size,
    );
    const pages = readPdf(await sharedPrinter.pdf(html, size));
    for (const [i, on] of sheets.entries())
      printed.set(on.id, pages.splice(0, drawings[i]!.flatMap((one) => one.pages).length));
    expect(pages).toEqual([]);
  }
  return printed;
}

describe('label sheets as PDF', () => {
  let printed: Map<string, PdfPage[]>;
  beforeAll(async () => {
    printed = await printAll();
  });

  it.each(LABEL_SHEETS.map((on) => [on.id, on] as const))(
    '%s: every label within 0.1 mm of its place, also from a later cell, over skipped cells, moved and stretched',
    (id, on) => {
      const { count, correction, start, skip } = drawingsOf(on);
      const pages = printed.get(id)!;
      const whole = frameError(pages[0]!, on, range(0, count));
      expect(whole.frames).toBe(count);
      expect(whole.error).toBeLessThan(TOLERANCE);
      const used = range(start - 1, count).filter((index) => !skip.includes(index + 1));
      const partly = frameError(pages[1]!, on, used, correction);
      expect(partly.frames).toBe(used.length);
      expect(partly.error).toBeLessThan(TOLERANCE);
      if (count === 1) return;
      // The next sheet is a whole one again.
      const left = count - used.length;
      expect(frameError(pages[2]!, on, range(0, left), correction)).toMatchObject({ frames: left });
      expect(frameError(pages[2]!, on, range(0, left), correction).error).toBeLessThan(TOLERANCE);
      if (['ELM022', 'ELM038'].includes(id))
        console.log(
          `${id}: ${count} labels, largest error ${whole.error.toFixed(4)} mm, ${partly.error.toFixed(4)} mm corrected`,
        );
    },
  );

  it('CONTROL: the same check fails for a drawing moved by 0.3 mm, and for one that is 0.5 % too large', async () => {
    const on = sheet('ELM022');
    const all = range(0, 44);
    const moved = { ...NO_CORRECTION, offsetX: 0.3 };
    const large = { ...NO_CORRECTION, scaleY: 1.005 };
    const pages = await print(on, labels(44), { frames: true, correction: moved }, { frames: true, correction: large });
    expect(frameError(pages[0]!, on, all).error).toBeGreaterThan(TOLERANCE);
    expect(frameError(pages[0]!, on, all, moved).error).toBeLessThan(TOLERANCE);
    expect(frameError(pages[1]!, on, all).error).toBeGreaterThan(TOLERANCE);
  });

  it('start 5 puts the first label into cell 5; 45 labels from there need two pages', async () => {
    const on = sheet('ELM022');
    const pages = await print(on, labels(45), { start: 5, frames: true });
    expect(pages).toHaveLength(2);
    expect(textIn(pages[0]!, cell(on, 4))).toContain('HW-2026-01-0001');
    expect(textIn(pages[0]!, cell(on, 3))).toBe('');
    expect(textIn(pages[1]!, cell(on, 4))).toContain('HW-2026-01-0045');
  });

  it('prints every word of a label as text, JIS2004 names in BIZ UDGothic, 𠮷 in its own font', async () => {
    const on = sheet('ELM012');
    const what = label({ name: '辻・祇園・葛󠄀城・髙橋・﨑山・𠮷田', marks: ['複製禁止', '2時間以内復旧'] });
    const [page] = await print(on, [what], { start: 2 });
    const text = textIn(page!, cell(on, 1));
    const words = [what.words.unionName!, what.title, what.words.group!, 'C3B', 'I2', 'A2', ...what.marks];
    for (const word of words) expect(text).toContain(word);
    for (const character of '辻・祇園・葛城・髙橋・﨑山・𠮷田') expect(text).toContain(character);
    const fontOf = (character: string) => page!.glyphs.find((glyph) => glyph.text === character)!.font;
    for (const character of '辻祇葛髙﨑') expect(fontOf(character)).toBe('BIZUDGothic-Regular');
    expect(fontOf('𠮷')).toContain('NotoSansJP');
    expect(page!.glyphs.find((glyph) => glyph.text === 'W')!.font).toBe('BIZUDGothic-Bold');
  });

  it('has the letters it adds itself (…, 他) in the bundled font too', async () => {
    const marks = ['複製禁止', '関係者限り', '暗号化必須', '転送禁止', '書換要許可', '配付禁止', '書換禁止'];
    const [page] = await print(sheet('ELM033'), [label({ name: '名'.repeat(60), marks })], { stamp: '出力 令和8年' });
    for (const character of '…他令') {
      const glyph = page!.glyphs.find((candidate) => candidate.text === character);
      expect(glyph?.font, character).toBe('BIZUDGothic-Regular');
    }
  });

  it('sets every letter where the layout says, to a twentieth of a millimetre', async () => {
    const on = sheet('ELM022');
    const what = label({ name: '台帳用スタンドアロンPC' });
    const [page] = await print(on, [what], {});
    const place = cell(on, 0);
    for (const box of layoutLabel(on, proposed(on, what), what, { notation: 'neutral' }).boxes) {
      if (box.kind !== 'text') continue;
      const onLine = page!.glyphs.filter(
        (glyph) =>
          Math.abs(glyph.y - place.y - box.baseline) < 0.05 &&
          glyph.x > place.x + box.x - 0.1 &&
          glyph.x < place.x + box.x + box.w,
      );
      expect(onLine.map((glyph) => glyph.text).join('')).toBe(box.text);
      expect(onLine[0]!.x).toBeCloseTo(place.x + box.x, 1);
      const lastWidth = /[ -~]/.test(box.text.at(-1)!) ? 0.5 : 1;
      expect(Math.abs(onLine.at(-1)!.x + lastWidth * box.size - place.x - box.x - box.w)).toBeLessThan(0.05);
    }
  });

  it('prints the QR code as vectors whose modules are those of the number with its check character', async () => {
    const on = sheet('ELM022');
    const [what] = labels(1);
    const [page] = await print(on, [what!], {});
    const { boxes } = layoutLabel(on, proposed(on, what!), what!, { notation: 'neutral' });
    const qr = boxes.find((box) => box.kind === 'qr')!;
    const place = cell(on, 0);
    const black = page!.shapes.filter((shape) => shape.kind === 'fill' && /^0 0 0$/.test(shape.color));
    const darkAt = (x: number, y: number) => black.some((s) => x > s.x && x < s.x + s.w && y > s.y && y < s.y + s.h);
    const { modules } = qrcode.create(codeText('HW-2026-01-0001'), { errorCorrectionLevel: 'M' });
    for (let row = 0; row < modules.size; row += 1)
      for (let column = 0; column < modules.size; column += 1) {
        const dark = darkAt(place.x + qr.x + (column + 0.5) * qr.module, place.y + qr.y + (row + 0.5) * qr.module);
        expect(dark, `module ${row},${column}`).toBe(modules.get(row, column) === 1);
      }
  });
});

describe('the ruler page (位置合わせ)', () => {
  const A4 = { widthMm: 210, heightMm: 297 };

  it.each([NO_CORRECTION, { offsetX: 1.5, offsetY: -0.8, scaleX: 1.01, scaleY: 0.99 }])(
    'has its cross and its lines where they should be: %o',
    async (correction) => {
      const { svg, text } = drawRuler('複合機 給紙トレイ1', correction);
      const [page] = readPdf(await sharedPrinter.pdf(labelDocument([svg], fontFaces(text), A4), A4));
      const x = (mm: number) => correction.offsetX + correction.scaleX * mm;
      const y = (mm: number) => correction.offsetY + correction.scaleY * mm;
      const upright = page!.shapes.find(({ w, h }) => w < 0.01 && Math.abs(h - 8) < 0.2)!;
      const level = page!.shapes.find(({ w, h }) => h < 0.01 && Math.abs(w - 8) < 0.2)!;
      expect(Math.abs(upright.x - x(RULER.cross))).toBeLessThan(0.02);
      expect(Math.abs(level.y - y(RULER.cross))).toBeLessThan(0.02);
      const lines = page!.shapes.filter(({ kind }) => kind === 'stroke');
      const [across, down] = [lines.find(({ w }) => w > 140)!, lines.find(({ h }) => h > 190)!];
      expect(Math.abs(across.w - 150 * correction.scaleX)).toBeLessThan(0.02);
      expect(Math.abs(down.h - 200 * correction.scaleY)).toBeLessThan(0.02);
      const words = page!.glyphs.map((glyph) => glyph.text).join('');
      for (const word of ['位置合わせ', '複合機 給紙トレイ1', '20mm', '150mm', '200mm']) expect(words).toContain(word);
      for (const glyph of page!.glyphs) expect(glyph.font).toContain('BIZUDGothic');
    },
  );
});

describe('readPdf', () => {
  it('CONTROL: refuses a file without pages instead of finding nothing wrong with it', () => {
    expect(() => readPdf(Buffer.from('%PDF-1.4\n1 0 obj\n<</Type /Catalog>>\nendobj\n'))).toThrow('no page');
  });
});
