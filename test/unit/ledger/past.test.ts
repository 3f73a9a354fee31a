import readBook from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '../../../contract/catalogue/index.ts';
import { LINK_TYPE_IDS } from '../../../contract/link.ts';
import { TABLE_WORDS } from '../../../core/history/tableWords.ts';
import { differencesBetween } from '../../../core/ledger/difference.ts';
import { pastRegister } from '../../../core/register/past.ts';
import { openReadOnly } from '../../../db/open.ts';
import type { ReadableDb } from '../../../db/types.ts';
import { newRegister, type TestApp, testPorts } from '../../support/app.ts';
import { withSql } from '../../support/files.ts';
import { random } from '../../support/random.ts';

/** Ledgers of past days and differences between them (issue 5, §2), against what the register was when those days ended. */

const r = random();
const DAYS = 120;
const FIRST = Date.UTC(2026, 3, 1, 1);
const DAY_MS = 24 * 60 * 60 * 1000;
const dayOf = (n: number) => new Date(FIRST + n * DAY_MS).toISOString().slice(0, 10);

/** Everything that a register says but its history, by table. */
type Snapshot = ReadonlyMap<string, readonly string[]>;

/** Links have ids of their own in a register that was made anew; numbers that were used and the counter are no ledger. */
const ASSET_TABLES = ['asset', ...KINDS.map((kind) => `asset_${kind}`), 'unresolved_link'];
const SECRET = new Set(['account', 'account_recovery']);

function snapshot(db: ReadableDb): Snapshot {
  const rowsOf = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map((row) => JSON.stringify(row))
      .sort();
  const tables = [...ASSET_TABLES, ...Object.keys(TABLE_WORDS).filter((table) => !SECRET.has(table))];
  return new Map([
    ...tables.map((table) => [table, rowsOf(`select * from "${table}"`)] as const),
    ['asset_link', rowsOf('select type, from_id, to_id from asset_link')] as const,
  ]);
}

let test: TestApp;
let today = 0;
const snapshots = new Map<number, Snapshot>();
const ledgers = new Map<number, string>();

beforeAll(async () => {
  const ports = testPorts({ now: () => new Date(FIRST + today * DAY_MS) });
  test = await newRegister({ ports });
  const ids: string[] = [];
  const links: string[] = [];
  const group = (await test.call('master.lists', {})).find((list) => list.id === 'group')!.items[0]!;
  const own = { type: 'text' as const, kinds: [...KINDS], label: '棟' };
  const { id: ownId } = await test.call('ownField.save', own);
  const values = () => ({
    ...(r.chance(0.4) ? { [ownId]: r.pick(['東棟', '西棟', null]) } : {}),
    ...(r.chance(0.5) ? { note: r.chance(0.3) ? null : `備考${r.below(5)}` } : {}),
    ...(r.chance(0.4) ? { group: group.id } : {}),
    ...(r.chance(0.4) ? { confidentiality: r.pick(['1', '2', '3B', null]) } : {}),
    ...(r.chance(0.2) ? { personalData: [r.pick(['personal.general', 'personal.specific'])] } : {}),
  });
  const some = () => Array.from({ length: 1 + r.below(3) }, () => r.pick(ids));
  const operations: [name: string, input: () => Record<string, unknown>][] = [
    ['asset.register', () => ({ kind: r.pick(KINDS), values: { name: `資産${r.below(100)}`, ...values() } })],
    ['asset.updateMany', () => ({ ids: some(), values: values(), reason: `理由${r.below(9)}` })],
    ['asset.bin', () => ({ ids: some() })],
    ['asset.restore', () => ({ ids: some() })],
    ['link.add', () => ({ fromId: r.pick(ids), toId: r.pick(ids), type: r.pick(LINK_TYPE_IDS) })],
    ['link.remove', () => ({ id: links.length > 0 ? r.pick(links) : '1' })],
    ['master.save', () => ({ list: 'group', id: group.id, label: `総務グループ${r.below(50)}`, code: group.code })],
    ['ownField.save', () => ({ ...own, id: ownId, label: `棟${r.below(50)}` })],
    ['setting.save', () => ({ reviewMonths: 1 + r.below(24) })],
  ];
  for (; today < DAYS; today += 1) {
    const quiet = today > 0 && r.chance(0.2);
    for (let i = 0; i < (quiet ? 0 : 1 + r.below(5)); i += 1) {
      const [name, input] = ids.length < 5 ? operations[0]! : r.pick(operations);
      const reply = await test.app.invoke(name, input());
      if (!reply.ok) expect(reply.error.code, name).not.toBe('internal');
      const { id } = (reply.ok ? reply.value : {}) as { id?: string };
      if (name === 'asset.register' && id) ids.push(id);
      if (name === 'link.add' && id) links.push(id);
    }
    if (today % 60 === 59) ledgers.set(today, (await test.job('ledger.export', { filter: {} })).path);
    snapshots.set(today, withSql(test.dir, snapshot));
  }
}, 120_000);
afterAll(() => test.close());

