import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import type { AssetRow } from '../../../contract/asset.ts';
import { fieldById, KIND_DEFINITIONS, kindOfLabel } from '../../../contract/catalogue/index.ts';
import { meaningOf } from '../../../contract/importing.ts';
import { type Axis, levelOf } from '../../../contract/scheme.ts';
import { newRegister, type TestApp, testPorts } from '../../support/app.ts';
import { firstRows } from '../../support/editLedger.ts';
import { withSql } from '../../support/files.ts';
import { base64, csv, digest } from './support.ts';

const folder = new URL('../../fixtures/samples/', import.meta.url);
const LARGE = '大規模台帳_5000件.xlsx';
const LAST = 'select number from asset order by id desc limit 1';

let test: TestApp;
afterEach(() => test.close());

async function open(): Promise<TestApp> {
  test = await newRegister();
  return test;
}

const read = (fileName: string, bytes: Uint8Array) => test.job('importing.read', { fileName, base64: base64(bytes) });
const large = () => read(LARGE, readFileSync(new URL(LARGE, folder)));
/** Rows of it where it need only be long enough to be met in the middle. */
const LONG = 1500;
const long = () => read(LARGE, firstRows(readFileSync(new URL(LARGE, folder)), '台帳', LONG));

const SMALL = csv([
  ['管理番号', '資産区分', '名称', '所管部署', '保管場所', '関連資産番号'],
  ['HW-2026-00-0001', '機器', '受付パソコン', '総務グループ', '窓口', 'NET-1'],
  ['', '機器', '予備パソコン', '総務グループ', '窓口', ''],
  ['NET-1', 'ネットワーク・設備', '庁内LAN', '企画グループ', '', ''],
  ['NET-9', '', '', '', '名なし', ''],
]);

it('writes what the dry run promised, in one change that can be taken back', async () => {
  await open();
  const { importId, plan } = await read('台帳.csv', SMALL);
  const before = digest(test.dir);
  const check = await test.job('importing.check', { importId, plan });
  expect(digest(test.dir)).toBe(before);
  const receipt = await test.job('importing.commit', { importId, plan });
  expect(receipt).toMatchObject({ rows: 4, imported: 3, skipped: 1, fileName: '台帳.csv' });
  expect(check).toMatchObject({
    rows: 4,
    leftOut: 1,
    byKind: receipt.byKind,
    problems: receipt.problems,
    newItems: receipt.newItems,
  });
  expect(check.clean + check.doubtful).toBe(receipt.imported);
  expect(receipt.newItems).toEqual([
    { list: 'place', label: '窓口', count: 2 },
    { list: 'group', label: '企画グループ', count: 1 },
  ]);

  const page = await test.call('asset.list', { columns: ['number', 'name', 'group', 'place', 'relatedNumbers'] });
  const lists = await test.call('master.lists', {});
  const group = (label: string) =>
    lists.find((list) => list.id === 'group')!.items.find((item) => item.label === label)!.id;
  const byName = Object.fromEntries(page.rows.map((row) => [String(row.values['name']), row.values]));
  expect(byName['受付パソコン']).toMatchObject({
    number: 'HW-2026-00-0001',
    group: group('総務グループ'),
    relatedNumbers: 'NET-1',
  });
  expect(byName['庁内LAN']).toMatchObject({ number: 'NET-1', group: group('企画グループ') });
  expect(String(byName['予備パソコン']!['number'])).toMatch(/^HW-\d{4}-01-0001$/);

  const { changes } = await test.call('history.list', {});
  expect(changes[0]).toMatchObject({ action: '取り込み', reason: '台帳.csv' });
  await test.call('change.undo', { changeId: receipt.changeId });
  expect((await test.call('asset.list', {})).held).toBe(0);
  await expect(test.job('importing.commit', { importId, plan })).rejects.toThrow('notFound');
});

it('never gives a row without a number the number of a later row', async () => {
  await open();
  const year = new Date().getMonth() >= 3 ? new Date().getFullYear() : new Date().getFullYear() - 1;
  const { importId, plan } = await read(
    '台帳.csv',
    csv([
      ['管理番号', '資産区分', '名称'],
      ['', '機器', '甲'],
      [`HW-${year}-00-0001`, '機器', '乙'],
    ]),
  );
  expect(await test.job('importing.commit', { importId, plan })).toMatchObject({ imported: 2 });
  const page = await test.call('asset.list', { columns: ['number', 'name'] });
  expect(page.rows.map((row) => `${row.values['name']} ${row.values['number']}`).sort()).toEqual([
    `乙 HW-${year}-00-0001`,
    `甲 HW-${year}-00-0002`,
  ]);
});

it('refuses a number that came into the register after the dry run', async () => {
  await open();
  const first = await read('台帳.csv', SMALL);
  // Other things under the same numbers; one row without a number.
  const others = SMALL.toString().replace(/(受付|予備)パソコン|庁内LAN/g, '別の$&');
  const second = await read('台帳.csv', Buffer.from(others));
  expect(await test.job('importing.check', second)).toMatchObject({ leftOut: 1 });
  await test.job('importing.commit', first);
  const receipt = await test.job('importing.commit', second);
  expect(receipt).toMatchObject({ rows: 4, imported: 1, skipped: 3 });
  expect(receipt.problems.filter((problem) => problem.code === 'numberExists')).toHaveLength(2);
});

