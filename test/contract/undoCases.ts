import { type Cases, nothing } from './case.ts';

export const UNDO_CASES = {
  'change.last': nothing,
  'change.check': {
    good: (made) => ({ changeId: made.assets[1]!.changeId }),
    bad: () => ({ changeId: '999999' }),
    code: 'notFound',
  },
  'change.undo': {
    good: (made) => ({ changeId: made.more['restored'] ?? 'none' }),
    keep: (undone, made) => {
      made.more['undone'] = undone.changeId;
    },
    bad: () => ({ changeId: '999999' }),
    code: 'notFound',
  },
  'change.takeBack': {
    good: (made) => ({ changeId: made.more['undone'] ?? 'none', onlyUnchanged: true }),
    bad: () => ({ changeId: '999999' }),
    code: 'notFound',
  },
} as const satisfies Partial<Cases>;
