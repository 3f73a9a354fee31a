import { readFileSync, rmSync } from 'node:fs';
import type { AssetPage } from '../../contract/asset.ts';
import type { ImportCheck, ImportOutline, ImportReceipt } from '../../contract/importing.ts';
import { type App, createApp } from '../../core/app.ts';
import { LONGEST_BLOCK_MS } from './eventLoop.ts';
import type { Figure } from './figures.ts';
import { type HandLedger, handLedgerPath } from './handLedger.ts';
import { setUp } from './makeRegister.ts';
import type { MeasureInput } from './measures.ts';
import { call, copyRegister, quietPorts, workDir } from './register.ts';
import { cancelledAt, type Moment, type Step, watched } from './steps.ts';

const COLUMNS = 40;
/** Aims of issue 5, acceptance 6. */
const DRY_RUN_MS = 10_000;
const COMMIT_MS = 5000;
const CANCEL_MS = 1000;
const MEMORY_MIB = 512e6 / 2 ** 20;

interface Input extends MeasureInput {
  readonly ledger: HandLedger;
}

/** Reading, dry run and commit of a ledger kept by hand, as the screens do them, into a register that was just set up. */
export async function measureImport({ rows, ledger }: Input): Promise<Figure[]> {
  const dir = workDir();
  try {
    await setUp(dir);
    const { read, check, commit } = await takeIn(dir, rows);
    const { doubtful, problemCount } = check.result;
    const reference = { what: 'reading the book alone', value: ledger.readMs };
    const size = `${(ledger.bytes / 1e6).toFixed(1)} MB, ${ledger.filledCells} filled cells`;
    return [
      {
        name: `import: dry run of ${rows} rows x ${COLUMNS} columns`,
        unit: 'ms',
        ours: read.ms + check.ms,
        reference,
        ...aim(rows, DRY_RUN_MS),
      },
      { name: '  CPU time of all threads', unit: 'ms', ours: read.cpuMs + check.cpuMs, note: size },
      {
        name: '  read and propose',
        unit: 'ms',
        ours: read.ms,
        note: `${read.reports} reports, longest without one ${Math.round(read.silence)} ms`,
      },
      { name: '  check', unit: 'ms', ours: check.ms, note: `${doubtful} doubtful rows, ${problemCount} remarks` },
      block('read', read),
      block('check', check),
      { name: '  peak memory of the process', unit: 'MiB', ours: check.peak, ...aim(rows, MEMORY_MIB) },
      {
        name: `import: commit of ${commit.result.imported} rows with history, after the backup`,
        unit: 'ms',
        ours: commit.lastPart,
        ...aim(rows, COMMIT_MS),
      },
      { name: '  with the verified backup', unit: 'ms', ours: commit.ms },
      {
        name: '  CPU time of all threads',
        unit: 'ms',
        ours: commit.cpuMs,
        note: `with the backup; main thread ${Math.round(commit.mainCpuMs)} ms`,
      },
      block('commit', commit),
      { name: '  peak memory of the process', unit: 'MiB', ours: commit.peak },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The same into the large register, which is backed up first. */
export async function measureImportIntoLarge({ dir, assets, rows }: Input): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    const { read, check, commit } = await takeIn(copy, rows);
    return [
      {
        name: `import into ${assets} assets: dry run of ${rows} rows`,
        unit: 'ms',
        ours: read.ms + check.ms,
        ...aim(rows, DRY_RUN_MS),
      },
      { name: '  commit, after the backup', unit: 'ms', ours: commit.lastPart, ...aim(rows, COMMIT_MS) },
      { name: '  with the verified backup', unit: 'ms', ours: commit.ms },
      block('read', read),
      block('check', check),
      block('commit', commit),
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const READING = 'ファイルを読んでいます';
const CHECKING = '1行ずつ確かめています';
const WRITING = '台帳に書いています';
const half = (phase: string) => (progress: { phase: string; done: number; total: number | null }) =>
  progress.phase === phase && progress.done * 2 >= (progress.total ?? Number.POSITIVE_INFINITY);

const OF_READ: readonly Moment[] = [
  { name: 'at the beginning of reading', when: ({ phase }) => phase === READING },
  { name: 'in the middle of reading', when: ({ phase }) => phase === READING, afterMs: 400 },
  { name: 'while the tables are looked for', when: ({ phase }) => phase === '表を読み取っています', afterMs: 50 },
];
const OF_CHECK: readonly Moment[] = [{ name: 'in the middle of the check', when: half(CHECKING) }];
const OF_COMMIT: readonly Moment[] = [
  { name: 'during the backup', when: ({ phase }) => phase === '台帳を写しています', afterMs: 50 },
  { name: 'while it is checked once more', when: half(CHECKING) },
  { name: 'when half is written', when: half(WRITING) },
  { name: 'when all is written', when: ({ phase, done, total }) => phase === WRITING && done === total },
];

/** From the click on 中止 to the end of the job, at several moments; the register must be as before each time. */
export async function measureImportCancel({ dir, assets, rows }: Input): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    const app = await openApp(copy);
    const file = fileOf(rows);
    const before = await held(app);
    const figures: Figure[] = [];
    const take = async (name: string, input: unknown, moments: readonly Moment[]) => {
      for (const moment of moments) {
        const ms = await cancelledAt(app, name, input, moment);
        // Of a few rows it may be over before anybody can click.
        if (ms === null) return false;
        if ((await held(app)) !== before) throw new Error(`${name} cancelled ${moment.name} left something behind`);
        figures.push({ name: `import: cancelled ${moment.name}`, unit: 'ms', ours: ms, aim: CANCEL_MS });
      }
      return true;
    };
    await take('importing.read', file, OF_READ);
    const { importId, plan } = (await watched<ImportOutline>(app, 'importing.read', file)).result;
    await take('importing.check', { importId, plan }, OF_CHECK);
    if (await take('importing.commit', { importId, plan }, OF_COMMIT)) {
      // None of it was in the way of the import itself.
      const { imported } = (await watched<ImportReceipt>(app, 'importing.commit', { importId, plan })).result;
      if ((await held(app)) !== before + imported) throw new Error('the import after the cancelled ones is not whole');
    }
    await app.close();
    return figures.map((figure) => ({ ...figure, note: `register of ${assets}` }));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function openApp(dir: string): Promise<App> {
  const app = await createApp({ dataDir: dir, ports: quietPorts, who: 'bench' });
  await call(app, 'asset.list', {});
  // Waits for the check of a large file, and is a change, so that there is something to back up.
  await call(app, 'operator.set', { name: '葦沼 恵', post: '係長' });
  return app;
}

const held = async (app: App) => (await call<AssetPage>(app, 'asset.list', { limit: 1 })).held;

const fileOf = (rows: number) => ({
  fileName: '情報資産台帳（令和8年度）.xlsx',
  base64: readFileSync(handLedgerPath(rows)).toString('base64'),
});

async function takeIn(dir: string, rows: number) {
  const app = await openApp(dir);
  const before = await held(app);
  const read = await watched<ImportOutline>(app, 'importing.read', fileOf(rows));
  const { importId, plan } = read.result;
  const check = await watched<ImportCheck>(app, 'importing.check', { importId, plan });
  const commit = await watched<ImportReceipt>(app, 'importing.commit', { importId, plan });
  const { imported } = commit.result;
  // Headings, totals and some rows without a name are left out.
  if (imported < rows * 0.98 || imported !== check.result.clean + check.result.doubtful)
    throw new Error(`imported ${imported} of ${rows} rows: ${JSON.stringify(commit.result.problems.slice(0, 3))}`);
  if ((await held(app)) !== before + imported) throw new Error('not all rows are in the list');
  await app.close();
  return { read, check, commit };
}

function block(name: string, step: Step<unknown>): Figure {
  return {
    name: `  longest block of the main thread: ${name}`,
    unit: 'ms',
    ours: step.block,
    aim: LONGEST_BLOCK_MS,
  };
}

/** The aims are of 10,000 rows; a quick look at fewer says nothing about them. */
function aim(rows: number, most: number): { aim?: number } {
  return rows >= 10_000 ? { aim: most } : {};
}
