/**
 * A disk that fails at the n-th call (reliability.md P3), for everything that JavaScript writes: the shared objects behind
 * `node:fs` and `node:fs/promises` get wrappers, which the named imports of every module see too. SQLite writes by
 * itself: see fullDisk.ts.
 */
import fs from 'node:fs';
import fsp, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import timers from 'node:timers/promises';

export type Call = 'open' | 'read' | 'write' | 'sync' | 'close' | 'rename' | 'remove' | 'mkdir' | 'copy';

/** What a disk answers to each kind of call when it fails. */
export const ANSWERS: Readonly<Record<Call, readonly string[]>> = {
  open: ['ENOSPC', 'EACCES'],
  read: ['EIO'],
  write: ['ENOSPC', 'EIO'],
  sync: ['EIO', 'ENOSPC'],
  close: ['EIO'],
  rename: ['EBUSY', 'EACCES', 'EIO'],
  remove: ['EBUSY'],
  mkdir: ['ENOSPC', 'EACCES'],
  copy: ['ENOSPC', 'EIO'],
};

export interface Fault {
  /** The call that fails, counted from 1. */
  readonly at: number;
  /** The error's code; `kill` ends the process instead, in the middle of the call. */
  readonly code: string;
  /** Whether every call after it fails in the same way. */
  readonly forever: boolean;
}

export interface Watch {
  /** The calls so far, failed ones included. */
  readonly calls: Call[];
  /** Whether the fault was reached. */
  hit(): boolean;
  /** Puts the disk in order again. */
  stop(): void;
}

type AnyFunction = (...args: never[]) => unknown;

/**
 * Watches every call on the files of some folders and lets one fail. Waiting before another try takes no time meanwhile.
 * A write or copy that fails has done half of its work before.
 */
