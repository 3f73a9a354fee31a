import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../contract/asset.ts';
import type { Kind } from '../../../contract/catalogue/index.ts';
import type { Correction, ImportPlan, ImportProblem, RowFinding, RowWay } from '../../../contract/importing.ts';
import type { Cell, ReadBook } from '../../../core/excel/read/index.ts';
import { proposePlan } from '../../../core/importing/propose.ts';
import { checkImport, importBatches } from '../../../core/importing/task.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { contentOf } from '../../support/content.ts';
import { base64, csv, emptyKnown } from './support.ts';

/** Rows that look like something that is there: told, chosen, written as chosen, and taken back. */

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(() => test.close());
const verified = async () => expect(await test.job('register.verify', {})).toMatchObject({ ok: true, problems: [] });

const add = (values: Values, kind: Kind = 'hardware') => test.call('asset.register', { kind, values });
const valuesOf = async (id: string) => (await test.call('asset.get', { id })).values;

type Rows = readonly (readonly string[])[];
async function open(rows: Rows, kind: Kind = 'hardware') {
  const input = { fileName: '台帳.csv', base64: base64(csv(rows)), kind };
  const { importId, plan } = await test.job('importing.read', input);
  const with_ = (part: Partial<ImportPlan>) => ({ importId, plan: { ...plan, ...part } });
  return {
    check: (part: Partial<ImportPlan> = {}) => test.job('importing.check', { ...with_(part), full: true }),
    commit: (part: Partial<ImportPlan> = {}, more: { seen?: number; goodRowsOnly?: boolean } = {}) =>
      test.job('importing.commit', { ...with_(part), ...more }),
    fails: (part: Partial<ImportPlan>, more: { seen?: number } = {}) =>
      expect(test.job('importing.commit', { ...with_(part), ...more })).rejects,
  };
}

const one = (check: { problems: readonly ImportProblem[] }, finding: RowFinding) =>
  check.problems.find((problem) => problem.choice?.finding === finding)!;
/** What a click in the row of that remark says. */
const said = (problem: ImportProblem, how: RowWay, more: Partial<Correction> = {}): Correction => ({
  sheet: problem.sheet,
  cell: problem.cell,
  row: problem.row,
  text: problem.text ?? problem.value,
  finding: problem.choice!.finding,
  how,
  ...(how === 'update' && { to: problem.choice!.asset!.number }),
  ...more,
});

const HEAD = ['資産番号', '資産名称', '製造番号', 'メーカー', '備考'];

