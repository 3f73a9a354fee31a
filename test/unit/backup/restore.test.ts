import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkBackup, readBackups, restoreInto } from '../../../core/backup/offline.ts';
import { registerPath } from '../../../db/open.ts';
import { newRegister, openApp, type TestApp, tempDir } from '../../support/app.ts';
import { stateDigest } from '../../support/digest.ts';
import { verifyNow } from '../../support/files.ts';
import { patience, times } from '../../support/scale.ts';

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(async () => test.close());

const add = (name: string) => test.call('asset.register', { kind: 'hardware', values: { name } });
const files = (folder = join(test.dir, 'backups')) => readdirSync(folder).sort();

function digest(upTo?: number): string {
  const db = new Database(registerPath(test.dir), { readonly: true });
  try {
    return stateDigest(db, upTo);
  } finally {
    db.close();
  }
}

const RESTORES = times(10);

it(
  `restores ${RESTORES} times, each taken back: the same register every time`,
  async () => {
    await add('端末一');
    const first = await test.job('backup.make', {});
    const then = digest(first.manifest.seq);
    await add('端末二');
    let same = 0;
    for (let i = 0; i < RESTORES; i += 1) {
      const now = await test.job('backup.make', {});
      const before = digest(now.manifest.seq);
      const { storedBefore } = await test.job('backup.restore', { path: first.path });
      expect(digest(first.manifest.seq)).toBe(then);
      await test.job('backup.restore', { path: join(test.dir, 'backups', storedBefore!) });
      if (digest(now.manifest.seq) === before) same += 1;
    }
    expect(same).toBe(RESTORES);
    expect((await test.call('asset.list', {})).matched).toBe(2);
    expect(verifyNow(test.dir)).toMatchObject({ ok: true });
  },
  patience(120_000),
);

it('says what a restore loses and brings, and records it', async () => {
  await add('端末一');
  const { path } = await test.job('backup.make', {});
  await add('端末二');
  const told = await test.job('backup.compare', { path });
  expect(told).toMatchObject({
    relation: 'older',
    lost: { changes: 1 },
    gained: { changes: 0 },
    assetsNow: 2,
    assetsThen: 1,
  });
  await test.job('backup.restore', { path });
  await add('端末三');
  const { backups } = await test.call('backup.list', {});
  const stored = backups.find(({ manifest }) => manifest.why === 'restore')!;
  expect(await test.job('backup.compare', { path: stored.path })).toMatchObject({
    ...{ relation: 'parted', lost: { changes: 2 }, gained: { changes: 1 } },
  });
  const { changes } = await test.call('history.list', {});
  expect(changes.map(({ action }) => action)).toContain('控えから戻した');
});

it('a rehearsal changes not one byte', async () => {
  const { path } = await test.job('backup.make', {});
  await add('端末二');
  const before = digest();
  const names = files();
  const bytes = readFileSync(path);
  expect(await test.job('backup.rehearse', { path })).toMatchObject({ relation: 'older' });
  expect([digest(), files(), readFileSync(path).equals(bytes)]).toEqual([before, names, true]);
});

it('a backup of another union is refused until it is agreed to', async () => {
  const other = await newRegister();
  const { path } = await other.job('backup.make', {});
  await expect(test.job('backup.restore', { path })).rejects.toThrow('notReady');
  await test.job('backup.restore', { path, acceptOther: true });
  expect((await test.call('backup.list', {})).backups.some(({ manifest }) => manifest.why === 'restore')).toBe(true);
  await other.close();
});

it('is made on closing when something changed, before a bulk edit, before an import, and not for nothing', async () => {
  const whys = async () => (await readBackups(join(test.dir, 'backups'))).map(({ manifest }) => manifest.why);
  for (let i = 0; i < 12; i += 1) await add(`端末${i}`);
  const { ids } = await test.call('asset.ids', {});
  await test.call('asset.updateMany', { ids: ids.slice(0, 9), values: { note: '少し' } });
  expect(existsSync(join(test.dir, 'backups'))).toBe(false);
  await test.call('asset.updateMany', { ids: [...ids], values: { note: 'まとめて' } });
  expect(await whys()).toEqual(['bulk']);
  const base64 = Buffer.from('資産名称,機密性\r\n取り込んだ端末,2\r\n').toString('base64');
  const read = await test.job('importing.read', { fileName: '台帳.csv', base64, kind: 'hardware' });
  await test.job('importing.commit', { importId: read.importId, plan: read.plan });
  expect(await whys()).toEqual(['import', 'bulk']);
  await test.app.close();
  expect(await whys()).toEqual(['close', 'import', 'bulk']);
  const again = await openApp(test.dir);
  await again.app.close();
  expect(await whys()).toEqual(['close', 'import', 'bulk']);
});

it('a second place gets each backup with a password; gone, it is said and nothing else fails', async () => {
  const usb = tempDir();
  const settings = { minutes: 30, second: usb, encrypt: 'second' as const };
  await test.call('backup.settings', { ...settings, password: 'ひたちの計量棟 2026' });
  // Of a copy that was cut short when the stick was pulled out.
  const stale = '.~copy.0123456789ab.tmp';
  writeFileSync(join(usb, stale), '');
  utimesSync(join(usb, stale), 0, 0);
  await add('端末');
  await test.job('backup.make', {});
  expect(readdirSync(usb)).not.toContain(stale);
  const [away] = await readBackups(usb);
  expect(away).toMatchObject({ encrypted: true });
  await expect(checkBackup(away!.path)).rejects.toThrow('wrongPassword');
  // A new PC with the USB stick and the password alone.
  const fresh = await openApp();
  await fresh.job('backup.restore', { path: away!.path, password: 'ひたちの計量棟 2026' });
  expect((await fresh.call('asset.list', {})).matched).toBe(1);
  await fresh.close();
  rmSync(usb, { recursive: true });
  await add('端末二');
  await test.job('backup.make', {});
  expect((await test.call('backup.status', {})).second).toMatchObject({ days: 0, due: false });
  expect(await test.call('backup.list', {})).toMatchObject({ reachable: false });
  expect(await test.fails('backup.settings', { ...settings, second: join(usb, 'other') })).toMatchObject({
    code: 'backupPlaceGone',
  });
});

it('a damaged register is kept aside, whole, when a backup takes its place without an open app', async () => {
  await add('端末');
  const { path } = await test.job('backup.make', {});
  await test.app.close();
  writeFileSync(registerPath(test.dir), 'damaged');
  const { keptAside } = await restoreInto(test.dir, path, undefined, new Date());
  expect(readFileSync(keptAside!, 'utf8')).toBe('damaged');
  const again = await openApp(test.dir);
  expect((await again.call('asset.list', {})).matched).toBe(1);
  await again.app.close();
});

it('a folder that cannot be written leaves earlier backups and no leftovers', async () => {
  await test.job('backup.make', {});
  const folder = join(test.dir, 'backups');
  const before = files();
  await add('端末');
  rmSync(join(test.dir, 'aside'), { force: true, recursive: true });
  const [name] = before;
  const kept = readFileSync(join(folder, name!));
  // A folder stands where the next backup would be written.
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  await expect(test.job('backup.make', {})).rejects.toThrow(/readOnly/);
  expect(await test.call('backup.status', {})).toMatchObject({ failed: 'readOnly', last: null });
  rmSync(folder);
  mkdirSync(folder);
  writeFileSync(join(folder, name!), kept);
  await test.job('backup.make', {});
  expect(files()).toHaveLength(2);
  expect(statSync(join(folder, name!)).size).toBe(kept.length);
});
