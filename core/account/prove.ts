import type { Account } from '../../contract/account.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type AccountRow, allAccounts, putAccount, recoveryRow, setRecoveryFailures } from '../../db/accounts.ts';
import { type ChangeHeader, change, type Recorder } from '../change.ts';
import { type Context, inWords, opened } from '../context.ts';
import { loadState } from '../register/state.ts';
import { makeVerifier, verify } from './password.ts';
import { accountOf } from './session.ts';

const LONGEST_WAIT_S = 60;

/** Seconds to wait after so many failures in a row: 1, 2, 4 … 60 (reliability.md P18). */
export function waitAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(LONGEST_WAIT_S, 2 ** (failures - 1));
}

/** When which secret was last given wrongly, by a clock that nobody can set; what has been counted is in the register. */
interface Attempts {
  readonly began: number;
  readonly last: Map<string, number>;
  /** Wrong tries that no register counts: with a name that nobody has, and all while a copy is viewed. */
  readonly uncounted: Map<string, number>;
  /** One try after the other: many at once would not have to wait. */
  queue: Promise<unknown>;
}

const attempts = new WeakMap<Context, Attempts>();

/** Begins to measure; after a start of the app a wait that was running begins again (P12). */
export function beginAttempts(context: Context): void {
  attempts.set(context, {
    began: context.monotonic(),
    last: new Map(),
    uncounted: new Map(),
    queue: Promise.resolve(),
  });
}

function refuseEarly(context: Context, key: string, failures: number): void {
  const { began, last } = attempts.get(context)!;
  const passed = (context.monotonic() - (last.get(key) ?? began)) / 1000;
  const left = Math.ceil(waitAfter(failures) - passed);
  if (left > 0) throw new DaichoError('waitToLogin', `あと${left}秒です。`);
}

/** A change of accounts, in its turn among all changes; the state that is kept in memory follows. */
export async function changeAccounts<T>(
  context: Context,
  header: ChangeHeader,
  work: (recorder: Recorder) => T,
): Promise<T> {
  return context.exclusive(() => {
    const { value } = change(context, header, work);
    const register = opened(context);
    register.state = loadState(register.db);
    return value;
  });
}

/** The account with that id, or the only one of that name; not a disabled one. */
export function findAccount(context: Context, given: string): AccountRow | undefined {
  const rows = allAccounts(opened(context).db).filter(({ disabled }) => disabled === 0);
  const name = given.normalize('NFKC').trim();
  const named = rows.filter((row) => row.name.normalize('NFKC') === name);
  return rows.find(({ id }) => id === given) ?? (named.length === 1 ? named[0] : undefined);
}

/**
 * Whether the password is that of the account: each wrong one is counted in the register, is an entry of the history and
 * makes the next try wait longer. An unknown name costs the same time and the same entry.
 * @returns the account as it is now @throws DaichoError waitToLogin, wrongLogin
 */
export function prove(context: Context, given: string, password: string): Promise<Account> {
  return inTurn(context, async () => {
    const row = findAccount(context, given);
    const key = row?.id ?? '';
    const { last, uncounted } = attempts.get(context)!;
    refuseEarly(context, key, (row?.failures ?? 0) + (uncounted.get(key) ?? 0));
    const verdict = await verify(password, row?.password ?? null, context.passwordCost);
    if (!verdict.right) {
      last.set(key, context.monotonic());
      if (!row || context.viewing) uncounted.set(key, (uncounted.get(key) ?? 0) + 1);
      if (!context.viewing) await recordFailure(context, row, verdict.tampered);
      throw new DaichoError('wrongLogin');
    }
    // Nothing is written into what is only viewed; the wrong tries are forgotten as they would be otherwise.
    uncounted.delete(key);
    if (context.viewing) return accountOf(row!);
    const upgraded = verdict.outdated ? await makeVerifier(password, context.passwordCost) : row!.password;
    return context.exclusive(() => {
      const now = allAccounts(opened(context).db).find(({ id }) => id === row!.id);
      // Another password, or another register, came in between: what was proved is not true any more.
      if (now?.password !== row!.password || now.disabled === 1) throw new DaichoError('wrongLogin');
      change(
        context,
        { action: 'ログイン', who: { name: now.name, post: now.post, accountId: now.id } },
        (recorder) => {
          const words = now.failures > 0 ? `ログインしました（その前に失敗${now.failures}回）` : 'ログインしました';
          recorder.record('account', now.id, '$login', null, true, { after: words });
          if (now.failures > 0 || verdict.outdated)
            putAccount(opened(context).db, { ...now, password: upgraded, failures: 0 });
        },
      );
      return accountOf(now);
    });
  });
}

/** @returns the verifier that the code fits @throws DaichoError waitToLogin, wrongLogin */
export function proveCode(context: Context, code: string): Promise<string> {
  return inTurn(context, async () => {
    const row = recoveryRow(opened(context).db);
    refuseEarly(context, '$recovery', row?.failures ?? attempts.get(context)!.uncounted.get('') ?? 0);
    const verdict = await verify(code, row?.verifier ?? null, context.passwordCost);
    if (row && verdict.right) return row.verifier;
    attempts.get(context)!.last.set('$recovery', context.monotonic());
    await changeAccounts(context, { action: '復旧コードの間違い' }, (recorder) => {
      if (row) setRecoveryFailures(opened(context).db, row.failures + 1);
      recorder.record('account', '$recovery', '$login', null, false, { after: '復旧コードが違いました' });
    });
    throw new DaichoError('wrongLogin', '復旧コードが違います。');
  });
}

async function recordFailure(context: Context, row: AccountRow | undefined, tampered: boolean): Promise<void> {
  await context.exclusive(() =>
    change(context, { action: 'ログインの失敗' }, (recorder) => {
      if (row) {
        const now = rowOf(context, row.id);
        putAccount(opened(context).db, { ...now, failures: now.failures + 1 });
      }
      const words = tampered
        ? `${inWords(row!)}：保存されているパスワードの形が正しくありません`
        : row
          ? `${inWords(row)}：パスワードが違いました（続けて${row.failures + 1}回目）`
          : '登録のない名前でした';
      recorder.record('account', row?.id ?? '', '$login', null, false, { after: words });
    }),
  );
}

export function rowOf(context: Context, id: string): AccountRow {
  const row = allAccounts(opened(context).db).find((one) => one.id === id);
  if (!row) throw new DaichoError('notFound');
  return row;
}

function inTurn<T>(context: Context, work: () => Promise<T>): Promise<T> {
  const one = attempts.get(context)!;
  const next = one.queue.then(work);
  one.queue = next.catch(() => undefined);
  return next;
}
