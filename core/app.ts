import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { access } from '../contract/access.ts';
import { api, type MethodName } from '../contract/api.ts';
import { fieldById } from '../contract/catalogue/index.ts';
import type { MethodType } from '../contract/define.ts';
import { DaichoError, type Envelope, type FieldProblem } from '../contract/errors.ts';
import type { AppEvent } from '../contract/events.ts';
import type { JobStarted } from '../contract/job.ts';
import { errorKind } from '../db/errors.ts';
import { forgetHeadMark } from '../db/headMark.ts';
import { outputById } from '../db/outputs.ts';
import { type OwnerLock, takeOwnership } from '../db/ownerLock.ts';
import { COST, type Cost } from './account/password.ts';
import { beginAttempts } from './account/prove.ts';
import { forgetCode, recoverySheet } from './account/recovery.ts';
import { createSessions } from './account/session.ts';
import { attachmentFile } from './attachment/commands.ts';
import { backupOnClose, startBackups, stopBackups } from './backup/automatic.ts';
import { announce, type Context, type Trouble } from './context.ts';
import { toFailure } from './failure.ts';
import { removeAllLeftovers, removeNoted } from './files/leftovers.ts';
import { handlers } from './handlers.ts';
import { endImports } from './importing/commands.ts';
import { createJobs, setWorkerUrl } from './jobs/run.ts';
import type { FontDirs } from './label/fonts.ts';
import { closeRegister, openChecked } from './opening.ts';
import type { Ports } from './ports.ts';
import { removeViews } from './register/aside.ts';
import { placeProblem } from './register/place.ts';
import { endRoundTrips } from './roundTrip/commands.ts';

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
  /** Work of one password check; only a test makes it cheap (test/safety/access.test.ts). Absent: COST. */
  readonly passwordCost?: Cost;
  /** Of the packaged app; while developing fonts and worker are found beside the sources. */
  readonly fontDirs?: FontDirs;
  readonly workerUrl?: URL | string;
  /** Where another one works on the register: an app that can show the newest good backup, not a refusal. */
  readonly viewWhenOwned?: boolean;
  /** False for a command line, which asks one question: the search texts are not read unless it is a search. */
  readonly readAhead?: boolean;
  /** The `out` folder of the packaged app, whose files 健康診断 compares with the build's list. */
  readonly appFolder?: string;
}

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
      await removeAllLeftovers(dataDir);
      // Beside the first screen: a share that is not there can take a minute to say so.
      void removeNoted(dataDir);
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
  const jobMethod = new Map<string, MethodName>();
  /** Nothing of the register goes out while nobody is at work; a screen fetches anew afterwards. */
  const mayHear = (event: AppEvent): boolean => {
    if (event.type === 'session.changed' || session.may('read')) return true;
    const method = 'jobId' in event ? jobMethod.get(event.jobId) : undefined;
    return method !== undefined && access[method] === 'open';
  };
  const emit = (event: AppEvent) => {
    if (!mayHear(event)) return;
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
    appFolder: deps.appFolder,
    monotonic: deps.monotonic ?? (() => performance.now()),
    passwordCost: deps.passwordCost ?? COST,
    readAhead: deps.readAhead ?? true,
    get session() {
      return session;
    },
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
  const session = createSessions(context, emit);
  beginAttempts(context);
  const openIt = async () => {
    ({ checked } = await openChecked(context));
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
    endRoundTrips(context);
    const hadOne = context.register !== null;
    session.pause();
    forgetCode(context);
    closeRegister(context);
    let swapped = false;
    try {
      await swap();
      forgetHeadMark(dataDir);
      swapped = true;
    } finally {
      await openIt();
      session.begin(swapped && hadOne ? 'restored' : 'opened');
    }
    await checked;
    announce(context);
  };
  if ('held' in owned) context.trouble = ownedTrouble(owned.held);
  else await openIt();
  startBackups(context);

  /** The result of a job is for whoever may start such a job; it may come after somebody else has logged in. */
  const neededFor = (name: MethodName, input: unknown): MethodName => {
    if (name !== 'job.result' && name !== 'job.cancel') return name;
    return jobMethod.get(String((input as { jobId?: unknown } | null)?.jobId)) ?? name;
  };
  const rememberJob = (name: MethodName, { jobId }: JobStarted) => {
    jobMethod.set(jobId, name);
    const [oldest] = jobMethod.keys();
    if (jobMethod.size > REMEMBERED_JOBS) jobMethod.delete(oldest!);
  };

  const invoke = async (name: string, raw: unknown): Promise<Envelope<unknown>> => {
    try {
      if (closing) throw new DaichoError('busy', '台帳を閉じているところです。');
      if (!Object.hasOwn(api, name)) throw new DaichoError('unknownMethod', undefined, undefined, name.slice(0, 60));
      const method = api[name as MethodName];
      const needed = neededFor(name as MethodName, raw);
      session.refuse(needed);
      const parsed = method.input.safeParse(wellFormed(raw ?? {}));
      if (!parsed.success) {
        const fields = parsed.error.issues
          .slice(0, 20)
          .map((issue): FieldProblem => ({ path: issue.path.join('.'), message: japaneseIssue(issue) }));
        throw new DaichoError('invalidInput', undefined, fields);
      }
      const handler = handlers[name as MethodName] as (context: Context, input: unknown) => unknown;
      const started = performance.now();
      const turn = session.turn();
      // Of a large register only reading goes on while it is being checked.
      if (method.type !== 'query') await checked;
      const work = () => {
        refuseInTrouble(context, name, method.type);
        return handler(context, parsed.data);
      };
      const value = await session.inNameOf(() =>
        method.type === 'command' && !OWN_TURN.test(name) ? context.exclusive(work) : work(),
      );
      if (method.type === 'job') rememberJob(name as MethodName, value as JobStarted);
      // What was read for one person is not given to the next, nor to nobody.
      if (method.type === 'query' && session.turn() !== turn) session.refuse(needed);
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
      const made = context.viewing?.outputs.get(outputId);
      if (made) return session.may('export') ? made : null;
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
      forgetCode(context);
      await endImports(context);
      // The change under way comes to its end; a file that turned out damaged lets none begin, and is closed all the same.
      const sound = await context.exclusive(() => context.trouble === null).catch(() => false);
      if (sound) await backupOnClose(context);
      else stopBackups(context);
      closeRegister(context);
      lock?.release();
    },
  };
}

