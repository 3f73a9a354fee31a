import { expect, it } from 'vitest';
import { formatInteger, parseInteger } from '../../../contract/japanese/number.ts';

it.each([
  ['0', 0],
  ['12', 12],
  ['1,200', 1200],
  ['１，２００', 1200],
  ['１２００件', 1200],
  ['1,234,567 人', 1234567],
  ['３台', 3],
  ['　5　年　', 5],
  ['-3', -3],
  ['－３', -3],
  ['−3', -3],
  ['+3', 3],
  ['-0', 0],
  ['007', 7],
])('parseInteger(%j) = %i', (text, n) => {
  expect(parseInteger(text)).toBe(n);
});

it.each([
  '',
  '　',
  '件',
  '約100件',
  '1.5',
  '1,20',
  '12,00',
  ',100',
  '1 200',
  '1万件',
  '10²',
  '①',
  '1e3',
  '0x1f',
  '3件4',
  '9007199254740993',
])('parseInteger refuses %j', (text) => {
  expect(parseInteger(text)).toBeNull();
});

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
  [-1000, '-1,000'],
  [-100, '-100'],
  [1200.9, '1,200'],
])('formatInteger(%d) = %s', (n, text) => {
  expect(formatInteger(n)).toBe(text);
});

it('reads back what it writes', () => {
  for (const n of [0, 7, 12345, -67890123, Number.MAX_SAFE_INTEGER]) expect(parseInteger(formatInteger(n))).toBe(n);
});
