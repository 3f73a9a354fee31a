import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Values } from '../../../contract/asset.ts';
import type { Kind } from '../../../contract/catalogue/field.ts';
import { openApp, type TestApp } from '../../support/app.ts';
import { verifyNow, withSql } from '../../support/files.ts';
import { allAssets, allItems, registerIn } from './support.ts';

/** The worklist while the register lives on: what comes, goes and changes between start and finish. */
let test: TestApp;
beforeEach(async () => {
  test = await registerIn('municipal-former');
});
afterEach(() => test.close());

const FROM = 'municipal-former';
const TO = 'municipal-2024';
const pair = { fromSchemeId: FROM, toSchemeId: TO };
const LEVELS = { confidentiality: '2', integrity: '2', availability: '1' };
const add = async (name: string, values: Values = {}, kind: Kind = 'information') =>
  (await test.call('asset.register', { kind, values: { name, personalData: ['personal.none'], ...LEVELS, ...values } }))
    .id;
const change = async (id: string, values: Values) => {
  const { revision } = await test.call('asset.get', { id });
  return test.call('asset.update', { id, revision, values, reason: '試験' });
};
const start = async () => test.call('move.start', { ...pair, mapping: (await test.call('move.plan', pair)).mapping });
const decide = (assetIds: string[], levels: object = {}, reason = '内部の資料のため') =>
  test.call('move.decide', { assetIds, levels: { ...LEVELS, ...levels }, reason });
const item = async (id: string) => (await allItems(test)).find(({ assetId }) => assetId === id);

it('a level that a table gives is not enough where the facts of the asset ask for more', async () => {
  const plain = await add('広報', { confidentiality: '1', integrity: '1' });
  const personal = await add('搬入者の一覧', { confidentiality: '1', personalData: ['personal.sensitive'] });
  await start();
  expect(await item(plain)).toMatchObject({
    state: 'mapped',
    to: { confidentiality: '1', integrity: '1', availability: '1' },
  });
  const guarded = (await item(personal))!;
  expect(guarded.state).toBe('open');
  expect(guarded.to).toMatchObject({ confidentiality: null, availability: '1' });
  expect(guarded.because).toContain('自治体機密性3B');
  const plan = await test.call('move.plan', pair);
  expect(plan).toMatchObject({ assets: 2, toDecide: 1, byFacts: 1 });
});

it('an asset without levels moves without them; one axis more or less is neither lost nor guessed', async () => {
  const bare = await add('分類前の資料', { confidentiality: null, integrity: null, availability: null });
  const half = await add('半分の資料', { confidentiality: null });
  await start();
  const empty = { confidentiality: null, integrity: null, availability: null };
  expect(await item(bare)).toMatchObject({ state: 'mapped', to: empty });
  expect(await item(half)).toMatchObject({ state: 'mapped', to: { ...empty, integrity: '2', availability: '1' } });
  await test.call('move.finish', { reason: '改定' });
  for (const id of [bare, half]) expect((await test.call('asset.get', { id })).schemeId).toBe(TO);
  expect((await test.call('asset.get', { id: bare })).values['confidentiality']).toBeUndefined();
  expect(verifyNow(test.dir).problems).toEqual([]);
});

it('goes round the open ones; skipped ones come again; look-alikes are those with the same facts', async () => {
  const a = await add('会議録A', { businessCategory: '総務' });
  const b = await add('会議録B', { businessCategory: '総務' });
  const c = await add('会議録C', { businessCategory: '会計' });
  const d = await add('入札予定価格調書', { businessCategory: '総務' });
  await start();
  const next = async (after?: string) => (await test.call('move.case', after ? { after } : {}))?.assetId;
  expect([await next(), await next(a), await next(b), await next(c), await next(d)]).toEqual([a, b, c, d, a]);
  const one = (await test.call('move.case', { at: a }))!;
  expect(one).toMatchObject({ alike: 1, place: 1, of: 4 });
  // The bid has a fact of its own: it is no look-alike.
  expect((await test.call('move.alike', { assetId: a })).map(({ assetId }) => assetId)).toEqual([b]);
  const status = await decide([a, b]);
  expect(status).toMatchObject({ decided: 2, open: 2 });
  expect(await item(b)).toMatchObject({ state: 'decided', how: 'bulk', who: '主任 葦沼 恵', lowered: false });
  expect(await next(d)).toBe(c);
  expect((await test.call('move.case', { at: d }))!.proposal.levels.confidentiality).toBe('3C');
  expect((await test.call('move.list', { state: 'open' })).total).toBe(2);
});

