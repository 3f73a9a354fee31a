import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newRegister, openApp, type TestApp } from '../../support/app.ts';
import { verifyNow } from '../../support/files.ts';

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(async () => {
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
  await test.close();
});

const matched = async (query: string) => (await test.call('asset.list', { query })).matched;
const items = async (list: string) => (await test.call('master.lists', {})).find((one) => one.id === list)!.items;
const lastChange = async () => (await test.call('history.list', { limit: 1 })).changes[0]!;

describe('an entry of a list', () => {
  it('that is renamed is found by its new name at once, and after the next start', async () => {
    const place = await test.call('master.save', { list: 'place', label: '旧書庫' });
    await test.call('asset.register', { kind: 'information', values: { name: '名簿', place: place.id } });
    expect(await matched('旧書庫')).toBe(1);
    await test.call('master.save', { list: 'place', id: place.id, label: '文書庫' });
    for (let i = 0; i < 2; i += 1) {
      expect(await matched('旧書庫')).toBe(0);
      expect(await matched('文書庫')).toBe(1);
      await test.app.close();
      test = await openApp(test.dir);
    }
  });

  it('that is renamed is searched again in multi fields too', async () => {
    const mark = (await items('handlingMark'))[0]!;
    await test.call('asset.register', { kind: 'information', values: { name: '名簿', handlingMarks: [mark.id] } });
    expect(await matched(mark.label)).toBe(1);
    await test.call('master.save', { list: 'handlingMark', id: mark.id, label: '持出厳禁' });
    expect(await matched('持出厳禁')).toBe(1);
  });

  it('moves the assets in a list that is ordered by it', async () => {
    const [a, b] = [
      await test.call('master.save', { list: 'place', label: '甲', sort: 1 }),
      await test.call('master.save', { list: 'place', label: '乙', sort: 2 }),
    ];
    for (const [name, place] of [
      ['一', a.id],
      ['二', b.id],
    ] as const)
      await test.call('asset.register', { kind: 'information', values: { name, place } });
    const order = async () =>
      (await test.call('asset.list', { sort: { field: 'place' }, columns: ['name'] })).rows.map(
        (row) => row.values['name'],
      );
    expect(await order()).toEqual(['一', '二']);
    await test.call('master.save', { list: 'place', id: a.id, label: '甲', sort: 3 });
    expect(await order()).toEqual(['二', '一']);
  });

  it('in use, preset, or above others is not taken out; an unused one is', async () => {
    const used = await test.call('master.save', { list: 'place', label: '古文書庫' });
    const { id } = await test.call('asset.register', { kind: 'information', values: { name: '名簿', place: used.id } });
    expect(await test.fails('master.remove', { id: used.id })).toMatchObject({
      code: 'inUse',
      detail: expect.stringContaining('資産1件'),
    });
    // In the bin it is still used: it may come back.
    await test.call('asset.bin', { ids: [id] });
    expect(await test.fails('master.remove', { id: used.id })).toMatchObject({ code: 'inUse' });
    expect(await test.fails('master.remove', { id: 'zone.lgwan' })).toMatchObject({ code: 'inUse' });
    const room = await test.call('master.save', { list: 'place', label: '二階' });
    const shelf = await test.call('master.save', { list: 'place', label: '二階の棚', parentId: room.id });
    expect(await test.fails('master.remove', { id: room.id })).toMatchObject({
      code: 'inUse',
      detail: expect.stringContaining('二階の棚'),
    });
    await test.call('master.remove', { id: shelf.id });
    await test.call('master.remove', { id: room.id });
    expect((await items('place')).map((item) => item.label)).not.toContain('二階');
    expect(await lastChange()).toMatchObject({
      action: 'マスターの変更',
      rows: [{ before: expect.stringContaining('二階'), after: null }],
    });
  });

  it('is unique in its list, and belongs under an entry that exists', async () => {
    await test.call('master.save', { list: 'place', label: '古文書庫' });
    expect(await test.fails('master.save', { list: 'place', label: '古文書庫' })).toMatchObject({
      code: 'invalidInput',
      fields: [{ path: 'label' }],
    });
    expect(await test.fails('master.save', { list: 'nowhere', label: '古文書庫' })).toMatchObject({ code: 'notFound' });
    expect(await test.fails('master.save', { list: 'place', label: '棚', parentId: 'place.none' })).toMatchObject({
      code: 'invalidInput',
      fields: [{ path: 'parentId' }],
    });
    const [room, shelf] = [
      await test.call('master.save', { list: 'place', label: '二階' }),
      await test.call('master.save', { list: 'place', label: '棚' }),
    ];
    await test.call('master.save', { list: 'place', id: shelf.id, label: '棚', parentId: room.id });
    for (const parentId of [room.id, shelf.id]) {
      expect(await test.fails('master.save', { list: 'place', id: room.id, label: '二階', parentId })).toMatchObject({
        code: 'invalidInput',
        fields: [{ path: 'parentId' }],
      });
    }
    // Control: the same label in another list.
    await test.call('master.save', { list: 'person', label: '古文書庫' });
  });

  it('that is hidden keeps its stored values and names', async () => {
    const place = await test.call('master.save', { list: 'place', label: '旧館' });
    const { id } = await test.call('asset.register', {
      kind: 'information',
      values: { name: '名簿', place: place.id },
    });
    await test.call('master.save', { list: 'place', id: place.id, label: '旧館', hidden: true });
    expect((await items('place')).find((item) => item.id === place.id)).toMatchObject({ hidden: true, label: '旧館' });
    expect((await test.call('asset.get', { id })).values['place']).toBe(place.id);
    expect(await matched('旧館')).toBe(1);
    expect((await lastChange()).rows).toMatchObject([
      { label: '保管・設置場所の隠す', before: 'いいえ', after: 'はい' },
    ]);
  });
});

