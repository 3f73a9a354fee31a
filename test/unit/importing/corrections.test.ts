import { beforeAll, expect, test } from 'vitest';
import { compoundId, type ImportPlan } from '../../../contract/importing.ts';
import type { Known } from '../../../core/importing/rows.ts';
import { newRegister } from '../../support/app.ts';
import { base64, csv, emptyKnown, tryFile } from './support.ts';

/** What the person says of cells and words of a file: read by the same code in the dry run and in the import. */

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

const LEDGER = csv([
  ['機器番号', '名称', '取得年月日', '機密性', '個人情報'],
  ['H-1', '計量用PC', '令和7年4月31日', '高', '△'],
  ['H-2', '会議用PC', '令和7年4月31日', '低', '○'],
  ['H-3', '', '令和7年4月1日', '高', '×'],
]);

const SHEET = '(csv)';
const date = (cell: string, how: 'value' | 'blank' | 'keep', more: object = {}) =>
  ({ sheet: SHEET, cell, row: Number(cell.slice(1)), text: '令和7年4月31日', how, ...more }) as const;

const tried = (part: Partial<ImportPlan>) =>
  tryFile(known, LEDGER, { fileName: '機器台帳.csv', kind: 'hardware', change: (plan) => ({ ...plan, ...part }) });

test('CONTROL: without a word of the person nothing is guessed, and each unknown word is one question', () => {
  const { check, assets } = tried({});
  expect(assets.map((one) => one.values['acquiredOn'])).toEqual([undefined, undefined]);
  expect(assets.map((one) => one.values['confidentiality'])).toEqual([undefined, undefined]);
  expect(check.questions).toContainEqual({ field: 'confidentiality', text: '高', count: 2 });
  expect(check.questions).toContainEqual({ field: 'confidentiality', text: '低', count: 1 });
  expect(check.leftOut).toBe(1);
});

test('a typed value stands in one cell only, or in all cells of the column with the same text', () => {
  const to = '令和7年4月30日';
  const one = tried({ corrections: [date('C2', 'value', { to })] });
  expect(one.assets.map((asset) => asset.values['acquiredOn'])).toEqual(['2025-04-30', undefined]);
  expect(one.said('badDate').map((problem) => problem.cell)).toEqual(['C3']);
  const all = tried({ corrections: [date('C2', 'value', { to, everywhere: true })] });
  expect(all.assets.map((asset) => asset.values['acquiredOn'])).toEqual(['2025-04-30', '2025-04-30']);
  expect(all.said('badDate')).toEqual([]);
});

test('a typed value is read as strictly as the cell was', () => {
  const { assets, said } = tried({ corrections: [date('C2', 'value', { to: '令和7年2月30日' })] });
  expect(assets[0]!.values['acquiredOn']).toBeUndefined();
  expect(said('badDate').map((problem) => [problem.cell, problem.value])).toContainEqual(['C2', '令和7年2月30日']);
});

test('left blank on purpose: no doubt is left, and the words are kept', () => {
  const { assets, said } = tried({ corrections: [date('C2', 'blank', { everywhere: true })] });
  expect(said('badDate')).toEqual([]);
  expect(assets[0]!.values['acquiredOn']).toBeUndefined();
  expect(assets[0]!.values['importedNotes']).toContain('取得年月日: 令和7年4月31日');
});

test('a missing name can be typed: the row comes in', () => {
  const corrections = [{ sheet: SHEET, cell: 'B4', row: 4, text: '', how: 'value', to: '予備のPC' } as const];
  const { check, assets } = tried({ corrections });
  expect(check.leftOut).toBe(0);
  expect(assets.map((asset) => asset.values['name'])).toContain('予備のPC');
});

test('what a word means in this file is said once and holds for all of its cells', () => {
  const { check, assets } = tried({
    meanings: [
      { field: 'confidentiality', text: '高', to: '3B' },
      { field: 'confidentiality', text: '低', to: '' },
    ],
  });
  expect(assets.map((one) => one.values['confidentiality'])).toEqual(['3B', undefined]);
  expect(assets[1]!.values['importedNotes']).toContain('機密性: 低');
  expect(check.questions.filter((one) => one.field === 'confidentiality')).toEqual([]);
  // A level that the scheme does not have is no answer.
  const wrong = tried({ meanings: [{ field: 'confidentiality', text: '高', to: '9Z' }] });
  expect(wrong.assets[0]!.values['confidentiality']).toBeUndefined();
  expect(wrong.said('badLevel').length).toBeGreaterThan(0);
});

