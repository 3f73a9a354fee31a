import { copyFileSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LATEST } from '../../db/migrate.ts';
import { registerExists } from '../../db/open.ts';
import { newRegister, openApp, tempDir } from '../support/app.ts';
import { bundleChild } from '../support/bundle.ts';
import { closedRegister, verifyNow, withSql } from '../support/files.ts';
import {
  type Durations,
  type Findings,
  inspectAfterKill,
  type Killed,
  type WriteOrder,
  writeAndKill,
} from '../support/killing.ts';
import { random } from '../support/random.ts';
import { patience, report, times } from '../support/torture.ts';
import { type Asked, fillRegister, found, ROUNDS, type RoundName, type Tell, WRITE_TYPES } from '../support/writes.ts';

/**
 * P1 by kill -9 (reliability.md T1a): a process writes and says what was acknowledged, and is killed somewhere in a
 * write, a commit, a checkpoint or the opening. What this cannot show, as the operating system lives on, is shown by
 * powerCut.test.ts.
 */

const FIXTURES = new URL('../fixtures/registers/', import.meta.url).pathname;
const QUICK = ['register', 'update', 'bulk', 'bin', 'link', 'undo', 'setting', 'operator', 'master', 'class'] as const;

/** Kills in a row on one register; then it is opened by the app and verified. */
const ROW = 20;
/** The history is replayed after so many kills, too. */
const VERIFY_EVERY = 5;

interface Series {
  readonly name: string;
  /** Rows of kills in `npm test`. */
  readonly rows: number;
  readonly rounds: readonly RoundName[];
  /** A kill comes in one of so many writes. */
  readonly writes: number;
}
const SERIES: readonly Series[] = [
  { name: 'changes', rows: 28, rounds: QUICK, writes: 8 },
  { name: 'schemes, sheets, approvals', rows: 5, rounds: ['scheme', 'sheet', 'approval'], writes: 6 },
  { name: 'imports', rows: 5, rounds: ['import'], writes: 2 },
  { name: 'ledgers and labels', rows: 3, rounds: ['export', 'labels'], writes: 4 },
  { name: 'moves', rows: 4, rounds: ['move'], writes: 6 },
];
const SET_UPS = 50;
const STARTS = 50;

const { seed } = random();
let child: URL;
let filled: string;
const dirs: string[] = [];
const newDir = () => {
  const dir = tempDir();
  dirs.push(dir);
  return dir;
};
beforeAll(async () => {
  child = await bundleChild(new URL('./children/writeRounds.ts', import.meta.url));
  filled = await closedRegister(fillRegister);
  dirs.push(filled);
});
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

const nothing = (): Findings => ({ kept: 0, undone: 0, problems: [] });
const durations: Durations = new Map();

/** Runs pieces of work side by side, two at a time: the writing process and this one are both busy. */
async function sideBySide(pieces: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...pieces];
  const lane = async () => {
    for (let piece = waiting.shift(); piece; piece = waiting.shift()) await piece();
  };
  await Promise.all([lane(), lane()]);
}

/** A row of kills on one copy of the filled register. Everything that was ever acknowledged is looked for at its end. */
async function killInARow(
  series: Series,
  row: number,
  tally: { kills: number; acknowledged: number; opening: number } & Findings,
  more: Partial<WriteOrder> = {},
): Promise<void> {
  const dir = newDir();
  cpSync(filled, dir, { recursive: true });
  const own = random(seed + 1000 * SERIES.indexOf(series) + row);
  const all: Asked[] = [];
  for (let i = 0; i < ROW; i += 1) {
    const order: WriteOrder = {
      dir,
      token: `${row}-${i}`,
      seed: own.below(1e9),
      rounds: series.rounds,
      // The first ones with the app's own setting.
      checkpointPages: own.pick([1000, 4, 16, 64]),
      ...more,
    };
    const killed = await writeAndKill(child, order, { writes: series.writes, durations, random: own });
    inspectAfterKill(dir, killed, tally);
    all.push(...killed.acknowledged);
    tally.kills += 1;
    tally.acknowledged += killed.acknowledged.length;
    if (killed.acknowledged.length === 0 && !killed.open) tally.opening += 1;
    if (i % VERIFY_EVERY === VERIFY_EVERY - 1) verified(dir, tally);
  }
  const test = await openApp(dir);
  await test.call('asset.register', { kind: 'hardware', values: { name: '続きの資産' } });
  await test.app.close();
  inspectAfterKill(dir, { acknowledged: all, open: null }, tally);
  verified(dir, tally);
  rmSync(dir, { recursive: true });
}

