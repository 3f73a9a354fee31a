import { DaichoError } from '../contract/errors.ts';
import type { AppEvent } from '../contract/events.ts';
import type { WritableDb } from '../db/types.ts';
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
  readonly session: Sessions;
  readonly jobs: Jobs;
  /** Runs `work` when no other change is under way; an import holds this over many turns of the event loop. */
  readonly exclusive: <T>(work: () => T | Promise<T>) => Promise<T>;
  readonly emit: (event: AppEvent) => void;
  /** Rises with every change; sent with `register.changed`. */
  revision: number;
  register: OpenRegister | null;
  /**
   * Closes the register, lets `swap` put another file in its place, and opens what is there then; the caller holds
   * `exclusive`.
   */
  readonly reopen: (swap: () => Promise<void>) => Promise<void>;
}

/** The open register. @throws DaichoError('notSetUp') before the guided set-up */
export function opened(context: Context): OpenRegister {
  if (!context.register) throw new DaichoError('notSetUp');
  return context.register;
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
