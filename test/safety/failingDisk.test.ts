import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InputOf, JobName } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { JobState } from '../../contract/job.ts';
import { messageLine } from '../../contract/messages.ts';
import { makeBackup } from '../../core/backup/make.ts';
import { restoreInto } from '../../core/backup/offline.ts';
import { checkBook } from '../../core/excel/write/check.ts';
import { writeBook } from '../../core/excel/write/writeBook.ts';
import { toFailure } from '../../core/failure.ts';
import { handOver } from '../../core/files/handOver.ts';
import { setWorkerUrl } from '../../core/jobs/run.ts';
import { ledgerBook } from '../../core/ledger/book.ts';
import { moveBook } from '../../core/move/report.ts';
import { loadState } from '../../core/register/state.ts';
import { LATEST } from '../../db/migrate.ts';
import { openReadOnly, openRegister } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import { isTempName } from '../../db/wholeFile.ts';
import { runCommand } from '../../host/cli.ts';
import { newRegister, openApp, type TestApp, tempDir } from '../support/app.ts';
import { ANSWERS, type Call, type Fault, faultsOf, watchDisk } from '../support/faults.ts';
import { contents, verifyNow, withSql } from '../support/files.ts';
import { LONGER } from '../support/scale.ts';
import { unfitWords } from '../support/words.ts';

/**
 * reliability.md P3: every call to the disk of every operation that writes a file fails, once and for ever. After each:
 * the old file or the whole new one, a register that verifies, one message, and nothing left over at the next start.
 */

// The command line prints with a browser, which is no part of what is tested here.
vi.mock('../../host/printer.ts', () => ({
  browserPrinter: () => ({ pdf: async () => Buffer.from('%PDF'), close: async () => undefined }),
}));
/** What that printer and the one of the tests make (support/app.ts). */
const PRINTED = '%PDF';

let test: TestApp;
let out: string;
let assetId: string;
let moveId: number;

beforeAll(async () => {
  test = await newRegister();
  out = tempDir();
  const values = { name: '搬入者台帳', confidentiality: '2', integrity: '2', availability: '2' };
  assetId = (await test.call('asset.register', { kind: 'information', values })).id;
  await test.call('asset.register', { kind: 'hardware', values: { ...values, name: '計量用端末' } });
  const pair = { fromSchemeId: 'municipal-2024', toSchemeId: 'ipa-3' };
  const { mapping } = await test.call('move.plan', pair);
  moveId = Number((await test.call('move.start', { ...pair, mapping })).id);
});
afterAll(async () => {
  await test.close();
  rmSync(out, { recursive: true });
});

const outputs = () => join(test.dir, 'outputs');
const unfinished = () => join(test.dir, 'unfinished');
const refusal = (error: unknown): Failure => {
  if (!(error instanceof Error)) return error as Failure;
  const newId = () => 'abcdef01';
  return toFailure(error, newId, () => undefined);
};

const OLD = 'the old file';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** What lies in the folders before each try. */
function prepare(): void {
  rmSync(outputs(), { recursive: true, force: true });
  mkdirSync(outputs());
  writeFileSync(join(outputs(), '台帳.xlsx'), OLD);
  writeFileSync(join(out, '台帳.xlsx'), OLD);
  writeFileSync(join(out, '元.pdf'), '%PDF'.repeat(5000));
}
const files = () => contents([outputs(), out, unfinished()]);
const isLeftover = (path: string) => isTempName(basename(path)) || dirname(path) === unfinished();
const leftovers = () => [...files().keys()].filter(isLeftover);

/** Files that are neither the old one nor a whole new one. */
async function halfFiles(before: ReadonlyMap<string, string>): Promise<string[]> {
  const whole = new Set([before.get(join(out, '元.pdf')), sha256(PRINTED)]);
  const now = files();
  const half = [...before.keys()].filter((path) => !now.has(path));
  for (const [path, hash] of now) {
    if (isLeftover(path) || before.get(path) === hash || whole.has(hash)) continue;
    const sound = path.endsWith('.xlsx') && (await checkBook(path, []).then(yes, no));
    if (!sound) half.push(path);
  }
  return half;
}
const yes = () => true;
const no = () => false;

