import type { ErrorCode } from '../contract/errors.ts';
import { DaichoError } from '../contract/errors.ts';
import type { AppEvent } from '../contract/events.ts';
import type { Damage } from '../contract/recovery.ts';
import type { WritableDb } from '../db/types.ts';
import type { Cost } from './account/password.ts';
import type { Sessions } from './account/session.ts';
import type { ListIndex } from './asset/listIndex.ts';
import type { Jobs } from './jobs/run.ts';
import type { FontDirs } from './label/fonts.ts';
import type { Ports } from './ports.ts';
import type { RegisterState } from './register/state.ts';

/** An open register: the one writing connection and what is kept in memory of it. */
export interface OpenRegister {
  readonly db: WritableDb;
  readonly index: ListIndex;
  /** Master lists, schemes, settings; replaced as a whole when one of them changes. */
  state: RegisterState;
}

/** Why the register of the folder is not open for work. Then only `recovery.*` works, and reading while something is viewed. */
export interface Trouble {
  readonly state: 'damaged' | 'newer' | 'owned';
  /** With what every other method is refused. */
  readonly code: ErrorCode;
  readonly detail?: string | undefined;
  readonly problems: readonly Damage[];
}

/** A copy in a private folder that is shown for reading only; `register` of the context is its register. */
export interface Viewing {
  readonly dir: string;
  /** What it is, in words: stands above every screen. */
  readonly words: string;
  /** Files made from it, by their output ids. */
  readonly outputs: Map<string, { readonly path: string; readonly fileName: string }>;
}

/** What every use-case gets. */
export interface Context {
  readonly dataDir: string;
  readonly ports: Ports;
  readonly appVersion: string;
  /** Who works when nobody has said so: the name of the operating system's user. */
  readonly who: string;
  /** Folders of the bundled fonts; undefined while developing (node_modules). */
  readonly fontDirs: FontDirs | undefined;
  /** The `out` folder of the packaged app; undefined where it runs from source. */
  readonly appFolder: string | undefined;
  /** Milliseconds that only ever rise, whatever the clock is set to (reliability.md P12). */
  readonly monotonic: () => number;
  /** Work of one password check. */
  readonly passwordCost: Cost;
  readonly session: Sessions;
  readonly jobs: Jobs;
  /** False: nothing is read before it is asked for. Absent: what searches need is read while nobody asks for anything. */
  readonly readAhead?: boolean;
  /** Runs `work` when no other change is under way; an import holds this over many turns of the event loop. */
  readonly exclusive: <T>(work: () => T | Promise<T>) => Promise<T>;
  readonly emit: (event: AppEvent) => void;
  /** Rises with every change; sent with `register.changed`. */
  revision: number;
  register: OpenRegister | null;
  /** Null while the register is open for work, or not made yet. */
  trouble: Trouble | null;
  viewing: Viewing | null;
  /** Why the folder is no safe place for a register (reliability.md P11); null: it is one. */
  readonly unsafePlace: { readonly kind: 'share' | 'cloud'; readonly words: string } | null;
  /** Tries once more to own and open what is there. */
  readonly retry: () => Promise<void>;
  /**
   * Closes the register, lets `swap` put another file in its place, and opens what is there then; the caller holds
   * `exclusive`.
   */
  readonly reopen: (swap: () => Promise<void>) => Promise<void>;
}

/** The open register. @throws DaichoError('notSetUp') before the guided set-up, and what keeps it from being opened */
export function opened(context: Context): OpenRegister {
  const { register, trouble } = context;
  if (register) return register;
  throw trouble ? new DaichoError(trouble.code, trouble.detail) : new DaichoError('notSetUp');
}

/**
 * Who works now: the account that is logged in; without accounts what the person stated (operator), and without a name
 * the user of the operating system.
 */
export function worker(context: Context): Worker {
  const loggedIn = context.session.worker();
  if (loggedIn) return loggedIn;
  const { operator } = opened(context).state;
  return { name: operator.name || context.who, post: operator.post, accountId: null };
}

/** Who works now, with the post: 主任 葦沼 恵. Stands on outputs, labels and as 最終更新者. */
export function whoWorks(context: Context): string {
  return inWords(worker(context));
}

export interface Worker {
  readonly name: string;
  readonly post: string;
  /** Of the account that is logged in; null where there are none. */
  readonly accountId: string | null;
}

/** 主任 葦沼 恵 */
export function inWords({ name, post }: Pick<Worker, 'name' | 'post'>): string {
  return [post, name].filter(Boolean).join(' ');
}

/** Today as ISO date in local time: the clerk's calendar day, not UTC's. */
export function today(context: Context): string {
  return localDate(context.ports.now());
}

export function localDate(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Tells every open screen that something changed. */
export function announce(context: Context): void {
  context.revision += 1;
  context.emit({ type: 'register.changed', revision: context.revision });
}
