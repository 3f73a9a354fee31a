import { expect, test } from 'vitest';
import { KIND_ORDER } from '../../../contract/catalogue/index.ts';
import { catalogueOf } from '../../../contract/catalogue/own.ts';
import { columnsOf, FROZEN, filterFieldsOf } from '../../../renderer/assets/columns.ts';
import { adoptPreset, filterOf, isNarrowed, listOf, WIDE } from '../../../renderer/assets/listState.ts';
import { sameValue } from '../../../renderer/fields/words.ts';
import { chordOf, isComposing } from '../../../renderer/keys.ts';

const fixed = catalogueOf([]);
const all = { kind: null, binned: false } as const;
const start = listOf(all).state.get();

test.each([null, ...KIND_ORDER])('the list of %s begins with the frozen columns and shows every class', (kind) => {
  const ids = columnsOf(fixed, kind).map((column) => column.field.id);
  expect(ids.slice(0, FROZEN.length)).toEqual([...FROZEN]);
  expect(ids).toEqual(expect.arrayContaining(['confidentiality', 'integrity', 'availability', 'importance', 'state']));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.includes('kind')).toBe(kind === null);
  for (const { width } of columnsOf(fixed, kind)) expect(width).toBeGreaterThanOrEqual(60);
});

test('filters: the kind is offered in the list of all assets only', () => {
  expect(filterFieldsOf(fixed, null)[0]?.id).toBe('kind');
  expect(filterFieldsOf(fixed, 'system').map((field) => field.id)).not.toContain('kind');
});

test('a list that is not narrowed asks for nothing but its kind', () => {
  expect(filterOf(all, start)).toEqual({});
  expect(filterOf({ kind: 'medium', binned: true }, start)).toEqual({ kind: 'medium', binned: true });
  expect(isNarrowed(start)).toBe(false);
});

test('search words, filters and 記入漏れ go into the question; empty ones do not', () => {
  const state = { ...start, query: ' 計量 ', filters: { group: ['g1', ''], zone: [] }, incomplete: true };
  expect(filterOf(all, state)).toEqual({ query: '計量', filters: { group: ['g1', ''] }, incomplete: true });
  expect(isNarrowed(state)).toBe(true);
  expect(isNarrowed({ ...state, ...WIDE })).toBe(false);
});

test('a filter that a link brings replaces the old one and drops the selection', () => {
  const old = { ...start, query: '古い', filters: { group: ['g1'] }, selected: new Set(['1']), active: 5 };
  const next = adoptPreset(old, { ids: ['7'] });
  expect(filterOf(all, next)).toEqual({ ids: ['7'] });
  expect([next.selected.size, next.active]).toEqual([0, -1]);
});

test('every list keeps its own state', () => {
  const hardware = { kind: 'hardware', binned: false } as const;
  listOf(hardware).state.set({ ...start, query: '端末' });
  expect(listOf(hardware).state.get().query).toBe('端末');
  expect(listOf(all).state.get().query).toBe('');
});

test('empty values of any shape are the same; order of several values counts', () => {
  expect(sameValue('', undefined)).toBe(true);
  expect(sameValue([], null)).toBe(true);
  expect(sameValue(0, null)).toBe(false);
  expect(sameValue(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(sameValue(['a', 'b'], ['b', 'a'])).toBe(false);
});

const key = (text: string, more: object = {}) => ({
  key: text,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test('chords: Shift counts with Ctrl and named keys, not with signs', () => {
  expect(chordOf(key('?', { shiftKey: true }))).toBe('?');
  expect(chordOf(key('Z', { ctrlKey: true, shiftKey: true }))).toBe('ctrl+shift+z');
  expect(chordOf(key('S', { ctrlKey: true }))).toBe('ctrl+s');
  expect(chordOf(key('Escape'))).toBe('escape');
});

test('keys of an input method are not ours', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
