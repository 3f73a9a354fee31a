import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newRegister, type TestApp } from '../../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await newRegister();
  for (const name of ['受付パソコン', '計量パソコン'])
    await test.call('asset.register', { kind: 'hardware', values: { name, serialNumber: `S-${name}` } });
});
afterAll(() => test.close());

/** The tables of a book that its import would use, with the rows of each. */
async function used(path: string): Promise<[name: string, rows: number][]> {
  const base64 = readFileSync(path).toString('base64');
  const { plan, sheets } = await test.job('importing.read', { fileName: '台帳.xlsx', base64 });
  return plan.sheets.flatMap(({ name, use }, i) => (use ? [[name, sheets[i]!.rowCount] as [string, number]] : []));
}

it('of a ledger and of a form that the app wrote only the assets are taken, not the facts beside them', async () => {
  const ledger = await test.job('ledger.export', { filter: {} });
  expect(await used(ledger.path)).toEqual([['機器', 2]]);
  const { form } = (await test.call('form.list', {})).find((one) => one.form.name === '機器台帳')!;
  const paper = await test.job('form.export', { formId: form.id, filter: {}, format: 'xlsx' });
  expect(await used(paper.path)).toEqual([['機器台帳', 2]]);
});
