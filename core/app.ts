import { existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { api, type MethodName } from '../contract/api.ts';
import type { MethodType } from '../contract/define.ts';
import { DaichoError, type Envelope, type ErrorCode, type FieldProblem } from '../contract/errors.ts';
import type { AppEvent } from '../contract/events.ts';
import { MESSAGES } from '../contract/messages.ts';
import type { Damage } from '../contract/recovery.ts';
import { allIds } from '../db/assets.ts';
import { errorKind } from '../db/errors.ts';
import { forgetHeadMark } from '../db/headMark.ts';
import { LATEST } from '../db/migrate.ts';
import { inspectFile, openRegister, openUnchecked, registerPath } from '../db/open.ts';
import { outputById } from '../db/outputs.ts';
import { type OwnerLock, takeOwnership } from '../db/ownerLock.ts';
import { registerRow } from '../db/settings.ts';
import type { WritableDb } from '../db/types.ts';
import { loadIndex } from './asset/indexing.ts';
import { rewriteIfOutdated } from './asset/rewrite.ts';
import { announce, type Context, type OpenRegister, type Trouble } from './context.ts';
import { toFailure } from './failure.ts';
import { removeLeftovers } from './files/atomic.ts';
import { handlers } from './handlers.ts';
import { endImports } from './importing/commands.ts';
import { createJobs, inWorker, setWorkerUrl } from './jobs/run.ts';
import type { FontDirs } from './label/fonts.ts';
import { OUTPUTS } from './output/files.ts';
import type { Ports } from './ports.ts';
import { endView, removeViews, startView } from './recovery/viewing.ts';
import { placeProblem } from './register/place.ts';
import { seedSchemes } from './register/seedSchemes.ts';
import { fileDamage, registerDamage } from './register/soundness.ts';
import { loadState } from './register/state.ts';

/** The one door to the core. Every host ends here: Electron IPC, loopback HTTP, the command line. */
export interface App {
  /** Calls a contract method with plain JSON; never throws, never rejects. */
  invoke(name: string, raw: unknown): Promise<Envelope<unknown>>;
  /** Listens to push events; returns the function that stops listening. */
  on(listener: (event: AppEvent) => void): () => void;
  /** A finished output file (ledger, label PDF) by its id, for a host that hands it over. Null when unknown or gone. */
  output(outputId: string): { readonly path: string; readonly fileName: string } | null;
  /** Ends running jobs, closes the register and gives up its ownership. */
  close(): Promise<void>;
}

export interface AppDeps {
  readonly dataDir: string;
  readonly ports: Ports;
  /** Who works when nobody has said so: the name of the operating system's user. */
  readonly who: string;
  readonly appVersion?: string;
  /** Of the packaged app; while developing fonts and worker are found beside the sources. */
  readonly fontDirs?: FontDirs;
  readonly workerUrl?: URL | string;
  /** Where another one works on the register: an app that can show the newest good backup, not a refusal. */
  readonly viewWhenOwned?: boolean;
}

/**
 * A register up to this size is checked whole before the first screen; a larger one beside it, in a worker. 5,000 assets
 * with five years of history have about 40 MB (docs/architecture.md, "Checks at the start").
 */
const CHECK_FIRST_BYTES = 8 * 1024 * 1024;

/**
 * Opens the register of a data folder as its one owner. Where there is none, the guided set-up comes first; where it
 * cannot be worked on (damaged, of a newer version), the app says so as its state and only recovery works.
 * @throws DaichoError ownedElsewhere (without `viewWhenOwned`), readOnly, diskFull
 */
export async function createApp(deps: AppDeps): Promise<App> {
  const { dataDir, ports } = deps;
  if (deps.workerUrl) setWorkerUrl(deps.workerUrl);
  let lock: OwnerLock | null = null;
  try {
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true });
    removeViews();
    const owned = own(deps);
    if ('lock' in owned) {
      lock = owned.lock;
      await removeLeftovers(join(dataDir, OUTPUTS));
    }
    return await open(deps, owned);
  } catch (error) {
    lock?.release();
    throw sorted(error, ports.log);
  }
}

/** The lock, or who has it. @throws DaichoError('ownedElsewhere') where nothing is to be viewed meanwhile */
function own(deps: AppDeps): { readonly lock: OwnerLock } | { readonly held: DaichoError } {
  try {
    return { lock: takeOwnership(deps.dataDir, deps.who, deps.ports.now()) };
  } catch (error) {
    if (deps.viewWhenOwned && error instanceof DaichoError && error.code === 'ownedElsewhere') return { held: error };
    throw error;
  }
}

