/** What thinning has to know of a backup. */
export interface Generation {
  readonly no: number;
  /** ISO day, as the clock said. */
  readonly day: string;
  readonly why: string;
}

const DAILY = 14;
const WEEKLY = 8;
const MONTHLY = 24;
/** The newest ones stay whatever their day: a morning's work is taken back half an hour at a time. */
const NEWEST = 20;
/** Made before something that a person may want to take back; kept as long as the daily ones. */
const BEFORE = ['import', 'bulk', 'migration', 'restore', 'manual'];

/**
 * Which backups stay: the newest 20, the last of each of 14 days, 8 weeks and 24 months, the last of every fiscal year and
 * every seal for good (reliability.md P5).
 *
 * "Now" is not asked, and the order is that of the numbers (P12): a clock that was set back 3 years or ran 10 years ahead
 * makes days of its own and takes none away. A period counts once however often the clock comes back to it, and the last
 * backup of each stay in it is kept, so that a false day never puts a true one aside.
 */
export function toKeep<G extends Generation>(generations: readonly G[]): Set<G> {
  const newestFirst = [...generations].sort((a, b) => b.no - a.no);
  const kept = new Set<G>(newestFirst.slice(0, NEWEST));
  const days = within(newestFirst, (one) => one.day, DAILY);
  for (const one of days.all) if (BEFORE.includes(one.why)) kept.add(one);
  for (const one of days.last) kept.add(one);
  for (const one of within(newestFirst, (one) => weekOf(one.day), WEEKLY).last) kept.add(one);
  for (const one of within(newestFirst, (one) => one.day.slice(0, 7), MONTHLY).last) kept.add(one);
  for (const one of within(newestFirst, (one) => fiscalYearOf(one.day), Number.POSITIVE_INFINITY).last) kept.add(one);
  for (const one of newestFirst) if (one.why === 'yearEnd') kept.add(one);
  return kept;
}

/** Those of the newest `periods` periods, and of them the last of each stay in a period. */
function within<G>(newestFirst: readonly G[], periodOf: (one: G) => string, periods: number): { all: G[]; last: G[] } {
  const seen = new Set<string>();
  const all: G[] = [];
  const last: G[] = [];
  let before = '';
  for (const one of newestFirst) {
    const period = periodOf(one);
    if (!seen.has(period) && seen.size >= periods) break;
    seen.add(period);
    all.push(one);
    if (period !== before) last.push(one);
    before = period;
  }
  return { all, last };
}

/** The Monday of a day's week. */
function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** 年度: from April to March. */
function fiscalYearOf(day: string): string {
  const year = Number(day.slice(0, 4));
  return String(Number(day.slice(5, 7)) >= 4 ? year : year - 1);
}
