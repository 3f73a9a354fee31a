import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { KIND_DEFINITIONS, KINDS, type Kind } from '../contract/catalogue/index.ts';
import { catalogueOf } from '../contract/catalogue/own.ts';
import { DaichoError } from '../contract/errors.ts';
import { FORM_FORMATS, type FormFormat } from '../contract/form.ts';
import { type ImportOutline, withAllOwnFields } from '../contract/importing.ts';
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
import { acceptedKinds, roundTrip } from './cliRoundTrip.ts';
import { ON_DUPLICATE, plainAsset, problemLines, promised } from './cliWords.ts';
import { readLedgerFile } from './ledgerFile.ts';
import { browserPrinter } from './printer.ts';

/** The third door: the same contract from a terminal, for scheduled jobs and for checking. */

const USAGE = `使い方: npm run daicho -- COMMAND [--data DIR] [--json]
  init [--sample] [--name 組合名]             台帳を作る（--sample は見本つき）
  import FILE [--kind KIND] [--good-rows-only] [--on-duplicate new|update|skip] [--own-fields] [--dry-run]
                                              Excel（.xlsx）かCSVを取り込む（--on-duplicate は、台帳にあるものと
                                              重なる行を、新しい資産にする・今ある資産に上書きする・取り込まない。
                                              指定がなければ、番号が重なる行と取り込み済みの行だけを除く。
                                              --own-fields は、対応する項目のない列をみな独自項目にする）
  undo-import 番号 [--only-unchanged]         取り込みを、まるごと取り消す（番号は import が答えたもの）
  error-book FILE --out FILE.xlsx [--kind KIND]
                                              確かめるところに色と理由を付けたExcelを作る
  round-trip FILE [--dry-run] [--accept all|new|changed|cleared|conflict] [--reason 理由]
                                              書き出した台帳を直したファイルと見比べる（--accept で取り込む。「,」で並べられる）
  list [--kind KIND] [--query 言葉]           資産を並べる
  export --out FILE.xlsx [--kind KIND] [--as-of 日付]
                                              Excelの台帳を出力する（--as-of はその日の終わりの台帳）
  export --out FILE --form ID [--format xlsx|pdf|csv|csvSjis] [--kind KIND] [--query 言葉] [--as-of 日付]
                                              様式で出力する（ID は forms で分かる）
  forms                                       様式を並べる
  diff --from 日付 [--to 日付] --out FILE.xlsx
                                              二つの日の間に増えた・減った・変わったものを出力する
  labels --out FILE.pdf --sheet ELM022 [--start N] [--skip N,N] [--copies N] [--template ID]
         [--query 言葉] [--kind KIND] [--place 場所の名前]
                                              ラベルのPDFを作る（--place は場所のラベル）
  verify                                      台帳と履歴を検査する
  recover [--in 場所] [--restore ID]          開けない台帳の控えを調べる（--restore で戻す）
  利用者を登録した台帳では、--user 名前 を添え、パスワードを環境変数 DAICHO_PASSWORD に入れておく
  KIND: ${[...KINDS].sort().join(' ')}
`;

