import { rmSync } from 'node:fs';
import type { LedgerResult } from '../../contract/ledger.ts';
import { createApp } from '../../core/app.ts';
import { deflateTime } from './deflate.ts';
import { LONGEST_BLOCK_MS, watchEventLoop } from './eventLoop.ts';
import type { Figure } from './figures.ts';
import type { MeasureInput } from './measures.ts';
import { call, copyRegister, job, quietPorts } from './register.ts';

const MIB = 2 ** 20;

/** The export as the screen does it: all columns of each kind, in a worker, while the main thread must stay free. */
export async function measureLedger({ dir, assets, rows }: MeasureInput): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    const app = await createApp({ dataDir: copy, ports: quietPorts, who: 'bench' });
    const { ids } = await call<{ ids: string[] }>(app, 'asset.ids', {});
    await call(app, 'operator.set', { name: '葦沼 恵', post: '主任' });
    const before = process.memoryUsage().rss / MIB;
    const blocked = watchEventLoop();
    const from = performance.now();
    const result = await job<LedgerResult>(app, 'ledger.export', {
      filter: rows === assets ? {} : { ids: ids.slice(0, rows) },
    });
    const took = performance.now() - from;
    const longest = blocked();
    const peak = process.resourceUsage().maxRSS / 1024;
    const deflate = deflateTime(result.path);
    await app.close();
    if (result.rows !== rows) throw new Error(`exported ${result.rows} of ${rows} rows`);
    const name = `export ${rows} rows, all columns (app with ${assets})`;
    return [
      {
        name,
        unit: 'ms',
        ours: took,
        reference: { what: `deflate of the same ${Math.round(deflate.bytes / MIB)} MiB of XML`, value: deflate.ms },
      },
      {
        name: '  peak memory of the process',
        unit: 'MiB',
        ours: peak,
        reference: { what: 'before the export, list open', value: before },
      },
      { name: '  longest block of the main thread', unit: 'ms', ours: longest, aim: LONGEST_BLOCK_MS },
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
