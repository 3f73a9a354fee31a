import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../contract/api.ts';
import { newRegister, openApp, type TestApp, testPorts } from '../../support/app.ts';
import { verifyNow } from '../../support/files.ts';

const NOW = { ports: testPorts({ now: () => new Date('2026-11-23T10:00:00+09:00') }) };
let test: TestApp;
beforeEach(async () => {
  test = await newRegister(NOW);
});
afterEach(async () => {
  // Whatever a test did, the history must tell the same story as the rows.
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
  await test.close();
});

const register = (
  values: Record<string, string | number | string[]> = {},
  kind: 'hardware' | 'information' | 'medium' = 'hardware',
) => test.call('asset.register', { kind, values: { name: '計量用端末', ...values } });
const get = (id: string) => test.call('asset.get', { id });
const history = async (id: string) =>
  (await test.call('history.ofAsset', { assetId: id })).map(({ action, reason, who, post, rows }) => ({
    action,
    reason,
    who: `${post} ${who}`.trim(),
    rows: rows.map(({ label, before, after }) => [label, before, after]),
  }));

describe('a new asset', () => {
  it('gets number, state, dates and the name of who registered it, and its whole history in words', async () => {
    const { id } = await register({
      kana: 'けいりょうようたんまつ',
      confidentiality: '2',
      personalData: ['personal.general'],
      acquiredOn: 'R8.4.1',
      acquisitionPrice: '１２３，０００',
    });
    const { values, revision, schemeId, binned } = await get(id);
    expect(values).toEqual({
      number: 'HW-2026-00-0001',
      name: '計量用端末',
      kana: 'けいりょうようたんまつ',
      state: 'state.inUse',
      confidentiality: '2',
      personalData: ['personal.general'],
      acquiredOn: '2026-04-01',
      acquisitionPrice: 123_000,
      registeredOn: '2026-11-23',
      updatedOn: '2026-11-23',
      updatedBy: '主任 葦沼 恵',
    });
    expect({ revision, schemeId, binned }).toEqual({ revision: 1, schemeId: 'municipal-2024', binned: false });
    const [first, ...rest] = await history(id);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ action: '登録', reason: null, who: '主任 葦沼 恵' });
    expect(first!.rows).toEqual(
      expect.arrayContaining([
        ['資産区分', null, '機器'],
        ['資産番号', null, 'HW-2026-00-0001'],
        ['機密性', null, '自治体機密性2'],
        ['個人情報', null, expect.stringMatching(/個人情報/)],
        ['取得年月日', null, '令和8年4月1日'],
        ['状態', null, '利用中'],
      ]),
    );
  });

  it('needs a name; everything else may be missing and is counted', async () => {
    expect(await test.fails('asset.register', { kind: 'hardware', values: { name: '　' } })).toMatchObject({
      code: 'invalidInput',
      fields: [{ path: 'name' }],
    });
    const { id } = await register();
    const { missing } = await get(id);
    expect(missing).toContain('kana');
    expect(missing).not.toContain('name');
    expect((await test.call('asset.counts', {})).incomplete).toBe(1);
  });

  it('names every wrong field at once, and nothing is saved', async () => {
    const problems = await test.fails('asset.register', {
      kind: 'hardware',
      values: {
        name: '端末',
        acquiredOn: '平成99年13月1日',
        acquisitionPrice: 'たくさん',
        zone: 'zone.moon',
        confidentiality: '9',
        handlerPerson: ['a'],
        personalData: 'x',
        version: '1',
        importanceDerived: 'Ⅰ',
      },
    });
    expect(problems.fields?.map(({ path }) => path).sort()).toEqual(
      [
        'acquiredOn',
        'acquisitionPrice',
        'confidentiality',
        'handlerPerson',
        'importanceDerived',
        'personalData',
        'version',
        'zone',
      ].sort(),
    );
    expect((await test.call('asset.counts', {})).total).toBe(0);
    expect((await register()).number).toBe('HW-2026-00-0001');
  });

  it('keeps line breaks, takes outer spaces off, and takes an empty text for none', async () => {
    const { id } = await register({ note: '  一行目\r\n二行目　', summary: ' ', name: ' 端末　' });
    const { values } = await get(id);
    expect(values['note']).toBe('一行目\n二行目');
    expect(values['name']).toBe('端末');
    expect('summary' in values).toBe(false);
  });

  it('that is a copy is linked to its origin and leaves out what belongs to the one item', async () => {
    const origin = await register({ serialNumber: 'S-1', maker: 'ア社', stocktakenOn: '2026-04-01', note: '写す' });
    const draft = await test.call('asset.draftCopy', { id: origin.id });
    expect(draft).toEqual({
      kind: 'hardware',
      values: { name: '計量用端末', maker: 'ア社', note: '写す', state: 'state.inUse' },
    });
    const copy = await test.call('asset.register', {
      ...draft,
      values: { ...draft.values } as InputOf<'asset.register'>['values'],
      copiedFrom: origin.id,
    });
    expect((await get(copy.id)).links).toMatchObject([
      { type: 'copyOf', direction: 'forward', other: { id: origin.id } },
    ]);
    expect((await get(origin.id)).links).toMatchObject([
      { type: 'copyOf', direction: 'backward', other: { id: copy.id } },
    ]);
  });
});

