import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { VerifyResult } from '../../contract/register.ts';
import { createApp } from '../../core/app.ts';
import { LONGEST_BLOCK_MS } from './eventLoop.ts';
import type { Figure } from './figures.ts';
import type { MeasureInput } from './measures.ts';
import { call, copyRegister, quietPorts } from './register.ts';
import { cancelledAt, type Moment, watched } from './steps.ts';

const CANCEL_MS = 1000;

const MOMENTS: readonly Moment[] = [
  { name: 'while SQLite checks the file', when: ({ phase }) => phase === 'ファイルの検査', afterMs: 100 },
  { name: 'in the chain', when: ({ phase, done }) => phase === '履歴の検査' && done > 0 },
  { name: 'in the replay', when: ({ phase, done }) => phase === '資産と履歴の突き合わせ' && done > 0 },
];

/** The whole history checked as the screen does it, in a worker, with progress; then cancelled at several moments. */
export async function measureVerify({ dir }: MeasureInput): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    const app = await createApp({ dataDir: copy, ports: quietPorts, who: 'bench' });
    // Waits for the check of the start, so that it does not run beside this one.
    await call(app, 'operator.set', { name: '葦沼 恵', post: '主任' });
    const { result, ...step } = await watched<VerifyResult>(app, 'register.verify', {});
    if (!result.ok) throw new Error(`the register does not verify: ${JSON.stringify(result.problems.slice(0, 3))}`);
    const cancels: Figure[] = [];
    for (const moment of MOMENTS) {
      const ms = await cancelledAt(app, 'register.verify', {}, moment);
      if (ms === null) continue;
      cancels.push({ name: `  cancelled ${moment.name}`, unit: 'ms', ours: ms, aim: CANCEL_MS });
    }
    await app.close();
    return [
      {
        name: `verify ${result.historyRows} history entries of ${result.assets} assets`,
        unit: 'ms',
        ours: step.ms,
        reference: { what: "SQLite's own checks of the file alone", value: sqliteAlone(copy) },
      },
      { name: '  CPU time of all threads', unit: 'ms', ours: step.cpuMs },
      {
        name: '  for each entry',
        unit: 'µs',
        ours: (step.ms / result.historyRows) * 1000,
      },
      {
        name: '  longest time without a report',
        unit: 'ms',
        ours: step.silence,
        note: `${step.reports} reports`,
      },
      { name: '  longest block of the main thread', unit: 'ms', ours: step.block, aim: LONGEST_BLOCK_MS },
      { name: '  peak memory of the process', unit: 'MiB', ours: step.peak },
      ...cancels,
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function sqliteAlone(dir: string): number {
  const db = new Database(join(dir, 'register.sqlite'), { readonly: true });
  const from = performance.now();
  db.pragma('integrity_check(20)');
  db.pragma('foreign_key_check');
  const ms = performance.now() - from;
  db.close();
  return ms;
}
