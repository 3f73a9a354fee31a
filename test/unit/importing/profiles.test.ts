import { expect, test } from 'vitest';
import { catalogueOf } from '../../../contract/catalogue/own.ts';
import { fittingProfile, type ImportProfile, profileOf, withProfile } from '../../../contract/importProfile.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { base64, csv } from './support.ts';

/** What is kept of how a ledger is read, and that the same book is read so the next time. */

const HEAD = ['管理No', '品名', '係名', '機密性'];
const book = (head: readonly string[], rows: readonly (readonly string[])[]) => base64(csv([head, ...rows]));
const read = (test: TestApp, head: readonly string[], rows: readonly (readonly string[])[]) =>
  test.job('importing.read', { fileName: '機器台帳.csv', base64: book(head, rows), kind: 'hardware' });
const headingsOf = (outline: Awaited<ReturnType<typeof read>>) =>
  Object.fromEntries(outline.sheets.map((sheet) => [sheet.name, sheet.headings]));

/** Columns as a clerk mapped them by hand, and what 高 means. */
async function kept(test: TestApp): Promise<ImportProfile> {
  const outline = await read(test, HEAD, [['H-1', '計量用PC', '総務グループ', '高']]);
  const [sheet] = outline.plan.sheets;
  const plan = {
    ...outline.plan,
    sheets: [{ ...sheet!, use: true, columns: ['number', 'name', 'group', 'confidentiality'] }],
    meanings: [{ field: 'confidentiality', text: '高', to: '3B' }],
  };
  return test.call('importing.profileSave', profileOf('機器', plan, headingsOf(outline)));
}

test('the next book with these headings, in another order and with one more, is read as the first one was', async () => {
  const test = await newRegister();
  try {
    const profile = await kept(test);
    const next = await read(
      test,
      ['係名', '品名', '管理No', '機密性', 'メモ'],
      [['総務グループ', '会議用PC', 'H-2', '高', 'x']],
    );
    const headings = headingsOf(next);
    const profiles = await test.call('importing.profiles', {});
    const found = fittingProfile(next.plan, headings, profiles);
    expect(found).toEqual(profile);
    const plan = withProfile(next.plan, headings, found!, catalogueOf([]));
    expect(plan.sheets[0]!.columns.slice(0, 4)).toEqual(['group', 'name', 'number', 'confidentiality']);
    await test.job('importing.commit', { importId: next.importId, plan });
    const { rows } = await test.call('asset.list', { columns: ['number', 'name', 'confidentiality'] });
    expect(rows.map((row) => row.values)).toMatchObject([{ number: 'H-2', name: '会議用PC', confidentiality: '3B' }]);
    expect((await test.job('register.verify', {})).ok).toBe(true);
  } finally {
    await test.close();
  }
});

test('CONTROL: other headings get no profile', async () => {
  const test = await newRegister();
  try {
    await kept(test);
    const other = await read(test, ['機器番号', '名称', '設置場所', '型番'], [['H-3', '予備のPC', '書庫', 'X1']]);
    expect(fittingProfile(other.plan, headingsOf(other), await test.call('importing.profiles', {}))).toBeNull();
  } finally {
    await test.close();
  }
});

test('a profile is saved again under its name, told by the history, and taken back like a setting', async () => {
  const test = await newRegister();
  try {
    const first = await kept(test);
    const again = await test.call('importing.profileSave', { ...first, meanings: [] });
    expect(again.id).toBe(first.id);
    expect(await test.call('importing.profiles', {})).toEqual([again]);
    const { changes } = await test.call('history.list', {});
    expect(changes[0]).toMatchObject({ action: '取り込みの読み方の保存', reason: '機器' });
    expect(changes[0]!.rows.map((row) => `${row.label} ${row.before} → ${row.after}`)).toContain(
      '取り込みの読み方 機器（表1・列4・言葉1） → 機器（表1・列4・言葉0）',
    );
    await test.call('change.undo', { changeId: changes[0]!.changeId });
    expect(await test.call('importing.profiles', {})).toEqual([first]);
    await test.call('importing.profileRemove', { id: first.id });
    expect(await test.call('importing.profiles', {})).toEqual([]);
    expect((await test.job('register.verify', {})).ok).toBe(true);
  } finally {
    await test.close();
  }
});
