import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { LATEST } from '../../db/migrate.ts';
import { ADMIN, accountRegister, handClock, PASSWORD, withAccount, withAdmin } from '../support/accounts.ts';
import { newRegister, openApp, type TestApp, tempDir } from '../support/app.ts';
import { AFTER_BACKUP, damagedRegister, damageName, IN_BACKUP } from '../support/damage.ts';
import { closedRegister, contents, registerFiles, verifyNow, withSql } from '../support/files.ts';

const open: TestApp[] = [];
async function opened(dir: string, deps: Parameters<typeof openApp>[1] = {}): Promise<TestApp> {
  const test = await openApp(dir, deps);
  open.push(test);
  return test;
}
afterEach(async () => {
  for (const test of open.splice(0)) await test.close();
});
const names = async (test: TestApp) => (await test.call('asset.list', { query: '端末', columns: ['name'] })).rows;

describe('a damaged register', () => {
  it('says what is wrong and what would be missing; a backup takes its place, the file stays aside', async () => {
    const dir = await damagedRegister();
    const before = readFileSync(join(dir, 'register.sqlite'));
    const test = await opened(dir);
    const look = await test.call('recovery.look', {});
    expect(look).toMatchObject({ state: 'damaged', acceptable: false, restorable: true, kept: [] });
    expect(look.problems[0]).toMatchObject({ code: 'rows', message: expect.stringContaining('履歴') });
    expect((await test.fails('asset.counts', {})).code).toBe('damaged');
    const { best, missing } = await test.job('recovery.search', {});
    expect(missing).toMatchObject({ changes: 1, complete: true });
    expect(missing?.shown[0]).toMatchObject({ about: expect.stringContaining(AFTER_BACKUP) });
    expect(readFileSync(join(dir, 'register.sqlite')).equals(before)).toBe(true);
    const { kept } = await test.job('recovery.restore', { id: best!.id });
    expect(readFileSync(join(dir, kept!)).equals(before)).toBe(true);
    expect(JSON.stringify(await names(test))).toContain(IN_BACKUP);
    await test.call('asset.register', { kind: 'hardware', values: { name: 'もう一度入れた端末' } });
    await test.app.close();
    expect(verifyNow(dir)).toMatchObject({ ok: true });
    // It opens again without a word, and recovery is refused where nothing is wrong.
    const again = await opened(dir);
    expect((await again.call('register.status', {})).state).toBe('ready');
    for (const method of ['recovery.look', 'recovery.search', 'recovery.retry', 'recovery.endView'] as const)
      expect((await again.fails(method, {})).code).toBe('notReady');
    expect((await again.fails('recovery.restore', { id: best!.id })).code).toBe('notReady');
    expect((await again.fails('recovery.accept', { reason: '試し' })).code).toBe('notReady');
  });

  it('whose file is gone is never replaced by an empty one', async () => {
    const dir = await damagedRegister();
    rmSync(join(dir, 'register.sqlite'));
    const test = await opened(dir);
    expect((await test.call('recovery.look', {})).problems).toMatchObject([{ code: 'missing' }]);
    expect((await test.fails('register.create', { unionName: '組合' })).code).toBe('damaged');
    expect(readdirSync(dir)).not.toContain('register.sqlite');
    const { best } = await test.job('recovery.search', {});
    expect(await test.job('recovery.restore', { id: best!.id })).toMatchObject({ kept: null });
    expect((await test.call('register.status', {})).state).toBe('ready');
  });

  it('takes no bad backup and none of another register; one is found on a stick, by its password', async () => {
    const dir = await damagedRegister(async (test) => {
      await test.call('backup.settings', { minutes: 30, second: '', encrypt: 'both', password: PASSWORD });
    });
    const backups = join(dir, 'backups');
    const stick = tempDir();
    const other = await closedRegister();
    for (const name of readdirSync(backups)) renameSync(join(backups, name), join(stick, name));
    for (const name of readdirSync(join(other, 'backups')))
      renameSync(join(other, 'backups', name), join(backups, name));
    rmSync(join(dir, 'backup.key.json'));
    const test = await opened(dir);
    const local = await test.job('recovery.search', {});
    expect(local.best).toBeNull();
    expect(local.refused[0]?.why).toContain('別の台帳');
    const locked = await test.job('recovery.search', { from: stick });
    expect(locked.best).toBeNull();
    expect(locked.refused.find((one) => one.encrypted)?.why).toContain('パスワード');
    const where = { from: stick, password: PASSWORD };
    const found = await test.job('recovery.search', where);
    expect(found.best).toMatchObject({ place: 'given', encrypted: true });
    await test.job('recovery.restore', { id: found.best!.id, ...where });
    expect(JSON.stringify(await names(test))).toContain(IN_BACKUP);
    for (const path of [stick, other]) rmSync(path, { recursive: true });
  });
});

