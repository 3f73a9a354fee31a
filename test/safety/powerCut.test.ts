import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { closedRegister } from '../support/files.ts';
import { type Recorded, recordApp, type Write } from '../support/powerCut/app.ts';
import { type CutOptions, type CutResult, cutPower } from '../support/powerCut/cut.ts';
import { Driver } from '../support/powerCut/driver.ts';
import { Recorder } from '../support/powerCut/vfs.ts';
import { random } from '../support/random.ts';
import { patience, report, times } from '../support/scale.ts';
import { fillRegister, ROUNDS, type RoundName, type Tell } from '../support/writes.ts';

/**
 * P1 by crash-state replay (reliability.md §0.1). Nothing that a machine must have is needed, as the writes are not
 * watched from outside:
 *
 * 1. The app runs with the real driver, whose own hook gives every statement of the writing connection (driver.ts).
 * 2. The same statements run on the same version of SQLite as WebAssembly, over a disk of our own that notes every
 *    write, sync, length and name (vfs.ts). The replay is believed only because at every acknowledgement its pages are
 *    the app's, byte for byte, and its log holds the same pages in the same order.
 * 3. At points all over that record (at every one in `npm run torture`) the power is cut: what was not yet synced is there, is not, or is torn at 512 bytes,
 *    in any order (disk.ts). Each such disk is written to real files and opened with the real driver (check.ts, cut.ts).
 */
vi.mock('better-sqlite3', () => import('../support/powerCut/driver.ts'));

const { seed } = random();

let filled: string;
beforeAll(async () => {
  filled = await closedRegister(fillRegister);
});
afterAll(() => rmSync(filled, { recursive: true, force: true }));

/** One round of each of these, as often as said. */
const rounds =
  (names: readonly RoundName[], times = 1): Write =>
  async (test, tell) => {
    const own = random(seed);
    for (let i = 0; i < times; i += 1)
      for (const name of names) await ROUNDS[name](test, `${name}-${own.below(1e9)}`, tell, own);
  };

const QUICK = ['register', 'update', 'bulk', 'bin', 'link', 'undo', 'setting', 'operator', 'master'] as const;
const OTHERS = ['class', 'approval', 'scheme', 'sheet'] as const;

/** What is recorded, and how many states of it are checked in `npm test`; `npm run torture -- 20 powerCut` comes to more than 20,000. */
const WORKLOADS: Readonly<Record<string, { states: number; record: () => Promise<Recorded>; withReaders?: boolean }>> =
  {
    'single and bulk changes': { states: 180, record: () => recordApp(filled, rounds(QUICK)) },
    'the same with a checkpoint every 8 pages': {
      states: 160,
      record: () => recordApp(filled, rounds(QUICK), { pressure: { checkpointPages: 8 } }),
    },
    'classes, approvals, schemes, sheets': { states: 140, record: () => recordApp(filled, rounds(OTHERS)) },
    'closed and opened again': {
      states: 120,
      record: () => recordApp(filled, rounds(['register', 'link']), { sittings: 3 }),
    },
    'an import: one long transaction, the file grows': {
      states: 140,
      withReaders: true,
      record: () => recordApp(filled, rounds(['import'], 2), { pressure: { checkpointPages: 100 } }),
    },
    'the same with next to no memory: pages leave it before the commit': {
      states: 80,
      withReaders: true,
      record: () => recordApp(filled, rounds(['import'], 2), { pressure: { cachePages: 40, checkpointPages: 100 } }),
    },
    'ledgers and labels given out': {
      states: 120,
      withReaders: true,
      record: () => recordApp(filled, rounds(['export', 'labels']), { pressure: { checkpointPages: 20 } }),
    },
    'a move to another scheme': {
      states: 120,
      record: () => recordApp(filled, rounds(['move'], 5), { pressure: { checkpointPages: 50 } }),
    },
    'the set-up, from no file at all': {
      states: 120,
      record: () => recordApp(null, setUp),
    },
  };

function setUp(test: TestApp, tell: Tell): Promise<unknown> {
  const input = {
    unionName: '水郷地方環境衛生組合',
    groups: [{ label: '総務グループ', code: '01', bodyId: 'body.manager' }],
  };
  return tell({ type: 'register', token: '', whole: 1 }, () => test.call('register.create', input));
}

const sound = { lost: 0, half: 0, broken: 0, examples: [] };

describe('a power cut at any point', () => {
  it('is replayed on the very SQLite that the driver carries', async () => {
    const db = new Driver(':memory:');
    const { id } = db.prepare('select sqlite_source_id() as id').get() as { id: string };
    db.close();
    expect((await Recorder.load()).sourceId).toBe(id);
  });

  const sum = { states: 0, cuts: 0, acks: 0, starts: 0, lost: 0, half: 0, broken: 0 };
  const began = performance.now();
  afterAll(() => report('power cut, every kind of write', began, { seed, ...sum }));

  it.each(Object.entries(WORKLOADS))(
    'loses nothing that was acknowledged and leaves nothing half done: %s',
    async (_, { states, record: make, withReaders = false }) => {
      const { steps, start } = await make();
      const options: CutOptions = { states: times(states), random: random(seed), startEvery: 50, withReaders };
      const result = await cutPower(steps, start, options);
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += result[name];
      expect(result).toMatchObject(sound);
      expect(result.acks).toBeGreaterThan(0);
      expect(result.states).toBeGreaterThanOrEqual(times(states));
    },
    patience(120_000),
  );
});

describe('controls: the same check finds', () => {
  const STATES = times(150);
  let links: Recorded;
  beforeAll(async () => {
    links = await recordApp(filled, rounds(['link', 'bulk']), { pressure: { checkpointPages: 20 } });
  });
  const checked = async (more: Partial<CutOptions>): Promise<CutResult> =>
    cutPower(links.steps, links.start, { states: STATES, random: random(seed), ...more });
  const synchronous = (how: string) => (sql: string) => sql.replace(/synchronous = (FULL|2)/, `synchronous = ${how}`);

  it('nothing, where nothing was changed', async () => {
    expect(await checked({})).toMatchObject(sound);
  });

  it('acknowledged changes lost with synchronous = NORMAL, the default of the driver in WAL', async () => {
    const began = performance.now();
    const { lost, half, broken, states } = await checked({ edit: synchronous('NORMAL') });
    expect(lost).toBeGreaterThan(states / 10);
    report('control: power cut at synchronous = NORMAL', began, { seed, states, lost, half, broken });
  });

  it('registers that do not open with synchronous = OFF', async () => {
    expect((await checked({ edit: synchronous('OFF') })).broken).toBeGreaterThan(0);
  });

  it('an acknowledgement that comes before the commit', async () => {
    expect((await checked({ early: true })).lost).toBeGreaterThan(0);
  });

  it('a change that is not one transaction', async () => {
    const edit = (sql: string) => (/^(BEGIN|COMMIT)/i.test(sql) ? 'select 1' : sql);
    await expect(checked({ edit })).rejects.toThrow('transaction');
  });

  it('a replay that writes other pages, or at other times, than the app did', async () => {
    const pages = (sql: string) => sql.replace(/secure_delete = ON/, 'secure_delete = OFF');
    await expect(checked({ edit: pages })).rejects.toThrow('not what the app did');
    const times = (sql: string) => sql.replace(/wal_autocheckpoint = 20/, 'wal_autocheckpoint = 1000');
    await expect(checked({ edit: times })).rejects.toThrow("another log than the app's");
  });
});
