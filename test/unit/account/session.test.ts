import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { DaichoError } from '../../../contract/errors.ts';
import type { AppEvent } from '../../../contract/events.ts';
import { COST } from '../../../core/account/password.ts';
import { waitAfter } from '../../../core/account/prove.ts';
import { createSessions } from '../../../core/account/session.ts';
import type { OpenRegister } from '../../../core/context.ts';
import {
  ADMIN,
  accountRegister,
  handClock,
  PASSWORD,
  TEMPORARY,
  withAccount,
  withAdmin,
} from '../../support/accounts.ts';
import { newRegister, openApp } from '../../support/app.ts';
import { withSql } from '../../support/files.ts';

const WRONG = 'まったく 違う ことば です';
const login = (account: string = ADMIN.name, password = PASSWORD) => ({ account, password });

describe('accounts on and off', () => {
  it('nothing is on before the recovery code has been typed back', async () => {
    const test = await newRegister();
    const { code } = await test.call('account.begin', { ...ADMIN, password: PASSWORD });
    expect((await test.call('session.get', {})).state).toBe('off');
    const typo = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    expect(await test.fails('account.confirm', { code: typo })).toMatchObject({ code: 'invalidInput' });
    expect((await test.call('session.get', {})).state).toBe('off');
    const sheet = await test.job('account.printCode', {});
    expect(existsSync(test.app.output(sheet.outputId)!.path)).toBe(true);
    const session = await test.call('account.confirm', { code: code.toLowerCase().replaceAll('-', ' ') });
    expect(session).toMatchObject({ state: 'in', account: { ...ADMIN, roles: ['admin'] }, owes: null });
    expect(existsSync(sheet.path)).toBe(false);
    withSql(test.dir, (db) => {
      const stored = JSON.stringify([
        db.prepare('select * from account').all(),
        db.prepare('select * from account_recovery').all(),
        db.prepare('select * from history').all(),
      ]);
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(PASSWORD);
    });
    expect((await test.job('register.verify', {})).ok).toBe(true);
    await test.close();
  });

  it('a sheet of the code that a kill left behind goes at the next start', async () => {
    const test = await newRegister();
    await test.call('account.begin', { ...ADMIN, password: PASSWORD });
    const { path } = await test.job('account.printCode', {});
    const bytes = readFileSync(path);
    await test.app.close();
    // A killed process takes nothing away.
    writeFileSync(path, bytes);
    const next = await openApp(test.dir);
    expect(existsSync(path)).toBe(false);
    await next.close();
  });

  it('who is logged in stands in the history, by id, and is not stated', async () => {
    const { test } = await accountRegister();
    const { account } = await test.call('session.get', {});
    expect(await test.fails('operator.set', { name: '別人', post: '' })).toMatchObject({ code: 'notAllowed' });
    await test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } });
    const [change] = (await test.call('history.list', {})).changes;
    expect(change).toMatchObject({ who: ADMIN.name, post: ADMIN.post });
    withSql(test.dir, (db) => {
      expect(db.prepare('select account_id from change order by id desc limit 1').pluck().get()).toBe(account!.id);
    });
    expect(await test.fails('account.off', { password: WRONG })).toMatchObject({ code: 'wrongLogin' });
    expect(await test.call('session.get', {})).toMatchObject({ state: 'in' });
    await test.close();
  });

  it('the last administrator stays, a disabled account keeps its name and does not log in', async () => {
    const { test } = await accountRegister();
    const { account } = await test.call('session.get', {});
    const own = { id: account!.id, ...ADMIN, disabled: false };
    expect(await test.fails('account.save', { ...own, roles: ['editor'] })).toMatchObject({ code: 'notReady' });
    expect(await test.fails('account.save', { ...own, roles: ['admin'], disabled: true })).toMatchObject({
      code: 'notReady',
    });
    const id = await withAccount(test, '辻 髙﨑', ['editor']);
    await test.call('account.save', { id, name: '辻 髙﨑', post: '', roles: ['editor'], disabled: true });
    expect(await test.fails('session.login', login(id))).toMatchObject({ code: 'wrongLogin' });
    expect((await test.call('account.list', {})).map(({ name }) => name)).toContain('辻 髙﨑');
    expect((await test.call('session.get', {})).names.map(({ name }) => name)).toEqual([ADMIN.name]);
    await test.close();
  });

  it('a temporary password is changed before anything else', async () => {
    const { test } = await accountRegister();
    const { id } = await test.call('account.save', { name: '辻', post: '', roles: ['editor'], password: TEMPORARY });
    expect(await test.call('session.login', login(id, TEMPORARY))).toMatchObject({ owes: 'password' });
    expect(await test.fails('asset.list', {})).toMatchObject({ code: 'notReady' });
    expect(await test.fails('session.password', { old: WRONG, password: PASSWORD })).toMatchObject({
      code: 'wrongLogin',
    });
    await test.close();
  });
});

