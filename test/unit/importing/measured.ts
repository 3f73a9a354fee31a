import type { ImportPlan, ImportProposal } from '../../../contract/importing.ts';
import type { ReadBook } from '../../../core/excel/read/index.ts';
import type { Known } from '../../../core/importing/rows.ts';
import { figuresOf, type Measured, measure, sumOf, type Truth } from '../../support/importMeasure.ts';
import { tryBook } from './support.ts';

/** A made-up book with what it holds. */
export interface Made {
  readonly book: ReadBook;
  readonly truth: Truth;
}

const NOTHING: ImportProposal = { assets: [], notAssets: [], doubtful: [] };

/**
 * Reads so many made-up books and measures what was understood.
 * @param change spoils the plan, for the controls
 */
export function measureBooks(
  known: Known,
  make: (seed: number) => Made,
  { books, from }: Seeds,
  change?: (plan: ImportPlan) => ImportPlan,
): Measured {
  const all: [string, Measured][] = [];
  for (let seed = from; seed < from + books; seed += 1) {
    const { book, truth } = make(seed);
    let proposal = NOTHING;
    try {
      proposal = tryBook(known, book, change);
    } catch (error) {
      if (process.env['DETAILS']) console.error(seed, error);
    }
    all.push([String(seed), measure(truth, proposal)]);
  }
  const sum = sumOf(all);
  if (!change) console.info(`${books} books: ${figuresOf(sum)}`);
  if (!change && process.env['DETAILS']) console.info(JSON.stringify(sum, null, 1));
  return sum;
}

export interface Seeds {
  readonly books: number;
  readonly from: number;
}

/** `FOUND=1000` and `FOUND_FROM=5000` try other seeds of the generator FOUND. */
export function seedsOf(name: string, books: number): Seeds {
  return { books: Number(process.env[name] ?? books), from: Number(process.env[`${name}_FROM`] ?? 1) };
}

export const offByOne = (plan: ImportPlan): ImportPlan => ({
  ...plan,
  sheets: plan.sheets.map((sheet) => ({ ...sheet, columns: [null, ...sheet.columns.slice(0, -1)] })),
});
