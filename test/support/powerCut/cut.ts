import { isDeepStrictEqual } from 'node:util';
import { verifyRegister } from '../../../core/register/verify.ts';
import { LATEST } from '../../../db/migrate.ts';
import { openReadOnly } from '../../../db/open.ts';
import type { ReadableDb } from '../../../db/types.ts';
import { openApp } from '../app.ts';
import type { Random } from '../random.ts';
import { Bench, type RegisterImage } from './check.ts';
import { Disk } from './disk.ts';
import type { Step } from './driver.ts';
import { frames } from './log.ts';
import { type Files, type Op, Recorder } from './vfs.ts';

export interface CutOptions {
  /** Disk states to check; with fewer than there are points to cut at, a part of the points, drawn by chance. */
  readonly states: number;
  readonly random: Random;
  /** Another statement in the place of one (control). */
  readonly edit?: (sql: string) => string;
  /** Takes everything for acknowledged as soon as it is asked for (control). */
  readonly early?: boolean;
  /**
   * Worker threads read the register meanwhile: a checkpoint may have had to wait for them, so that the app's log is
   * longer than the replay's. Its pages are compared all the same.
   */
  readonly withReaders?: boolean;
  /** What is asked for may take several transactions, each good in itself: the start of a newer app on an old register. */
  readonly manySteps?: boolean;
  /** Looks at each register that a transaction left, and at what the app made of it when it was started. */
  readonly inspect?: (db: ReadableDb) => void;
  /** Starts the whole app on one state in so many. */
  readonly startEvery?: number;
}

export interface CutResult {
  states: number;
  /** Points at which the power was cut. */
  cuts: number;
  acks: number;
  /** States in which the register stood before something that was acknowledged. */
  lost: number;
  /** States that open, but are neither the register before nor after a transaction. */
  half: number;
  /** States that do not open, or in which SQLite's own checks find something. */
  broken: number;
  /** States on which the whole app was started, went on working and verified. */
  starts: number;
  /** Schema versions that were found. */
  readonly versions: Set<number>;
  /** What went wrong first. */
  readonly examples: string[];
}

/** A transaction's end: the register as it must be from here on. */
interface Commit {
  readonly image: RegisterImage;
  /** False where there is no register for the app yet, only a file in the making: the set-up starts again. */
  readonly ready: boolean;
  readonly version: number;
}

/**
 * Cuts the power at the points of a recording and looks at what the disk may hold then: at least one state each where so
 * many are asked for, more where more is open. Each state is written to real files and opened with the real driver; it must be the register
 * exactly (byte for byte of its pages) as one transaction left it, and no older than what was acknowledged.
 * @throws when the replay is not what the app did: at an acknowledgement its pages, or the pages in its log, are not
 *   those that the app had
 */
export async function cutPower(steps: readonly Step[], start: Files, options: CutOptions): Promise<CutResult> {
  const recorder = await Recorder.load();
  const ops = recorder.replay(steps, start, options.edit);
  const bench = new Bench();
  try {
    const commits = await readCommits(ops, start, bench, options);
    return await cutEverywhere(ops, start, commits, bench, options);
  } finally {
    bench.remove();
  }
}

/** The register after each transaction, and at first; each checked whole, as the states are compared with them. */
async function readCommits(
  ops: readonly Op[],
  start: Files,
  bench: Bench,
  { withReaders, manySteps, inspect }: CutOptions,
): Promise<Commit[]> {
  const disk = new Disk(start);
  const commits: Commit[] = [];
  const add = async () => {
    bench.lay(disk.now());
    const image = bench.read();
    const before = commits.at(-1);
    const same = before?.image === image || (image && before?.image?.equals(image));
    const ready = same ? before!.ready : image !== null && (await isSoundRegister(bench, inspect));
    commits.push({ image, ready, version: image?.readUInt32BE(60) ?? 0 });
    if (ready && !same) seen += 1;
  };
  let seen = 0;
  await add();
  let asked = 0;
  for (const op of ops) {
    disk.apply(op);
    if (op.type === 'commit') await add();
    else if (op.type === 'ask') asked = seen;
    else if (op.type === 'ack') {
      if (!commits.at(-1)!.image?.equals(op.image)) throw new Error(`${op.what}: the replay is not what the app did`);
      const log = frames(disk.now().get('register.sqlite-wal'));
      if (!withReaders && !isDeepStrictEqual(log, op.log)) throw new Error(`${op.what}: another log than the app's`);
      // Whole or not at all: what is asked for once is one transaction.
      if (!manySteps && seen !== asked + 1) throw new Error(`${op.what}: ${seen - asked} transactions`);
    }
  }
  return commits;
}

/**
 * Checks what a transaction left: chain, history and rows must agree; a register of an older version must migrate.
 * @returns false for a file in which there is no register yet
 */
