import { expect, test } from 'vitest';
import { formatDate } from '../../../contract/japanese/date.ts';
import { ERA_FORMATS, eraFormatOf, serialOf } from '../../../core/excel/write/dates.ts';
import { cleanText, escapeXstring, headerText, linesOf, pieces, sheetName } from '../../../core/excel/write/text.ts';

test('only what XML cannot hold is replaced', () => {
  const kept = '髙﨑𠮷葛󠄀㈱ﾊﾝｶｸⅣ①～〜ー　\t改\n行 =+-@ <&>"\' _x_ 😀';
  expect(cleanText(kept)).toBe(kept);
  expect(cleanText('a\u0000b\u000bc\u001bd\u007fe\uffff')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\ufffd');
  expect(cleanText('x\ud842y')).toBe('x\ufffdy');
  expect(cleanText('1\r\n2\r3\n4')).toBe('1\n2\n3\n4');
});

test('a text that looks like an Excel escape keeps its letters', () => {
  expect(escapeXstring('_x0041_ _x000D__x000a_ _x41_ a_xb')).toBe(
    '_x005F_x0041_ _x005F_x000D__x005F_x000a_ _x41_ a_xb',
  );
});

test('pieces never cut a surrogate pair and lose nothing', () => {
  const value = `a${'𠮷'.repeat(10)}`;
  for (const limit of [2, 3, 4, 7]) {
    const cut = pieces(value, limit);
    expect(cut.join('')).toBe(value);
    expect(cut.every((piece) => piece.isWellFormed() && piece.length <= limit)).toBe(true);
  }
});

test('header text doubles & and stays within its limit, never ending in half an escape', () => {
  expect(headerText('A&B\n部', 50)).toBe('A&&B 部');
  expect(headerText('&'.repeat(40), 20)).toBe(`${'&&'.repeat(9)}…`);
  expect(headerText('一　二', 50)).toBe('一　二');
});

test('sheet names are accepted by Excel and unique without case', () => {
  const taken = new Set<string>();
  expect(sheetName("a/b:c*[d]?\\e'f", taken)).toBe('a_b_c__d___e_f');
  expect(sheetName('機器', taken)).toBe('機器');
  expect(sheetName('機器', taken)).toBe('機器(2)');
  expect(sheetName('PC', taken)).toBe('PC');
  expect(sheetName('pc', taken)).toBe('pc(2)');
  expect(sheetName('', taken)).toBe('シート');
  const long = '長'.repeat(40);
  expect(sheetName(long, taken)).toHaveLength(31);
  expect(sheetName(long, taken)).toBe(`${'長'.repeat(28)}(2)`);
});

test('lines of a wrapped cell', () => {
  expect(linesOf('', 10)).toBe(1);
  expect(linesOf('12345', 10)).toBe(1);
  expect(linesOf('一二三四五六', 10)).toBe(2);
  expect(linesOf('ｱｲｳｴｵｶｷｸｹｺ', 10)).toBe(1);
  expect(linesOf('a\nb\n', 10)).toBe(3);
});

test('serial numbers are counted in UTC and only for real dates', () => {
  expect(serialOf('2019-04-30')).toBe(43585);
  expect(serialOf('2020-01-01')).toBe(43831);
  expect(serialOf('1900-03-01')).toBe(61);
  for (const none of ['1900-02-28', '2026-02-30', '2026-4-1', '不明', '', '2026-04-01T00:00']) {
    expect(serialOf(none)).toBeNull();
  }
});

test('first years of the older eras get their own format', () => {
  const format = (iso: string) => ERA_FORMATS[eraFormatOf(serialOf(iso)!)];
  expect(format('1989-01-08')).toContain('平成元年');
  expect(format('1926-12-25')).toContain('昭和元年');
  expect(format('1989-01-07')).toBe(ERA_FORMATS[0]);
  expect(format('1990-01-01')).toBe(ERA_FORMATS[0]);
  expect(format('2019-05-01')).toBe(
    '[<=43585][$-411]ggge"年"m"月"d"日";[>=43831][$-411]ggge"年"m"月"d"日";"令和元年"m"月"d"日"',
  );
});

test('era text', () => {
  expect(formatDate('2026-04-01', 'wareki')).toBe('令和8年4月1日');
  expect(formatDate('2019-05-01', 'wareki')).toBe('令和元年5月1日');
  expect(formatDate('2019-04-30', 'wareki')).toBe('平成31年4月30日');
  expect(formatDate('未定', 'wareki')).toBe('未定');
});
