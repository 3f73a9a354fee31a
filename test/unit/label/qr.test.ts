import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { readCode } from '../../../contract/labelCode.ts';
import { capacity, cell, type LabelSheet } from '../../../contract/labelSheet.ts';
import { SMALLEST_MODULE } from '../../../core/label/boxes.ts';
import { type DrawnSheets, drawSheets } from '../../../core/label/draw.ts';
import { fontFaces } from '../../../core/label/fonts.ts';
import type { LabelContent } from '../../../core/label/labelContent.ts';
import { layoutLabel } from '../../../core/label/layout.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type Bitmap, crop, enlarge, readPng } from '../../support/png.ts';
import { random } from '../../support/random.ts';
import { LONGER, times } from '../../support/scale.ts';
import { drawn, label, proposed } from './samples.ts';

const DPI = 200;
const dots = (mm: number) => Math.round((mm / 25.4) * DPI);

let browser: Awaited<ReturnType<typeof launchBrowser>>;
let page: Awaited<ReturnType<typeof browser.newPage>>;
beforeAll(async () => {
  const wasmBinary = readFileSync(
    new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url),
  );
  prepareZXingModule({
    overrides: {
      wasmBinary: wasmBinary.buffer.slice(
        wasmBinary.byteOffset,
        wasmBinary.byteOffset + wasmBinary.length,
      ) as ArrayBuffer,
    },
  });
  browser = await launchBrowser();
  page = await browser.newPage({ deviceScaleFactor: DPI / 96 });
});
afterAll(() => browser?.close());

/** Pages lie below each other at whole dots: 12 CSS px are 25 dots. */
const pitch = (on: LabelSheet) => Math.ceil(((on.paperHeight / 25.4) * 96) / 12) * 12;
const pageTop = (on: LabelSheet, page: number) => (page * pitch(on) * DPI) / 96;

/** Down to the end of the last of so many labels of one page, in whole dots. */
function usedHeight(on: LabelSheet, labels: number): number {
  const end = cell(on, labels - 1).y + on.labelHeight;
  return Math.min(pitch(on), Math.ceil(((end / 25.4) * 96) / 12 + 1) * 12);
}

/**
 * Pages as a printer of 200 dpi without grey prints them, below each other in one picture; `labels`: of one page only the
 * part that holds so many.
 */
async function rendered(drawing: DrawnSheets, on: LabelSheet, svgs = drawing.pages, labels?: number): Promise<Bitmap> {
  const height = labels === undefined ? pitch(on) * svgs.length : usedHeight(on, labels);
  await page.setViewportSize({ width: Math.ceil((on.paperWidth / 25.4) * 96), height });
  const fonts = fontFaces(drawing.text, { bold: drawing.boldText });
  const style = `${fonts}body{margin:0;background:#fff}div{position:absolute;left:0}svg{display:block}`;
  const pages = svgs.map((svg, i) => `<div style="top:${i * pitch(on)}px">${svg}</div>`);
  await page.setContent(`<style>${style}</style>${pages.join('')}`);
  await page.evaluate('document.fonts.ready.then(() => true)');
  return readPng(await page.screenshot());
}

/**
 * What ZXing, which has nothing to do with our encoder, makes of a print; null: nothing. It sees more dots than were
 * printed, as cameras do.
 */
async function decoded(print: Bitmap): Promise<string | null> {
  const { width, height, black } = enlarge(print, 2);
  const data = new Uint8ClampedArray(width * height * 4);
  data.fill(255);
  for (const [i, dot] of black.entries()) if (dot) data.fill(0, i * 4, i * 4 + 3);
  const picture = { data, width, height, colorSpace: 'srgb' } as ImageData;
  const [found] = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
  return found?.isValid ? found.text : null;
}

/** Numbers of every kind that a union may have. */
const NUMBERS = [
  'INF-2026-01-0103',
  'HW-2026-01-0001-02',
  '0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-00',
  '総務-ﾊﾟｿｺﾝ-12',
  '髙﨑𠮷-1',
  '葛󠄀城-7',
  '職員の人事給与に関する書類の写しおよび目録第１２３４号別添第五分冊附属資料その十一',
];

