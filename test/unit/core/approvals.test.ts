import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newRegister, type TestApp } from '../../support/app.ts';
import { verifyNow } from '../../support/files.ts';

let test: TestApp;
let today = new Date('2026-11-25T03:00:00Z');
beforeEach(async () => {
  today = new Date('2026-11-25T03:00:00Z');
  test = await newRegister({
    ports: {
      now: () => today,
      newId: () => crypto.randomUUID(),
      printer: { pdf: async () => new Uint8Array() },
      log: () => undefined,
    },
  });
});
afterEach(() => test.close());

const levels = (code: string) => ({ confidentiality: code, integrity: '1', availability: '1' });
const make = async (kind: 'information' | 'medium', name: string, code: string, more = {}) =>
  (
    await test.call('asset.register', {
      kind,
      values: { name, ...levels(code), classificationReason: '初め', ...more },
    })
  ).id;
const get = (id: string) => test.call('asset.get', { id });
const decide = async (id: string, code: string, reason: string, answers?: Record<string, string>) =>
  test.call('classification.decide', {
    assetId: id,
    revision: (await get(id)).revision,
    levels: levels(code),
    reason,
    ...(answers ? { answers } : {}),
  });

describe('classing one asset', () => {
  it('keeps scheme version, levels, reason, answers, who and when of every classification', async () => {
    const id = await make('information', '名簿', '2');
    const done = await decide(id, '3B', '住民の情報が多いため', { 'no-such-question': 'unsure' });
    expect(done).toMatchObject({ changed: 1 });
    const [now, first, ...more] = await test.call('classification.ofAsset', { assetId: id });
    expect(more).toEqual([]);
    expect(now).toMatchObject({
      schemeId: 'municipal-2024',
      schemeVersion: '令和6年10月改定',
      schemeRevision: 1,
      words: { confidentiality: '自治体機密性3B', integrity: '自治体完全性1' },
      reason: '住民の情報が多いため',
      answers: ['no-such-question → わからない'],
      who: '葦沼 恵',
      post: '主任',
      at: '2026-11-25T03:00:00.000Z',
      approvedBy: null,
    });
    expect(first).toMatchObject({ levels: { confidentiality: '2' }, reason: '初め' });
    // The same decision once more is kept as one, too.
    await decide(id, '3B', '住民の情報が多いため', { 'no-such-question': 'unsure' });
    expect(await test.call('classification.ofAsset', { assetId: id })).toHaveLength(3);
    expect(verifyNow(test.dir)).toMatchObject({ ok: true });
  });

  it('keeps that a class was taken away: the newest record is the class that it has', async () => {
    const id = await make('information', '名簿', '2');
    const none = { confidentiality: null, integrity: null, availability: null };
    await test.call('asset.update', { id, revision: 1, values: none, reason: '別の資産に移した' });
    const [now, first, ...more] = await test.call('classification.ofAsset', { assetId: id });
    expect(more).toEqual([]);
    expect([now!.levels, first!.levels]).toEqual([none, levels('2')]);
    // Why it was done, not why it had been 2.
    expect([now!.reason, first!.reason]).toEqual(['別の資産に移した', '初め']);
    // Control: what has no class and gets none has no record.
    const { id: other } = await test.call('asset.register', { kind: 'information', values: { name: '無題' } });
    await test.call('asset.update', { id: other, revision: 1, values: { classificationReason: '未定' } });
    expect(await test.call('classification.ofAsset', { assetId: other })).toEqual([]);
  });

  it('asks for a reason where the class is lowered, below its content or below personal data; not where it rises', async () => {
    const book = await make('information', '名簿', '3B');
    const stick = await make('medium', '媒体', '3B');
    await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    const ask = async (id: string, code: string) =>
      test.app.invoke('classification.decide', {
        assetId: id,
        revision: (await get(id)).revision,
        levels: levels(code),
        reason: ' ',
      });
    expect(await ask(stick, '2')).toMatchObject({ ok: false, error: { fields: [{ path: 'reason' }] } });
    expect(await ask(stick, '3A')).toMatchObject({ ok: true });
    expect(await decide(stick, '2', '暗号化して保管しているため')).toMatchObject({ changed: 1 });
    expect(
      await test.fails('classification.decide', { assetId: book, revision: 99, levels: levels('2'), reason: '' }),
    ).toMatchObject({ code: 'conflict' });
    expect(
      await test.fails('classification.decide', { assetId: book, revision: 1, levels: levels('9'), reason: 'x' }),
    ).toMatchObject({
      fields: [{ path: 'confidentiality' }],
    });
  });
});

