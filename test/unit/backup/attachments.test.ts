import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackupFile } from '../../../contract/backup.ts';
import { thinContents } from '../../../core/backup/attachments.ts';
import type { BackupKey } from '../../../core/backup/key.ts';
import { restoreInto } from '../../../core/backup/offline.ts';
import { keptKey } from '../../../core/backup/place.ts';
import { type BackupAnswers, type BackupWork, doBackupWork } from '../../../core/backup/work.ts';
import { newRegister, openApp, type TestApp, tempDir } from '../../support/app.ts';
import { attach, pdf, png } from '../../support/attachments.ts';
import { verifyNow, withSql } from '../../support/files.ts';

/** Attachments of backups: copied, read again, put right, brought back; under a password, too. */
let test: TestApp;
let assetId: string;
let second: string;
beforeEach(async () => {
  test = await newRegister();
  second = tempDir();
  assetId = (await test.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } })).id;
});
afterEach(async () => {
  await test.close();
  rmSync(second, { recursive: true, force: true });
});

const folder = (...path: string[]) => join(test.dir, ...path, 'attachments');
const filesIn = (dir: string) => readdirSync(dir).sort();
const names = async (app = test, id = assetId) =>
  (await app.call('attachment.list', { assetId: id })).map((one) => one.name);
/** The work of the threads, done here: a thread takes its time to start. */
const work = <T extends BackupWork>(one: T) => doBackupWork(test.dir, one) as BackupAnswers[T['type']];
const check = (path: string, password?: string) =>
  work({ type: 'backup.check', path, secret: { password, key: keptKey(test.dir) } });
const make = (key: BackupKey | null = null) =>
  work({
    type: 'backup.make',
    order: { why: 'manual', title: null, now: new Date(), appVersion: '0', key },
    bad: [],
  });
const bringAway = (file: BackupFile, key: BackupKey | null) =>
  work({ type: 'backup.copy', file, folder: second, kept: keptKey(test.dir), key });
const restore = (path: string) => test.job('backup.restore', { path });
const verified = (dir = test.dir) => expect(verifyNow(dir)).toMatchObject({ ok: true, problems: [] });
const rot = (path: string) => {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = bytes[at]! ^ 4;
  writeFileSync(path, bytes);
};
const PASSWORD = '霞ヶ浦の計量棟 2026';
const settings = (encrypt: 'none' | 'second' | 'both') =>
  test.call('backup.settings', {
    minutes: 30,
    second,
    encrypt,
    ...(encrypt === 'none' ? {} : { password: PASSWORD }),
  });

it('a backup holds each content once, also what was taken off, and names it in its manifest', async () => {
  const { id } = await attach(test, assetId, '計量棟.png', png());
  const first = make();
  expect(first.manifest.attachments).toEqual(filesIn(folder()));
  await attach(test, assetId, '保証書.pdf', pdf());
  await test.call('attachment.remove', { id });
  const { manifest, path } = make();
  expect(manifest).toMatchObject({ attachments: filesIn(folder()), attachmentsMissing: [] });
  expect(filesIn(folder('backups'))).toEqual(filesIn(folder()));
  for (const name of filesIn(folder()))
    expect(readFileSync(join(folder('backups'), name))).toEqual(readFileSync(join(folder(), name)));
  expect(check(path)).toMatchObject({ attachments: { checked: 2, repaired: [], lost: [] } });
});

it('restored on the same PC: what is missing is brought back; what went is there again when that is undone', async () => {
  await attach(test, assetId, '計量棟.png', png());
  const before = make();
  await attach(test, assetId, '保証書.pdf', pdf());
  const { manifest } = make();
  const [photo] = before.manifest.attachments;
  rmSync(join(folder(), photo!));
  // Its copies are read again before the restore: the way back does not rest on a rotten one.
  for (const hash of manifest.attachments) if (hash !== photo) rot(join(folder('backups'), hash));
  await test.call('operator.set', { name: '菅生 透', post: '主査' });

  const restored = await restore(before.path);
  expect(restored.lost).toEqual([]);
  expect(await names()).toEqual(['計量棟.png']);
  verified();
  // The register of the backup does not name the other one: its file goes, and comes back with the way back.
  expect(filesIn(folder())).toEqual([photo]);
  const stored = (await test.call('backup.list', {})).backups.find((one) => one.fileName === restored.storedBefore)!;
  expect(await restore(stored.path)).toMatchObject({ lost: [] });
  expect(await names()).toEqual(['計量棟.png', '保証書.pdf']);
  verified();
}, 240_000);

it('a rehearsal changes no file of an attachment', async () => {
  await attach(test, assetId, '計量棟.png', png());
  const { path } = make();
  rmSync(join(folder(), filesIn(folder())[0]!));
  await test.job('backup.rehearse', { path });
  expect(filesIn(folder())).toEqual([]);
});