/** SQLite's and the file system's own errors by their kind, so that a host has words for them. */
function sorted(error: unknown, log: (line: string) => void): unknown {
  const kind = error instanceof DaichoError ? null : errorKind(error);
  if (kind === null) return error;
  log(`open: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new DaichoError(kind);
}

async function open(deps: AppDeps, owned: ReturnType<typeof own>): Promise<App> {
  const { dataDir, ports } = deps;
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch (error) {
        // A window that is gone must not make a saved change look like a failed one.
        ports.log(`event ${event.type}: ${String(error)}`);
      }
    }
  };
  const jobs = createJobs(emit, ports.newId, ports.log);
  let lock = 'lock' in owned ? owned.lock : null;
  let checked: Promise<void> = Promise.resolve();
  let closing = false;
  const context: Context = {
    dataDir,
    ports,
    appVersion: deps.appVersion ?? '0.1.0',
    who: deps.who,
    fontDirs: deps.fontDirs,
    jobs,
    exclusive: exclusively(() => checked),
    emit,
    revision: 0,
    register: null,
    trouble: null,
    viewing: null,
    unsafePlace: placeOf(dataDir),
    retry: () => retry(),
    reopen: (swap) => reopen(swap),
  };
  const openIt = async () => {
    ({ checked } = await openChecked(context));
    void completeIndex(context).catch((error: unknown) => ports.log(`index: ${String(error)}`));
  };
  const retry = async () => {
    closeRegister(context);
    if (!lock) {
      const again = own(deps);
      if ('held' in again) {
        context.trouble = ownedTrouble(again.held);
        return;
      }
      lock = again.lock;
    }
    await openIt();
    await checked;
    announce(context);
  };
  const reopen = async (swap: () => Promise<void>) => {
    await endImports(context);
    closeRegister(context);
    try {
      await swap();
      forgetHeadMark(dataDir);
    } finally {
      await openIt();
    }
    await checked;
    announce(context);
  };
  if ('held' in owned) context.trouble = ownedTrouble(owned.held);
  else await openIt();

  const invoke = async (name: string, raw: unknown): Promise<Envelope<unknown>> => {
    try {
      if (closing) throw new DaichoError('busy', '台帳を閉じているところです。');
      if (!Object.hasOwn(api, name)) throw new DaichoError('unknownMethod', `「${name.slice(0, 60)}」`);
      const method = api[name as MethodName];
      const parsed = method.input.safeParse(wellFormed(raw ?? {}));
      if (!parsed.success) {
        const fields = parsed.error.issues
          .slice(0, 20)
          .map((issue): FieldProblem => ({ path: issue.path.join('.'), message: japaneseIssue(issue) }));
        throw new DaichoError('invalidInput', undefined, fields);
      }
      const handler = handlers[name as MethodName] as (context: Context, input: unknown) => unknown;
      const started = performance.now();
      const work = () => {
        refuseInTrouble(context, name, method.type);
        return handler(context, parsed.data);
      };
      const value = await (method.type === 'command' && name !== 'job.cancel' ? context.exclusive(work) : work());
      const took = performance.now() - started;
      if (took > SLOW_MS) ports.log(`slow: ${name} ${Math.round(took)} ms`);
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: toFailure(error, ports.newId, ports.log) };
    }
  };

  return {
    invoke,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    output(outputId) {
      const made = context.viewing?.outputs.get(outputId);
      if (made) return made;
      if (!context.register) return null;
      const output = outputById(context.register.db, outputId);
      return output && existsSync(output.path) ? { path: output.path, fileName: output.file_name } : null;
    },
    async close() {
      closing = true;
      await jobs.close();
      await endImports(context);
      // The change under way comes to its end; a file that turned out damaged lets none begin, and is closed all the same.
      await context.exclusive(() => undefined).catch(() => undefined);
      closeRegister(context);
      lock?.release();
    },
  };
}

/** Calls that take longer than two frames are named in the log (habit 22 of docs/architecture.md). */
const SLOW_MS = 40;

/**
 * Opens the register after it was checked whole; nothing is written into a file that was not found sound. A small one is
 * checked before anything is shown. Of a large one the first list is shown meanwhile from a connection that only reads,
 * and every change waits; damage found then turns every screen to recovery. What keeps it from being opened becomes the
 * context's trouble.
 * @returns `checked` settles when the check is over; it never rejects
 */
async function openChecked(context: Context): Promise<{ readonly checked: Promise<void> }> {
  context.trouble = null;
  const { dataDir, ports } = context;
  const done = { checked: Promise.resolve() };
  const { state, version } = inspectFile(dataDir);
  if (state === 'none') return done;
  if (state === 'newer') {
    const detail = `この台帳の版は${version}、このアプリが扱える版は${LATEST}までです。`;
    context.trouble = { state: 'newer', code: 'newerSchema', detail, problems: [] };
    startView(context, 'newer');
    return done;
  }
  const damage = fileDamage(state);
  if (damage.length > 0) {
    inTrouble(context, damage);
    return done;
  }
  try {
    const large = statSync(registerPath(dataDir)).size > CHECK_FIRST_BYTES;
    if (!large || version < LATEST) {
      const problems = large ? await checkInWorker(context) : registerDamage(dataDir, ports.log);
      if (problems.length > 0) inTrouble(context, problems);
      else context.register = openForWork(context);
      return done;
    }
    context.register = openForReading(context);
    const checked = checkInWorker(context)
      .then((problems) => {
        if (!context.register || context.trouble) return;
        closeRegister(context);
        if (problems.length > 0) inTrouble(context, problems);
        else context.register = openForWork(context);
      })
      .catch((error: unknown) => {
        closeRegister(context);
        inTrouble(context, [openingFailed(context, error)]);
      })
      .then(() => announce(context));
    return { checked };
  } catch (error) {
    closeRegister(context);
    inTrouble(context, [openingFailed(context, error)], errorKind(error) ?? undefined);
    return done;
  }
}

function checkInWorker(context: Context): Promise<Damage[]> {
  const handle = { signal: new AbortController().signal, progress: () => undefined };
  return inWorker<Damage[]>(context.dataDir, { type: 'soundness' }, handle, { memoryMb: 1024 });
}

/** The register as the check of a large one lets it be seen meanwhile. */
function openForReading(context: Context): OpenRegister {
  const db = openUnchecked(context.dataDir) as WritableDb;
  try {
    const register: OpenRegister = { db, state: loadState(db), index: loadIndex(db, () => register.state) };
    return register;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @returns null for a set-up that broke off before its first commit: it starts again */
function openForWork(context: Context): OpenRegister | null {
  const db = openRegister(context.dataDir, { now: context.ports.now() });
  try {
    if (!registerRow(db)) {
      db.close();
      return null;
    }
    seedSchemes(db, context);
    const state = loadState(db);
    rewriteIfOutdated(db, state, context.ports.now(), () => allIds(db));
    const register: OpenRegister = { db, state, index: loadIndex(db, () => register.state) };
    return register;
  } catch (error) {
    db.close();
    throw error;
  }
}

function inTrouble(context: Context, problems: readonly Damage[], code: ErrorCode = 'damaged'): void {
  for (const { code: what, message } of problems) context.ports.log(`damage ${what}: ${message}`);
  const foreign = problems.some((problem) => problem.code === 'notARegister');
  const locked = problems.some((problem) => problem.code === 'noPermission');
  const codeOf = foreign ? 'notARegister' : locked ? 'readOnly' : code;
  context.trouble = { state: 'damaged', code: codeOf, problems };
}

/** What stopped the opening of a file that had been found sound. */
function openingFailed(context: Context, error: unknown): Damage {
  context.ports.log(`open: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause) context.ports.log(`open: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  switch (errorKind(error)) {
    case 'migrationFailed':
      return { code: 'migration', message: MESSAGES.migrationFailed.what };
    case 'diskFull':
      return { code: 'diskFull', message: 'ディスクの空きが足りないため、台帳を開けません。' };
    case 'readOnly':
    case 'fileInUse':
      return { code: 'noPermission', message: '台帳のファイルか保存先に、書きこむ許可がありません。' };
    default:
      return { code: 'pages', message: '台帳の中身を、最後まで読めませんでした。' };
  }
}

function ownedTrouble({ detail }: DaichoError): Trouble {
  return { state: 'owned', code: 'ownedElsewhere', detail, problems: [] };
}

function closeRegister(context: Context): void {
  if (context.viewing) endView(context);
  context.register?.db.close();
  context.register = null;
}

/** @throws DaichoError for what needs a register that is open for work */
function refuseInTrouble(context: Context, name: string, type: MethodType): void {
  const { trouble, viewing } = context;
  if (!trouble || name === 'register.status' || name.startsWith('recovery.') || name.startsWith('job.')) return;
  if (!viewing) throw new DaichoError(trouble.code, trouble.detail);
  if (type !== 'query') throw new DaichoError('viewOnly', `（${viewing.words}）`);
}

function placeOf(dataDir: string): Context['unsafePlace'] {
  try {
    const mounts = process.platform === 'linux' ? readFileSync('/proc/mounts', 'utf8') : undefined;
    return placeProblem({ platform: process.platform, path: dataDir, realPath: realpathSync.native(dataDir), mounts });
  } catch {
    return null;
  }
}

/** How long the first screen has the app to itself. */
const FIRST_SCREEN_MS = 1000;

/** Reads what the list index left for later, between other calls; a search that comes first reads it all at once. */
async function completeIndex(context: Context): Promise<void> {
  const { register } = context;
  // The first screen comes first; a search or filter before then reads the rest at once.
  await pause(FIRST_SCREEN_MS, undefined, { ref: false });
  while (register && context.register === register && register.index.loadMore()) await nextTurn();
}

/**
 * The same JSON with U+FFFD for half a surrogate pair. SQLite's columns cannot hold one and JSON texts can: history and
 * register would tell two stories.
 */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toWellFormed(), wellFormed(one)]));
}

/** One change at a time: each waits for the one before it, and all for the check of the file. */
function exclusively(checked: () => Promise<void>): Context['exclusive'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(checked).then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Zod's own messages are English; ours that were given in the schema stay. */
function japaneseIssue(issue: { code: string; message: string; path: PropertyKey[] }): string {
  if (/[ぁ-んァ-ヶ一-龠]/.test(issue.message)) return issue.message;
  const where = issue.path.length > 0 ? `（${issue.path.join('.')}）` : '';
  return issue.code === 'too_big' ? `長すぎるか、多すぎます${where}。` : `値の形が正しくありません${where}。`;
}
