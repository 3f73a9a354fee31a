import { afterEach, beforeEach, expect, it } from 'vitest';
import { newRegister, type TestApp } from '../../support/app.ts';

/** Assets of two classification schemes side by side. */
let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(() => test.close());

const LEVELS = { confidentiality: '2', integrity: '2', availability: '1' };

it('a copy takes no level over from another scheme, as the same code means something else there', async () => {
  const old = await test.call('asset.register', { kind: 'information', values: { name: '旧', ...LEVELS } });
  const same = await test.call('asset.draftCopy', { id: old.id });
  expect(same.values).toMatchObject(LEVELS);
  await test.call('setting.save', { schemeId: 'ipa-3' });
  const copy = await test.call('asset.draftCopy', { id: old.id });
  for (const axis of Object.keys(LEVELS)) expect(copy.values[axis]).toBeUndefined();
  expect(copy.values['name']).toBe('旧');
});

it('an importance class must be one of the asset’s own scheme', async () => {
  const values = { name: '資産', ...LEVELS };
  expect(
    await test.fails('asset.register', { kind: 'information', values: { ...values, importance: '3' } }),
  ).toMatchObject({ code: 'invalidInput', fields: [{ path: 'importance' }] });
  const { id } = await test.call('asset.register', { kind: 'information', values: { ...values, importance: 'Ⅰ' } });
  await test.call('asset.update', { id, revision: 1, values: { importance: null } });
  expect((await test.call('asset.get', { id })).values['importance']).toBeUndefined();
});
