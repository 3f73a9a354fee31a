import { expect, test } from 'vitest';
import { ALL_FIELDS } from '../../../contract/catalogue/index.ts';
import { catalogueOf } from '../../../contract/catalogue/own.ts';
import { columnLetters, compoundOf } from '../../../contract/importing.ts';
import { columnGroups, columnIndex, doubleFields } from '../../../renderer/importing/columns.ts';

const labelOf = (id: string) => ({ 'personal.sensitive': '要配慮個人情報' })[id] ?? id;

test('every choice can be imported, and each stands in one group', () => {
  const ids = columnGroups(catalogueOf([]), 'hardware', labelOf).flatMap((group) =>
    group.options.map((option) => option.id),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('serialNumber');
  // Computed by the app: known to the catalogue, not on offer.
  expect(ALL_FIELDS.some((field) => field.id === 'riskValue')).toBe(true);
  expect(ids).not.toContain('riskValue');
});

test('columns of two facts are offered in words, for the kinds that have them', () => {
  const compounds = (kind: 'hardware' | 'document') => columnGroups(catalogueOf([]), kind, labelOf).at(-1)!;
  const labels = compounds('hardware').options.map((option) => option.label);
  expect(labels).toContain('メーカー／型番');
  expect(labels).toContain('個人情報：要配慮個人情報の○印');
  expect(compounds('hardware').options.every((option) => compoundOf(option.id))).toBe(true);
  expect(compounds('document').options.map((option) => option.label)).not.toContain('メーカー／型番');
});

test('two columns with the same field are noticed', () => {
  expect([...doubleFields(['name', null, 'note', 'name', null])]).toEqual(['name']);
  expect(doubleFields(['name', null, null]).size).toBe(0);
});

test('column letters and their way back', () => {
  for (const [index, letters] of [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ] as const) {
    expect(columnLetters(index)).toBe(letters);
    expect(columnIndex(`${letters}12`)).toBe(index);
  }
  expect(columnIndex('')).toBe(-1);
});
