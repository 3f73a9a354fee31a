import { beforeAll, expect, it } from 'vitest';
import type { Known } from '../../../core/importing/rows.ts';
import { clerkBook } from '../../support/clerkLedger.ts';
import { measureBooks, offByOne, seedsOf } from './measured.ts';
import { emptyKnown } from './support.ts';

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

it('understands the disorder of small offices: cards, two rows for one asset, remarks that go on below', () => {
  const { rows, right, wrong, missed, extra } = measureBooks(known, clerkBook, seedsOf('CLERK', 60));
  expect(wrong).toEqual([]);
  expect(missed).toEqual([]);
  expect(right / rows).toBeGreaterThanOrEqual(0.95);
  expect(extra.length / rows).toBeLessThanOrEqual(0.01);
});

it('control: columns that are off by one are seen as wrong values', () => {
  const { wrong, values } = measureBooks(known, clerkBook, { books: 12, from: 1 }, offByOne);
  expect(wrong.length).toBeGreaterThan(values / 8);
});