test('a mark in a column of ○ means what the person says', () => {
  const rows = csv([
    ['名称', '種別', '要配慮個人情報'],
    ['住民票の写し', '文書', '△'],
    ['議事録', '文書', '○'],
  ]);
  const all = (part: Partial<ImportPlan>) =>
    tryFile(known, rows, {
      fileName: '情報資産台帳.csv',
      kind: 'information',
      change: (plan) => ({ ...plan, ...part }),
    });
  const before = all({});
  const [question] = before.check.questions;
  expect(question).toMatchObject({ text: '△', count: 1 });
  expect(before.plan.sheets[0]!.columns).toContain(question!.field);
  const after = all({ meanings: [{ field: question!.field, text: '△', to: 'yesNo.yes' }] });
  expect(after.assets[0]!.values['personalData']).toEqual(after.assets[1]!.values['personalData']);
  expect(question!.field).toBe(
    compoundId({ headings: [], how: 'mark', fields: ['personalData'], item: 'personal.sensitive' }),
  );
});

test('the history of the import tells each decision, and the batch can still be taken back', async () => {
  const test = await newRegister();
  try {
    const read = await test.job('importing.read', {
      fileName: '機器台帳.csv',
      base64: base64(LEDGER),
      kind: 'hardware',
    });
    const plan: ImportPlan = {
      ...read.plan,
      corrections: [date('C2', 'value', { to: '令和7年4月30日', everywhere: true })],
      meanings: [{ field: 'confidentiality', text: '高', to: '3B' }],
    };
    const check = await test.job('importing.check', { importId: read.importId, plan });
    const receipt = await test.job('importing.commit', { importId: read.importId, plan });
    expect(receipt.imported).toBe(check.clean + check.doubtful);
    const { changes } = await test.call('history.list', {});
    const { rows } = changes.find((change) => change.changeId === receipt.changeId)!;
    const told = rows
      .filter((row) => row.entity === 'import')
      .map((row) => `${row.label} ${row.before} → ${row.after}`);
    expect(told).toEqual([
      '取り込みでの言葉の意味 機密性の「高」 → 自治体機密性3B',
      '取り込みで直した値 C2の列の同じ値すべて「令和7年4月31日」 → 「令和7年4月30日」',
    ]);
    expect((await test.job('register.verify', {})).ok).toBe(true);
    await test.call('change.undo', { changeId: receipt.changeId });
    expect((await test.call('asset.counts', {})).total).toBe(0);
    expect((await test.job('register.verify', {})).ok).toBe(true);
  } finally {
    await test.close();
  }
});

const PLACES = csv([
  ['機器番号', '名称', '所管', '設置場所'],
  ['H-1', '計量用PC', '総務グループ', '第2倉庫ー'],
  ['H-2', '会議用PC', '', '第2倉庫'],
  ['H-3', '窓口用PC', '', '第2倉庫'],
  ['H-4', '議場用PC', '業務グループ', '本館'],
  ['H-5', '予備のPC', '', '本館'],
]);
const places = (change: (plan: ImportPlan) => ImportPlan) =>
  tryFile(known, PLACES, { fileName: '機器台帳.csv', kind: 'hardware', change });
const labels = (tried: ReturnType<typeof places>, id: string) =>
  tried.check.proposal!.assets.map((one) => one.values[id]);

test('a name that is like another one may be a name of its own: then it is a new entry', () => {
  const doubted = places((plan) => plan);
  expect(labels(doubted, 'place')[0]).toBeUndefined();
  expect(doubted.said('similarItem').map((one) => [one.cell, one.suggestion])).toEqual([['D2', '第2倉庫']]);
  const text = '第2倉庫ー';
  const own = places((plan) => ({
    ...plan,
    corrections: [{ sheet: SHEET, cell: 'D2', row: 2, text, how: 'value', to: text }],
  }));
  expect(labels(own, 'place')[0]).toBe(text);
  expect(own.said('similarItem')).toEqual([]);
});

test('blanks below the word of a group are told, and stand for it only where the person says so', () => {
  const doubted = places((plan) => plan);
  expect(labels(doubted, 'group')).toEqual(['総務グループ', undefined, undefined, '業務グループ', undefined]);
  expect(doubted.said('ditto').map((one) => [one.cell, one.suggestion])).toEqual([
    ['C3', '総務グループ'],
    ['C4', '総務グループ'],
    ['C6', '業務グループ'],
  ]);
  const filled = places((plan) => ({ ...plan, sheets: plan.sheets.map((sheet) => ({ ...sheet, fillDown: [2] })) }));
  expect(labels(filled, 'group')).toEqual([
    ...Array.from({ length: 3 }, () => '総務グループ'),
    ...Array.from({ length: 2 }, () => '業務グループ'),
  ]);
  expect(filled.said('ditto')).toEqual([]);
});
