import readBook from 'read-excel-file/node';
import { afterEach, expect, it } from 'vitest';
import type { MoveItem } from '../../../contract/classification.ts';
import { answerWords } from '../../../contract/questionnaire.ts';
import { levelOf } from '../../../contract/scheme.ts';
import type { TestApp } from '../../support/app.ts';
import { allItems, axes, decideAll, registerIn, schemeIn, takeIn } from './support.ts';

/** The result sheet, read back by a library that is not the one that wrote it. */
let test: TestApp;
afterEach(() => test.close());

const FROM = 'municipal-former';
const TO = 'municipal-2024';

interface Read {
  readonly cover: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly all: string;
}

async function read(path: string): Promise<Read> {
  const sheets = (await readBook(path)) as unknown as { sheet: string; data: unknown[][] }[];
  const text = (data: unknown[][]) => data.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  const [headings, ...rows] = text(sheets.find(({ sheet }) => sheet === '切替の結果')!.data);
  const words = (name: string) =>
    text(sheets.find(({ sheet }) => sheet === name)!.data)
      .flat()
      .join('\n');
  return { cover: words('表紙'), headings: headings!, rows, all: sheets.map(({ sheet }) => words(sheet)).join('\n') };
}

/** What is missing or wrong in a result sheet. */
async function faultsOf({ headings, rows }: Read, items: readonly MoveItem[]): Promise<string[]> {
  const from = await schemeIn(test, FROM);
  const to = await schemeIn(test, TO);
  const faults: string[] = [];
  const at = (heading: string) => headings.indexOf(heading);
  if (rows.length !== items.length) faults.push(`${rows.length} rows for ${items.length} assets`);
  for (const item of items) {
    const row = rows.find((one) => one[at('資産番号')] === item.number);
    const say = (what: string, want: string, column: string) => {
      if (row?.[at(column)] !== want) faults.push(`${item.number} ${what}: ${row?.[at(column)]} instead of ${want}`);
    };
    say('name', item.name, '資産名称');
    for (const axis of axes) {
      const { label } = from.axes[axis];
      say(axis, levelOf(from, axis, item.from[axis])?.name ?? '（なし）', `これまでの${label}`);
      const next = levelOf(to, axis, item.to[axis])?.name ?? '（なし）';
      say(axis, item.state === 'open' ? '（まだ決めていません）' : next, `切替後の${label}`);
    }
    const how = { mapping: '対応表', single: '1件ずつ', bulk: 'まとめて' }[item.how];
    say('how', item.state === 'open' ? 'まだ決めていない' : how, '決め方');
    const decided = item.state === 'decided';
    say('reason', decided ? item.reason! : '', '理由');
    say('who', decided ? item.who! : '', '決めた人');
    say('lowered', item.lowered ? '低くした' : '', '低くした');
    const answers = Object.entries(item.answers).map(([question, answer]) => answerWords(to, question, answer));
    say('answers', answers.join('\n'), '質問と答え');
    if (decided && !/^令和\d+年\d+月\d+日 \d\d:\d\d$/.test(row?.[at('決めた日時')] ?? ''))
      faults.push(`${item.number}: when`);
  }
  return faults;
}

async function report(moveId: string): Promise<Read> {
  const made = await test.job('move.report', { moveId });
  expect(made.fileName).toMatch(/^分類体系の切替_結果表_.*\.xlsx$/);
  return read(made.path);
}

it('every asset, every decision with its reason; a draft before, the result after', { timeout: 60_000 }, async () => {
  test = await registerIn(FROM);
  const rows = await takeIn(test, '情報資産管理台帳_令和7年度.xlsx', FROM);
  const plan = await test.call('move.plan', { fromSchemeId: FROM, toSchemeId: TO });
  const { id } = await test.call('move.start', { fromSchemeId: FROM, toSchemeId: TO, mapping: plan.mapping });
  const first = (await test.call('move.case', {}))!;
  await test.call('move.decide', {
    assetIds: [first.assetId],
    levels: { confidentiality: '1', integrity: '1', availability: '1' },
    reason: '公表済みのため\n（髙﨑𠮷）',
    answers: first.proposal.answers,
  });
  const draft = await report(id);
  expect(draft.cover).toContain('分類体系の切替 結果表（下書き）');
  expect(await faultsOf(draft, await allItems(test))).toEqual([]);
  await decideAll(test, await schemeIn(test, TO));
  const items = await allItems(test);
  expect(items).toHaveLength(rows);
  await test.call('move.finish', { reason: '対策基準の改定', approver: { name: '千鳥 守', post: '事務局長' } });
  const result = await report(id);
  expect(await faultsOf(result, items)).toEqual([]);
  expect(items.some((item) => item.lowered)).toBe(true);
  for (const words of [
    '水郷地方環境衛生組合',
    '令和5年3月まで',
    '令和6年10月改定',
    '承認した人: 事務局長 千鳥 守',
    '理由: 対策基準の改定',
    '1件ずつ決めた（主任 葦沼 恵）',
    '対応表のとおり',
    '機密性2 → 自治体機密性2',
  ])
    expect(result.cover).toContain(words);
  expect(result.cover).not.toContain('下書き');
  const [output] = await test.call('output.list', {});
  expect(output).toMatchObject({ kind: 'move', rows, about: expect.stringContaining('→') });
});