describe('a row with a number of the register', () => {
  it('is left out until somebody decides; overwriting changes what the row fills and what differs, and undo gives all of it back', async () => {
    const { id, number } = await add({ name: '計量用PC', maker: '水郷電機', note: '窓口', summary: '計量' });
    const before = contentOf(test);
    const rows: Rows = [HEAD, [number, '計量用PC', 'S-1', '', '事務室'], ['', '新しいPC', '', '水郷電機', '']];
    const file = await open(rows);
    const check = await file.check();
    expect(check).toMatchObject({ rows: 2, clean: 1, leftOut: 1, updates: { clean: 0, doubtful: 0 } });
    const problem = one(check, 'alreadyTaken');
    expect(problem).toMatchObject({ severity: 'error', cell: 'A2' });
    expect(problem.choice).toMatchObject({
      ways: ['new', 'update', 'skip'],
      usual: 'skip',
      said: false,
      asset: { id, number, name: '計量用PC' },
      differences: [
        { label: '製造番号', now: '', row: 'S-1' },
        { label: '備考', now: '窓口', row: '事務室' },
      ],
    });
    expect(check.proposal!.assets[0]!.match).toEqual({ number, finding: 'alreadyTaken', way: 'skip' });

    const decided = { corrections: [said(problem, 'update')] };
    const again = await file.check(decided);
    expect(again).toMatchObject({ clean: 2, doubtful: 0, leftOut: 0, updates: { clean: 1, doubtful: 0 } });
    expect(one(again, 'alreadyTaken')).toMatchObject({ severity: 'notice', choice: { said: true } });
    expect(again.proposal!.doubtful).toEqual([]);
    const receipt = await file.commit(decided, { seen: again.seen });
    expect(receipt).toMatchObject({ rows: 2, imported: 1, updated: 1, skipped: 0 });
    expect(await valuesOf(id)).toMatchObject({
      number,
      maker: '水郷電機',
      serialNumber: 'S-1',
      note: '事務室',
      summary: '計量',
    });

    const { changes } = await test.call('history.list', {});
    const change = changes.find((found) => found.changeId === receipt.changeId)!;
    expect(change.action).toBe('取り込み');
    expect(change.rows.filter((row) => row.entity === 'import')).toMatchObject([
      {
        label: '取り込みでの行の扱い',
        before: `取り込み済みとみた行　A2「${number}」`,
        after: `今ある資産に上書きする（${number}）`,
      },
    ]);
    expect(await test.call('change.check', { changeId: receipt.changeId })).toMatchObject({ total: 2, conflicts: [] });
    expect(await test.call('change.undo', { changeId: receipt.changeId })).toMatchObject({ changed: 2, skipped: 0 });
    expect(contentOf(test, Number(id))).toBe(before);
    await verified();
  });

  it('what was edited since is a conflict of the undo, by name, and stays where the rest goes back', async () => {
    const [a, b] = [await add({ name: '甲', note: '一' }), await add({ name: '乙', note: '一' })];
    const file = await open([HEAD, [a.number, '甲', '', '', '二'], [b.number, '乙', '', '', '二']]);
    const { changeId } = await file.commit({ findings: { alreadyTaken: 'update' } });
    const { revision } = await test.call('asset.get', { id: b.id });
    await test.call('asset.update', { id: b.id, revision, values: { note: '三' } });
    const { conflicts } = await test.call('change.check', { changeId });
    expect(conflicts).toMatchObject([{ assetId: b.id, message: expect.stringContaining('乙') }]);
    expect(await test.fails('change.undo', { changeId })).toMatchObject({ code: 'cannotUndo' });
    expect((await valuesOf(a.id))['note']).toBe('二');
    await test.call('change.undo', { changeId, onlyUnchanged: true });
    expect([(await valuesOf(a.id))['note'], (await valuesOf(b.id))['note']]).toEqual(['一', '三']);
  });

  it('as a new asset it gets a new number and keeps the old one in words; left out it is nobody’s work', async () => {
    const { number } = await add({ name: '計量用PC' });
    const file = await open([HEAD, [number, '別のPC', '', '', '']]);
    const check = await file.check();
    const problem = one(check, 'numberExists');
    expect(problem.message).toContain('計量用PC');
    expect(check.proposal!.doubtful).toHaveLength(1);
    const skipped = await file.check({ corrections: [said(problem, 'skip')] });
    expect(skipped).toMatchObject({ leftOut: 1 });
    expect(skipped.proposal!.doubtful).toEqual([]);
    expect(await file.commit({ corrections: [said(problem, 'new')] })).toMatchObject({ imported: 1, updated: 0 });
    const page = await test.call('asset.list', { columns: ['number', 'name', 'formerNumber'] });
    const made = page.rows.find((row) => row.values['name'] === '別のPC')!;
    expect(made.values['formerNumber']).toBe(number);
    expect(made.values['number']).not.toBe(number);
  });

  it('of another kind, in the bin, or twice in the file overwrites nothing', async () => {
    const info = await add({ name: '名簿' }, 'information');
    const pc = await add({ name: '計量用PC' });
    const rows: Rows = [
      HEAD,
      [info.number, '名簿', '', '', 'あ'],
      [pc.number, '甲', '', '', 'い'],
      [pc.number, '乙', '', '', 'う'],
    ];
    const file = await open(rows);
    const check = await file.check({ findings: { numberExists: 'update', alreadyTaken: 'update' } });
    expect(check.problems.filter((found) => found.choice).map((found) => found.choice!.ways)).toEqual([
      ['new', 'skip'],
      ['new', 'update', 'skip'],
      ['new', 'skip'],
    ]);
    const receipt = await file.commit({ findings: { numberExists: 'update', alreadyTaken: 'update' } });
    expect(receipt).toMatchObject({ rows: 3, imported: 0, updated: 1, skipped: 2 });
    expect((await valuesOf(pc.id))['name']).toBe('甲');
    expect((await valuesOf(info.id))['note'] ?? null).toBe(null);
  });

  it('with nothing else than what is stored is left out, and said so', async () => {
    const { number } = await add({ name: '計量用PC', note: '窓口' });
    const file = await open([HEAD, [number, '計量用PC', '', '', '窓口'], ['', '新', '', '水郷電機', '']]);
    const check = await file.check({ findings: { alreadyTaken: 'update' } });
    expect(one(check, 'alreadyTaken')).toMatchObject({
      severity: 'error',
      message: expect.stringContaining('書きかえるところはありません'),
      choice: { differences: [] },
    });
    expect(check.proposal!.doubtful).toEqual([]);
    expect(await file.commit({ findings: { alreadyTaken: 'update' } })).toMatchObject({
      imported: 1,
      updated: 0,
      skipped: 1,
    });
  });

  it('a decision about one row goes before the one about all, and holds for what the person saw only', async () => {
    const [a, b] = [await add({ name: '甲' }), await add({ name: '乙' })];
    const file = await open([HEAD, [a.number, '甲', '', '', 'あ'], [b.number, '乙', '', '', 'い']]);
    const check = await file.check();
    const [first] = check.problems.filter((problem) => problem.choice);
    const part = { findings: { alreadyTaken: 'update' as const }, corrections: [said(first!, 'skip')] };
    expect(await file.check(part)).toMatchObject({ leftOut: 1, updates: { clean: 1 } });
    // The number was put right since: of the other asset nothing was said.
    const typed = { ...said(first!, 'update'), how: 'value' as const, to: b.number, finding: undefined };
    expect(await file.check({ corrections: [said(first!, 'update'), typed] })).toMatchObject({ updates: { clean: 0 } });
    // Another asset is meant than the one that the row looks like.
    expect(await file.check({ corrections: [said(first!, 'update', { to: b.number })] })).toMatchObject({
      updates: { clean: 0 },
    });
  });

  it('an asset that was changed since the dry run is not overwritten unseen; control: an unchanged one is', async () => {
    const { id, number } = await add({ name: '計量用PC', note: '一' });
    const file = await open([HEAD, [number, '計量用PC', '', '', '二']]);
    const part = { findings: { alreadyTaken: 'update' as const } };
    const { seen } = await file.check(part);
    await test.call('asset.update', { id, revision: 1, values: { note: 'あとから' } });
    await (await file.fails(part, { seen })).toThrow(/conflict.*確かめたあとで変わりました/);
    expect((await valuesOf(id))['note']).toBe('あとから');
    const again = await file.check(part);
    expect(one(again, 'alreadyTaken').choice!.differences).toEqual([{ label: '備考', now: 'あとから', row: '二' }]);
    expect(await file.commit(part, { seen: again.seen })).toMatchObject({ updated: 1 });
    expect((await valuesOf(id))['note']).toBe('二');
  });
});