it('can be taken back and read again: the assets come back out of the bin with what the ledger says', async () => {
  await open();
  const rows = (note: string) =>
    csv([
      ['資産番号', '資産区分', '資産名称', '備考', '最終更新日', '関連資産番号'],
      ['A-1', '機器', '甲', note, 'R7.4.1', 'A-2'],
      ['A-2', '機器', '乙', '', 'R7.4.1', ''],
    ]);
  const first = await test.job('importing.commit', await read('台帳.csv', rows('初め')));
  await test.call('change.undo', { changeId: first.changeId });
  expect(await test.call('asset.list', {})).toMatchObject({ held: 0 });
  const again = await test.job('importing.commit', await read('台帳.csv', rows('')));
  expect(again).toMatchObject({ rows: 2, imported: 2, skipped: 0 });
  expect(again.problems.filter((problem) => problem.code === 'bringsBack')).toHaveLength(2);
  const columns = ['number', 'name', 'note', 'updatedOn', 'relatedNumbers'];
  const page = await test.call('asset.list', { columns, sort: { field: 'number' } });
  expect(page.rows.map((row) => row.values)).toEqual([
    { number: 'A-1', name: '甲', updatedOn: '2025-04-01', relatedNumbers: 'A-2' },
    { number: 'A-2', name: '乙', updatedOn: '2025-04-01' },
  ]);
  expect(await test.job('register.verify', {})).toMatchObject({ ok: true });
  // The control: the number of an asset of another kind stays refused, in the bin or not.
  await test.call('change.undo', { changeId: again.changeId });
  const other = csv([
    ['資産番号', '資産区分', '資産名称'],
    ['A-1', '情報', '甲'],
    ['A-3', '情報', '丙'],
  ]);
  expect(await test.job('importing.commit', await read('台帳.csv', other))).toMatchObject({ imported: 1, skipped: 1 });
});

it('is no way round the second person: an asset comes back from the bin with its class, the other one waits', async () => {
  await open();
  const rows = (level: string, note: string) =>
    csv([
      ['資産番号', '資産区分', '資産名称', '機密性', '完全性', '可用性', '分類の理由', '備考'],
      ['A-1', '情報', '名簿', level, '自治体完全性2', '自治体可用性1', '台帳のとおり', note],
    ]);
  await test.job('importing.commit', await read('台帳.csv', rows('自治体機密性3B', '初め')));
  const [id] = (await test.call('asset.ids', {})).ids;
  await test.call('asset.bin', { ids: [id!] });
  await test.call('setting.save', { approval: true });
  const again = await test.job('importing.commit', await read('台帳.csv', rows('自治体機密性1', '次')));
  expect(again).toMatchObject({ imported: 1 });
  const back = await test.call('asset.get', { id: id! });
  expect(back).toMatchObject({ binned: false, values: { confidentiality: '3B', note: '次' } });
  expect(await test.call('approval.list', {})).toMatchObject([
    { id: back.proposalId, after: { levels: { confidentiality: '1' } }, reason: '台帳のとおり', lowers: true },
  ]);
  expect(await test.job('register.verify', {})).toMatchObject({ ok: true });
  // Control: with the class that it has it comes back without waiting.
  await test.call('approval.withdraw', { ids: [back.proposalId!] });
  await test.call('asset.bin', { ids: [id!] });
  await test.job('importing.commit', await read('台帳.csv', rows('自治体機密性3B', '三')));
  expect(await test.call('approval.list', {})).toEqual([]);
  expect((await test.call('asset.get', { id: id! })).values).toMatchObject({ confidentiality: '3B', note: '三' });
});

it('takes 5,000 rows in and gives every cell back', async () => {
  await open();
  const { importId, plan } = await large();
  const receipt = await test.job('importing.commit', { importId, plan });
  expect(receipt).toMatchObject({ rows: 5000, imported: 5000, skipped: 0 });

  const expected = JSON.parse(readFileSync(new URL(`${LARGE}.json`, folder), 'utf8')) as {
    columns: string[];
    column_sha256: Record<string, string>;
    tally: { 資産区分: Record<string, number> };
  };
  expect(Object.fromEntries(receipt.byKind.map(({ label, rows }) => [label, rows]))).toEqual(expected.tally.資産区分);
  const ids = expected.columns.map((heading) => meaningOf('information', heading)!);
  const rows: AssetRow[] = [];
  for (let offset = 0; offset < 5000; offset += 1000) {
    rows.push(...(await test.call('asset.list', { columns: ids, offset, limit: 1000 })).rows);
  }
  rows.sort((a, b) => Number(a.id) - Number(b.id));
  const labels = new Map(
    (await test.call('master.lists', {})).flatMap((list) => list.items.map((item) => [item.id, item.label] as const)),
  );
  const schemes = new Map((await test.call('scheme.list', {})).map((scheme) => [scheme.id, scheme]));
  const words = (row: AssetRow, id: string): string => {
    if (id === 'kind') return KIND_DEFINITIONS[row.kind].label;
    const value = row.values[id];
    if (value === null || value === undefined) return '';
    const type = fieldById(id)!.type;
    if (type === 'level') return levelOf(schemes.get(row.schemeId)!, id as Axis, String(value))!.name;
    if (type === 'choice') return labels.get(String(value))!;
    if (type === 'multi') return (value as string[]).map((item) => labels.get(item)).join('、');
    return String(value);
  };
  const hashes = Object.fromEntries(
    expected.columns.map((heading, i) => [
      heading,
      createHash('sha256')
        .update(rows.map((row) => `${words(row, ids[i]!)}\n`).join(''))
        .digest('hex'),
    ]),
  );
  expect(hashes).toEqual(expected.column_sha256);
  expect(kindOfLabel(words(rows[0]!, 'kind'))).toBe(rows[0]!.kind);

  expect(await test.call('change.undo', { changeId: receipt.changeId })).toMatchObject({ changed: 5000 });
  expect((await test.call('asset.list', {})).held).toBe(0);
}, 60_000);