/** Does the history tell the same story as the rows, and is its chain whole? */
function verified(dir: string, findings: Findings): void {
  const { ok, problems } = verifyNow(dir);
  if (!ok) findings.problems.push(JSON.stringify(problems));
}

describe('what a kill is looked for with', () => {
  it('gives nothing before a write and all of it after it, for every kind of write', async () => {
    const test = await newRegister();
    await fillRegister(test);
    const seen = new Set<string>();
    const tell: Tell = async (asked, ask) => {
      expect([asked.type, withSql(test.dir, (db) => found(db, asked))]).toEqual([asked.type, 0]);
      const answer = await ask();
      expect([asked.type, withSql(test.dir, (db) => found(db, asked))]).toEqual([asked.type, asked.whole]);
      seen.add(asked.type);
      return answer;
    };
    const own = random(seed);
    for (const [name, round] of Object.entries(ROUNDS)) {
      if (name === 'approval') continue;
      for (let i = 0; i < (name === 'move' ? 12 : 2); i += 1) await round(test, `${name}-${i}`, tell, own);
    }
    await ROUNDS.approval(test, 'approval', tell, own);
    await test.close();
    // Set-ups and starts have tests of their own.
    expect([...seen].sort()).toEqual(WRITE_TYPES.filter((type) => type !== 'setUp' && type !== 'start').sort());
  });
});

describe('kill -9', () => {
  it(
    'in any write loses nothing that was acknowledged and leaves nothing half done',
    async () => {
      const began = performance.now();
      const tally = { kills: 0, acknowledged: 0, opening: 0, ...nothing() };
      await sideBySide(
        SERIES.flatMap((series) =>
          Array.from({ length: times(series.rows) }, (_, row) => () => killInARow(series, row, tally)),
        ),
      );
      const { problems, ...figures } = tally;
      report('kill -9 in any write', began, { seed, ...figures, problems: problems.length });
      expect(problems.slice(0, 5)).toEqual([]);
      // Kills fell into writes, on both sides of the commit.
      expect(tally.kept).toBeGreaterThan(0);
      expect(tally.undone).toBeGreaterThan(0);
      expect(tally.acknowledged).toBeGreaterThan(tally.kills);
    },
    patience(300_000),
  );

  it(
    'in a set-up leaves none or a whole one, and it can be done again',
    async () => {
      const began = performance.now();
      const findings = nothing();
      const own = random(seed);
      const one = async (i: number) => {
        const dir = newDir();
        const order: WriteOrder = { dir, token: `組合${i}`, seed, rounds: QUICK, begin: 'setUp' };
        const killed = await writeAndKill(child, order, { writes: 1, durations, random: own });
        if (registerExists(dir)) inspectAfterKill(dir, killed, findings);
        else if (killed.acknowledged.length > 0) findings.problems.push(`lost: ${order.token}`);
        else findings.undone += 1;
        const test = await openApp(dir);
        const { state } = await test.call('register.status', {});
        if (state === 'new') await test.call('register.create', { unionName: '別の組合', groups: [] });
        await test.app.close();
        verified(dir, findings);
        rmSync(dir, { recursive: true });
      };
      await sideBySide(Array.from({ length: times(SET_UPS) }, (_, i) => () => one(i)));
      const { problems, ...figures } = findings;
      report('kill -9 in a set-up', began, { seed, kills: times(SET_UPS), ...figures, problems: problems.length });
      expect(problems.slice(0, 5)).toEqual([]);
      expect(findings.undone).toBeGreaterThan(0);
    },
    patience(60_000),
  );

  it(
    'in the start on an older register leaves the old or the new one, and the next start succeeds',
    async () => {
      const began = performance.now();
      const findings = nothing();
      const own = random(seed);
      const older = readdirSync(FIXTURES).filter(
        (name) => name.endsWith('.sqlite') && Number(/v(\d+)/.exec(name)![1]) < LATEST,
      );
      const one = async (name: string) => {
        const dir = newDir();
        copyFileSync(join(FIXTURES, name), join(dir, 'register.sqlite'));
        const before = withSql(dir, contents);
        const order: WriteOrder = { dir, token: name, seed, rounds: QUICK, begin: 'migrate' };
        const killed = await writeAndKill(child, order, { writes: 1, durations, random: own });
        inspectAfterMigration(dir, killed, before, findings);
        const test = await openApp(dir);
        await test.app.close();
        verified(dir, findings);
        expect(withSql(dir, contents).assets).toEqual(before.assets);
        rmSync(dir, { recursive: true });
      };
      await sideBySide(Array.from({ length: times(STARTS) }, (_, i) => () => one(older[i % older.length]!)));
      const { problems, ...figures } = findings;
      report('kill -9 in a migration', began, { seed, kills: times(STARTS), ...figures, problems: problems.length });
      expect(problems.slice(0, 5)).toEqual([]);
      expect(findings.kept + findings.undone).toBeGreaterThan(0);
    },
    patience(60_000),
  );
});

