import type { InputOf, MethodName, ResultOf } from '../../contract/api.ts';
import { asset, type Cases, type Made, nothing, unknownId } from './case.ts';

type Send = <M extends MethodName>(method: M, input: InputOf<M>) => Promise<ResultOf<M>>;
const approver = { name: '辻 髙﨑', post: '総務グループ長' };
const levels = (code: string) => ({ confidentiality: code, integrity: '1', availability: '1' });

/** A class change of the first asset that waits for approval, with the setting put back after it. */
async function propose(send: Send, made: Made, code: string): Promise<void> {
  const id = asset(made, 0);
  await send('setting.save', { approval: true });
  const { revision } = await send('asset.get', { id });
  await send('classification.decide', { assetId: id, revision, levels: levels(code), reason: '提案' });
  await send('setting.save', { approval: false });
  made.more['proposal'] = (await send('approval.list', {}))[0]?.id ?? 'none';
}

/** A holder that is classed lower than its content. */
async function contradict(send: Send, made: Made): Promise<void> {
  const names = { content: '点検用の名簿', holder: '点検用の媒体' };
  const content = await send('asset.register', {
    kind: 'information',
    values: { name: names.content, ...levels('3B') },
  });
  const holder = await send('asset.register', { kind: 'medium', values: { name: names.holder, ...levels('1') } });
  const link = await send('link.add', { fromId: content.id, toId: holder.id, type: 'storedOn' });
  const { findings } = await send('finding.list', { ruleId: 'D3' });
  made.more['holder'] = holder.id;
  made.more['holderLink'] = link.id;
  made.more['findingKey'] = findings.find((one) => one.assetId === holder.id)?.key ?? 'none';
}

export const CLASS_CASES = {
  'classification.decide': {
    before: async (send, made) => {
      made.revision = (await send('asset.get', { id: asset(made, 0) })).revision;
    },
    good: (made) => ({
      assetId: asset(made, 0),
      revision: made.revision,
      levels: levels('3C'),
      reason: '設定の情報を含むため',
      answers: { 'some-question': 'unsure' },
    }),
    bad: (made) => ({ assetId: asset(made, 0), revision: made.revision, levels: levels('2'), reason: '' }),
    code: 'conflict',
  },
  'classification.ofAsset': {
    good: (made) => ({ assetId: asset(made, 0) }),
    bad: () => ({ assetId: '999999' }),
    code: 'notFound',
  },
  'approval.list': nothing,
  'approval.decide': {
    before: (send, made) => propose(send, made, '3B'),
    good: (made) => ({ ids: [made.more['proposal'] ?? 'none'], approve: true, approver }),
    bad: () => ({ ids: ['999999'], approve: true, approver }),
    code: 'notFound',
  },
  'approval.withdraw': {
    before: (send, made) => propose(send, made, '3A'),
    good: (made) => ({ ids: [made.more['proposal'] ?? 'none'] }),
    bad: () => ({ ids: [] }),
    code: 'invalidInput',
  },
  'finding.accept': {
    before: contradict,
    good: (made) => ({
      assetId: made.more['holder'] ?? 'none',
      ruleId: 'D3',
      key: made.more['findingKey'] ?? 'none',
      reason: '年度末までに消去する',
      until: '2027-03-31',
    }),
    bad: (made) => ({
      assetId: made.more['holder'] ?? 'none',
      ruleId: 'D3',
      key: 'no such finding',
      reason: '年度末までに消去する',
      until: '2027-03-31',
    }),
    code: 'notFound',
  },
  'finding.endAcceptance': {
    before: async (send, made) => {
      const { findings } = await send('finding.list', { ruleId: 'D3', accepted: true });
      made.more['acceptance'] = findings[0]?.accepted?.id ?? 'none';
    },
    good: (made) => ({ id: made.more['acceptance'] ?? 'none' }),
    bad: () => unknownId,
    code: 'notFound',
  },
  'review.list': nothing,
  'review.done': {
    before: async (send, made) => {
      await send('asset.updateMany', { ids: [made.more['holder'] ?? 'none'], values: { confidentiality: '3B' } });
      await send('link.remove', { id: made.more['holderLink'] ?? 'none' });
      made.more['review'] = (await send('review.list', {}))[0]?.id ?? 'none';
    },
    good: (made) => ({ ids: [made.more['review'] ?? 'none'], reason: '中身を確かめた' }),
    bad: (made) => ({ ids: [made.more['review'] ?? 'none'], reason: '中身を確かめた' }),
    code: 'notFound',
  },
  'handling.card': {
    good: (made) => ({ assetId: asset(made, 0) }),
    bad: () => ({ assetId: '999999' }),
    code: 'notFound',
  },
  'handling.print': {
    good: (made) => ({ assetId: asset(made, 0) }),
    bad: () => ({ assetId: '999999' }),
    code: 'notFound',
  },
} satisfies Cases;
