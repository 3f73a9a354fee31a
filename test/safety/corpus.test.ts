import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaichoError } from '../../contract/errors.ts';
import { messageLine } from '../../contract/messages.ts';
import { checkBackup } from '../../core/backup/offline.ts';
import { readLedgerFile } from '../../host/ledgerFile.ts';
import type { CorpusFile } from '../corpus/file.ts';
import { CORPUS } from '../corpus/index.ts';
import { eightKilobytes, killers } from '../corpus/killers.ts';
import { wrongKinds } from '../corpus/wrongKinds.ts';
import { newRegister, type TestApp } from '../support/app.ts';
import { startCommand } from '../support/child.ts';
import { random } from '../support/random.ts';
import { LONGER } from '../support/scale.ts';
import type { CorpusLine } from './children/corpus.ts';

/** The corpus of reliability.md §6: 430 files to read, 20 paths, 50 backups. */

const MAX_MB = 512;
const MAX_MS = 20_000;

async function run(...args: string[]): Promise<CorpusLine[]> {
  // What makes the files is not what reads them: its garbage must not count.
  const script = new URL('./children/corpus.ts', import.meta.url).pathname;
  const limits = ['--max-old-space-size=160', '--max-semi-space-size=8'];
  // In ordinary pages (vitest.config.ts): its memory is measured.
  const env = { GLIBC_TUNABLES: '' };
  const child = startCommand(process.execPath, [...limits, script, ...args], { env });
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

  it.each(['400 MB in one cell', ...(LONGER ? ['1 GB of spaces'] : [])])(
    'control: without its guards the reader dies of "%s" or takes more than it may',
    async (name) => {
      const [line] = await run('unguarded', name);
      expect(line?.peakMb ?? Number.POSITIVE_INFINITY).toBeGreaterThan(MAX_MB);
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

  const small = killers.filter(({ name }) => /^(?:1,200 rows|a part that lies)/.test(name));
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
      else expect(outcome).toMatch(/fileTooLarge|fileUnreadable/);
      expect((await test.call('asset.list', {})).matched).toBe(0);
      expect(await test.call('history.list', {})).toEqual(before);
    },
  );
});

describe('20 paths', () => {
  const dir = mkdtempSync(join(tmpdir(), 'daicho-paths-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const put = (name: string, content: string | Uint8Array = '番号,名称') => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const linked = (name: string, target: string) => {
    symlinkSync(target, join(dir, name));
    return join(dir, name);
  };
  const large = () => {
    const path = put('large.xlsx');
    truncateSync(path, 32 * 1024 * 1024 + 1);
    return path;
  };
  const pipe = () => {
    execFileSync('mkfifo', [join(dir, 'pipe.xlsx')]);
    return join(dir, 'pipe.xlsx');
  };

  it.each<[string, () => string, RegExp]>([
    ['a missing file', () => join(dir, 'no.xlsx'), /見つからないか/],
    ['a missing folder', () => join(dir, 'no', 'a.xlsx'), /見つからないか/],
    ['a folder', () => dir, /フォルダです/],
    ['a file taken for a folder', () => `${put('f.xlsx')}/a.xlsx`, /見つからないか/],
    ['a pipe', pipe, /ふつうのファイルではありません/],
    ['a device', () => '/dev/zero', /ふつうのファイルではありません/],
    ['a link to nothing', () => linked('nothing', join(dir, 'gone')), /見つからないか/],
    ['a link to itself', () => linked('self', join(dir, 'self')), /見つからないか/],
    ['a name of 300 letters', () => join(dir, 'a'.repeat(300)), /見つからないか/],
    ['a name with NUL', () => join(dir, 'a\0b'), /見つからないか/],
    ['more than 32 MB', large, /上限（32MB）/],
    ['a file that is not as long as it says', () => '/proc/self/status', /読んでいる間に書きかえられました/],
  ])('%s: one message', async (_name, path, words) => {
    const error = await readLedgerFile(path()).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof DaichoError)) throw new Error('no message of ours');
    expect(error.detail).toMatch(words);
    expectClear(messageLine({ code: error.code, detail: error.detail }));
    expect(error.detail).not.toContain(dir);
  });

  it.each<[string, string]>([
    ['a name from right to left', '\u202evsc.台帳.csv'],
    ['letters beyond the BMP', '𠮷野家.csv'],
    ['composed letters', 'か\u3099.csv'],
    ['letters whose second byte is a backslash', '表ソ能.csv'],
    ['a dash and spaces', '- 台帳 .csv'],
    ['a reserved name', 'CON.csv'],
    ['a dot at the end', '台帳.csv.'],
    ['two dots', '..台帳.csv'],
  ])('%s: read', async (_name, name) => {
    const path = put(name);
    expect((await readLedgerFile(path)).toString()).toBe('番号,名称');
  });
});

describe('50 damaged backups', () => {
  let test: TestApp;
  let whole: string;
  beforeAll(async () => {
    test = await newRegister();
    await test.call('asset.register', { kind: 'hardware', values: { name: '端末' } });
    whole = (await test.job('backup.make', {})).path;
  });
  afterAll(() => test.close());

  it('are refused in words, or say the same as before', async () => {
    const bytes = readFileSync(whole);
    const sound = JSON.stringify(await checkBackup(whole, undefined, test.dir));
    const path = join(test.dir, `damaged-${basename(whole)}`);
    const { below } = random(500);
    let refused = 0;
    for (let i = 0; i < 50; i++) {
      const damaged = Buffer.from(bytes);
      const at = below(bytes.length);
      if (i % 3 === 0) damaged[at]! ^= 1 << below(8);
      else if (i % 3 === 1) damaged.fill(0, at, at + 1 + below(5000));
      writeFileSync(path, i % 3 === 2 ? damaged.subarray(0, at) : damaged);
      const outcome = await checkBackup(path, undefined, test.dir).catch((error: unknown) => error);
      if (outcome instanceof DaichoError) {
        refused++;
        expect(messageLine({ code: outcome.code })).toMatch(/^[^\n]*[ぁ-ん][^\n]*。$/);
      } else expect(JSON.stringify(outcome)).toBe(sound);
    }
    expect(refused).toBeGreaterThan(40);
  });
});
