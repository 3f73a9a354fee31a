import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { api, type MethodName } from '../contract/api.ts';
import { fieldById } from '../contract/catalogue/index.ts';
import { DaichoError, type Envelope, type FieldProblem } from '../contract/errors.ts';
import type { AppEvent } from '../contract/events.ts';
import type { JobStarted } from '../contract/job.ts';
import { allIds } from '../db/assets.ts';
import { ATTACHMENTS } from '../db/attachments.ts';
import { errorKind } from '../db/errors.ts';
import { integrityProblems, openRegister, registerExists, registerPath } from '../db/open.ts';
import { outputById } from '../db/outputs.ts';
import { type OwnerLock, takeOwnership } from '../db/ownerLock.ts';
import { registerRow } from '../db/settings.ts';
import type { ReadableDb } from '../db/types.ts';
import { beginAttempts } from './account/prove.ts';
import { forgetSheet, recoverySheet } from './account/recovery.ts';
import { createSessions } from './account/session.ts';
import { loadIndex } from './asset/indexing.ts';
import { rewriteIfOutdated } from './asset/rewrite.ts';
import { attachmentFile } from './attachment/commands.ts';
import { removeUnnamed } from './attachment/files.ts';
import { backupOnClose, startBackups, stopBackups } from './backup/commands.ts';
import { BACKUPS } from './backup/folder.ts';
import { makeBackup } from './backup/make.ts';
import { backupFolder, keptKey, readPlace } from './backup/place.ts';
import { announce, type Context, type OpenRegister } from './context.ts';
import { toFailure } from './failure.ts';
import { removeLeftovers, removeNoted } from './files/leftovers.ts';
import { handlers } from './handlers.ts';
import { endImports } from './importing/commands.ts';
import { createJobs, inWorker, setWorkerUrl } from './jobs/run.ts';
import type { FontDirs } from './label/fonts.ts';
import { OUTPUTS } from './output/files.ts';
import type { Ports } from './ports.ts';
import { seedSchemes } from './register/seedSchemes.ts';
import { loadState } from './register/state.ts';

/** The one door to the core. Every host ends here: Electron IPC, loopback HTTP, the command line. */
export interface App {
  /** Calls a contract method with plain JSON; never throws, never rejects. */
  invoke(name: string, raw: unknown): Promise<Envelope<unknown>>;
  /** Listens to push events; returns the function that stops listening. */
  on(listener: (event: AppEvent) => void): () => void;
  /** A finished output file (ledger, label PDF) by its id, for a host that hands it over. Null when unknown or gone. */
  output(outputId: string): { readonly path: string; readonly fileName: string } | null;
  /** Hides everything at once: Windows was locked, the PC goes to sleep, the last screen has gone (reliability.md P19). */
  lock(): void;
  /** Ends running jobs, closes the register and gives up its ownership. */
  close(): Promise<void>;
}

export interface AppDeps {
  readonly dataDir: string;
  readonly ports: Ports;
  /** Who works when nobody has said so: the name of the operating system's user. */
  readonly who: string;
  readonly appVersion?: string;
  /** Milliseconds that only ever rise; a test gives its own. */
  readonly monotonic?: () => number;
  /** Of the packaged app; while developing fonts and worker are found beside the sources. */
  readonly fontDirs?: FontDirs;
  readonly workerUrl?: URL | string;
}

/** A register up to this size is checked before the first screen; a larger one beside it, in a worker (0.9 s at 340 MB). */
const CHECK_FIRST_BYTES = 48 * 1024 * 1024;

/**
 * Opens the register of a data folder (or waits for the guided set-up where there is none) as its one owner.
 * @throws DaichoError ownedElsewhere, newerSchema, notARegister, damaged, readOnly
 */
