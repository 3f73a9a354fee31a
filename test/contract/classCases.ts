import { asset, type Cases } from './case.ts';

export const CLASS_CASES = {
  'handling.card': {
    good: (made) => ({ assetId: asset(made, 0) }),
    bad: () => ({ assetId: '999999' }),
    code: 'notFound',
  },
  'handling.print': {
    good: (made) => ({ assetId: asset(made, 0) }),
    bad: () => ({ assetId: '999999' }),
    code: 'notFound',
  },
} satisfies Cases;
