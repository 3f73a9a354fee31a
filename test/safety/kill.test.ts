import { copyFileSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFolder } from '../../core/backup/folder.ts';
import { readBack } from '../../core/backup/make.ts';
import { backupFolder } from '../../core/backup/place.ts';
import { LATEST } from '../../db/migrate.ts';
import { registerExists } from '../../db/open.ts';
import { newRegister, openApp, tempDir } from '../support/app.ts';
import { bundleChild } from '../support/bundle.ts';
import { damageName } from '../support/damage.ts';
import { closedRegister, verifyNow, withSql } from '../support/files.ts';
import {
  type Durations,
  type Findings,
  inspectAfterKill,
  inspectWrites,
  type Killed,
  type RegisterOrder,
  type WriteOrder,
  writeAndKill,
} from '../support/killing.ts';
import { random } from '../support/random.ts';
import { patience, report, times } from '../support/scale.ts';
import { type Asked, fillRegister, found, ROUNDS, type RoundName, type Tell, WRITE_TYPES } from '../support/writes.ts';

/**
 * P1 by kill -9 (reliability.md T1a): a process writes into some registers and says what was acknowledged, and is killed
 * somewhere in a write, a commit, a checkpoint or the opening; the next process opens them as the app does, and writes
 * on. What this cannot show, as the operating system lives on, is shown by powerCut.test.ts.
 *
 * A cycle is one register's: opened, written, its process killed, looked at. 1,000 of them come from fewer signals, as
 * one process writes into several registers at a time; `npm run torture -- 15 kill` sends more than 1,000 signals.
 */

const FIXTURES = new URL('../fixtures/registers/', import.meta.url).pathname;
const QUICK = ['register', 'update', 'bulk', 'bin', 'link', 'undo', 'setting', 'operator', 'master', 'class'] as const;

interface Series {
  readonly name: string;
  /** Rows of kills in `npm test`, which come to 1,000 cycles. */
  readonly rows: number;
  /** Kills in a row on the same registers. */
  readonly kills: number;
  /** Registers that one process works on. */
  readonly together: number;
  readonly rounds: readonly RoundName[];
}
const SERIES: readonly Series[] = [
  { name: 'changes', rows: 2, kills: 20, together: 16, rounds: QUICK },
  { name: 'schemes', rows: 1, kills: 10, together: 16, rounds: ['scheme', 'sheet', 'approval'] },
  { name: 'moves', rows: 1, kills: 5, together: 16, rounds: ['move'] },
  { name: 'imports', rows: 1, kills: 4, together: 4, rounds: ['import'] },
  { name: 'given out', rows: 1, kills: 3, together: 4, rounds: ['export', 'labels', 'seal'] },
  { name: 'backups', rows: 1, kills: 3, together: 4, rounds: ['large', 'backup', 'restoreBackup'] },
];
/** A kill comes in one of so many writes of the register at which it is aimed. */
const WRITES = 3;
const SET_UPS = 48;
const STARTS = 32;
/** Of those, in one process. */
const TOGETHER = { setUp: 16, migrate: 8 } as const;
const CYCLES = SERIES.reduce((sum, { rows, kills, together }) => sum + rows * kills * together, SET_UPS + STARTS);

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

/** The time of a migration is guessed at first: those of one process end one after the other, and none before a short one. */
const durations: Durations = new Map([['start', 200]]);

/** Runs pieces of work side by side, two at a time: the writing process and this one are both busy. */
async function sideBySide(pieces: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...pieces];
  const lane = async () => {
    for (let piece = waiting.shift(); piece; piece = waiting.shift()) await piece();
  };
  await Promise.all([lane(), lane()]);
}

interface Tally extends Findings {
  /** Registers whose process was killed. */
  cycles: number;
  signals: number;
  acknowledged: number;
  /** Cycles that ended before the register was open. */
  opening: number;
}
const newTally = (): Tally => ({
  cycles: 0,
  signals: 0,
  acknowledged: 0,
  opening: 0,
  kept: 0,
  undone: 0,
  problems: [],
});