async function isSoundRegister(bench: Bench, inspect: CutOptions['inspect']): Promise<boolean> {
  const db = openReadOnly(bench.dir);
  try {
    if (db.prepare('select count(*) from register').pluck().get() === 0) return false;
    inspect?.(db);
    if (db.pragma('user_version', { simple: true }) === LATEST) {
      const { ok, problems } = verifyRegister(db, () => undefined);
      if (!ok) throw new Error(`after a transaction: ${JSON.stringify(problems)}`);
      return true;
    }
  } finally {
    db.close();
  }
  await startApp(bench, inspect);
  return true;
}

/** Starts the whole app on what lies there, works on in it and verifies it. @throws when any of this fails */
async function startApp(bench: Bench, inspect: CutOptions['inspect']): Promise<void> {
  bench.disturbed();
  const test = await openApp(bench.dir);
  try {
    const { state } = await test.call('register.status', {});
    if (state === 'new') await test.call('register.create', { unionName: '水郷地方環境衛生組合', groups: [] });
    await test.call('asset.register', { kind: 'hardware', values: { name: '停電のあと' } });
  } finally {
    await test.app.close();
  }
  const db = openReadOnly(bench.dir);
  try {
    const { ok, problems } = verifyRegister(db, () => undefined);
    if (!ok) throw new Error(JSON.stringify(problems));
    inspect?.(db);
  } finally {
    db.close();
  }
}

async function cutEverywhere(
  ops: readonly Op[],
  start: Files,
  commits: readonly Commit[],
  bench: Bench,
  options: CutOptions,
): Promise<CutResult> {
  const { states, random, startEvery = 0 } = options;
  const result: CutResult = {
    states: 0,
    cuts: ops.length,
    acks: ops.filter((op) => op.type === 'ack').length,
    lost: 0,
    half: 0,
    broken: 0,
    starts: 0,
    versions: new Set(),
    examples: [],
  };
  const wrong = (what: 'lost' | 'half' | 'broken', at: number, detail: string) => {
    result[what] += 1;
    if (result.examples.length < 5) result.examples.push(`${what} at ${at} (${ops[at]?.type ?? 'start'}): ${detail}`);
  };
  const check = async (files: Files, acknowledged: number, begun: number, at: number) => {
    result.states += 1;
    bench.lay(files);
    let image: RegisterImage;
    try {
      image = bench.read();
    } catch (error) {
      return wrong('broken', at, String(error));
    }
    const same = (commit: Commit) => commit.image === image || (image !== null && commit.image?.equals(image));
    const stands = commits.slice(acknowledged, begun + 1).find(same);
    if (!stands) {
      return wrong(commits.slice(0, acknowledged).some(same) ? 'lost' : 'half', at, `${acknowledged} to ${begun}`);
    }
    result.versions.add(stands.version);
    // A rollback journal is rare, and all that the app does not open by its own log.
    const journal = (files.get('register.sqlite-journal')?.length ?? 0) > 0;
    if (startEvery === 0 || (!journal && result.states % startEvery !== 0)) return;
    result.starts += 1;
    bench.lay(files);
    await startApp(bench, options.inspect).catch((error) => wrong('broken', at, String(error)));
  };

  const open = pendingAt(ops, start);
  const total = open.reduce((sum, pending) => sum + weight(pending), 0);
  const seen = ops.map(() => new Set<string>());
  const everywhere = states >= ops.length;
  const part = open.some((pending) => pending === 0) ? states / (states + open.filter((n) => n === 0).length) : 1;
  // A draw may come twice where little is open; what is missing then is drawn in another pass.
  for (let pass = 0, before = -1; result.states < states && result.states > before; pass += 1) {
    before = result.states;
    const missing = states - result.states;
    const disk = new Disk(start);
    const progress = { commits: 0, acknowledged: 0 };
    for (const [at, op] of ops.entries()) {
      disk.apply(op);
      if (op.type === 'commit') progress.commits += 1;
      if (op.type === (options.early ? 'ask' : 'ack'))
        progress.acknowledged = options.early ? Math.min(progress.commits + 1, commits.length - 1) : progress.commits;
      if (open[at] === 0 && pass > 0) continue;
      if (pass > 0 && result.states >= states) return result;
      const share = open[at] === 0 ? 1 : (missing * weight(open[at]!)) / total;
      const wanted = pass === 0 && !everywhere ? whole(share * part, random) : Math.ceil(share);
      for (let n = 0, tries = 0; n < wanted && tries < 4 * wanted; tries += 1) {
        const { files, key } = disk.state(random);
        if (seen[at]!.has(key)) continue;
        seen[at]!.add(key);
        n += 1;
        await check(files, progress.acknowledged, progress.commits + 1, at);
      }
    }
  }
  return result;
}

/** How much is not yet safe after each op. */
function pendingAt(ops: readonly Op[], start: Files): number[] {
  const disk = new Disk(start);
  return ops.map((op) => {
    disk.apply(op);
    return disk.pending;
  });
}

/** A whole number that is `share` on average. */
function whole(share: number, random: Random): number {
  return Math.floor(share) + (random.chance(share % 1) ? 1 : 0);
}

/** One write can be lost in few ways, many in many; beyond some they only repeat each other. */
function weight(pending: number): number {
  return Math.min(pending, 8);
}
