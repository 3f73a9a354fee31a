import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobName } from '../../../contract/api.ts';
import { catalogueOf } from '../../../contract/catalogue/own.ts';
import { type ImportPlan, newOwnId, ownFieldFor, withAllOwnFields, withOwnField } from '../../../contract/importing.ts';
import { profileOf, withProfile } from '../../../contract/importProfile.ts';
import { ownLabelOf } from '../../../contract/ownField.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { contentOf } from '../../support/content.ts';
import { verifyNow } from '../../support/files.ts';
import { base64, csv, emptyKnown, tryFile } from './support.ts';

/** Columns that no field stands for become the union's own fields. */

const HEAD = ['機器番号', '機器の名称', '棟', '点検の周期', '台', '交換した日', '備考'];
const ROWS = [
  ['K-1', '計量用PC', '東棟', '3か月', '1', 'R7.4.1', ''],
  ['K-2', '会議用PC', '西棟', '6か月', '2', '令和7年5月1日', 'リース'],
  ['K-3', '予備のPC', '', '6か月', '12', '', ''],
];

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(async () => {
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
  await test.close();
});

const read = (rows: readonly (readonly string[])[] = ROWS, head: readonly string[] = HEAD) =>
  test.job('importing.read', { fileName: '機器台帳.csv', base64: base64(csv([head, ...rows])), kind: 'hardware' });
const catalogue = async () => catalogueOf(await test.call('ownField.list', {}));
async function take(rows = ROWS, head = HEAD, change = (plan: ImportPlan) => plan) {
  const { importId, plan, sheets } = await read(rows, head);
  const all = change(withAllOwnFields(plan, sheets, await catalogue()));
  const check = await test.job('importing.check', { importId, plan: all, full: true });
  return { check, commit: () => test.job('importing.commit', { importId, plan: all, seen: check.seen }), plan: all };
}

describe('columns without a field', () => {
  it('are proposed as own fields with the type of their values', async () => {
    const { plan, sheets } = await read();
    expect(plan.sheets[0]!.columns.slice(2, 6)).toEqual([null, null, null, null]);
    const own = [2, 3, 4, 5].map((i) => ownFieldFor(sheets[0]!, i, catalogueOf([])));
    expect(own).toEqual([
      { label: '棟', type: 'text' },
      { label: '点検の周期', type: 'text' },
      { label: '台', type: 'integer' },
      { label: '交換した日', type: 'date' },
    ]);
  });

  it.each([
    [['0012', '0013'], 'text'],
    [['12', '13-2'], 'text'],
    [['090-1234-5678', '0299123456'], 'text'],
    [['1,200', '３'], 'integer'],
    [['3か月', '3年'], 'text'],
    [['R8.4.1', '不明'], 'text'],
    [['R8.4.1', '－'], 'date'],
    [['一行目\n二行目', '短い'], 'longText'],
    [['', '－'], null],
  ] as const)('%j is %s', async (values, type) => {
    const known = await emptyKnown();
    const bytes = csv([HEAD.slice(0, 3), ...values.map((value, i) => [`K-${i}`, `計量用PC${i}`, value])]);
    let found: unknown;
    tryFile(known, bytes, {
      kind: 'hardware',
      change: (plan) => plan,
      look: (sheets) => {
        found = sheets[0]!.types[2];
      },
    });
    expect(found).toBe(type);
  });

  it('are kept word for word where nobody makes fields of them', async () => {
    const { importId, plan } = await read();
    const check = await test.job('importing.check', { importId, plan });
    expect(check.ownFields).toEqual([]);
    await test.job('importing.commit', { importId, plan });
    expect(await test.call('ownField.list', {})).toEqual([]);
    const { rows } = await test.call('asset.list', { columns: ['importedNotes'] });
    expect(rows[0]!.values['importedNotes']).toContain('棟: 東棟');
  });

  it('become fields of the kinds of their rows in the change that takes them in', async () => {
    const { check, commit } = await take();
    expect(check.ownFields).toEqual([
      { id: 'own01', label: '棟', type: 'text', kinds: ['hardware'], count: 2, isNew: true },
      { id: 'own02', label: '点検の周期', type: 'text', kinds: ['hardware'], count: 3, isNew: true },
      { id: 'own03', label: '台', type: 'integer', kinds: ['hardware'], count: 3, isNew: true },
      { id: 'own04', label: '交換した日', type: 'date', kinds: ['hardware'], count: 2, isNew: true },
    ]);
    expect(check.proposal?.assets[0]?.values).toMatchObject({ own01: '東棟', own03: 1, own04: '2025-04-01' });
    // Nothing is written by looking.
    expect(await test.call('ownField.list', {})).toEqual([]);
    const receipt = await commit();
    expect(receipt.ownFields).toEqual(check.ownFields);
    expect((await test.call('ownField.list', {})).map(({ label }) => label)).toEqual([
      '棟',
      '点検の周期',
      '台',
      '交換した日',
    ]);
    const { rows } = await test.call('asset.list', {
      query: '西棟',
      columns: ['own01', 'own03', 'own04', 'importedNotes'],
    });
    expect(rows.map(({ values }) => values)).toEqual([{ own01: '西棟', own03: 2, own04: '2025-05-01' }]);
    const change = (await test.call('history.list', { limit: 1 })).changes[0]!;
    expect(change.changeId).toBe(receipt.changeId);
    expect(change.rows.filter((row) => row.entity === 'ownField').map(({ after }) => after)).toEqual(
      check.ownFields.map(({ label }) => label),
    );
    expect(change.rows).toContainEqual(expect.objectContaining({ label: '交換した日', after: '令和7年4月1日' }));
  });

  it('have the same doubts as any other column, and no value is guessed', async () => {
    const rows = [...ROWS, ['K-4', '窓口のPC', '東棟', '', '三台', '令和7年4月31日', '']];
    const type = (label: string, of: 'date' | 'integer') => (plan: ImportPlan) => ({
      ...plan,
      ownFields: plan.ownFields!.map((one) => (one.label === label ? { label, type: of } : one)),
    });
    const { check } = await take(rows, HEAD, (plan) => type('台', 'integer')(type('交換した日', 'date')(plan)));
    const doubts = check.proposal!.doubtful.map(({ cell, code, value }) => [cell, code, value]);
    expect(doubts).toEqual([
      ['E5', 'badNumber', '三台'],
      ['F5', 'badDate', '令和7年4月31日'],
    ]);
    expect(check.proposal!.assets[3]!.values).not.toHaveProperty('own03');
    expect(check.proposal!.assets[3]!.values['importedNotes']).toContain('台: 三台');
    // Control: as the words that they are, there is nothing to doubt.
    const plain = await take(rows);
    expect(plain.check.proposal!.doubtful).toEqual([]);
  });
});

