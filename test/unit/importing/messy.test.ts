import { beforeAll, expect, it } from 'vitest';
import type { Known } from '../../../core/importing/rows.ts';
import { messyBook } from '../../support/messyLedger.ts';
import { measureBooks, offByOne, seedsOf } from './measured.ts';
import { emptyKnown } from './support.ts';

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

it('understands ledgers that it has never seen: nearly every row, and no wrong value in silence', () => {
  const { rows, right, extra, missed, wrong, more } = measureBooks(known, messyBook, seedsOf('MESSY', 60));
  expect(right / rows).toBeGreaterThanOrEqual(0.95);
  expect(extra.length / rows).toBeLessThanOrEqual(0.01);
  expect(missed).toEqual([]);
  expect(wrong).toEqual([]);
  expect(more.length / rows).toBeLessThanOrEqual(0.05);
});

it('control: columns that are off by one are seen as wrong values', () => {
  const { wrong, values } = measureBooks(known, messyBook, { books: 10, from: 1 }, offByOne);
  expect(wrong.length).toBeGreaterThan(values / 6);
});

it('control: where every row counts as an asset, rows too many are seen', () => {
  const rows = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [String(i + 1), true]));
  const { extra } = measureBooks(known, messyBook, { books: 10, from: 1 }, (plan) => ({
    ...plan,
    sheets: plan.sheets.map((sheet) => ({ ...sheet, rows })),
  }));
  expect(extra.length).toBeGreaterThan(10);
});
