import { expect, test } from 'vitest';
import { offeredItems, validityMark } from '../../../renderer/fields/validity.ts';

const item = (id: string, part: { hidden?: boolean; validFrom?: string; validUntil?: string } = {}) => ({
  id,
  hidden: part.hidden ?? false,
  validFrom: part.validFrom ?? null,
  validUntil: part.validUntil ?? null,
});
const TODAY = '2026-04-01';
const ITEMS = [
  item('plain'),
  item('hidden', { hidden: true }),
  item('over', { validUntil: '2026-03-31' }),
  item('lastDay', { validUntil: TODAY }),
  item('firstDay', { validFrom: TODAY }),
  item('toCome', { validFrom: '2026-04-02' }),
];

test('only what is in use today is offered, its first and last day included', () => {
  expect(offeredItems(ITEMS, TODAY).map(({ id }) => id)).toEqual(['plain', 'lastDay', 'firstDay']);
});

test('a stored value stays among the choices, in its place', () => {
  expect(offeredItems(ITEMS, TODAY, ['over']).map(({ id }) => id)).toEqual(['plain', 'over', 'lastDay', 'firstDay']);
});

test('what is not in use says so', () => {
  expect(ITEMS.map((one) => validityMark(one, TODAY))).toEqual(['', '（終了）', '（終了）', '', '', '（使用前）']);
});
