import { describe, expect, it } from 'vitest';
import { DaichoError } from '../../../contract/errors.ts';
import {
  addDays,
  addMonths,
  fiscalYear,
  fiscalYearEnd,
  fiscalYearLabel,
  formatDate,
  isIsoDate,
  parseDate,
  retentionEnd,
  retentionStart,
} from '../../../contract/japanese/date.ts';

describe('parseDate', () => {
  it.each([
    ['令和8年4月1日', '2026-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['令和1年5月1日', '2019-05-01'],
    ['令和 8 年 4 月 1 日', '2026-04-01'],
    ['令和　８　年　４　月　１　日', '2026-04-01'],
    ['令和08年04月01日', '2026-04-01'],
    ['R8.4.1', '2026-04-01'],
    ['r8/4/1', '2026-04-01'],
    ['R08.04.01', '2026-04-01'],
    ['R8-4-1', '2026-04-01'],
    ['R8−4−1', '2026-04-01'],
    ['R 8. 4. 1', '2026-04-01'],
    ['R元.5.1', '2019-05-01'],
    ['R8年4月1日', '2026-04-01'],
    ['令8.4.1', '2026-04-01'],
    ['Ｒ８．４．１', '2026-04-01'],
    ['ｒ８／４／１', '2026-04-01'],
    ['㋿8年4月1日', '2026-04-01'],
    ['㍻31年4月30日', '2019-04-30'],
    ['㍼64年1月7日', '1989-01-07'],
    ['H31.4.30', '2019-04-30'],
    ['平成31年4月30日', '2019-04-30'],
    ['平31.4.30', '2019-04-30'],
    ['H1.1.8', '1989-01-08'],
    ['平成元年1月8日', '1989-01-08'],
    ['S64.1.7', '1989-01-07'],
    ['昭和元年12月25日', '1926-12-25'],
    ['T15.12.24', '1926-12-24'],
    ['大正元年7月30日', '1912-07-30'],
    ['M45.7.29', '1912-07-29'],
    ['明治6年1月1日', '1873-01-01'],
    ['2026/4/1', '2026-04-01'],
    ['2026/04/01', '2026-04-01'],
    ['2026-04-01', '2026-04-01'],
    ['2026.4.1', '2026-04-01'],
    ['2026年4月1日', '2026-04-01'],
    ['20260401', '2026-04-01'],
    ['２０２６／４／１', '2026-04-01'],
    ['２０２６－０４－０１', '2026-04-01'],
    ['２０２６．４．１', '2026-04-01'],
    ['２０２６年４月１日', '2026-04-01'],
    ['２０２６０４０１', '2026-04-01'],
    ['令和8年4月1日（水）', '2026-04-01'],
    ['2026/4/1(水)', '2026-04-01'],
    ['R8.4.1 （水曜日）', '2026-04-01'],
    ['2026/4/1㈬', '2026-04-01'],
    ['　 R8.4.1 \n', '2026-04-01'],
    ['R6.2.29', '2024-02-29'],
  ])('reads %j', (text, iso) => {
    expect(parseDate(text)).toBe(iso);
  });

  it.each([
    '',
    '　',
    '未定',
    '令和8年4月',
    '令和8年度',
    '2026/4',
    '2026/2/30',
    '2025-02-29',
    'R7.2.29',
    '2026/13/1',
    '2026/0/1',
    '2026/4/0',
    '2026/4/31',
    '20260431',
    '2026401',
    '平成31年5月1日',
    'H31.5.1',
    'R1.4.30',
    '令和元年4月30日',
    'S64.1.8',
    'H1.1.7',
    'T15.12.25',
    'S1.12.24',
    'M45.7.30',
    'R0.4.1',
    '令和0年4月1日',
    '0000/4/1',
    '0026/4/1',
    '8/4/1',
    '8.4.1',
    '８．４．１',
    '26/4/1',
    '2026/4-1',
    'R8.4/1',
    'X8.4.1',
    '2026/4/1頃',
    'R8.4.1～R9.3.31',
    '2026/4/1(水',
  ])('refuses %j', (text) => {
    expect(parseDate(text)).toBeNull();
  });

  it('reads back every day it can write, in all three styles, across all era borders', () => {
    let days = 0;
    for (let iso = '1868-01-01'; iso < '2040-01-01'; iso = addDays(iso, 13)) {
      for (const style of ['wareki', 'short', 'western'] as const) expect(parseDate(formatDate(iso, style))).toBe(iso);
      days++;
    }
    expect(days).toBeGreaterThan(4000);
  });

  it('agrees with the Japanese calendar of ICU since 1873', () => {
    const icu = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'UTC' });
    for (let iso = '1873-01-01'; iso < '2040-01-01'; iso = addDays(iso, 29)) {
      expect(formatDate(iso, 'wareki')).toBe(icu.format(new Date(`${iso}T00:00:00Z`)));
    }
    for (const iso of ['1912-07-29', '1912-07-30', '1926-12-24', '1926-12-25', '1989-01-07', '1989-01-08']) {
      expect(formatDate(iso, 'wareki')).toBe(icu.format(new Date(`${iso}T00:00:00Z`)));
    }
  });
});