describe('a change', () => {
  it('writes one row for each value that really changed, in words, with the reason', async () => {
    const { id } = await register({ note: '古い', confidentiality: '2', acquiredOn: '2026-04-01' });
    const done = await test.call('asset.update', {
      id,
      revision: 1,
      values: { note: '新しい', confidentiality: '3B', acquiredOn: '2026/4/1', zone: 'zone.lgwan', maker: null },
      reason: '棚卸で確認',
    });
    expect(done).toMatchObject({ changed: 1, revision: 2 });
    const [latest] = await history(id);
    expect(latest).toEqual({
      action: '変更',
      reason: '棚卸で確認',
      who: '主任 葦沼 恵',
      rows: [
        ['備考', '古い', '新しい'],
        ['機密性', '自治体機密性2', '自治体機密性3B'],
        ['ネットワーク領域', null, expect.stringContaining('LGWAN')],
      ],
    });
  });

  it('keeps the words of its time when an entry is renamed later', async () => {
    const place = await test.call('master.save', { list: 'place', label: '旧書庫' });
    const { id } = await register({ place: place.id });
    await test.call('asset.update', { id, revision: 1, values: { place: null } });
    await test.call('master.save', { list: 'place', id: place.id, label: '新書庫' });
    expect((await history(id))[0]!.rows).toEqual([['保管・設置場所', '旧書庫', null]]);
  });

  it('on an older revision is refused, and nothing is lost', async () => {
    const { id } = await register();
    await test.call('asset.update', { id, revision: 1, values: { note: '先' } });
    expect(await test.fails('asset.update', { id, revision: 1, values: { note: '後' } })).toMatchObject({
      code: 'conflict',
    });
    expect((await get(id)).values['note']).toBe('先');
  });

  it('of nothing changes nothing', async () => {
    const { id } = await register({ note: '同じ' });
    expect(await test.call('asset.update', { id, revision: 1, values: { note: ' 同じ ' } })).toMatchObject({
      changed: 0,
      revision: 1,
    });
    expect(await history(id)).toHaveLength(1);
  });

  it('over many assets is one change with a row for each; one bad asset stops all', async () => {
    const ids = [(await register()).id, (await register({ note: '済' })).id, (await register()).id];
    const done = await test.call('asset.updateMany', { ids, values: { note: '済' }, reason: '一括' });
    expect(done.changed).toBe(2);
    const [change] = (await test.call('history.list', { limit: 1 })).changes;
    expect(change).toMatchObject({
      changeId: done.changeId,
      action: '一括変更',
      reason: '一括',
      rowCount: 2,
      undoable: true,
    });
    expect(await test.fails('asset.updateMany', { ids: [...ids, '999'], values: { note: '半分' } })).toMatchObject({
      code: 'notFound',
    });
    for (const id of ids) expect((await get(id)).values['note']).toBe('済');
  });

  it('tells who worked: the operator of that moment', async () => {
    const { id } = await register();
    await test.call('operator.set', { name: '川瀬 昇', post: '係長' });
    await test.call('asset.update', { id, revision: 1, values: { note: 'x' } });
    expect((await history(id)).map(({ who }) => who)).toEqual(['係長 川瀬 昇', '主任 葦沼 恵']);
    expect((await get(id)).values['updatedBy']).toBe('係長 川瀬 昇');
  });
});