/** They wait for a thread that counts (scrypt) and take their turn among the changes themselves. */
const OWN_TURN = /^(?:session|account)\.|^job\.cancel$/;
/** More than are kept (core/jobs/run.ts). */
const REMEMBERED_JOBS = 200;

/** Calls that take longer than two frames are named in the log (habit 22 of docs/architecture.md). */
const SLOW_MS = 40;

function ownedTrouble({ detail }: DaichoError): Trouble {
  return { state: 'owned', code: 'ownedElsewhere', detail, problems: [] };
}

/** What may be called although the register is not open for work; each of them refuses by itself what does not fit. */
const IN_TROUBLE = /^(?:recovery|job)\.|^register\.status$|^session\.(?:get|login|lock|logout|touch)$/;

/** @throws DaichoError for what needs a register that is open for work */
function refuseInTrouble(context: Context, name: string, type: MethodType): void {
  const { trouble, viewing } = context;
  if (!trouble || IN_TROUBLE.test(name)) return;
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
  // Zod quotes the values that would do, and those may be Japanese.
  if (/[ぁ-んァ-ヶ一-龠]/.test(issue.message.replace(/"[^"]*"/g, ''))) return issue.message;
  const label = fieldById(String(issue.path.at(-1)))?.label;
  const where = label ? `「${label}」の` : '';
  return issue.code === 'too_big' ? `${where}文字か数が多すぎます。` : `${where}値の形が正しくありません。`;
}