describe('a class lowered in the form or for many', () => {
  it.each(['asset.update', 'asset.updateMany'] as const)('needs a reason in %s', async (method) => {
    const id = await make('information', '名簿', '3B', { personalData: ['personal.general'] });
    const save = async (values: Record<string, string | null>, reason?: string) => {
      const given = { values, ...(reason === undefined ? {} : { reason }) };
      const { revision } = await get(id);
      return test.app.invoke(method, method === 'asset.update' ? { id, revision, ...given } : { ids: [id], ...given });
    };
    const asks = { ok: false, error: { code: 'invalidInput', fields: [{ path: 'classificationReason' }] } };
    expect(await save({ confidentiality: '1', note: '備考' })).toMatchObject(asks);
    expect(await save({ confidentiality: null })).toMatchObject(asks);
    expect(await save({ confidentiality: '1' }, '　')).toMatchObject(asks);
    expect((await get(id)).values).toMatchObject({ confidentiality: '3B' });
    expect((await get(id)).values['note']).toBeUndefined();
    // Controls: raised, another value, and lowered with either reason.
    expect(await save({ confidentiality: '3A' })).toMatchObject({ ok: true });
    expect(await save({ confidentiality: '3A', note: '備考' })).toMatchObject({ ok: true });
    expect(await save({ confidentiality: '2' }, '写しを捨てた')).toMatchObject({ ok: true });
    expect(await save({ confidentiality: '1', classificationReason: '公表した' })).toMatchObject({ ok: true });
    expect(verifyNow(test.dir)).toMatchObject({ ok: true });
  });
});

describe('the second person', () => {
  beforeEach(() => test.call('setting.save', { approval: true, approverPost: '総務グループ長' }));

  it.each(['classification.decide', 'asset.update', 'asset.updateMany'] as const)(
    'is waited for in %s: the class stays until it is approved, and the approver stays with it',
    async (method) => {
      const id = await make('information', '名簿', '2');
      const { revision } = await get(id);
      const values = { confidentiality: '3B', classificationReason: '件数が増えた', note: '備考は変わる' };
      const done =
        method === 'classification.decide'
          ? await decide(id, '3B', '件数が増えた')
          : method === 'asset.update'
            ? await test.call(method, { id, revision, values })
            : await test.call(method, { ids: [id], values });
      expect(done).toMatchObject({ waiting: 1 });
      const waiting = await get(id);
      expect(waiting.values).toMatchObject({ confidentiality: '2', classificationReason: '初め' });
      if (method !== 'classification.decide') expect(waiting.values['note']).toBe('備考は変わる');
      const [proposal, ...more] = await test.call('approval.list', {});
      expect(more).toEqual([]);
      expect(proposal).toMatchObject({
        asset: { id, name: '名簿' },
        before: { levels: { confidentiality: '2' } },
        after: { levels: { confidentiality: '3B' } },
        reason: '件数が増えた',
        who: '葦沼 恵',
        lowers: false,
      });
      expect(waiting.proposalId).toBe(proposal!.id);

      const ids = [proposal!.id];
      const self = { name: '葦沼　恵', post: '主任' };
      expect(await test.fails('approval.decide', { ids, approve: true, approver: self })).toMatchObject({
        fields: [{ path: 'approver.name' }],
      });
      const approver = { name: '辻 髙﨑', post: '総務グループ長' };
      // The second person sits down at the same screen: who classed it is still who proposed it.
      await test.call('operator.set', approver);
      await test.call('approval.decide', { ids, approve: true, approver });
      expect((await get(id)).values).toMatchObject({ confidentiality: '3B', classificationReason: '件数が増えた' });
      const [now] = await test.call('classification.ofAsset', { assetId: id });
      expect(now).toMatchObject({
        approvedBy: '辻 髙﨑',
        approvedPost: '総務グループ長',
        who: '葦沼 恵',
        post: '主任',
      });
      expect(await test.call('approval.list', {})).toEqual([]);
      expect(await test.fails('approval.decide', { ids, approve: true, approver })).toMatchObject({ code: 'notFound' });
      expect(verifyNow(test.dir)).toMatchObject({ ok: true });
    },
  );

  it('is not waited for by what the class does not decide: it is saved at once', async () => {
    const id = await make('information', '名簿', '2');
    const importance = { importance: 'Ⅰ', importanceReason: '復旧に時間がかかる' };
    const values = { confidentiality: '3B', classificationReason: '件数が増えた', ...importance };
    expect(await test.call('asset.update', { id, revision: 1, values })).toMatchObject({ waiting: 1, changed: 1 });
    expect((await get(id)).values).toMatchObject({ confidentiality: '2', ...importance });
  });

  it('waits with its asset in the bin: a screen that still shows it approves nothing', async () => {
    const id = await make('information', '名簿', '3B');
    await decide(id, '1', '公表した');
    const [proposal] = await test.call('approval.list', {});
    await test.call('asset.bin', { ids: [id] });
    const approve = { ids: [proposal!.id], approve: true, approver: { name: '辻', post: '総務グループ長' } };
    expect(await test.fails('approval.decide', approve)).toMatchObject({ code: 'notFound' });
    expect((await get(id)).values['confidentiality']).toBe('3B');
    await test.call('asset.restore', { ids: [id] });
    expect(await test.call('approval.decide', approve)).toMatchObject({ changed: 1 });
  });

  it('may turn it down with a reason, and the proposer may take it back or replace it; the class never moves', async () => {
    const id = await make('information', '名簿', '2');
    await decide(id, '1', '公表した');
    await decide(id, '3C', '考え直した');
    const [proposal, ...more] = await test.call('approval.list', {});
    expect(more).toEqual([]);
    expect(proposal).toMatchObject({ after: { levels: { confidentiality: '3C' } } });
    const approver = { name: '辻', post: '総務グループ長' };
    expect(await test.fails('approval.decide', { ids: [proposal!.id], approve: false, approver })).toMatchObject({
      fields: [{ path: 'reason' }],
    });
    await test.call('approval.decide', { ids: [proposal!.id], approve: false, approver, reason: '根拠が足りない' });
    await decide(id, '3B', 'もう一度');
    const [again] = await test.call('approval.list', {});
    await test.call('approval.withdraw', { ids: [again!.id] });
    expect(await test.call('approval.list', {})).toEqual([]);
    expect((await get(id)).values['confidentiality']).toBe('2');
    const rows = (await test.call('history.ofAsset', { assetId: id })).flatMap((change) => change.rows);
    expect(rows.filter((row) => row.label === '分類の承認').length).toBeGreaterThanOrEqual(5);
  });

  it('cannot be got round by taking a class change back; control: without approval it can be taken back', async () => {
    await test.call('setting.save', { approval: false });
    const id = await make('information', '名簿', '2');
    const { changeId } = await decide(id, '3B', '件数');
    await test.call('setting.save', { approval: true });
    expect(await test.fails('change.undo', { changeId })).toMatchObject({ code: 'cannotUndo' });
    await test.call('setting.save', { approval: false });
    await test.call('change.undo', { changeId });
    expect((await get(id)).values['confidentiality']).toBe('2');
  });
});

