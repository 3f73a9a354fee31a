import { type Account, passwordProblem, roleWords, type Session } from '../../contract/account.ts';
import type { ParsedInputOf } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import { allAccounts, putAccount } from '../../db/accounts.ts';
import { putSetting } from '../../db/settings.ts';
import { type Context, inWords, opened } from '../context.ts';
import { makeVerifier } from './password.ts';
import { changeAccounts, prove, rowOf } from './prove.ts';
import { accountOf, as } from './session.ts';

/** @throws DaichoError('notReady') where nobody logs in */
export function needAccounts(context: Context): void {
  if (!context.session.isOn()) throw new DaichoError('notReady', '利用者は、まだ登録していません。');
}

export async function logIn(context: Context, input: ParsedInputOf<'session.login'>): Promise<Session> {
  needAccounts(context);
  const account = await prove(context, input.account, input.password);
  context.session.enter(account.id);
  return context.session.view();
}

/** The person's own password, for one that only they know. */
export async function changePassword(context: Context, input: ParsedInputOf<'session.password'>): Promise<Session> {
  needAccounts(context);
  const own = context.session.view().account!;
  refusePassword(context, input.password, own);
  const account = await prove(context, own.id, input.old);
  if (input.password === input.old) throw wrong('password', '今のパスワードとは別のものにしてください。');
  const password = await makeVerifier(input.password, context.passwordCost);
  await as(account, () =>
    changeAccounts(context, { action: 'パスワードの変更' }, (recorder) => {
      putAccount(opened(context).db, { ...rowOf(context, account.id), password, temporary: 0 });
      recorder.record('account', account.id, '$password', null, true, {
        after: `${inWords(account)}：本人が変えました`,
      });
    }),
  );
  context.session.touch();
  return context.session.view();
}

export function listAccounts(context: Context): Account[] {
  return allAccounts(opened(context).db).map(accountOf);
}

/**
 * Adds an account or changes one: name, post, roles, whether it may log in, and a temporary password.
 * @throws DaichoError alreadyThere, notFound, ('notReady') where no administrator would be left
 */
export async function saveAccount(context: Context, input: ParsedInputOf<'account.save'>): Promise<Account> {
  needAccounts(context);
  const before = input.id === undefined ? null : rowOf(context, input.id);
  if (!before && input.password === undefined) throw wrong('password', '仮のパスワードを入れてください。');
  if (input.password !== undefined) refusePassword(context, input.password, input);
  const password =
    input.password === undefined ? before!.password : await makeVerifier(input.password, context.passwordCost);
  const id = before?.id ?? context.ports.newId();
  const action = before ? '利用者の変更' : '利用者の登録';
  return changeAccounts(context, { action }, (recorder) => {
    const { db } = opened(context);
    const others = allAccounts(db).filter((row) => row.id !== id);
    if (others.some((row) => row.name === input.name && row.post === input.post))
      throw new DaichoError('alreadyThere', `「${inWords(input)}」は、すでに登録されています。`);
    const adminLeft = others.some((row) => row.disabled === 0 && accountOf(row).roles.includes('admin'));
    if (!adminLeft && (input.disabled || !input.roles.includes('admin')))
      throw new DaichoError('notReady', '管理者が一人もいなくなります。先に、ほかの人を管理者にしてください。');
    const now = before ? rowOf(context, id) : null;
    const row = {
      id,
      name: input.name,
      post: input.post,
      roles: JSON.stringify(input.roles),
      password: input.password === undefined ? now!.password : password,
      failures: input.password === undefined ? (now?.failures ?? 0) : 0,
      disabled: input.disabled ? 1 : 0,
      temporary: input.password === undefined ? now!.temporary : 1,
    };
    putAccount(db, row);
    const after = accountOf(row);
    recorder.record('account', id, null, now && plain(accountOf(now)), plain(after), {
      before: now && words(accountOf(now)),
      after: `${words(after)}${input.password === undefined ? '' : '、仮のパスワード'}`,
    });
    return after;
  });
}

/** Ends the accounts: everything is allowed again to whoever sits before the PC. The names stay. */
export async function accountsOff(context: Context, input: ParsedInputOf<'account.off'>): Promise<Session> {
  needAccounts(context);
  const account = await prove(context, context.session.view().account!.id, input.password);
  await as(account, () =>
    changeAccounts(context, { action: '利用者の登録をやめる' }, (recorder) => {
      putSetting(opened(context).db, 'accounts', 'false');
      recorder.record('setting', 'accounts', 'accounts', true, false, { before: '使う', after: '使わない' });
    }),
  );
  context.session.begin();
  return context.session.view();
}

export function refusePassword(
  context: Context,
  password: string,
  person: { readonly name: string; readonly post: string },
): void {
  const { unionName, unionShort } = opened(context).state.settings;
  const problem = passwordProblem(password, [person.name, person.post, unionName, unionShort]);
  if (problem) throw wrong('password', problem);
}

export function wrong(path: string, message: string): DaichoError {
  return new DaichoError('invalidInput', undefined, [{ path, message }]);
}

const plain = ({ name, post, roles, disabled }: Account) => ({ name, post, roles, disabled });

function words(account: Account): string {
  return `${inWords(account)}（${roleWords(account.roles)}${account.disabled ? '、使わない' : ''}）`;
}