interface Operation {
  /** Throws what the app throws, or a Failure. */
  readonly run: () => Promise<void>;
  /** Default: where the files are made and where they go. */
  readonly watched?: () => readonly string[];
  /** Whether nothing of what fails is of consequence. */
  readonly harmless?: boolean;
  /** One fault for each call only, but in `npm run torture`: a try takes a third of a second. */
  readonly brief?: boolean;
}

/** A job of the app that makes a file in the data folder. */
const job = <N extends JobName>(name: N, input: () => InputOf<N>): Operation => ({ run: () => runJob(name, input()) });

async function runJob<N extends JobName>(name: N, input: InputOf<N>): Promise<void> {
  const ended = Promise.withResolvers<void>();
  const stop = test.app.on((event) => event.type === 'job.ended' && ended.resolve());
  try {
    const started = await test.app.invoke(name, input);
    if (!started.ok) throw started.error;
    await ended.promise;
    const state = (await test.call('job.result', started.value as { jobId: string })) as JobState;
    if (state.state === 'failed') throw state.error;
  } finally {
    stop();
  }
}

/** A book that the app writes in a worker thread, written here where its disk can be watched closely. */
const book = (make: (db: ReadableDb) => Parameters<typeof writeBook>[0]): Operation => ({
  async run() {
    const db = openReadOnly(test.dir);
    try {
      await writeBook(make(db), join(outputs(), '台帳.xlsx'));
    } finally {
      db.close();
    }
  },
});

const order = { asOf: '2026-11-23', exportedBy: '葦沼 恵', exportedAt: '2026-11-23T01:00:00Z', appVersion: '0.1.0' };
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'the label PDF': {
    ...job('label.print', () => ({ filter: { kind: 'hardware' }, sheetId: '28388' })),
    brief: true,
  },
  'the ruler page': job('label.calibrate', () => ({ sheetId: '28388' })),
  'the handling card': job('handling.print', () => ({ assetId })),
  'the ledger': {
    ...book(
      (db) => ledgerBook(db, loadState(db), { ids: [1, 2], filterWords: '', title: '情報資産台帳', ...order }).book,
    ),
    brief: true,
  },
  'the report of a move': { ...book((db) => moveBook(db, loadState(db), { moveId, ...order }).book), brief: true },
  'handing a file over': { run: handed },
  // A full disk in the PC must not keep anyone from saving on a stick.
  'noting that a file is handed over': { run: handed, watched: () => [unfinished()], harmless: true },
};

function handed(): Promise<void> {
  return handOver(test.dir, join(out, '元.pdf'), join(out, '台帳.xlsx'));
}

async function attempt(operation: Pick<Operation, 'run' | 'watched'>, fault: Fault | null) {
  const watch = watchDisk(operation.watched?.() ?? [outputs(), out], fault);
  try {
    const failure = await operation.run().then(() => null, refusal);
    return { failure, calls: watch.calls, hit: watch.hit() };
  } finally {
    watch.stop();
  }
}

/** Odd, as faults come once and for ever by turns. */
const STARTED_EVERY = LONGER ? 1 : 5;

/** Once and for ever by turns. */
const oneForEachCall = (calls: readonly Call[]): Fault[] =>
  calls.map((call, index) => ({ at: index + 1, code: ANSWERS[call][0]!, forever: index % 2 === 1 }));

const CODES = ['diskFull', 'diskFault', 'readOnly', 'fileInUse', 'migrationFailed'];
function isFit(failure: Failure, where: string): void {
  expect(unfitWords(messageLine(failure)), where).toEqual([]);
  expect(CODES, where).toContain(failure.code);
}

/** The next start leaves nothing over and finds the register whole. */
async function startedAgain(where: string): Promise<void> {
  await test.app.close();
  test = { ...(await openApp(test.dir)), close: test.close };
  // What lies outside the data folder goes beside the first screen.
  await expect.poll(leftovers, { message: where }).toEqual([]);
  expect(verifyNow(test.dir), where).toMatchObject({ ok: true });
}

