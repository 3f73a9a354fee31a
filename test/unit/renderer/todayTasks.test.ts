import { expect, test } from 'vitest';
import { tasksOf } from '../../../renderer/today/tasks.ts';

const rule = (id: string, severity: 'error' | 'warning', count: number) => ({
  id,
  title: id,
  explanation: '',
  severity,
  source: '',
  basis: '',
  count,
  accepted: 0,
});

test('errors first, then gaps, then warnings; the larger number first; nothing without a hit', () => {
  const rules = [
    rule('w5', 'warning', 5),
    rule('e1', 'error', 1),
    rule('w9', 'warning', 9),
    rule('e0', 'error', 0),
    rule('e3', 'error', 3),
  ];
  expect(tasksOf(rules, 4).map((task) => task.id)).toEqual(['e3', 'e1', 'incomplete', 'w9', 'w5']);
});

test('a good day has no task', () => {
  expect(tasksOf([rule('e0', 'error', 0)], 0)).toEqual([]);
});

test('work of classing stands among it, each with its own way to go', () => {
  const work = { approvals: 2, reviews: 0, unclassed: 7 };
  const tasks = tasksOf([rule('e1', 'error', 1), rule('w9', 'warning', 9)], 4, work);
  expect(tasks.map((task) => task.id)).toEqual(['e1', 'unclassed', 'incomplete', 'approvals', 'w9']);
  expect(tasks.map((task) => task.href)).toEqual([
    undefined,
    '#/classify',
    undefined,
    '#/history/approvals',
    undefined,
  ]);
});
