import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../contract/asset.ts';
import type { Kind } from '../../../contract/catalogue/index.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { base64, csv } from '../importing/support.ts';

/** Undo where the register has moved on, and references whose asset comes, goes and comes back. */
let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(() => test.close());

const add = (kind: Kind, values: Values) => test.call('asset.register', { kind, values: { name: '端末', ...values } });
const undo = (changeId: string) => test.call('change.undo', { changeId });
const take = async (rows: readonly (readonly string[])[]) => {
  const bytes = csv([['管理番号', '資産区分', '名称', '所管部署', '関連資産番号'], ...rows]);
  const { importId, plan } = await test.job('importing.read', { fileName: '台帳.csv', base64: base64(bytes) });
  return test.job('importing.commit', { importId, plan });
};
const idOf = async (name: string) => {
  const page = await test.call('asset.list', { columns: ['name'] });
  return page.rows.find((row) => row.values['name'] === name)!.id;
};
const verified = async () => expect(await test.job('register.verify', {})).toMatchObject({ ok: true, problems: [] });

describe('undo', () => {
  it('of a removed link is refused where it would close a circle by now', async () => {
    const [a, b] = [await add('information', { name: 'A' }), await add('information', { name: 'B' })];
    const link = await test.call('link.add', { fromId: a.id, toId: b.id, type: 'partOf' });
    const removed = await test.call('link.remove', { id: link.id });
    await test.call('link.add', { fromId: b.id, toId: a.id, type: 'partOf' });
    expect(await test.fails('change.undo', { changeId: removed.changeId })).toMatchObject({ code: 'cannotUndo' });
    expect((await test.call('asset.get', { id: a.id })).links).toHaveLength(1);
    await verified();
  });

  it('of the bin cannot close a circle, as no link closes one through what lies in it', async () => {
    const [a, b] = [await add('information', { name: 'A' }), await add('information', { name: 'B' })];
    await test.call('link.add', { fromId: a.id, toId: b.id, type: 'partOf' });
    await test.call('asset.bin', { ids: [a.id] });
    expect(await test.fails('link.add', { fromId: b.id, toId: a.id, type: 'partOf' })).toMatchObject({
      code: 'linkCycle',
    });
    // Control: a link that carries no class may.
    await test.call('link.add', { fromId: b.id, toId: a.id, type: 'related' });
  });

  it('is refused, in words, where the entry that it would give back was taken out of its list', async () => {
    const place = await test.call('master.save', { list: 'place', label: '旧倉庫' });
    const maker = await test.call('master.save', { list: 'hardwareType', label: '古い型' });
    const asset = await add('hardware', { place: place.id, hardwareType: maker.id });
    const { changeId } = await test.call('asset.update', {
      id: asset.id,
      revision: 1,
      values: { place: null, hardwareType: null },
    });
    for (const { id } of [place, maker]) await test.call('master.remove', { id });
    const failure = await test.fails('change.undo', { changeId });
    expect(failure.code).toBe('cannotUndo');
    expect(failure.detail).toMatch(/旧倉庫|古い型/);
    expect((await test.call('asset.get', { id: asset.id })).values['hardwareType']).toBeUndefined();
    await verified();
  });

  it('of a class is refused once the asset is classed in another scheme, whose 1 is not the 1 it had', async () => {
    await test.call('setting.save', { schemeId: 'municipal-former' });
    const levels = { confidentiality: '1', integrity: '1', availability: '1' };
    const { id } = await add('information', { ...levels, classificationReason: '公表' });
    const raised = await test.call('asset.update', { id, revision: 1, values: { confidentiality: '2', note: '備考' } });
    const { changeId: moved } = await test.call('classification.decide', {
      assetId: id,
      revision: 2,
      schemeId: 'municipal-2024',
      levels: { ...levels, confidentiality: '2' },
      reason: '公表',
    });
    expect(await test.fails('change.undo', { changeId: raised.changeId })).toMatchObject({
      code: 'cannotUndo',
      detail: expect.stringContaining('「端末」の「分類体系」が、そのあとでさらに変更されています（主任 葦沼 恵、'),
    });
    // Control: back in its scheme it can be taken back.
    await undo(moved);
    await undo(raised.changeId);
    const { schemeId, values } = await test.call('asset.get', { id });
    expect([schemeId, values['confidentiality']]).toEqual(['municipal-former', '1']);
    await verified();
  });

  it('that has nothing left to take back says so', async () => {
    const asset = await add('hardware', {});
    await test.call('asset.bin', { ids: [asset.id] });
    expect(await test.fails('change.undo', { changeId: asset.changeId })).toMatchObject({ code: 'cannotUndo' });
  });
});

describe('a reference to a number that nobody has yet', () => {
  it('is linked again when its asset comes back out of the bin with its ledger', async () => {
    await take([['A-1', '機器', '本体', '総務グループ', 'X-9']]);
    const rows = [['X-9', '機器', '台', '総務グループ', '']];
    const second = await take(rows);
    const id = await idOf('本体');
    expect((await test.call('asset.get', { id })).unresolvedNumbers).toEqual([]);
    await undo(second.changeId);
    expect((await test.call('asset.get', { id })).unresolvedNumbers).toEqual(['X-9']);
    const third = await take(rows);
    const found = await test.call('asset.get', { id });
    expect(found.unresolvedNumbers).toEqual([]);
    expect(found.links.map((link) => link.other.number)).toEqual(['X-9']);
    await verified();
    // And the whole of it can be taken back and done again.
    const back = await undo(third.changeId);
    expect((await test.call('asset.get', { id })).unresolvedNumbers).toEqual(['X-9']);
    await undo(back.changeId);
    expect((await test.call('asset.get', { id })).unresolvedNumbers).toEqual([]);
    await verified();
  });

  it('is linked when its asset is given back from the bin by hand', async () => {
    await take([['A-1', '機器', '本体', '総務グループ', 'X-9']]);
    const second = await take([['X-9', '機器', '台', '総務グループ', '']]);
    const [id, other] = [await idOf('本体'), await idOf('台')];
    await undo(second.changeId);
    const restored = await test.call('asset.restore', { ids: [other] });
    expect((await test.call('asset.get', { id })).unresolvedNumbers).toEqual([]);
    await verified();
    await undo(restored.changeId);
    expect((await test.call('asset.get', { id })).unresolvedNumbers).toEqual(['X-9']);
    await verified();
  });
});