const OPTIONS = {
  data: { type: 'string' },
  user: { type: 'string' },
  json: { type: 'boolean' },
  sample: { type: 'boolean' },
  name: { type: 'string' },
  kind: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'good-rows-only': { type: 'boolean' },
  'on-duplicate': { type: 'string' },
  'own-fields': { type: 'boolean' },
  'only-unchanged': { type: 'boolean' },
  accept: { type: 'string' },
  reason: { type: 'string' },
  query: { type: 'string' },
  out: { type: 'string' },
  'as-of': { type: 'string' },
  form: { type: 'string' },
  format: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  sheet: { type: 'string' },
  start: { type: 'string' },
  skip: { type: 'string' },
  copies: { type: 'string' },
  template: { type: 'string' },
  place: { type: 'string' },
  in: { type: 'string' },
  restore: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Which options each command knows, and how many words stand after it. */
const COMMANDS: Readonly<
  Record<string, { readonly options: readonly string[]; readonly words: number; readonly needs?: readonly string[] }>
> = {
  init: { options: ['sample', 'name'], words: 0 },
  import: { options: ['kind', 'dry-run', 'good-rows-only', 'on-duplicate', 'own-fields'], words: 1 },
  'undo-import': { options: ['only-unchanged'], words: 1 },
  'error-book': { options: ['out', 'kind'], words: 1, needs: ['out'] },
  'round-trip': { options: ['dry-run', 'accept', 'reason'], words: 1 },
  list: { options: ['kind', 'query'], words: 0 },
  export: { options: ['out', 'kind', 'query', 'as-of', 'form', 'format'], words: 0, needs: ['out'] },
  forms: { options: [], words: 0 },
  diff: { options: ['out', 'from', 'to'], words: 0, needs: ['out', 'from'] },
  labels: {
    options: ['out', 'sheet', 'start', 'skip', 'copies', 'template', 'place', 'query', 'kind'],
    words: 0,
    needs: ['out', 'sheet'],
  },
  verify: { options: [], words: 0 },
  recover: { options: ['in', 'restore'], words: 0 },
};

interface Options {
  readonly data?: string;
  readonly user?: string;
  readonly json?: boolean;
  readonly sample?: boolean;
  readonly name?: string;
  readonly kind?: string;
  readonly 'dry-run'?: boolean;
  readonly 'good-rows-only'?: boolean;
  readonly 'on-duplicate'?: string;
  readonly 'own-fields'?: boolean;
  readonly 'only-unchanged'?: boolean;
  readonly accept?: string;
  readonly reason?: string;
  readonly query?: string;
  readonly out?: string;
  readonly 'as-of'?: string;
  readonly form?: string;
  readonly format?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sheet?: string;
  readonly start?: string;
  readonly skip?: string;
  readonly copies?: string;
  readonly template?: string;
  readonly place?: string;
  readonly in?: string;
  readonly restore?: string;
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
    app = await createApp({ dataDir: dir, ports, who: userInfo().username, readAhead: false });
    // A copy that can only be viewed is no answer to a script: every command but `recover` is refused in words.
    if ((await call(app, 'register.status', {})).view !== null) await call(app, 'recovery.endView', {});
    await logIn(app, options.user);
    const answer = await run(app, command, words, options);
    process.stdout.write(
      options.json ? `${JSON.stringify(answer.json)}\n` : answer.lines.map((line) => `${line}\n`).join(''),
    );
    if (!answer.refused) return 0;
    process.stderr.write(`${answer.refused}\n`);
    return 1;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n${USAGE}`);
      return 2;
    }
    process.stderr.write(`${messageLine(toFailure(error, randomUUID, ports.log))}\n`);
    return 1;
  } finally {
    await app?.close();
    await printer.close();
  }
}

/**
 * In a register with accounts somebody has to log in. The password comes in the environment: arguments of a command are
 * seen by every program, and stay in the shell's history.
 */
async function logIn(app: App, user: string | undefined): Promise<void> {
  const { state } = await call(app, 'session.get', {});
  if (state === 'off') {
    if (user !== undefined) throw new UsageError('この台帳に利用者の登録はありません。--user は要りません。');
    return;
  }
  const password = process.env['DAICHO_PASSWORD'];
  // Programs that this one starts (the printer's browser) are not told.
  delete process.env['DAICHO_PASSWORD'];
  if (user === undefined || !password)
    throw new DaichoError(
      'loginNeeded',
      'この台帳は、利用者を登録しています。--user 名前 を添え、パスワードを環境変数 DAICHO_PASSWORD に入れてください。',
    );
  const { owes } = await afterTheWait(() => call(app, 'session.login', { account: user, password }));
  if (owes !== null) throw new DaichoError('notReady', '先に、画面でログインし、案内に従ってください。');
}

/** After wrong passwords the wait begins anew with each start of the app, so a command sits it out. */
async function afterTheWait<T>(logIn: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await logIn();
    } catch (error) {
      if (!(error instanceof DaichoError && error.code === 'waitToLogin')) throw error;
      await pause(1000);
    }
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
  const wrong = Object.keys(options).find((key) => !['data', 'user', 'json', 'help', ...known.options].includes(key));
  if (wrong) throw new UsageError(`「${command}」では --${wrong} を使えません。`);
  const missing = known.needs?.find((key) => !(key in options));
  if (missing) throw new UsageError(`--${missing} を指定してください。`);
  if (options.kind !== undefined && !(KINDS as readonly string[]).includes(options.kind))
    throw new UsageError(`「${options.kind}」という資産区分はありません。`);
  if (options.accept !== undefined && acceptedKinds(options.accept) === null)
    throw new UsageError(
      `--accept の「${options.accept}」は、all、new、changed、cleared、conflict のどれでもありません。`,
    );
  if (options['on-duplicate'] !== undefined && !(options['on-duplicate'] in ON_DUPLICATE))
    throw new UsageError(`--on-duplicate は ${Object.keys(ON_DUPLICATE).join(' ')} のどれかです。`);
  for (const key of ['start', 'copies'] as const)
    if (options[key] !== undefined && !/^[1-9]\d{0,3}$/.test(options[key]))
      throw new UsageError(`--${key} には1以上の数字を指定してください。`);
  if (options.skip !== undefined && !/^[1-9]\d{0,3}(,[1-9]\d{0,3})*$/.test(options.skip))
    throw new UsageError('--skip には1以上の数字を「,」で区切って指定してください。');
  if (options.format !== undefined && !(FORM_FORMATS as readonly string[]).includes(options.format))
    throw new UsageError(`--format は ${FORM_FORMATS.join(' ')} のどれかです。`);
  if (options.format !== undefined && options.form === undefined)
    throw new UsageError('--format は --form と一緒に使います。');
  // Any way of writing a date that the screens take: 令和8年3月31日, R8.3.31, 2026-03-31.
  for (const key of ['as-of', 'from', 'to'] as const)
    if (options[key] !== undefined && parseDate(options[key]) === null)
      throw new UsageError(`--${key} の「${options[key]}」は日付として読めません。`);
  return { command, words, options };
}

function run(app: App, command: string, words: readonly string[], options: Options): Promise<Answer> {
  switch (command) {
    case 'init':
      return init(app, options);
    case 'import':
      return importFile(app, words[0]!, options);
    case 'undo-import':
      return undoImport(app, words[0]!, options);
    case 'error-book':
      return errorBook(app, words[0]!, options);
    case 'round-trip':
      return roundTrip(app, typedPath(words[0]!), {
        accept: acceptedKinds(options.accept ?? '') ?? new Set(),
        dryRun: options['dry-run'] ?? false,
        reason: options.reason,
      });
    case 'list':
      return list(app, options);
    case 'export':
      return options.form === undefined ? exportLedger(app, options) : exportForm(app, options);
    case 'forms':
      return listForms(app);
    case 'diff':
      return exportDifference(app, options);
    case 'labels':
      return printLabels(app, options);
    case 'recover':
      return recover(app, options);
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

/** Rows with a doubtful cell come in only when somebody has looked at them: without a screen, not at all. */
async function importFile(app: App, file: string, options: Options): Promise<Answer> {
  const kind = (options.kind ?? null) as Kind | null;
  let outline: ImportOutline;
  try {
    const bytes = await readLedgerFile(typedPath(file));
    outline = await runJob(app, 'importing.read', { fileName: basename(file), base64: bytes.toString('base64'), kind });
  } catch (error) {
    if (!(error instanceof DaichoError)) throw error;
    const message = messageLine(error);
    return { json: { ...NOTHING, refused: { code: error.code, message } }, lines: [], refused: message };
  }
  const { importId } = outline;
  const way = options['on-duplicate'];
  const proposed = options['own-fields']
    ? withAllOwnFields(outline.plan, outline.sheets, catalogueOf(await call(app, 'ownField.list', {})))
    : outline.plan;
  const plan = { ...proposed, ...(way !== undefined && { findings: ON_DUPLICATE[way] }) };
  const goodRowsOnly = options['good-rows-only'] ?? false;
  const check = await runJob(app, 'importing.check', { importId, plan, full: true }).catch((error: unknown) => {
    if (error instanceof DaichoError && error.code === 'nothingToImport') return null;
    throw error;
  });
  if (check === null) {
    const message = messageLine(new DaichoError('nothingToImport'));
    return { json: { ...NOTHING, refused: { code: 'nothingToImport', message } }, lines: [], refused: message };
  }
  const told = promised(check, goodRowsOnly);
  const lines = problemLines(told.problems);
  if (options['dry-run']) {
    const { rows, imported, updated, skipped } = told;
    const over = updated > 0 ? `上書き ${updated}、` : '';
    const first = `試しに読みました: ${rows}行のうち ${imported + updated}行を取り込めます（${over}除く行 ${skipped}）。`;
    return { json: { dryRun: true, ...told }, lines: [first, ...lines] };
  }
  const doubts = told.doubtful.length;
  if (doubts > 0 && !goodRowsOnly) {
    const refused = `確かめるところが${doubts}か所あるので、何も取り込んでいません。もとの表を直すか、--good-rows-only を付けて、問題のない行だけを取り込んでください。`;
    return { json: { ...told, imported: 0, updated: 0, skipped: told.rows }, lines, refused };
  }
  try {
    const { rows, imported, updated, skipped, changeId } = await runJob(app, 'importing.commit', {
      importId,
      plan,
      goodRowsOnly,
      seen: check.seen,
    });
    const over = updated > 0 ? `上書き ${updated}、` : '';
    return {
      json: { ...told, id: changeId, rows, imported, updated, skipped },
      lines: [
        `取り込みました: ${rows}行のうち ${imported + updated}行（${over}除いた行 ${skipped}）。取り消すときは: undo-import ${changeId}`,
        ...lines,
      ],
    };
  } catch (error) {
    if (!(error instanceof DaichoError && error.code === 'nothingToImport')) throw error;
    // Nothing came in; why each row was left out is what the person needs now.
    return { json: { ...told, imported: 0, updated: 0, skipped: told.rows }, lines, refused: messageLine(error) };
  }
}

/**
 * Takes an import back as a whole. What was edited since is listed and keeps the whole from being taken back, unless
 * `--only-unchanged` leaves it as it is.
 */
async function undoImport(app: App, changeId: string, options: Options): Promise<Answer> {
  if (!/^[1-9]\d{0,14}$/.test(changeId)) throw new UsageError('取り込みの番号を指定してください。');
  const onlyUnchanged = options['only-unchanged'] ?? false;
  const { what, again, total, conflictCount, conflicts } = await call(app, 'change.check', { changeId });
  if (again || !what.includes('取り込み'))
    throw new DaichoError('cannotUndo', `${changeId}番は、取り込みではありません。`);
  const told = { id: changeId, what, total, conflictCount, conflicts };
  const lines = conflicts.map(({ message }) => `  ${message}`);
  if (conflictCount > 0 && !onlyUnchanged) {
    const refused = `取り込んだ${total}件のうち${conflictCount}件は、そのあとで変更されているので、何も取り消していません。残りだけを取り消すときは --only-unchanged を付けてください。`;
    return { json: { ...told, undone: 0, undoId: null }, lines, refused };
  }
  const done = await runJob(app, 'change.takeBack', { changeId, onlyUnchanged });
  const undone = total - done.skipped;
  return {
    json: { ...told, undone, undoId: done.changeId },
    lines: [`${what}を取り消しました: ${undone}件（そのままのもの ${done.skipped}件）。`, ...lines],
  };
}

/** The person's own book with the doubtful cells marked. */
async function errorBook(app: App, file: string, options: Options): Promise<Answer> {
  const target = await targetOf(app, options.out!);
  const bytes = await readLedgerFile(typedPath(file));
  const kind = (options.kind ?? null) as Kind | null;
  const read = { fileName: basename(file), base64: bytes.toString('base64'), kind };
  const { importId, plan } = await runJob(app, 'importing.read', read);
  const made = await runJob(app, 'importing.errorBook', { importId, plan });
  const path = await giveTo(target, made.path);
  return {
    json: { path, rows: made.rows, cells: made.cells, bytes: made.bytes },
    lines: [`作りました: ${path}（確かめるところ${made.cells}か所、${made.rows}行）`],
  };
}

/** What an import says of a file that could not be read. */
const NOTHING = {
  rows: 0,
  imported: 0,
  updated: 0,
  skipped: 0,
  assets: [],
  notAssets: [],
  doubtful: [],
  problems: [],
  ownFields: [],
};

async function list(app: App, options: Options): Promise<Answer> {
  const lists = (await call(app, 'master.lists', {})) as readonly MasterList[];
  const labels = new Map(lists.flatMap((one) => one.items.map((item) => [item.id, item.label] as const)));
  const { allFields } = catalogueOf(await call(app, 'ownField.list', {}));
  const columns = allFields.map((field) => field.id);
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
  const asOf = options['as-of'] === undefined ? {} : { asOf: parseDate(options['as-of'])! };
  const result = await runJob(app, 'ledger.export', { filter, ...asOf });
  const path = await giveTo(target, result.path);
  return {
    json: { path, rows: result.rows, bytes: result.bytes, byKind: result.byKind, filter: result.filterWords },
    lines: [`出力しました: ${path}（${result.rows}件、${result.filterWords}）`],
  };
}

async function listForms(app: App): Promise<Answer> {
  const forms = (await call(app, 'form.list', {})).filter(({ hidden }) => !hidden);
  return {
    json: {
      forms: forms.map(({ form: { id, name, type }, preset, changed }) => ({ id, name, type, preset, changed })),
    },
    lines: forms.map(({ form }) => `${form.id}\t${form.name}`),
  };
}

async function exportForm(app: App, options: Options): Promise<Answer> {
  const target = await targetOf(app, options.out!);
  const filter = {
    ...(options.kind ? { kind: options.kind as Kind } : {}),
    ...(options.query ? { query: options.query } : {}),
  };
  const asOf = options['as-of'] === undefined ? {} : { asOf: parseDate(options['as-of'])! };
  const format = (options.format ?? 'xlsx') as FormFormat;
  const result = await runJob(app, 'form.export', { formId: options.form!, filter, ...asOf, format });
  const path = await giveTo(target, result.path);
  const { rows, bytes, filterWords, notes } = result;
  return {
    json: { path, rows, bytes, filter: filterWords, notes },
    lines: [`出力しました: ${path}（${rows}件、${filterWords}）`, ...notes.map((note) => `  ${note}`)],
  };
}

async function exportDifference(app: App, options: Options): Promise<Answer> {
  const target = await targetOf(app, options.out!);
  const from = parseDate(options.from!)!;
  const to = options.to === undefined ? {} : { to: parseDate(options.to)! };
  const { added, removed, changed, bytes, path: made } = await runJob(app, 'ledger.difference', { from, ...to });
  const path = await giveTo(target, made);
  return {
    json: { path, added, removed, changed, bytes },
    lines: [`出力しました: ${path}（増えた${added}件、減った${removed}件、変わった項目${changed}件）`],
  };
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
      ? /^(?:register(?:\.sqlite|\.head|-kept-)|owner\.)/i.test(basename(target))
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

/** What is wrong with the register and which backup would take its place; with `--restore` it does. */
async function recover(app: App, options: Options): Promise<Answer> {
  const where = options.in === undefined ? {} : { from: typedPath(options.in) };
  const { problems, detail } = await call(app, 'recovery.look', {});
  const lines = [...problems.map(({ message }) => message), ...(detail ? [detail] : [])];
  if (options.restore !== undefined) {
    const done = await runJob(app, 'recovery.restore', { id: options.restore, ...where });
    const kept = done.kept ? `元のファイル: ${done.kept}` : '元のファイルはありませんでした。';
    return { json: done, lines: [...lines, `控えから戻しました（資産${done.assets}件）。${kept}`] };
  }
  const found = await runJob(app, 'recovery.search', where);
  const { best, missing, refused } = found;
  return {
    json: { problems, ...found },
    lines: [
      ...lines,
      best
        ? `検査済みの控え: ${best.name}（資産${best.assets}件） --restore ${best.id}`
        : '使える控えは見つかりませんでした。台帳のファイルは消さずに残してください。',
      ...(missing ? [`控えに入っていない変更: ${missing.complete ? '' : '少なくとも'}${missing.changes}件`] : []),
      ...refused.map((one) => `  使えない控え: ${one.name} ${one.why}`),
    ],
  };
}
