import { afterEach, expect, it } from 'vitest';
import { newRegister, openApp, type TestApp } from '../support/app.ts';

/** Calls that no screen of ours makes, and texts that nobody types: refused in words or kept as they are. */
let test: TestApp;
afterEach(() => test.close());

const asset = async (values: Record<string, unknown> = {}) =>
  (await test.call('asset.register', { kind: 'hardware', values: { name: '端末', ...values } as never })).id;

it('names of the language itself are no columns, filters or fields', async () => {
  test = await newRegister();
  await asset();
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const page = await test.call('asset.list', { columns: ['name', name] });
    expect(Object.keys(page.rows[0]!.values)).toEqual(['name']);
    expect(Object.getPrototypeOf(page.rows[0]!.values)).toBe(Object.prototype);
    const filters = JSON.parse(`{"${name}":["a"]}`) as Record<string, string[]>;
    const reply = await test.app.invoke('asset.list', { filters });
    expect(reply.ok ? 'none' : reply.error.code).not.toBe('internal');
    const values = JSON.parse(`{"name":"端末","${name}":"a"}`) as Record<string, string>;
    const registered = await test.app.invoke('asset.register', { kind: 'hardware', values });
    expect(registered.ok ? 'none' : registered.error.code).not.toBe('internal');
    expect(await test.app.invoke('asset.list', { sort: { field: name } })).toMatchObject({ ok: true });
  }
});

it('ids that are none are not found', async () => {
  test = await newRegister();
  await asset();
  for (const id of ['0', '-1', '1.5', 'NaN', 'Infinity', '1e400', '9007199254740993', 'abc', ' ', "1' or 1=1"]) {
    expect(await test.fails('asset.get', { id })).toMatchObject({ code: 'notFound' });
    expect(await test.fails('asset.update', { id, revision: 1, values: { name: 'x' } })).toMatchObject({
      code: 'notFound',
    });
    expect(await test.fails('change.undo', { changeId: id === '1' ? '0' : id })).toMatchObject({ code: 'notFound' });
    expect(await test.fails('link.remove', { id })).toMatchObject({ code: 'notFound' });
  }
});

it('control characters, lone surrogates, right-to-left marks and 100,000 letters are kept, shown and exported', async () => {
  test = await newRegister();
  const odd = [
    'a\u0000b\u001fc',
    '\ud800x',
    'x\udfff',
    '\u202e台帳',
    '𠮷葛󠄀',
    'あ'.repeat(100_000),
    '=1+1',
    "'; drop table asset",
  ];
  const ids: string[] = [];
  for (const text of odd) ids.push(await asset({ name: text, note: text, purpose: text }));
  for (const [i, id] of ids.entries()) {
    const text = odd[i]!.toWellFormed();
    expect((await test.call('asset.get', { id })).values['note']).toBe(text);
    expect((await test.call('history.ofAsset', { assetId: id }))[0]!.rows.some((row) => row.after === text)).toBe(true);
    expect((await test.call('asset.list', { query: text.slice(0, 400).trim() })).matched).toBeGreaterThan(0);
  }
  expect(await test.job('ledger.export', { filter: {} })).toMatchObject({ rows: odd.length });
  expect(await test.job('label.print', { filter: {}, sheetId: 'ELM022' })).toMatchObject({ labels: odd.length });
  expect(await test.job('register.verify', {})).toMatchObject({ ok: true });
});

it('a set-up with the same group twice, or under nothing, is refused in words and can be tried again', async () => {
  test = await openApp();
  const group = { label: '総務グループ', code: '01', bodyId: 'body.manager' };
  for (const groups of [[group, group], [{ ...group, bodyId: 'body.none' }]]) {
    expect(await test.fails('register.create', { unionName: '組合', groups })).toMatchObject({ code: 'invalidInput' });
  }
  expect(await test.call('register.status', {})).toMatchObject({ state: 'new' });
  await test.call('register.create', { unionName: '組合', groups: [group] });
});

it('an entry with an empty upper entry stands at the top, and is valid from a day or not at all', async () => {
  test = await newRegister();
  const wrong = { list: 'place', label: '倉庫', validFrom: '来年' };
  expect(await test.fails('master.save', wrong)).toMatchObject({
    code: 'invalidInput',
    fields: [{ path: 'validFrom' }],
  });
  const item = await test.call('master.save', { list: 'place', label: '倉庫', parentId: '' });
  expect(item.parentId).toBeNull();
});

it('a 基準日 that is no date is refused', async () => {
  test = await newRegister();
  await asset();
  expect(await test.fails('ledger.export', { filter: {}, asOf: '2026-13-1' })).toMatchObject({ code: 'invalidInput' });
});

it('half a surrogate pair in settings, lists and names leaves register and history with one story', async () => {
  test = await newRegister();
  const half = 'A\ud800';
  await test.call('setting.save', { numberPattern: `${half}-{部署}-{連番}` });
  await test.call('operator.set', { name: half, post: '' });
  const group = await test.call('master.save', { list: 'group', label: half, code: half });
  const id = await asset({ group: group.id });
  const { values } = await test.call('asset.get', { id });
  expect(values['number']).toBe('A\ufffd-A\ufffd-0001');
  expect(await test.job('register.verify', {})).toMatchObject({ ok: true, problems: [] });
});

it('a number pattern with a line break or outer spaces is refused', async () => {
  test = await newRegister();
  for (const numberPattern of ['A\n{連番}', ' A{連番}', 'A{連番}　', 'A\u0000{連番}'])
    expect(await test.fails('setting.save', { numberPattern })).toMatchObject({ code: 'invalidInput' });
});