describe('wrong passwords', () => {
  it('wait longer each time, by a clock that nobody sets, and again after a restart', async () => {
    expect([0, 1, 2, 3, 6, 7, 50].map(waitAfter)).toEqual([0, 1, 2, 4, 32, 60, 60]);
    const clock = handClock();
    let date = new Date('2026-11-23T03:00:00Z');
    const { test } = await accountRegister({
      monotonic: clock.now,
      ports: (await import('../../support/app.ts')).testPorts({ now: () => date }),
    });
    await test.call('session.logout', {});
    expect(await test.fails('session.login', login(ADMIN.name, WRONG))).toMatchObject({ code: 'wrongLogin' });
    // Setting the clock forward a year does not shorten it.
    date = new Date('2027-11-23T03:00:00Z');
    expect(await test.fails('session.login', login())).toMatchObject({ code: 'waitToLogin' });
    clock.forward(1);
    expect(await test.fails('session.login', login(ADMIN.name, WRONG))).toMatchObject({ code: 'wrongLogin' });
    clock.forward(1);
    expect(await test.fails('session.login', login())).toMatchObject({ code: 'waitToLogin' });
    await test.app.close();
    const again = await openApp(test.dir, { monotonic: clock.now });
    expect((await again.call('session.get', {})).state).toBe('out');
    expect(await again.fails('session.login', login())).toMatchObject({ code: 'waitToLogin' });
    clock.forward(2);
    expect(await again.call('session.login', login())).toMatchObject({ state: 'in' });
    const { changes } = await again.call('history.list', {});
    expect(changes.map(({ action }) => action).slice(0, 3)).toEqual(['ログイン', 'ログインの失敗', 'ログインの失敗']);
    await again.close();
  });
  it('a password stored with another cost is stored anew at the next login', async () => {
    const test = await newRegister({ passwordCost: { N: 2 ** 15, r: 8, p: 3 } });
    await withAdmin(test);
    await test.app.close();
    const stored = () =>
      withSql(test.dir, (db) => JSON.parse(db.prepare('select password from account').pluck().get() as string));
    expect(stored()).toMatchObject({ N: 2 ** 15, p: 3 });
    const today = await openApp(test.dir, { passwordCost: COST });
    await today.call('session.login', login());
    expect(stored()).toMatchObject({ N: 2 ** 17, r: 8, p: 1 });
    expect(await today.call('session.password', { old: PASSWORD, password: WRONG })).toMatchObject({ state: 'in' });
    await today.close();
  });

  it('many at once wait like one after the other', async () => {
    const { test } = await accountRegister();
    const tries = await Promise.all([1, 2, 3, 4].map(() => test.app.invoke('session.login', login(ADMIN.name, WRONG))));
    const codes = tries.map((reply) => (reply.ok ? 'in' : reply.error.code));
    expect(codes.filter((code) => code === 'wrongLogin')).toHaveLength(1);
    await test.close();
  });
});

