import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KIND_DEFINITIONS, KINDS } from '../../contract/catalogue/index.ts';
import { COST } from '../../core/account/password.ts';
import { ADMIN, PASSWORD, withAdmin } from '../support/accounts.ts';
import { newRegister, type TestApp, tempDir } from '../support/app.ts';
import { daicho, daichoFromSources } from '../support/cli.ts';
import { firstRows } from '../support/editLedger.ts';
import { readPdf } from '../support/pdf.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sample = join(root, 'test/fixtures/samples/大規模台帳_5000件.xlsx');
/** So many rows of it: each command is a process that checks the whole register; all 5,000 are test/unit/importing's. */
const ROWS = 400;

type Row = Readonly<Record<string, unknown>>;
const text = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? ''));
const rowsOf = ([head, ...body]: readonly (readonly unknown[])[]): Row[] =>
  body.map((row) => Object.fromEntries(head!.map((name, i) => [String(name), row[i]])));
/** What a spreadsheet means by the number of a day. */
const dayOf = (serial: number) => new Date(Date.UTC(1899, 11, 30 + serial));

/** Runs with --json: exactly one JSON object on stdout, nothing else. */
async function json<T>(...args: string[]): Promise<T> {
  const run = await daicho([...args, '--json']);
  expect(run.err).toBe('');
  expect(run.code).toBe(0);
  expect(run.out.endsWith('}\n')).toBe(true);
  return JSON.parse(run.out) as T;
}

const oneJapaneseLine = /^[^\n]*[ぁ-んァ-ヶ一-龠][^\n]*\n$/;

describe('an import with own fields', () => {
  const dir = tempDir();
  const data = ['--data', dir];
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('makes every column without a field one of the union; without the option none; undo takes them back', async () => {
    await json('init', ...data);
    const ledger = join(dir, '機器台帳.csv');
    writeFileSync(ledger, '資産名称,棟,点検の周期\r\n受付端末,東棟,3か月\r\n予備端末,西棟,6か月\r\n');
    const plain = await json<{ ownFields: unknown[] }>('import', ledger, '--kind', 'hardware', '--dry-run', ...data);
    expect(plain.ownFields).toEqual([]);
    const done = await json<{ id: string }>('import', ledger, '--kind', 'hardware', '--own-fields', ...data);
    expect(done).toMatchObject({
      imported: 2,
      ownFields: [
        { id: 'own01', label: '棟', type: 'text', count: 2 },
        { id: 'own02', label: '点検の周期', type: 'text', count: 2 },
      ],
      assets: [{ values: { own01: '東棟', own02: '3か月' } }, { values: { own01: '西棟' } }],
    });
    expect(await json('list', '--query', '西棟', ...data)).toMatchObject({ total: 1, assets: [{ own01: '西棟' }] });
    await json('undo-import', done.id, ...data);
    expect(await json('list', ...data)).toMatchObject({ total: 0 });
    expect(await json('verify', ...data)).toMatchObject({ ok: true });
  });
});

describe('an import that is mended and taken back', () => {
  const dir = tempDir();
  const data = ['--data', dir];
  const ledger = join(dir, '機器台帳.csv');
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('the error book shows the doubt; undo-import takes back what the import brought, and nothing else', async () => {
    await json('init', ...data);
    writeFileSync(ledger, '資産名称,取得年月日\r\n受付端末,令和6年4月1日\r\n予備端末,R6.2.30\r\n');
    const book = join(dir, '直す.xlsx');
    expect(await json('error-book', ledger, '--out', book, ...data)).toMatchObject({ rows: 1, cells: 1 });
    const rows = await readSheet(book);
    expect(rows[2]![1]).toBe('R6.2.30');
    expect(String(rows[2]![2])).toContain('暦にありません');
    const { id } = await json<{ id: string }>('import', ledger, '--good-rows-only', ...data);
    expect(await json('list', ...data)).toMatchObject({ total: 1 });
    const wrong = await daicho(['undo-import', '999', ...data]);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(oneJapaneseLine);
    expect(await json('undo-import', id, ...data)).toMatchObject({ undone: 1, total: 1, conflicts: [] });
    expect(await json('list', ...data)).toMatchObject({ total: 0 });
    expect((await daicho(['undo-import', id, ...data])).code).toBe(1);
  });
});