describe('rot', () => {
  it('in a copy is named and put right from the original', async () => {
    await attach(test, assetId, '計量棟.png', png());
    await attach(test, assetId, '保証書.pdf', pdf());
    const { manifest, path } = make();
    for (const hash of manifest.attachments) {
      const copy = join(folder('backups'), hash);
      const good = readFileSync(copy);
      rot(copy);
      const { attachments } = check(path);
      expect(attachments).toMatchObject({ checked: 2, lost: [] });
      expect(attachments.repaired).toHaveLength(1);
      expect(readFileSync(copy)).toEqual(good);
    }
  });

  it('in both is named, and the backup is made all the same and says what it lacks', async () => {
    await attach(test, assetId, '計量棟.png', png());
    await attach(test, assetId, '保証書.pdf', pdf());
    const hash = test.app.output((await test.call('attachment.list', { assetId }))[0]!.id)!.path;
    rot(hash);
    const { manifest, path } = make();
    expect(manifest.attachments).toHaveLength(2);
    expect(manifest.attachmentsMissing).toEqual([hash.slice(-64)]);
    expect(check(path).attachments).toEqual({ checked: 2, repaired: [], lost: ['計量棟.png'] });
    const other = tempDir();
    expect(await restoreInto(other, path, undefined, new Date())).toMatchObject({ lost: ['計量棟.png'] });
    // The register is whole; the one that is lost stands there as lost.
    const app = await openApp(other);
    expect((await app.call('attachment.list', { assetId })).map((one) => [one.name, one.lost])).toEqual([
      ['計量棟.png', true],
      ['保証書.pdf', false],
    ]);
    expect(verifyNow(other).problems).toMatchObject([{ code: 'attachmentLost' }]);
    await app.close();
  });

  it('in an original: it is taken from the backup when it is opened', async () => {
    const { id } = await attach(test, assetId, '計量棟.png', png());
    const { path } = test.app.output(id)!;
    make();
    rot(path);
    expect(await test.call('attachment.open', { id })).toMatchObject({ fileName: '計量棟.png' });
    expect(readFileSync(path)).toEqual(png());
    rmSync(path);
    expect((await test.call('attachment.picture', { id })).base64).toBe(png().toString('base64'));
    // control: without any backup it is lost.
    rot(path);
    rmSync(join(test.dir, 'backups'), { recursive: true });
    expect(await test.fails('attachment.open', { id })).toMatchObject({ code: 'attachmentLost' });
  });
});

describe('under a password', () => {
  it('nothing of a content lies readable in the second place, and another PC gets it back with the password', async () => {
    await settings('second');
    await attach(test, assetId, '保証書.pdf', pdf('霞ヶ浦の計量棟の保証書'));
    const there = join(second, bringAway(make(), keptKey(test.dir)));
    const secret = filesIn(join(second, 'attachments'));
    expect(secret).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.[0-9a-f]{16}$/)]);
    expect(readFileSync(join(second, 'attachments', secret[0]!)).includes('計量棟')).toBe(false);
    // control: in this PC it can be read.
    expect(readFileSync(join(folder('backups'), filesIn(folder('backups'))[0]!)).includes('計量棟')).toBe(true);

    const other = tempDir();
    await expect(restoreInto(other, there, '違うパスワードです', new Date())).rejects.toMatchObject({
      code: 'wrongPassword',
    });
    expect(await restoreInto(other, there, PASSWORD, new Date())).toMatchObject({ lost: [] });
    const app = await openApp(other);
    expect(await names(app)).toEqual(['保証書.pdf']);
    verified(other);
    await app.close();
  });

  it('both places; one bit of it is named; a new password makes new files, and both open', async () => {
    await settings('both');
    await attach(test, assetId, '計量棟.png', png());
    const first = make(keptKey(test.dir));
    await settings('both');
    await attach(test, assetId, '保証書.pdf', pdf());
    const next = make(keptKey(test.dir));
    expect(filesIn(folder('backups'))).toHaveLength(3);
    expect(check(next.path).attachments).toEqual({ checked: 2, repaired: [], lost: [] });
    expect(check(first.path, PASSWORD).attachments).toEqual({ checked: 1, repaired: [], lost: [] });
    const away = join(second, bringAway(next, keptKey(test.dir)));
    for (const name of filesIn(join(second, 'attachments'))) rot(join(second, 'attachments', name));
    expect(check(away).attachments.lost).toEqual(['計量棟.png', '保証書.pdf'].sort());
  });
});

it('a bare copy of the whole data folder brings its attachments, too', async () => {
  await attach(test, assetId, '計量棟.png', png());
  withSql(test.dir, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
  const copy = tempDir();
  mkdirSync(join(copy, 'attachments'));
  copyFileSync(join(test.dir, 'register.sqlite'), join(copy, 'register.sqlite'));
  for (const name of filesIn(folder())) copyFileSync(join(folder(), name), join(copy, 'attachments', name));
  const other = tempDir();
  expect(await restoreInto(other, join(copy, 'register.sqlite'), undefined, new Date())).toMatchObject({ lost: [] });
  const app = await openApp(other);
  expect(await names(app)).toEqual(['計量棟.png']);
  await app.close();
  rmSync(copy, { recursive: true });
});

it('what no backup of a folder names any more goes from it, unless one cannot be read', async () => {
  await attach(test, assetId, '計量棟.png', png());
  make();
  const stray = 'a'.repeat(64);
  writeFileSync(join(folder('backups'), stray), 'x');
  const unreadable = join(test.dir, 'backups', 'daicho-20260101-000000-000000.hikae');
  writeFileSync(unreadable, 'x');
  thinContents(join(test.dir, 'backups'));
  expect(filesIn(folder('backups'))).toContain(stray);
  rmSync(unreadable);
  thinContents(join(test.dir, 'backups'));
  expect(filesIn(folder('backups'))).toEqual(filesIn(folder()));
});