describe('a damaged register with accounts', () => {
  const told = (value: unknown) => expect(JSON.stringify(value)).not.toMatch(/端末|計量|グループ主任が/);

  it('tells nobody what it holds before a login: neither the search, nor a view, nor what was restored', async () => {
    const dir = await damagedRegister(async (test) => {
      await withAdmin(test);
      await withAccount(test, '閲覧 太郎', ['viewer']);
    });
    const clock = handClock();
    const test = await opened(dir, { monotonic: clock.now });
    told(await test.call('recovery.look', {}));
    const { best, missing, ...rest } = await test.job('recovery.search', {});
    expect(missing).toMatchObject({ contentHidden: true, changes: expect.any(Number) });
    expect(missing!.changes).toBeGreaterThan(0);
    told([missing, rest]);

    for (const input of [{ what: 'register' }, { what: 'backup', id: best!.id }] as const) {
      await test.call('recovery.view', input);
      if (input.what === 'register') clock.forward(60);
      expect(await test.call('register.status', {})).toMatchObject({ state: 'damaged', unionName: '', dataDir: '' });
      expect((await test.fails('asset.list', {})).code).toBe('loginNeeded');
      expect((await test.fails('recovery.export', {})).code).toBe('loginNeeded');
      // To view once more does not shorten the wait after a wrong try.
      expect((await test.fails('session.login', { account: '閲覧 太郎', password: 'ちがう ことば です' })).code).toBe(
        input.what === 'register' ? 'wrongLogin' : 'waitToLogin',
      );
      expect((await test.fails('session.login', { account: '閲覧 太郎', password: PASSWORD })).code).toBe(
        'waitToLogin',
      );
      await test.call('session.login', { account: ADMIN.name, password: PASSWORD });
      expect(JSON.stringify(await names(test))).toContain('端末');
      expect((await test.fails('asset.register', { kind: 'hardware', values: { name: '新' } })).code).toBe('viewOnly');
      await test.call('recovery.endView', {});
      expect((await test.fails('asset.list', {})).code).toBe('damaged');
    }

    expect(await test.job('recovery.restore', { id: best!.id })).toMatchObject({ assets: expect.any(Number) });
    expect((await test.call('session.get', {})).state).toBe('out');
    expect((await test.fails('asset.list', {})).code).toBe('loginNeeded');
    await test.call('session.login', { account: ADMIN.name, password: PASSWORD });
    const [change] = (await test.call('history.list', {})).changes.filter(({ action }) => action.includes('控え'));
    expect(change).toMatchObject({ who: '試験者' });
  });

  it('shows nothing at all where its accounts cannot be read', async () => {
    const dir = await damagedRegister(async (test) => void (await withAdmin(test)));
    withSql(dir, (db) => db.exec('delete from account'));
    const test = await opened(dir);
    expect((await test.fails('recovery.view', { what: 'register' })).code).toBe('damaged');
    expect((await test.fails('asset.list', {})).code).toBe('damaged');
  });

  it('that is sound gives nothing away by recovery, locked or not', async () => {
    const { test } = await accountRegister();
    open.push(test);
    test.app.lock();
    const before = contents([test.dir]);
    for (const method of ['recovery.look', 'recovery.search', 'recovery.retry', 'recovery.endView'] as const)
      expect((await test.fails(method, {})).code).toBe('notReady');
    expect((await test.fails('recovery.view', { what: 'register' })).code).toBe('notReady');
    expect((await test.fails('recovery.restore', { id: 'x' })).code).toBe('notReady');
    expect((await test.fails('recovery.accept', { reason: '試し' })).code).toBe('notReady');
    expect((await test.fails('recovery.export', {})).code).toBe('locked');
    expect(contents([test.dir])).toEqual(before);
  });
});

