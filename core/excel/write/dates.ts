/** Dates in a book: serial numbers and formats with Japanese eras (domain.md §10). */

const DAY_MS = 86_400_000;
/** Serial number of 1970-01-01. */
const EPOCH_SERIAL = 25_569;
/** 1900-03-01. Earlier numbers are off by one, because Excel knows a 29 February 1900. */
const FIRST_SOUND_SERIAL = 61;

/** A ledger says the same few thousand days again and again. */
const serials = new Map<string, number | null>();
const REMEMBERED = 20_000;

/** 令和 in Excel: `ggge` alone shows 令和1年 in 2019. `[$-411]` and not `[$-ja-JP]`, which Excel 2010 mangles. */
export const ERA_FORMAT = '[<=43585][$-411]ggge"年"m"月"d"日";[>=43831][$-411]ggge"年"m"月"d"日";"令和元年"m"月"d"日"';

/**
 * A format has room for one first year only, so dates in the first years of the older eras get their own. Each shows
 * every other date rightly too (with 令和1年 as the one blemish), for when somebody types over the cell.
 */
const OLDER_FIRST_YEARS: readonly (readonly [from: number, to: number, format: string])[] = [
  firstYear('平成', '1989-01-08', '1989-12-31'),
  firstYear('昭和', '1926-12-25', '1926-12-31'),
  firstYear('大正', '1912-07-30', '1912-12-31'),
];

export const ERA_FORMATS: readonly string[] = [ERA_FORMAT, ...OLDER_FIRST_YEARS.map(([, , format]) => format)];

/** Excel's number of an ISO date, or null when it is no date or earlier than 1900-03-01. Never uses local time. */
export function serialOf(iso: string): number | null {
  let serial = serials.get(iso);
  if (serial === undefined) {
    serial = readSerial(iso);
    if (serials.size >= REMEMBERED) serials.clear();
    serials.set(iso, serial);
  }
  return serial;
}

function readSerial(iso: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) return null;
  const date = new Date(`${iso}T00:00:00Z`);
  // Date accepts 2026-02-30 as 2 March.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso) return null;
  const serial = date.getTime() / DAY_MS + EPOCH_SERIAL;
  return serial < FIRST_SOUND_SERIAL ? null : serial;
}

/** Index into ERA_FORMATS of the format that shows this serial number rightly. */
export function eraFormatOf(serial: number): number {
  return OLDER_FIRST_YEARS.findIndex(([from, to]) => serial >= from && serial <= to) + 1;
}

function firstYear(era: string, first: string, last: string): readonly [number, number, string] {
  const from = serialOf(first)!;
  const to = serialOf(last)!;
  const usual = '[$-411]ggge"年"m"月"d"日"';
  return [from, to, `[<${from}]${usual};[<=${to}]"${era}元年"m"月"d"日";${usual}`];
}