export async function createApp(deps: AppDeps): Promise<App> {
  const { dataDir, ports } = deps;
  if (deps.workerUrl) setWorkerUrl(deps.workerUrl);
  let lock: OwnerLock | null = null;
  try {
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true });
    lock = takeOwnership(dataDir, deps.who, ports.now());
    for (const folder of ['.', OUTPUTS, BACKUPS, ATTACHMENTS, join(BACKUPS, ATTACHMENTS)])
      await removeLeftovers(join(dataDir, folder));
    // Beside the first screen: a share that is not there can take a minute to say so.
    void removeNoted(dataDir);
    return await open(deps, lock);
  } catch (error) {
    lock?.release();
    throw sorted(error, ports.log);
  }
}

/** SQLite's and the file system's own errors by their kind, so that a host has words for them. */
function sorted(error: unknown, log: (line: string) => void): unknown {
  const kind = error instanceof DaichoError ? null : errorKind(error);
  if (kind === null) return error;
  log(`open: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new DaichoError(kind);
}

async function open(deps: AppDeps, lock: OwnerLock): Promise<App> {
  const { dataDir, ports } = deps;
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => {
    // Nothing of the register goes out while nobody is at work; a screen fetches anew afterwards.
    if (event.type !== 'session.changed' && !context.session.may('read')) return;
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
  let checked: Promise<void> = Promise.resolve();
  let closing = false;
  const context: Context = {
    dataDir,
    ports,
    appVersion: deps.appVersion ?? '0.1.0',
    who: deps.who,
    fontDirs: deps.fontDirs,
    monotonic: deps.monotonic ?? (() => performance.now()),
    get session() {
      return session;
    },
    jobs,
    exclusive: exclusively(() => checked),
    emit,
    revision: 0,
    register: null,
    reopen: (swap) => reopen(swap),
  };
  const session = createSessions(context, emit);
  beginAttempts(context);
  const jobAccess = new Map<string, MethodName>();
  const openIt = () => {
    const opened = openChecked(context);
    context.register = opened.register;
    checked = opened.checked;
    session.begin();
    void completeIndex(context).catch((error: unknown) => ports.log(`index: ${String(error)}`));
  };
  const reopen = async (swap: () => Promise<void>) => {
    await endImports(context);
    context.register?.db.close();
    context.register = null;
    try {
      await swap();
    } finally {
      if (registerExists(dataDir)) openIt();
    }
    announce(context);
  };
  if (registerExists(dataDir)) openIt();
  startBackups(context);

  /** The result of a job is for whoever may start such a job; it may come after somebody else has logged in. */
  const refuseForeignJob = (name: string, input: unknown) => {
    if (name !== 'job.result' && name !== 'job.cancel') return;
    const started = jobAccess.get((input as { jobId: string }).jobId);
    if (started) session.refuse(started);
  };
  const rememberJob = (name: MethodName, { jobId }: JobStarted) => {
    jobAccess.set(jobId, name);
    const [oldest] = jobAccess.keys();
    if (jobAccess.size > REMEMBERED_JOBS) jobAccess.delete(oldest!);
  };

  const invoke = async (name: string, raw: unknown): Promise<Envelope<unknown>> => {
    try {
      if (closing) throw new DaichoError('busy', '台帳を閉じているところです。');
      if (!Object.hasOwn(api, name)) throw new DaichoError('unknownMethod', undefined, undefined, name.slice(0, 60));
      const method = api[name as MethodName];
      session.refuse(name as MethodName);
      const parsed = method.input.safeParse(wellFormed(raw ?? {}));
      if (!parsed.success) {
        const fields = parsed.error.issues
          .slice(0, 20)
          .map((issue): FieldProblem => ({ path: issue.path.join('.'), message: japaneseIssue(issue) }));
        throw new DaichoError('invalidInput', undefined, fields);
      }
      refuseForeignJob(name, parsed.data);
      const handler = handlers[name as MethodName] as (context: Context, input: unknown) => unknown;
      const started = performance.now();
      const turn = session.turn();
      const value = await session.inNameOf(() =>
        method.type === 'command' && !OWN_TURN.test(name)
          ? context.exclusive(() => handler(context, parsed.data))
          : handler(context, parsed.data),
      );
      if (method.type === 'job') rememberJob(name as MethodName, value as JobStarted);
      // What was read for one person is not given to the next, nor to nobody.
      if (method.type === 'query' && session.turn() !== turn) session.refuse(name as MethodName);
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
    lock: session.lock,
    output(outputId) {
      if (!context.register) return null;
      const sheet = session.may('admin') ? recoverySheet(context, outputId) : null;
      if (sheet) return sheet;
      const attachment = session.may('read') ? attachmentFile(context, outputId) : null;
      if (attachment) return existsSync(attachment.path) ? attachment : null;
      if (!session.may('export')) return null;
      const output = outputById(context.register.db, outputId);
      const path = output && resolve(dataDir, output.path);
      return path && existsSync(path) ? { path, fileName: output.file_name } : null;
    },
    async close() {
      closing = true;
      session.close();
      await jobs.close();
      forgetSheet(context);
      await endImports(context);
      // The change under way comes to its end; a file that turned out damaged lets none begin, and is closed all the same.
      const sound = await context.exclusive(() => true).catch(() => false);
      if (sound) await backupOnClose(context);
      else stopBackups(context);
      context.register?.db.close();
      context.register = null;
      lock.release();
    },
  };
}

/** They wait for a thread that counts (scrypt) and take their turn among the changes themselves. */
const OWN_TURN = /^(?:session|account)\.|^job\.cancel$/;
/** More than are kept (core/jobs/run.ts). */
const REMEMBERED_JOBS = 200;

/** Calls that take longer than two frames are named in the log (habit 22 of docs/architecture.md). */
const SLOW_MS = 40;

/**
 * Opens the register and checks it whole. A small one is checked before anything is shown; of a large one the first
 * list is shown meanwhile, and every change waits until the check has said that the file is sound.
 */
function openChecked(context: Context): { register: OpenRegister | null; checked: Promise<void> } {
  const db = openRegister(context.dataDir, {
    now: context.ports.now(),
    backUp: (older) => backUpBeforeMigration(context, older),
  });
  try {
    // A set-up that broke off before its first commit: the guided set-up starts again.
    if (!registerRow(db)) {
      db.close();
      return { register: null, checked: Promise.resolve() };
    }
    const large = statSync(registerPath(context.dataDir)).size > CHECK_FIRST_BYTES;
    if (!large) refuseDamaged(integrityProblems(db), context);
    seedSchemes(db, context);
    const state = loadState(db);
    removeUnnamed(db, context.dataDir);
    rewriteIfOutdated(db, state, context.ports.now(), () => allIds(db));
    const register: OpenRegister = { db, state, index: loadIndex(db, () => register.state) };
    const handle = { signal: new AbortController().signal, progress: () => undefined };
    const checked = large
      ? inWorker<string[]>(context.dataDir, { type: 'integrity' }, handle, { memoryMb: 512 }).then((problems) =>
          refuseDamaged(problems, context),
        )
      : Promise.resolve();
    checked.catch((error: unknown) => context.ports.log(`integrity: ${String(error)}`));
    return { register, checked };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Before a register of an older version is touched: the same verified backup as ever (reliability.md P9). */
function backUpBeforeMigration(context: Context, db: ReadableDb): void {
  const { dataDir, ports, appVersion } = context;
  const key = readPlace(dataDir).encrypt === 'both' ? keptKey(dataDir) : null;
  const order = { why: 'migration', title: null, now: ports.now(), appVersion, key } as const;
  makeBackup(db, backupFolder(dataDir), order);
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

function refuseDamaged(problems: readonly string[], context: Context): void {
  if (problems.length === 0) return;
  for (const line of problems) context.ports.log(`integrity: ${line}`);
  throw new DaichoError('damaged');
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

/** Zod's own messages are English; ours that were given in the schema stay. A field is named as the form names it. */
function japaneseIssue(issue: { code: string; message: string; path: PropertyKey[] }): string {
  if (/[ぁ-んァ-ヶ一-龠]/.test(issue.message)) return issue.message;
  const label = fieldById(String(issue.path.at(-1)))?.label;
  const where = label ? `「${label}」の` : '';
  return issue.code === 'too_big' ? `${where}文字か数が多すぎます。` : `${where}値の形が正しくありません。`;
}
