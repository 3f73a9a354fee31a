import { describe, expect, it } from 'vitest';
import { type Scheme, schemeSchema } from '../../../contract/scheme.ts';
import { schemeChanges } from '../../../contract/schemeChanges.ts';
import { hiddenProposals } from '../../../contract/schemeWords.ts';
import { MUNICIPAL_2024, SCHEMES } from '../../../core/presets/schemes.ts';
import { byPlace, problemsOf } from '../../../renderer/settings/scheme/problems.ts';
import {
  addDuty,
  addLevel,
  addQuestion,
  byStrength,
  moveIn,
  moveLevel,
  removeChoice,
  removeDuty,
  removeLevel,
  renameLevel,
} from '../../../renderer/settings/scheme/schemeEdits.ts';

const copy = (scheme: Scheme = MUNICIPAL_2024) => structuredClone(scheme);
const codes = (scheme: Scheme) => byStrength(scheme, 'confidentiality').map((level) => level.code);
const issues = (scheme: Scheme) => problemsOf(scheme).map(({ path, message }) => `${path}: ${message}`);
const labelOf = (id: string) => id.replace('personal.', '');
const changes = (edit: (scheme: Scheme) => void) => {
  const after = copy();
  edit(after);
  return schemeChanges(MUNICIPAL_2024, after, labelOf);
};

describe('levels in hand', () => {
  it('move by strength, and never beyond the ends', () => {
    const scheme = copy();
    moveLevel(scheme, 'confidentiality', '3C', -1);
    expect(codes(scheme)).toEqual(['3A', '3C', '3B', '2', '1']);
    moveLevel(scheme, 'confidentiality', '3A', -1);
    moveLevel(scheme, 'confidentiality', '1', 1);
    expect(codes(scheme)).toEqual(['3A', '3C', '3B', '2', '1']);
    expect(issues(scheme)).toEqual([]);
  });

  it('are taken out of rules, answers and least levels; nothing becomes laxer by it', () => {
    for (const preset of SCHEMES) {
      for (const { code } of preset.axes.confidentiality.levels) {
        const scheme = copy(preset);
        removeLevel(scheme, 'confidentiality', code);
        expect(issues(scheme), `${preset.id} without ${code}`).toEqual([]);
        const rank = (of: Scheme, one: string | undefined) =>
          byStrength(of, 'confidentiality').findIndex((l) => l.code === one);
        for (const [q, question] of preset.questions.entries())
          for (const [c, choice] of question.choices.entries()) {
            const now = scheme.questions[q]!.choices[c]!.levels.confidentiality;
            const was = choice.levels.confidentiality;
            if (was === undefined) expect(now).toBeUndefined();
            else if (was !== byStrength(preset, 'confidentiality')[0]!.code)
              expect(rank(preset, now)).toBeLessThanOrEqual(rank(preset, was));
          }
      }
    }
  });

  it('get another code everywhere at once', () => {
    const scheme = copy();
    renameLevel(scheme, 'confidentiality', '3B', '3甲');
    expect(issues(scheme)).toEqual([]);
    expect(JSON.stringify(scheme)).not.toContain('"3B"');
    expect(scheme.personalMinimum.specific).toBe('3甲');
  });

  it('that are new are the strictest, and the problems say which class is missing', () => {
    const scheme = copy();
    addLevel(scheme, 'confidentiality', '4', '機密性4');
    expect(codes(scheme)).toEqual(['4', '3A', '3B', '3C', '2', '1']);
    const open = issues(scheme);
    expect(open).toContain('importance.rules: 機4・完1・可1の重要性が決まりません。');
    expect(open.every((line) => line.startsWith('importance.rules: 機4'))).toBe(true);
    scheme.importance.rules[0]!.when.push({ confidentiality: ['4'] });
    expect(issues(scheme)).toEqual([]);
  });

  it('that are not used any more are named where an answer still proposes them', () => {
    const scheme = copy();
    expect(hiddenProposals(scheme)).toEqual([]);
    scheme.axes.confidentiality.levels[0]!.hidden = true;
    expect(hiddenProposals(scheme)).toEqual([
      { question: '秘密文書に指定されていますか', choice: 'はい', level: '自治体機密性3A' },
      {
        question: '中に入る情報、通る情報、預ける情報のうち、いちばん大切なものはどれですか',
        choice: '秘密文書に指定されたもの',
        level: '自治体機密性3A',
      },
    ]);
  });
});

