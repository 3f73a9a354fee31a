import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Known } from '../../../core/importing/rows.ts';
import { type Measured, measure, type Truth, table } from '../../support/importMeasure.ts';
import { emptyKnown, tryFile } from './support.ts';

const folder = new URL('../../fixtures/samples/', import.meta.url);
const FILES = [
  'USBメモリ・外部媒体管理簿.xlsx',
  'ドキュメント管理台帳.csv',
  'ドキュメント管理台帳_UTF8.csv',
  '情報システム・ネットワーク一覧.xlsx',
  '情報資産管理台帳_令和7年度.xlsx',
  '機器台帳.xlsx',
  '監査公平情報資産台帳.ods',
];

let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

function measured(file: string): Measured {
  const truth = JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8')) as Truth;
  const tried = tryFile(known, readFileSync(new URL(file, folder)), { fileName: file });
  return measure(truth, tried.check.proposal!);
}

it('understands every row, cell and doubt of the samples', () => {
  const all = FILES.map((file) => [file, measured(file)] as const);
  console.info(table(all));
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
