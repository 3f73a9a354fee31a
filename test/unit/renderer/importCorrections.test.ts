import { expect, test } from 'vitest';
import type { Correction, ImportPlan, ImportProblem } from '../../../contract/importing.ts';
import {
  correctionOf,
  isAnswered,
  rowWay,
  tableOf,
  waysOf,
  withCorrection,
  withFinding,
  withoutCorrection,
  withRowWay,
} from '../../../renderer/importing/corrections.ts';

/** Which remarks a decision of the clerk answers. */

const problem = (cell: string, part: Partial<ImportProblem> = {}): ImportProblem => ({
  sheet: '一覧',
  row: Number(/\d+$/.exec(cell)?.[0] ?? 0),
  column: '取得年月日',
  cell,
  value: '7.4.1',
  severity: 'warning',
  code: 'badDate',
  message: '読めません。',
  ...part,
});
const plan = (part: Partial<ImportPlan> = {}, sheet: object = {}): ImportPlan => ({
  schemeId: 'municipal-2024',
  sheets: [{ name: '一覧', use: true, headerRow: 1, kind: 'hardware', columns: [], ...sheet }],
  ...part,
});
const correction = (cell: string, part: Partial<Correction> = {}): Correction => ({
  sheet: '一覧',
  cell,
  row: Number(/\d+$/.exec(cell)![0]),
  text: '7.4.1',
  how: 'keep',
  ...part,
});

test('a decision for one cell answers that cell only; one for all the same values answers that column only', () => {
  const one = plan({ corrections: [correction('C2')] });
  expect(['C2', 'C3', 'D2'].map((cell) => isAnswered(one, problem(cell)))).toEqual([true, false, false]);
  const all = plan({ corrections: [correction('C2', { everywhere: true })] });
  expect(['C2', 'C3', 'D2', 'AC2'].map((cell) => isAnswered(all, problem(cell)))).toEqual([true, true, false, false]);
  expect(isAnswered(all, problem('C4', { value: '7.4.2' }))).toBe(false);
});

test('a decision takes the place of the one before, and taking it back leaves the others', () => {
  const first = plan({ corrections: [correction('C2'), correction('C3')] });
  const second = plan({ corrections: [...withCorrection(first, correction('C2', { how: 'value', to: 'R7.4.1' }))] });
  expect(second.corrections).toHaveLength(2);
  expect(correctionOf(second, problem('C2'))).toMatchObject({ how: 'value', to: 'R7.4.1' });
  expect(withoutCorrection(second, correction('C2')).map((one) => one.cell)).toEqual(['C3']);
});

test('of two tables on a sheet the one that holds the cell is meant', () => {
  const [left] = plan({}, { right: 4 }).sheets;
  const both = { ...plan(), sheets: [left!, { ...left!, name: '一覧（表2）', sheet: '一覧', left: 6, right: 9 }] };
  expect(tableOf(both, problem('C2'))?.name).toBe('一覧');
  expect(tableOf(both, problem('G2'))?.name).toBe('一覧（表2）');
});

test('what can be done depends on the remark: a row left out is never kept as it is', () => {
  expect(waysOf(problem('C2', { suggestion: '令和7年4月1日' }))).toMatchObject({
    suggestion: '令和7年4月1日',
    keep: '空のままにする',
    blank: false,
  });
  expect(waysOf(problem('C2', { code: 'dateOrder' }))).toMatchObject({ keep: 'このままでよい', blank: true });
  expect(waysOf(problem('A2', { code: 'missingName', severity: 'error' }))).toMatchObject({ type: true, keep: null });
  expect(waysOf(problem('A2', { code: 'notAsset', severity: 'error' }))).toMatchObject({ type: false, row: 'isAsset' });
  // 廃棄済 is a state, no name.
  expect(waysOf(problem('A2', { code: 'struckOut', suggestion: '廃棄済' })).suggestion).toBeNull();
});

const twin = problem('A2', {
  code: 'sameName',
  value: '計量用PC',
  choice: {
    finding: 'sameName',
    ways: ['new', 'update', 'skip'],
    usual: 'new',
    said: false,
    asset: { id: '7', number: 'HW-7', name: '計量用PC' },
  },
});

test('what becomes of a row: of it alone before what is said of all, and only while it looks like that asset', () => {
  expect(isAnswered(plan(), twin)).toBe(false);
  const all = plan(withFinding(plan(), 'sameName', 'skip'));
  expect([rowWay(all, twin), isAnswered(all, twin)]).toEqual(['skip', true]);
  const own = { ...all, corrections: [...withRowWay(all, twin, 'update')] };
  expect(own.corrections).toMatchObject([{ how: 'update', to: 'HW-7', finding: 'sameName' }]);
  expect(rowWay(own, twin)).toBe('update');
  const other = { ...twin, choice: { ...twin.choice!, asset: { id: '8', number: 'HW-8', name: '計量用PC' } } };
  expect(rowWay(own, other)).toBe('skip');
  // Taken back, what was said of all holds again; said of all anew, it overrules.
  expect(rowWay({ ...own, corrections: [...withRowWay(own, twin, null)] }, twin)).toBe('skip');
  expect(rowWay(plan(withFinding(own, 'sameName', 'new')), twin)).toBe('new');
  // A way that this row does not have is no decision about it.
  expect(rowWay(all, { ...twin, choice: { ...twin.choice!, ways: ['new'] } })).toBeUndefined();
});

test('a value typed into a cell and what becomes of its row are two decisions', () => {
  const typed = plan({ corrections: [correction('A2', { text: '計量用PC', how: 'value', to: '計量用PC2' })] });
  const both = { ...typed, corrections: [...withRowWay(typed, twin, 'skip')] };
  expect(both.corrections).toHaveLength(2);
  expect(correctionOf(both, twin)?.how).toBe('value');
  expect(waysOf(twin)).toMatchObject({ suggestion: null, type: true, keep: null, row: null });
});
