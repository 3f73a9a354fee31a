import { rmSync } from 'node:fs';
import type { LedgerResult } from '../../contract/ledger.ts';
import { createApp } from '../../core/app.ts';
import { deflateTime } from './deflate.ts';
import { LONGEST_BLOCK_MS } from './eventLoop.ts';
import type { Figure } from './figures.ts';
import type { MeasureInput } from './measures.ts';
import { call, copyRegister, quietPorts } from './register.ts';
import { watched } from './steps.ts';
import { xlsxwriterTime } from './xlsxwriter.ts';

const MIB = 2 ** 20;
/** Issue 5, acceptance 6: 512 MB. */
export const MEMORY_MIB = 512e6 / MIB;

/**
 * The export as the screen does it: all columns of each kind, in a worker, while the main thread must stay free. Beside
 * it python3-xlsxwriter, which is given the same cells in memory: reading the register and looking through the finished
 * file count for ours only.
 */
export async function measureLedger({ dir, assets, rows }: MeasureInput): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    const app = await createApp({ dataDir: copy, ports: quietPorts, who: 'bench' });
    const { ids } = await call<{ ids: string[] }>(app, 'asset.ids', {});
    await call(app, 'operator.set', { name: '葦沼 恵', post: '主任' });
    const before = process.memoryUsage().rss / MIB;
    const { result, ...step } = await watched<LedgerResult>(app, 'ledger.export', {
      filter: rows === assets ? {} : { ids: ids.slice(0, rows) },
    });
    if (result.rows !== rows) throw new Error(`exported ${result.rows} of ${rows} rows`);
    const deflate = deflateTime(result.path);
    await app.close();
    const python = xlsxwriterTime(copy, ids.slice(0, rows).map(Number));
    if (python && python.rows !== rows) throw new Error(`xlsxwriter wrote ${python.rows} of ${rows} rows`);
    const what = `python3-xlsxwriter ${python?.version} of the same cells`;
    const missing = { note: 'not compared here: no python3 with xlsxwriter' };
    return [
      {
        name: `export ${rows} rows, all columns (app with ${assets})`,
        unit: 'ms',
        ours: step.ms,
        ...(python ? { reference: { what, value: python.ms }, aim: python.ms } : missing),
      },
      {
        name: '  CPU time of all threads',
        unit: 'ms',
        ours: step.cpuMs,
        ...(python ? { reference: { what, value: python.cpuMs } } : missing),
      },
      {
        name: '  beside the least it must do',
        unit: 'ms',
        ours: step.ms,
        reference: { what: `deflate of the same ${Math.round(deflate.bytes / MIB)} MiB of XML`, value: deflate.ms },
      },
      {
        name: '  peak memory of the process',
        unit: 'MiB',
        ours: step.peak,
        reference: { what: 'before the export, list open', value: before },
        aim: MEMORY_MIB,
      },
      { name: '  longest block of the main thread', unit: 'ms', ours: step.block, aim: LONGEST_BLOCK_MS },
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
