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
