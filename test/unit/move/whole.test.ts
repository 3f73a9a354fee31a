import { afterEach, expect, it } from 'vitest';
import type { AssetDetail } from '../../../contract/asset.ts';
import type { TestApp } from '../../support/app.ts';
import { verifyNow } from '../../support/files.ts';
import {
  allAssets,
  allItems,
  apartFromClass,
  axes,
  decideAll,
  isDowngrade,
  levelsIn,
  registerIn,
  schemeIn,
  takeIn,
} from './support.ts';

/** The whole move, from the table to the finish; every value of every asset is compared. */
let test: TestApp;
afterEach(() => test.close());

const FORMER_LEDGERS = ['ドキュメント管理台帳.csv', 'ドキュメント管理台帳_UTF8.csv', '情報資産管理台帳_令和7年度.xlsx'];
const FORMER_WITH_NEW = ['機器台帳.xlsx', 'USBメモリ・外部媒体管理簿.xlsx'];

async function moveAll(fromSchemeId: string, toSchemeId: string) {
  const before = await allAssets(test);
  const plan = await test.call('move.plan', { fromSchemeId, toSchemeId });
  const started = await test.call('move.start', { fromSchemeId, toSchemeId, mapping: plan.mapping });
  expect(started.open).toBe(plan.toDecide);
  expect(started.mapped + started.open).toBe(plan.assets);
  const reasons = await decideAll(test, await schemeIn(test, toSchemeId));
  // Until it is finished nothing of the register has changed.
  expect(await allAssets(test)).toEqual(before);
  const items = new Map((await allItems(test)).map((item) => [item.assetId, item]));
  const done = await test.call('move.finish', { reason: '対策基準の改定' });
  const after = await allAssets(test);
  return { before, after, items, reasons, done, plan };
}

async function compare(
  { before, after, items, reasons }: Awaited<ReturnType<typeof moveAll>>,
  fromSchemeId: string,
  toSchemeId: string,
) {
  const from = await schemeIn(test, fromSchemeId);
  const to = await schemeIn(test, toSchemeId);
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  for (const [id, old] of before) {
    const now = after.get(id)!;
    expect(apartFromClass(now)).toEqual(apartFromClass(old));
    const item = items.get(id);
    if (!item) {
      expect(now.schemeId).toBe(old.schemeId);
      expect(levelsIn(now.values)).toEqual(levelsIn(old.values));
      continue;
    }
    expect(now.schemeId).toBe(toSchemeId);
    expect(item.from).toEqual(levelsIn(old.values));
    expect(levelsIn(now.values)).toEqual(item.to);
    expect(now.values['classificationReason']).toBe(reasons.get(id) ?? old.values['classificationReason']);
    for (const axis of axes) {
      if (item.how === 'mapping')
        expect(isDowngrade(from, to, axis, item.from[axis], item.to[axis]), `${id} ${axis}`).toBe(false);
      if (item.from[axis] !== null) expect(item.to[axis], `${id} ${axis}`).not.toBeNull();
    }
  }
}

async function proveHistory(before: ReadonlyMap<string, AssetDetail>, fromSchemeId: string, toSchemeId: string) {
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
  for (const [id, old] of [...before].slice(0, 40)) {
    if (old.binned || old.schemeId !== fromSchemeId) continue;
    if (axes.every((axis) => levelsIn(old.values)[axis] === null)) continue;
    const [now, former] = await test.call('classification.ofAsset', { assetId: id });
    expect(now!.schemeId).toBe(toSchemeId);
    expect(former!.levels).toEqual(levelsIn(old.values));
  }
}

it.each(FORMER_LEDGERS)('%s, written in the former scheme, moves whole', async (file) => {
  test = await registerIn('municipal-former');
  const rows = await takeIn(test, file, 'municipal-former');
  const run = await moveAll('municipal-former', 'municipal-2024');
  expect(run.plan.assets).toBe(rows);
  expect(run.plan.toDecide).toBeGreaterThan(0);
  await compare(run, 'municipal-former', 'municipal-2024');
  await proveHistory(run.before, 'municipal-former', 'municipal-2024');
  expect((await test.call('setting.get', {})).schemeId).toBe('municipal-2024');
  const { open, past } = await test.call('move.status', {});
  expect(open).toBeNull();
  expect(past[0]).toMatchObject({ state: 'finished', open: 0, mapped: run.done.mapped, decided: run.done.decided });
});

it('all former ledgers together, with one of the new scheme beside them, which stays as it is', async () => {
  test = await registerIn('municipal-former');
  for (const file of [...FORMER_LEDGERS.slice(0, 1), ...FORMER_WITH_NEW]) await takeIn(test, file, 'municipal-former');
  const others = await takeIn(test, '情報システム・ネットワーク一覧.xlsx', 'municipal-2024');
  const run = await moveAll('municipal-former', 'municipal-2024');
  const untouched = [...run.before.values()].filter((asset) => asset.schemeId === 'municipal-2024');
  expect(untouched).toHaveLength(others);
  await compare(run, 'municipal-former', 'municipal-2024');
  await proveHistory(run.before, 'municipal-former', 'municipal-2024');
});

it('the sample register moves to the IPA scheme and back', async () => {
  test = await registerIn('municipal-2024', true);
  const there = await moveAll('municipal-2024', 'ipa-3');
  await compare(there, 'municipal-2024', 'ipa-3');
  await proveHistory(there.before, 'municipal-2024', 'ipa-3');
  const back = await moveAll('ipa-3', 'municipal-2024');
  await compare(back, 'ipa-3', 'municipal-2024');
  await proveHistory(back.before, 'ipa-3', 'municipal-2024');
});

it('a decided importance class that means nothing in the new scheme makes way and stays in the history', async () => {
  test = await registerIn('municipal-2024');
  const values = {
    name: '例規',
    confidentiality: '1',
    integrity: '2',
    availability: '1',
    classificationReason: '公表',
  };
  const { id } = await test.call('asset.register', {
    kind: 'information',
    values: { ...values, importance: 'Ⅱ', importanceReason: '原本のため', personalData: ['personal.none'] },
  });
  const { changeId } = (await moveAll('municipal-2024', 'ipa-3')).done;
  const now = await test.call('asset.get', { id });
  expect(now.values['importance']).toBeUndefined();
  expect(['1', '2', '3']).toContain(now.derived['importance']);
  const change = (await test.call('history.ofAsset', { assetId: id })).find((one) => one.changeId === changeId)!;
  expect(change.undoable).toBe(false);
  expect(change.rows.map((row) => row.before)).toEqual(expect.arrayContaining(['Ⅱ', '原本のため']));
  expect(await test.fails('change.undo', { changeId })).toMatchObject({ code: 'cannotUndo' });
});

it('CONTROL: a lost value, a lowered level and a changed name are noticed', async () => {
  test = await registerIn('municipal-former');
  await takeIn(test, FORMER_LEDGERS[1]!, 'municipal-former');
  const run = await moveAll('municipal-former', 'municipal-2024');
  const [id, asset] = [...run.after].find(([one]) => run.items.get(one)!.how === 'mapping')!;
  const planted = async (values: object) =>
    compare(
      { ...run, after: new Map([...run.after, [id, { ...asset, values: { ...asset.values, ...values } }]]) } as never,
      'municipal-former',
      'municipal-2024',
    );
  await planted({});
  await expect(planted({ name: '別の名前' })).rejects.toThrow();
  await expect(planted({ integrity: asset.values['integrity'] === '2' ? '1' : '2' })).rejects.toThrow();
  await expect(planted({ classificationReason: '書きかえ' })).rejects.toThrow();
});
