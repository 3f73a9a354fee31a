import type { Cases } from './case.ts';

/** A copy that is changed and taken out again: the preset stays the current scheme. */
export const SCHEME_CASES = {
  'scheme.copy': {
    good: () => ({ id: 'municipal-2024', name: '組合の分類' }),
    keep: ({ revision, assets: _assets, usedLevels: _used, ...scheme }, made) => {
      made.more['scheme'] = JSON.stringify({ scheme: { ...scheme, note: '対策基準 第5条' }, revision });
    },
    bad: () => ({ id: 'municipal-2024', name: '組合の分類' }),
    code: 'invalidInput',
  },
  'scheme.save': {
    good: (made) => ({ ...JSON.parse(made.more['scheme']!), reason: '対策基準の改正' }),
    bad: (made) => ({ ...JSON.parse(made.more['scheme']!), reason: '開いたあとで変えられた版' }),
    code: 'conflict',
  },
  'scheme.revisions': {
    good: (made) => ({ id: JSON.parse(made.more['scheme']!).scheme.id }),
    bad: () => ({ id: 'nobody' }),
    code: 'notFound',
  },
  'scheme.remove': {
    good: (made) => ({ id: JSON.parse(made.more['scheme']!).scheme.id }),
    bad: () => ({ id: 'ipa-3' }),
    code: 'inUse',
  },
} satisfies Cases;