const inRegister = <T>(work: (db: ReadableDb) => T): T => {
  const db = openReadOnly(test.dir);
  try {
    return work(db);
  } finally {
    db.close();
  }
};
const differences = (from: string, to: string) =>
  inRegister((db) => {
    const [before, after] = [pastRegister(db, from), pastRegister(db, to)];
    try {
      return differencesBetween(db, before, after, () => undefined);
    } finally {
      before.db.close();
      after.db.close();
    }
  });
const past = (day: string): Snapshot =>
  inRegister((db) => {
    const { db: made } = pastRegister(db, day);
    try {
      return snapshot(made);
    } finally {
      made.close();
    }
  });

describe(`seed ${r.seed}`, () => {
  it('every table of 100 random days is what the register was when the day ended', () => {
    for (let i = 0; i < 100; i += 1) {
      const day = r.below(DAYS);
      expect([...past(dayOf(day))], dayOf(day)).toEqual([...snapshots.get(day)!]);
    }
  });

  it('CONTROL: the day before a change is another one', () => {
    const changed = [...snapshots.keys()].filter(
      (day) => day > 0 && JSON.stringify([...snapshots.get(day)!]) !== JSON.stringify([...snapshots.get(day - 1)!]),
    );
    expect(changed.length).toBeGreaterThan(50);
    const day = r.pick(changed);
    expect([...past(dayOf(day - 1))]).not.toEqual([...snapshots.get(day)!]);
  });

  it('the ledger of a past day is, cell by cell, the one that was put out on it', async () => {
    for (const [day, path] of ledgers) {
      const again = await test.job('ledger.export', { filter: {}, asOf: dayOf(day) });
      const sheetsOf = async (file: string) =>
        (await readBook(file)).filter(({ sheet }) => !['表紙', '出力の記録', '照合', '往復'].includes(sheet));
      const then = await sheetsOf(path);
      expect(then.length).toBeGreaterThan(3);
      expect(await sheetsOf(again.path)).toEqual(then);
    }
  });

  it('a filter is that of the day: names, and what was in the bin', async () => {
    const day = 60;
    const stood = snapshots
      .get(day)!
      .get('asset')!
      .map((row) => JSON.parse(row) as { kind: string; binned: number });
    const kind = stood.find(({ binned }) => binned === 0)!.kind as (typeof KINDS)[number];
    const { rows } = await test.job('ledger.export', { filter: { kind }, asOf: dayOf(day) });
    expect(rows).toBe(stood.filter((asset) => asset.kind === kind && asset.binned === 0).length);
  });

  it('differences between 40 pairs of random days are those of the two registers', () => {
    for (let i = 0; i < 40; i += 1) {
      const [from, to] = [r.below(DAYS), r.below(DAYS)].sort((a, b) => a - b) as [number, number];
      const counts = { added: 0, removed: 0, changed: 0 };
      for (const { what, at } of differences(dayOf(from), dayOf(to))) {
        counts[what] += 1;
        expect(at).toBeTruthy();
      }
      expect(counts, `${from}-${to}`).toEqual(naive(snapshots.get(from)!, snapshots.get(to)!));
    }
  });

  it('says what, from what to what, who and why, and the number of the paper proves that past', async () => {
    const id = (await test.call('asset.register', { kind: 'hardware', values: { name: '比べる機器' } })).id;
    today += 1;
    const { revision, values } = await test.call('asset.get', { id });
    await test.call('asset.update', { id, revision, values: { note: '新しい備考' }, reason: '現物を確かめた' });
    const made = await test.job('ledger.difference', { from: dayOf(today - 1), to: dayOf(today) });
    expect(made).toMatchObject({ added: 0, removed: 0, changed: 1 });
    const sheets = await readBook(made.path);
    const rows = sheets.find(({ sheet }) => sheet === '変わった項目')!.data;
    const [head, row] = [
      rows.find((cells) => cells.includes('変更前'))!,
      rows.find((cells) => cells.includes('新しい備考'))!,
    ];
    const cell = (label: string) => row[head.indexOf(label)];
    expect(['資産番号', '項目', '変更前', '変更後', 'だれが', '理由'].map(cell)).toEqual([
      values['number'],
      '備考',
      null,
      '新しい備考',
      '主任 葦沼 恵',
      '現物を確かめた',
    ]);
    const number = (await test.call('output.list', {})).find((output) => output.outputId === made.outputId)!.number!;
    expect(await test.job('seal.check', { number })).toMatchObject({ verdict: 'contained' });
  });

  it('a day before the register began is refused in words; a difference from then on counts all as added', async () => {
    await expect(test.job('ledger.export', { filter: {}, asOf: '2026-03-31' })).rejects.toThrow('beforeBeginning');
    const stands = snapshots
      .get(0)!
      .get('asset')!
      .filter((row) => row.includes('"binned":0')).length;
    const made = await test.job('ledger.difference', { from: '2026-03-31', to: dayOf(0) });
    expect(made).toMatchObject({ added: stands, removed: 0, changed: 0 });
  });

  it('a clock that is set back puts nothing into a past that had ended', async () => {
    const yesterday = dayOf(today - 1);
    const before = past(yesterday);
    const now = today;
    today = 10;
    await test.call('asset.register', { kind: 'hardware', values: { name: '時計が戻った機器' } });
    today = now + 1;
    expect([...past(yesterday)]).toEqual([...before]);
    expect(JSON.stringify([...past(dayOf(10))])).not.toContain('時計が戻った機器');
    expect(JSON.stringify([...past(dayOf(today))])).toContain('時計が戻った機器');
  });
});