describe('the next ledger with these headings', () => {
  it('fills the fields that are there, in any order of its columns', async () => {
    await (await take()).commit();
    const head = ['機器番号', '機器の名称', '交換した日', '棟', '新しい欄'];
    const { plan } = await read([['K-9', '新しいPC', 'R8.4.1', '北棟', 'x']], head);
    expect(plan.sheets[0]!.columns).toEqual(['number', 'name', 'own04', 'own01', null]);
    const { check, commit } = await take([['K-9', '新しいPC', 'R8.4.1', '北棟', 'x']], head);
    expect(check.ownFields.map(({ label }) => label)).toEqual(['新しい欄']);
    await commit();
    const { rows } = await test.call('asset.list', { query: '北棟', columns: ['own01', 'own04', 'own05'] });
    expect(rows[0]!.values).toEqual({ own01: '北棟', own04: '2026-04-01', own05: 'x' });
  });

  it('of another kind gives the field that kind too, where the person says so', async () => {
    await (await take()).commit();
    const bytes = csv([
      ['情報資産名称', '業務分類', '棟'],
      ['搬入者名簿', '受付', '東棟'],
    ]);
    const outline = await test.job('importing.read', {
      fileName: '情報.csv',
      base64: base64(bytes),
      kind: 'information',
    });
    expect(outline.plan.sheets[0]!.columns).toEqual(['name', 'businessCategory', null]);
    const field = ownFieldFor(outline.sheets[0]!, 2, await catalogue())!;
    const plan = withOwnField(outline.plan, outline.plan.sheets[0]!.name, 2, field);
    const check = await test.job('importing.check', { importId: outline.importId, plan });
    expect(check.ownFields).toEqual([
      { id: 'own01', label: '棟', type: 'text', kinds: ['hardware', 'information'], count: 1, isNew: false },
    ]);
    const { changeId } = await test.job('importing.commit', { importId: outline.importId, plan });
    expect((await test.call('ownField.list', {}))[0]!.kinds).toEqual(['hardware', 'information']);
    await test.call('change.undo', { changeId });
    expect((await test.call('ownField.list', {}))[0]!.kinds).toEqual(['hardware']);
  });

  it('is read by its kept way of reading, which knows the fields by name and later by their columns', async () => {
    const outline = await read();
    const headings = Object.fromEntries(outline.sheets.map((sheet) => [sheet.name, sheet.headings]));
    const made = withAllOwnFields(outline.plan, outline.sheets, catalogueOf([]));
    const kept = await test.call('importing.profileSave', profileOf('機器', made, headings));
    const applied = withProfile(outline.plan, headings, kept, catalogueOf([]));
    expect(applied.sheets[0]!.columns).toContain(newOwnId('棟'));
    const { importId } = outline;
    await test.job('importing.commit', { importId, plan: applied });
    expect((await test.call('ownField.list', {})).length).toBe(4);
    const again = await read([['K-8', '新しいPC', '南棟', '1か月', '3', 'R8.4.1', '']]);
    const plan = withProfile(again.plan, headings, kept, await catalogue());
    const check = await test.job('importing.check', { importId: again.importId, plan });
    expect(check.ownFields).toEqual([]);
    await test.job('importing.commit', { importId: again.importId, plan });
    expect((await test.call('ownField.list', {})).length).toBe(4);
    expect((await test.call('asset.list', { query: '南棟' })).matched).toBe(1);
    // A field that is no more takes nothing with it: its column is as it was proposed.
    const gone = {
      ...kept,
      sheets: kept.sheets.map((sheet) => ({ ...sheet, columns: [{ heading: '棟', id: 'own30' }] })),
    };
    expect(withProfile(again.plan, headings, gone, await catalogue()).sheets[0]!.columns).not.toContain('own30');
  });
});

