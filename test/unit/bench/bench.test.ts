import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Figure, median, percentile, table, verdict } from '../../bench/figures.ts';
import { LONGER } from '../../support/scale.ts';

const run = promisify(execFile);
const RUN = fileURLToPath(new URL('../../bench/run.mjs', import.meta.url));

describe('figures of the benchmark', () => {
  it('takes percentiles by nearest rank and refuses an empty sample', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
    expect(median([30, 10, 20])).toBe(20);
    expect(() => median([])).toThrow();
  });

  it('says over only beyond the aim, and nothing without one', () => {
    const figure: Figure = { name: 'a', unit: 'ms', ours: 16, aim: 16 };
    expect(verdict(figure)).toBe('ok');
    expect(verdict({ ...figure, ours: 16.1 })).toBe('over');
    expect(verdict({ name: 'a', unit: 'ms', ours: 1 })).toBe('');
    expect(table([{ ...figure, ours: 20, reference: { what: 'bare', value: 10 } }])).toMatch(
      /20\.0 ms\s+10\.0 ms {2}bare\s+2\.0x\s+<= 16\.0 ms\s+over/,
    );
  });
});

/** Beginnings of what the parts measure that only the longer run tries. */
const LONG_PARTS = [
  'start',
  'import: dry run of 150 rows',
  'import: commit of',
  'import into 150 assets',
  'export 150 rows',
  'daicho export of 150 assets',
  'verify ',
  '75 labels to PDF',
];

describe('npm run bench', () => {
  it('makes a register that verifies and measures it', async () => {
    // The other parts begin two dozen processes: all of them by `npm run torture`.
    const long = LONGER;
    const only = long ? [] : ['--only', 'list,save,classes'];
    const { stdout } = await run(process.execPath, [RUN, '--assets', '150', ...only, '--json'], { timeout: 290_000 });
    const report = JSON.parse(stdout) as { register: { assets: number; historyRows: number }; figures: Figure[] };
    expect(report.register.assets).toBe(150);
    expect(report.register.historyRows).toBeGreaterThanOrEqual(1500);
    for (const part of [
      'list: search, 1 character',
      'save: register',
      'class of 150 holders: the change itself',
      ...(long ? LONG_PARTS : []),
    ]) {
      expect(report.figures.filter((figure) => figure.name.startsWith(part))).not.toHaveLength(0);
    }
    // CPU time is counted in whole milliseconds: at 150 assets it may be none.
    const timed = report.figures.filter((figure) => !figure.name.includes('CPU'));
    for (const figure of timed) expect(figure.ours, figure.name).toBeGreaterThan(0);
  }, 300_000);

  it('refuses what it does not know', async () => {
    await expect(run(process.execPath, [RUN, '--quick'])).rejects.toMatchObject({ code: 2 });
  });
});