it('a decision laxer than the facts, the answers, the content or the old level stays marked', async () => {
  const bid = await add('入札予定価格調書');
  const plain = await add('会議録');
  const stick = await add('USB-001', {}, 'medium');
  await test.call('link.add', { fromId: bid, toId: stick, type: 'storedOn' });
  await start();
  await decide([bid], { confidentiality: '2' });
  expect((await item(bid))!.lowered).toBe(true);
  await decide([bid], { confidentiality: '3C' });
  expect((await item(bid))!.lowered).toBe(false);
  const held = (await test.call('move.case', { at: stick }))!;
  expect(held.held.levels.confidentiality).toBe('3C');
  expect(held.held.names.join()).toContain('入札予定価格調書');
  expect(held.proposal.levels.confidentiality).toBe('3C');
  await decide([stick], { confidentiality: '2' });
  expect((await item(stick))!.lowered).toBe(true);
  await decide([plain], { confidentiality: '1' });
  expect((await item(plain))!.lowered).toBe(true);
  expect((await test.call('move.list', { lowered: true })).total).toBe(2);
  expect((await test.call('move.status', {})).open!.lowered).toBe(2);
});

it('assets that come, go, come back and change while it is open', async () => {
  const kept = await add('会議録');
  const gone = await add('古い会議録');
  const reclassed = await add('申請書');
  await start();
  await decide([kept, gone, reclassed]);
  const later = await add('新しい会議録');
  expect(await item(later)).toMatchObject({ state: 'open' });
  await test.call('asset.bin', { ids: [gone] });
  expect(await item(gone)).toBeUndefined();
  expect((await test.call('move.status', {})).open).toMatchObject({ decided: 2, open: 1 });
  // A new place changes nothing of what was decided; personal data do.
  await change(kept, { storageMedia: '共有フォルダ' });
  expect((await item(kept))!.state).toBe('decided');
  await change(kept, { personalData: ['personal.specific'] });
  expect(await item(kept)).toMatchObject({ state: 'open', reason: '内部の資料のため' });
  expect((await item(kept))!.because).toMatch(/個人情報.*が変わりました/);
  await change(reclassed, { confidentiality: '3' });
  expect((await item(reclassed))!.because).toContain('今の分類');
  expect((await item(reclassed))!.from.confidentiality).toBe('3');
  await test.call('asset.restore', { ids: [gone] });
  expect((await item(gone))!.state).toBe('decided');
  expect(await test.fails('move.finish', { reason: '改定' })).toMatchObject({ code: 'notReady' });
  await decide([kept], { confidentiality: '3B' });
  await decide([later, reclassed], { confidentiality: '3C' });
  const done = await test.call('move.finish', { reason: '改定' });
  expect(done).toMatchObject({ state: 'finished', decided: 4, open: 0 });
  for (const asset of (await allAssets(test)).values()) expect(asset.schemeId).toBe(TO);
});

it('reopening, also of what the table settled; all of it kept over a new start of the app', async () => {
  const open = await add('会議録');
  const mapped = await add('広報', { confidentiality: '1', integrity: '1' });
  await start();
  await decide([open]);
  await test.call('move.reopen', { assetIds: [open, mapped] });
  expect(await item(open)).toMatchObject({ state: 'open', reason: '内部の資料のため' });
  expect(await item(mapped)).toMatchObject({
    state: 'open',
    to: { confidentiality: '1', integrity: '1', availability: '1' },
  });
  const before = await allItems(test);
  await test.app.close();
  test = await openApp(test.dir);
  expect(await allItems(test)).toEqual(before);
  // What a person has opened stays open when something else of it changes.
  await change(mapped, { note: '配布済み' });
  expect((await item(mapped))!.state).toBe('open');
});

it('abandoned, it leaves the register as it was; another may begin then, not before', async () => {
  await add('会議録');
  const before = await allAssets(test);
  await start();
  expect(
    await test.fails('move.start', { ...pair, mapping: { confidentiality: {}, integrity: {}, availability: {} } }),
  ).toMatchObject({
    code: 'alreadyThere',
  });
  await test.call('move.abandon', { reason: '改定が延びた' });
  expect(await allAssets(test)).toEqual(before);
  expect((await test.call('setting.get', {})).schemeId).toBe(FROM);
  expect((await test.call('move.status', {})).past[0]).toMatchObject({ state: 'abandoned', reason: '改定が延びた' });
  expect(await test.fails('move.decide', { assetIds: ['1'], levels: LEVELS, reason: 'x' })).toMatchObject({
    code: 'notFound',
  });
  expect(await start()).toMatchObject({ state: 'open', open: 1 });
});