/** As many labels as the sheet holds, and 12 at most (all of them in a longer run), each with a number of its own and words that push the code about. */
function labelsFor(on: LabelSheet): LabelContent[] {
  return Array.from({ length: Math.min(capacity(on), times(12)) }, (_, i) =>
    label({
      number: i < NUMBERS.length ? NUMBERS[i]! : `HW-2026-01-${String(i).padStart(4, '0')}`,
      name: '髙﨑𠮷'.repeat(i % 9),
    }),
  );
}

/** Every code of the labels as read from the picture, with its number; codes that are left out are not there. */
async function readAll(
  on: LabelSheet,
  contents: readonly LabelContent[],
): Promise<{ number: string; read: string | null }[]> {
  const found: { number: string; read: string | null }[] = [];
  const perPage = capacity(on);
  const drawing = drawSheets(on, drawn(on, contents), { notation: 'neutral' });
  const picture = await rendered(drawing, on, drawing.pages, perPage > 1 ? contents.length : undefined);
  for (const [index, content] of contents.entries()) {
    const qr = layoutLabel(on, proposed(on, content), content, { notation: 'neutral' }).boxes.find(
      (box) => box.kind === 'qr',
    );
    if (!qr) continue;
    const place = cell(on, index % perPage);
    const around = 4 * qr.module;
    const part = crop(
      picture,
      dots(place.x + qr.x - around),
      pageTop(on, Math.floor(index / perPage)) + dots(place.y + qr.y - around),
      dots(qr.w + 2 * around),
      dots(qr.h + 2 * around),
    );
    found.push({ number: content.title, read: await decoded(part) });
  }
  return found;
}

/** One sheet of each size of label: where labels lie on the paper has its own tests (draw, pdf). */
function oneForEachSize(sheets: readonly LabelSheet[]): LabelSheet[] {
  const sizes = new Map(sheets.map((on) => [`${on.medium} ${on.labelWidth}×${on.labelHeight} ${on.round ?? ''}`, on]));
  return [...sizes.values()];
}

describe('QR codes in a one-bit rendering at 200 dpi', () => {
  const withCode = LABEL_SHEETS.filter((on) =>
    layoutLabel(on, proposed(on, label()), label(), { notation: 'neutral' }).boxes.some(({ kind }) => kind === 'qr'),
  );

  // In `npm test` half of the sizes, drawn by chance.
  const chance = random();
  const looked = oneForEachSize(withCode).filter(() => LONGER || chance.chance(0.5));

  it('are on every sheet from 30 × 17 mm up', () => {
    for (const on of LABEL_SHEETS)
      if (Math.min(on.labelWidth, on.labelHeight) >= 17 && on.labelWidth >= 30) expect(withCode, on.id).toContain(on);
  });

  it.each(looked.map((on) => [on.id, on] as const))('%s: every label is read', async (_, on) => {
    // A roll has one label a page: the numbers of every kind are enough.
    const contents = capacity(on) === 1 ? NUMBERS.map((number) => label({ number })) : labelsFor(on);
    const found = await readAll(on, contents);
    expect(found.length).toBeGreaterThan(0);
    // What is encoded is the number as it is stored, variation selectors included.
    for (const { number, read } of found) expect(read && readCode(read), number).toBe(number);
  });

  it('CONTROL: a spoilt code and one with modules of less than a dot are not read', async () => {
    const on = LABEL_SHEETS[0]!;
    const drawing = drawSheets(on, drawn(on, [label()]), { notation: 'neutral' });
    const [svg = ''] = drawing.pages;
    const qr = layoutLabel(on, proposed(on, label()), label(), { notation: 'neutral' }).boxes.find(
      ({ kind }) => kind === 'qr',
    )!;
    const place = cell(on, 0);
    const read = async (page: string) => {
      const picture = await rendered(drawing, on, [page]);
      return decoded(crop(picture, dots(place.x + qr.x - 3), dots(place.y + qr.y - 3), dots(qr.w + 6), dots(qr.h + 6)));
    };
    expect(await read(svg)).not.toBeNull();
    const blot = `<rect x="${(place.x + qr.x) * 100}" y="${(place.y + qr.y + qr.h / 3) * 100}" width="900" height="500"/>`;
    expect(await read(svg.replace('</g></svg>', `${blot}</g></svg>`))).toBeNull();
    const small = (SMALLEST_MODULE / 5) * 100;
    expect(
      await read(svg.replace(/(data-qr="" transform="translate\([^)]*\)) scale\([\d.]+\)/, `$1 scale(${small})`)),
    ).toBeNull();
  });
});