describe.each(Object.entries(OPERATIONS))('%s', (_, operation) => {
  it('leaves the old file or the whole new one, wherever the disk fails', async () => {
    prepare();
    const { failure: none, calls } = await attempt(operation, null);
    expect(none).toBeNull();
    const faults = operation.brief && !LONGER ? oneForEachCall(calls) : faultsOf(calls);
    let refused = 0;
    for (const [index, fault] of faults.entries()) {
      prepare();
      const before = files();
      const { failure, hit } = await attempt(operation, fault);
      const where = `${fault.code} at ${fault.at} (${calls[fault.at - 1]}), ${fault.forever ? 'for ever' : 'once'}`;
      expect(await halfFiles(before), where).toEqual([]);
      if (failure) {
        refused += 1;
        isFit(failure, where);
      }
      // A compressor that was quicker this time needs fewer writes.
      expect(hit || failure === null, where).toBe(true);
      // The next start is tried after some of them; `npm run torture` after all.
      if (fault.forever && index % STARTED_EVERY === 0) await startedAgain(where);
    }
    await startedAgain('the last one');
    if (operation.harmless) expect(refused).toBe(0);
    else expect(refused).toBeGreaterThan(faults.length / 2);
  });
});

it('control: a file that is written in its place is found half, and its copies are found left over', async () => {
  const inPlace = { run: () => fs.copyFile(join(out, '元.pdf'), join(out, '台帳.xlsx')) };
  prepare();
  const before = files();
  const { failure } = await attempt(inPlace, { at: 1, code: 'ENOSPC', forever: true });
  expect(failure).toMatchObject({ code: 'diskFull' });
  expect(await halfFiles(before)).toEqual([join(out, '台帳.xlsx')]);

  prepare();
  const { calls } = await attempt({ run: handed }, null);
  await attempt({ run: handed }, { at: calls.indexOf('copy') + 1, code: 'ENOSPC', forever: true });
  expect(leftovers()).toHaveLength(2);
  await test.app.close();
  test = { ...(await openApp(test.dir)), close: test.close };
  await expect.poll(leftovers).toEqual([]);
});

describe('the ledger in its worker thread', () => {
  const report = () => join(out, 'calls.json');
  afterEach(() => {
    delete process.env['DAICHO_FAULTS'];
    setWorkerUrl(new URL(process.env['DAICHO_TEST_WORKER']!));
  });
  const exported = (fault: Fault | null) => {
    process.env['DAICHO_FAULTS'] = JSON.stringify({ folders: [outputs()], fault, report: report() });
    setWorkerUrl(new URL('../support/faultyWorker.ts', import.meta.url));
    return runJob('ledger.export', { filter: {} }).then(() => null, refusal);
  };

  it('says what the disk said, wherever it fails', async () => {
    prepare();
    expect(await exported(null)).toBeNull();
    const calls = JSON.parse(readFileSync(report(), 'utf8')) as Call[];
    rmSync(report());
    // The first and the last call of each kind; all of them are tried above.
    const faults = oneForEachCall(calls).filter(
      ({ at }) => calls.indexOf(calls[at - 1]!) === at - 1 || calls.lastIndexOf(calls[at - 1]!) === at - 1,
    );
    expect(faults.length).toBeGreaterThan(6);
    for (const fault of faults) {
      prepare();
      const before = files();
      const failure = await exported(fault);
      const made = (JSON.parse(readFileSync(report(), 'utf8')) as Call[]).length;
      rmSync(report());
      const where = `${fault.code} at ${fault.at} (${calls[fault.at - 1]})`;
      expect(await halfFiles(before), where).toEqual([]);
      if (failure) isFit(failure, where);
      // One lock of a moment is waited for, and a compressor that was quicker needs fewer writes; the rest is told.
      else if (made >= fault.at) expect([fault.code, fault.forever]).toEqual(['EBUSY', false]);
    }
  });
});

