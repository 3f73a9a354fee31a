import { describe, expect, it } from 'vitest';
import { capacity, cell, checkSheet, type LabelSheet } from '../../../contract/labelSheet.ts';
import { LABEL_SHEETS } from '../../../core/label/sheets.ts';

const elm022 = LABEL_SHEETS[0]!;
const own = (over: Partial<LabelSheet>): LabelSheet => ({ ...elm022, id: 'own', ...over });

describe('label sheets (domain.md §9.2)', () => {
  it('starts with the two recommended sheets', () => {
    expect(LABEL_SHEETS.slice(0, 2).map((sheet) => [sheet.id, capacity(sheet)])).toEqual([
      ['ELM022', 44],
      ['ELM012', 24],
    ]);
    expect(elm022.models).toEqual(['ELM022', '28388', '28368']);
  });

  it.each(LABEL_SHEETS.map((sheet) => [sheet.id, sheet] as const))(
    '%s is sound and lies symmetrically on the paper',
    (_, sheet) => {
      expect(checkSheet(sheet)).toEqual([]);
      const last = cell(sheet, capacity(sheet) - 1);
      expect(sheet.paperWidth - (last.x + last.w)).toBeCloseTo(sheet.x0, 6);
      expect(sheet.paperHeight - (last.y + last.h)).toBeCloseTo(sheet.y0, 6);
    },
  );

  it('CONTROL: the symmetry test fails on the doubtful ELM032 (x0 19, domain.md §9.2)', () => {
    const doubtful = own({
      columns: 3,
      rows: 10,
      labelWidth: 53.3,
      labelHeight: 25.4,
      x0: 19,
      y0: 21.5,
      dx: 57.1,
      dy: 25.4,
    });
    const last = cell(doubtful, 29);
    expect(Math.abs(doubtful.paperWidth - (last.x + last.w) - doubtful.x0)).toBeGreaterThan(1);
  });

  it('counts cells row by row', () => {
    expect(cell(elm022, 0)).toEqual({ x: 8.4, y: 8.8, w: 48.3, h: 25.4 });
    expect(cell(elm022, 5)).toEqual({ x: 8.4 + 48.3, y: 8.8 + 25.4, w: 48.3, h: 25.4 });
    expect(() => cell(elm022, 44)).toThrow(RangeError);
    expect(() => cell(elm022, -1)).toThrow(RangeError);
  });

  it.each([
    ['too wide', { columns: 5 }, '横が用紙から 39.9mm はみ出します。'],
    ['too high', { rows: 12 }, '縦が用紙から 16.6mm はみ出します。'],
    ['overlapping columns', { dx: 40 }, '横の間隔がラベルの幅より小さく、隣と重なります。'],
    ['overlapping rows', { dy: 20 }, '縦の間隔がラベルの高さより小さく、隣と重なります。'],
    ['no columns', { columns: 0 }, '列と段の数は、1以上の整数にしてください。'],
    ['half a row', { rows: 1.5 }, '列と段の数は、1以上の整数にしてください。'],
    ['no width', { labelWidth: 0 }, '大きさと間隔は、0より大きい数にしてください。'],
    ['not a number', { dy: Number.NaN }, '大きさと間隔は、0より大きい数にしてください。'],
    ['negative margin', { x0: -1 }, '余白は、0以上の数にしてください。'],
    ['too small', { labelHeight: 5 }, 'ラベルが小さすぎます。幅18mm・高さ7mm以上にしてください。'],
  ] as const)('says what is wrong: %s', (_, over, message) => {
    expect(checkSheet(own(over))).toContain(message);
  });
});
