import { expect, test } from 'vitest';
import { changedValues, EMPTY_DRAFT, overtakenFields, saved, settled, typed } from '../../../renderer/asset/draft.ts';

const stored = { name: '計量システム', note: '古い', personalData: ['personal.none'] };
const type = (draft = EMPTY_DRAFT, id: string, value: string | readonly string[] | null, now: typeof stored = stored) =>
  typed(draft, now, id, value, null);

test('only what differs is sent, and an emptied field goes as null', () => {
  let draft = type(undefined, 'name', '計量システム');
  draft = type(draft, 'note', '');
  draft = type(draft, 'personalData', []);
  draft = type(draft, 'summary', '');
  expect(changedValues(draft, stored)).toEqual({ note: null, personalData: null });
});

test('typing a value back leaves nothing to save', () => {
  const draft = type(type(undefined, 'note', '新しい'), 'note', '古い');
  expect(changedValues(draft, stored)).toEqual({});
});

test('an unreadable text is a problem until it is written again', () => {
  const wrong = typed(EMPTY_DRAFT, stored, 'acquiredOn', null, '日付として読めません。');
  expect(wrong.problems).toEqual({ acquiredOn: '日付として読めません。' });
  expect(typed(wrong, stored, 'acquiredOn', '2026-04-01', null).problems).toEqual({});
});

test('after a save nothing is changed, before and after the stored values arrive', () => {
  const draft = type(undefined, 'note', '新しい');
  const sent = saved(draft, changedValues(draft, stored), 2);
  expect(changedValues(sent, stored)).toEqual({});
  expect(settled(sent, 1).values).toEqual({ note: '新しい' });
  expect(settled(sent, 2).values).toEqual({});
});

test('what is typed while a save is on its way stays a change', () => {
  const draft = type(undefined, 'note', '新しい');
  const later = type(draft, 'note', 'もっと新しい');
  const sent = saved(later, changedValues(draft, stored), 2);
  expect(changedValues(sent, stored)).toEqual({ note: 'もっと新しい' });
  const fresh = { ...stored, note: '新しい' };
  expect(changedValues(settled(sent, 2), fresh)).toEqual({ note: 'もっと新しい' });
});

test('a field changed elsewhere meanwhile is told, others are not', () => {
  const draft = type(type(undefined, 'note', '新しい'), 'name', '計量');
  const elsewhere = { ...stored, note: 'ほかの人' };
  expect(overtakenFields(draft, elsewhere)).toEqual(['note']);
  expect(overtakenFields(draft, stored)).toEqual([]);
});

test('our own save does not count as elsewhere', () => {
  const draft = type(undefined, 'note', '新しい');
  const sent = settled(saved(draft, { note: '新しい' }, 2), 2);
  const fresh = { ...stored, note: '新しい' };
  const again = type(sent, 'note', 'さらに', fresh);
  expect(overtakenFields(again, fresh)).toEqual([]);
});
