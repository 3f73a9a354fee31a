import type { Role } from '../../contract/account.ts';
import type { AppDeps } from '../../core/app.ts';
import { newRegister, type TestApp } from './app.ts';

export const PASSWORD = '計量棟の 古い 時計 まで';
export const TEMPORARY = '仮の ことば 四つ 並べる';
export const ADMIN = { name: '葦沼 恵', post: '主任' };

/** Puts accounts on. @returns the recovery code */
export async function withAdmin(test: TestApp): Promise<string> {
  const { code } = await test.call('account.begin', { ...ADMIN, password: PASSWORD });
  await test.call('account.confirm', { code });
  return code;
}

/** An account that has changed its temporary password; the admin is logged in again afterwards. @returns its id */
export async function withAccount(test: TestApp, name: string, roles: Role[]): Promise<string> {
  const { id } = await test.call('account.save', { name, post: '', roles, password: TEMPORARY });
  await test.call('session.login', { account: id, password: TEMPORARY });
  await test.call('session.password', { old: TEMPORARY, password: PASSWORD });
  await test.call('session.login', { account: ADMIN.name, password: PASSWORD });
  return id;
}

/** A clock that only the test moves. */
export function handClock(): { readonly now: () => number; forward(seconds: number): void } {
  let at = 1_000_000;
  return {
    now: () => at,
    forward(seconds) {
      at += seconds * 1000;
    },
  };
}

export async function accountRegister(deps: Partial<AppDeps> = {}): Promise<{ test: TestApp; code: string }> {
  const test = await newRegister(deps);
  return { test, code: await withAdmin(test) };
}
