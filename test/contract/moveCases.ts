import { asset, type Cases } from './case.ts';

const to3 = { fromSchemeId: 'municipal-2024', toSchemeId: 'ipa-3' };
const back = { fromSchemeId: 'ipa-3', toSchemeId: 'municipal-2024' };
const noTable = { confidentiality: {}, integrity: {}, availability: {} };
const levels = { confidentiality: '2', integrity: '2', availability: '2' };
const reason = '対策基準の改定';

/** 分類体系の切替: one run to its end; a second one, back again, is given up. */
export const MOVE_CASES = {
  'move.plan': { good: () => to3, bad: () => ({ ...to3, toSchemeId: 'no-scheme' }), code: 'notFound' },
  'move.start': {
    good: () => ({ ...to3, mapping: noTable }),
    keep: (status, made) => {
      made.more['move'] = status.id;
    },
    bad: () => ({ ...to3, mapping: noTable }),
    code: 'alreadyThere',
  },
  'move.status': { good: () => ({}), bad: () => 'no object', code: 'invalidInput' },
  'move.list': { good: () => ({ state: 'open' }), bad: () => ({ limit: 0 }), code: 'invalidInput' },
  'move.case': {
    good: () => ({}),
    keep: (one, made) => {
      made.more['moveAsset'] = one?.assetId ?? 'none';
    },
    bad: () => ({ at: '999999' }),
    code: 'notFound',
  },
  'move.alike': {
    good: (made) => ({ assetId: made.more['moveAsset']! }),
    bad: () => ({ assetId: '999999' }),
    code: 'notFound',
  },
  'move.decide': {
    good: (made) => ({ assetIds: [asset(made, 0)], levels, reason, answers: {} }),
    bad: (made) => ({ assetIds: [asset(made, 0)], levels: { ...levels, integrity: '9' }, reason }),
    code: 'invalidInput',
  },
  'move.reopen': {
    good: (made) => ({ assetIds: [asset(made, 0)] }),
    bad: () => ({ assetIds: ['999999'] }),
    code: 'notFound',
  },
  'move.finish': {
    before: async (send) => {
      const { items } = await send('move.list', { state: 'open', limit: 500 });
      await send('move.decide', { assetIds: items.map((item) => item.assetId), levels, reason });
    },
    good: () => ({ reason }),
    bad: () => ({ reason }),
    code: 'notFound',
  },
  'move.report': { good: (made) => ({ moveId: made.more['move']! }), bad: () => ({ moveId: '999' }), code: 'notFound' },
  'move.abandon': {
    before: async (send) => {
      await send('move.start', { ...back, mapping: noTable });
    },
    good: () => ({ reason }),
    bad: () => ({ reason: ' ' }),
    code: 'invalidInput',
  },
} satisfies Cases;