describe('a register of a newer app', () => {
  it('is shown for reading only; not one byte of its folder changes', async () => {
    const dir = await damagedRegister();
    withSql(dir, (db) => db.pragma(`user_version = ${LATEST + 1}`));
    const before = registerFiles(dir);
    const test = await opened(dir);
    expect(await test.call('register.status', {})).toMatchObject({
      state: 'newer',
      view: expect.stringContaining('新しい版'),
    });
    expect(JSON.stringify(await names(test))).toContain(AFTER_BACKUP);
    expect((await test.fails('asset.register', { kind: 'hardware', values: { name: '新' } })).code).toBe('viewOnly');
    expect((await test.fails('backup.make', {})).code).toBe('viewOnly');
    expect((await test.fails('recovery.restore', { id: 'x' })).code).toBe('notReady');
    await test.app.close();
    expect(registerFiles(dir)).toEqual(before);
  });
});

describe('a register that another one works on', () => {
  it('is refused, or its newest backup is shown; it opens when the other one has closed it', async () => {
    const owner = await newRegister();
    await owner.call('asset.register', { kind: 'hardware', values: { name: IN_BACKUP } });
    await owner.job('backup.make', {});
    await expect(openApp(owner.dir)).rejects.toMatchObject({ code: 'ownedElsewhere' });
    const test = await opened(owner.dir, { viewWhenOwned: true });
    expect(await test.call('recovery.look', {})).toMatchObject({ state: 'owned', detail: expect.any(String) });
    expect((await test.fails('recovery.view', { what: 'register' })).code).toBe('ownedElsewhere');
    expect((await test.fails('recovery.restore', { id: 'x' })).code).toBe('notReady');
    const { best } = await test.job('recovery.search', {});
    await test.call('recovery.view', { what: 'backup', id: best!.id });
    expect(await names(test)).toHaveLength(1);
    expect(await test.call('recovery.retry', {})).toEqual({ opened: false });
    await owner.app.close();
    expect(await test.call('recovery.retry', {})).toEqual({ opened: true });
    await test.call('asset.register', { kind: 'hardware', values: { name: '次の端末' } });
  });
});

it('an older state in its place is noticed; a person may go on with it, and the history says why', async () => {
  const dir = await closedRegister();
  const file = join(dir, 'register.sqlite');
  const bytes = readFileSync(file);
  const first = await openApp(dir);
  await first.call('asset.register', { kind: 'hardware', values: { name: IN_BACKUP } });
  await first.app.close();
  writeFileSync(file, bytes);
  const test = await opened(dir);
  expect(await test.call('recovery.look', {})).toMatchObject({ acceptable: true, problems: [{ code: 'older' }] });
  await test.call('recovery.accept', { reason: '前の日に戻すため' });
  expect((await test.call('history.list', {})).changes[0]).toMatchObject({
    action: '古い状態からの再開',
    reason: '前の日に戻すため',
  });
  await test.app.close();
  expect(verifyNow(dir)).toMatchObject({ ok: true });
});

it('a large register shows its first list while it is checked; changes wait, and damage turns it to recovery', async () => {
  const dir = await closedRegister(async (test) => {
    for (let i = 0; i < 250; i += 1)
      await test.call('asset.register', {
        kind: 'hardware',
        values: { name: `大きな端末${i}`, note: '説'.repeat(4000) },
      });
  });
  const file = join(dir, 'register.sqlite');
  expect(statSync(file).size).toBeGreaterThan(8 * 1024 * 1024);
  const sound = await openApp(dir);
  expect((await sound.call('asset.list', { columns: ['name'] })).matched).toBe(250);
  await sound.call('asset.update', { id: '1', revision: 1, values: { note: '待って書いた' } });
  // What was read for the first list goes on with the connection that writes.
  const found = async (query: string) =>
    (await sound.call('asset.list', { query, columns: [], sort: { field: 'name' } })).rows.map((row) => row.id);
  expect(await found('待って書いた')).toEqual(['1']);
  expect(await found('大きな端末77')).toEqual(['78']);
  await sound.app.close();
  damageName(dir, '大きな端末77');
  const before = readFileSync(file);
  const test = await opened(dir);
  // Asked at once: the answer does not wait for the check, which has yet to find the damage.
  expect((await test.call('asset.list', { columns: ['name'] })).matched).toBe(250);
  expect((await test.fails('asset.update', { id: '1', revision: 2, values: { note: 'まだ' } })).code).toBe('damaged');
  expect((await test.call('register.status', {})).state).toBe('damaged');
  expect((await test.fails('asset.list', { columns: ['name'] })).code).toBe('damaged');
  expect(readFileSync(file).equals(before)).toBe(true);
});
