import { afterEach, beforeEach, expect, it } from 'vitest';
import { newRegister, openApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(() => test.close());

it('a filter tells the code 2 of two schemes apart, after a restart too', async () => {
  const register = (name: string) =>
    test.call('asset.register', { kind: 'information', values: { name, confidentiality: '2' } });
  await register('新しい分類の2');
  await test.call('setting.save', { schemeId: 'municipal-former' });
  await register('これまでの分類の2');
  const names = async (filters: Record<string, string[]>) => {
    const { rows } = await test.call('asset.list', { filters, columns: ['name', 'scheme'] });
    return rows.map((row) => row.values['name']).sort();
  };
  const expectApart = async () => {
    expect(await names({ confidentiality: ['2'] })).toEqual(['これまでの分類の2', '新しい分類の2']);
    expect(await names({ confidentiality: ['2'], scheme: ['municipal-former'] })).toEqual(['これまでの分類の2']);
    expect(await names({ confidentiality: ['2'], scheme: ['municipal-2024'] })).toEqual(['新しい分類の2']);
    expect(await names({ scheme: ['ipa-3'] })).toEqual([]);
  };
  await expectApart();
  const { dir } = test;
  await test.app.close();
  test = await openApp(dir);
  await expectApart();
});

it('content of another scheme is never compared: it is said, and the class does not travel', async () => {
  const make = async (kind: 'information' | 'medium', name: string, code: string) =>
    (await test.call('asset.register', { kind, values: { name, confidentiality: code } })).id;
  const stick = await make('medium', '媒体', '1');
  await test.call('setting.save', { schemeId: 'municipal-former' });
  const book = await make('information', '名簿', '3');
  await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
  const { effective, findings } = await test.call('asset.get', { id: stick });
  expect(effective.levels.confidentiality).toBe('1');
  expect(effective.otherSchemes).toMatchObject([{ schemeId: 'municipal-former', name: '名簿' }]);
  expect(findings).toMatchObject([{ ruleId: 'D3-体系', message: expect.stringContaining('「名簿」') }]);
});

it('a level given to many assets is one of the current scheme: others are named and nothing changes', async () => {
  await test.call('setting.save', { schemeId: 'municipal-former' });
  const values = { confidentiality: '3', integrity: '1', availability: '1', classificationReason: '住民の情報' };
  const { id: old } = await test.call('asset.register', { kind: 'information', values: { name: '名簿', ...values } });
  await test.call('setting.save', { schemeId: 'municipal-2024' });
  const { id } = await test.call('asset.register', {
    kind: 'information',
    values: { name: '台帳', ...values, confidentiality: '2' },
  });
  const change = { values: { confidentiality: '2' }, reason: '見直し' };
  const { detail } = await test.fails('asset.updateMany', { ids: [id, old], ...change });
  expect(detail).toContain('「名簿」は、前の分類体系「');
  expect((await test.call('asset.get', { id: old })).values['confidentiality']).toBe('3');
  // Control: those of the current scheme alone, and any other value of both.
  expect(await test.call('asset.updateMany', { ids: [id], values: { confidentiality: '3C' } })).toMatchObject({
    changed: 1,
  });
  expect(await test.call('asset.updateMany', { ids: [id, old], values: { note: '棚卸' } })).toMatchObject({
    changed: 2,
  });
});

it('an importance class that another scheme does not know goes with the change of scheme, and comes back with it', async () => {
  const levels = { confidentiality: '3B', integrity: '1', availability: '1' };
  const importance = { importance: 'Ⅱ', importanceReason: '復旧に時間がかかる' };
  const { id } = await test.call('asset.register', {
    kind: 'information',
    values: { name: '名簿', ...levels, ...importance, classificationReason: '住民の情報' },
  });
  const strict = { confidentiality: '3', integrity: '3', availability: '3' };
  const decide = { assetId: id, revision: 1, schemeId: 'ipa-3', levels: strict, reason: 'IPAに合わせる' };
  const { changeId } = await test.call('classification.decide', decide);
  const there = await test.call('asset.get', { id });
  expect([there.values['importance'], there.values['importanceReason']]).toEqual([undefined, undefined]);
  expect(there.derived['importance']).toBe('3');
  await test.call('change.undo', { changeId });
  expect((await test.call('asset.get', { id })).values).toMatchObject(importance);
  // Control: one that means the same there stays.
  const former = { confidentiality: '3', integrity: '2', availability: '2' };
  await test.call('classification.decide', { ...decide, revision: 3, schemeId: 'municipal-former', levels: former });
  expect((await test.call('asset.get', { id })).values).toMatchObject(importance);
});

it('going to another scheme needs a reason where the level is clearly laxer, or laxer than the content in that scheme', async () => {
  const make = async (kind: 'information' | 'medium', name: string, code: string | null) =>
    (await test.call('asset.register', { kind, values: { name, ...levels(code), classificationReason: '初め' } })).id;
  const levels = (code: string | null) => ({
    confidentiality: code,
    integrity: code && '1',
    availability: code && '1',
  });
  const decide = async (assetId: string, schemeId: string, code: string, reason = '') => {
    const { revision } = await test.call('asset.get', { id: assetId });
    return test.app.invoke('classification.decide', { assetId, revision, schemeId, levels: levels(code), reason });
  };
  const asks = { ok: false, error: { code: 'invalidInput', fields: [{ path: 'reason' }] } };
  const book = await make('information', '名簿', '3A');
  expect(await decide(book, 'municipal-former', '1')).toMatchObject(asks);
  await test.call('setting.save', { schemeId: 'municipal-former' });
  const stick = await make('medium', '媒体', '1');
  await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
  expect(await decide(stick, 'municipal-2024', '1')).toMatchObject(asks);
  // Controls: as strict as before, as strict as the content, or with a reason.
  expect(await decide(stick, 'municipal-2024', '3A')).toMatchObject({ ok: true });
  expect(await decide(book, 'municipal-former', '3')).toMatchObject({ ok: true });
  expect(await decide(book, 'municipal-2024', '1', '公表した')).toMatchObject({ ok: true });
});