describe('the bin', () => {
  it('takes assets out of list and counts, and gives them back', async () => {
    const { id } = await register();
    expect(await test.call('asset.bin', { ids: [id], reason: '廃棄' })).toMatchObject({ changed: 1 });
    expect(await test.call('asset.bin', { ids: [id] })).toMatchObject({ changed: 0 });
    expect((await test.call('asset.list', {})).matched).toBe(0);
    expect(await test.call('asset.list', { binned: true })).toMatchObject({ held: 1, matched: 1 });
    expect(await test.call('asset.counts', {})).toMatchObject({ total: 0, binned: 1 });
    expect((await history(id))[0]).toMatchObject({
      action: 'ごみ箱へ',
      reason: '廃棄',
      rows: [['ごみ箱', '台帳', 'ごみ箱の中']],
    });
    expect(await test.call('asset.restore', { ids: [id] })).toMatchObject({ changed: 1 });
    expect((await history(id))[0]).toMatchObject({
      action: 'ごみ箱から戻す',
      rows: [['ごみ箱', 'ごみ箱の中', '台帳']],
    });
    expect((await test.call('asset.list', {})).matched).toBe(1);
  });
});

describe('undo', () => {
  it('gives the values back as a change of its own', async () => {
    const { id } = await register({ note: '前', confidentiality: '2' });
    const { changeId } = await test.call('asset.update', {
      id,
      revision: 1,
      values: { note: '後', confidentiality: '3B', zone: 'zone.paper' },
    });
    expect(await test.call('change.undo', { changeId })).toMatchObject({ changed: 1 });
    const { values } = await get(id);
    expect(values).toMatchObject({ note: '前', confidentiality: '2' });
    expect('zone' in values).toBe(false);
    const [latest] = await history(id);
    expect(latest).toMatchObject({ action: '取り消し', reason: '「変更」の取り消し' });
    expect(latest!.rows).toHaveLength(3);
    expect(await test.fails('change.undo', { changeId })).toMatchObject({ code: 'cannotUndo' });
  });

  it('of an undo does the change again', async () => {
    const { id } = await register({ note: '前' });
    const { changeId } = await test.call('asset.update', { id, revision: 1, values: { note: '後' } });
    const undo = await test.call('change.undo', { changeId });
    await test.call('change.undo', { changeId: undo.changeId });
    expect((await get(id)).values['note']).toBe('後');
  });

  it('is refused as a whole when one value was changed again', async () => {
    const ids = [(await register()).id, (await register()).id];
    const { changeId } = await test.call('asset.updateMany', { ids, values: { note: '一括' } });
    await test.call('asset.update', { id: ids[0]!, revision: 2, values: { note: 'その後' } });
    expect(await test.fails('change.undo', { changeId })).toMatchObject({
      code: 'cannotUndo',
      detail: expect.stringContaining('計量用端末'),
    });
    expect((await get(ids[1]!)).values['note']).toBe('一括');
  });

  it('of a registration moves the asset to the bin; of the bin, back', async () => {
    const made = await register();
    await test.call('change.undo', { changeId: made.changeId });
    expect((await get(made.id)).binned).toBe(true);
    const restored = await test.call('asset.restore', { ids: [made.id] });
    await test.call('change.undo', { changeId: restored.changeId });
    expect((await get(made.id)).binned).toBe(true);
  });

  it('of links takes them away and brings them back', async () => {
    const [a, b] = [await register({}, 'information'), await register({}, 'medium')];
    const added = await test.call('link.add', { fromId: a.id, toId: b.id, type: 'storedOn' });
    const undone = await test.call('change.undo', { changeId: added.changeId });
    expect((await get(a.id)).links).toEqual([]);
    await test.call('change.undo', { changeId: undone.changeId });
    expect((await get(b.id)).links).toMatchObject([{ type: 'storedOn', direction: 'backward' }]);
  });

  it('gives back the scheme together with the levels that were valid in it', async () => {
    await test.call('setting.save', { schemeId: 'municipal-former' });
    const { id } = await register({ confidentiality: '3', integrity: '2', availability: '1' });
    await test.call('setting.save', { schemeId: 'municipal-2024' });
    const { changeId } = await test.call('asset.update', {
      id,
      revision: 1,
      values: { confidentiality: '3C' },
      reason: '試験',
    });
    expect((await get(id)).schemeId).toBe('municipal-2024');
    await test.call('change.undo', { changeId });
    const { schemeId, values } = await get(id);
    expect({ schemeId, confidentiality: values['confidentiality'] }).toEqual({
      schemeId: 'municipal-former',
      confidentiality: '3',
    });
  });
});

describe('everything', () => {
  it('is there after the register is opened again', async () => {
    const { id } = await register({ note: '残る' });
    await test.call('asset.update', { id, revision: 1, values: { maker: 'ア社' } });
    const before = { detail: await get(id), history: await history(id), list: await test.call('asset.list', {}) };
    await test.app.close();
    test = await openApp(test.dir, NOW);
    expect({ detail: await get(id), history: await history(id), list: await test.call('asset.list', {}) }).toEqual(
      before,
    );
  });
});
