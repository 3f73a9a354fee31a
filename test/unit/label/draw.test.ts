import qrcode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { codeText } from '../../../contract/labelCode.ts';
import { type DrawOptions, drawSheets as drawAll, drawOne } from '../../../core/label/draw.ts';
import type { LabelContent } from '../../../core/label/labelContent.ts';
import { drawFrames, drawRuler } from '../../../core/label/ruler.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';
import { drawn, label, labels, levels, sheet } from './samples.ts';

const elm022 = LABEL_SHEETS[0]!;
const drawSheets = (on: typeof elm022, contents: readonly LabelContent[], options: Partial<DrawOptions>) =>
  drawAll(on, drawn(on, contents), { notation: 'neutral', ...options });
const cellsOf = (page: string): number[] => [...page.matchAll(/data-cell="(\d+)"/g)].map((match) => Number(match[1]));

/** Dark modules of the QR path as "row,column". */
function modulesOf(svg: string): Set<string> {
  const path = /<path data-qr=""[^>]* d="([^"]+)"/.exec(svg)![1]!;
  const dark = new Set<string>();
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(run); i += 1) dark.add(`${y},${Number(x) + i}`);
  return dark;
}

function modulesFor(text: string): Set<string> {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const dark = new Set<string>();
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1) if (modules.get(row, column)) dark.add(`${row},${column}`);
  return dark;
}

