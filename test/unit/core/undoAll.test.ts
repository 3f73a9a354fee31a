import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MethodName } from '../../../contract/api.ts';
import { KINDS } from '../../../contract/catalogue/index.ts';
import { LINK_TYPE_IDS } from '../../../contract/link.ts';
import { SHEET, TEMPLATE } from '../../contract/labelCases.ts';
import { withAdmin } from '../../support/accounts.ts';
import { newRegister, type TestApp } from '../../support/app.ts';
import { contentOf } from '../../support/content.ts';
import { verifyNow, withSql } from '../../support/files.ts';
import { random } from '../../support/random.ts';
import { patience, times } from '../../support/scale.ts';
import { base64, csv } from '../importing/support.ts';

/** Undo of everything that can be undone, of any size, and what is said where it cannot be. */
const r = random();
const STEPS = times(20);

let test: TestApp;
beforeEach(async () => {
  test = await newRegister();
});
afterEach(() => test.close());

/** The last change of all, as the history tells it. */
const last = async () => (await test.call('history.list', { limit: 1 })).changes[0]!;
const undo = (changeId: string) => test.call('change.undo', { changeId });
const one = <T>(sql: string) => withSql(test.dir, (db) => db.prepare(sql).pluck().get() as T);
const some = <T>(sql: string) => withSql(test.dir, (db) => db.prepare(sql).pluck().all() as T[]);
const take = async (rows: readonly (readonly string[])[]) => {
  const bytes = csv([['管理番号', '資産区分', '名称', '所管部署', '備考', '関連資産番号'], ...rows]);
  const { importId, plan } = await test.job('importing.read', { fileName: '台帳.csv', base64: base64(bytes) });
  return test.job('importing.commit', { importId, plan });
};

const text = () => `語${r.below(1000)}`;
const ids = () => some<number>('select id from asset').map(String);
const few = () => Array.from({ length: 1 + r.below(4) }, () => r.pick(ids()));
const values = () => ({
  ...(r.chance(0.6) ? { note: r.chance(0.2) ? null : text() } : {}),
  ...(r.chance(0.4) ? { confidentiality: r.pick(['1', '2', '3B', null]), classificationReason: text() } : {}),
  ...(r.chance(0.3)
    ? { place: r.pick([...some<string>("select id from master_item where list = 'place'"), null]) }
    : {}),
});
const own = (table: string) => some<string>(`select id from ${table} where removed = 0`);
const revisionOf = (id: string) =>
  one<number>(`select coalesce(max(revision), 0) from label_template where id = '${id}'`);

/** Every method whose changes can be taken back, with input that it may refuse. */
const OPERATIONS: readonly (readonly [MethodName, () => unknown])[] = [
  ['asset.register', () => ({ kind: r.pick(KINDS), values: { name: text(), ...values() } })],
  ['asset.register', () => ({ kind: 'hardware', values: { name: text() }, copiedFrom: r.pick(ids()) })],
  ['asset.updateMany', () => ({ ids: few(), values: values(), reason: text() })],
  ['asset.updateMany', () => ({ ids: ids(), values: { note: text() } })],
  ['asset.bin', () => ({ ids: few() })],
  ['asset.restore', () => ({ ids: few() })],
  ['link.add', () => ({ fromId: r.pick(ids()), toId: r.pick(ids()), type: r.pick(LINK_TYPE_IDS) })],
  ['link.remove', () => ({ id: String(r.pick([...some<number>('select id from asset_link'), 0])) })],
  ['setting.save', () => ({ reviewMonths: 1 + r.below(24), unionName: text() })],
  ['setting.save', () => ({ schemeId: r.pick(['municipal-2024', 'municipal-former']) })],
  ['master.save', () => ({ list: 'place', label: text(), kana: 'ご' })],
  [
    'master.save',
    () => ({
      id: r.pick(some<string>("select id from master_item where list = 'place'")),
      list: 'place',
      label: text(),
    }),
  ],
  ['master.remove', () => ({ id: r.pick(some<string>("select id from master_item where list = 'place'")) })],
  ['label.sheetSave', () => ({ sheet: { ...SHEET, id: `own-${r.below(3)}`, name: text() } })],
  ['label.sheetRemove', () => ({ id: r.pick([...own('label_sheet'), 'none']) })],
  [
    'label.templateSave',
    () => {
      // Few enough that one is met again, many enough that there is always one that was never taken back.
      const id = `own-${r.below(40)}`;
      return { template: { ...TEMPLATE, id, name: text() }, revision: revisionOf(id) };
    },
  ],
  ['label.templateRemove', () => ({ id: r.pick([...own('label_template'), 'none']) })],
  [
    'label.printerSave',
    () => ({ name: text(), tray: '手差し', offsetX: r.below(3), offsetY: 0, scaleX: 1, scaleY: 1 }),
  ],
  [
    'label.printerMeasure',
    () => ({
      printerId: r.pick([...some<string>('select id from label_printer'), 'none']),
      left: 20 + r.below(3),
      top: 19,
    }),
  ],
  ['label.printerRemove', () => ({ id: r.pick([...some<string>('select id from label_printer'), 'none']) })],
];

