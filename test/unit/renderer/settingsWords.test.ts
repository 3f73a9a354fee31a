import { expect, test } from 'vitest';
import type { Scheme } from '../../../contract/scheme.ts';
import { minimumWords, ruleWords } from '../../../contract/schemeWords.ts';
import { numberExample, unknownMarks } from '../../../renderer/settings/numberExample.ts';

const FACTS = { kind: 'HW', dateIso: '2027-03-31', group: '01', serial: 12 };

test('the example of a number follows the pattern', () => {
  expect(numberExample('{区分}-{年度}-{部署}-{連番}', FACTS)).toBe('HW-2026-01-0012');
  expect(numberExample('龍塵{連番6}', FACTS)).toBe('龍塵000012');
  // Without a serial two assets would get the same number.
  expect(numberExample('{区分}', FACTS)).toBe('HW0012');
});

test('misspelt marks are named, right ones are not', () => {
  expect(unknownMarks('{区分}-{年}-{連番6}-{部')).toEqual(['{年}', '{部']);
  expect(unknownMarks('{区分}{年度}{部署}{連番}')).toEqual([]);
});

test('rules of a scheme read as sentences', () => {
  const level = (code: string, name: string) => ({ code, name });
  const scheme = {
    axes: {
      confidentiality: { levels: [level('3A', '機密性3A'), level('3B', '機密性3B'), level('2', '機密性2')] },
      integrity: { levels: [level('2', '完全性2')] },
      availability: { levels: [level('2', '可用性2')] },
    },
    personalMinimum: { specific: '3B' },
  } as unknown as Scheme;
  const labelOf = (id: string) => ({ 'personal.specific': '特定個人情報' })[id] ?? id;
  const words = ruleWords(
    scheme,
    {
      result: 'Ⅰ',
      when: [
        { confidentiality: ['3A', '3B'] },
        { confidentiality: ['2'], integrity: ['2'] },
        { personalData: ['personal.specific'] },
        {},
      ],
    },
    labelOf,
  );
  expect(words).toEqual(['機密性3Aか機密性3B', '機密性2、かつ 完全性2', '特定個人情報を含む', 'そのほかすべて']);
  expect(minimumWords(scheme, labelOf)).toEqual(['特定個人情報を含むものは、機密性3B以上']);
});
