import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readFolder } from '../../core/backup/folder.ts';
import { backupFolder } from '../../core/backup/place.ts';
import { checkChain } from '../../core/history/checkChain.ts';
import { integrityProblems, openReadOnly } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { Random } from './random.ts';
import { type Asked, found, type RoundName, type WriteType } from './writes.ts';

/** What a writing process does with one register. */
export interface RegisterOrder {
  readonly dir: string;
  /** Begins every token of this process in this register. */
  readonly token: string;
  readonly seed: number;
  readonly rounds: readonly RoundName[];
  /** The first write: the set-up of a new register, or the start on an older one. */
  readonly begin?: 'setUp' | 'migrate';
}

/**
 * What a writing process is told to do (test/safety/children/writeRounds.ts). Starting Node costs five times as much as
 * opening a register, so one process works on several: each with an app of its own, that opens it, writes and dies.
 */
export interface WriteOrder {
  readonly registers: readonly RegisterOrder[];
  readonly checkpointPages?: number;
  readonly cheat?: 'early' | 'split';
}

/** What a killed process had said of one register. */
export interface Killed {
  readonly acknowledged: readonly Asked[];
  /** Asked for when the kill came: may have happened, or not. */
  readonly open: Asked | null;
  /** The kill came before the register was open. */
  readonly opening: boolean;
}

/** How long each kind of write takes, in ms: learned, so that kills fall anywhere into one. */
export type Durations = Map<WriteType, number>;

/** One process in so many is killed while it opens its registers. */
const OPENING = 0.08;

/**
 * Starts a writing process and kills it (SIGKILL) somewhere in one of the first `writes` writes in one of its registers,
 * or just behind it; now and then while it is still opening them.
 * @returns what it had said of each register, in their order
 * @throws with what it wrote to stderr when it ends by itself
 */
export function writeAndKill(
  child: URL,
  order: WriteOrder,
  { writes, durations, random }: { writes: number; durations: Durations; random: Random },
): Promise<Killed[]> {
  const process_ = spawn(process.execPath, [child.pathname, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => process_.kill('SIGKILL');
  const said = order.registers.map(() => ({ acknowledged: [] as Asked[], open: null as Asked | null, opening: true }));
  const askedAt = said.map(() => 0);
  const aim = random.below(said.length);
  const inWrite = 1 + random.below(writes);
  let asked = 0;
  let lines = 0;
  const inLine = random.chance(OPENING) && !order.registers[0]!.begin ? random.below(said.length + 1) : -1;
  const hear = (line: string) => {
    if (lines === inLine) after(random.next() * 20, kill);
    lines += 1;
    const [which = '', mark = ''] = line.split(' ', 2);
    const register = said[Number(which)];
    if (!register) return;
    if (mark === 'open') register.opening = false;
    else if (mark === '?') {
      const write = JSON.parse(line.slice(which.length + 3)) as Asked;
      register.open = write;
      askedAt[Number(which)] = performance.now();
      if (Number(which) === aim) asked += 1;
      // Waits as long as such a write takes and a little more, so that its end is met as often as its beginning.
      if (Number(which) === aim && asked === inWrite)
        after(random.next() * 1.2 * (durations.get(write.type) ?? 5), kill);
    } else if (register.open) {
      const took = performance.now() - askedAt[Number(which)]!;
      const { type } = register.open;
      durations.set(type, 0.8 * (durations.get(type) ?? took) + 0.2 * took);
      register.acknowledged.push(register.open);
      register.open = null;
    }
  };
  let errors = '';
  process_.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  let rest = '';
  process_.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const all = (rest + chunk).split('\n');
    rest = all.pop() ?? '';
    for (const line of all) hear(line);
  });
  const { promise, resolve: done, reject } = Promise.withResolvers<Killed[]>();
  process_.on('error', reject);
  process_.on('close', (_code, signal) => {
    if (signal === 'SIGKILL') done(said);
    else reject(new Error(`the writing process ended by itself: ${errors}`));
  });
  return promise;
}

/** Calls `work` in so many ms, to a fraction of one: timers alone are too coarse for a write of one ms. */
function after(ms: number, work: () => void): void {
  const until = performance.now() + ms;
  const spin = () => {
    while (performance.now() < until);
    work();
  };
  if (ms < 2) spin();
  else setTimeout(spin, ms - 1.5);
}

/** What kills left; `problems` must stay empty. */
export interface Findings {
  /** Asked for and not acknowledged, and there in whole; and not there at all. */
  kept: number;
  undone: number;
  readonly problems: string[];
}

/**
 * Looks at the register after a kill: the file is sound, its history an unbroken chain, what was acknowledged is there in
 * whole, what was open is there in whole or not at all, and so is every file that was given out and every backup.
 *
 * @param soundness `later`: the file and the chain are looked at by the next opening, as the app does it
 */
export function inspectAfterKill(
  dir: string,
  { acknowledged, open }: Pick<Killed, 'acknowledged' | 'open'>,
  findings: Findings,
  soundness: 'now' | 'later' = 'now',
): void {
  const db = openReadOnly(dir);
  try {
    if (soundness === 'now') {
      findings.problems.push(...integrityProblems(db));
      const { firstBad } = checkChain(db);
      if (firstBad) findings.problems.push(`chain: ${firstBad.message}`);
    }
    inspectWrites(db, { acknowledged, open }, findings);
    findings.problems.push(...halfOutputs(dir, db));
    for (const name of readFolder(backupFolder(dir)).unreadable) findings.problems.push(`half a backup: ${name}`);
  } finally {
    db.close();
  }
}

/** What was acknowledged is there in whole; what was open, in whole or not at all. */
export function inspectWrites(
  db: ReadableDb,
  { acknowledged, open }: Pick<Killed, 'acknowledged' | 'open'>,
  findings: Findings,
): void {
  for (const asked of acknowledged) {
    const there = found(db, asked);
    if (there !== asked.whole)
      findings.problems.push(`${there === 0 ? 'lost' : 'half'}: ${JSON.stringify(asked)}, ${there} there`);
  }
  if (open) {
    const there = found(db, open);
    if (there === open.whole) findings.kept += 1;
    else if (there === 0) findings.undone += 1;
    else findings.problems.push(`half: ${JSON.stringify(open)}, ${there} there`);
  }
}

function halfOutputs(dir: string, db: ReadableDb): string[] {
  const outputs = db.prepare('select path, bytes from output').all() as { path: string; bytes: number }[];
  return outputs
    .map(({ path, bytes }) => ({ path: resolve(dir, path), bytes }))
    .filter(({ path, bytes }) => !existsSync(path) || statSync(path).size !== bytes)
    .map(({ path }) => `given out, but not there in whole: ${path}`);
}