it(`of any last change gives back what was there, its own undo does it again (${STEPS} steps, seed ${r.seed})`, async () => {
  for (let i = 0; i < 4; i += 1)
    await test.call('asset.register', { kind: 'information', values: { name: `はじめ${i}` } });
  const undone = new Map<string, number>();
  for (let i = 0; i < STEPS || (undone.size < 16 && i < 400); i += 1) {
    const [name, input] = OPERATIONS[i < STEPS ? r.below(OPERATIONS.length) : i % OPERATIONS.length]!;
    const highest = one<number>('select max(id) from asset');
    const seq = one<number>('select max(seq) from history');
    const before = contentOf(test, highest);
    const asked = input();
    const reply = await test.app.invoke(name, asked);
    if (!reply.ok) {
      expect(reply.error.code, JSON.stringify([name, asked])).not.toBe('internal');
      continue;
    }
    if (one<number>('select max(seq) from history') === seq) continue;
    const made = await last();
    // A class left behind for review: the task is a decision of its own.
    if (!made.undoable) throw new Error(`${name}: ${made.notUndoable}`);
    const after = contentOf(test, highest);
    expect((await test.call('change.last', {})).undo?.changeId).toBe(made.changeId);
    const back = await undo(made.changeId);
    expect(contentOf(test, highest), JSON.stringify([name, asked])).toBe(before);
    expect((await test.call('change.last', {})).redo?.changeId).toBe(back.changeId);
    const again = await undo(back.changeId);
    expect(contentOf(test, highest), JSON.stringify([name, asked])).toBe(after);
    // Control: the digest sees what the operation did.
    if (name !== 'asset.register') expect(after).not.toBe(before);
    if (r.chance(0.4)) await undo(again.changeId);
    undone.set(name, (undone.get(name) ?? 0) + 1);
  }
  expect([...undone.keys()].sort()).toEqual([...new Set(OPERATIONS.map(([name]) => name))].sort());
  expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
}, 60_000);

it(
  'of an import bins what it brought; what was edited since is named and is never written over',
  async () => {
    const receipt = await take([
      ['A-1', '機器', '本体', '総務グループ', '', ''],
      ['A-2', '機器', '予備', '総務グループ', '', ''],
      ['A-3', '機器', '古い端末', '総務グループ', '', ''],
    ]);
    const [first] = (await test.call('asset.list', { query: '予備' })).rows;
    await test.call('asset.update', { id: first!.id, revision: 1, values: { note: '点検済み' } });
    const check = await test.call('change.check', { changeId: receipt.changeId });
    expect(check).toMatchObject({ what: '取り込み（3件）', total: 3, conflictCount: 1, who: '主任 葦沼 恵' });
    expect(check.conflicts[0]).toMatchObject({
      assetId: first!.id,
      message: expect.stringContaining('「予備」の「備考」が、そのあとでさらに変更されています（主任 葦沼 恵、'),
    });
    const before = contentOf(test);
    expect(await test.fails('change.undo', { changeId: receipt.changeId })).toMatchObject({
      code: 'cannotUndo',
      detail: expect.stringContaining('3件のうち1件は、もとに戻せません。'),
    });
    expect(contentOf(test)).toBe(before);
    const undone = await test.call('change.undo', { changeId: receipt.changeId, onlyUnchanged: true });
    expect(undone).toMatchObject({ skipped: 1, what: '取り込み（3件）' });
    expect(await test.call('asset.counts', {})).toMatchObject({ total: 1, binned: 2 });
    expect((await test.call('asset.get', { id: first!.id })).values['note']).toBe('点検済み');
    // Done again: the two come back.
    await undo(undone.changeId);
    expect(await test.call('asset.counts', {})).toMatchObject({ total: 3, binned: 0 });
    expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
  },
  patience(180_000),
);

