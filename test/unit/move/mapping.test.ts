import { expect, it } from 'vitest';
import type { Mapping } from '../../../contract/classification.ts';
import { clearlyLaxer, mappingProblems, proposeMapping, strength } from '../../../contract/move.ts';
import { AXES, type Scheme } from '../../../contract/scheme.ts';
import { IPA_3, MUNICIPAL_2024, MUNICIPAL_FORMER, SCHEMES } from '../../../core/presets/schemes.ts';

const hidden = (scheme: Scheme, ...codes: string[]): Scheme => ({
  ...scheme,
  axes: {
    ...scheme.axes,
    confidentiality: {
      ...scheme.axes.confidentiality,
      levels: scheme.axes.confidentiality.levels.map((level) => ({ ...level, hidden: codes.includes(level.code) })),
    },
  },
});
const none: Mapping = { confidentiality: {}, integrity: {}, availability: {} };
const problems = (from: Scheme, to: Scheme, confidentiality: Mapping['confidentiality']) =>
  mappingProblems(from, to, { ...none, confidentiality }).map(({ path }) => path);

it('former to 2024: 1 to 1, integrity and availability straight, 2 and 3 to a person (domain.md §2.3)', () => {
  expect(proposeMapping(MUNICIPAL_FORMER, MUNICIPAL_2024)).toEqual({
    confidentiality: { 3: null, 2: null, 1: '1' },
    integrity: { 2: '2', 1: '1' },
    availability: { 2: '2', 1: '1' },
  });
});

it('other pairs: as many levels go straight, of others only the laxest; hidden ones to a person', () => {
  expect(proposeMapping(MUNICIPAL_2024, IPA_3).confidentiality).toEqual({
    '3A': null,
    '3B': null,
    '3C': null,
    2: null,
    1: '1',
  });
  expect(proposeMapping(IPA_3, MUNICIPAL_FORMER).confidentiality).toEqual({ 3: '3', 2: '2', 1: '1' });
  const three = hidden(MUNICIPAL_2024, '3A', '3B');
  // Three in use on both sides, but 3C is not as strict as 機密性3 was.
  expect(proposeMapping(MUNICIPAL_FORMER, three).confidentiality).toEqual({ 3: null, 2: null, 1: '1' });
  expect(proposeMapping(three, MUNICIPAL_FORMER).confidentiality).toMatchObject({ '3A': null, '3B': null, 1: '1' });
});

it('every proposed table of every pair passes its own check', () => {
  for (const from of SCHEMES)
    for (const to of SCHEMES) expect(mappingProblems(from, to, proposeMapping(from, to))).toEqual([]);
});

it('refuses, at the level: laxer than before, a stricter level overtaken, unknown and hidden targets', () => {
  const check = (table: Mapping['confidentiality']) => problems(MUNICIPAL_FORMER, MUNICIPAL_2024, table);
  const at = (code: string) => [`mapping.confidentiality.${code}`];
  expect(check({ 3: '3A', 2: '3C', 1: '1' })).toEqual([]);
  expect(check({ 3: '3B' })).toEqual(at('3'));
  expect(check({ 2: '2' })).toEqual(at('2'));
  expect(check({ 2: '1' })).toEqual(at('2'));
  expect(check({ 1: '3A', 2: '3C' })).toEqual(at('1'));
  expect(check({ 1: '9' })).toEqual(at('1'));
  expect(check({ 4: '1' })).toEqual(at('4'));
  expect(problems(MUNICIPAL_FORMER, hidden(MUNICIPAL_2024, '3A'), { 3: '3A' })).toEqual(at('3'));
  const [problem] = mappingProblems(MUNICIPAL_FORMER, MUNICIPAL_2024, { ...none, confidentiality: { 2: '1' } });
  expect(problem!.message).toContain('「機密性2」を自動で「自治体機密性1」にはできません');
});

it('no table that passes the check ever leads to a proportionally laxer level, whatever the pair', () => {
  for (const from of SCHEMES) {
    for (const to of SCHEMES) {
      for (const axis of AXES) {
        for (const old of from.axes[axis].levels) {
          for (const next of to.axes[axis].levels) {
            const passes = mappingProblems(from, to, { ...none, [axis]: { [old.code]: next.code } }).length === 0;
            expect(passes).toBe(strength(to, axis, next.code) >= strength(from, axis, old.code));
          }
        }
      }
    }
  }
});

it('clearly laxer: 2 to 2 is not, 2 to 1, 3 to 3C and a lost 完全性2 are', () => {
  const laxer = (old: string, next: string) =>
    clearlyLaxer(MUNICIPAL_FORMER, MUNICIPAL_2024, 'confidentiality', old, next);
  expect([laxer('2', '2'), laxer('3', '3B'), laxer('1', '1'), laxer('2', '3C')]).toEqual([false, false, false, false]);
  expect([laxer('2', '1'), laxer('3', '3C'), laxer('3', '1')]).toEqual([true, true, true]);
  expect(clearlyLaxer(MUNICIPAL_FORMER, MUNICIPAL_2024, 'integrity', '2', '1')).toBe(true);
});

it('the only level of an axis says nothing of being harmless', () => {
  const single: Scheme = {
    ...IPA_3,
    axes: { ...IPA_3.axes, integrity: { label: '完全性', levels: [IPA_3.axes.integrity.levels[0]!] } },
  };
  expect(problems(single, IPA_3, {})).toEqual([]);
  expect(mappingProblems(single, IPA_3, { ...none, integrity: { 3: '1' } })).toHaveLength(1);
  expect(mappingProblems(single, IPA_3, { ...none, integrity: { 3: '3' } })).toEqual([]);
  expect(proposeMapping(single, IPA_3).integrity).toEqual({ 3: null });
});
