import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { ImportPlan } from '../../../contract/importing.ts';
import { readBook } from '../../../core/excel/read/index.ts';
import type { Known } from '../../../core/importing/rows.ts';
import { type Worked, workThrough } from '../../support/clerk.ts';
import { clerkBook } from '../../support/clerkLedger.ts';
import { foundBook } from '../../support/foundLedger.ts';
import { messyBook } from '../../support/messyLedger.ts';
import { SAMPLE_FILES, SAMPLES, sampleTruth } from '../../support/sampleTruth.ts';
import { patience, report, times } from '../../support/scale.ts';
import type { Made } from './measured.ts';
import { emptyKnown } from './support.ts';

/** What a clerk makes of a ledger with the tools of the screens: all rows, all values, and how many decisions it takes. */

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

const decisionsOf = (all: readonly Worked[]): string => {
  const sum = new Map<string, number>();
  for (const { decisions } of all) for (const [tool, n] of decisions) sum.set(tool, (sum.get(tool) ?? 0) + n);
  return [...sum].map(([tool, n]) => `${tool} ${n}`).join(', ');
};
const count = (all: readonly Worked[], of: (one: Worked) => number) => all.reduce((sum, one) => sum + of(one), 0);
const decided = ({ decisions }: Worked) => [...decisions.values()].reduce((sum, n) => sum + n, 0);

it.each(SAMPLE_FILES)('%s: a clerk puts every row right on the screens', (file) => {
  const book = readBook(readFileSync(new URL(file, SAMPLES)), file);
  const one = workThrough(known, book, sampleTruth(file), file);
  console.info(
    `${file}: rows right ${one.rightAtFirst} -> ${one.right}/${one.rows}, decisions ${decided(one)} (${decisionsOf([one])})`,
  );
  expect(one.left).toEqual([]);
  expect(one.right).toBe(one.rows);
});

const from = Number(process.env['CORRECTED_FROM'] ?? 1);

it.each<[string, (seed: number) => Made, number]>([
  ['messyLedger', messyBook, 8],
  ['foundLedger', foundBook, 12],
  ['clerkLedger', clerkBook, 24],
])(
  '%s: a clerk puts every row right on the screens',
  (name, make, books) => {
    const startedAt = performance.now();
    const all: Worked[] = [];
    for (let seed = from; seed < from + times(books); seed += 1) {
      const { book, truth } = make(seed);
      all.push(workThrough(known, book, truth));
    }
    report(`${name} on the import screens`, startedAt, {
      books: all.length,
      rows: count(all, (one) => one.rows),
      'right at first': count(all, (one) => one.rightAtFirst),
      right: count(all, (one) => one.right),
      decisions: count(all, decided),
      tools: decisionsOf(all),
    });
    expect(all.flatMap(({ left }, i) => left.map((text) => `${from + i} ${text}`))).toEqual([]);
  },
  patience(120_000),
);

it('control: where no column is understood no row is right at first, and the clerk still mends all', () => {
  const columnsOff = (plan: ImportPlan): ImportPlan => ({
    ...plan,
    sheets: plan.sheets.map((sheet) => ({ ...sheet, columns: sheet.columns.map(() => null) })),
  });
  const { book, truth } = foundBook(3);
  const one = workThrough(known, book, truth, 'Book1.xlsx', columnsOff);
  expect(one.rightAtFirst).toBe(0);
  expect(one.right).toBe(one.rows);
});
