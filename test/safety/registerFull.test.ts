import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { InputOf, JobName, MethodName } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { JobState } from '../../contract/job.ts';
import { messageLine } from '../../contract/messages.ts';
import type { openRegister } from '../../db/open.ts';
import type { WritableDb } from '../../db/types.ts';
import { newRegister, openApp, type TestApp } from '../support/app.ts';
import { verifyNow } from '../support/files.ts';
import { unfitWords } from '../support/words.ts';

/**
 * reliability.md P3: SQLite finds no room for the n-th page of every kind of change. Nothing of the change is left, in the
 * file or in memory; the earlier ones stay, and the next one goes through.
 */

// The app keeps its connection to itself; what is limited here is that very one.
const caught = vi.hoisted(() => ({ db: null as unknown }));
vi.mock('../../db/open.ts', async (original) => {
  const real = await original<{ openRegister: typeof openRegister }>();
  const openCaught: typeof openRegister = (...args) => {
    const db = real.openRegister(...args);
    caught.db = db;
    return db;
  };
  return { ...real, openRegister: openCaught };
});
/** Leaves room for so many new pages; null: all there is. */
function limitPages(room: number | null): void {
  const db = caught.db as WritableDb;
  const pages = db.pragma('page_count', { simple: true }) as number;
  db.pragma(`max_page_count = ${room === null ? 0xfffffffe : pages + room}`);
}

let test: TestApp;
let ids: string[];
let changeId: string;
beforeAll(async () => {
  test = await newRegister();
  ids = [];
  for (let i = 0; i < 12; i += 1) {
    const values = {
      name: `端末${i}`,
      note: '備考'.repeat(150),
      confidentiality: '2',
      integrity: '2',
      availability: '2',
    };
    ids.push((await test.call('asset.register', { kind: 'hardware', values })).id);
  }
  changeId = (await test.call('asset.updateMany', { ids, values: { summary: LONG } })).changeId;
});
afterAll(() => test.close());

const LONG = '長い説明'.repeat(500);
async function call<N extends MethodName>(name: N, input: InputOf<N>): Promise<Failure | null> {
  const reply = await test.app.invoke(name, input);
  return reply.ok ? null : reply.error;
}
async function job<N extends JobName>(name: N, input: InputOf<N>): Promise<Failure | null> {
  const ended = Promise.withResolvers<void>();
  const stop = test.app.on((event) => event.type === 'job.ended' && ended.resolve());
  const { jobId } = (await test.call(name, input)) as { jobId: string };
  await ended.promise;
  stop();
  const state = (await test.call('job.result', { jobId })) as JobState;
  return state.state === 'failed' ? state.error : null;
}

const ROWS = Array.from({ length: 60 }, (_, i) => `取り込んだ端末${i},${'備考'.repeat(300)}`);
async function imported(): Promise<Failure | null> {
  const base64 = Buffer.from(['資産名称,備考', ...ROWS].join('\r\n')).toString('base64');
  const { importId, plan } = await test.job('importing.read', { fileName: '台帳.csv', base64, kind: 'hardware' });
  return job('importing.commit', { importId, plan });
}
async function moved(): Promise<Failure | null> {
  const pair = { fromSchemeId: 'municipal-2024', toSchemeId: 'ipa-3' };
  const { mapping } = await test.call('move.plan', pair);
  return call('move.start', { ...pair, mapping });
}
async function updated(id: string, values: Record<string, string>): Promise<Failure | null> {
  const { revision } = await test.call('asset.get', { id });
  return call('asset.update', { id, revision, values });
}
async function classed(id: string): Promise<Failure | null> {
  const { revision } = await test.call('asset.get', { id });
  const levels = { confidentiality: '3B', integrity: '2', availability: '2' };
  return call('classification.decide', { assetId: id, revision, levels, reason: LONG.slice(0, 400), answers: {} });
}

/** Each with the step from one number of free pages to the next. */
const CHANGES: Readonly<Record<string, readonly [step: number, work: () => Promise<Failure | null>]>> = {
  'asset.register': [1, () => call('asset.register', { kind: 'information', values: { name: '新規', summary: LONG } })],
  'asset.update': [1, () => updated(ids[0]!, { note: LONG })],
  'change.undo': [3, () => call('change.undo', { changeId })],
  'asset.updateMany': [3, () => call('asset.updateMany', { ids, values: { summary: `${LONG}。` } })],
  'asset.bin': [1, () => call('asset.bin', { ids: ids.slice(6), reason: LONG.slice(0, 400) })],
  'classification.decide': [1, () => classed(ids[1]!)],
  'setting.save': [1, () => call('setting.save', { marking: '機密性2', reason: LONG.slice(0, 400) })],
  'master.save': [1, () => call('master.save', { list: 'place', label: '第二書庫', aliases: [LONG.slice(0, 100)] })],
  'scheme.copy': [1, () => call('scheme.copy', { id: 'municipal-2024', name: '組合の分類' })],
  'move.start': [1, moved],
  'label.calibrate': [1, () => job('label.calibrate', { sheetId: '28388' })],
  'label.print': [1, () => job('label.print', { filter: { kind: 'hardware' }, sheetId: '28388' })],
  'importing.commit': [20, imported],
};

/** All that the screens show. */
async function shown(): Promise<string> {
  const all: unknown[] = [];
  const columns = ['number', 'name', 'note', 'summary', 'confidentiality', 'updatedBy'];
  for (const binned of [false, true]) all.push(await test.call('asset.list', { binned, limit: 1000, columns }));
  const names = [
    'setting.get',
    'master.lists',
    'scheme.list',
    'register.status',
    'output.list',
    'asset.counts',
  ] as const;
  for (const name of names) all.push(await test.call(name, {}));
  for (const id of ids) all.push(await test.call('asset.get', { id }));
  all.push(
    await test.call('history.list', {}),
    await test.call('finding.list', {}),
    await test.call('move.status', {}),
  );
  all.push(readdirSync(join(test.dir, 'outputs')).sort());
  return JSON.stringify(all);
}

const refusals = new Map<string, number>();
it.each(Object.entries(CHANGES))(
  '%s leaves nothing behind where there is no room for it',
  async (name, [step, work]) => {
    await test.job('label.calibrate', { sheetId: '28388' });
    const before = await shown();
    let refused = 0;
    for (let room = 0; ; room += step) {
      limitPages(room);
      const failure = await work().finally(() => limitPages(null));
      if (!failure) break;
      refused += 1;
      expect(failure, `${room} pages`).toEqual({ code: 'diskFull' });
      expect(unfitWords(messageLine(failure))).toEqual([]);
      expect(await shown(), `${room} pages`).toBe(before);
    }
    refusals.set(name, refused);
    const after = await shown();
    expect(after).not.toBe(before);
    await test.app.close();
    expect(verifyNow(test.dir)).toMatchObject({ ok: true, problems: [] });
    test = { ...(await openApp(test.dir)), close: test.close };
    expect(await shown()).toBe(after);
  },
);

it('most of them met a full register, and many at every page', () => {
  const counts = [...refusals.values()];
  expect(counts.filter((refused) => refused > 0).length).toBeGreaterThan(7);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(50);
});
