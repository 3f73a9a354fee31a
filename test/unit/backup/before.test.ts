import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBackups } from '../../../core/backup/offline.ts';
import { newRegister, type TestApp } from '../../support/app.ts';

/** What is done to many assets at once comes after a backup (reliability.md P5). */

const MANY = 12;

let test: TestApp;
let ids: string[];
beforeEach(async () => {
  test = await newRegister();
  for (let i = 0; i < MANY; i += 1)
    await test.call('asset.register', { kind: 'hardware', values: { name: `端末${i}` } });
  ids = [...(await test.call('asset.ids', {})).ids];
});
afterEach(async () => test.close());

const newestFirst = () => readBackups(join(test.dir, 'backups'));
const whys = async () => (await newestFirst()).map(({ manifest }) => manifest.why);

it('bin, restore from the bin and undo of many make one first; of a few they make none', async () => {
  await test.call('asset.bin', { ids: ids.slice(0, 9), reason: '廃棄' });
  await test.call('asset.restore', { ids: ids.slice(0, 9) });
  expect(await whys()).toEqual([]);
  await test.call('asset.bin', { ids, reason: '廃棄' });
  expect(await whys()).toEqual(['bulk']);
  const [{ manifest }] = (await newestFirst()) as [Awaited<ReturnType<typeof newestFirst>>[number]];
  expect(manifest.assets).toBe(MANY);
  const { changeId } = await test.call('asset.restore', { ids });
  expect(await whys()).toHaveLength(2);
  await test.call('change.undo', { changeId });
  expect(await whys()).toHaveLength(3);
  const { changeId: one } = await test.call('asset.restore', { ids: [ids[0]!] });
  await test.call('change.undo', { changeId: one });
  expect(await whys()).toHaveLength(3);
});

it('the end of a move of scheme makes one first, however few the assets are', async () => {
  await test.call('asset.bin', { ids: ids.slice(1, 9), reason: '廃棄' });
  const pair = { fromSchemeId: 'municipal-2024', toSchemeId: 'ipa-3' };
  const { mapping } = await test.call('move.plan', pair);
  await test.call('move.start', { ...pair, mapping });
  expect(await whys()).toEqual([]);
  await test.call('move.finish', { reason: '切替' });
  expect(await whys()).toEqual(['bulk']);
});

it('a seal makes a backup of the very number on its paper, each time, kept for good', async () => {
  const first = await test.job('seal.make', { title: '令和7年度末の封印', fiscalYear: 2025 });
  const second = await test.job('seal.make', { title: '令和8年度末の封印', fiscalYear: 2026 });
  expect((await newestFirst()).map(({ manifest: { why, title, number } }) => ({ why, title, number }))).toEqual([
    { why: 'yearEnd', title: '令和8年度末の封印', number: second.number },
    { why: 'yearEnd', title: '令和7年度末の封印', number: first.number },
  ]);
});
