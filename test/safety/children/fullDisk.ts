import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { MethodName } from '../../../contract/api.ts';
import type { Failure } from '../../../contract/errors.ts';
import type { JobState } from '../../../contract/job.ts';
import { messageLine } from '../../../contract/messages.ts';
import { checkBook } from '../../../core/excel/write/check.ts';
import { toFailure } from '../../../core/failure.ts';
import { handOver } from '../../../core/files/handOver.ts';
import { LATEST } from '../../../db/migrate.ts';
import { isTempName } from '../../../db/wholeFile.ts';
import { openApp, type TestApp } from '../../support/app.ts';
import { contents, verifyNow, withSql } from '../../support/files.ts';
import { random } from '../../support/random.ts';
import { LONGER } from '../../support/scale.ts';
import { unfitWords } from '../../support/words.ts';

/**
 * Works in a folder whose disk is really full: `fill` leaves less or more room on a small disk before each operation,
 * `limit` takes the folder as it is: with a largest file that the system allows, or rights that are missing. One line
 * of JSON for each try, with what was wrong.
 */
const [dir = '', mode = '', original = '', migrated = '', ...names] = process.argv.slice(2);
export interface Try {
  readonly operation: string;
  /** Bytes that were free; null under a limit. */
  readonly room: number | null;
  /** The code of the refusal; null: it went through. */
  readonly code: string | null;
  readonly wrong: readonly string[];
}

const data = join(dir, 'data');
const out = join(dir, 'out');
const ballast = join(dir, 'ballast');
const OLD = 'the old file';
const PAGE = 4096;

/** A full disk must be told as one, never as a broken one; the other limits have names of their own. */
const CODES = mode === 'fill' ? ['diskFull'] : ['diskFull', 'diskFault', 'readOnly'];

const LONG = '長い説明'.repeat(500);
const ROWS = Array.from({ length: 40 }, (_, i) => `取り込んだ端末${i},${'備考'.repeat(300)}`);
const CSV = Buffer.from(['資産名称,備考', ...ROWS].join('\r\n')).toString('base64');

interface Operation {
  readonly run: (test: TestApp) => Promise<Failure | null>;
  /** Works on a register of an earlier version, which opening brings up to date. */
  readonly old?: boolean;
}

async function ask(test: TestApp, name: MethodName, input: unknown): Promise<Failure | null> {
  const reply = await test.app.invoke(name, input);
  if (!reply.ok) return reply.error;
  const { jobId } = reply.value as { jobId?: string };
  if (!jobId) return null;
  for (;;) {
    const state = ((await test.app.invoke('job.result', { jobId })) as { value: JobState }).value;
    if (state.state === 'failed') return state.error;
    if (state.state === 'done') return null;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
async function ids(test: TestApp): Promise<readonly string[]> {
  return (await test.call('asset.ids', {})).ids;
}
const said = (error: unknown): Failure =>
  toFailure(
    error,
    () => 'abcdef01',
    (line) => process.stderr.write(`${line}\n`),
  );

const OPERATIONS: Readonly<Record<string, Operation>> = {
  register: {
    run: (test) => ask(test, 'asset.register', { kind: 'information', values: { name: '新規', summary: LONG } }),
  },
  bulk: { run: async (test) => ask(test, 'asset.updateMany', { ids: await ids(test), values: { summary: LONG } }) },
  import: {
    async run(test) {
      const read = await test.job('importing.read', { fileName: '台帳.csv', base64: CSV, kind: 'hardware' });
      return ask(test, 'importing.commit', { importId: read.importId, plan: read.plan });
    },
  },
  ledger: { run: (test) => ask(test, 'ledger.export', { filter: {} }) },
  card: { run: async (test) => ask(test, 'handling.print', { assetId: (await ids(test))[0] }) },
  hand: { run: () => handOver(data, join(original, '元.pdf'), join(out, '台帳.pdf')).then(() => null, said) },
  migration: { run: async () => null, old: true },
};

function prepare(operation: Operation): void {
  for (const folder of [data, out]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  }
  if (operation.old) copyFileSync(migrated, join(data, 'register.sqlite'));
  else cpSync(join(original, 'data'), data, { recursive: true });
  writeFileSync(join(out, '台帳.pdf'), OLD);
}

/** Fills the disk until so many bytes are free. */
function leave(room: number): void {
  const { bavail, bsize } = statfsSync(dir);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - room)));
  const free = statfsSync(dir);
  if (free.bavail * free.bsize !== room) throw new Error(`${free.bavail * free.bsize} bytes are free, not ${room}`);
}