describe('a row without a number', () => {
  it('of the same name is told as a doubt, comes in as new, and may overwrite the one asset of that name', async () => {
    const { id, number } = await add({ name: '計量用PC', note: '一' });
    const file = await open([HEAD, ['', '計量用ＰＣ', '', '', '二']]);
    const check = await file.check();
    expect(check).toMatchObject({ doubtful: 1, leftOut: 0 });
    const problem = one(check, 'sameName');
    expect(problem).toMatchObject({ severity: 'warning', suggestion: number });
    expect((await file.check({ corrections: [said(problem, 'new')] })).proposal!.doubtful).toEqual([]);
    expect(await file.commit({ corrections: [said(problem, 'update')] })).toMatchObject({ imported: 0, updated: 1 });
    expect(await valuesOf(id)).toMatchObject({ note: '二', name: '計量用ＰＣ' });
  });

  it('of a name that several assets have overwrites none of them', async () => {
    for (const note of ['一', '二']) await add({ name: 'ノートPC', note });
    const file = await open([HEAD, ['', 'ノートPC', '', '', '三']]);
    const check = await file.check({ findings: { sameName: 'update' } });
    expect(check).toMatchObject({ doubtful: 1, updates: { clean: 0, doubtful: 0 } });
    expect(one(check, 'sameName').choice!.ways).toEqual(['new', 'skip']);
  });

  it('of nearly the same name is a doubt with the name to compare with; another digit or kanji is another thing', async () => {
    const { number } = await add({ name: '共有ファイルサーバー', note: '一' });
    await add({ name: '端末1号機' });
    await add({ name: '書庫イ' });
    const rows: Rows = [
      HEAD,
      ['', '共有ファイルサーバ', '', '', '二'],
      ['', '（共有）フアイルサーバー', '', '', '二'],
      ['', '端末2号機', '', '', '一'],
      ['', '書庫ロ', '', '', '一'],
      ['', '共用ファイルサーバー', '', '', '一'],
    ];
    const file = await open(rows);
    const check = await file.check();
    const found = check.problems.filter((problem) => problem.code === 'similarName');
    expect(found.map(({ cell, suggestion }) => `${cell} ${suggestion}`)).toEqual([
      'B2 共有ファイルサーバー',
      'B3 共有ファイルサーバー',
    ]);
    expect(found[0]!.message).toContain(number);
    // Never by itself: as it stands both come in as assets of their own.
    expect(check).toMatchObject({ clean: 3, doubtful: 2, leftOut: 0 });
    expect(await file.commit({ corrections: [said(found[0]!, 'update')] })).toMatchObject({ imported: 4, updated: 1 });
  });

  it('of the same serial number is known by it; with a number of its own it is a doubt', async () => {
    const { id, number } = await add({ name: '計量用PC', serialNumber: 'AB-1' });
    const rows: Rows = [HEAD, ['', '計量PC', 'ＡＢ－１', '', ''], ['X-9', '計量PC', 'ab-1', '', '']];
    const file = await open(rows);
    const check = await file.check();
    expect(one(check, 'alreadyTaken')).toMatchObject({ cell: 'B2', choice: { asset: { number } } });
    // The asset stands for one row only; what the next row repeats is told of the file.
    expect(one(check, 'serialTwice')).toMatchObject({ cell: 'C3', severity: 'warning' });
    const own = await open([HEAD, ['X-9', '計量PC', 'ab-1', '', '']]);
    const alone = await own.check();
    expect(alone).toMatchObject({ clean: 0, doubtful: 1, leftOut: 0 });
    expect(one(alone, 'sameSerial')).toMatchObject({
      cell: 'C2',
      choice: { ways: ['new', 'update', 'skip'], usual: 'new' },
    });
    expect(await own.commit({ findings: { sameSerial: 'update' } })).toMatchObject({ updated: 1 });
    // The number that it has stays: only the screen of numbers could give another one, and there is none.
    expect(await valuesOf(id)).toMatchObject({ number, name: '計量PC' });
  });
});