it('refuses tables that would lower, missing and unknown levels, decisions without a reason', async () => {
  const id = await add('会議録');
  const lax = { confidentiality: { 2: '1' }, integrity: {}, availability: {} };
  expect(await test.fails('move.start', { ...pair, mapping: lax })).toMatchObject({
    code: 'invalidInput',
    fields: [{ path: 'mapping.confidentiality.2' }],
  });
  expect((await test.call('move.plan', { ...pair, mapping: lax })).problems).toHaveLength(1);
  expect(await test.fails('move.plan', { fromSchemeId: TO, toSchemeId: TO })).toMatchObject({ code: 'invalidInput' });
  expect(
    await test.fails('move.start', { fromSchemeId: 'ipa-3', toSchemeId: TO, mapping: { ...lax, confidentiality: {} } }),
  ).toMatchObject({
    code: 'invalidInput',
    fields: [{ path: 'fromSchemeId' }],
  });
  await start();
  const refused = (levels: object, reason = '理由') =>
    test.fails('move.decide', { assetIds: [id], levels: { ...LEVELS, ...levels }, reason });
  expect(await refused({ confidentiality: '3' })).toMatchObject({ fields: [{ path: 'levels.confidentiality' }] });
  expect(await refused({ integrity: null })).toMatchObject({ fields: [{ path: 'levels.integrity' }] });
  expect(await refused({}, ' ')).toMatchObject({ fields: [{ path: 'reason' }] });
  expect((await item(id))!.state).toBe('open');
});

it('where the union wants it: no finish without the approver, nor over class changes that wait', async () => {
  const id = await add('会議録');
  await start();
  await decide([id]);
  await test.call('setting.save', { approval: true, approverPost: '事務局長' });
  expect(await test.fails('move.finish', { reason: '改定' })).toMatchObject({ fields: [{ path: 'approver.name' }] });
  const { revision } = await test.call('asset.get', { id });
  const wait = { assetId: id, revision, levels: { ...LEVELS, confidentiality: '3' }, reason: '見直し' };
  expect(await test.call('classification.decide', wait)).toMatchObject({ waiting: 1 });
  const approver = { name: '千鳥 守', post: '事務局長' };
  expect((await test.fails('move.finish', { reason: '改定', approver })).detail).toContain('承認を待っている');
  const [proposal] = await test.call('approval.list', {});
  await test.call('approval.withdraw', { ids: [proposal!.id] });
  const self = { name: '葦沼　恵', post: '事務局長' };
  const [problem] = (await test.fails('move.finish', { reason: '改定', approver: self })).fields!;
  expect(problem!.message).toContain('別の人');
  const done = await test.call('move.finish', { reason: '改定', approver });
  expect(done).toMatchObject({ approvedBy: '千鳥 守', approvedPost: '事務局長', reason: '改定' });
  const [now] = await test.call('classification.ofAsset', { assetId: id });
  expect(now).toMatchObject({ schemeId: TO, approvedBy: '千鳥 守', reason: '内部の資料のため' });
  const [changed] = (await test.call('history.list', {})).changes;
  expect(changed!.rows.map((row) => row.label)).toEqual(expect.arrayContaining(['分類体系の切替', '分類体系']));
});

it('CONTROL: a finish that breaks off leaves everything as it was', async () => {
  const id = await add('会議録');
  await start();
  await decide([id]);
  const before = await allAssets(test);
  // The backup that comes first is there already: it would refuse a register with a trigger of another's.
  await test.job('backup.make', {});
  withSql(test.dir, (db) =>
    db.exec("create trigger stop before update of change_id on scheme_move begin select raise(abort, 'stop'); end"),
  );
  expect(await test.fails('move.finish', { reason: '改定' })).toMatchObject({ code: 'internal' });
  expect(await allAssets(test)).toEqual(before);
  expect((await test.call('move.status', {})).open).toMatchObject({ state: 'open', decided: 1 });
  expect((await test.call('setting.get', {})).schemeId).toBe(FROM);
  withSql(test.dir, (db) => db.exec('drop trigger stop'));
  expect(await test.call('move.finish', { reason: '改定' })).toMatchObject({ state: 'finished' });
});
