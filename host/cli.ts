import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { ALL_FIELDS, KIND_DEFINITIONS, KINDS, type Kind } from '../contract/catalogue/index.ts';
import { DaichoError } from '../contract/errors.ts';
import { parseDate } from '../contract/japanese/date.ts';
import type { MasterList } from '../contract/master.ts';
import { messageLine } from '../contract/messages.ts';
import { type App, createApp } from '../core/app.ts';
import { dataDir } from '../core/dataDir.ts';
import { toFailure } from '../core/failure.ts';
import { lookAt, type Seen } from '../core/files/atomic.ts';
import { handOver } from '../core/files/handOver.ts';
import { logFile } from '../core/logFile.ts';
import type { Ports } from '../core/ports.ts';
import { call, runJob } from './cliCall.ts';
import { plainAsset, problemLines, promised } from './cliWords.ts';
import { readLedgerFile } from './ledgerFile.ts';
import { browserPrinter } from './printer.ts';

/** The third door: the same contract from a terminal, for scheduled jobs and for checking. */

const USAGE = `使い方: npm run daicho -- COMMAND [--data DIR] [--json]
  init [--sample] [--name 組合名]             台帳を作る（--sample は見本つき）
  import FILE [--kind KIND] [--dry-run]       Excel（.xlsx）かCSVを取り込む
  list [--kind KIND] [--query 言葉]           資産を並べる
  export --out FILE.xlsx [--kind KIND] [--as-of 日付]
                                              Excelの台帳を出力する（--as-of はその日の終わりの台帳）
  diff --from 日付 [--to 日付] --out FILE.xlsx
                                              二つの日の間に増えた・減った・変わったものを出力する
  labels --out FILE.pdf --sheet ELM022 [--start N] [--skip N,N] [--copies N] [--template ID]
         [--query 言葉] [--kind KIND] [--place 場所の名前]
                                              ラベルのPDFを作る（--place は場所のラベル）
  verify                                      台帳と履歴を検査する
  KIND: ${[...KINDS].sort().join(' ')}
`;

const OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  sample: { type: 'boolean' },
  name: { type: 'string' },
  kind: { type: 'string' },
  'dry-run': { type: 'boolean' },
  query: { type: 'string' },
  out: { type: 'string' },
  'as-of': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  sheet: { type: 'string' },
  start: { type: 'string' },
  skip: { type: 'string' },
  copies: { type: 'string' },
  template: { type: 'string' },
  place: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Which options each command knows, and how many words stand after it. */
const COMMANDS: Readonly<
  Record<string, { readonly options: readonly string[]; readonly words: number; readonly needs?: readonly string[] }>
> = {
  init: { options: ['sample', 'name'], words: 0 },
  import: { options: ['kind', 'dry-run'], words: 1 },
  list: { options: ['kind', 'query'], words: 0 },
  export: { options: ['out', 'kind', 'query', 'as-of'], words: 0, needs: ['out'] },
  diff: { options: ['out', 'from', 'to'], words: 0, needs: ['out', 'from'] },
  labels: {
    options: ['out', 'sheet', 'start', 'skip', 'copies', 'template', 'place', 'query', 'kind'],
    words: 0,
    needs: ['out', 'sheet'],
  },
  verify: { options: [], words: 0 },
};

interface Options {
  readonly data?: string;
  readonly json?: boolean;
  readonly sample?: boolean;
  readonly name?: string;
  readonly kind?: string;
  readonly 'dry-run'?: boolean;
  readonly query?: string;
  readonly out?: string;
  readonly 'as-of'?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sheet?: string;
  readonly start?: string;
  readonly skip?: string;
  readonly copies?: string;
  readonly template?: string;
  readonly place?: string;
  readonly help?: boolean;
}

/** What a command answers: the JSON object, lines for a person, and whether it counts as done. */
interface Answer {
  readonly json: object;
  readonly lines: readonly string[];
  /** Set when the command ran but the outcome is a refusal: one Japanese line. */
  readonly refused?: string;
}

class UsageError extends Error {}

/** npm runs scripts in the project's folder; a relative path means the folder where the person typed it. */
function typedPath(path: string): string {
  return resolve((process.env['npm_lifecycle_event'] === 'daicho' && process.env['INIT_CWD']) || '.', path);
}

