import { beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '../../../contract/catalogue/index.ts';
import { cell, type LabelSheet, SMALLEST } from '../../../contract/labelSheet.ts';
import { fitsSize, type LabelTemplate, labelTemplateSchema } from '../../../contract/labelTemplate.ts';
import { labelDocument } from '../../../core/label/document.ts';
import { type DrawOptions, drawSheets } from '../../../core/label/draw.ts';
import { coverage, fontFaces } from '../../../core/label/fonts.ts';
import type { LabelContent } from '../../../core/label/labelContent.ts';
import { layoutLabel } from '../../../core/label/layout.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { specimen } from '../../../core/label/specimen.ts';
import { templateFor } from '../../../core/label/templates.ts';
import { advance } from '../../../core/label/text.ts';
import { LABEL_TEMPLATES } from '../../../core/presets/labelTemplates.ts';
import { type PdfGlyph, type PdfPage, readPdf } from '../../support/pdf.ts';
import { sharedPrinter } from '../../support/printer.ts';
import { random } from '../../support/random.ts';
import { label, randomContent, sheet } from './samples.ts';

const A4 = { widthMm: 210, heightMm: 297 };

describe('template presets', () => {
  it('are within the contract, each with a name of its own', () => {
    for (const template of LABEL_TEMPLATES) expect(labelTemplateSchema.parse(template)).toEqual(template);
    expect(new Set(LABEL_TEMPLATES.map(({ id }) => id)).size).toBe(LABEL_TEMPLATES.length);
    expect(new Set(LABEL_TEMPLATES.map(({ name }) => name)).size).toBe(LABEL_TEMPLATES.length);
  });

  it('have one for every label that is allowed, every kind and target', () => {
    for (let labelWidth = SMALLEST.width; labelWidth <= 200; labelWidth += 0.5)
      for (let labelHeight = SMALLEST.height; labelHeight <= 120; labelHeight += 0.5) {
        const size = { labelWidth, labelHeight };
        for (const kind of KINDS) templateFor(LABEL_TEMPLATES, 'asset', kind, size);
        templateFor(LABEL_TEMPLATES, 'place', null, size);
        templateFor(LABEL_TEMPLATES, 'erased', 'medium', size);
      }
    expect(() => templateFor(LABEL_TEMPLATES, 'asset', 'hardware', { labelWidth: 17, labelHeight: 7 })).toThrow(
      RangeError,
    );
  });

  it('are offered in the order of their numbers', () => {
    const numbers = LABEL_TEMPLATES.map(({ id }) => Number(id[1]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('are chosen for the kind; the union’s own come first', () => {
    const on = sheet('TAPE-24-70');
    const chosen = (templates: readonly LabelTemplate[], kind: 'hardware' | 'document') =>
      templateFor(templates, 'asset', kind, on).id;
    expect([chosen(LABEL_TEMPLATES, 'hardware'), chosen(LABEL_TEMPLATES, 'document')]).toEqual(['L1-48', 'L4-60']);
    const own = { ...LABEL_TEMPLATES.find(({ id }) => id === 'L1-48')!, id: 'own-1' };
    expect(chosen([...LABEL_TEMPLATES, own], 'document')).toBe('own-1');
    expect(chosen([...LABEL_TEMPLATES, { ...own, kinds: ['service'] }], 'document')).toBe('L4-60');
  });
});

/** Everything wrong with the letters of one label in a PDF. */
function faults(
  page: PdfPage,
  on: LabelSheet,
  texts: readonly string[],
  inner: { x: number; y: number; w: number; h: number },
): string[] {
  const found: string[] = [];
  const place = cell(on, 0);
  const tolerance = 0.05;
  const boxes = page.glyphs.map((glyph) => ({ glyph, ...inkBox(glyph) }));
  const sorted = (letters: readonly string[]) =>
    letters
      .filter((letter) => letter.trim() !== '')
      .sort()
      .join('');
  const drawn = sorted(page.glyphs.flatMap(({ text }) => [...text]));
  const wanted = sorted(texts.flatMap((text) => [...text]));
  if (drawn !== wanted) found.push(`letters are ${drawn} instead of ${wanted}`);
  for (const [i, { glyph, x, y, w, h }] of boxes.entries()) {
    if (glyph.text.trim() === '') continue;
    if (glyph.glyph === 0) found.push(`${glyph.text} is an empty box`);
    if (!/BIZUDGothic|NotoSansJP/.test(glyph.font)) found.push(`${glyph.text} is drawn in ${glyph.font}`);
    const left = place.x + inner.x - tolerance;
    const top = place.y + inner.y - tolerance;
    const inside =
      x >= left && y >= top && x + w <= left + inner.w + 2 * tolerance && y + h <= top + inner.h + 2 * tolerance;
    if (!inside) found.push(`${glyph.text} leaves the label`);
    for (const other of boxes.slice(i + 1)) {
      const apart =
        x + w <= other.x + tolerance ||
        other.x + other.w <= x + tolerance ||
        y + h <= other.y + tolerance ||
        other.y + other.h <= y + tolerance;
      if (!apart && other.glyph.text.trim() !== '') found.push(`${glyph.text} touches ${other.glyph.text}`);
    }
  }
  return found;
}

function inkBox({ text, x, y, size }: PdfGlyph) {
  return { x, y: y - 0.88 * size, w: advance(text.codePointAt(0)!) * size, h: size };
}

interface Drawn {
  readonly on: LabelSheet;
  readonly template: LabelTemplate;
  readonly content: LabelContent;
}

/** Every letter of a drawing. */
function textOf(svg: string): string {
  const runs = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((run) => run[1]!);
  return runs
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Prints labels, each on a page of its own. Its fonts are asked for every letter that it draws, or this throws. */
async function print(all: readonly Drawn[], options: Pick<DrawOptions, 'covers'>): Promise<PdfPage[]> {
  const drawings = all.map(({ on, template, content }) => {
    const drawing = drawSheets(on, [{ content, template }], { notation: 'neutral', ...options });
    const asked = new Set(drawing.text + drawing.boldText);
    const missing = drawing.pages.flatMap((svg) => [...textOf(svg)]).filter((letter) => !asked.has(letter));
    if (missing.length > 0) throw new Error(`${template.id} on ${on.id}: no font is asked for ${missing.join('')}`);
    return drawing;
  });
  const letters = (which: 'text' | 'boldText') => drawings.map((drawing) => drawing[which]).join('');
  const fonts = fontFaces(letters('text'), { bold: letters('boldText') });
  const html = labelDocument(
    drawings.flatMap(({ pages }) => pages),
    fonts,
    A4,
  );
  return readPdf(await sharedPrinter.pdf(html, A4));
}

function faultsOf({ on, template, content }: Drawn, page: PdfPage, options: Pick<DrawOptions, 'covers'>): string[] {
  const { boxes, inner } = layoutLabel(on, template, content, { notation: 'neutral', ...options });
  const texts = boxes.flatMap((box) => (box.kind === 'qr' ? [] : [box.text]));
  return faults(page, on, texts, inner);
}

describe('the letters in the PDF', () => {
  const chance = random();
  const covers = coverage();

  /** Labels of a template on every sheet that it is made for: the longest words, and two by chance. */
  const labelsOf = (template: LabelTemplate): Drawn[] => {
    const kind = template.kinds[0] ?? 'hardware';
    return LABEL_SHEETS.filter((on) => fitsSize(template, on.labelWidth, on.labelHeight)).flatMap((on) => [
      { on, template, content: specimen(template.target, 'long') },
      { on, template, content: randomContent(chance, template.target, kind) },
      { on, template, content: randomContent(chance, template.target, kind) },
    ]);
  };
  const printed = new Map<string, { all: readonly Drawn[]; pages: readonly PdfPage[] }>();
  beforeAll(async () => {
    // In a few prints: to begin one takes longer than all its labels.
    for (let from = 0; from < LABEL_TEMPLATES.length; from += 10) {
      const some = LABEL_TEMPLATES.slice(from, from + 10).map((template) => [template.id, labelsOf(template)] as const);
      const pages = await print(
        some.flatMap(([, all]) => all),
        { covers },
      );
      for (const [id, all] of some) printed.set(id, { all, pages: pages.splice(0, all.length) });
      expect(pages).toEqual([]);
    }
  });

  it.each(LABEL_TEMPLATES.map(({ id }) => id))(
    '%s on every sheet it is made for: none missing, clipped, overlapping or an empty box',
    (id) => {
      const { all, pages } = printed.get(id)!;
      expect(pages).toHaveLength(all.length);
      expect(all.length).toBeGreaterThan(0);
      all.forEach((drawn, i) => {
        const where = `seed ${chance.seed}: ${drawn.on.id} ${JSON.stringify(drawn.content)}`;
        expect(faultsOf(drawn, pages[i]!, { covers }), where).toEqual([]);
      });
    },
  );

  it('CONTROL: a letter that no bundled font has, letters pushed together and a narrow label are found', async () => {
    const on = sheet('ELM022');
    const template = LABEL_TEMPLATES.find(({ id }) => id === 'L1-48')!;
    const strange = { on, template, content: label({ name: '確認☑済', number: 'HW-1' }) };
    const [page] = await print([strange], {});
    expect(faultsOf(strange, page!, {}).join()).toMatch(/☑ is|empty box|letters are/);
    const plain = { on, template, content: label() };
    const [good] = await print([plain], { covers });
    expect(faultsOf(plain, good!, { covers })).toEqual([]);
    const pushed = { ...good!, glyphs: good!.glyphs.map((glyph) => ({ ...glyph, x: glyph.x * 0.9 })) };
    expect(faultsOf(plain, pushed, { covers }).join()).toMatch(/touches.*leaves|leaves.*touches/);
  });
});
