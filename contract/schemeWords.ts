import { KIND_DEFINITIONS } from './catalogue/index.ts';
import { ACTS, type Act, AXES, type Level, levelOf, type Question, type Scheme, UNSURE } from './scheme.ts';

/** Parts of a scheme in words: for the screens, and for the history of its changes. */

type Rule = Scheme['importance']['rules'][number];
type Condition = Rule['when'][number];
type LabelOf = (id: string) => string;

/** What a handling duty speaks about. */
export const ACT_WORDS: Readonly<Record<Act, string>> = {
  use: '使う',
  copy: '写す・配る',
  carry: '運ぶ・持ち出す',
  send: '送る・渡す',
  keep: 'しまう',
  dispose: '捨てる',
  backup: '控えを取る',
};

/** The shape of the mark (screens.md "Class marks"). */
export const WEIGHT_WORDS: Readonly<Record<Level['weight'], string>> = {
  filled: '塗りつぶし',
  half: '半分塗り',
  outlined: '枠だけ',
  plain: '枠なし',
};

/** Kinds of personal data for which a least level may be set, most severe first. */
export const MINIMUM_KINDS = [
  ['personal.specific', 'specific'],
  ['personal.sensitive', 'sensitive'],
  ['personal.general', 'personal'],
] as const;

/** One condition of a rule: 「自治体機密性2、かつ 自治体完全性2」. */
export function conditionWords(scheme: Scheme, condition: Condition, labelOf: LabelOf): string {
  const parts = AXES.flatMap((axis) => {
    const codes = condition[axis];
    if (!codes) return [];
    return [codes.map((code) => levelOf(scheme, axis, code)?.name ?? code).join('か')];
  });
  if (condition.personalData) parts.push(`${condition.personalData.map(labelOf).join('か')}を含む`);
  return parts.length === 0 ? 'そのほかすべて' : parts.join('、かつ ');
}

/** One importance rule in words, one line for each alternative: 「自治体機密性3Aか自治体機密性3B」「特定個人情報を含む」. */
export function ruleWords(scheme: Scheme, rule: Rule, labelOf: LabelOf): readonly string[] {
  return rule.when.map((condition) => conditionWords(scheme, condition, labelOf));
}

/** Least confidentiality by kind of personal data in words (domain.md D5). */
export function minimumWords(scheme: Scheme, labelOf: LabelOf): readonly string[] {
  return MINIMUM_KINDS.flatMap(([item, key]) => {
    const code = scheme.personalMinimum[key];
    if (code === undefined) return [];
    return [`${labelOf(item)}を含むものは、${levelOf(scheme, 'confidentiality', code)?.name ?? code}以上`];
  });
}

/** Names of kinds; none named: すべての区分. */
export function kindsWords(kinds: Question['kinds']): string {
  return kinds.length === 0 ? 'すべての区分' : kinds.map((kind) => KIND_DEFINITIONS[kind].label).join('、');
}

export function actsWords(acts: readonly Act[]): string {
  return ACTS.filter((act) => acts.includes(act))
    .map((act) => ACT_WORDS[act])
    .join('、');
}

/** What an answer proposes: 「機3B・完2」; `''` for an answer that leaves the levels to the other questions. */
export function proposedWords(scheme: Scheme, levels: Question['choices'][number]['levels']): string {
  return AXES.flatMap((axis) => {
    const code = levels[axis];
    return code === undefined ? [] : [levelOf(scheme, axis, code)?.short ?? code];
  }).join('・');
}

/** When a question is answered by itself: 「個人情報が特定個人情報」「本人の数が100人を超える」. */
export function factWords(when: Question['facts'][number]['when'], labelOf: LabelOf): string {
  const parts: string[] = [];
  if (when.personalData) parts.push(`個人情報が${when.personalData.map(labelOf).join('か')}`);
  if (when.subjectsOver !== undefined) parts.push(`本人の数が${when.subjectsOver}人を超える`);
  if (when.words) parts.push(`名前などに${when.words.map((word) => `「${word}」`).join('')}のどれかがある`);
  return parts.length === 0 ? 'いつも' : parts.join('、かつ ');
}

/** Answers that propose a level which is not offered any more: who gives one is led to a level that cannot be chosen. */
export function hiddenProposals(scheme: Scheme): readonly { question: string; choice: string; level: string }[] {
  return scheme.questions.flatMap((question) =>
    question.choices.flatMap((choice) =>
      AXES.flatMap((axis) => {
        const level = levelOf(scheme, axis, choice.levels[axis] ?? null);
        return level?.hidden ? [{ question: question.text, choice: choice.label, level: level.name }] : [];
      }),
    ),
  );
}

/** The label of an answer; 「わからない」 for the one that every question has. */
export function choiceWords(question: Question, answer: string): string {
  return question.choices.find((choice) => choice.id === answer)?.label ?? (answer === UNSURE ? 'わからない' : answer);
}
