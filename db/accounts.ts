import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  /** JSON array of roles. */
  readonly roles: string;
  /** JSON of a verifier (core/account/password.ts). */
  readonly password: string;
  /** Wrong passwords since the last right one. */
  readonly failures: number;
  readonly disabled: number;
  /** 1: given by an administrator, to be changed at the first login. */
  readonly temporary: number;
}

/** All accounts in the order they were made, disabled ones too. */
export function allAccounts(db: ReadableDb): AccountRow[] {
  return prepared(db, 'select * from account order by rowid').all() as AccountRow[];
}

export function putAccount(db: WritableDb, row: AccountRow): void {
  prepared(
    db,
    `insert into account (id, name, post, roles, password, failures, disabled, temporary)
     values (@id, @name, @post, @roles, @password, @failures, @disabled, @temporary)
     on conflict (id) do update set name = excluded.name, post = excluded.post, roles = excluded.roles,
       password = excluded.password, failures = excluded.failures, disabled = excluded.disabled,
       temporary = excluded.temporary`,
  ).run(row);
}

export interface RecoveryRow {
  readonly verifier: string;
  readonly failures: number;
}

export function recoveryRow(db: ReadableDb): RecoveryRow | undefined {
  return prepared(db, 'select verifier, failures from account_recovery where id = 1').get() as RecoveryRow | undefined;
}

/** The one recovery code of the register, as its verifier; another one takes the place of the last. */
export function putRecovery(db: WritableDb, row: RecoveryRow & { readonly made_at: string }): void {
  prepared(
    db,
    `insert into account_recovery (id, verifier, failures, made_at) values (1, @verifier, @failures, @made_at)
     on conflict (id) do update set verifier = excluded.verifier, failures = excluded.failures,
       made_at = excluded.made_at`,
  ).run(row);
}

export function setRecoveryFailures(db: WritableDb, failures: number): void {
  prepared(db, 'update account_recovery set failures = ? where id = 1').run(failures);
}

/** A code that was used is worth nothing any more. */
export function deleteRecovery(db: WritableDb): void {
  prepared(db, 'delete from account_recovery where id = 1').run();
}