/** All that a list shows. */
async function shown(test: TestApp): Promise<string> {
  const columns = ['number', 'name', 'note', 'summary'];
  return JSON.stringify([
    await test.call('asset.list', { limit: 1000, columns }),
    await test.call('asset.counts', {}),
    await test.call('output.list', {}),
  ]);
}

async function attempt(name: string, room: number | null): Promise<Try> {
  const operation = OPERATIONS[name]!;
  const wrong: string[] = [];
  const check = (fine: boolean, what: string) => !fine && wrong.push(what);
  if (room !== null) {
    prepare(operation);
    leave(room);
  }
  let failure: Failure | null = null;
  let test = await openApp(data).catch((error: unknown) => {
    failure = said(error);
    return null;
  });
  // Not opened for want of room: every call says so, until there is some.
  const closed = test && (await ask(test, 'asset.counts', {}));
  failure ??= closed ?? (test && (await operation.run(test).catch(said)));
  rmSync(ballast, { force: true });
  if (failure) {
    const line = messageLine(failure);
    check(unfitWords(line).length === 0, line);
    check(CODES.includes(failure.code), `code ${JSON.stringify(failure)}`);
  }
  if (!test && operation.old) {
    const version = withSql(data, (db) => db.pragma('user_version', { simple: true }) as number);
    check([1, LATEST].includes(version), `between the versions: ${version}`);
  }
  // What is open goes on, as soon as there is room; under a limit there is none in this process.
  if (room !== null && test && failure) {
    if (closed) check((await test.call('recovery.retry', {})).opened, 'opens once there is room');
    check((await operation.run(test)) === null, 'goes on');
  }
  const before = test && (room !== null || !closed) ? await shown(test) : null;
  await test?.app.close();
  test = room === null ? test : await openApp(data);
  if (test && room !== null) {
    check(before === null || (await shown(test)) === before, 'memory and file differ');
    await test.app.close();
    const { ok, problems } = verifyNow(data);
    check(ok, JSON.stringify(problems.slice(0, 2)));
  }
  wrong.push(...(await halfFiles()));
  return { operation: name, room, code: (failure as Failure | null)?.code ?? null, wrong };
}

const handed = readFileSync(join(original, '元.pdf'), 'latin1');

/** Files that are neither the old one nor whole, and temp files. */
async function halfFiles(): Promise<string[]> {
  const half: string[] = [];
  for (const path of contents([dir]).keys()) {
    if (isTempName(basename(path))) half.push(`left over: ${path}`);
    else if (path.endsWith('.xlsx')) await checkBook(path, []).catch(() => half.push(`half: ${path}`));
    else if (path === join(out, '台帳.pdf') && ![OLD, handed].includes(readFileSync(path, 'latin1')))
      half.push(`half: ${path}`);
  }
  return half;
}

/** Free pages: the shared memory of the log alone takes eight. In `npm test` every second, of either half by chance. */
const PAGES = [0, 1, 4, 8, 9, 12, 16, 24, 40, 64, 100, 160, 256, 400];
const half = random().below(2);
const TRIED = LONGER ? PAGES : PAGES.filter((pages, i) => i % 2 === half || pages === PAGES.at(-1));

for (const name of names) {
  for (const pages of mode === 'fill' ? TRIED : [null]) {
    const one = await attempt(name, pages === null ? null : pages * PAGE);
    process.stdout.write(`${JSON.stringify(one)}\n`);
    if (one.code === null) break;
  }
}
process.stdout.write('end\n');