export function watchDisk(folders: readonly string[], fault: Fault | null): Watch {
  const inside = folders.map((folder) => resolve(folder));
  const calls: Call[] = [];
  const paths = new Map<number, string>();
  const handles = new WeakMap<object, string>();
  let hit = false;
  /** While half of the work is done, which is no call of the app's. */
  let halving = false;
  const mine = (path: unknown): path is string =>
    typeof path === 'string' && inside.some((folder) => path === folder || path.startsWith(folder + sep));

  /** Counts a call; the error that it is to fail with, or null. */
  const answer = (call: Call, path: unknown): NodeJS.ErrnoException | null => {
    if (!mine(path) || halving) return null;
    calls.push(call);
    if (!fault || calls.length < fault.at || (calls.length > fault.at && !fault.forever)) return null;
    hit = true;
    return Object.assign(new Error(`${fault.code}: injected into ${call}`), { code: fault.code, syscall: call });
  };
  /** Two places for a rename or a copy, else the first: the second argument of a write is what is written. */
  const pathOf = (call: Call, [first, second]: readonly unknown[]): unknown => {
    if (typeof first === 'number') return paths.get(first);
    return mine(first) || (call !== 'rename' && call !== 'copy') ? first : second;
  };
  const fail = (error: NodeJS.ErrnoException): never => {
    if (error.code === 'kill') process.kill(process.pid, 'SIGKILL');
    throw error;
  };

  const undo: (() => void)[] = [];
  function wrap<T extends object>(target: T, name: keyof T & string, make: (real: AnyFunction) => AnyFunction): void {
    const real = target[name] as AnyFunction;
    (target as Record<string, unknown>)[name] = make(real);
    undo.push(() => {
      (target as Record<string, unknown>)[name] = real;
    });
  }

  /** A function of node:fs/promises whose arguments begin with one path or two. */
  const asynchronous = (name: keyof typeof fsp & string, call: Call, half?: (args: readonly unknown[]) => void) =>
    wrap(fsp, name, (real) => async (...args: never[]) => {
      const error = answer(call, pathOf(call, args));
      if (error) {
        half?.(args);
        fail(error);
      }
      const value = await real.apply(fsp, args);
      if (name === 'open' && mine(args[0])) watchHandle(value as FileHandle, args[0]);
      return value;
    });
  /** Each open file has a `close` of its own; its other methods are those of the class. */
  const watchHandle = (handle: FileHandle, path: string) => {
    handles.set(handle, path);
    const close = handle.close.bind(handle);
    handle.close = async () => {
      const error = answer('close', path);
      await close();
      if (error) fail(error);
    };
  };
  const halfOf = (data: unknown): Buffer => {
    const bytes = Buffer.from(data as Uint8Array | string as string);
    return bytes.subarray(0, bytes.length / 2);
  };
  const unwatched = (work: () => void) => {
    halving = true;
    try {
      work();
    } finally {
      halving = false;
    }
  };
  const halfFile = (args: readonly unknown[]) => unwatched(() => realWriteFileSync(args[0] as string, halfOf(args[1])));
  const halfCopy = (args: readonly unknown[]) =>
    unwatched(() => realWriteFileSync(args[1] as string, halfOf(realReadFileSync(args[0] as string))));
  const { writeFileSync: realWriteFileSync, readFileSync: realReadFileSync, writeSync: realWriteSync } = fs;

  asynchronous('open', 'open');
  asynchronous('writeFile', 'write', halfFile);
  asynchronous('appendFile', 'write');
  asynchronous('copyFile', 'copy', halfCopy);
  asynchronous('rename', 'rename');
  asynchronous('rm', 'remove');
  asynchronous('unlink', 'remove');
  asynchronous('mkdir', 'mkdir');
  asynchronous('readFile', 'read');

  /** Methods of an open file. */
  for (const [name, call] of HANDLE_CALLS) {
    wrap(
      handlePrototype(),
      name,
      (real) =>
        async function (this: FileHandle, ...args: never[]) {
          const error = answer(call, handles.get(this));
          if (error) {
            if (call === 'write') realWriteSync(this.fd, halfOf(args[0]));
            fail(error);
          }
          return real.apply(this, args);
        },
    );
  }

  /** Functions of node:fs with a callback, as streams use them. */
  const withCallback = (name: keyof typeof fs & string, call: Call) =>
    wrap(fs, name, (real) => (...args: unknown[]) => {
      const done = args.at(-1) as (error: Error | null, value?: unknown) => void;
      const path = typeof args[0] === 'number' ? paths.get(args[0]) : args[0];
      const error = answer(call, path);
      if (error?.code === 'kill') fail(error);
      if (error) {
        if (name === 'write') realWriteSync(args[0] as number, halfOf(args[1]));
        if (call !== 'close') return void process.nextTick(done, error);
        return real(...([...args.slice(0, -1), () => done(error)] as never[]));
      }
      if (call !== 'open') return real(...(args as never[]));
      const opened = (failure: Error | null, fd: number) => {
        if (!failure && mine(path)) paths.set(fd, path);
        else if (!failure) paths.delete(fd);
        done(failure, fd);
      };
      return real(...([...args.slice(0, -1), opened] as never[]));
    });
  withCallback('open', 'open');
  withCallback('read', 'read');
  withCallback('write', 'write');
  withCallback('writev', 'write');
  withCallback('fsync', 'sync');
  withCallback('close', 'close');

  /** Functions of node:fs that block. */
  const synchronous = (name: keyof typeof fs & string, call: Call, half?: (args: readonly unknown[]) => void) =>
    wrap(fs, name, (real) => (...args: never[]) => {
      const path = pathOf(call, args);
      const error = answer(call, path);
      if (error) {
        half?.(args);
        if (call === 'close') real.apply(fs, args);
        fail(error);
      }
      const value = real.apply(fs, args);
      if (name === 'openSync' && mine(path)) paths.set(value as number, path);
      // The next file that is opened may get the same number.
      if (name === 'closeSync') paths.delete(args[0] as unknown as number);
      return value;
    });
  synchronous('openSync', 'open');
  synchronous('writeFileSync', 'write', halfFile);
  synchronous('writeSync', 'write');
  synchronous('fsyncSync', 'sync');
  synchronous('closeSync', 'close');
  synchronous('renameSync', 'rename');
  synchronous('copyFileSync', 'copy', halfCopy);
  synchronous('rmSync', 'remove');
  synchronous('unlinkSync', 'remove');
  synchronous('mkdirSync', 'mkdir');

  // The wait between two tries, and the one of db/wholeFile.ts.
  wrap(timers, 'setTimeout', () => async () => undefined);
  wrap(Atomics, 'wait', () => () => 'timed-out');
  syncBuiltinESMExports();
  return {
    calls,
    hit: () => hit,
    stop() {
      for (const one of undo.reverse()) one();
      syncBuiltinESMExports();
    },
  };
}

const HANDLE_CALLS = [
  ['read', 'read'],
  ['write', 'write'],
  ['writev', 'write'],
  ['writeFile', 'write'],
  ['sync', 'sync'],
  ['datasync', 'sync'],
] as const;

/** The class is not exported; an open file knows it. */
const sample = await fsp.open(import.meta.filename, 'r');
await sample.close();
const handlePrototype = (): FileHandle => Object.getPrototypeOf(sample) as FileHandle;

/** Every fault that a row of calls can meet: each call, each of its answers, once and for ever. */
export function faultsOf(calls: readonly Call[]): Fault[] {
  return calls.flatMap((call, index) =>
    ANSWERS[call].flatMap((code) => [false, true].map((forever) => ({ at: index + 1, code, forever }))),
  );
}