/** A row of kills on copies of the filled register. Everything that was ever acknowledged is looked for at its end. */
async function killInARow(series: Series, row: number, tally: Tally, cheat?: WriteOrder['cheat']): Promise<void> {
  const own = random(seed + 1000 * SERIES.indexOf(series) + row);
  const places = Array.from({ length: series.together }, () => ({ dir: newDir(), all: [] as Asked[] }));
  for (const { dir } of places) cpSync(filled, dir, { recursive: true });
  for (let i = 0; i < series.kills; i += 1) {
    const order: WriteOrder = {
      registers: places.map(({ dir }) => ({
        dir,
        token: `${row}-${i}`,
        seed: own.below(1e9),
        rounds: series.rounds,
      })),
      // The first one is the app's own setting.
      checkpointPages: own.pick([1000, 4, 16, 64]),
      ...(cheat ? { cheat } : {}),
    };
    const killed = await writeAndKill(child, order, { writes: WRITES, durations, random: own });
    tally.signals += 1;
    for (const [which, { dir, all }] of places.entries()) count(dir, all, killed[which]!, tally);
  }
  for (const { dir, all } of places) {
    const test = await openApp(dir);
    await test.call('asset.register', { kind: 'hardware', values: { name: '続きの資産' } });
    await test.app.close();
    inspectAfterKill(dir, { acknowledged: all, open: null }, tally);
    verified(dir, tally);
    rmSync(dir, { recursive: true });
  }
}

function count(dir: string, all: Asked[], killed: Killed, tally: Tally): void {
  // The process of the next kill looks at file, chain and every table before it writes, and ends by itself when they are
  // not sound.
  inspectAfterKill(dir, killed, tally, 'later');
  all.push(...killed.acknowledged);
  tally.cycles += 1;
  tally.acknowledged += killed.acknowledged.length;
  if (killed.opening) tally.opening += 1;
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
      const often = name === 'move' ? 12 : name === 'bin' ? 2 : 1;
      // Chance says how a move ends: until it has ended in both ways.
      const ends = name === 'move' ? ['moveFinish', 'moveAbandon'] : [];
      for (let i = 0; i < often || (i < 80 && !ends.every((end) => seen.has(end))); i += 1)
        await round(test, `${name}-${i}`, tell, own);
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
      const tally = newTally();
      await sideBySide(
        SERIES.flatMap((series) =>
          Array.from({ length: times(series.rows) }, (_, row) => () => killInARow(series, row, tally)),
        ),
      );
      told('kill -9 in any write', began, tally);
      // Kills fell into writes, on both sides of the commit.
      expect(tally.kept).toBeGreaterThan(0);
      expect(tally.undone).toBeGreaterThan(0);
      expect(tally.acknowledged).toBeGreaterThan(tally.cycles);
    },
    patience(600_000),
  );

  it(
    'in a set-up leaves none or a whole one, and it can be done again',
    async () => {
      const began = performance.now();
      const tally = newTally();
      const inspect = async ({ dir, token }: RegisterOrder, killed: Killed) => {
        if (registerExists(dir)) inspectAfterKill(dir, killed, tally);
        else if (killed.acknowledged.length > 0) tally.problems.push(`lost: ${token}`);
        else tally.undone += 1;
        const test = await openApp(dir);
        const { state } = await test.call('register.status', {});
        if (state === 'new') await test.call('register.create', { unionName: '別の組合', groups: [] });
        await test.app.close();
        verified(dir, tally);
      };
      await atFirstWrite('setUp', times(SET_UPS), (i) => `組合${i}`, inspect, tally);
      told('kill -9 in a set-up', began, tally);
      expect(tally.undone).toBeGreaterThan(0);
    },
    patience(180_000),
  );

  it(
    'in the start on an older register leaves the old or the new one, and the next start succeeds',
    async () => {
      const began = performance.now();
      const tally = newTally();
      const older = readdirSync(FIXTURES).filter(
        (name) => name.endsWith('.sqlite') && Number(/v(\d+)/.exec(name)![1]) < LATEST,
      );
      const before = new Map<string, ReturnType<typeof contents>>();
      const prepare = (i: number, dir: string) => {
        const token = older[i % older.length]!;
        copyFileSync(join(FIXTURES, token), join(dir, 'register.sqlite'));
        before.set(token, withSql(dir, contents));
        return token;
      };
      const inspect = async ({ dir, token }: RegisterOrder, killed: Killed) => {
        inspectAfterMigration(dir, killed, before.get(token)!, tally);
        const test = await openApp(dir);
        await test.app.close();
        verified(dir, tally);
        expect(olderAssets(withSql(dir, contents), killed)).toEqual(before.get(token)!.assets);
      };
      await atFirstWrite('migrate', times(STARTS), prepare, inspect, tally);
      told('kill -9 in a migration', began, tally);
      expect(tally.undone).toBeGreaterThan(0);
    },
    patience(180_000),
  );

  it('has come to so many cycles', () => {
    expect(CYCLES).toBeGreaterThanOrEqual(1000);
  });
});