it('leaves the register as it was when one of the last rows fails', async () => {
  let broken = false;
  const now = () => {
    // Asked for every row: when it was registered.
    if (broken) {
      broken = false;
      throw new Error('broken');
    }
    return new Date();
  };
  test = await newRegister({ ports: testPorts({ now }) });
  const { importId, plan } = await long();
  const before = digest(test.dir);
  const failed = test.job('importing.commit', { importId, plan }, (event) => {
    if (event.type === 'job.progress' && event.phase === '台帳に書いています' && event.done >= 700) broken = true;
  });
  await expect(failed).rejects.toThrow('internal');
  expect(digest(test.dir)).toBe(before);
  expect((await test.call('asset.list', {})).held).toBe(0);
  const places = (await test.call('master.lists', {})).find((list) => list.id === 'place')!;
  expect(places.items.every((item) => item.preset)).toBe(true);
  // Control: without the fault the same import goes through, and the digest sees it.
  expect(await test.job('importing.commit', { importId, plan })).toMatchObject({ imported: LONG });
  expect(digest(test.dir)).not.toBe(before);
  expect(withSql(test.dir, (db) => db.prepare(LAST).pluck().get())).toBeTypeOf('string');
}, 60_000);

it('leaves the register as it was when the person cancels half way, and can go on afterwards', async () => {
  await open();
  const { importId, plan } = await long();
  const before = digest(test.dir);
  let written = 0;
  await expect(
    test.job('importing.commit', { importId, plan }, (event, jobId) => {
      if (event.type !== 'job.progress' || event.phase !== '台帳に書いています' || written > 0 || event.done < 500)
        return;
      written = event.done;
      void test.call('job.cancel', { jobId });
    }),
  ).rejects.toThrow('cancelled');
  expect(written).toBeGreaterThanOrEqual(500);
  expect(digest(test.dir)).toBe(before);
  expect((await test.call('asset.list', {})).held).toBe(0);
  await test.call('asset.register', { kind: 'hardware', values: { name: '取り消しのあと' } });
  expect(await test.job('importing.check', { importId, plan })).toMatchObject({ rows: LONG, leftOut: 0 });
}, 60_000);

it('answers other calls while it writes', async () => {
  await open();
  const { importId, plan } = await long();
  let answered = 0;
  await test.job('importing.commit', { importId, plan }, async (event) => {
    if (event.type !== 'job.progress' || event.done === 0 || event.done === LONG) return;
    // The rows are not there before all of them are.
    expect((await test.call('asset.list', {})).held).toBe(0);
    answered += 1;
  });
  expect(answered).toBeGreaterThan(3);
}, 60_000);

it('knows an import no longer after three newer ones', async () => {
  await open();
  const first = await read('台帳.csv', SMALL);
  for (let i = 0; i < 3; i += 1) await read('台帳.csv', SMALL);
  expect(await test.fails('importing.check', first)).toMatchObject({ code: 'notFound' });
});

it('does one thing at a time with one file', async () => {
  await open();
  const input = await large();
  const both = await Promise.allSettled([test.job('importing.check', input), test.job('importing.check', input)]);
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(String(both.find((one) => one.status === 'rejected')?.reason)).toContain('busy');
});

it('takes files up to 32 MiB', async () => {
  await open();
  const sized = (bytes: number) => ({ fileName: '大きい.csv', base64: base64(Buffer.alloc(bytes, ',')) });
  expect(await test.fails('importing.read', sized(32 * 1024 * 1024 + 1))).toMatchObject({ code: 'fileTooLarge' });
  const { jobId } = await test.call('importing.read', sized(32 * 1024 * 1024));
  await test.call('job.cancel', { jobId });
});

it('refuses what it cannot read, in one clear word', async () => {
  await open();
  await expect(read('古い台帳.xls', readFileSync(new URL('議会情報資産台帳.xls', folder)))).rejects.toThrow(
    'unsupportedFile',
  );
  await expect(read('空.csv', csv([['名称', '備考', '概要']]))).rejects.toThrow('nothingToImport');
});
