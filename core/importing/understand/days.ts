import { fiscalYearEnd, formatDate, isIsoDate, parseDate } from '../../../contract/japanese/date.ts';
import type { Cell } from '../../excel/read/index.ts';
import type { DateParts } from '../../excel/read/types.ts';

/** A day as a clerk wrote it: certain, or doubtful with what it probably means. */
export type Day =
  | { readonly iso: string }
  | { readonly iso: null; readonly why: string; readonly suggestion: string | null };

const doubt = (why: string, suggestion: string | null = null): Day => ({ iso: null, why, suggestion });
const wareki = (iso: string) => formatDate(iso, 'wareki');

/** Serials of 1950 to 2079: what a date looks like once its format is lost. */
const SERIALS = { first: 18_264, last: 65_744 };
/** Excel's own first day; days near it are numbers that somebody typed into a date column. */
const OLDEST = '1926-12-25';

/** A year of 令和 that a ledger may speak of; larger ones are years of 平成 or of the western calendar. */
const NEWEST_REIWA = 20;

const KANJI = '〇一二三四五六七八九';

/** 令和七年四月一日 -> 令和7年4月1日 */
function arabic(text: string): string {
  return text.replace(/[〇一二三四五六七八九十]+(?=[年月日])/g, (word) => {
    const tens = /^(.?)十(.?)$/.exec(word);
    if (tens) return String((tens[1] ? KANJI.indexOf(tens[1]) : 1) * 10 + (tens[2] ? KANJI.indexOf(tens[2]) : 0));
    return [...word].map((c) => KANJI.indexOf(c)).join('');
  });
}

/** Narrow letters; full stops, slashes and dashes of every kind; 付け and a closing stop off. */
function tidy(text: string): string {
  return arabic(text.normalize('NFKC'))
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .replace(/[。．・]/g, '.')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^'/, '')
    .replace(/^\(([^()]+)\)$/, '$1')
    .replace(/\s*(?:付け?|現在|時点)$/, '')
    .replace(/[ T]0{1,2}:00(?::00(?:\.0+)?)?$/, '')
    .replace(/^([RHSTM])\s*\.\s*(?=\d)/i, '$1')
    .replace(/(?<=\d)[.,]$/, '');
}

/** 2024(R6)/4/1, 2024年(令和6年)4月1日: the year twice. Null where the text says it once; '' where the two differ. */
function yearTwice(word: string): string | null {
  const found = /^(\d{4})(年?)\s*\(\s*(\D{1,2})\s*(元|\d{1,2})\s*年?\s*\)\s*(.+)$/.exec(word);
  if (!found) return null;
  const [, year, nen, era, y, rest] = found;
  const [western, japanese] = [`${year}${nen}${rest}`, `${era}${y}${nen}${rest}`].map((one) =>
    parseDate(one.replace(/^(\D{0,2}\d{1,4})\s*\.?(?=\d{1,2}月)/, '$1年')),
  );
  return western && western === japanese ? western : '';
}

const ERA = '(?<era>令和?|平成?|昭和?|大正?|明治?|[RHSTM])';
const YEAR = new RegExp(`^(?:${ERA}\\s*(?<y>元|\\d{1,2})|(?<w>\\d{4}))\\s*`, 'i');

/** The last day of a month or 年度, where the words say it: 令和7年3月末日, R7年度末. */
function lastDay(text: string): string | null {
  const month = /^(.+?)\s*(?:年|[./-])\s*(\d{1,2})\s*月?\s*(?:末日?|末)$/.exec(text);
  if (month) {
    for (let day = 31; day >= 28; day -= 1) {
      const iso = parseDate(`${month[1]}年${month[2]}月${day}日`);
      if (iso) return iso;
    }
  }
  const year = /^(.+?)\s*年度\s*末日?$/.exec(text);
  const first = year && parseDate(`${year[1]}年5月1日`);
  return first ? fiscalYearEnd(first) : null;
}

/** Excel makes a whole day of 2024/4 or 4/1; what the sheet does not show nobody wrote. */
const UNSEEN: Readonly<Record<DateParts, string>> = {
  yearMonth: '年と月だけを表示する書式なので、日が決まりません。',
  monthDay: '月と日だけを表示する書式なので、年が決まりません。',
  year: '年だけを表示する書式なので、日付が決まりません。',
  other: '年月日を表示しない書式なので、日付が決まりません。',
};

