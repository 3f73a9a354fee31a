import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KINDS } from '../../../contract/catalogue/index.ts';
import { catalogueOf, MOST_OWN_FIELDS, type OwnField } from '../../../contract/catalogue/own.ts';
import { chooseColumn } from '../../../core/register/freeColumns.ts';
import { newRegister, openApp, type TestApp } from '../../support/app.ts';
import { verifyNow, withSql } from '../../support/files.ts';

/** The union's own fields by hand: what they are called, what they hold, and that nothing of it is lost. */

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(async () => {
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
  await test.close();
});

const save = (part: Partial<Parameters<typeof input>[0]> = {}) => test.call('ownField.save', input(part));
const input = (part: {
  id?: string;
  label?: string;
  type?: OwnField['type'];
  kinds?: OwnField['kinds'];
  archived?: boolean;
  help?: string;
  after?: string;
  inGrid?: boolean;
}) => {
  const { kinds = ['hardware'], ...rest } = part;
  return { label: '保守区分', type: 'text' as const, ...rest, kinds: [...kinds] };
};
const register = async (values: Record<string, string | number>, kind: (typeof KINDS)[number] = 'hardware') =>
  (await test.call('asset.register', { kind, values: { name: '計量PC', ...values } })).id;
const matched = async (filter: Parameters<typeof test.call<'asset.list'>>[1]) =>
  (await test.call('asset.list', filter)).matched;
const undoLast = async () => {
  const { undo } = await test.call('change.last', {});
  return test.call('change.undo', { changeId: undo!.changeId });
};