/**
 * Runs one command line.
 * @returns the exit code: 0 done, 1 refused or failed (one Japanese line on stderr), 2 wrong usage
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  let command: string;
  let words: readonly string[];
  let options: Options;
  try {
    ({ command, words, options } = parse(args));
  } catch (error) {
    process.stderr.write(`${error instanceof UsageError ? `${error.message}\n` : ''}${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const dir = dataDir({ data: options.data && typedPath(options.data) });
  const printer = browserPrinter();
  const now = () => new Date();
  const ports: Ports = { now, newId: randomUUID, printer, log: logFile(dir, now) };
  let app: App | undefined;
  try {
    app = await createApp({ dataDir: dir, ports, who: userInfo().username });
    const answer = await run(app, command, words, options);
    process.stdout.write(
      options.json ? `${JSON.stringify(answer.json)}\n` : answer.lines.map((line) => `${line}\n`).join(''),
    );
    if (!answer.refused) return 0;
    process.stderr.write(`${answer.refused}\n`);
    return 1;
  } catch (error) {
    process.stderr.write(`${messageLine(toFailure(error, randomUUID, ports.log))}\n`);
    return 1;
  } finally {
    await app?.close();
    await printer.close();
  }
}

function parse(args: readonly string[]): { command: string; words: readonly string[]; options: Options } {
  let parsed: { values: Options; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true }) as typeof parsed;
  } catch {
    throw new UsageError('分からない指定があります。');
  }
  const [command = '', ...words] = parsed.positionals;
  const options = parsed.values;
  if (options.help) return { command, words, options };
  const known = COMMANDS[command];
  if (!known) throw new UsageError(command ? `「${command}」という命令はありません。` : '命令を指定してください。');
  if (words.length !== known.words) throw new UsageError(`「${command}」の指定が足りないか、多すぎます。`);
  const wrong = Object.keys(options).find((key) => !['data', 'json', 'help', ...known.options].includes(key));
  if (wrong) throw new UsageError(`「${command}」では --${wrong} を使えません。`);
  const missing = known.needs?.find((key) => !(key in options));
  if (missing) throw new UsageError(`--${missing} を指定してください。`);
  if (options.kind !== undefined && !(KINDS as readonly string[]).includes(options.kind))
    throw new UsageError(`「${options.kind}」という資産区分はありません。`);
  for (const key of ['start', 'copies'] as const)
    if (options[key] !== undefined && !/^[1-9]\d{0,3}$/.test(options[key]))
      throw new UsageError(`--${key} には1以上の数字を指定してください。`);
  if (options.skip !== undefined && !/^[1-9]\d{0,3}(,[1-9]\d{0,3})*$/.test(options.skip))
    throw new UsageError('--skip には1以上の数字を「,」で区切って指定してください。');
  return { command, words, options };
}

function run(app: App, command: string, words: readonly string[], options: Options): Promise<Answer> {
  switch (command) {
    case 'init':
      return init(app, options);
    case 'import':
      return importFile(app, words[0]!, options);
    case 'list':
      return list(app, options);
    case 'export':
      return exportLedger(app, options);
    case 'diff':
      return exportDifference(app, options);
    case 'labels':
      return printLabels(app, options);
    default:
      return verify(app);
  }
}

async function init(app: App, options: Options): Promise<Answer> {
  const unionName = options.name ?? (options.sample ? '水郷地方環境衛生組合' : '（組合名未設定）');
  const { assets } = await call(app, 'register.create', { unionName, sample: options.sample ?? false });
  const { dataDir: dir } = await call(app, 'register.status', {});
  return {
    json: { created: true, unionName, assets, dataDir: dir },
    lines: [`台帳を作りました: ${unionName}（資産${assets}件）`, `保存先: ${dir}`],
  };
}

async function importFile(app: App, file: string, options: Options): Promise<Answer> {
  const kind = (options.kind ?? null) as Kind | null;
  const bytes = await readLedgerFile(typedPath(file));
  const outline = await runJob(app, 'importing.read', {
    fileName: basename(file),
    base64: bytes.toString('base64'),
    kind,
  });
  const { importId, plan } = outline;
  if (options['dry-run']) {
    const told = promised(await runJob(app, 'importing.check', { importId, plan }));
    const { rows, imported, skipped } = told;
    return {
      json: { dryRun: true, ...told },
      lines: [
        `試しに読みました: ${rows}行のうち ${imported}行を取り込めます（除く行 ${skipped}）。`,
        ...problemLines(told.problems),
      ],
    };
  }
  try {
    const { changeId: _, fileName: __, ...told } = await runJob(app, 'importing.commit', { importId, plan });
    const { rows, imported, skipped } = told;
    return {
      json: told,
      lines: [`取り込みました: ${rows}行のうち ${imported}行（除いた行 ${skipped}）。`, ...problemLines(told.problems)],
    };
  } catch (error) {
    if (!(error instanceof DaichoError && error.code === 'nothingToImport')) throw error;
    // Nothing came in; why each row was left out is what the person needs now.
    const told = promised(await runJob(app, 'importing.check', { importId, plan }));
    return { json: told, lines: problemLines(told.problems), refused: messageLine(error) };
  }
}

async function list(app: App, options: Options): Promise<Answer> {
  const lists = (await call(app, 'master.lists', {})) as readonly MasterList[];
  const labels = new Map(lists.flatMap((one) => one.items.map((item) => [item.id, item.label] as const)));
  const columns = ALL_FIELDS.map((field) => field.id);
  const filter = {
    ...(options.kind ? { kind: options.kind as Kind } : {}),
    ...(options.query ? { query: options.query } : {}),
  };
  const assets: Record<string, unknown>[] = [];
  let total = 0;
  do {
    const page = await call(app, 'asset.list', { ...filter, columns, offset: assets.length, limit: 1000 });
    total = page.matched;
    if (page.rows.length === 0) break;
    assets.push(...page.rows.map((row) => plainAsset(row, labels)));
  } while (assets.length < total);
  return {
    json: { total, assets },
    lines: [
      ...assets.map((asset) =>
        [asset['number'], KIND_DEFINITIONS[asset['kind'] as Kind].label, asset['name'], asset['group'] ?? ''].join(
          '\t',
        ),
      ),
      `${total}件`,
    ],
  };
}

async function exportLedger(app: App, options: Options): Promise<Answer> {
  const target = await targetOf(app, options.out!);
  const filter = {
    ...(options.kind ? { kind: options.kind as Kind } : {}),
    ...(options.query ? { query: options.query } : {}),
  };
  const asOf = options['as-of'] === undefined ? {} : { asOf: typedDate('--as-of', options['as-of']) };
  const result = await runJob(app, 'ledger.export', { filter, ...asOf });
  const path = await giveTo(target, result.path);
  return {
    json: { path, rows: result.rows, bytes: result.bytes, byKind: result.byKind, filter: result.filterWords },
    lines: [`出力しました: ${path}（${result.rows}件、${result.filterWords}）`],
  };
}

async function exportDifference(app: App, options: Options): Promise<Answer> {
  const target = await targetOf(app, options.out!);
  const from = typedDate('--from', options.from!);
  const to = options.to === undefined ? {} : { to: typedDate('--to', options.to) };
  const { added, removed, changed, bytes, path: made } = await runJob(app, 'ledger.difference', { from, ...to });
  const path = await giveTo(target, made);
  return {
    json: { path, added, removed, changed, bytes },
    lines: [`出力しました: ${path}（増えた${added}件、減った${removed}件、変わった項目${changed}件）`],
  };
}

/** Any way of writing a date that the screens take: 令和8年3月31日, R8.3.31, 2026-03-31. */
function typedDate(option: string, typed: string): string {
  const date = parseDate(typed);
  if (date === null) throw new UsageError(`${option} の「${typed}」は日付として読めません。`);
  return date;
}