it('of an entry of a list that assets use by now, or of a name that is taken, is refused in words', async () => {
  const place = await test.call('master.save', { list: 'place', label: '新しい倉庫' });
  const made = await last();
  await test.call('asset.register', { kind: 'hardware', values: { name: '台', place: place.id } });
  expect(await test.fails('change.undo', { changeId: made.changeId })).toMatchObject({
    code: 'cannotUndo',
    detail: '「新しい倉庫」は資産1件で使われています。',
  });
  await test.call('master.save', { id: place.id, list: 'place', label: '倉庫' });
  const renamed = await last();
  await test.call('master.save', { list: 'place', label: '新しい倉庫' });
  expect(await test.fails('change.undo', { changeId: renamed.changeId })).toMatchObject({
    code: 'cannotUndo',
    detail: '「新しい倉庫」という名前は、いま別のもので使われています。',
  });
});

it('of a renamed entry of a list is found by its former name again', async () => {
  const place = await test.call('master.save', { list: 'place', label: '耐火書庫' });
  await test.call('asset.register', { kind: 'hardware', values: { name: '台', place: place.id } });
  await test.call('master.save', { id: place.id, list: 'place', label: '第二会議室' });
  expect((await test.call('asset.list', { query: '耐火書庫' })).matched).toBe(0);
  await undo((await last()).changeId);
  expect((await test.call('asset.list', { query: '耐火書庫' })).matched).toBe(1);
  expect((await test.call('asset.list', { query: '第二会議室' })).matched).toBe(0);
});

it('says in words why an output, a print, a seal, a scheme, a restored entry can not be taken back', async () => {
  await test.call('asset.register', { kind: 'hardware', values: { name: '台', confidentiality: '2' } });
  const why: (string | null)[] = [];
  await test.job('ledger.export', { filter: {} });
  why.push((await last()).notUndoable);
  await test.job('label.print', { filter: {}, sheetId: '28388' });
  why.push((await last()).notUndoable);
  await test.call('scheme.copy', { id: 'municipal-2024', name: '組合の分類' });
  why.push((await last()).notUndoable);
  await withAdmin(test);
  why.push((await last()).notUndoable);
  expect(why.map((words) => words?.slice(0, 12))).toEqual([
    '出力や印刷をした事実は、',
    '出力や印刷をした事実は、',
    '分類体系は、版が残るため',
    '利用者の登録や変更は取り',
  ]);
  const [entry] = (await test.call('history.list', {})).changes;
  expect(await test.fails('change.undo', { changeId: entry!.changeId })).toMatchObject({
    code: 'cannotUndo',
    detail: entry!.notUndoable,
  });
});

it('of 2,000 assets lets others work meanwhile, and やめる leaves everything as it is', async () => {
  await take(Array.from({ length: 2000 }, (_, i) => [`A-${i}`, '機器', `端末${i}`, '総務グループ', '', '']));
  const before = contentOf(test);
  await test.call('asset.updateMany', { ids: ids(), values: { note: '一括' } });
  const { changeId } = await last();
  const after = contentOf(test);
  let jobId = '';
  const cancelled = test.job('change.takeBack', { changeId }, (event, id) => {
    if (event.type !== 'job.progress' || event.done < 1000 || jobId) return;
    jobId = id;
    void test.call('job.cancel', { jobId });
  });
  await expect(cancelled).rejects.toThrow('cancelled');
  expect(contentOf(test)).toBe(after);

  // From the first asset that went back to the last one: work in one go would answer nobody in between.
  let began = false;
  let over = false;
  let answers = 0;
  const working = test.job('change.takeBack', { changeId }, (event) => {
    if (event.type === 'job.progress' && event.done > 0) began = true;
    if (event.type === 'job.ended') over = true;
  });
  while (!over) {
    await nextTurn();
    await test.call('asset.counts', {});
    if (began && !over) answers += 1;
  }
  expect(await working).toMatchObject({ changed: 2000, skipped: 0, what: '一括変更（2,000件）' });
  expect(answers).toBeGreaterThan(20);
  expect(contentOf(test)).toBe(before);
}, 120_000);