it('two rows of a file with one number, or one serial number, are told and may be left out', async () => {
  const rows: Rows = [
    HEAD,
    ['A-1', '甲', 'S-1', '', ''],
    ['A-1', '乙', 'S-2', '', ''],
    ['A-3', '甲', 'S-1', '', ''],
    ['', '丁', '', '水郷電機', ''],
    // Of another name and of no model it may be another maker's: it is told, and nothing more.
    ['A-5', '戊', 'S-1', '', ''],
  ];
  const file = await open(rows);
  const check = await file.check();
  expect(check).toMatchObject({ clean: 3, doubtful: 2, leftOut: 0 });
  expect(check.problems.filter(({ choice }) => choice).map(({ cell, severity }) => `${cell} ${severity}`)).toEqual([
    'A3 warning',
    'C4 warning',
    'C6 notice',
  ]);
  const part = { findings: { numberTwice: 'skip', serialTwice: 'new' } as const };
  expect((await file.check(part)).proposal!.doubtful).toEqual([]);
  expect(await file.commit(part)).toMatchObject({ rows: 5, imported: 4, updated: 0, skipped: 1 });
});

describe('the class of a row that overwrites', () => {
  const LEVELS = ['資産番号', '資産名称', '機密性', '完全性', '可用性', '分類の理由', '備考'];
  const update = { findings: { alreadyTaken: 'update' as const } };
  const classed: Values = { name: '名簿', confidentiality: '3B', integrity: '2', availability: '1' };

  it('is never laxer without a reason in the row: then it stays, and the rest comes in', async () => {
    const { id, number } = await add(classed, 'information');
    const row = (reason: string) => [
      LEVELS,
      [number, '名簿', '自治体機密性2', '自治体完全性2', '自治体可用性1', reason, '次'],
    ];
    const without = await open(row(''), 'information');
    const check = await without.check(update);
    expect(one(check, 'alreadyTaken').choice).toMatchObject({
      differences: [{ label: '備考' }],
      notes: [expect.stringContaining('機密性が低くなる')],
    });
    await without.commit(update);
    expect(await valuesOf(id)).toMatchObject({ confidentiality: '3B', note: '次' });
    // Control: with the reason it is taken.
    const { changeId } = await (await open(row('公表したため'), 'information')).commit(update);
    expect(await valuesOf(id)).toMatchObject({ confidentiality: '2', classificationReason: '公表したため' });
    await test.call('change.undo', { changeId });
    expect(await valuesOf(id)).toMatchObject({ confidentiality: '3B' });
  });

  it('is not laxer than what the asset holds either: nothing comes in, and the words say which row and what to do', async () => {
    const holder = await add({ name: '共有NAS', confidentiality: '2', integrity: '2', availability: '2' });
    const content = await add(classed, 'information');
    await test.call('link.add', { type: 'storedOn', fromId: content.id, toId: holder.id });
    const row = (reason: string): Rows => [
      LEVELS,
      [holder.number, '共有NAS', '自治体機密性3C', '自治体完全性2', '自治体可用性2', reason, '次'],
      ['', '新しいNAS', '', '', '', '', '次'],
    ];
    const before = contentOf(test);
    await (await open(row(''))).fails(update).toThrow(/invalidInput.*共有NAS.*「分類の理由」を書くか/);
    expect(contentOf(test)).toBe(before);
    // Control: with a reason it is the person's decision.
    expect(await (await open(row('中身を移すため'))).commit(update)).toMatchObject({ imported: 1, updated: 1 });
  });

  it('is no way round the second person: it waits, everything else is written', async () => {
    const { id, number } = await add(classed, 'information');
    await test.call('setting.save', { approval: true });
    const file = await open(
      [LEVELS, [number, '名簿', '自治体機密性3A', '自治体完全性2', '自治体可用性2', '見直しのため', '次']],
      'information',
    );
    expect(one(await file.check(update), 'alreadyTaken').choice!.notes).toEqual([
      '分類は、承認されるまで今のままです。',
    ]);
    await file.commit(update);
    const asset = await test.call('asset.get', { id });
    expect(asset.values).toMatchObject({ confidentiality: '3B', availability: '1', note: '次' });
    expect(await test.call('approval.list', {})).toMatchObject([
      { id: asset.proposalId, after: { levels: { confidentiality: '3A', availability: '2' } }, reason: '見直しのため' },
    ]);
    // Control: without approvals it is written at once.
    await test.call('approval.withdraw', { ids: [asset.proposalId!] });
    await test.call('setting.save', { approval: false });
    const again = await open(
      [LEVELS, [number, '名簿', '自治体機密性3A', '自治体完全性2', '自治体可用性2', '見直しのため', '次']],
      'information',
    );
    await again.commit(update);
    expect(await valuesOf(id)).toMatchObject({ confidentiality: '3A', availability: '2' });
  });

  it('a proposal of an import is withdrawn with it while it waits; control: not once it is approved', async () => {
    const { id, number } = await add(classed, 'information');
    await test.call('setting.save', { approval: true });
    const before = contentOf(test);
    const again = async () => {
      const rows = [LEVELS, [number, '名簿', '自治体機密性3A', '自治体完全性2', '自治体可用性1', '見直し', '次']];
      return (await open(rows, 'information')).commit(update);
    };
    const { changeId } = await again();
    expect(await test.call('change.undo', { changeId })).toMatchObject({ changed: 1 });
    expect(contentOf(test)).toBe(before);
    expect(await test.call('approval.list', {})).toEqual([]);
    await verified();
    const { changeId: second } = await again();
    const [proposal] = await test.call('approval.list', {});
    const approver = { name: '承認する人', post: '事務局長' };
    await test.call('approval.decide', { ids: [proposal!.id], approve: true, approver });
    expect(await test.fails('change.undo', { changeId: second })).toMatchObject({
      code: 'cannotUndo',
      detail: expect.stringContaining('もう承認されています'),
    });
    expect(await valuesOf(id)).toMatchObject({ confidentiality: '3A', note: '次' });
  });

  it('goes with its scheme, and from another one only all three together', async () => {
    const { id, number } = await add(classed, 'information');
    const former = { ...update, schemeId: 'municipal-former' };
    const part = await open([LEVELS, [number, '名簿', '機密性3', '', '', '旧基準', '一']], 'information');
    const check = await part.check(former);
    expect(one(check, 'alreadyTaken').choice).toMatchObject({
      notes: [expect.stringContaining('三つそろっていない')],
    });
    await part.commit(former);
    expect(await test.call('asset.get', { id })).toMatchObject({
      schemeId: 'municipal-2024',
      values: { confidentiality: '3B', integrity: '2', availability: '1', note: '一' },
    });
    const whole = await open(
      [LEVELS, [number, '名簿', '機密性3', '完全性2', '可用性1', '旧基準', '二']],
      'information',
    );
    await whole.commit(former);
    expect(await test.call('asset.get', { id })).toMatchObject({
      schemeId: 'municipal-former',
      values: { confidentiality: '3', integrity: '2', availability: '1' },
    });
    await verified();
  });
});