/** Counts the differences from the stored rows alone. */
function naive(from: Snapshot, to: Snapshot) {
  const assets = (of: Snapshot) => {
    const all = new Map<number, Record<string, unknown>>();
    for (const row of of.get('asset')!) {
      const asset = JSON.parse(row) as Record<string, unknown>;
      if (asset['binned'] === 1) continue;
      const own = of
        .get(`asset_${String(asset['kind'])}`)!
        .map((one) => JSON.parse(one) as Record<string, unknown>)
        .find((one) => one['asset_id'] === asset['id']);
      all.set(Number(asset['id']), { ...asset, ...own });
    }
    return all;
  };
  const [was, is] = [assets(from), assets(to)];
  const linksOf = (of: Snapshot, id: number) =>
    Map.groupBy(
      of
        .get('asset_link')!
        .map((row) => JSON.parse(row) as { type: string; from_id: number; to_id: number })
        .filter((link) => link.from_id === id),
      (link) => link.type,
    );
  const told = (links: readonly { to_id: number }[] | undefined) =>
    JSON.stringify((links ?? []).map((l) => l.to_id).sort());
  const apart = new Set(['revision', 'missing_count', 'kana_key', 'search_text', 'updated_on', 'updated_by']);
  let changed = 0;
  for (const [id, after] of is) {
    const before = was.get(id);
    if (!before) continue;
    changed += Object.keys(after).filter((column) => !apart.has(column) && before[column] !== after[column]).length;
    const [then, now] = [linksOf(from, id), linksOf(to, id)];
    changed += LINK_TYPE_IDS.filter((type) => told(then.get(type)) !== told(now.get(type))).length;
  }
  const only = (a: ReadonlyMap<number, unknown>, b: ReadonlyMap<number, unknown>) =>
    [...a.keys()].filter((id) => !b.has(id));
  return { added: only(is, was).length, removed: only(was, is).length, changed };
}