describe('the lock', () => {
  it('comes after ten idle minutes with a warning, and at once when it is asked for', async () => {
    const clock = handClock();
    const { test } = await accountRegister({ monotonic: clock.now });
    const events: AppEvent[] = [];
    test.app.on((event) => events.push(event));
    clock.forward(9 * 60);
    await test.call('session.touch', {});
    clock.forward(9 * 60 + 40);
    expect((await test.call('session.get', {})).state).toBe('in');
    expect(events).toContainEqual({ type: 'session.ending', seconds: 20 });
    clock.forward(20);
    expect(await test.fails('asset.list', {})).toMatchObject({ code: 'locked' });
    expect(events.at(-1)).toEqual({ type: 'session.changed', state: 'locked' });
    expect(await test.call('register.status', {})).toMatchObject({ state: 'ready', unionName: '', dataDir: '' });
    await test.call('session.login', login());
    test.app.lock();
    expect(await test.fails('setting.get', {})).toMatchObject({ code: 'locked' });
    await test.close();
  });

  it('comes by itself: nobody has to call', async () => {
    const clock = handClock();
    const { test } = await accountRegister({ monotonic: clock.now });
    const events: AppEvent[] = [];
    test.app.on((event) => events.push(event));
    await test.call('setting.save', { lockMinutes: 5 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pass = (seconds: number) => {
      clock.forward(seconds);
      vi.advanceTimersByTime(seconds * 1000);
    };
    try {
      await test.call('session.touch', {});
      pass(4 * 60 + 29);
      expect(events).toEqual([expect.objectContaining({ type: 'register.changed' })]);
      pass(1);
      expect(events.at(-1)).toEqual({ type: 'session.ending', seconds: 30 });
      // Somebody is there after all: the time begins anew.
      await test.call('session.touch', {});
      pass(4 * 60 + 30);
      expect(events.at(-1)).toEqual({ type: 'session.ending', seconds: 30 });
      pass(29);
      expect(events.at(-1)).toMatchObject({ type: 'session.ending' });
      pass(1);
      expect(events.at(-1)).toEqual({ type: 'session.changed', state: 'locked' });
    } finally {
      vi.useRealTimers();
    }
    await test.close();
  });

  it('long work goes on, its result is for a session that may have it', async () => {
    const { test } = await accountRegister();
    const viewer = await withAccount(test, '閲覧 太郎', ['viewer']);
    await test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } });
    const { jobId } = await test.call('ledger.export', { filter: {} });
    test.app.lock();
    expect(await test.fails('job.result', { jobId })).toMatchObject({ code: 'locked' });
    await test.call('session.login', login(viewer));
    expect(await test.fails('job.result', { jobId })).toMatchObject({ code: 'notAllowed' });
    await test.call('session.login', login());
    const state = async () => (await test.call('job.result', { jobId })).state;
    await expect.poll(state).toBe('done');
    const [output] = await test.call('output.list', {});
    expect(output).toMatchObject({ who: `${ADMIN.post} ${ADMIN.name}` });
    expect(test.app.output(output!.outputId)).not.toBeNull();
    await test.call('session.login', login(viewer));
    expect(test.app.output(output!.outputId)).toBeNull();
    await test.close();
  });
});

describe('the recovery code', () => {
  it('gives an administrator a new password on another PC, once, and asks for a new code', async () => {
    const { test, code } = await accountRegister();
    await test.app.close();
    const other = await openApp(test.dir);
    const next = '別の 秘密の ことば 四つ';
    const good = { account: ADMIN.name, code, password: next };
    expect(await other.fails('session.recover', { ...good, code: `${code}0` })).toMatchObject({ code: 'invalidInput' });
    const twice = await Promise.all([1, 2].map(() => other.app.invoke('session.recover', good)));
    expect(twice.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await other.call('session.get', {})).toMatchObject({ state: 'in', owes: 'code' });
    expect(await other.fails('asset.list', {})).toMatchObject({ code: 'notReady' });
    const fresh = await other.call('account.newCode', {});
    expect(await other.call('account.confirm', { code: fresh.code })).toMatchObject({ owes: null });
    await other.call('session.logout', {});
    expect(await other.fails('session.recover', good)).toMatchObject({ code: 'wrongLogin' });
    expect(await other.fails('session.login', login())).toMatchObject({ code: 'wrongLogin' });
    expect(await other.job('register.verify', {}).catch(() => null)).toBeNull();
    await other.close();
  });
});

