import { DaichoError } from '../errors.ts';

interface Era {
  readonly name: string;
  readonly letter: string;
  /** First and last day, inclusive (domain.md §10). */
  readonly first: string;
  readonly last: string;
}

/** Newest first. On the day of a change the new era counts; 明治 begins with its backdated first day. */
const ERAS: readonly Era[] = [
  { name: '令和', letter: 'R', first: '2019-05-01', last: '9999-12-31' },
  { name: '平成', letter: 'H', first: '1989-01-08', last: '2019-04-30' },
  { name: '昭和', letter: 'S', first: '1926-12-25', last: '1989-01-07' },
  { name: '大正', letter: 'T', first: '1912-07-30', last: '1926-12-24' },
  { name: '明治', letter: 'M', first: '1868-01-25', last: '1912-07-29' },
];

export type DateStyle = 'wareki' | 'short' | 'western';

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** null unless the day exists and its year has four digits. */
function toIso({ year, month, day }: Day): string | null {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function fromIso(iso: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!found) return null;
  const day = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return toIso(day) === null ? null : day;
}

function mustBeDay(iso: string): Day {
  const day = fromIso(iso);
  if (!day) throw new DaichoError('invalidInput', `日付「${iso}」を読み取れません。`);
  return day;
}

function mustBeIso(day: Day): string {
  const iso = toIso(day);
  if (iso === null) throw new DaichoError('invalidInput', '計算した日付が扱える範囲を超えています。');
  return iso;
}

function mustBeInteger(n: number): void {
  if (!Number.isSafeInteger(n)) throw new DaichoError('invalidInput', '期間は整数で指定してください。');
}

const eraOf = (iso: string): Era | undefined => ERAS.find((era) => era.first <= iso && iso <= era.last);
const firstYear = (era: Era): number => Number(era.first.slice(0, 4));

/** Month and day behind a year: 年4月1日, or with one and the same sign twice: .4.1 */
const MONTH_AND_DAY =
  '\\s*(?:年\\s*(?<m>\\d{1,2})\\s*月\\s*(?<d>\\d{1,2})\\s*日|(?<sign>[./-])\\s*(?<m2>\\d{1,2})\\s*\\k<sign>\\s*(?<d2>\\d{1,2}))$';
const WITH_ERA = new RegExp(`^(?<era>令和?|平成?|昭和?|大正?|明治?|[RHSTM])\\s*(?<y>元|\\d{1,2})${MONTH_AND_DAY}`, 'i');
const WESTERN = new RegExp(`^(?<y>\\d{4})${MONTH_AND_DAY}`);
const EIGHT_DIGITS = /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/;
const WEEKDAY = /\s*\([月火水木金土日](?:曜日?)?\)$/;

/**
 * The date a person typed, as ISO 'YYYY-MM-DD'; null when it is not a date or not a certain one.
 * Accepts 令和8年4月1日, 令和元年…, R8.4.1 (also / and -), 2026/4/1, 2026-04-01, 2026年4月1日, 20260401, all in any
 * width, with spaces and a weekday in brackets behind (domain.md §10). Refuses days that do not exist, days outside
 * the named era (平成31年5月1日), and years of one or two digits without an era (8/4/1).
 */
export function parseDate(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .trim()
    .replace(WEEKDAY, '');
  const found = (WITH_ERA.exec(plain) ?? WESTERN.exec(plain) ?? EIGHT_DIGITS.exec(plain))?.groups;
  if (!found) return null;
  const month = Number(found['m'] ?? found['m2']);
  const day = Number(found['d'] ?? found['d2']);
  const year = found['y'] === '元' ? 1 : Number(found['y']);
  const name = found['era']?.toUpperCase();
  if (name === undefined) return toIso({ year, month, day });

  const era = ERAS.find((e) => e.letter === name || e.name.startsWith(name));
  if (!era || year === 0) return null;
  const iso = toIso({ year: firstYear(era) + year - 1, month, day });
  return iso !== null && eraOf(iso) === era ? iso : null;
}

/**
 * An ISO date for people: 'wareki' 令和8年4月1日 (first year 元年), 'short' R8.4.1, 'western' 2026/4/1.
 * Days before 明治 fall back to 'western'. A text that is no ISO date comes back unchanged: a list has to show what is
 * stored, not fail over it.
 */
export function formatDate(iso: string, style: DateStyle): string {
  const date = fromIso(iso);
  if (!date) return iso;
  const { year, month, day } = date;
  const era = eraOf(iso);
  if (style === 'western' || !era) return `${year}/${month}/${day}`;
  const eraYear = year - firstYear(era) + 1;
  if (style === 'short') return `${era.letter}${eraYear}.${month}.${day}`;
  return `${era.name}${eraYear === 1 ? '元' : eraYear}年${month}月${day}日`;
}

/** True for an existing day written 'YYYY-MM-DD', years 1000 to 9999. */
export function isIsoDate(text: string): boolean {
  return fromIso(text) !== null;
}

/** The 年度 (1 April to 31 March) of a day, as the western year in which it begins. Throws invalidInput. */
export function fiscalYear(iso: string): number {
  const { year, month } = mustBeDay(iso);
  return month >= 4 ? year : year - 1;
}

/**
 * 2026 → 令和8年度. The era is that of 1 May, which gives the names the offices used in years of change: 令和元年度
 * for 2019, 昭和63年度 for 1988, 平成元年度 for 1989. Before 明治: 1860年度.
 */
export function fiscalYearLabel(year: number): string {
  const era = eraOf(`${year}-05-01`);
  if (!era) return `${year}年度`;
  const eraYear = year - firstYear(era) + 1;
  return `${era.name}${eraYear === 1 ? '元' : eraYear}年度`;
}

/** The same day n months later (earlier when n < 0), or the last of that month when it has no such day. Throws invalidInput. */
export function addMonths(iso: string, n: number): string {
  const { year, month, day } = mustBeDay(iso);
  mustBeInteger(n);
  const months = year * 12 + (month - 1) + n;
  const target = { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 };
  return mustBeIso({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** The day n days later (earlier when n < 0). Throws invalidInput. */
export function addDays(iso: string, n: number): string {
  const { year, month, day } = mustBeDay(iso);
  mustBeInteger(n);
  const date = new Date(Date.UTC(year, month - 1, day + n));
  return mustBeIso({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
}

/** The 31 March that ends the 年度 of the day. Throws invalidInput. */
export function fiscalYearEnd(iso: string): string {
  return mustBeIso({ year: fiscalYear(iso) + 1, month: 3, day: 31 });
}

/**
 * 保存期間満了日 = 起算日 + years − 1 day (domain.md D8): 2027-04-01 and 5 years → 2032-03-31. When the last year has no
 * such day (起算日 29 February), the period ends with the month, as 民法第143条 has it. Throws invalidInput.
 */
export function retentionEnd(startIso: string, years: number): string {
  mustBeInteger(years);
  if (years < 1) throw new DaichoError('invalidInput', '保存年数は1年以上で指定してください。');
  const sameDay = addMonths(startIso, years * 12);
  return sameDay.slice(-2) === startIso.slice(-2) ? addDays(sameDay, -1) : sameDay;
}

/** 起算日: 1 April of the 年度 after the one in which the document was completed (domain.md D8). Throws invalidInput. */
export function retentionStart(completedIso: string): string {
  return mustBeIso({ year: fiscalYear(completedIso) + 1, month: 4, day: 1 });
}