describe('a ledger that comes again', () => {
  const dir = tempDir();
  const data = ['--data', dir];
  const ledger = join(dir, '機器台帳.csv');
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('is left out, overwritten or made anew as --on-duplicate says, and the counts come out even', async () => {
    await json('init', ...data);
    writeFileSync(ledger, '資産番号,資産名称,備考\r\nA-1,受付端末,窓口\r\nA-2,予備端末,倉庫\r\n');
    expect(await json('import', ledger, '--kind', 'hardware', ...data)).toMatchObject({
      imported: 2,
      updated: 0,
      skipped: 0,
    });
    writeFileSync(ledger, '資産番号,資産名称,備考\r\nA-1,受付端末,事務室\r\nA-2,予備端末,\r\nA-3,会計端末,\r\n');
    const again = ['import', ledger, '--kind', 'hardware', ...data];
    type Told = { id: string; assets: { row: number; match?: object }[] };
    const dry = await json<Told>(...again, '--dry-run');
    expect(dry).toMatchObject({ rows: 3, imported: 1, updated: 0, skipped: 2, doubtful: [] });
    expect(dry.assets.map(({ match }) => match)).toEqual([
      { number: 'A-1', finding: 'alreadyTaken', way: 'skip' },
      { number: 'A-2', finding: 'alreadyTaken', way: 'skip' },
      undefined,
    ]);
    // A blank cell is no difference: the second row has nothing to overwrite.
    const done = await json<Told>(...again, '--on-duplicate', 'update');
    expect(done).toMatchObject({ rows: 3, imported: 1, updated: 1, skipped: 1 });
    expect(await json('list', ...data)).toMatchObject({ total: 3 });
    expect(await json('undo-import', done.id, ...data)).toMatchObject({ undone: 2, conflicts: [] });
    expect(await json(...again, '--on-duplicate', 'new', '--dry-run')).toMatchObject({
      imported: 3,
      updated: 0,
      skipped: 0,
    });
    const wrong = await daicho([...again, '--on-duplicate', 'merge']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('new update skip');
  });
});

describe('the command line, from an empty folder to a verified ledger', () => {
  const dir = tempDir();
  const data = ['--data', dir];
  const book = join(dir, 'out.xlsx');
  const pdf = join(dir, 'out.pdf');
  const ledger = join(dir, '台帳.xlsx');
  let given: Row[];
  beforeAll(async () => {
    writeFileSync(ledger, firstRows(readFileSync(sample), '台帳', ROWS));
    given = rowsOf(await readSheet(ledger));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('before init everything is refused with one Japanese line', async () => {
    const run = await daicho(['list', ...data, '--json']);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toMatch(oneJapaneseLine);
  });

  test('init makes the register once', async () => {
    expect(await json('init', '--name', '水郷地方環境衛生組合', ...data)).toMatchObject({ assets: 0 });
    const again = await daicho(['init', ...data]);
    expect(again.code).toBe(1);
    expect(again.err).toMatch(oneJapaneseLine);
  });

  test('import --dry-run promises what import then does, and writes nothing', async () => {
    const dry = await json<{ rows: number; imported: number; skipped: number }>('import', ledger, '--dry-run', ...data);
    expect(dry).toMatchObject({ rows: ROWS, imported: ROWS, skipped: 0 });
    expect(await json('list', ...data)).toMatchObject({ total: 0 });
    expect(await json('import', ledger, ...data)).toMatchObject({ rows: ROWS, imported: ROWS, skipped: 0 });
    expect(await json('list', ...data)).toMatchObject({ total: ROWS });
  });

  test('the same file again: every row is left out by name, nothing is doubled', async () => {
    const run = await daicho(['import', ledger, ...data, '--json']);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(oneJapaneseLine);
    const told = JSON.parse(run.out) as {
      imported: number;
      skipped: number;
      problems: { code: string; row: number; column: string }[];
    };
    expect(told).toMatchObject({ imported: 0, skipped: ROWS });
    expect(told.problems[0]).toMatchObject({ code: 'alreadyTaken', row: 2, column: '資産番号' });
    expect(await json('list', ...data)).toMatchObject({ total: ROWS });
  });

  test('list filters by kind and searches forgivingly', async () => {
    const all = await json<{
      total: number;
      assets: {
        kind: string;
        number: string;
        name: string;
        zone: string;
        confidentiality: string;
        personalData: string[];
      }[];
    }>('list', ...data, '--kind', 'medium');
    const media = given.filter((row) => row['資産区分'] === KIND_DEFINITIONS.medium.label).length;
    expect(media).toBeGreaterThan(20);
    expect(all.total).toBe(media);
    expect(all.assets.every((asset) => asset.kind === 'medium')).toBe(true);
    const found = await json<{ total: number; assets: { name: string }[] }>('list', ...data, '--query', 'ＵＳＢめもり');
    expect(found.total).toBeGreaterThan(5);
    expect(found.assets.every((asset) => asset.name.includes('USBメモリ'))).toBe(true);
    expect(await json('list', ...data, '--query', '在るはずのない言葉')).toMatchObject({ total: 0, assets: [] });
  });

  test('export: the book holds the same assets, cell by cell, as the ledger that came in', async () => {
    const told = await json<{ rows: number; path: string }>('export', '--out', book, ...data);
    expect(told).toMatchObject({ rows: ROWS, path: book });
    const rows: Row[] = [];
    for (const kind of KINDS) rows.push(...rowsOf(await readSheet(book, KIND_DEFINITIONS[kind].label)));
    expect(rows.length).toBe(ROWS);
    // The serial at the end of each number is the row of the ledger that came in.
    const serial = (row: Row) => Number(/(\d+)$/.exec(String(row['資産番号']))![1]);
    rows.sort((a, b) => serial(a) - serial(b));
    const columns = Object.keys(given[0]!);
    const cells = (all: readonly Row[]) =>
      all.map((row, i) =>
        columns.map((column) => {
          const value = row[column];
          const isDay = rows[i]![column] instanceof Date && typeof value === 'number';
          return text(isDay ? dayOf(value) : value);
        }),
      );
    expect(cells(rows)).toEqual(cells(given));
    // Control: one other letter is found.
    const [first, ...others] = given;
    expect(cells(rows)).not.toEqual(cells([{ ...first, 資産名称: `${text(first!['資産名称'])}'` }, ...others]));
  });

  test('labels: as many as were found, from the asked cell on', async () => {
    const told = await json<{ labels: number; pages: number }>(
      ...['labels', '--out', pdf, '--sheet', 'ELM022', '--start', '5', '--query', '第10', ...data],
    );
    const found = await json<{ total: number }>('list', ...data, '--query', '第10');
    expect(found.total).toBeGreaterThan(1);
    expect(told.labels).toBe(found.total);
    expect(told.pages).toBe(Math.ceil((found.total + 4) / 44));
    expect(readPdf(readFileSync(pdf)).length).toBe(told.pages);
  });

  test('verify finds the register and its history in agreement', async () => {
    const told = await json<{ ok: boolean; assets: number; historyRows: number; problems: unknown[] }>(
      'verify',
      ...data,
    );
    expect(told).toMatchObject({ ok: true, assets: ROWS, problems: [] });
    expect(told.historyRows).toBeGreaterThanOrEqual(ROWS);
  });

  test('diff and --as-of: what the register became since it began, and nothing from before', async () => {
    const path = join(dir, '増減.xlsx');
    const told = await json<{ added: number; removed: number; changed: number }>(
      'diff',
      '--from',
      'R6.3.31',
      '--out',
      path,
      ...data,
    );
    expect(told).toMatchObject({ added: ROWS, removed: 0, changed: 0 });
    expect(statSync(path).size).toBeGreaterThan(10_000);
    const early = await daicho(['export', '--as-of', '令和6年3月31日', '--out', join(dir, 'y.xlsx'), ...data]);
    expect(early.code).toBe(1);
    expect(early.err).toMatch(oneJapaneseLine);
    expect(early.err).toContain('その日には、まだ台帳がありません。');
    expect((await daicho(['diff', '--from', 'いつか', '--out', path, ...data])).code).toBe(2);
  });

  test('an export that can not be written leaves no half file', async () => {
    const run = await daicho(['export', '--out', join(dir, 'no such folder', 'x.xlsx'), ...data]);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(oneJapaneseLine);
    expect(existsSync(join(dir, 'no such folder'))).toBe(false);
    expect(statSync(book).size).toBeGreaterThan(10_000);
  });
});

describe('as a person starts it, from its sources', () => {
  const dir = tempDir();
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('init, import, export: the same words, the same book, the worker from its sources, too', async () => {
    const ledger = join(dir, '機器台帳.csv');
    const book = join(dir, '台帳.xlsx');
    writeFileSync(ledger, '資産名称,取得年月日\r\n受付端末,令和6年4月1日\r\n');
    const steps = [['init'], ['import', ledger, '--kind', 'hardware'], ['export', '--out', book]];
    const runs = steps.map((args) => daichoFromSources([...args, '--data', dir, '--json']));
    expect(runs.map(({ code, err }) => [code, err])).toEqual(steps.map(() => [0, '']));
    const [head, row] = (await readSheet(book, KIND_DEFINITIONS.hardware.label)) as [unknown[], unknown[]];
    expect(row[head.indexOf('資産名称')]).toBe('受付端末');
  });
});

describe('wrong usage', () => {
  test.each([
    [[]],
    [['frobnicate']],
    [['list', 'too', 'much']],
    [['list', '--nonsense']],
    [['list', '--kind', 'spaceship']],
    [['export']],
    [['diff', '--out', 'x.xlsx']],
    [['labels', '--out', 'x.pdf']],
    [['labels', '--out', 'x.pdf', '--sheet', 'ELM022', '--start', '0']],
    [['import']],
    [['init', '--dry-run']],
  ])('%j exits with 2 and shows how to call it', async (args) => {
    const { code, out, err } = await daicho(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('使い方');
  });

  test('the shell gets the same', () => {
    const run = daichoFromSources(['frobnicate']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('使い方');
  });
});

describe('refusals', () => {
  const dir = tempDir();
  beforeAll(async () => {
    await daicho(['init', '--data', dir]);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test.each([
    ['a missing file', ['import', 'no-such-file.xlsx']],
    ['an old .xls', ['import', join(root, 'test/fixtures/samples/議会情報資産台帳.xls')]],
    ['a file that is no ledger', ['import', join(root, 'package.json')]],
    ['an unknown sheet', ['labels', '--out', join(dir, 'x.pdf'), '--sheet', 'NOPE']],
    ['nothing to export', ['export', '--out', join(dir, 'x.xlsx')]],
  ])('%s: exit 1 and one Japanese line', async (_, args) => {
    const run = await daicho([...args, '--data', dir, '--json']);
    expect(run.code).toBe(1);
    expect(run.err).toMatch(oneJapaneseLine);
    expect(existsSync(join(dir, 'x.xlsx')) || existsSync(join(dir, 'x.pdf'))).toBe(false);
  });
});

describe('in a register with accounts', () => {
  let register: TestApp;
  beforeAll(async () => {
    register = await newRegister({ passwordCost: COST });
    await withAdmin(register);
    await register.call('asset.register', { kind: 'hardware', values: { name: '計量用端末' } });
    await register.app.close();
  });
  afterAll(() => rmSync(register.dir, { recursive: true, force: true }));

  test('nothing without a name and the password in the environment, told in one Japanese line', async () => {
    for (const [env, ...user] of [
      [{}],
      [{}, '--user', ADMIN.name],
      [{ DAICHO_PASSWORD: PASSWORD }],
      [{ DAICHO_PASSWORD: 'まったく 違う ことば です' }, '--user', ADMIN.name],
    ] as const) {
      const run = await daicho(['list', '--data', register.dir, ...user], env);
      expect(run).toMatchObject({ code: 1, out: '' });
      expect(run.err).toMatch(oneJapaneseLine);
    }
    // Never as an argument.
    expect((await daicho(['list', '--data', register.dir, '--password', PASSWORD])).code).toBe(2);
  });

  test('with both it does what the account may', async () => {
    // It sits out the wait after the wrong one.
    const args = ['list', '--data', register.dir, '--user', ADMIN.name, '--json'];
    const run = await daicho(args, { DAICHO_PASSWORD: PASSWORD });
    expect(run.err).toBe('');
    expect(JSON.parse(run.out)).toMatchObject({ total: 1 });
  });
});
