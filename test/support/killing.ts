import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { integrityProblems, openReadOnly } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { Random } from './random.ts';
import { type Asked, found, type RoundName, type WriteType } from './writes.ts';

/** What a writing process is told to do (test/safety/children/writeRounds.ts). */
export interface WriteOrder {
  readonly dir: string;
  /** Begins every token of this process. */
  readonly token: string;
  readonly seed: number;
  readonly rounds: readonly RoundName[];
  /** The first write: the set-up of a new register, or the start on an older one. */
  readonly begin?: 'setUp' | 'migrate';
  readonly checkpointPages?: number;
  readonly cheat?: 'early' | 'split';
}

/** What a killed process had said. */
export interface Killed {
  readonly acknowledged: readonly Asked[];
  /** Asked for when the kill came: may have happened, or not. */
  readonly open: Asked | null;
}

/** How long each kind of write takes, in ms: learned, so that kills fall anywhere into one. */
export type Durations = Map<WriteType, number>;

/**
 * Starts a writing process and kills it (SIGKILL) somewhere in one of its first `writes` writes, or just behind it; now
 * and then while it is still opening the register.
 * @throws with what it wrote to stderr when it ends by itself
 */
export function writeAndKill(
  child: URL,
  order: WriteOrder,
  { writes, durations, random }: { writes: number; durations: Durations; random: Random },
): Promise<Killed> {
  const process_ = spawn(process.execPath, [child.pathname, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => process_.kill('SIGKILL');
  const acknowledged: Asked[] = [];
  let open: Asked | null = null;
  let askedAt = 0;
  let asked = 0;
  const inWrite = 1 + random.below(writes);
  if (!order.begin && random.chance(0.04)) setTimeout(kill, 40 + random.below(100));
  let errors = '';
  process_.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  let rest = '';
  process_.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('? ')) {
        open = JSON.parse(line.slice(2)) as Asked;
        askedAt = performance.now();
        asked += 1;
        // Waits as long as such a write takes and a little more, so that its end is met as often as its beginning.
        if (asked === inWrite) after(random.next() * 1.2 * (durations.get(open.type) ?? 5), kill);
      } else if (line === '!' && open) {
        const took = performance.now() - askedAt;
        durations.set(open.type, 0.8 * (durations.get(open.type) ?? took) + 0.2 * took);
        acknowledged.push(open);
        open = null;
      }
    }
  });
  const { promise, resolve, reject } = Promise.withResolvers<Killed>();
  process_.on('error', reject);
  process_.on('close', (_code, signal) => {
    if (signal === 'SIGKILL') resolve({ acknowledged, open });
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

/** What a kill left; everything but the first two must stay empty. */
export interface Findings {
  /** Asked for and not acknowledged, and there in whole; and not there at all. */
  kept: number;
  undone: number;
  readonly problems: string[];
}

/**
 * Looks at the register after a kill: the file is sound, what was acknowledged is there in whole, what was open is there
 * in whole or not at all, and every file that was given out is there in its whole length.
 */
export function inspectAfterKill(dir: string, { acknowledged, open }: Killed, findings: Findings): void {
  const db = openReadOnly(dir);
  try {
    findings.problems.push(...integrityProblems(db));
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
    findings.problems.push(...halfOutputs(db));
  } finally {
    db.close();
  }
}

function halfOutputs(db: ReadableDb): string[] {
  const outputs = db.prepare('select path, bytes from output').all() as { path: string; bytes: number }[];
  return outputs
    .filter(({ path, bytes }) => !existsSync(path) || statSync(path).size !== bytes)
    .map(({ path }) => `given out, but not there in whole: ${path}`);
}
