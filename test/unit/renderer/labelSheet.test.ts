import { expect, test } from 'vitest';
import type { LabelSheetInfo } from '../../../contract/label.ts';
import { drawnCells, neighbour } from '../../../renderer/labels/sheetGeometry.ts';
import { readSvg } from '../../../renderer/labels/svgTree.ts';

const ELM022: LabelSheetInfo = {
  id: 'ELM022',
  name: '44面',
  columns: 4,
  rows: 11,
  labelWidth: 48.3,
  labelHeight: 25.4,
  x0: 8.4,
  y0: 8.8,
  dx: 48.3,
  dy: 25.4,
  paperWidth: 210,
  paperHeight: 297,
  notes: [],
  title: 'ELM022',
  maker: 'ヒサゴ',
  models: ['ELM022'],
  medium: 'sheet',
  preset: true,
  start: 1,
  skip: [],
  printerId: null,
  last: false,
};

test('cells lie where they lie on the paper, numbered row by row', () => {
  const cells = drawnCells(ELM022);
  expect(cells).toHaveLength(44);
  const sixth = cells[5]!;
  expect([sixth.index, sixth.row, sixth.column]).toEqual([6, 2, 2]);
  expect((sixth.left / 100) * 210).toBeCloseTo(8.4 + 48.3);
  expect((sixth.top / 100) * 297).toBeCloseTo(8.8 + 25.4);
  const last = cells.at(-1)!;
  expect(last.left + last.width).toBeLessThan(100);
  expect(last.top + last.height).toBeLessThan(100);
});

test('arrow keys move over the sheet and stop at its edges', () => {
  expect(neighbour(ELM022, 6, 'ArrowDown')).toBe(10);
  expect(neighbour(ELM022, 6, 'ArrowUp')).toBe(2);
  expect(neighbour(ELM022, 2, 'ArrowUp')).toBeNull();
  expect(neighbour(ELM022, 44, 'ArrowRight')).toBeNull();
  expect(neighbour(ELM022, 44, 'Home')).toBe(1);
  expect(neighbour(ELM022, 6, 'a')).toBeNull();
});

test('a drawing is read with its text as written', () => {
  const svg = readSvg(
    '<svg viewBox="0 0 210 297"><g transform="scale(0.01)"><text x="1">A&amp;B &lt;髙﨑𠮷&gt; &#x3042;</text><rect width="2"/></g></svg>',
  );
  expect(svg.attributes['viewBox']).toBe('0 0 210 297');
  expect(svg.children).toEqual([
    {
      name: 'g',
      attributes: { transform: 'scale(0.01)' },
      children: [
        { name: 'text', attributes: { x: '1' }, children: ['A&B <髙﨑𠮷> あ'] },
        { name: 'rect', attributes: { width: '2' }, children: [] },
      ],
    },
  ]);
});

test('what is no drawing is refused', () => {
  expect(() => readSvg('<svg><g></svg>')).toThrow();
  expect(() => readSvg('<svg><g></g>')).toThrow();
  expect(() => readSvg('<p>text</p>')).toThrow();
});