describe('settings', () => {
  it('are kept, and each changed one is a row of the history with the reason', async () => {
    const saved = await test.call('setting.save', {
      reviewMonths: 6,
      numberPattern: '{区分}-{連番}',
      unionShort: '',
      reason: '要綱の改正',
    });
    expect(saved).toMatchObject({ reviewMonths: 6, numberPattern: '{区分}-{連番}' });
    const change = await lastChange();
    expect(change).toMatchObject({ action: '設定の変更', reason: '要綱の改正', rowCount: 2 });
    expect(change.rows.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['資産番号の決まり', '{区分}-{年度}-{部署}-{連番}', '{区分}-{連番}'],
      ['見直しの月数', '12', '6'],
    ]);
    await test.app.close();
    test = await openApp(test.dir);
    expect(await test.call('setting.get', {})).toEqual(saved);
  });

  it('that did not change leave no trace', async () => {
    const before = (await test.call('history.list', {})).total;
    await test.call('setting.save', { reviewMonths: 12 });
    expect((await test.call('history.list', {})).total).toBe(before);
  });

  it('the scheme changes for new assets only, in words', async () => {
    const old = await test.call('asset.register', {
      kind: 'information',
      values: { name: '前', confidentiality: '3B' },
    });
    await test.call('setting.save', { schemeId: 'municipal-former' });
    const next = await test.call('asset.register', {
      kind: 'information',
      values: { name: '後', confidentiality: '3' },
    });
    expect((await test.call('asset.get', { id: old.id })).schemeId).toBe('municipal-2024');
    expect((await test.call('asset.get', { id: next.id })).schemeId).toBe('municipal-former');
    const change = (await test.call('history.list', { query: '設定' })).changes[0]!;
    expect(change.rows[0]).toMatchObject({
      label: '分類体系',
      before: expect.stringContaining('3A'),
      after: expect.stringContaining('機密性'),
    });
  });
});

describe('the history of all', () => {
  it('is found by who, why and what, newest first, with the signs of LIKE taken as they are', async () => {
    await test.call('asset.register', { kind: 'information', values: { name: '達成率100%' }, reason: '新規' });
    await test.call('operator.set', { name: '川瀬', post: '' });
    await test.call('asset.register', { kind: 'information', values: { name: '達成率100件' } });
    const count = async (query: string) => (await test.call('history.list', { query })).total;
    // The change of person says the name, too.
    expect(await count('川瀬')).toBe(2);
    expect(await count('新規')).toBe(1);
    expect(await count('100%')).toBe(1);
    expect(await count('達成率')).toBe(2);
    expect(await count('_')).toBe(0);
    const { changes } = await test.call('history.list', {});
    expect(changes.map(({ changeId }) => Number(changeId))).toEqual([4, 3, 2, 1]);
  });
});

it('an entry that moves under another one tells so by name in the history', async () => {
  const hall = await test.call('master.save', { list: 'place', label: '新本館' });
  const room = await test.call('master.save', { list: 'place', label: '奥の書庫' });
  await test.call('master.save', { list: 'place', id: room.id, label: '奥の書庫', parentId: hall.id });
  const [newest] = (await test.call('history.list', {})).changes;
  expect(newest!.rows).toMatchObject([{ fieldId: 'parentId', before: null, after: '新本館' }]);
});

it('a place keeps who holds its key, other lists none; what is not sent stays', async () => {
  const safe = await test.call('master.save', { list: 'place', label: '耐火金庫2', keyHolder: '総務グループ長' });
  expect(safe.attrs).toEqual({ keyHolder: '総務グループ長' });
  const renamed = await test.call('master.save', { list: 'place', id: safe.id, label: '大金庫' });
  expect(renamed.attrs).toEqual({ keyHolder: '総務グループ長' });
  const given = await test.call('master.save', { list: 'place', id: safe.id, label: '大金庫', keyHolder: '事務局長' });
  expect(given.attrs).toEqual({ keyHolder: '事務局長' });
  const { changes } = await test.call('history.list', {});
  expect(changes[0]!.rows).toMatchObject([
    { label: '保管・設置場所の鍵管理者', before: '総務グループ長', after: '事務局長' },
  ]);
  const none = await test.call('master.save', { list: 'place', id: safe.id, label: '大金庫', keyHolder: '' });
  expect(none.attrs).toEqual({});
  const post = await test.call('master.save', { list: 'post', label: '主査', keyHolder: '事務局長' });
  expect(post.attrs).toEqual({});
});
