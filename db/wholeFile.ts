/**
 * A file that reaches its place whole or not at all (reliability.md P4), for what is written before the event loop may
 * turn: who owns the register, the backup before a migration. Everything else goes through core/files/atomic.ts, which
 * does the same asynchronously and shares the names of temp files with this one.
 */
import { randomBytes } from 'node:crypto';
// The default import is one shared object, so a test can put a failing `renameSync` into it.
import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** How long a locked target is tried again; a virus scanner holds a new file for a moment. */
export const RETRY_MS = 5_000;
/** The waits between the tries, in ms: short ones first, as most locks are. */
export const nextWait = (wait: number): number => Math.min(Math.max(20, wait * 2), 500);
/** A file name may have 255 bytes; 40 Japanese characters are 120 and leave room for the rest of the temp name. */
const NAME_LENGTH = 40;

/** What all temp files of one target begin with. */
export function tempPrefix(path: string): string {
  return `.~${[...basename(path)].slice(0, NAME_LENGTH).join('')}.`;
}

/** A new name beside the target: a rename is atomic only within one folder. */
export function tempPathFor(path: string): string {
  return join(dirname(path), tempPrefix(path) + tempEnding());
}

/**
 * What the name of every temp file ends with: the process and the thread that write it, in four hexadecimal digits each,
 * and chance. A thread that is ended in the middle takes nothing away itself; whoever ended it knows by that which ones
 * were its own, also where another process only looks at the same folder.
 */
export function tempEnding(): string {
  return `${writer(threadId)}${randomBytes(2).toString('hex')}.tmp`;
}

const writer = (thread: number): string =>
  [process.pid, thread].map((number) => (number % 0x1_0000).toString(16).padStart(4, '0')).join('');

/** A temp file of ours, or what SQLite put beside one; with `thread` only one of that thread of this process. */
export function isTempName(name: string, thread?: number): boolean {
  const [, by] = /^\.~.*\.([0-9a-f]{8})[0-9a-f]{4}\.tmp(?:-journal|-wal|-shm)?$/s.exec(name) ?? [];
  return by !== undefined && (thread === undefined || by === writer(thread));
}

/** The lock of another program on a file, as Windows reports it in its several ways. */
export function isHeld(error: unknown): boolean {
  return ['EPERM', 'EBUSY', 'EACCES'].includes((error as { code?: string }).code ?? '');
}

/**
 * Writes a file so that the target is the complete new content or, whatever happens, what it was.
 *
 * @param write fills the temp file and closes it.
 * @param check reopens the finished temp file and throws when it is not good.
 * @throws what the system or `write` or `check` threw; the temp file is gone then, as far as the system allows.
 */
export function writeWhole(path: string, write: (tempPath: string) => void, check?: (tempPath: string) => void): void {
  const tempPath = tempPathFor(path);
  try {
    write(tempPath);
    flush(tempPath, 'r+');
    check?.(tempPath);
    putInPlace(tempPath, path);
  } catch (error) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) remove(tempPath + suffix);
    throw error;
  }
}

/** Brings a file's bytes to the disk. Windows wants it opened for writing; a folder opens for reading only. */
export function flush(path: string, flags: 'r' | 'r+' = 'r+'): void {
  const file = fs.openSync(path, flags);
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Makes a new name durable. Windows has no such call, and some network file systems refuse it. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    flush(folder, 'r');
  } catch (error) {
    if (!isRefusedFlush(error)) throw error;
  }
}

/** A file system that cannot flush a folder says so in one of these ways. */
export function isRefusedFlush(error: unknown): boolean {
  return ['EINVAL', 'ENOTSUP', 'EPERM', 'EACCES', 'EISDIR'].includes((error as { code?: string }).code ?? '');
}

/**
 * Gives a finished and flushed file its name, over what stood there, and makes the name durable. A target that a virus
 * scanner holds is tried again for 5 s.
 */
export function putInPlace(tempPath: string, path: string): void {
  replace(tempPath, path);
  flushFolder(dirname(path));
}

function replace(tempPath: string, path: string): void {
  let waited = 0;
  for (let wait = nextWait(0); ; wait = nextWait(wait)) {
    try {
      fs.renameSync(tempPath, path);
      return;
    } catch (error) {
      if (!isHeld(error) || waited >= RETRY_MS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
      waited += wait;
    }
  }
}

function remove(path: string): void {
  try {
    fs.rmSync(path, { force: true });
  } catch {
    // It is taken away at the next start (core/files/leftovers.ts).
  }
}
