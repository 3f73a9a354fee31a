import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import type { Api, MethodName, ResultOf } from '../../contract/api.ts';
import { api } from '../../contract/api.ts';
import type { Envelope } from '../../contract/errors.ts';
import type { AppEvent } from '../../contract/events.ts';
import { createApp } from '../../core/app.ts';
import { CHEAP, tempDir, testPorts } from '../support/app.ts';
import { ACCOUNT_CASES } from './accountCases.ts';
import { ATTACHMENT_CASES } from './attachmentCases.ts';
import { BACKUP_CASES } from './backupCases.ts';
import { asset, type Case, type Made, nothing, unknownId } from './case.ts';
import { CLASS_CASES } from './classCases.ts';
import { EVIDENCE_CASES } from './evidenceCases.ts';
import { FORM_CASES } from './formCases.ts';
import { IMPORT_CASES } from './importCases.ts';
import { LABEL_CASES } from './labelCases.ts';
import { MOVE_CASES } from './moveCases.ts';
import { olderRegister, RECOVERY_CASES } from './recoveryCases.ts';
import { ROUND_TRIP_CASES } from './roundTripCases.ts';
import { SCHEME_CASES } from './schemeCases.ts';
import { TRANSPORTS } from './transports.ts';
import { UNDO_CASES } from './undoCases.ts';

const kept = { good: (made: Made) => ({ id: asset(made, 0) }), bad: () => unknownId, code: 'notFound' } as const;
const filter = { filter: { kind: 'hardware' as const } };
/** One row, with a date that cannot be read. */
const LEDGER = '資産名称,機密性,取得日\r\n取り込んだ端末,2,令和6年13月\r\n';
const plan = (made: Made) => ({ importId: made.read?.importId ?? 'none', plan: made.read!.plan });
const badPlan = () => ({ importId: 'nobody', plan: { sheets: [], schemeId: 'municipal-2024' } });

