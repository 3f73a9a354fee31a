import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Known } from '../../../core/importing/rows.ts';
import { emptyKnown, tryFile } from './support.ts';

const folder = new URL('../../fixtures/samples/', import.meta.url);
let known: Known;
beforeAll(async () => {
  known = await emptyKnown();
});

interface Expected {
  readonly assets: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly norm: { readonly name?: string };
  }[];
  readonly scheme?: string;
}

// `lost`: a row without a name; it is listed as left out.
it.each([
  ['USBメモリ・外部媒体管理簿.xlsx', 42, 0],
  ['ドキュメント管理台帳.csv', 46, 0],
  ['ドキュメント管理台帳_UTF8.csv', 24, 0],
  ['情報システム・ネットワーク一覧.xlsx', 45, 0],
  ['機器台帳.xlsx', 88, 0],
  ['情報資産管理台帳_令和7年度.xlsx', 102, 1],
])('%s: %i rows come in, %i are left out and listed, and no row that is no asset comes in', (file, rows, lost) => {
  const expected = JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8')) as Expected;
  const tried = tryFile(known, readFileSync(new URL(file, folder)), { fileName: file });
  expect(tried.assets).toHaveLength(rows);
  expect(rows + lost).toBe(expected.assets.length);
  expect(tried.check.rows).toBe(rows + tried.check.leftOut);
  const leftOut = new Set(
    tried.check.problems
      .filter((problem) => problem.severity === 'error')
      .map((problem) => `${problem.sheet} ${problem.row}`),
  );
  expect(leftOut.size).toBe(tried.check.leftOut);
  const missed = expected.assets.filter((asset) => leftOut.has(`${asset.sheet} ${asset.row}`));
  expect(missed).toHaveLength(lost);
  const names = (list: readonly unknown[]) => list.map(String).sort();
  expect(names(tried.assets.map((asset) => asset.values['name']))).toEqual(
    names(expected.assets.filter((asset) => !missed.includes(asset)).map((asset) => asset.norm.name)),
  );
  const scheme = { old: 'municipal-former', new: 'municipal-2024' }[expected.scheme ?? ''];
  if (scheme) expect(tried.plan.schemeId).toBe(scheme);
});