describe('duties and questions in hand', () => {
  it('a new duty takes the next free code; one taken out is on no level any more', () => {
    const scheme = copy();
    expect(addDuty(scheme).code).toBe('H11');
    removeDuty(scheme, 'H11');
    removeDuty(scheme, 'H02');
    expect(issues(scheme)).toEqual([]);
    expect(addDuty(scheme).code).toBe('H02');
  });

  it('a new question has an id of its own and asks for its words', () => {
    const scheme = copy();
    expect([addQuestion(scheme).id, addQuestion(scheme).id]).toEqual(['q1', 'q2']);
    const at = scheme.questions.length - 1;
    const problems = byPlace(problemsOf(scheme));
    expect(problems.at(`questions.${at}.text`)).toBe('入れてください。');
    expect(problems.under('questions')).toBe(2);
    expect(problems.under(`questions.${at}`)).toBe(1);
  });

  it('an answer taken out takes its facts along', () => {
    const scheme = copy();
    const question = scheme.questions.find((one) => one.id === 'personal')!;
    removeChoice(question, 'specific');
    expect(question.facts.map((fact) => fact.choice)).not.toContain('specific');
    expect(issues(scheme)).toEqual([]);
  });
});

describe('what was changed, in words', () => {
  it('is nothing for the same text', () => {
    for (const scheme of SCHEMES) expect(schemeChanges(scheme, copy(scheme), labelOf)).toEqual([]);
  });

  it('is one line for a renamed level: rules, answers and least levels have not changed', () => {
    expect(
      changes((s) => {
        s.axes.confidentiality.levels[1]!.name = '機密性甲';
      }),
    ).toEqual([
      {
        path: 'axes.confidentiality.3B.name',
        label: '段階「自治体機密性3B」の名前',
        before: '自治体機密性3B',
        after: '機密性甲',
      },
    ]);
  });

  it('names the order once, whatever moved', () => {
    expect(changes((s) => moveLevel(s, 'confidentiality', '3C', -1))).toMatchObject([
      {
        label: '段階の順',
        before: '自治体機密性3A → 自治体機密性3B → 自治体機密性3C → 自治体機密性2 → 自治体機密性1',
        after: '自治体機密性3A → 自治体機密性3C → 自治体機密性3B → 自治体機密性2 → 自治体機密性1',
      },
    ]);
    expect(changes((s) => moveIn(s.questions, 0, 1))).toMatchObject([{ label: '質問の順' }]);
  });

  it('says rules, least levels, answers and duties as they are read', () => {
    const lines = changes((s) => {
      s.importance.rules[1]!.when.pop();
      s.personalMinimum.personal = '3C';
      s.questions[0]!.choices[0]!.levels = { confidentiality: '3B' };
      s.questions[0]!.kinds = [];
      s.duties[0]!.acts = ['use', 'copy'];
      s.axes.integrity.levels[0]!.duties.pop();
    });
    expect(lines.map((line) => [line.label, line.before, line.after])).toEqual([
      ['段階「自治体完全性2」の取扱制限', 'H07・H08・H09', 'H07・H08'],
      ['取扱制限「支給以外の端末での作業の原則禁止」の見出し', '使う', '使う、写す・配る'],
      [
        '重要性分類の決まり',
        expect.stringContaining('／generalを含む\nⅢ'),
        expect.stringContaining('自治体可用性2\nⅢ'),
      ],
      ['generalを含むものの機密性の下限', '自治体機密性2', '自治体機密性3C'],
      ['質問「秘密文書に指定されていますか」の対象の区分', '情報、システム関連文書', 'すべての区分'],
      ['質問「秘密文書に指定されていますか」の答え', 'はい → 機3A\nいいえ', 'はい → 機3B\nいいえ'],
    ]);
  });

  it('a scheme without what it needs is said in Japanese only', () => {
    const scheme = copy();
    Object.assign(scheme, { name: '', effectiveFrom: 'x' });
    scheme.duties[0]!.code = 'X1';
    expect(schemeSchema.safeParse(scheme).success).toBe(false);
    for (const { message } of problemsOf(scheme)) expect(message).toMatch(/[ぁ-ん]/);
  });
});
