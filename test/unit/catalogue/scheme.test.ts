import { describe, expect, it } from 'vitest';
import {
  AXES,
  compareLevels,
  deriveImportance,
  dutiesOf,
  type Levels,
  levelOf,
  minimumConfidentiality,
  neutralCode,
  parseLevel,
  type Scheme,
  schemeSchema,
  shortCode,
} from '../../../contract/scheme.ts';
import { IPA_3, MUNICIPAL_2024, MUNICIPAL_FORMER, SCHEMES } from '../../../core/presets/schemes.ts';

const levels = (text: string): Levels => {
  const [confidentiality = null, integrity = null, availability = null] = text.split('/');
  return { confidentiality, integrity, availability };
};
const importance = (scheme: Scheme, text: string, ...personalData: string[]) =>
  deriveImportance(scheme, { ...levels(text), personalData });

describe('preset schemes', () => {
  it.each(SCHEMES.map((scheme) => [scheme.id, scheme] as const))('%s is a valid scheme', (_, scheme) => {
    const result = schemeSchema.safeParse(JSON.parse(JSON.stringify(scheme)));
    expect(result.error?.issues ?? []).toEqual([]);
    expect(result.data).toEqual(scheme);
  });

  it('have ids of their own', () => {
    expect(SCHEMES.map((s) => s.id)).toEqual(['municipal-2024', 'municipal-former', 'ipa-3']);
  });

  it('say what every level means, and name only duties that have a text', () => {
    for (const scheme of SCHEMES) {
      for (const axis of AXES) {
        for (const level of scheme.axes[axis].levels) {
          expect(level.definition, level.name).toMatch(/。$/);
          expect(level.examples, level.name).toMatch(/。$/);
          for (const duty of level.duties) expect(scheme.duties.map((d) => d.code)).toContain(duty);
        }
      }
    }
    expect(new Set(MUNICIPAL_2024.duties.map((d) => d.text)).size).toBe(10);
  });

  // The schema's own guards: each planted fault must be found.
  it.each<[string, (scheme: Scheme) => void, string]>([
    [
      'a code twice',
      (s) => {
        s.axes.integrity.levels[0]!.code = '1';
      },
      'axes.integrity.levels',
    ],
    [
      'a rank twice',
      (s) => {
        s.axes.integrity.levels[0]!.rank = 1;
      },
      'axes.integrity.levels',
    ],
    [
      'an alias of two levels',
      (s) => {
        s.axes.confidentiality.levels[0]!.aliases.push('３Ｂ');
      },
      'axes.confidentiality.levels',
    ],
    [
      'a rule with an unknown level',
      (s) => {
        s.importance.rules[0]!.when.push({ integrity: ['9'] });
      },
      'importance.rules.0',
    ],
    [
      'a rule with an unknown class',
      (s) => {
        s.importance.rules[0]!.result = 'Ⅴ';
      },
      'importance.rules.0',
    ],
    [
      'levels without a class',
      (s) => {
        s.importance.rules.pop();
      },
      'importance.rules',
    ],
    [
      'an unknown least level',
      (s) => {
        s.personalMinimum.specific = '9';
      },
      'personalMinimum',
    ],
    [
      'a duty that is no H-code',
      (s) => {
        s.axes.integrity.levels[0]!.duties.push('X1');
      },
      'axes.integrity.levels.0.duties.3',
    ],
  ])('%s is refused', (_, plant, path) => {
    const scheme = structuredClone(MUNICIPAL_2024);
    plant(scheme);
    const issues = schemeSchema.safeParse(scheme).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

describe('importance class (domain.md §2.5)', () => {
  it.each([
    // Ⅰ: 機密性 3A or 3B, or specific or sensitive personal data
    ['3A/1/1', [], 'Ⅰ'],
    ['3B/1/1', [], 'Ⅰ'],
    ['1/1/1', ['personal.specific'], 'Ⅰ'],
    ['1/1/1', ['personal.sensitive'], 'Ⅰ'],
    ['2/2/2', ['personal.general', 'personal.specific'], 'Ⅰ'],
    // Ⅱ: 3C, or 2 with 完全性2 or 可用性2, or personal data
    ['3C/1/1', [], 'Ⅱ'],
    ['2/2/1', [], 'Ⅱ'],
    ['2/1/2', [], 'Ⅱ'],
    ['1/1/1', ['personal.general'], 'Ⅱ'],
    ['2/1/1', ['personal.general'], 'Ⅱ'],
    // Ⅲ: 機密性2 or 完全性2 or 可用性2
    ['2/1/1', [], 'Ⅲ'],
    ['1/2/1', [], 'Ⅲ'],
    ['1/1/2', ['personal.none'], 'Ⅲ'],
    ['1/2/2', [], 'Ⅲ'],
    // Ⅳ
    ['1/1/1', [], 'Ⅳ'],
    ['1/1/1', ['personal.none'], 'Ⅳ'],
  ])('new scheme %s %j is %s', (text, personal, result) => {
    expect(importance(MUNICIPAL_2024, text, ...personal)).toBe(result);
  });

  it.each([
    ['3/1/1', [], 'Ⅰ'],
    ['1/1/1', ['personal.specific'], 'Ⅰ'],
    ['2/1/1', ['personal.sensitive'], 'Ⅰ'],
    ['2/2/1', [], 'Ⅱ'],
    ['2/1/2', [], 'Ⅱ'],
    ['1/1/1', ['personal.general'], 'Ⅱ'],
    ['2/1/1', [], 'Ⅲ'],
    ['1/2/1', [], 'Ⅲ'],
    ['1/1/2', [], 'Ⅲ'],
    ['1/1/1', [], 'Ⅳ'],
  ])('old scheme %s %j is %s', (text, personal, result) => {
    expect(importance(MUNICIPAL_FORMER, text, ...personal)).toBe(result);
  });

  it('of the IPA scheme is the greatest of the three values, in all 27 cases (D1)', () => {
    for (const c of [1, 2, 3]) {
      for (const i of [1, 2, 3]) {
        for (const a of [1, 2, 3]) expect(importance(IPA_3, `${c}/${i}/${a}`)).toBe(String(Math.max(c, i, a)));
      }
    }
  });

  it.each(['personal.general', 'personal.sensitive', 'personal.specific'])(
    'of the IPA scheme is 3 with %s (D1)',
    (item) => {
      expect(importance(IPA_3, '1/1/1', item)).toBe('3');
      expect(importance(IPA_3, '1/1/1', 'personal.none')).toBe('1');
    },
  );

  it('is not derived while a level is missing or foreign', () => {
    expect(
      deriveImportance(MUNICIPAL_2024, { confidentiality: '3B', integrity: null, availability: '1', personalData: [] }),
    ).toBeNull();
    expect(importance(MUNICIPAL_2024, '3/1/1')).toBeNull();
  });
});

describe('least confidentiality for personal data (D5)', () => {
  it.each([
    [MUNICIPAL_2024, ['personal.specific'], '3B'],
    [MUNICIPAL_2024, ['personal.sensitive'], '3B'],
    [MUNICIPAL_2024, ['personal.general'], '2'],
    [MUNICIPAL_2024, ['personal.general', 'personal.sensitive'], '3B'],
    [MUNICIPAL_2024, ['personal.none'], null],
    [MUNICIPAL_2024, [], null],
    [MUNICIPAL_FORMER, ['personal.specific'], '2'],
    [MUNICIPAL_FORMER, ['personal.general'], '2'],
    [IPA_3, ['personal.general'], '3'],
  ])('case %#', (scheme, personal, code) => {
    expect(minimumConfidentiality(scheme, personal)).toBe(code);
  });
});

describe('handling duties (domain.md §2.4, D15)', () => {
  it.each([
    ['3A/1/1', 'H01 H02 H03 H04 H05 H06 H07 H08'],
    ['3C/1/1', 'H01 H02 H03 H04 H05 H06 H07 H08'],
    ['2/1/1', 'H02 H03 H04 H05 H06 H07 H08'],
    ['1/2/1', 'H07 H08 H09'],
    ['1/1/2', 'H08 H10'],
    ['3B/2/2', 'H01 H02 H03 H04 H05 H06 H07 H08 H09 H10'],
    ['1/1/1', ''],
  ])('%s carries %s', (text, codes) => {
    expect(dutiesOf(MUNICIPAL_2024, levels(text)).join(' ')).toBe(codes);
  });
});

describe('levels as ledgers write them', () => {
  it.each([
    ['自治体機密性３Ｂ', '3B'],
    ['自治体機密性3B', '3B'],
    ['機密性3B', '3B'],
    ['3 B', '3B'],
    ['３Ｂ', '3B'],
    ['3b', '3B'],
    ['機3B', '3B'],
    ['C3B', '3B'],
    ['自治体機密性\n３Ｃ', '3C'],
    ['機密性（2）', '2'],
    ['２', '2'],
    ['1', '1'],
    // Never guessed: which of 3A, 3B and 3C; two at once; no such level; another axis.
    ['3', null],
    ['機密性3', null],
    ['3B/3C', null],
    ['２／１', null],
    ['３Ｄ', null],
    ['B', null],
    ['完全性2', null],
    ['', null],
  ])('new scheme, 機密性: %j is %s', (text, code) => {
    expect(parseLevel(MUNICIPAL_2024, 'confidentiality', text)).toBe(code);
  });

  it.each([
    ['integrity', '自治体完全性２', '2'],
    ['integrity', '完全性1', '1'],
    ['integrity', '完2', '2'],
    ['integrity', 'I2', '2'],
    ['availability', '自治体可用性２', '2'],
    ['availability', '可 1', '1'],
    ['availability', '3', null],
  ] as const)('new scheme, %s: %s is %s', (axis, text, code) => {
    expect(parseLevel(MUNICIPAL_2024, axis, text)).toBe(code);
  });

  it.each([
    ['3', '3'],
    ['３', '3'],
    ['機密性３', '3'],
    ['機3', '3'],
    ['3B', null],
    ['自治体機密性2', null],
  ])('old scheme, 機密性: %s is %s', (text, code) => {
    expect(parseLevel(MUNICIPAL_FORMER, 'confidentiality', text)).toBe(code);
  });

  it('are understood in the words the app itself writes, hidden levels too', () => {
    for (const scheme of SCHEMES) {
      for (const axis of AXES) {
        for (const level of scheme.axes[axis].levels) {
          for (const word of [level.code, level.name, level.short, level.neutral]) {
            expect(parseLevel(scheme, axis, word)).toBe(level.code);
          }
        }
      }
    }
    const scheme = structuredClone(MUNICIPAL_2024);
    scheme.axes.confidentiality.levels[0]!.hidden = true;
    expect(parseLevel(scheme, 'confidentiality', '3A')).toBe('3A');
  });
});

describe('order and marks', () => {
  it('compares by strictness', () => {
    const sorted = ['1', '3A', '2', '3C', '3B'].sort((a, b) => compareLevels(MUNICIPAL_2024, 'confidentiality', b, a));
    expect(sorted).toEqual(['3A', '3B', '3C', '2', '1']);
    expect(compareLevels(MUNICIPAL_2024, 'confidentiality', '1', null)).toBeGreaterThan(0);
    expect(compareLevels(MUNICIPAL_2024, 'confidentiality', '2', '2')).toBe(0);
  });

  it('finds a level by its stored code only', () => {
    expect(levelOf(MUNICIPAL_2024, 'confidentiality', '3B')?.name).toBe('自治体機密性3B');
    expect(levelOf(MUNICIPAL_2024, 'confidentiality', '3b')).toBeNull();
  });

  it('writes the short and the neutral mark', () => {
    expect(shortCode(MUNICIPAL_2024, levels('3B/2/2'))).toBe('機3B 完2 可2');
    expect(neutralCode(MUNICIPAL_2024, levels('3B/2/2'))).toBe('C3B I2 A2');
    expect(neutralCode(MUNICIPAL_2024, { confidentiality: '2', integrity: null, availability: '1' })).toBe('C2 A1');
  });
});