/** The day that a cell of a date column holds. */
export function readDay(text: string, cell: Cell | null): Day {
  if (cell?.kind === 'date') {
    const iso = text.slice(0, 10);
    if (!isIsoDate(iso)) return doubt('日付として読めません。');
    if (cell.shows) return doubt(UNSEEN[cell.shows], wareki(iso));
    return iso < OLDEST ? doubt(`${wareki(iso)}になります。数字が日付に変わった疑いがあります。`) : { iso };
  }
  const word = tidy(text);
  const twice = yearTwice(word);
  if (twice === '') return doubt('西暦と和暦が違う年を指しています。');
  const iso = twice ?? parseDate(word) ?? lastDay(word);
  if (iso) return iso < OLDEST && !/^[TM大明]/i.test(word) ? doubt(`${wareki(iso)}は古すぎます。`) : { iso };
  return serialDay(word) ?? shortDay(word) ?? monthOnly(word) ?? wrongEra(word) ?? doubt('日付として読めません。');
}

function serialDay(word: string): Day | null {
  const serial = /^\d{5}$/.test(word) ? Number(word) : 0;
  if (serial < SERIALS.first || serial > SERIALS.last) return null;
  const iso = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
  return doubt('日付の書式がない通し番号かもしれません。', wareki(iso));
}

/** 7.4.1, 4/10: no era, no year. */
function shortDay(word: string): Day | null {
  const short = /^(\d{1,2})\s*[./-年]\s*(\d{1,2})\s*[./-月]\s*(\d{1,2})日?$/.exec(word);
  if (short) {
    // 25.4.1 is 平成25年 or 2025年: neither is offered.
    const iso = Number(short[1]) > NEWEST_REIWA ? null : parseDate(`R${short[1]}.${short[2]}.${short[3]}`);
    return doubt('元号がないので、どの年か決められません。', iso && wareki(iso));
  }
  return /^\d{1,2}\s*[./-月]\s*\d{1,2}日?$/.test(word) ? doubt('年がないので、日付が決まりません。') : null;
}

/** R7.4, 令和7年度, 2024年: the day is missing. */
function monthOnly(word: string): Day | null {
  const found = YEAR.exec(word);
  if (!found) return null;
  const rest = word.slice(found[0].length);
  const year = found[0].trim();
  const first = (month: string | number) => parseDate(`${year}年${month}月1日`);
  if (/^年?度/.test(rest)) {
    const iso = first(5);
    return doubt('年度で書かれていて、日が決まりません。', iso && `${wareki(iso).replace('5月1日', '4月1日')}`);
  }
  const month = /^(?:年|[./-])\s*(\d{1,2})\s*月?(?:頃|ごろ|上旬|中旬|下旬|初旬)?$/.exec(rest)?.[1];
  if (month) {
    const iso = first(month);
    return doubt('日がないので、日付が決まりません。', iso && wareki(iso));
  }
  return /^年?(?:頃|ごろ)?$/.test(rest) ? doubt('年だけで、日付が決まりません。') : null;
}

/** 平成31年5月1日, R7.2.30: outside the era, or no day of the calendar. */
function wrongEra(word: string): Day | null {
  const parts = new RegExp(`^${ERA}\\s*(\\d{1,2})\\s*[年./-]\\s*(\\d{1,2})\\s*[月./-]\\s*(\\d{1,2})日?$`, 'i').exec(
    word,
  );
  if (!parts)
    return /^\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}日?$/.test(word) ? doubt('その日は暦にありません。') : null;
  const first: Readonly<Record<string, number>> = {
    R: 2018,
    H: 1988,
    S: 1925,
    T: 1911,
    M: 1867,
    令: 2018,
    平: 1988,
    昭: 1925,
    大: 1911,
    明: 1867,
  };
  const year = (first[parts[1]!.charAt(0).toUpperCase()] ?? 0) + Number(parts[2]);
  const iso = `${year}-${parts[3]!.padStart(2, '0')}-${parts[4]!.padStart(2, '0')}`;
  return isIsoDate(iso) ? doubt('その元号にない日です。', wareki(iso)) : doubt('その日は暦にありません。');
}