function told(what: string, began: number, { problems, ...figures }: Tally): void {
  report(what, began, { seed, ...figures, problems: problems.length });
  expect(problems.slice(0, 5)).toEqual([]);
}

/**
 * Kills in the first write, each register once.
 * @param prepare puts into the folder what is to be there; gives the token
 */
async function atFirstWrite(
  begin: keyof typeof TOGETHER,
  cycles: number,
  prepare: (i: number, dir: string) => string,
  inspect: (order: RegisterOrder, killed: Killed) => Promise<void>,
  tally: Tally,
): Promise<void> {
  const own = random(seed);
  const one = async (from: number) => {
    const registers = Array.from({ length: TOGETHER[begin] }, (_, i): RegisterOrder => {
      const dir = newDir();
      return { dir, seed: own.below(1e9), rounds: ['register'], begin, token: prepare(from + i, dir) };
    });
    const killed = await writeAndKill(child, { registers }, { writes: 1, durations, random: own });
    tally.signals += 1;
    for (const [i, order] of registers.entries()) {
      tally.cycles += 1;
      tally.acknowledged += killed[i]!.acknowledged.length;
      await inspect(order, killed[i]!);
      rmSync(order.dir, { recursive: true });
    }
  };
  const starts = Array.from({ length: Math.ceil(cycles / TOGETHER[begin]) }, (_, i) => () => one(i * TOGETHER[begin]));
  await sideBySide(starts);
}

/** What stands in a register of any version, and the number of that version. */
function contents(db: Database.Database) {
  return {
    version: db.pragma('user_version', { simple: true }) as number,
    assets: db.prepare('select id, number, kind, name, note from asset order by id').all() as { name: string }[],
    history: db.prepare("select entity, entity_id, field, after from history where field is not '$row'").all(),
  };
}

/** The assets without those that the process registered after its start: the kill was aimed at another of its registers. */
function olderAssets({ assets }: ReturnType<typeof contents>, { acknowledged, open }: Killed) {
  const asked = new Set([...acknowledged, ...(open ? [open] : [])].map(({ token }) => token));
  return assets.filter(({ name }) => !asked.has(name));
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
  expect(olderAssets(now, killed)).toEqual(before.assets);
  withSql(dir, (db) => inspectWrites(db, killed, findings));
  verified(dir, findings);
  if (!hasWholeBackup(dir, before.version)) findings.problems.push('the new version without a backup of the old one');
}

/** A backup of the register as it was before, that can be read back whole. */
function hasWholeBackup(dir: string, version: number): boolean {
  const { backups, unreadable } = readFolder(backupFolder(dir));
  expect(unreadable).toEqual([]);
  const before = backups.find(({ manifest }) => manifest.why === 'migration' && manifest.schemaVersion === version);
  if (before) readBack(before.path, null);
  return before !== undefined;
}

describe('controls: the same check finds', () => {
  const BULK: Series = { name: 'control', rows: 1, kills: 3, together: 4, rounds: ['bulk'] };
  const cheating = async (cheat: NonNullable<WriteOrder['cheat']>): Promise<string> => {
    for (let row = 0; row < 30; row += 1) {
      const tally = newTally();
      await killInARow(BULK, row, tally, cheat);
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

  it('a file that is not sound, at the next opening: the writing process ends by itself', async () => {
    const dir = newDir();
    cpSync(filled, dir, { recursive: true });
    damageName(dir, '媒体1');
    const order: WriteOrder = { registers: [{ dir, token: 'x', seed, rounds: ['register'] }] };
    const killing = writeAndKill(child, order, {
      writes: 1,
      durations,
      random: { ...random(seed), chance: () => false },
    });
    await expect(killing).rejects.toThrow(/ended by itself: .*is damaged/s);
  });
});
