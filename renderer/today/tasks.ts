import type { MethodName, ResultOf } from '../../contract/api.ts';
import { hrefClassify, hrefScreen } from '../route.ts';

export interface Task {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly sentence: string;
  /** Why it matters, one sentence. */
  readonly why: string;
  readonly count: number;
  /** Rule to open in 点検; null: the list of incomplete entries, or `href`. */
  readonly ruleId: string | null;
  readonly href?: string;
  /** The call that the action is there for; absent: everybody may look. */
  readonly needs?: MethodName;
  readonly action: string;
}

/** Work of classing that waits for somebody, in numbers. */
export interface ClassWork {
  readonly approvals: number;
  readonly reviews: number;
  readonly unclassed: number;
  /** A move to another scheme is under way: assets left to decide, and all of it. */
  readonly moving?: { readonly open: number; readonly assets: number } | null;
}

/**
 * What needs doing, most urgent first: broken rules, then entries with gaps, then warnings; inside each the larger
 * number first. Rules without a hit are no work.
 */
export function tasksOf(
  rules: ResultOf<'finding.list'>['rules'],
  incomplete: number,
  work: ClassWork = { approvals: 0, reviews: 0, unclassed: 0 },
): readonly Task[] {
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
  for (const task of classTasks(work)) if (task.count > 0) tasks.push(task);
  const urgency = (task: Task) => (task.severity === 'error' ? 0 : task.ruleId === null ? 1 : 2);
  return tasks.sort((a, b) => urgency(a) - urgency(b) || b.count - a.count);
}

function classTasks({ approvals, reviews, unclassed, moving }: ClassWork): readonly Task[] {
  const task = { severity: 'warning', ruleId: null } as const;
  return [
    {
      ...task,
      id: 'move',
      sentence:
        moving?.open === 0
          ? '分類体系の切替：すべて決まりました'
          : `分類体系の切替：あと${(moving?.open ?? 0).toLocaleString('ja-JP')}件`,
      why:
        moving?.open === 0
          ? '結果を確かめて、切り替えてください。'
          : '続きから決められます。切り替えるまで、台帳は変わりません。',
      count: moving ? moving.open || moving.assets : 0,
      href: hrefScreen('move', moving?.open === 0 ? 'finish' : undefined),
      action: moving?.open === 0 ? '切り替える' : '続ける',
    },
    {
      ...task,
      id: 'approvals',
      sentence: '分類の変更が承認を待っています',
      why: '理由を確かめ、提案した人とは別の人が承認するか、差し戻してください。',
      count: approvals,
      href: hrefScreen('history', 'approvals'),
      action: '承認する',
    },
    {
      ...task,
      id: 'unclassed',
      sentence: '分類されていない資産があります',
      why: '質問に答えると、機密性・完全性・可用性が決まります。',
      count: unclassed,
      href: hrefClassify(),
      needs: 'classification.decide',
      action: '分類する',
    },
    {
      ...task,
      id: 'reviews',
      sentence: '分類を見直す資産があります',
      why: '中にあったものがなくなりました。分類を下げてよいか確かめてください。',
      count: reviews,
      href: hrefScreen('history', 'reviews'),
      action: '見直す',
    },
  ];
}
