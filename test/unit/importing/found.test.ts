import { beforeAll, expect, it } from 'vitest';
import type { Known } from '../../../core/importing/rows.ts';
import { foundBook } from '../../support/foundLedger.ts';
import { measureBooks, offByOne, seedsOf } from './measured.ts';
import { emptyKnown } from './support.ts';

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

it('understands ledgers of another making, and takes no value in silence that is another one', () => {
  const { rows, right, wrong, missed, extra } = measureBooks(known, foundBook, seedsOf('FOUND', 60));
  expect(wrong).toEqual([]);
  expect(missed).toEqual([]);
  expect(right / rows).toBeGreaterThanOrEqual(0.95);
  expect(extra.length / rows).toBeLessThanOrEqual(0.01);
});

it('control: columns that are off by one are seen as wrong values', () => {
  const { wrong, values } = measureBooks(known, foundBook, { books: 10, from: 1 }, offByOne);
  expect(wrong.length).toBeGreaterThan(values / 6);
});