describe('the command line', () => {
  let said: string;
  beforeEach(async () => {
    await test.app.close();
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    test = { ...(await openApp(test.dir)), close: test.close };
  });

  it.each([
    ['export', [], 'xlsx'],
    ['labels', ['--sheet', '28388'], 'pdf'],
  ] as const)('%s leaves the old file or the whole new one', async (command, more, extension) => {
    const target = join(out, `手元.${extension}`);
    const args = [command, '--out', target, '--data', test.dir, ...more];
    const run = async (fault: Fault | null) => {
      said = '';
      writeFileSync(target, OLD);
      const watch = watchDisk([out], fault);
      const code = await runCommand(args).finally(watch.stop);
      return { code, calls: watch.calls };
    };
    const { code, calls } = await run(null);
    expect(code).toBe(0);
    // Every call of handing a file over is tried above.
    const faults = oneForEachCall(calls).filter(({ at }) => ['copy', 'sync', 'rename'].includes(calls[at - 1]!));
    expect(faults).toHaveLength(4);
    for (const fault of faults) {
      prepare();
      const outcome = await run(fault);
      const where = `${fault.code} at ${fault.at} (${calls[fault.at - 1]})`;
      if (outcome.code === 0) {
        expect(said, where).toBe('');
        expect(sha256(readFileSync(target, 'latin1')), where).not.toBe(sha256(OLD));
        continue;
      }
      expect(unfitWords(said), where).toEqual([]);
      expect(said.trim().split('\n'), where).toHaveLength(1);
      const isOld = readFileSync(target, 'utf8') === OLD;
      const isNew = extension === 'pdf' ? true : await checkBook(target, []).then(yes, no);
      expect(isOld || isNew, where).toBe(true);
    }
    rmSync(target);
    expect(await runCommand(['verify', '--data', test.dir])).toBe(0);
    await expect.poll(leftovers).toEqual([]);
  });
});

describe('before the first screen', () => {
  const fixture = fileURLToPath(new URL('../fixtures/registers/register-v0001.sqlite', import.meta.url));
  let dir: string;
  beforeEach(() => {
    dir = tempDir();
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('a backup that cannot be made stops the migration, and the register stays as it was', async () => {
    const backups = join(dir, 'backups');
    const migrated = (fault: Fault | null) => {
      rmSync(dir, { recursive: true });
      mkdirSync(dir);
      copyFileSync(fixture, join(dir, 'register.sqlite'));
      const watch = watchDisk([backups], fault);
      try {
        const now = new Date();
        const order = { why: 'migration', title: null, now, appVersion: '0.1.0', key: null } as const;
        openRegister(dir, { now, backUp: (db) => void makeBackup(db, backups, order) }).close();
        return { calls: watch.calls, failure: null };
      } catch (error) {
        return { calls: watch.calls, failure: refusal(error) };
      } finally {
        watch.stop();
      }
    };
    const { calls, failure: none } = migrated(null);
    expect(none).toBeNull();
    expect(calls).toEqual(expect.arrayContaining(['mkdir', 'open', 'sync', 'close', 'rename']));
    for (const fault of faultsOf(calls)) {
      const { failure } = migrated(fault);
      const where = `${fault.code} at ${fault.at} (${calls[fault.at - 1]}), ${fault.forever ? 'for ever' : 'once'}`;
      const version = withSql(dir, (db) => db.pragma('user_version', { simple: true }));
      expect(version, where).toBe(failure ? 1 : LATEST);
      if (failure) isFit(failure, where);
      const [backup, ...others] = [...contents([backups]).keys()].filter((path) => !isTempName(basename(path)));
      expect(others, where).toEqual([]);
      if (backup) {
        await restoreInto(dir, backup, undefined, new Date());
        expect(
          withSql(dir, (db) => db.pragma('integrity_check', { simple: true })),
          where,
        ).toBe('ok');
      } else expect(failure, where).not.toBeNull();
    }
  });

  it('a note of who owns the register that cannot be written keeps nobody out', async () => {
    const opened = async (fault: Fault | null) => {
      const watch = watchDisk([dir], fault);
      try {
        const one = await openApp(dir);
        await one.app.close();
      } finally {
        watch.stop();
      }
      return watch.calls;
    };
    const calls = await opened(null);
    const own = calls.slice(0, calls.indexOf('rename') + 4);
    for (const fault of faultsOf(own).filter(({ forever }) => !forever)) {
      await opened(fault);
      expect([...contents([dir]).keys()].filter((path) => isTempName(basename(path)))).toEqual([]);
    }
    await opened(null);
    expect(JSON.parse(readFileSync(join(dir, 'owner.json'), 'utf8'))).toMatchObject({ who: '試験者' });
  });
});