async function printLabels(app: App, options: Options): Promise<Answer> {
  const target = await targetOf(app, options.out!);
  const filter = {
    ...(options.kind ? { kind: options.kind as Kind } : {}),
    ...(options.query ? { query: options.query } : {}),
  };
  const result = await runJob(app, 'label.print', {
    filter,
    sheetId: options.sheet!,
    start: Number(options.start ?? 1),
    skip: options.skip?.split(',').map(Number) ?? [],
    copies: Number(options.copies ?? 1),
    ...(options.template !== undefined && { templateId: options.template }),
    ...(options.place !== undefined && { target: 'place' as const, placeIds: [await placeNamed(app, options.place)] }),
  });
  const path = await giveTo(target, result.path);
  const json = { path, labels: result.labels, pages: result.pages, bytes: result.bytes, warnings: result.warnings };
  return {
    json,
    lines: [
      `ラベルを作りました: ${path}（${result.labels}枚、${result.pages}ページ）`,
      ...result.warnings.map((w) => `  ${w.message}`),
    ],
  };
}

/** The place with this name. @throws DaichoError('notFound') */
async function placeNamed(app: App, name: string): Promise<string> {
  const lists = (await call(app, 'master.lists', {})) as readonly MasterList[];
  const found = lists.find(({ id }) => id === 'place')?.items.find(({ label }) => label === name);
  if (!found) throw new DaichoError('notFound', `「${name}」という場所はありません。`);
  return found.id;
}

interface Target {
  /** Absolute. */
  readonly path: string;
  readonly seen: Seen;
  readonly dataDir: string;
}

/**
 * The file that the person wants, and what stands there now: what somebody else puts there while the file is made stays.
 * @throws DaichoError('readOnly') for the app's own files: the ledger would take the place of the register itself
 */
async function targetOf(app: App, out: string): Promise<Target> {
  const target = typedPath(out);
  const { dataDir: dir } = await call(app, 'register.status', {});
  const real = (path: string) => realpath(path).catch(() => path);
  const inside = relative(await real(dir), await real(dirname(target)));
  const own =
    inside === ''
      ? /^(?:register\.sqlite|owner\.)/i.test(basename(target))
      : !(inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside));
  if (own) throw new DaichoError('readOnly', '台帳そのもののファイルには出力できません。別の場所を指定してください。');
  return { path: target, seen: await lookAt(target), dataDir: dir };
}

async function giveTo({ dataDir: dir, path, seen }: Target, from: string): Promise<string> {
  await handOver(dir, from, path, seen);
  return path;
}

async function verify(app: App): Promise<Answer> {
  const result = await runJob(app, 'register.verify', {});
  const lines = [
    `資産${result.assets}件、履歴${result.historyRows}行を検査しました。`,
    ...result.problems.map((p) => `  ${p.message}`),
  ];
  if (result.ok) return { json: result, lines: [...lines, '問題はありません。'] };
  return {
    json: result,
    lines,
    refused: `検査で問題が見つかりました（${result.problems.length}件）。台帳は書きかえていません。控えと見比べてください。`,
  };
}