describe('a backup is restored', () => {
  it('ends the session, says so, and wants the password that the backup knows', { timeout: 120_000 }, async () => {
    const { test } = await accountRegister();
    const made = await test.job('backup.make', {});
    const next = '控えの あとの 新しい ことば';
    await test.call('session.password', { old: PASSWORD, password: next });
    await test.call('account.save', { name: '辻 髙﨑', post: '', roles: ['editor'], password: TEMPORARY });
    await test.call('backup.restore', { path: made.path });
    await expect.poll(async () => (await test.call('session.get', {})).restored).toBe(true);
    const out = await test.call('session.get', {});
    expect(out).toMatchObject({ state: 'out', account: null });
    expect(out.names.map(({ name }) => name)).toEqual([ADMIN.name]);
    for (const method of ['asset.list', 'backup.list', 'register.create'] as const)
      expect(await test.fails(method, {} as never)).toMatchObject({ code: 'loginNeeded' });
    expect(await test.call('session.login', login())).toMatchObject({ state: 'in', restored: false });
    expect(await test.fails('session.password', { old: next, password: PASSWORD })).toMatchObject({
      code: 'wrongLogin',
    });
    expect((await test.job('register.verify', {})).ok).toBe(true);
    await test.close();
  });

  it('while the files are exchanged nobody may do anything; CONTROL: without the pause everybody might', () => {
    const register = { state: { accountsOn: true } } as unknown as OpenRegister;
    const context: Parameters<typeof createSessions>[0] & { register: OpenRegister | null } = {
      register,
      viewing: null,
      monotonic: () => 0,
    };
    const sessions = createSessions(context, () => undefined);
    const refused = () => {
      try {
        sessions.refuse('backup.restore');
        return null;
      } catch (error) {
        return (error as DaichoError).code;
      }
    };
    context.register = null;
    expect(refused()).toBeNull();
    context.register = register;
    sessions.pause();
    context.register = null;
    expect(refused()).toBe('loginNeeded');
    expect(sessions.may('read')).toBe(false);
    expect(sessions.view()).toMatchObject({ state: 'out', names: [] });
    // What closes the one register begins a session, too.
    sessions.begin();
    expect(refused()).toBe('loginNeeded');
    sessions.begin('opened');
    expect(refused()).toBeNull();
  });
});

describe('four eyes', () => {
  it('the proposer does not approve his own, by account; another approver does', async () => {
    const { test } = await accountRegister();
    const approver = await withAccount(test, '承認 花子', ['approver']);
    await test.call('setting.save', { approval: true });
    const { id } = await test.call('asset.register', {
      kind: 'hardware',
      values: { name: '計量用端末', confidentiality: '2', integrity: '1', availability: '1' },
    });
    const { revision } = await test.call('asset.get', { id });
    const levels = { confidentiality: '3B', integrity: '1', availability: '1' };
    await test.call('classification.decide', { assetId: id, revision, levels, reason: '設定の情報' });
    const [proposal] = await test.call('approval.list', {});
    const decide = { ids: [proposal!.id], approve: true, approver: { name: '誰か', post: '別の人' } };
    expect(await test.fails('approval.decide', decide)).toMatchObject({ code: 'invalidInput' });
    await test.call('session.login', login(approver));
    expect(await test.fails('asset.update', { id, revision, values: { note: '直す' } })).toMatchObject({
      code: 'notAllowed',
    });
    await test.call('approval.decide', decide);
    const [record] = await test.call('classification.ofAsset', { assetId: id });
    expect(record).toMatchObject({ approvedBy: '承認 花子' });
    await test.close();
  });
});