describe('an own field', () => {
  it('holds values that are found, filtered, ordered and changed like any other', async () => {
    const { id } = await save();
    const day = await save({ label: '更新の目安', type: 'date', kinds: KINDS });
    const many = await save({ label: '台数', type: 'integer' });
    const a = await register({ [id]: '定期保守', [day.id]: 'R8.4.1', [many.id]: '１，２００' });
    const b = await register({ [id]: 'スポット', [day.id]: '2026-03-31', [many.id]: 7 });
    const c = await register({});
    expect((await test.call('asset.get', { id: a })).values).toMatchObject({
      [id]: '定期保守',
      [day.id]: '2026-04-01',
      [many.id]: 1200,
    });
    expect(await matched({ query: '定期保守' })).toBe(1);
    expect(await matched({ filters: { [id]: ['定期保守'] } })).toBe(1);
    expect(await matched({ filters: { [id]: ['定期保守', ''] } })).toBe(2);
    expect(await matched({ filters: { [many.id]: ['1200'] }, kind: 'hardware' })).toBe(1);
    // Control: another value, and the two conditions together.
    expect(await matched({ filters: { [id]: ['なし'] } })).toBe(0);
    expect(await matched({ filters: { [id]: ['定期保守'], [many.id]: ['7'] } })).toBe(0);
    const order = async (field: string) =>
      (await test.call('asset.list', { sort: { field }, columns: [field] })).rows.map((row) => row.id);
    expect(await order(day.id)).toEqual([b, a, c]);
    expect(await order(many.id)).toEqual([b, a, c]);
    const rows = (await test.call('asset.list', { columns: [id, day.id] })).rows;
    expect(rows.find((row) => row.id === a)?.values).toEqual({ [id]: '定期保守', [day.id]: '2026-04-01' });
    await test.call('asset.updateMany', { ids: [a, b], values: { [id]: '買い取り' } });
    expect(await matched({ filters: { [id]: ['買い取り'] } })).toBe(2);
    expect(await test.call('ownField.values', { id })).toEqual([
      { value: '買い取り', count: 2 },
      { value: '', count: 1 },
    ]);
    expect((await test.call('asset.draftCopy', { id: a })).values).toMatchObject({ [id]: '買い取り' });
    expect(await test.call('ownField.uses', {})).toEqual([
      { id, used: 2, binned: 0 },
      { id: day.id, used: 2, binned: 0 },
      { id: many.id, used: 2, binned: 0 },
    ]);
  });

  it('takes only what fits its type and the kinds that have it', async () => {
    const { id } = await save({ label: '台数', type: 'integer' });
    const day = await save({ label: '更新の目安', type: 'date' });
    for (const values of [{ [id]: 'たくさん' }, { [day.id]: '令和8年4月31日' }, { own30: 'x' }])
      expect((await test.fails('asset.register', { kind: 'hardware', values: { name: 'x', ...values } })).code).toBe(
        'invalidInput',
      );
    const other = await test.fails('asset.register', { kind: 'information', values: { name: 'x', [id]: 3 } });
    expect(other.fields?.[0]).toMatchObject({ path: id });
    // Control: what fits is taken.
    await register({ [id]: 3, [day.id]: '令和8年4月30日' });
  });

  it('is told in the history by the name that it had then', async () => {
    const { id } = await save();
    const asset = await register({ [id]: '定期' });
    const detail = await test.call('asset.get', { id: asset });
    await test.call('asset.update', { id: asset, revision: detail.revision, values: { [id]: 'スポット' } });
    await save({ id, label: '保守の種類' });
    const again = await test.call('asset.get', { id: asset });
    await test.call('asset.update', { id: asset, revision: again.revision, values: { [id]: '年間' } });
    const told = (await test.call('history.ofAsset', { assetId: asset })).flatMap(({ rows }) => rows);
    expect(told.filter((row) => row.fieldId === id)).toEqual([
      expect.objectContaining({ label: '保守の種類', before: 'スポット', after: '年間' }),
      expect.objectContaining({ label: '保守区分', before: '定期', after: 'スポット' }),
      expect.objectContaining({ label: '保守区分', before: null, after: '定期' }),
    ]);
    const { changes } = await test.call('history.list', { limit: 10, query: '保守の種類' });
    expect(changes[0]).toMatchObject({
      action: '独自項目の変更',
      rows: [expect.objectContaining({ label: '独自項目の名前', before: '保守区分', after: '保守の種類' })],
    });
    const { total } = await test.call('history.list', { fieldId: id });
    expect(total).toBe(3);
  });

  it('that is put away is neither shown nor found, and has all values when it is brought back', async () => {
    const { id } = await save();
    const asset = await register({ [id]: '定期保守' });
    await save({ id, archived: true });
    expect(await matched({ query: '定期保守' })).toBe(0);
    const refused = await test.fails('asset.update', { id: asset, revision: 1, values: { [id]: 'x' } });
    expect(refused.fields?.[0]?.message).toContain('保守区分');
    expect((await test.call('asset.draftCopy', { id: asset })).values).not.toHaveProperty(id);
    // An asset may be changed otherwise meanwhile.
    await test.call('asset.update', { id: asset, revision: 1, values: { note: 'x' } });
    await test.app.close();
    test = await openApp(test.dir);
    expect(await matched({ query: '定期保守' })).toBe(0);
    await save({ id, archived: false });
    expect(await matched({ query: '定期保守' })).toBe(1);
    expect((await test.call('asset.get', { id: asset })).values[id]).toBe('定期保守');
    await undoLast();
    expect(await matched({ query: '定期保守' })).toBe(0);
  });

  it('keeps its type and its kinds while values are there', async () => {
    const { id } = await save({ kinds: ['hardware', 'network'] });
    // Control: without values all of it may change.
    await save({ id, type: 'integer', kinds: ['network'] });
    await save({ id, kinds: ['hardware', 'network'] });
    const asset = await register({ [id]: '定期' });
    expect((await test.fails('ownField.save', input({ id, type: 'date', kinds: ['hardware'] }))).fields).toEqual([
      { path: 'type', message: expect.stringContaining('1件') },
    ]);
    expect((await test.fails('ownField.save', input({ id, kinds: ['network'] }))).fields).toEqual([
      { path: 'kinds', message: expect.stringContaining('機器') },
    ]);
    await save({ id, kinds: ['hardware'] });
    await test.call('asset.bin', { ids: [asset] });
    // What lies in the bin may come back.
    expect((await test.fails('ownField.save', input({ id, kinds: ['network'] }))).code).toBe('invalidInput');
  });

  it('has a name that nothing else has', async () => {
    const { id } = await save();
    for (const label of ['保守区分', '製造番号', ' 保守区分　', '製造番号（ ）'.slice(0, 4), ''])
      expect((await test.fails('ownField.save', input({ label }))).code, label).toBe('invalidInput');
    await save({ id, label: '保守区分' });
    await save({ label: '保守区分2' });
  });

  it('comes in the order that is said', async () => {
    const [a, b, c] = [await save({ label: '甲' }), await save({ label: '乙' }), await save({ label: '丙' })];
    const order = async () => (await test.call('ownField.list', {})).map(({ label }) => label).join('');
    expect(await order()).toBe('甲乙丙');
    await save({ id: c.id, label: '丙', after: '' });
    expect(await order()).toBe('丙甲乙');
    await save({ id: c.id, label: '丙', after: a.id });
    expect(await order()).toBe('甲丙乙');
    // What is searched does not depend on it (looked at after each test).
    await register({ [a.id]: 'い', [b.id]: 'ろ', [c.id]: 'は' });
    await save({ id: b.id, label: '乙', after: '' });
    await save({ id: b.id, label: '乙', after: c.id });
    await save({ label: '丁', after: b.id });
    expect(await order()).toBe('甲丙乙丁');
  });

  it(`is one of ${MOST_OWN_FIELDS} at most, said in words`, async () => {
    for (let i = 0; i < MOST_OWN_FIELDS; i += 1) await save({ label: `項目${i}` });
    const failure = await test.fails('ownField.save', input({ label: 'もう一つ' }));
    expect(failure).toMatchObject({ code: 'invalidInput', detail: expect.stringContaining('30項目まで') });
  });

  it('that is undone leaves no trace while nothing uses it, and stays where something does', async () => {
    const rows = () => withSql(test.dir, (db) => db.prepare('select * from own_field').all());
    await save();
    await undoLast();
    expect(rows()).toEqual([]);
    const { id } = await save();
    const { changeId } = (await test.call('history.list', { limit: 1 })).changes[0]!;
    await register({ [id]: '定期' });
    const refused = await test.fails('change.undo', { changeId });
    expect(refused).toMatchObject({ code: 'cannotUndo', detail: expect.stringContaining('1件で使われています') });
  });
});

