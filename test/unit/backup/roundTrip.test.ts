import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withChecked } from '../../../core/backup/check.ts';
import { newKey } from '../../../core/backup/key.ts';
import { type BackupOrder, makeBackup } from '../../../core/backup/make.ts';
import { prepareRestored } from '../../../core/backup/restore.ts';
import { registerPath } from '../../../db/open.ts';
import { newRegister, type TestApp, tempDir } from '../../support/app.ts';
import { stateDigest } from '../../support/digest.ts';
import { type Random, random as seeded } from '../../support/random.ts';
import { patience, report, times } from '../../support/scale.ts';

/** `npm run torture -- 20` makes 1,000. */
const REGISTERS = times(50);
const ROTTEN = times(100);
const now = new Date('2026-11-23T01:02:03Z');
const order: BackupOrder = { why: 'auto', title: null, now, appVersion: '0', key: null };
const worker = { name: '葦沼 恵', post: '主任', accountId: null };

let work: string;
beforeAll(() => {
  work = tempDir();
});
afterAll(() => rmSync(work, { recursive: true }));

/** Any of the things that people do; each register is another after it. */
async function anything(test: TestApp, random: Random): Promise<void> {
  const ids = (await test.call('asset.ids', {})).ids;
  const id = ids[random.below(ids.length)];
  switch (ids.length < 5 ? 0 : random.below(5)) {
    case 0:
      await test.call('asset.register', { kind: 'hardware', values: { name: `端末${random.below(1e6)}髙𠮷` } });
      break;
    case 1:
      await test.call('asset.bin', { ids: [id!], reason: '廃棄' });
      break;
    case 2:
      await test.call('setting.save', { reviewMonths: 1 + random.below(24) });
      break;
    case 3:
      await test.call('operator.set', { name: `担当${random.below(100)}`, post: '主任' });
      break;
    default:
      await test.call('asset.updateMany', { ids: ids.slice(0, 3), values: { note: `備考${random.below(1e6)}` } });
  }
}

it(
  `${REGISTERS.toLocaleString('en')} random registers: backed up, restored, the same digest`,
  async () => {
    const began = performance.now();
    const random = seeded(5);
    let same = 0;
    const each = 40;
    for (let made = 0; made < REGISTERS; ) {
      const test = await newRegister();
      const db = new Database(registerPath(test.dir), { readonly: true });
      const folder = join(work, `of-${made}`);
      for (let i = 0; i < each && made < REGISTERS; i += 1, made += 1) {
        await anything(test, random);
        const backup = makeBackup(db, folder, { ...order, no: made + 1 });
        const target = join(work, 'restored.sqlite');
        prepareRestored(backup.path, {}, work, target, { now, worker, from: null });
        const restored = new Database(target, { readonly: true });
        const { seq } = backup.manifest;
        if (stateDigest(restored, seq) === stateDigest(db, seq)) same += 1;
        restored.close();
        rmSync(target);
      }
      db.close();
      rmSync(folder, { recursive: true });
      await test.close();
    }
    report('backed up and restored', began, { registers: REGISTERS, same });
    expect(same).toBe(REGISTERS);
  },
  patience(300_000),
);

it('control: a digest sees one letter', async () => {
  const test = await newRegister();
  await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
  const db = new Database(registerPath(test.dir));
  const before = stateDigest(db);
  db.exec("update asset set name = '端未'");
  expect(stateDigest(db)).not.toBe(before);
  db.close();
  await test.close();
});

it(
  `bit rot in ${ROTTEN} backups is named in each, whichever byte it is`,
  async () => {
    const began = performance.now();
    const test = await newRegister();
    await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    const db = new Database(registerPath(test.dir), { readonly: true });
    const random = seeded(7);
    const folder = join(work, 'rot');
    const key = await newKey('霞ヶ浦の計量棟 2026');
    let named = 0;
    for (let i = 0; i < ROTTEN; i += 1) {
      const { path } = makeBackup(db, folder, { ...order, key: i % 2 ? key : null });
      withChecked(path, { key }, work, ({ facts }) => expect(facts.assets).toBe(1));
      const bytes = readFileSync(path);
      const at = i < 20 ? i : random.below(bytes.length);
      bytes[at] = bytes[at]! ^ (1 << random.below(8));
      writeFileSync(path, bytes);
      try {
        withChecked(path, { key }, work, () => undefined);
      } catch (error) {
        if (['backupBad', 'notARegister', 'newerSchema'].includes((error as { code: string }).code)) named += 1;
      }
    }
    report('bit rot in backups', began, { backups: ROTTEN, named });
    expect(named).toBe(ROTTEN);
    db.close();
    await test.close();
  },
  patience(180_000),
);

it('an encrypted backup opens with its password alone, and with no other', async () => {
  const test = await newRegister();
  const db = new Database(registerPath(test.dir), { readonly: true });
  const folder = join(work, 'secret');
  mkdirSync(folder);
  const { path } = makeBackup(db, folder, { ...order, key: await newKey('ガラスの計量棟') });
  const code = (secret: { password?: string }) => {
    try {
      return withChecked(path, secret, work, () => 'open');
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  // The same word, its marks typed apart.
  expect(code({ password: 'ガラスの計量棟'.normalize('NFD') })).toBe('open');
  expect(code({ password: 'ガラスの計量塔' })).toBe('wrongPassword');
  expect(code({})).toBe('wrongPassword');
  // Parameters that protect nothing, or that would hang the computer, are refused before they are used.
  const text = readFileSync(path).toString('latin1');
  for (const weak of ['"N":000001', '"N":999999']) {
    writeFileSync(path, Buffer.from(text.replace('"N":131072', weak), 'latin1'));
    expect(code({ password: 'ガラスの計量棟' })).toBe('backupBad');
  }
  // Control: the same without a password holds the words of the register in the open.
  const name = Buffer.from('管理者');
  const plain = makeBackup(db, folder, order).path;
  expect(readFileSync(plain).includes(name)).toBe(true);
  expect(Buffer.from(text, 'latin1').includes(name)).toBe(false);
  db.close();
  await test.close();
});
