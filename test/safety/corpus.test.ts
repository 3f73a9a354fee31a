import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CorpusFile } from '../corpus/file.ts';
import { CORPUS } from '../corpus/index.ts';
import { eightKilobytes, killers } from '../corpus/killers.ts';
import { wrongKinds } from '../corpus/wrongKinds.ts';
import { newRegister, type TestApp } from '../support/app.ts';
import { startNode } from '../support/child.ts';
import type { CorpusLine } from './children/corpus.ts';

/** The corpus of reliability.md §6: 430 files to read, 20 paths, 50 backups. */

const MAX_MB = 512;
const MAX_MS = 20_000;

async function run(...args: string[]): Promise<CorpusLine[]> {
  const child = startNode(new URL('./children/corpus.ts', import.meta.url), args);
  const lines: CorpusLine[] = [];
  for await (const line of child.lines()) lines.push(JSON.parse(line) as CorpusLine);
  return lines;
}

/** One message: Japanese, on one line, with no path, stack or program's words in it. */
function expectClear(words: string): void {
  expect(words).toMatch(/^[^\n]*[ぁ-ん][^\n]*。$/);
  expect(words).toMatch(/台帳には何も取り込んでいません。/);
  expect(words).not.toMatch(/Error|undefined|null|\bat \w|\/(?:tmp|home|root)\/|node:/);
}

describe('430 files', () => {
  const PARTS = 2;
  let lines: CorpusLine[] = [];
  beforeAll(async () => {
    const parts = await Promise.all(Array.from({ length: PARTS }, (_, i) => run(String(i), String(PARTS))));
    lines = parts.flat();
  }, 300_000);

  it('are all there, in the numbers of the recipe, each with a name of its own', () => {
    const count = (of: readonly CorpusFile[]) => new Set(of.map(({ name }) => name)).size;
    expect([count(killers), count(wrongKinds), count(CORPUS)]).toEqual([60, 40, 430]);
    expect(lines.map(({ name }) => name).sort()).toEqual(CORPUS.map(({ name }) => name).sort());
  });

  it('come out as they must: read right to the last cell, or refused with the words that fit', () => {
    expect(lines.filter(({ wrong }) => wrong !== '').map(({ name, wrong }) => `${name}: ${wrong}`)).toEqual([]);
  });

  it('give exactly one clear message when refused, each kind of file its own', () => {
    const refused = lines.filter(({ words }) => words !== '');
    expect(refused.length).toBeGreaterThan(250);
    for (const { words } of refused) expectClear(words);
    const kinds = new Set(lines.filter(({ name }) => name.startsWith('wrong kind')).map(({ words }) => words));
    expect(kinds.size).toBeGreaterThanOrEqual(25);
  });

  it('take at most 20 s each and 512 MB', () => {
    expect(lines.filter(({ ms }) => ms > MAX_MS).map(({ name, ms }) => `${name}: ${ms} ms`)).toEqual([]);
    const slowest = lines.toSorted((a, b) => b.ms - a.ms)[0]!;
    const peak = Math.max(...lines.map(({ peakMb }) => peakMb));
    console.log(`corpus: slowest ${slowest.ms} ms (${slowest.name}), peak ${peak} MB`);
    expect(peak).toBeLessThanOrEqual(MAX_MB);
  });

  it.each(['1 GB of spaces', '200 MB in one cell', '60,000 entries'])(
    'control: without its guards the reader does not stand "%s"',
    async (name) => {
      const [line] = await run('unguarded', name);
      // It dies, takes what it must not take, or gets past the check that refuses the file.
      expect(line === undefined || line.peakMb > MAX_MB || /other words|read instead/.test(line.wrong)).toBe(true);
    },
    120_000,
  );
});

describe('through the app', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await newRegister();
  });
  afterAll(() => test.close());

  const small = killers.filter(({ name }) =>
    /^(?:merged A1:XFD|1,200 rows|100,000 levels|a part that lies|201 sheets)/.test(name),
  );
  it.each([...eightKilobytes, ...small].map((file) => [file.name, file] as const))(
    '%s: a proposal or one message, and nothing written',
    async (_name, file) => {
      const before = await test.call('history.list', {});
      const bytes = file.make();
      if (eightKilobytes.includes(file)) expect(bytes.length).toBeLessThan(8 * 1024);
      const outcome = await test
        .job('importing.read', { fileName: file.fileName, base64: Buffer.from(bytes).toString('base64') })
        .then(
          ({ sheets }) => sheets.map(({ rowCount }) => rowCount),
          (error: Error) => error.message,
        );
      if ('rows' in file.expect) expect(outcome).toEqual([file.expect.rows.length - 1]);
      else expect(outcome).toMatch(new RegExp(file.expect.refused.join('|')));
      expect((await test.call('asset.list', {})).matched).toBe(0);
      expect(await test.call('history.list', {})).toEqual(before);
    },
  );
});
