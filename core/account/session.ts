import { AsyncLocalStorage } from 'node:async_hooks';
import { type Access, access, mayDo } from '../../contract/access.ts';
import { type Account, type Role, type Session, WARN_SECONDS } from '../../contract/account.ts';
import type { MethodName } from '../../contract/api.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { AppEvent } from '../../contract/events.ts';
import { type AccountRow, allAccounts, recoveryRow } from '../../db/accounts.ts';
import type { Context, Worker } from '../context.ts';

/** Methods that a session may still call while the core waits for that one thing (contract/account.ts `owes`). */
const TOWARDS: Readonly<Record<NonNullable<Session['owes']>, readonly MethodName[]>> = {
  password: ['session.password', 'session.touch'],
  code: ['account.newCode', 'account.printCode', 'account.confirm', 'session.touch', 'job.result'],
};

const NOT_LOGGED_IN: Worker = { name: 'ログイン前', post: '', accountId: null };

/** Whose call is being answered; goes along with everything that the call starts, long jobs included. */
const calling = new AsyncLocalStorage<Worker>();

export interface Sessions {
  readonly view: () => Session;
  readonly isOn: () => boolean;
  /** Whether whoever is logged in may do such things; without accounts everybody may. */
  readonly may: (what: Access) => boolean;
  /** @throws DaichoError loginNeeded, locked, notReady, notAllowed */
  readonly refuse: (method: MethodName) => void;
  /** Runs what a call does in the name of whoever is logged in now, to its end, whoever logs in meanwhile. */
  readonly inNameOf: <T>(work: () => T) => T;
  /** Whose name stands under what is done now; null where nobody logs in. */
  readonly worker: () => Worker | null;
  readonly enter: (accountId: string) => void;
  readonly lock: () => void;
  readonly leave: () => void;
  /** Somebody did something on the screen. */
  readonly touch: () => void;
  /**
   * The register was opened, or another one took its place (`restored`; `opened`: it stayed): nobody has logged in to it. Who was logged in
   * proved to be somebody in the other one, whose password, roles and name may have been different.
   */
  readonly begin: (how?: 'restored' | 'opened') => void;
  /** Another register is about to take the place of this one: until `begin` nobody is logged in, and nobody can be. */
  readonly pause: () => void;
  /** Rises whenever somebody comes or goes: what was asked for before is no longer theirs. */
  readonly turn: () => number;
  readonly close: () => void;
}

export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    post: row.post,
    roles: JSON.parse(row.roles) as Role[],
    disabled: row.disabled === 1,
    temporary: row.temporary === 1,
  };
}

/**
 * The session of the app: one PC, one screen, one person (reliability.md P16, P19). Idle time is measured by a clock that
 * nobody can set. Nothing is kept of an account but its id: name and roles are read from the register at every question.
 */
export function createSessions(
  context: Pick<Context, 'register' | 'viewing' | 'monotonic'>,
  emit: (event: AppEvent) => void,
): Sessions {
  let accountId: string | null = null;
  let locked = false;
  let lastActivity = context.monotonic();
  let turn = 0;
  let warned = false;
  let restored = false;
  /** Accounts were on in the register that is being exchanged: while there is none, nobody may do everything. */
  let paused = false;
  let timer: NodeJS.Timeout | undefined;

  const isOn = () => paused || (context.register?.state.accountsOn ?? false);
  const rows = () => (context.register && isOn() ? allAccounts(context.register.db) : []);
  const limitMs = () => (context.register?.state.settings.lockMinutes ?? 10) * 60_000;
  const current = (): Account | null => {
    if (accountId === null || !isOn()) return null;
    const row = rows().find(({ id, disabled }) => id === accountId && disabled === 0);
    return row ? accountOf(row) : null;
  };
  const state = (): Session['state'] => {
    if (!isOn()) return 'off';
    if (current() === null) return 'out';
    return locked ? 'locked' : 'in';
  };
  const owes = (account: Account | null): Session['owes'] => {
    // What is viewed cannot be changed: a password that is due waits for the register itself.
    if (account === null || locked || context.viewing) return null;
    if (account.temporary) return 'password';
    return account.roles.includes('admin') && !recoveryRow(context.register!.db) ? 'code' : null;
  };
  const changed = () => {
    turn += 1;
    warned = false;
    clearTimeout(timer);
    if (state() === 'in') arm();
    emit({ type: 'session.changed', state: state() });
  };
  const arm = () => {
    clearTimeout(timer);
    const idle = context.monotonic() - lastActivity;
    const next = warned ? limitMs() - idle : limitMs() - WARN_SECONDS * 1000 - idle;
    timer = setTimeout(check, Math.max(0, next));
    timer.unref();
  };
  /** Locks when the time is over, warns shortly before; asked at every call too, so that a late timer lets nobody in. */
  const check = () => {
    if (state() !== 'in') return;
    const left = limitMs() - (context.monotonic() - lastActivity);
    if (left <= 0) return lock();
    if (left <= WARN_SECONDS * 1000 && !warned) {
      warned = true;
      emit({ type: 'session.ending', seconds: Math.ceil(left / 1000) });
    }
    arm();
  };
  const lock = () => {
    if (state() !== 'in') return;
    locked = true;
    changed();
  };
  return {
    view: () => {
      check();
      const account = current();
      return {
        state: state(),
        account,
        names: rows()
          .filter(({ disabled }) => disabled === 0)
          .map(({ id, name, post }) => ({ id, name, post })),
        owes: owes(account),
        lockMinutes: context.register?.state.settings.lockMinutes ?? 10,
        restored: restored && state() === 'out',
      };
    },
    isOn,
    may: (what) => !isOn() || (state() === 'in' && mayDo(current()?.roles ?? [], what)),
    refuse(method) {
      if (!isOn() || access[method] === 'open') return;
      check();
      if (state() === 'locked') throw new DaichoError('locked');
      const account = current();
      if (account === null) throw new DaichoError('loginNeeded');
      const owed = owes(account);
      if (owed !== null && !TOWARDS[owed].includes(method))
        throw new DaichoError(
          'notReady',
          owed === 'password' ? '先に、自分のパスワードを決めてください。' : '先に、新しい復旧コードを作ってください。',
        );
      if (!mayDo(account.roles, access[method])) throw new DaichoError('notAllowed');
    },
    inNameOf(work) {
      if (!isOn()) return calling.exit(work);
      const account = locked ? null : current();
      const who = account ? { name: account.name, post: account.post, accountId: account.id } : NOT_LOGGED_IN;
      return calling.run(who, work);
    },
    worker: () => calling.getStore() ?? (isOn() ? NOT_LOGGED_IN : null),
    enter(id) {
      accountId = id;
      locked = false;
      restored = false;
      lastActivity = context.monotonic();
      changed();
    },
    lock,
    leave() {
      if (accountId === null) return;
      accountId = null;
      locked = false;
      changed();
    },
    touch() {
      lastActivity = context.monotonic();
      warned = false;
      arm();
    },
    begin(how) {
      // Between two registers nobody may do everything; a large one is shown twice, before and after its check.
      if (how !== undefined || context.register !== null) paused = false;
      if (how !== undefined) restored = how === 'restored';
      accountId = null;
      locked = false;
      changed();
    },
    pause() {
      paused = isOn();
      accountId = null;
      locked = false;
      turn += 1;
      clearTimeout(timer);
    },
    turn: () => turn,
    close: () => clearTimeout(timer),
  };
}

/** In the name of a person who has just proved to be that one, whoever was logged in before. */
export function as<T>(account: Account, work: () => T): T {
  return calling.run({ name: account.name, post: account.post, accountId: account.id }, work);
}
