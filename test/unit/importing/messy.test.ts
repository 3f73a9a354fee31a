import { beforeAll, expect, it } from 'vitest';
import type { ImportPlan } from '../../../contract/importing.ts';
import type { Known } from '../../../core/importing/rows.ts';
import { type Measured, measure } from '../../support/importMeasure.ts';
import { messyBook } from '../../support/messyLedger.ts';
import { emptyKnown, tryBook } from './support.ts';

/** `MESSY=1000` and `MESSY_FROM=5000` try others. */
const BOOKS = Number(process.env['MESSY'] ?? 60);
const FROM = Number(process.env['MESSY_FROM'] ?? 1);

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

interface Sum {
  rows: number;
  right: number;
  missing: string[];
  extra: string[];
  missed: string[];
  wrong: string[];
  more: number;
  values: number;
}

/** All books measured; `change` spoils what was understood. */
function all(books = BOOKS, change?: (plan: ImportPlan) => ImportPlan): Sum {
  const sum: Sum = { rows: 0, right: 0, missing: [], extra: [], missed: [], wrong: [], more: 0, values: 0 };
  for (let seed = FROM; seed < FROM + books; seed += 1) {
    const { book, truth, layout } = messyBook(seed);
    let one: Measured;
    try {
      one = measure(truth, tryBook(known, book, change));
    } catch {
      one = measure(truth, { assets: [], notAssets: [], doubtful: [] });
    }
    const named = (list: readonly string[]) => list.map((text) => `${seed} ${layout} ${text}`);
    sum.rows += one.rows;
    sum.right += one.right;
    sum.missing.push(...named(one.missing));
    sum.extra.push(...named(one.extra));
    sum.missed.push(...named(one.missed));
    sum.wrong.push(...named(one.wrong));
    sum.more += one.more.length;
    sum.values += one.values;
  }
  return sum;
}

it('understands ledgers that it has never seen: nearly every row, and no wrong value in silence', () => {
  const sum = all();
  console.info(
    `${BOOKS} books: rows ${sum.right}/${sum.rows}  missing ${sum.missing.length}  extra ${sum.extra.length}  missed doubts ${sum.missed.length}  more doubts ${sum.more}  values wrong ${sum.wrong.length}/${sum.values}`,
  );
  if (process.env['DETAILS']) console.info(JSON.stringify(sum, null, 1));
  expect(sum.right / sum.rows).toBeGreaterThanOrEqual(0.95);
  expect(sum.extra.length / sum.rows).toBeLessThanOrEqual(0.01);
  expect(sum.missed).toEqual([]);
  expect(sum.wrong).toEqual([]);
  expect(sum.more / sum.rows).toBeLessThanOrEqual(0.05);
});

const spoil = (part: (sheet: ImportPlan['sheets'][number]) => object) => (plan: ImportPlan) => ({
  ...plan,
  sheets: plan.sheets.map((sheet) => ({ ...sheet, ...part(sheet) })),
});

it('control: columns that are off by one are seen as wrong values', () => {
  const sum = all(
    10,
    spoil(({ columns }) => ({ columns: [null, ...columns.slice(0, -1)] })),
  );
  expect(sum.wrong.length).toBeGreaterThan(sum.values / 4);
});

it('control: where every row counts as an asset, rows too many are seen', () => {
  const rows = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [String(i + 1), true]));
  expect(
    all(
      10,
      spoil(() => ({ rows })),
    ).extra.length,
  ).toBeGreaterThan(10);
});
