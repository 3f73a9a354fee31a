import type { Cases } from './case.ts';

/** The history as evidence: looked for, printed, handed out, sealed and checked. */
export const EVIDENCE_CASES = {
  'history.choices': { good: () => ({}), bad: () => 'no object', code: 'invalidInput' },
  'history.print': {
    good: () => ({ action: '登録', from: '2020-01-01' }),
    bad: () => ({ from: 'いつか' }),
    code: 'invalidInput',
  },
  'history.export': { good: () => ({ person: '葦沼' }), bad: () => ({ until: '2026-02-30' }), code: 'invalidInput' },
  'history.evidence': { good: () => ({}), bad: () => 'no object', code: 'invalidInput' },
  'seal.make': {
    good: () => ({ title: '令和8年度末の封印', fiscalYear: 2026 }),
    keep: (made, { more }) => {
      more['number'] = made.number;
    },
    bad: () => ({ title: ' ', fiscalYear: null }),
    code: 'invalidInput',
  },
  'seal.check': {
    good: ({ more }) => ({ number: more['number']!.toLowerCase() }),
    bad: ({ more }) => ({ number: `${more['number']!.slice(0, -1)}?` }),
    code: 'invalidInput',
  },
  'seal.list': { good: () => ({}), bad: () => 'no object', code: 'invalidInput' },
} satisfies Cases;
