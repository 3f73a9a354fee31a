import { describe, expect, it } from 'vitest';
import { capacity, cell, checkSheet, type LabelSheet, labelSheetSchema } from '../../../contract/labelSheet.ts';
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
    '%s is sound and within the contract',
    (_, sheet) => {
      expect(checkSheet(sheet)).toEqual([]);
      expect(labelSheetSchema.parse(sheet)).toEqual(sheet);
    },
  );

  it('has no id and no product number twice', () => {
    const names = LABEL_SHEETS.flatMap(({ id, models }) => [id, ...models.filter((model) => model !== id)]);
    expect(new Set(names).size).toBe(names.length);
  });

  /** Off symmetry by their maker's own numbers (domain.md §9.2), and they say so. */
  const OFF = { ELM023: 0.22, ELM006: 0.3 } as const;

  it.each(LABEL_SHEETS.filter(({ medium }) => medium === 'sheet').map((sheet) => [sheet.id, sheet] as const))(
    '%s lies symmetrically on the paper, or says by how much not',
    (id, sheet) => {
      const last = cell(sheet, capacity(sheet) - 1);
      const off = id in OFF ? OFF[id as keyof typeof OFF] : 0;
      expect(sheet.paperWidth - (last.x + last.w)).toBeCloseTo(sheet.x0, 6);
      const below = sheet.paperHeight - (last.y + last.h);
      expect(Math.abs(below - sheet.y0) / 2).toBeLessThan(off + 0.05);
      expect(sheet.note?.includes('試し刷り') ?? false).toBe(off > 0 || id === '31553');
    },
  );

  it('says 試し刷り for every tape whose printable width is not known for certain', () => {
    const rolls = LABEL_SHEETS.filter(({ medium }) => medium === 'roll');
    const certain = rolls.filter(({ note }) => !note!.includes('試し刷り')).map(({ id }) => Number(/\d+/.exec(id)![0]));
    expect([...new Set(certain)].sort((a, b) => a - b)).toEqual([29, 62, 102]);
    // 62 mm: 696 dots at 300 dpi.
    const { unprintable } = rolls.find(({ id }) => id === 'QL-62-100')!;
    expect(62 - 2 * unprintable!.y).toBeLessThanOrEqual((696 * 25.4) / 300);
  });

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
