import { beforeAll, expect, it } from 'vitest';
import type { ImportPlan } from '../../../contract/importing.ts';
import type { Known } from '../../../core/importing/rows.ts';
import { foundBook } from '../../support/foundLedger.ts';
import { type FoundMeasured, measureFound } from '../../support/foundMeasure.ts';
import { emptyKnown, tryBook } from './support.ts';

/** `FOUND=1000` and `FOUND_FROM=5000` try others. */
const BOOKS = Number(process.env['FOUND'] ?? 60);
const FROM = Number(process.env['FOUND_FROM'] ?? 1);

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

interface Sum {
  rows: number;
  right: number;
  values: number;
  missing: string[];
  extra: string[];
  wrong: string[];
  missed: string[];
  kept: string[];
  more: string[];
}

function all(books = BOOKS, change?: (plan: ImportPlan) => ImportPlan): Sum {
  const sum: Sum = { rows: 0, right: 0, values: 0, missing: [], extra: [], wrong: [], missed: [], kept: [], more: [] };
  for (let seed = FROM; seed < FROM + books; seed += 1) {
    const found = foundBook(seed);
    let one: FoundMeasured;
    try {
      one = measureFound(found, tryBook(known, found.book, change));
    } catch {
      one = measureFound(found, { assets: [], notAssets: [], doubtful: [] });
    }
    sum.rows += one.rows;
    sum.right += one.right;
    sum.values += one.values;
    for (const key of ['missing', 'extra', 'wrong', 'missed', 'kept', 'more'] as const)
      sum[key].push(...one[key].map((text) => `${seed} ${text}`));
  }
  return sum;
}

it('understands ledgers of another making, and takes no value in silence that is another one', () => {
  const sum = all();
  const { missing, extra, wrong, missed, kept, more } = sum;
  console.info(
    `${BOOKS} books: rows ${sum.right}/${sum.rows}  missing ${missing.length}  extra ${extra.length}  wrong ${wrong.length}/${sum.values}  missed doubts ${missed.length}  kept aside ${kept.length}  more doubts ${more.length}`,
  );
  if (process.env['DETAILS']) console.info(JSON.stringify(sum, null, 1));
  expect(wrong).toEqual([]);
  expect(missed).toEqual([]);
  expect(sum.right / sum.rows).toBeGreaterThanOrEqual(0.95);
  expect(extra.length / sum.rows).toBeLessThanOrEqual(0.01);
});

it('control: columns that are off by one are seen as wrong values', () => {
  const sum = all(10, (plan) => ({
    ...plan,
    sheets: plan.sheets.map((sheet) => ({ ...sheet, columns: [null, ...sheet.columns.slice(0, -1)] })),
  }));
  expect(sum.wrong.length).toBeGreaterThan(sum.values / 6);
});
