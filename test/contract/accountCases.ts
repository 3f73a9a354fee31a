import { type Cases, nothing } from './case.ts';

const password = 'ごみ計量の 秘密 ことば 四つ';
const other = 'もう一つの 秘密 ことば 四つ';
/** As typed from the sheet. */
const code = (made: { more: Record<string, string> }) => ({ code: made.more['code'] ?? '' });

/** Accounts are put on, used and put off again: what comes after runs as without them. */
export const ACCOUNT_CASES = {
  'account.begin': {
    good: () => ({ name: '葦沼 恵', post: '主任', password }),
    keep: ({ code: made }, { more }) => {
      more['code'] = made;
    },
    bad: () => ({ name: '葦沼 恵', post: '主任', password: '123456789012' }),
    code: 'invalidInput',
  },
  'account.printCode': { good: () => ({}), bad: () => 'no object', code: 'invalidInput' },
  'account.confirm': {
    good: code,
    keep: (session, { more }) => {
      more['account'] = session.account!.id;
    },
    bad: code,
    code: 'notReady',
  },
  'session.get': nothing,
  'session.touch': nothing,
  'session.password': {
    good: () => ({ old: password, password: other }),
    bad: () => ({ old: other, password: '' }),
    code: 'invalidInput',
  },
  'account.list': nothing,
  'account.save': {
    good: () => ({ name: '辻 髙﨑', post: 'グループ長', roles: ['approver'], password: '仮の ことば 四つ 並べる' }),
    bad: (made) => ({ id: made.more['account']!, name: '葦沼 恵', post: '主任', roles: ['viewer'] }),
    code: 'notReady',
  },
  'session.lock': nothing,
  'session.login': {
    good: (made) => ({ account: made.more['account']!, password: other }),
    bad: () => ({ account: '', password: '' }),
    code: 'invalidInput',
  },
  'account.newCode': {
    good: () => ({}),
    bad: () => 'no object',
    code: 'invalidInput',
  },
  'session.logout': nothing,
  'session.recover': {
    good: (made) => ({ account: made.more['account']!, ...code(made), password }),
    bad: (made) => ({ account: made.more['account']!, code: '0', password }),
    code: 'invalidInput',
  },
  'account.off': {
    before: async (send, made) => {
      made.more['code'] = (await send('account.newCode', {})).code;
      await send('account.confirm', code(made));
    },
    good: () => ({ password }),
    bad: () => ({ password }),
    code: 'notReady',
  },
} satisfies Cases;
