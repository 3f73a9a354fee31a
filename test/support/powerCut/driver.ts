import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { type Frame, frames } from './log.ts';

/** The driver itself: tests that record put `RecordingDatabase` in its place for everyone else. */
export const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite3;

/** How a connection is set; read from the real one, as its defaults are the driver's own and not SQLite's. */
export type ConnectionSettings = Readonly<Record<(typeof SETTINGS)[number], number>>;
export const SETTINGS = [
  'page_size',
  'cache_size',
  'synchronous',
  'foreign_keys',
  'recursive_triggers',
  'wal_autocheckpoint',
] as const;

/** What the one writing connection of the register did, in order. */
export type Step =
  | { readonly type: 'settings'; readonly settings: ConnectionSettings }
  | { readonly type: 'open' }
  /** `values`: as they were handed to the driver, in order or by name. */
  | { readonly type: 'sql'; readonly sql: string; readonly values: readonly unknown[] }
  | { readonly type: 'close' }
  /** Something is asked for that will be acknowledged. */
  | { readonly type: 'ask'; readonly what: string }
  /** It was acknowledged; `image`, `log`: the register's pages at that moment, and those in its write-ahead log. */
  | { readonly type: 'ack'; readonly what: string; readonly image: Buffer; readonly log: readonly Frame[] };

export interface Recording {
  readonly steps: Step[];
  /** Runs what a person asks for and notes when it was acknowledged, which is never inside a transaction. */
  ask<T>(what: string, work: () => Promise<T>): Promise<T>;
  stop(): void;
}

/** More pressure than an office PC ever has: pages kept in memory, and pages in the log before a checkpoint. */
export interface Pressure {
  readonly cachePages?: number;
  readonly checkpointPages?: number;
}

type Called = Readonly<Record<'run' | 'get' | 'all' | 'iterate', (...values: never[]) => unknown>>;

interface Current {
  readonly steps: Step[];
  readonly pressure: Pressure;
  db: RecordingDatabase | null;
}
let current: Current | null = null;

/** Records every statement of the register's writing connection from here on. One recording at a time. */
export function record(pressure: Pressure = {}): Recording {
  if (current) throw new Error('a recording is under way');
  const mine: Current = { steps: [], pressure, db: null };
  current = mine;
  return {
    steps: mine.steps,
    async ask(what, work) {
      mine.steps.push({ type: 'ask', what });
      const answer = await work();
      if (!mine.db || mine.db.inTransaction) throw new Error(`${what}: nothing is acknowledged inside a transaction`);
      const log = existsSync(`${mine.db.name}-wal`) ? frames(readFileSync(`${mine.db.name}-wal`)) : [];
      mine.steps.push({ type: 'ack', what, image: mine.db.serialize(), log });
      return answer;
    },
    stop() {
      current = null;
    },
  };
}

/**
 * better-sqlite3 with its own `verbose` hook switched on for the register's writing connection: every statement that is
 * run is noted, in its order. The hook cuts long values, so a prepared statement's own text and values are kept when it
 * is called. Nothing else is different.
 */
export default class RecordingDatabase extends Driver {
  readonly #recording: Current | null;
  #quiet = false;
  /** The prepared statement that is being called. */
  #called: { readonly sql: string; readonly values: readonly unknown[] } | null = null;
  #known = '';

  constructor(file?: string | Buffer, options: BetterSqlite3.Options = {}) {
    const recording = typeof file === 'string' && isRegister(file) && !options.readonly ? current : null;
    let say: (sql: unknown) => void = () => undefined;
    super(file, recording ? { ...options, verbose: (sql) => say(sql) } : options);
    this.#recording = recording;
    if (!recording) return;
    const prepare = this.prepare.bind(this);
    this.prepare = ((sql: string) => this.#noting(prepare(sql), sql)) as typeof this.prepare;
    if (recording.db?.open) throw new Error('two writing connections to the register');
    recording.db = this;
    recording.steps.push({ type: 'open' });
    say = (sql) => {
      if (this.#quiet) return;
      recording.steps.push({ type: 'sql', ...(this.#called ?? { sql: String(sql), values: [] }) });
      this.#called = null;
    };
    this.#noteSettings();
    const { cachePages, checkpointPages } = recording.pressure;
    if (cachePages) super.pragma(`cache_size = ${cachePages}`);
    if (checkpointPages) super.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  }

  override pragma(source: string, options?: BetterSqlite3.PragmaOptions): unknown {
    const result = super.pragma(source, options);
    if (this.#recording) this.#noteSettings();
    return result;
  }

  override close(): this {
    const { open } = this;
    super.close();
    if (open) this.#recording?.steps.push({ type: 'close' });
    return this;
  }

  /** The same statement; what it is called with is kept until it runs. */
  #noting<S extends Called>(statement: S, sql: string): S {
    for (const name of ['run', 'get', 'all', 'iterate'] as const) {
      const call = statement[name];
      const noting = (...values: never[]) => {
        this.#called = { sql, values };
        return call.apply(statement, values);
      };
      Object.defineProperty(statement, name, { value: noting });
    }
    return statement;
  }

  /** Defaults may change with the journal's mode (the driver's `synchronous` does), so they are looked at again. */
  #noteSettings(): void {
    this.#quiet = true;
    const settings = Object.fromEntries(
      SETTINGS.map((name) => [name, super.pragma(name, { simple: true })]),
    ) as ConnectionSettings;
    this.#quiet = false;
    const text = JSON.stringify(settings);
    if (text !== this.#known) this.#recording?.steps.push({ type: 'settings', settings });
    this.#known = text;
  }
}

function isRegister(path: string): boolean {
  return basename(path) === 'register.sqlite';
}