describe('an import with own fields that is taken back', () => {
  const digest = () => contentOf(test, 0);
  it('takes its fields along; the register says what it said before', async () => {
    await test.call('asset.register', { kind: 'hardware', values: { name: '前からのPC' } });
    const before = contentOf(test, 1);
    const { changeId } = await (await take()).commit();
    expect(contentOf(test, 1)).not.toBe(before);
    await test.call('change.undo', { changeId });
    expect(contentOf(test, 1)).toBe(before);
    expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
    // The same ledger again: the same columns, so that what lies in the bin has its names too.
    const second = await take();
    expect(second.check.ownFields.map(({ id, label }) => `${id} ${label}`)).toEqual([
      'own01 棟',
      'own02 点検の周期',
      'own03 台',
      'own04 交換した日',
    ]);
    const again = await second.commit();
    await test.call('change.undo', { changeId: again.changeId });
    expect(contentOf(test, 1)).toBe(before);
  });

  it('comes back with them when that is undone', async () => {
    const { changeId } = await (await take()).commit();
    const after = digest();
    const undone = await test.call('change.undo', { changeId });
    expect((await test.call('ownField.list', {})).length).toBe(0);
    expect((await test.call('asset.list', { query: '西棟' })).matched).toBe(0);
    await test.call('change.undo', { changeId: undone.changeId });
    expect(digest()).toBe(after);
    expect((await test.call('asset.list', { query: '西棟' })).matched).toBe(1);
  });

  it('leaves a field that another asset uses by now, or that was changed since', async () => {
    const { changeId } = await (await take()).commit();
    await test.call('asset.register', { kind: 'hardware', values: { name: '別のPC', own01: '南棟' } });
    const [, , third] = await test.call('ownField.list', {});
    const { id, type, kinds } = third!;
    await test.call('ownField.save', { id, type, kinds: [...kinds], label: '台の数' });
    const undone = await test.call('change.undo', { changeId });
    expect(undone.changed).toBe(3);
    expect((await test.call('ownField.list', {})).map(({ label }) => label)).toEqual(['棟', '台の数']);
    expect((await test.call('asset.list', { query: '南棟' })).matched).toBe(1);
  });
});