it('adds related numbers to those that are there, and takes them off again', async () => {
  const [a, b] = [await add({ name: '甲' }), await add({ name: '乙' })];
  const head = ['資産番号', '資産名称', '関連資産番号'];
  const before = contentOf(test);
  const file = await open([head, [a.number, '甲', `${b.number}、N-9`]]);
  const part = { findings: { alreadyTaken: 'update' as const } };
  expect(one(await file.check(part), 'alreadyTaken').choice!.differences).toEqual([
    { label: '関連資産番号', now: '', row: `${b.number}、N-9` },
  ]);
  const { changeId } = await file.commit(part);
  expect(await test.call('asset.get', { id: a.id })).toMatchObject({
    links: [{ other: { id: b.id } }],
    unresolvedNumbers: ['N-9'],
  });
  // Once more there is nothing left to change.
  expect(await (await open([head, [a.number, '甲', b.number]])).check(part)).toMatchObject({ leftOut: 1 });
  await test.call('change.undo', { changeId });
  expect(contentOf(test)).toBe(before);
});

it('a content that is disposed of by an import leaves its holder like by any other change: the holder is looked at again', async () => {
  const holder = await add({ name: 'サーバ' });
  const content = await add({ name: '名簿', confidentiality: '3B', integrity: '2', availability: '2' }, 'information');
  await test.call('link.add', { type: 'storedOn', fromId: content.id, toId: holder.id });
  const file = await open(
    [
      ['資産番号', '資産名称', '状態'],
      [content.number, '名簿', '廃棄済'],
    ],
    'information',
  );
  expect(await file.commit({ findings: { alreadyTaken: 'update' } })).toMatchObject({ updated: 1 });
  const now = await test.call('asset.get', { id: holder.id });
  expect(now.values).toMatchObject({ confidentiality: '3B' });
  expect(now.reviewTasks).toHaveLength(1);
  await verified();
});