describe('drawSheets', () => {
  it('is one SVG per sheet in millimetres', () => {
    const { pages } = drawSheets(elm022, labels(45), { start: 1 });
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain('width="210mm" height="297mm" viewBox="0 0 210 297"');
    expect(cellsOf(pages[0]!)).toEqual(Array.from({ length: 44 }, (_, i) => i + 1));
    expect(cellsOf(pages[1]!)).toEqual([1]);
  });

  it('starts at the first free cell and steps over used ones on the first sheet only', () => {
    const { pages } = drawSheets(elm022, labels(41), { start: 5, skip: [6, 7, 44] });
    expect(cellsOf(pages[0]!).slice(0, 3)).toEqual([5, 8, 9]);
    expect(cellsOf(pages[0]!).at(-1)).toBe(43);
    expect(cellsOf(pages[1]!)).toEqual([1, 2, 3, 4]);
  });

  it('makes no empty first page when all its cells are used', () => {
    const { pages } = drawSheets(elm022, labels(1), { start: 44, skip: [44] });
    expect(pages.map(cellsOf)).toEqual([[1]]);
  });

  it('refuses a start outside the sheet', () => {
    for (const start of [0, 45, 1.5]) expect(() => drawSheets(elm022, labels(1), { start })).toThrow(RangeError);
  });

  it('draws the QR code of the number with its check character and of nothing else', () => {
    const [page = ''] = drawSheets(elm022, [label()], { start: 1 }).pages;
    expect(modulesOf(page)).toEqual(modulesFor(codeText('HW-2026-01-0001')));
    expect(modulesOf(page), 'CONTROL: another number').not.toEqual(modulesFor(codeText('HW-2026-01-0002')));
  });

  it('fills class codes by weight, the half one with lines that survive black and white', () => {
    const draw = (c: '3B' | '3C' | '2' | '1') =>
      drawSheets(elm022, [label({ levels: levels(c, '1', '1'), marks: [] })], { start: 1 }).pages[0]!;
    const boxes = (page: string) =>
      [...page.matchAll(/<rect [^>]*fill="([^"]+)" stroke="#000"/g)].map((match) => match[1]);
    const hatched = (page: string) => /stroke-width="18"/.test(page);
    expect([boxes(draw('3B')), hatched(draw('3B'))]).toEqual([['#000'], false]);
    expect([boxes(draw('3C')), hatched(draw('3C'))]).toEqual([['none'], true]);
    expect([boxes(draw('2')), hatched(draw('2'))]).toEqual([['none'], false]);
    expect([boxes(draw('1')), hatched(draw('1'))]).toEqual([[], false]);
  });

  it('draws frames only when asked', () => {
    expect(drawSheets(elm022, labels(1), { start: 1 }).pages[0]).not.toContain('width="4830"');
    expect(drawSheets(elm022, labels(1), { start: 1, frames: true }).pages[0]).toContain('width="4830"');
  });

  it('stamps the bottom margin and leaves it alone where the margin is too narrow', () => {
    const stamp = '出力 令和8年11月23日　山田　1件　自治体機密性2 / 取扱注意';
    expect(drawSheets(elm022, labels(1), { start: 1, stamp }).pages[0]).toContain('取扱注意');
    const full = { ...elm022, y0: 14, rows: 11 };
    expect(drawSheets(full, labels(1), { start: 1, stamp }).pages[0]).not.toContain('取扱注意');
  });

  it('keeps mark-up characters and control characters out of the mark-up', () => {
    const name = '<b>A&B</b>\n"\'\u0007\ud800';
    const [page = ''] = drawSheets(elm022, [label({ name, number: 'X"<1' })], { start: 1 }).pages;
    expect(page).toContain('&lt;b&gt;A&amp;B&lt;/b&gt; &quot;&#39;');
    expect(page).not.toContain('<b>');
    expect(page).toContain('data-number="X&quot;&lt;1"');
  });

  it('collects the warnings of all labels', () => {
    const { warnings } = drawSheets(elm022, [label(), label({ number: 'HW-2', name: '名'.repeat(80) })], { start: 1 });
    expect(warnings.map(({ number, part }) => [number, part])).toEqual([['HW-2', 'name']]);
  });

  it('moves and stretches the whole page as the printer needs it', () => {
    const correction = { offsetX: 0.5, offsetY: -1, scaleX: 1.002, scaleY: 0.998 };
    const [page = ''] = drawSheets(elm022, labels(1), { correction }).pages;
    expect(page).toContain('matrix(1.002 0 0 0.998 50 -100)');
    expect(drawFrames(elm022, correction).svg).toContain('matrix(1.002 0 0 0.998 50 -100)');
    expect(drawFrames(elm022).svg.match(/width="4830"/g)).toHaveLength(44);
    expect(drawRuler('複合機', correction).svg).toContain('matrix(1.002 0 0 0.998 50 -100)');
  });

  it('prints copies one after the other and warns once for each label', () => {
    const { pages, warnings, said } = drawSheets(elm022, [label({ name: '名'.repeat(90) }), label()], {
      copies: 3,
      start: 43,
    });
    expect(pages.map(cellsOf)).toEqual([
      [43, 44],
      [1, 2, 3, 4],
    ]);
    expect(warnings).toHaveLength(1);
    expect(said).toHaveLength(2);
  });

  it('counts the pages it does not draw', () => {
    const { pages, pageCount } = drawSheets(elm022, labels(200), { maxPages: 2 });
    expect([pages.length, pageCount]).toEqual([2, 5]);
    expect(drawSheets(elm022, labels(44), { maxPages: 2 }).pages).toHaveLength(1);
    expect(drawSheets(elm022, [], {})).toMatchObject({ pages: [], pageCount: 0 });
  });

  it('says where the next print on this sheet begins, with the cells still to skip', () => {
    const next = (count: number, options: Partial<DrawOptions>) => drawSheets(elm022, labels(count), options).next;
    expect(next(3, {})).toEqual({ start: 4, skip: [] });
    expect(next(3, { start: 2, skip: [1, 5, 9] })).toEqual({ start: 6, skip: [9] });
    expect(next(44, {})).toEqual({ start: 1, skip: [] });
    expect(next(46, { skip: [40] })).toEqual({ start: 4, skip: [] });
    expect(next(42, { skip: [43, 44] })).toEqual({ start: 1, skip: [] });
  });

  it('draws one label alone, round ones in their circle', () => {
    const draw = (id: string) => {
      const [one] = drawn(sheet(id), [label()]);
      return drawOne(sheet(id), one!, { notation: 'neutral' });
    };
    expect(draw('ELM022').svg).toContain('width="48.3mm" height="25.4mm"');
    expect(draw('ELM022').svg).toContain('HW-2026-01-0001');
    expect(draw('QL-R58').svg).toContain('<ellipse');
    expect(draw('ELM022').leftOut).toEqual([]);
    expect(draw('QL-R24').leftOut).toContain('取扱制限');
  });
});
