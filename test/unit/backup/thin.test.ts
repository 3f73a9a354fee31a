import { describe, expect, it } from 'vitest';
import { type Generation, toKeep } from '../../../core/backup/thin.ts';
import { random as seeded } from '../../support/random.ts';

interface Made extends Generation {
  /** The true day, which the clock may not know. */
  readonly trueDay: string;
}

const dayOf = (n: number) => new Date(Date.UTC(2020, 3, 1) + n * 86_400_000).toISOString().slice(0, 10);

/** One to four backups a day; `clock` says how many days the clock is off. */
function years(days: number, seed: number, clock: (day: number) => number): Made[] {
  const random = seeded(seed);
  const made: Made[] = [];
  for (let day = 0; day < days; day += 1)
    for (let i = random.below(5); i > 0; i -= 1) {
      const why = random.chance(0.02) ? 'yearEnd' : random.chance(0.1) ? 'import' : 'auto';
      made.push({ no: made.length + 1, day: dayOf(day + clock(day)), why, trueDay: dayOf(day) });
    }
  return made;
}

/** As in life: thinned after each backup. */
function oneByOne(made: readonly Made[]): Made[] {
  let there: Made[] = [];
  for (const one of made) {
    there.push(one);
    const kept = toKeep(there);
    there = there.filter((each) => kept.has(each));
  }
  return there;
}

const lastOf = (made: readonly Made[], period: (one: Made) => string) => [
  ...new Map(made.map((one) => [period(one), one])).values(),
];
const fiscalYear = ({ trueDay }: Made) => String(Number(trueDay.slice(0, 4)) - (trueDay.slice(5, 7) < '04' ? 1 : 0));

const YEARS_3 = -3 * 365;
const CLOCKS: Record<string, (day: number) => number> = {
  right: () => 0,
  'set back 3 years for good': (day) => (day > 900 ? YEARS_3 : 0),
  'set back 3 years for a week': (day) => (day > 900 && day < 908 ? YEARS_3 : 0),
  'forward 10 years for a week': (day) => (day > 900 && day < 908 ? 3650 : 0),
  'forward 10 years for good': (day) => (day > 900 ? 3650 : 0),
};

describe.each(Object.entries(CLOCKS))('thinning with the clock %s', (_name, clock) => {
  it.each([1, 2, 3])('loses nothing that was promised (seed %i)', (seed) => {
    const made = years(1100, seed, clock);
    const kept = new Set(oneByOne(made));
    expect(kept.has(made.at(-1)!)).toBe(true);
    for (const one of made) if (one.why === 'yearEnd') expect(kept.has(one)).toBe(true);
    for (const one of lastOf(made, fiscalYear)) expect(kept.has(one)).toBe(true);
    // A false week takes its own places at most: 14 days less 7, 24 months less 2.
    for (const one of lastOf(made, (each) => each.trueDay).slice(-7)) expect(kept.has(one)).toBe(true);
    // Where the clock is wrong, the end of a month is where it says.
    for (const one of lastOf(made, ({ trueDay }) => trueDay.slice(0, 7)).slice(-21))
      if (one.day === one.trueDay) expect(kept.has(one)).toBe(true);
    // Thinned day by day or all at once, the same stays.
    const atOnce = toKeep(made);
    expect([...kept]).toEqual(made.filter((one) => atOnce.has(one) && kept.has(one)));
    expect(kept.size).toBeLessThan(made.length / 4);
  });
});

it('a right clock keeps 14 days, 8 weeks and 24 months exactly as promised', () => {
  const made = years(1100, 9, () => 0);
  const kept = new Set(oneByOne(made));
  const days = lastOf(made, (one) => one.trueDay);
  for (const one of days.slice(-14)) expect(kept.has(one)).toBe(true);
  for (const one of lastOf(made, ({ trueDay }) => trueDay.slice(0, 7)).slice(-24)) expect(kept.has(one)).toBe(true);
  // Control: one that no rule names is gone.
  expect(days.slice(0, -60).some((one) => !kept.has(one))).toBe(true);
});
