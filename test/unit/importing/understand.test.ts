import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Known } from '../../../core/importing/rows.ts';
import { figuresOf, type Measured, measure } from '../../support/importMeasure.ts';
import { SAMPLE_FILES, SAMPLES, sampleTruth } from '../../support/sampleTruth.ts';
import { emptyKnown, tryFile } from './support.ts';

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

function measured(file: string): Measured {
  const tried = tryFile(known, readFileSync(new URL(file, SAMPLES)), { fileName: file });
  return measure(sampleTruth(file), tried.check.proposal!);
}

it('understands every row, cell and doubt of the samples', () => {
  const all = SAMPLE_FILES.map((file) => [file, measured(file)] as const);
  console.info(all.map(([file, one]) => `${figuresOf(one)}  ${file}`).join('\n'));
  if (process.env['DETAILS']) console.info(JSON.stringify(all, null, 1));
  for (const [file, one] of all) {
    expect.soft({ file, missing: one.missing, extra: one.extra, missed: one.missed, wrong: one.wrong }).toEqual({
      file,
      missing: [],
      extra: [],
      missed: [],
      wrong: [],
    });
  }
});