describe('guards', () => {
  it('a column that names a field that nobody describes is refused', async () => {
    const { importId, plan } = await read();
    const [sheet] = plan.sheets;
    const columns = sheet!.columns.map((id, i) => (i === 2 ? newOwnId('棟') : id));
    const bad = { ...plan, sheets: [{ ...sheet!, columns }] };
    await expect(test.job('importing.check', { importId, plan: bad })).rejects.toThrow('どんな項目');
    const unknown = { ...plan, sheets: [{ ...sheet!, columns: sheet!.columns.map((id) => id ?? 'own30') }] };
    await expect(test.job('importing.check', { importId, plan: unknown })).rejects.toThrow('own30');
  });

  it('no more fields than there are columns for', async () => {
    for (let i = 0; i < 28; i += 1)
      await test.call('ownField.save', { label: `項目${i}`, type: 'text', kinds: ['system'] });
    await expect(take()).rejects.toThrow('30項目まで');
    expect((await test.call('ownField.list', {})).length).toBe(28);
    // Control: two of the four fit.
    const { commit } = await take(
      ROWS.map((row) => row.slice(0, 4)),
      HEAD.slice(0, 4),
    );
    await commit();
    expect((await test.call('ownField.list', {})).length).toBe(30);
  });

  it('what the app computes, and a name that another field has, make no field of that name', async () => {
    const head = ['機器番号', '機器の名称', 'リスク値', '備考', '備考'];
    const { plan, sheets } = await read([['K-1', 'PC', '3', '一', '二']], head);
    const all = withAllOwnFields(plan, sheets, catalogueOf([]));
    expect(all.sheets[0]!.columns).toEqual(['number', 'name', null, 'note', newOwnId('備考（独自）')]);
    expect(ownLabelOf('評価値＞ 備考  欄')).toBe('評価値 備考 欄');
  });

  it('an import that fails leaves no field', async () => {
    const { importId, plan, sheets } = await read();
    const all = withAllOwnFields(plan, sheets, catalogueOf([]));
    const check = await test.job('importing.check', { importId, plan: all });
    const before = digestOf();
    const job = 'importing.commit' satisfies JobName;
    const { jobId } = await test.call(job, { importId, plan: all, seen: check.seen });
    await test.call('job.cancel', { jobId });
    for (;;) {
      const state = await test.call('job.result', { jobId });
      if (state.state !== 'running') break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(digestOf()).toBe(before);
    expect(await test.call('ownField.list', {})).toEqual([]);
  });
  const digestOf = () => contentOf(test, 0);
});

describe('a ledger with own fields', () => {
  it('has them as columns, and comes back with what was changed in them', async () => {
    await (await take()).commit();
    const { path } = await exportLedger();
    const bytes = await readFile(path);
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const sheet = book.getWorksheet('機器')!;
    const heading = sheet.findRow(1) && rowWith(sheet, '資産番号');
    const column = (label: string) => columnOf(heading!, label);
    expect([column('棟'), column('台'), column('交換した日')].every((at) => at > 0)).toBe(true);
    const row = sheet.getRow(heading!.number + 1);
    expect(row.getCell(column('棟')).value).toBe('東棟');
    expect(row.getCell(column('交換した日')).value).toEqual(new Date('2025-04-01T00:00:00Z'));
    row.getCell(column('棟')).value = '本館';
    row.getCell(column('台')).value = 5;
    const edited = Buffer.from(await book.xlsx.writeBuffer());
    const outline = await test.job('roundTrip.read', { fileName: '台帳.xlsx', base64: base64(edited) });
    const { items } = await test.call('roundTrip.items', { roundTripId: outline.roundTripId });
    expect(items.map(({ what, label, exported, file }) => ({ what, label, exported, file }))).toEqual([
      { what: 'changed', label: '棟', exported: '東棟', file: '本館' },
      { what: 'changed', label: '台', exported: '1', file: '5' },
    ]);
    await test.job('roundTrip.commit', {
      roundTripId: outline.roundTripId,
      accept: items.map(({ key }) => key),
      bin: [],
      dispose: [],
    });
    const { rows } = await test.call('asset.list', { query: '本館', columns: ['own01', 'own03'] });
    expect(rows[0]!.values).toEqual({ own01: '本館', own03: 5 });
  });

  const exportLedger = async () => {
    const { path } = (await test.job('ledger.export', { filter: {} })) as { path: string };
    return { path };
  };
  type Sheet = import('exceljs').Worksheet;
  const rowWith = (sheet: Sheet, label: string) => {
    for (let i = 1; i < 30; i += 1) {
      const row = sheet.getRow(i);
      if (columnOf(row, label) > 0) return row;
    }
    return undefined;
  };
  const columnOf = (row: import('exceljs').Row, label: string) => {
    let at = 0;
    row.eachCell((cell, i) => {
      if (cell.value === label) at = i;
    });
    return at;
  };
});