describe('the column of a new field', () => {
  const free = (id: string, last: { label: string; type: string } | null, empty = true) => ({ id, last, empty });
  it('is the one it had, else one that none ever had, else an emptied one, and never one with values of another', () => {
    const old = free('own02', { label: '旧', type: 'text' });
    const all = [free('own01', { label: '他', type: 'text' }, false), old, free('own03', null)];
    expect(chooseColumn(all, '旧', 'text')?.id).toBe('own02');
    expect(chooseColumn(all, '旧', 'date')?.id).toBe('own03');
    expect(chooseColumn([all[0]!, old], '新', 'text')?.id).toBe('own02');
    expect(chooseColumn([all[0]!], '新', 'text')).toBeNull();
  });
  it('does not give the values of a former field back under another name', async () => {
    const { id } = await save();
    const asset = await register({ [id]: '定期' });
    await test.call('asset.update', { id: asset, revision: 1, values: { [id]: null } });
    const changes = (await test.call('history.list', { limit: 10 })).changes;
    const emptied = changes.find(({ rows }) => rows[0]?.after === null && rows[0]?.fieldId === id)!;
    await test.call('change.undo', {
      changeId: changes.find(({ action }) => action === '独自項目の変更')!.changeId,
    });
    for (let i = 0; i < MOST_OWN_FIELDS; i += 1) await save({ label: `項目${i}` });
    const failure = await test.fails('change.undo', { changeId: emptied.changeId });
    expect(failure).toMatchObject({
      code: 'cannotUndo',
      detail: expect.stringContaining('独自項目が、もうありません'),
    });
  });
});

it('a former value does not go back into a field that has another type or other kinds by now', async () => {
  const { id } = await save();
  const asset = await register({ [id]: '定期' });
  await test.call('asset.update', { id: asset, revision: 1, values: { [id]: null } });
  const { changeId } = (await test.call('history.list', { limit: 1 })).changes[0]!;
  await save({ id, type: 'integer' });
  const typed = await test.fails('change.undo', { changeId });
  expect(typed).toMatchObject({ code: 'cannotUndo', detail: expect.stringContaining('値の形が変わっています') });
  await save({ id, kinds: ['network'] });
  const moved = await test.fails('change.undo', { changeId });
  expect(moved).toMatchObject({ code: 'cannotUndo', detail: expect.stringContaining('資産区分から外されています') });
  // Control: once it is as it was, the value goes back.
  await save({ id });
  await test.call('change.undo', { changeId });
  expect((await test.call('asset.get', { id: asset })).values[id]).toBe('定期');
});

describe('the catalogue of a register', () => {
  const own: OwnField = {
    id: 'own01',
    label: '保守区分',
    type: 'text',
    kinds: ['hardware'],
    help: '',
    sort: 10,
    inGrid: true,
    archived: false,
  };
  it('has the own fields where their kinds have them', () => {
    const { fieldsOf, allFields, commonFields, fieldById, fieldMap } = catalogueOf([own]);
    expect(fieldsOf('hardware').at(-1)).toMatchObject({ id: 'own01', section: 'own', grid: true });
    expect(fieldMap('network').has('own01')).toBe(false);
    expect(allFields.some(({ id }) => id === 'own01')).toBe(true);
    expect(commonFields.some(({ id }) => id === 'own01')).toBe(false);
    expect(catalogueOf([{ ...own, kinds: KINDS }]).commonFields.at(-1)?.id).toBe('own01');
    expect(fieldById('own02')).toBeUndefined();
  });
  it('knows the name of one that is put away, and shows it nowhere', () => {
    const away = catalogueOf([{ ...own, archived: true }]);
    expect(away.fieldById('own01')?.label).toBe('保守区分');
    expect(away.fieldMap('hardware').has('own01')).toBe(false);
    expect(away.allFields.some(({ id }) => id === 'own01')).toBe(false);
  });
});