/** What stands in a register of any version, and the number of that version. */
function contents(db: Database.Database) {
  return {
    version: db.pragma('user_version', { simple: true }) as number,
    assets: db.prepare('select id, number, kind, name, note from asset order by id').all(),
    history: db.prepare("select entity, entity_id, field, after from history where field is not '$row'").all(),
  };
}

function inspectAfterMigration(
  dir: string,
  killed: Killed,
  before: ReturnType<typeof contents>,
  findings: Findings,
): void {
  const now = withSql(dir, contents);
  if (now.version === before.version) {
    if (killed.acknowledged.length > 0) findings.problems.push('lost: the new version');
    expect(now).toEqual(before);
    findings.undone += 1;
    return;
  }
  if (now.version !== LATEST) findings.problems.push(`between: version ${now.version}`);
  expect(now.assets).toEqual(before.assets);
  findings.kept += 1;
  verified(dir, findings);
  if (!hasWholeBackup(dir, before.version)) findings.problems.push('the new version without a backup of the old one');
}

/** A copy of the register as it was before, sound and readable. */
function hasWholeBackup(dir: string, version: number): boolean {
  const folder = join(dir, 'backups');
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => {
    const db = new Database(join(folder, name), { readonly: true });
    try {
      return (
        db.pragma('user_version', { simple: true }) === version &&
        db.pragma('integrity_check', { simple: true }) === 'ok'
      );
    } catch {
      return false;
    } finally {
      db.close();
    }
  });
}

describe('controls: the same check finds', () => {
  const cheating = async (cheat: NonNullable<WriteOrder['cheat']>): Promise<string> => {
    const series = SERIES[0]!;
    for (let row = 0; row < 10; row += 1) {
      const tally = { kills: 0, acknowledged: 0, opening: 0, ...nothing() };
      await killInARow(series, row, tally, { cheat, rounds: ['bulk'] });
      if (tally.problems.length > 0) return tally.problems.join('\n');
    }
    return '';
  };

  it('an acknowledgement that comes before the commit', async () => {
    expect(await cheating('early')).toMatch(/^lost: /m);
  });

  it('a change in two transactions', async () => {
    expect(await cheating('split')).toMatch(/^half: /m);
  });
});
