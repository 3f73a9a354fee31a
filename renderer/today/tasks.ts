import type { ResultOf } from '../../contract/api.ts';

export interface Task {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly sentence: string;
  /** Why it matters, one sentence. */
  readonly why: string;
  readonly count: number;
  /** Rule to open in 点検; null: the list of incomplete entries. */
  readonly ruleId: string | null;
  readonly action: string;
}

/**
 * What needs doing, most urgent first: broken rules, then entries with gaps, then warnings; inside each the larger
 * number first. Rules without a hit are no work.
 */
export function tasksOf(rules: ResultOf<'finding.list'>['rules'], incomplete: number): readonly Task[] {
  const tasks: Task[] = rules
    .filter((rule) => rule.count > 0)
    .map((rule) => ({
      id: rule.id,
      severity: rule.severity,
      sentence: rule.title,
      why: rule.explanation,
      count: rule.count,
      ruleId: rule.id,
      action: '確かめる',
    }));
  if (incomplete > 0) {
    tasks.push({
      id: 'incomplete',
      severity: 'warning',
      sentence: '必須の項目に記入漏れがあります',
      why: '一覧を開き、空いている項目を書き足してください。',
      count: incomplete,
      ruleId: null,
      action: '記入する',
    });
  }
  const urgency = (task: Task) => (task.severity === 'error' ? 0 : task.ruleId === null ? 1 : 2);
  return tasks.sort((a, b) => urgency(a) - urgency(b) || b.count - a.count);
}