it('CONTROL: a missing row, another reason and another level are noticed', async () => {
  test = await registerIn(FROM);
  await takeIn(test, 'ドキュメント管理台帳_UTF8.csv', FROM);
  const plan = await test.call('move.plan', { fromSchemeId: FROM, toSchemeId: TO });
  const { id } = await test.call('move.start', { fromSchemeId: FROM, toSchemeId: TO, mapping: plan.mapping });
  await decideAll(test, await schemeIn(test, TO));
  const items = await allItems(test);
  const sheet = await report(id);
  expect(await faultsOf(sheet, items)).toEqual([]);
  const { headings, rows } = sheet;
  const other = (heading: string) =>
    rows.map((row, n) => (n === 3 ? row.map((cell, c) => (headings[c] === heading ? `${cell}x` : cell)) : row));
  expect(await faultsOf({ ...sheet, rows: rows.slice(1) }, items)).not.toEqual([]);
  expect(await faultsOf({ ...sheet, rows: other('理由') }, items)).not.toEqual([]);
  expect(await faultsOf({ ...sheet, rows: other('切替後の機密性') }, items)).not.toEqual([]);
});

it('names what an importance class was where the new scheme has no such class', async () => {
  test = await registerIn(TO);
  const values = {
    name: '広報紙',
    confidentiality: '1',
    integrity: '1',
    availability: '1',
    personalData: ['personal.none'],
  };
  await test.call('asset.register', {
    kind: 'information',
    values: { ...values, importance: 'Ⅱ', importanceReason: '原本のため' },
  });
  const plan = await test.call('move.plan', { fromSchemeId: TO, toSchemeId: 'ipa-3' });
  const { id } = await test.call('move.start', { fromSchemeId: TO, toSchemeId: 'ipa-3', mapping: plan.mapping });
  expect((await report(id)).all).toMatch(/Ⅱ[\s\S]*原本のため/);
  await test.call('move.finish', { reason: '改定' });
  const { headings, rows } = await report(id);
  expect(rows[0]![headings.indexOf('外れた重要性の決定値')]).toBe('Ⅱ');
  expect(rows[0]![headings.indexOf('その理由')]).toBe('原本のため');
});

it('an asset that was decided and lies in the bin at the end is on a sheet of its own, and stays as it is', async () => {
  test = await registerIn(FROM);
  const make = async (name: string) =>
    (await test.call('asset.register', { kind: 'information', values: { name, confidentiality: '2' } })).id;
  const [kept, gone] = [await make('残る名簿'), await make('ごみ箱の名簿')];
  const { mapping } = await test.call('move.plan', { fromSchemeId: FROM, toSchemeId: TO });
  const { id } = await test.call('move.start', { fromSchemeId: FROM, toSchemeId: TO, mapping });
  const levels = { confidentiality: '3B', integrity: '1', availability: '1' };
  await test.call('move.decide', { assetIds: [kept, gone], levels, reason: '住民の情報' });
  await test.call('asset.bin', { ids: [gone] });
  const { mapped, decided } = await test.call('move.finish', { reason: '改定' });
  expect([mapped, decided]).toEqual([0, 1]);
  const { path } = await test.job('move.report', { moveId: id });
  const sheets = (await readBook(path)) as unknown as { sheet: string; data: unknown[][] }[];
  const names = (name: string) =>
    sheets
      .find(({ sheet }) => sheet === name)!
      .data.flatMap((row) => (String(row[1]).includes('名簿') ? [row[1]] : []));
  expect(names('切替の結果')).toEqual(['残る名簿']);
  expect(names('切り替えなかった資産')).toEqual(['ごみ箱の名簿']);
  await test.call('asset.restore', { ids: [gone] });
  expect(await test.call('asset.get', { id: gone })).toMatchObject({
    schemeId: FROM,
    values: { confidentiality: '2' },
  });
});