/** One case for every method, in an order in which each finds what it needs. */
export const CASES: { readonly [N in MethodName]: Case<N> } = {
  'register.status': nothing,
  'register.proposal': nothing,
  'register.create': {
    good: () => ({
      unionName: '水郷地方環境衛生組合',
      groups: [{ label: '総務グループ', code: '01', bodyId: 'body.manager' }],
    }),
    bad: () => ({ unionName: ' ' }),
    code: 'invalidInput',
  },
  ...RECOVERY_CASES,
  'operator.set': {
    good: () => ({ name: '葦沼 恵', post: '主任' }),
    bad: () => ({ name: '名'.repeat(61), post: '' }),
    code: 'invalidInput',
  },
  ...ACCOUNT_CASES,
  'setting.get': nothing,
  'setting.save': {
    good: () => ({ reviewMonths: 6, reason: '要綱の改正' }),
    bad: () => ({ schemeId: 'no-scheme' }),
    code: 'notFound',
  },
  'master.lists': nothing,
  'master.save': {
    good: () => ({ list: 'place', label: '第二書庫' }),
    keep: (item, made) => {
      made.master = item.id;
    },
    bad: () => ({ list: 'place', label: '第二書庫' }),
    code: 'invalidInput',
  },
  'master.remove': { good: (made) => ({ id: made.master }), bad: () => ({ id: 'zone.lgwan' }), code: 'inUse' },
  'ownField.list': nothing,
  'ownField.uses': nothing,
  'ownField.save': {
    good: () => ({ label: '型番の旧名', type: 'text', kinds: ['hardware'] }),
    keep: (field, made) => {
      made.ownField = field.id;
    },
    bad: () => ({ label: '型番', type: 'text', kinds: ['hardware'] }),
    code: 'invalidInput',
  },
  'ownField.values': { good: (made) => ({ id: made.ownField }), bad: () => ({ id: 'own30' }), code: 'notFound' },
  'scheme.list': nothing,
  ...SCHEME_CASES,
  'asset.register': {
    good: () => ({ kind: 'hardware', values: { name: '計量用端末', confidentiality: '2' } }),
    keep: (value, made) => void made.assets.push(value),
    bad: () => ({ kind: 'hardware', values: { name: '' } }),
    code: 'invalidInput',
  },
  'asset.list': { good: () => ({ query: '計量', limit: 10 }), bad: () => ({ limit: 0 }), code: 'invalidInput' },
  'asset.ids': { good: () => ({ kind: 'hardware' }), bad: () => ({ kind: 'car' }), code: 'invalidInput' },
  'asset.get': kept,
  'asset.counts': nothing,
  'asset.draftCopy': kept,
  'asset.update': {
    good: (made) => ({ id: asset(made, 0), revision: made.revision, values: { note: '更新' } }),
    keep: (value, made) => {
      made.revision = value.revision;
    },
    bad: (made) => ({ id: asset(made, 0), revision: made.revision + 5, values: { note: '古い' } }),
    code: 'conflict',
  },
  'asset.updateMany': {
    good: (made) => ({ ids: made.assets.map(({ id }) => id), values: { note: '一括' } }),
    bad: (made) => ({ ids: [asset(made, 0)], values: { acquiredOn: 'いつか' } }),
    code: 'invalidInput',
  },
  'link.add': {
    good: (made) => ({ fromId: asset(made, 0), toId: asset(made, 1), type: 'partOf' }),
    keep: (value, made) => {
      made.link = value.id;
    },
    bad: (made) => ({ fromId: asset(made, 1), toId: asset(made, 0), type: 'partOf' }),
    code: 'linkCycle',
  },
  'link.remove': { good: (made) => ({ id: made.link }), bad: () => unknownId, code: 'notFound' },
  ...ATTACHMENT_CASES,
  'asset.bin': { good: (made) => ({ ids: [asset(made, 1)] }), bad: () => ({ ids: [] }), code: 'invalidInput' },
  'asset.restore': {
    good: (made) => ({ ids: [asset(made, 1)] }),
    keep: ({ changeId }, made) => {
      made.more['restored'] = changeId;
    },
    bad: () => ({ ids: ['999999'] }),
    code: 'notFound',
  },
  'history.ofAsset': {
    good: (made) => ({ assetId: asset(made, 0) }),
    bad: () => ({ assetId: '' }),
    code: 'invalidInput',
  },
  'history.list': { good: () => ({ query: '計量' }), bad: () => ({ limit: 1000 }), code: 'invalidInput' },
  ...EVIDENCE_CASES,
  ...UNDO_CASES,
  'health.look': nothing,
  'health.check': nothing,
  'health.print': nothing,
  'finding.list': { good: () => ({ ruleId: 'D3' }), bad: () => ({ ruleId: 3 }), code: 'invalidInput' },
  ...CLASS_CASES,
  ...MOVE_CASES,
  'label.sheets': nothing,
  'label.preview': {
    good: () => ({ ...filter, sheetId: '28388' }),
    bad: () => ({ ...filter, sheetId: 'none' }),
    code: 'notFound',
  },
  'label.print': {
    good: () => ({ ...filter, sheetId: '28388' }),
    bad: () => ({ filter: { kind: 'service' }, sheetId: '28388' }),
    code: 'nothingToPrint',
  },
  ...LABEL_CASES,
  ...FORM_CASES,
  'ledger.preview': { good: () => filter, bad: () => ({}), code: 'invalidInput' },
  'ledger.difference': {
    good: () => ({ from: '2001-04-01' }),
    bad: () => ({ from: '2999-04-01' }),
    code: 'invalidInput',
  },
  'ledger.export': {
    good: () => filter,
    keep: ({ path }, { more }) => {
      more['ledger'] = path;
    },
    bad: () => ({ filter: { kind: 'service' } }),
    code: 'nothingToExport',
  },
  'output.list': nothing,
  'importing.read': {
    good: () => ({ fileName: '機器台帳.csv', base64: Buffer.from(LEDGER).toString('base64'), kind: 'hardware' }),
    keep: (outline, made) => {
      made.read = outline;
    },
    bad: () => ({ fileName: '', base64: '' }),
    code: 'invalidInput',
  },
  ...IMPORT_CASES,
  'importing.errorBook': { good: plan, bad: badPlan, code: 'notFound' },
  'importing.commit': {
    good: plan,
    keep: ({ rows, imported, updated, skipped }) => expect([rows, updated]).toEqual([imported + updated + skipped, 0]),
    bad: badPlan,
    code: 'notFound',
  },
  ...ROUND_TRIP_CASES,
  'register.verify': nothing,
  ...BACKUP_CASES,
  'job.result': { good: (made) => ({ jobId: made.jobId }), bad: () => ({ jobId: '' }), code: 'invalidInput' },
  'job.cancel': { good: (made) => ({ jobId: made.jobId }), bad: () => ({}), code: 'invalidInput' },
};

/** What one method answered: to good input, to bad input, and at the end of its job. */
export interface Answers {
  readonly method: string;
  readonly good: Envelope<unknown>;
  readonly bad: Envelope<unknown>;
  readonly job?: Envelope<unknown>;
}
/** A case of each method. The register is new, and clock and ids are fixed, so that answers can be compared. */
export async function runSuite(
  transport: keyof typeof TRANSPORTS,
): Promise<{ answers: Answers[]; events: AppEvent[] }> {
  const shared = await runOn(transport, tempDir(), undefined);
  const older = await runOn(transport, await olderRegister(), 'older');
  const restored = await runOn(transport, await olderRegister(), 'restore');
  return { answers: [...shared.answers, ...older.answers, ...restored.answers], events: shared.events };
}

