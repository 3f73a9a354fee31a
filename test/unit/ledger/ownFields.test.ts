import { readFile } from 'node:fs/promises';
import readBook from 'read-excel-file/node';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainForm } from '../../../contract/form.ts';
import { newRegister, type TestApp, testPorts } from '../../support/app.ts';

/** The union's own fields in what is put out: ledgers of today and of a past day, differences, forms. */

let test: TestApp;
let day = '2026-04-01';
let own = '';
let asset = '';
beforeEach(async () => {
  day = '2026-04-01';
  test = await newRegister({ ports: testPorts({ now: () => new Date(`${day}T01:00:00Z`) }) });
  own = (await test.call('ownField.save', { label: '棟', type: 'text', kinds: ['hardware'] })).id;
  asset = (await test.call('asset.register', { kind: 'hardware', values: { name: '計量PC', [own]: '東棟' } })).id;
  day = '2026-04-03';
  await test.call('asset.update', { id: asset, revision: 1, values: { [own]: '西棟' }, reason: '移した' });
  await test.call('ownField.save', { id: own, label: '建物', type: 'text', kinds: ['hardware'] });
});
afterEach(() => test.close());

async function rows(path: string, sheet: string): Promise<unknown[][]> {
  const sheets = await readBook(await readFile(path));
  return sheets.find((one) => one.sheet === sheet)!.data;
}
/** The cell below a heading; undefined where no column is called so. */
function under(table: unknown[][], heading: string): unknown {
  const at = table.findIndex((row) => row.includes(heading));
  return at === -1 ? undefined : table[at + 1]?.[table[at]!.indexOf(heading)];
}

it('a ledger has a column for each, and that of a past day has the name and the value of that day', async () => {
  const now = await rows((await test.job('ledger.export', { filter: {} })).path, '機器');
  expect([under(now, '建物'), under(now, '棟')]).toEqual(['西棟', undefined]);
  const past = await rows((await test.job('ledger.export', { filter: {}, asOf: '2026-04-02' })).path, '機器');
  expect([under(past, '建物'), under(past, '棟')]).toEqual([undefined, '東棟']);
  // A filter on an own field holds for the register of that day.
  const filtered = await test.job('ledger.export', { filter: { filters: { [own]: ['東棟'] } }, asOf: '2026-04-02' });
  expect(filtered).toMatchObject({ rows: 1, filterWords: '棟が東棟' });
  await expect(test.job('ledger.export', { filter: { filters: { [own]: ['東棟'] } } })).rejects.toThrow();
  await test.call('ownField.save', { id: own, label: '建物', type: 'text', kinds: ['hardware'], archived: true });
  const away = await rows((await test.job('ledger.export', { filter: {} })).path, '機器');
  expect(under(away, '建物')).toBeUndefined();
});

it('a difference is told by the name of the later day', async () => {
  const { path, changed } = await test.job('ledger.difference', { from: '2026-04-02', to: '2026-04-03' });
  expect(changed).toBe(1);
  const sheets = await readBook(await readFile(path));
  const cells = sheets.flatMap(({ data }) => data).find((row) => row.includes('東棟'))!;
  expect(cells).toEqual(expect.arrayContaining(['建物', '東棟', '西棟', '移した']));
});

it('a form has it as a column, a filter and an order; one that it is not there for is refused', async () => {
  const column = { field: own, title: '', group: '', show: 'words' as const, width: 20 };
  const form = plainForm('own-form', '機器の一覧', {
    columns: [column],
    filters: { [own]: ['西棟'] },
    sort: [{ field: own, descending: false }],
  });
  const preview = await test.call('form.preview', { form, filter: {} });
  expect(preview).toMatchObject({ rows: 1, columns: [{ title: '建物' }], sample: [['西棟']] });
  await test.call('form.save', { form, revision: 0 });
  const csv = await test.job('form.export', { formId: form.id, filter: {}, format: 'csv' });
  expect((await readFile(csv.path, 'utf8')).slice(1)).toBe('建物\r\n西棟\r\n');
  const other = { ...form, columns: [{ ...column, field: 'own30' }] };
  expect((await test.fails('form.preview', { form: other, filter: {} })).fields?.[0]?.message).toContain('own30');
});