describe('formatDate', () => {
  it.each([
    ['2026-04-01', '令和8年4月1日', 'R8.4.1', '2026/4/1'],
    ['2019-05-01', '令和元年5月1日', 'R1.5.1', '2019/5/1'],
    ['2019-12-31', '令和元年12月31日', 'R1.12.31', '2019/12/31'],
    ['2020-01-01', '令和2年1月1日', 'R2.1.1', '2020/1/1'],
    ['2019-04-30', '平成31年4月30日', 'H31.4.30', '2019/4/30'],
    ['1989-01-08', '平成元年1月8日', 'H1.1.8', '1989/1/8'],
    ['1989-01-07', '昭和64年1月7日', 'S64.1.7', '1989/1/7'],
    ['1868-01-25', '明治元年1月25日', 'M1.1.25', '1868/1/25'],
    ['1868-01-24', '1868/1/24', '1868/1/24', '1868/1/24'],
    ['1600-10-21', '1600/10/21', '1600/10/21', '1600/10/21'],
  ])('%s', (iso, wareki, short, western) => {
    expect(formatDate(iso, 'wareki')).toBe(wareki);
    expect(formatDate(iso, 'short')).toBe(short);
    expect(formatDate(iso, 'western')).toBe(western);
  });

  it.each(['', '未定', '2026-02-30', '2026/4/1'])('gives %j back unchanged', (text) => {
    expect(formatDate(text, 'wareki')).toBe(text);
  });
});

it('isIsoDate takes existing days in the stored form only', () => {
  for (const iso of ['2026-04-01', '2024-02-29', '9999-12-31']) expect(isIsoDate(iso)).toBe(true);
  for (const no of ['2026-4-1', '2025-02-29', '2026-04-31', '0026-04-01', '2026-04-01T00:00', ' 2026-04-01', '']) {
    expect(isIsoDate(no)).toBe(false);
  }
});

describe('fiscal years', () => {
  it.each([
    ['2026-03-31', 2025, '2026-03-31'],
    ['2026-04-01', 2026, '2027-03-31'],
    ['2026-12-31', 2026, '2027-03-31'],
    ['2027-01-01', 2026, '2027-03-31'],
  ])('%s belongs to %i, which ends on %s', (iso, year, end) => {
    expect(fiscalYear(iso)).toBe(year);
    expect(fiscalYearEnd(iso)).toBe(end);
  });

  it.each([
    [2026, '令和8年度'],
    [2020, '令和2年度'],
    [2019, '令和元年度'],
    [2018, '平成30年度'],
    [1989, '平成元年度'],
    [1988, '昭和63年度'],
    [1926, '大正15年度'],
    [1860, '1860年度'],
  ])('%i is %s', (year, label) => {
    expect(fiscalYearLabel(year)).toBe(label);
  });
});

describe('date arithmetic', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', 6, '2026-09-30'],
    ['2026-04-01', 12, '2027-04-01'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -13, '2025-02-28'],
    ['2026-04-01', 0, '2026-04-01'],
  ])('addMonths(%s, %i) = %s', (iso, n, expected) => {
    expect(addMonths(iso, n)).toBe(expected);
  });

  it.each([
    ['2026-04-01', -1, '2026-03-31'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-04-01', 365, '2027-04-01'],
  ])('addDays(%s, %i) = %s', (iso, n, expected) => {
    expect(addDays(iso, n)).toBe(expected);
  });

  it.each([
    ['2027-04-01', 5, '2032-03-31'],
    ['2027-04-01', 1, '2028-03-31'],
    ['2027-04-01', 30, '2057-03-31'],
    ['2026-01-01', 3, '2028-12-31'],
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-28'],
  ])('retention from %s over %i years ends on %s (D8)', (start, years, end) => {
    expect(retentionEnd(start, years)).toBe(end);
  });

  it.each([
    ['2026-04-01', '2027-04-01'],
    ['2027-03-31', '2027-04-01'],
    ['2027-04-01', '2028-04-01'],
  ])('completed on %s counts from %s (D8)', (completed, start) => {
    expect(retentionStart(completed)).toBe(start);
  });

  it('throws invalidInput for no date, for parts of a unit, and past year 9999', () => {
    const calls = [
      () => fiscalYear('R8.4.1'),
      () => fiscalYearEnd(''),
      () => addMonths('2026-02-30', 1),
      () => addMonths('2026-04-01', 1.5),
      () => addMonths('2026-04-01', 1e9),
      () => addDays('2026-04-01', Number.NaN),
      () => addDays('9999-12-31', 1),
      () => retentionEnd('2026-04-01', 0),
      () => retentionStart('未定'),
    ];
    for (const call of calls) {
      expect(call).toThrow(DaichoError);
      expect(call).toThrow(/^invalidInput/);
    }
  });
});