describe('a review task', () => {
  it('that was done was a decision: it is not offered to be taken back', async () => {
    const book = await make('information', '名簿', '3B');
    const stick = await make('medium', '媒体', '3B');
    const { id } = await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    const removed = await test.call('link.remove', { id });
    const [task] = await test.call('review.list', {});
    const { changeId } = await test.call('review.done', { ids: [task!.id], reason: '控えがまだある' });
    const undoable = async (which: string) =>
      (await test.call('history.list', {})).changes.find((change) => change.changeId === which)!.undoable;
    expect(await undoable(changeId)).toBe(false);
    // Control: what made the task can be taken back.
    expect(await undoable(removed.changeId)).toBe(true);
    await test.call('change.undo', { changeId: removed.changeId });
    expect(verifyNow(test.dir)).toMatchObject({ ok: true });
  });
});

describe('a contradiction', () => {
  it('is listed until it is accepted with a reason and a date, and again when the date or the facts change', async () => {
    const book = await make('information', '名簿', '3B');
    const stick = await make('medium', '媒体', '2', { locked: 'yesNo.yes' });
    await test.call('link.add', { fromId: book, toId: stick, type: 'storedOn' });
    const list = (accepted = false) => test.call('finding.list', { ruleId: 'D3', accepted });
    const [finding] = (await list()).findings;
    expect(finding).toMatchObject({ assetId: stick, fieldId: 'confidentiality' });
    const accept = {
      assetId: stick,
      ruleId: 'D3',
      key: finding!.key,
      reason: '暗号化し、11月末に消す',
      until: '2026-11-30',
    };
    expect(await test.fails('finding.accept', { ...accept, until: '2026-11-24' })).toMatchObject({
      fields: [{ path: 'until' }],
    });
    expect(await test.fails('finding.accept', { ...accept, key: 'confidentiality:2<9' })).toMatchObject({
      code: 'notFound',
    });
    expect(await test.fails('finding.accept', { ...accept, reason: ' ' })).toMatchObject({ code: 'invalidInput' });
    await test.call('finding.accept', accept);
    expect(await list()).toMatchObject({
      findings: [],
      rules: expect.arrayContaining([expect.objectContaining({ id: 'D3', count: 0, accepted: 1 })]),
    });
    expect((await list(true)).findings).toMatchObject([
      { accepted: { reason: '暗号化し、11月末に消す', until: '2026-11-30' } },
    ]);
    expect((await get(book)).findings.filter((one) => one.ruleId === 'D3')).toEqual([]);
    // Another name changes nothing of it; a stricter content does.
    await test.call('asset.update', { id: book, revision: 1, values: { name: '名簿（改）' } });
    expect((await list()).findings).toEqual([]);
    await decide(book, '3A', '秘に指定');
    expect((await list()).findings).toHaveLength(1);
    await decide(book, '3B', '指定の解除');
    expect((await list()).findings).toEqual([]);
    today = new Date('2026-12-01T03:00:00Z');
    expect((await list()).findings).toHaveLength(1);
    today = new Date('2026-11-29T03:00:00Z');
    const [again] = (await list(true)).findings;
    await test.call('finding.endAcceptance', { id: again!.accepted!.id });
    expect((await list()).findings).toHaveLength(1);
    expect(await test.fails('finding.endAcceptance', { id: again!.accepted!.id })).toMatchObject({ code: 'notFound' });
  });
});
