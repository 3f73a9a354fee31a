import { appendFileSync } from 'node:fs';

/**
 * How much more than `npm test` a safety test does: 1, or what `npm run torture` asks for by DAICHO_TORTURE. A test that
 * repeats something takes its count from `times`, its timeout from `patience`, and tells its figures with `report`;
 * `npm run torture` finds it by that and puts the figures into one table. Nothing has to be listed anywhere.
 */
const FACTOR = Number(process.env['DAICHO_TORTURE'] ?? 1);
if (!(FACTOR > 0)) throw new Error(`DAICHO_TORTURE is ${process.env['DAICHO_TORTURE']}, not a number above 0`);

/** So many repetitions, in a longer run as many times more. At least 1. */
export function times(n: number): number {
  return Math.max(1, Math.round(n * FACTOR));
}

/** A longer run than `npm test`: what that draws by chance is looked at whole. */
export const LONGER = times(1) > 1;

/** A timeout in ms that grows with the repetitions. */
export function patience(ms: number): number {
  return Math.max(ms, ms * FACTOR);
}

export type Figures = Readonly<Record<string, number | string>>;

/**
 * Tells what a repeated test has done: how often, with which seed, what it found. Written to the terminal and, for the
 * table of `npm run torture`, to the file that DAICHO_FIGURES names.
 * @param startedAt of the test: `performance.now()`
 */
export function report(test: string, startedAt: number, figures: Figures): void {
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  const line = { test, ...figures, seconds };
  console.log(
    `${test}: ${Object.entries({ ...figures, seconds })
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
  );
  const file = process.env['DAICHO_FIGURES'];
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}
