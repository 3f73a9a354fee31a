import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Figure, median, table, verdict } from './figures.ts';
import type { HandLedger } from './handLedger.ts';
import type { Figures, MeasureInput } from './measures.ts';
import { BENCH_DIR, type RegisterFacts, registerDir, registerFacts } from './register.ts';
import type { StartMoments } from './start.ts';

const RUN = fileURLToPath(new URL('run.mjs', import.meta.url));
const USAGE = `npm run bench [-- options]
  --small          5,000 assets instead of 100,000: a quick look
  --assets n       so many assets (at least 100)
  --fresh          make the register anew
  --only a,b       only these: start, list, save, classes, importing, ledger, book, verify, labels
  --json           JSON instead of the table`;
const PARTS = ['start', 'list', 'save', 'classes', 'importing', 'ledger', 'book', 'verify', 'labels'];
const START_RUNS = 5;
const FULL = 100_000;

export async function bench(args: readonly string[]): Promise<void> {
  const options = optionsOf(args);
  if (!options) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const { only, assets, fresh, json } = options;
  const small = assets < FULL;
  mkdirSync(BENCH_DIR, { recursive: true });
  // Left over from a run that was broken off.
  for (const name of readdirSync(BENCH_DIR))
    if (name.startsWith('work-')) rmSync(join(BENCH_DIR, name), { recursive: true, force: true });

  const dir = registerDir(assets);
  let facts = fresh ? null : registerFacts(dir);
  const reused = facts !== null;
  if (!facts) {
    say(`making ${assets} assets with their history ...`);
    facts = await measure<RegisterFacts>('build', { dir, assets, rows: assets });
  }
  const some = small ? Math.min(1000, assets) : 10_000;
  const figures: Figure[] = [];
  const run = async (part: string, name: string, rows: number, more: object = {}) => {
    if (!only.includes(part)) return;
    say(`${name} ${rows} ...`);
    figures.push(...(await measure<Figures>(name, { dir, assets, rows, ...more })));
  };
  if (only.includes('start')) figures.push(...(await startFigures({ dir, assets, rows: 0 })));
  await run('list', 'list', assets);
  await run('save', 'save', small ? 50 : 300);
  await run('classes', 'classes', some);
  if (only.includes('importing')) {
    say(`writing a ledger of ${some} rows ...`);
    const ledger = await measure<HandLedger>('handLedger', { dir, assets, rows: some });
    for (const name of ['importing', 'importingCancel', 'importingIntoLarge'])
      await run('importing', name, some, { ledger });
  }
  await run('ledger', 'ledger', some);
  if (!small) await run('ledger', 'ledger', assets);
  await run('ledger', 'exportCommand', assets);
  await run('book', 'book', some);
  if (!small) await run('book', 'book', assets);
  await run('verify', 'verify', assets);
  await run('labels', 'labels', small ? Math.min(100, assets / 2) : 1000);

  // The load of the last five minutes says how far the figures can be trusted: others at work make all of them slower.
  const machine = {
    load: loadavg()[1] ?? 0,
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? '',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  const report = {
    machine,
    register: { ...facts, reused },
    figures: figures.map((figure) => ({ ...figure, verdict: verdict(figure) })),
  };
  writeFileSync(join(BENCH_DIR, 'result.json'), JSON.stringify(report, null, 2));
  if (json) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  console.log(
    `${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, Node ${machine.node}, ${machine.platform}, load ${machine.load.toFixed(1)}`,
  );
  console.log(
    `${facts.assets} assets, ${facts.historyRows} history rows; made in ${seconds(facts.buildMs)}, verified in ${seconds(facts.verifyMs)}${reused ? ' (reused)' : ''}\n`,
  );
  console.log(table(figures));
}

const OPTIONS = {
  small: { type: 'boolean' },
  fresh: { type: 'boolean' },
  json: { type: 'boolean' },
  only: { type: 'string' },
  assets: { type: 'string' },
} as const;

/** Null when the command line can't be understood. */
function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const { small, fresh = false, json = false } = values;
    const only = values.only?.split(',') ?? PARTS;
    const assets = Number(values.assets ?? (small ? 5000 : FULL));
    const known = only.every((part) => PARTS.includes(part)) && Number.isInteger(assets) && assets >= 100;
    return known ? { only, assets, fresh, json } : null;
  } catch {
    return null;
  }
}

/** From the parent's spawn to the first answer, over several starts; the file is in the system's cache. */
async function startFigures(input: MeasureInput): Promise<Figure[]> {
  say('start ...');
  const ours: { spawned: number; moments: StartMoments }[] = [];
  const bare: { spawned: number; moments: StartMoments }[] = [];
  for (let i = 0; i < START_RUNS; i += 1) {
    for (const [name, sample] of [
      ['start', ours],
      ['startReference', bare],
    ] as const) {
      const spawned = performance.timeOrigin + performance.now();
      sample.push({ spawned, moments: await measure<StartMoments>(name, input) });
    }
  }
  const over = (sample: typeof ours, part: (moments: StartMoments, spawned: number) => number) =>
    median(sample.map(({ moments, spawned }) => part(moments, spawned)));
  const figure = (
    name: string,
    what: string,
    part: (moments: StartMoments, spawned: number) => number,
    aim?: number,
  ): Figure => ({
    name,
    unit: 'ms',
    ours: over(ours, part),
    reference: { what, value: over(bare, part) },
    ...(aim ? { aim } : {}),
  });
  return [
    figure(
      'start to first list',
      'Node + SQLite: count and first 100 rows',
      (moments, spawned) => moments.listed - spawned,
      1000,
    ),
    figure('  Node and modules', 'Node + better-sqlite3', (moments, spawned) => moments.loaded - spawned),
    figure('  createApp', 'open the file', (moments) => moments.opened - moments.loaded),
    figure('  first asset.list', 'count and first 100 rows', (moments) => moments.listed - moments.opened),
  ];
}

/** Runs one measurement in a process of its own; its last line is its result. */
function measure<T>(name: string, input: MeasureInput): Promise<T> {
  return new Promise((resolve, reject) => {
    // With the options that this one was started with (package.json), as the app is.
    const child = spawn(process.execPath, [...process.execArgv, RUN, 'measure', name, JSON.stringify(input)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (part: string) => {
      text += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`measurement ${name} ended with ${code}`));
      else resolve(JSON.parse(text.trimEnd().split('\n').at(-1)!) as T);
    });
  });
}

/** Progress goes to the error stream: the standard one holds the table. */
function say(text: string): void {
  console.error(text);
}