async function runOn(
  transport: keyof typeof TRANSPORTS,
  dir: string,
  on: 'older' | 'restore' | undefined,
): Promise<{ answers: Answers[]; events: AppEvent[] }> {
  let ids = 0;
  const nextId = () => {
    ids += 1;
    return ids;
  };
  const ports = testPorts({
    now: () => new Date('2026-11-23T03:00:00Z'),
    newId: () => `id-${String(nextId()).padStart(8, '0')}`,
  });
  const app = await createApp({ dataDir: dir, ports, who: '試験者', passwordCost: CHEAP });
  const events: AppEvent[] = [];
  const ended = new Map<string, PromiseWithResolvers<void>>();
  const endOf = (jobId: string) => {
    const known = ended.get(jobId) ?? Promise.withResolvers<void>();
    ended.set(jobId, known);
    return known;
  };
  const { send, close } = await TRANSPORTS[transport]!(app, (event) => {
    events.push(event);
    if (event.type === 'job.ended') endOf(event.jobId).resolve();
  });
  const made: Made = {
    assets: [],
    revision: 1,
    master: '',
    ownField: '',
    link: '',
    jobId: '',
    read: null,
    more: { dir },
  };
  const answers: Answers[] = [];
  const run = async <N extends MethodName>(method: N) => {
    const one = CASES[method] as Case<N>;
    await one.before?.(async (name, input) => {
      const reply = await send(name, input);
      if (!reply.ok) throw new Error(`${name} before ${method}: ${JSON.stringify(reply.error)}`);
      return reply.value as never;
    }, made);
    const good = await send(method, one.good(made));
    let job: Envelope<unknown> | undefined;
    if (api[method].type === 'job' && good.ok) {
      made.jobId = (good.value as { jobId: string }).jobId;
      await endOf(made.jobId).promise;
      job = await send('job.result', { jobId: made.jobId });
    }
    const value = job?.ok ? (job.value as { result?: unknown }).result : good.ok ? good.value : undefined;
    if (value !== undefined) one.keep?.(value as ResultOf<N>, made);
    const bad = await send(method, one.bad(made));
    // The second asset is the one that links and the bin need.
    if (method === 'asset.register') {
      const second = await send(method, one.good(made));
      if (second.ok) made.assets.push(second.value as Made['assets'][number]);
    }
    answers.push({ method, good, bad, ...(job ? { job } : {}) });
  };
  for (const method of Object.keys(CASES) as (keyof Api)[]) if (CASES[method].on === on) await run(method);
  await close();
  await app.close();
  rmSync(dir, { recursive: true });
  return { answers: plain(answers, dir), events };
}

/**
 * Answers without what no two runs have in common: the folder, what is made of it (hashes; passwords are salted by
 * chance), recovery codes, the size of a compressed file, the room on the disk, and of recovery when files were made and where copies lie.
 */
function plain(answers: Answers[], dir: string): Answers[] {
  const text = JSON.stringify(answers).replaceAll(JSON.stringify(dir).slice(1, -1), '<dir>');
  const hashed = text
    .replaceAll(/"[0-9a-f]{64}"/g, '"<hash>"')
    .replaceAll(/"(?:[0-9A-Z]{5}-){5}[0-9A-Z]{2}"/g, '"<code>"')
    .replaceAll(/[0-9A-Z]{5}(-[0-9A-Z]{5}){3}-[0-9A-Z]/g, '<照合番号>')
    .replaceAll(/"[0-9a-f]{24}"/g, '"<file>"')
    .replaceAll(/daicho-view-\d+-\w+/g, '<view>')
    .replaceAll(/\.[0-9a-f]{12}\.tmp"/g, '.<temp>.tmp"')
    .replaceAll(/register-kept-\d{8}-\d{6}/g, '<kept>')
    .replaceAll(/daicho-\d{8}-\d{6}-/g, 'daicho-<at>-')
    .replaceAll(/"(at|lastAt)":"[^"]*"/g, '"$1":"<at>"')
    .replaceAll(/空きは[\d.,]+[KMGT]?B/g, '空きは<room>')
    .replaceAll(/令和\d+年\d+月\d+日 \d\d:\d\d/g, '<moment>');
  return JSON.parse(hashed, (key, value) => (['bytes', 'fileBytes'].includes(key) ? value > 0 : value)) as Answers[];
}
