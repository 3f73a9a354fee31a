import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../host/cli.ts';
import type { Figure } from './figures.ts';
import { MEMORY_MIB } from './ledger.ts';
import type { MeasureInput } from './measures.ts';
import { copyRegister } from './register.ts';

/** The same from the command line, whose process does all of it: check of the file, export, backup on closing. */
export async function measureExportCommand({ dir, assets }: MeasureInput): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    const from = performance.now();
    const code = await runCommand(['export', '--data', copy, '--out', join(copy, 'ledger.xlsx')]);
    if (code !== 0) throw new Error(`daicho export ended with ${code}`);
    return [
      {
        name: `daicho export of ${assets} assets, all columns`,
        unit: 'ms',
        ours: performance.now() - from,
        note: 'with the check of the file before it and the backup after it',
      },
      {
        name: '  peak memory of the process',
        unit: 'MiB',
        ours: process.resourceUsage().maxRSS / 1024,
        aim: MEMORY_MIB,
      },
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