it('a word that only a row says which stays out is not added to its list', async () => {
  const { number } = await add({ name: '計量用PC' });
  const file = await open([
    ['資産番号', '資産名称', '保管場所'],
    [number, '計量用PC', '第三倉庫'],
    ['', '新しいPC', '書庫A'],
  ]);
  expect((await file.check()).newItems.map((item) => item.label)).toEqual(['書庫A']);
  const part = { findings: { alreadyTaken: 'update' as const } };
  expect((await file.check(part)).newItems.map((item) => item.label)).toEqual(['第三倉庫', '書庫A']);
  const { newItems } = await file.commit();
  expect(newItems.map((item) => item.label)).toEqual(['書庫A']);
});

it('count in is count out, whatever is decided: the dry run says what the receipt then says', async () => {
  const [a, b] = [await add({ name: '甲', note: '一' }), await add({ name: '乙', serialNumber: 'S-2' })];
  await add({ name: '丙サーバー' });
  const rows: Rows = [
    HEAD,
    [a.number, '甲', '', '', '二'],
    [a.number, '別', '', '', ''],
    ['', '乙', 'S-2', '', '三'],
    ['', '丙サーバ', '', '', '四'],
    ['Z-1', '丁', 'S-9', '', ''],
    ['Z-2', '戊', 'S-9', '', ''],
    ['Z-3', '', '', '', '名なし'],
  ];
  const ways: readonly (RowWay | undefined)[] = [undefined, 'new', 'update', 'skip'];
  for (const way of ways) {
    for (const goodRowsOnly of way === undefined || way === 'update' ? [false, true] : [false]) {
      const file = await open(rows);
      const kinds = ['numberExists', 'alreadyTaken', 'sameName', 'similarName', 'serialTwice'] as const;
      const part = { findings: way ? Object.fromEntries(kinds.map((kind) => [kind, way])) : {} };
      const check = await file.check(part);
      expect(check.clean + check.doubtful + check.leftOut).toBe(check.rows);
      const coming = goodRowsOnly ? check.clean : check.clean + check.doubtful;
      const updated = goodRowsOnly ? check.updates.clean : check.updates.clean + check.updates.doubtful;
      const before = (await test.call('asset.list', {})).held;
      const receipt = await file.commit(part, { goodRowsOnly, seen: check.seen });
      expect(receipt).toMatchObject({ rows: 7, imported: coming - updated, updated, skipped: 7 - coming });
      expect((await test.call('asset.list', {})).held - before).toBe(receipt.imported);
      await test.call('change.undo', { changeId: receipt.changeId });
      // Numbers that came in are used for good; their assets lie in the bin and come back.
      expect((await test.call('asset.list', {})).held).toBe(3);
    }
  }
  expect([(await valuesOf(a.id))['note'], (await valuesOf(b.id))['note'] ?? null]).toEqual(['一', null]);
});

