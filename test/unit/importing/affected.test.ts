import { beforeAll, describe, expect, it } from 'vitest';
import type { Known } from '../../../core/importing/rows.ts';
import { csv, emptyKnown, tryFile } from './support.ts';

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

const HEADINGS = ['名称', '登録日', '備考'];
const tryRows = (rows: readonly (readonly string[])[]) =>
  tryFile(known, csv([HEADINGS, ...rows]), { kind: 'information' }).check;

describe('rows that are shown with their problems', () => {
  it('are whole, once each, and only those with a problem, however far down they stand', () => {
    const fine = Array.from({ length: 200 }, (_, i) => [`資産${i}`, '2026-04-01', '']);
    const check = tryRows([...fine, ['計量記録', 'いつか', 'メモ'], ['甲', '2026-04-01', ''], ['合計', '', '202件']]);
    const rows = [...new Set(check.problems.map((problem) => problem.row))];
    expect(rows).toEqual([202, 204]);
    expect(check.affected.map(({ row, cells }) => ({ row, cells }))).toEqual([
      { row: 202, cells: ['計量記録', 'いつか', 'メモ'] },
      { row: 204, cells: ['合計', '', '202件'] },
    ]);
  });

  it('are there for every listed problem of an ordinary ledger, and no more than are listed', () => {
    const check = tryRows(Array.from({ length: 1200 }, (_, i) => [`資産${i}`, 'いつか', '']));
    expect(check.problemCount).toBe(1200);
    expect(check.affected).toHaveLength(1000);
  });

  it('end at 50,000 cells of a very wide sheet, and long texts are cut', () => {
    const wide = Array.from({ length: 6000 }, (_, i) => `列${i}`);
    const file = csv([
      [...HEADINGS, ...wide],
      ...Array.from({ length: 12 }, (_, i) => [`資産${i}`, 'いつか', '長'.repeat(500), ...wide]),
    ]);
    const { check } = tryFile(known, file, { kind: 'information' });
    expect(check.affected.length).toBeGreaterThan(0);
    expect(check.affected.reduce((sum, row) => sum + row.cells.length, 0)).toBeLessThanOrEqual(50_000);
    expect(check.affected[0]!.cells[2]).toHaveLength(200);
  });
});
