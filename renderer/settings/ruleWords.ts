import { AXES, levelOf, type Scheme } from '../../contract/scheme.ts';

type Rule = Scheme['importance']['rules'][number];
type Condition = Rule['when'][number];

function conditionWords(scheme: Scheme, condition: Condition, labelOf: (id: string) => string): string {
  const parts = AXES.flatMap((axis) => {
    const codes = condition[axis];
    if (!codes) return [];
    return [codes.map((code) => levelOf(scheme, axis, code)?.name ?? code).join('か')];
  });
  if (condition.personalData) parts.push(`${condition.personalData.map(labelOf).join('か')}を含む`);
  return parts.length === 0 ? 'そのほかすべて' : parts.join('、かつ ');
}

/** One importance rule in words, one line for each alternative: 「自治体機密性3Aか自治体機密性3B」「特定個人情報を含む」. */
export function ruleWords(scheme: Scheme, rule: Rule, labelOf: (id: string) => string): readonly string[] {
  return rule.when.map((condition) => conditionWords(scheme, condition, labelOf));
}

/** Least confidentiality by kind of personal data in words (domain.md D5). */
export function minimumWords(scheme: Scheme, labelOf: (id: string) => string): readonly string[] {
  const rows = [
    ['personal.specific', scheme.personalMinimum.specific],
    ['personal.sensitive', scheme.personalMinimum.sensitive],
    ['personal.general', scheme.personalMinimum.personal],
  ] as const;
  return rows.flatMap(([item, code]) =>
    code ? [`${labelOf(item)}を含むものは、${levelOf(scheme, 'confidentiality', code)?.name ?? code}以上`] : [],
  );
}