describe('a row with a line through it', () => {
  const struck = (text: string): Cell => ({ kind: 'text', text, struck: 'all' });
  const plain = (text: string): Cell => ({ kind: 'text', text });
  const book = (...rows: readonly (readonly Cell[])[]): ReadBook => ({
    format: 'xlsx',
    notes: [],
    sheets: [
      {
        name: '機器台帳',
        hidden: false,
        merges: [],
        rows: [['名称', '状態', '備考', '廃棄年月日'].map(plain), ...rows].map((cells, i) => ({ row: i + 1, cells })),
      } as unknown as ReadBook['sheets'][number],
    ],
  });
  const BOOK = book(
    [struck('計量用PC'), struck('利用中'), struck('窓口'), plain('')],
    [struck('会議用PC'), plain(''), struck('倉庫'), plain('')],
    [plain('予備のPC'), plain('予備'), struck('貸出'), plain('')],
  );

  async function tried(part: Partial<ImportPlan>) {
    const known = await emptyKnown();
    const plan = { ...proposePlan(BOOK, '機器台帳.xlsx', 'hardware', known.state), ...part };
    const check = checkImport({ book: BOOK }, plan, known, () => undefined, true);
    const assets = [...importBatches({ book: BOOK }, plan, known)].flatMap((batch) =>
      batch.type === 'assets' ? batch.assets.map(({ values }) => values) : [],
    );
    return { check, assets };
  }

  it('comes in as it is with a doubt, told once for the row; cells of other rows are told for themselves', async () => {
    const { check, assets } = await tried({});
    expect(check).toMatchObject({ clean: 0, doubtful: 3, leftOut: 0 });
    expect(check.problems.filter(({ code }) => code === 'struckOut').map(({ cell }) => cell)).toEqual([
      'A2',
      'A3',
      'C4',
    ]);
    expect(check.problems[0]!.choice).toMatchObject({ ways: ['disposed', 'new', 'skip'], usual: 'new' });
    expect(assets.map((values) => values['state'])).toEqual(['state.inUse', undefined, 'state.spare']);
  });

  it('comes in as 廃棄済 when a person says so, with no day and no word lost', async () => {
    const { check, assets } = await tried({ findings: { struckOut: 'disposed' } });
    expect(check).toMatchObject({ clean: 2, doubtful: 1 });
    expect(check.problems[0]).toMatchObject({
      severity: 'notice',
      message: expect.stringContaining('廃棄年月日は空欄'),
    });
    expect(assets[0]).toMatchObject({ state: 'state.disposed', importedNotes: '状態: 利用中' });
    expect(assets[1]).toEqual({ name: '会議用PC', note: '倉庫', state: 'state.disposed' });
    expect(assets[2]!['state']).toBe('state.spare');
  });

  it('one stays out, one comes in as it is, each by a word of the person', async () => {
    const { check } = await tried({});
    const [a, b] = check.problems.filter(({ choice }) => choice);
    const { check: again, assets } = await tried({ corrections: [said(a!, 'skip'), said(b!, 'new')] });
    expect(again).toMatchObject({ clean: 1, doubtful: 1, leftOut: 1 });
    expect(assets.map((values) => values['name'])).toEqual(['会議用PC', '予備のPC']);
    // Left out, the row is no question of any other kind either.
    expect(again.problems.filter(({ row }) => row === 2).map(({ severity }) => severity)).toEqual(['error']);
  });
});
