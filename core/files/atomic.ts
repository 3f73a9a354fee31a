/**
 * Files that reach their place whole or not at all (reliability.md P4): temp file in the same folder → written → fsync →
 * reopened and checked → renamed over the target. The one way for every file that core, host and electron write;
 * db/wholeFile.ts is its synchronous half.
 */
import { createHash } from 'node:crypto';
// The default import is one shared object, so a test can put a failing `rename` into it.
import fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DaichoError } from '../../contract/errors.ts';
import { errorKind } from '../../db/errors.ts';
import { isHeld, isRefusedFlush, isTempName, nextWait, RETRY_MS, tempPathFor, tempPrefix } from '../../db/wholeFile.ts';
import { noteTemp } from './leftovers.ts';

/** A temp file this old belongs to a writer that died; a living one is never that slow. */
const STALE_MS = 24 * 60 * 60 * 1_000;

/** What stood at a place when somebody looked; null: nothing. */
export type Seen = { readonly size: number; readonly mtimeMs: number; readonly sha256: string | null } | null;

export interface AtomicOptions {
  /** What the caller saw at the target before it began; absent: what stands there now. */
  readonly seen?: Seen | undefined;
  /** The data folder, where the temp file is noted when it lies outside: the next start knows where to clean up. */
  readonly notedIn?: string | undefined;
}

/**
 * Looks at a place where a file is to be written. The content counts, not only size and time: some file systems tell
 * time in steps of two seconds. Where another program lets nobody read it, size and time have to do.
 * @throws DaichoError('readOnly') when something else than a file stands there
 */
export async function lookAt(path: string): Promise<Seen> {
  try {
    const info = await fs.stat(path).catch((error: unknown) => {
      if (errno(error) === 'ENOENT') return null;
      throw error;
    });
    if (!info) return null;
    if (!info.isFile()) throw new DaichoError('readOnly', `${named(path)}という名前の、ファイルでないものがあります。`);
    return { size: info.size, mtimeMs: info.mtimeMs, sha256: await hashOf(path).catch(() => null) };
  } catch (error) {
    throw toFileError(error, path);
  }
}

/** SHA-256 of a file's bytes in hex. */
export async function hashOf(path: string): Promise<string> {
  const file = await fs.open(path, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(256 * 1024);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/**
 * Writes a file so that the target is the complete new content or, whatever happens, byte for byte the old one.
 *
 * @param path the target; its folder must exist. A target marked read-only is respected.
 * @param write fills the temp file, which it must close before it resolves.
 * @param check reopens the finished temp file and throws when it is not good.
 * @returns what `write` returned.
 * @throws DaichoError diskFull, diskFault, readOnly, fileInUse (still locked after 5 s), folderGone, targetChanged
 *   (somebody else wrote there meanwhile); every error of `write` and `check` as it is. The temp file is gone in all
 *   these cases, or at the next start.
 */
export async function writeAtomically<T>(
  path: string,
  write: (tempPath: string) => Promise<T>,
  check?: (tempPath: string, result: T) => Promise<void>,
  options: AtomicOptions = {},
): Promise<T> {
  const folder = dirname(path);
  const tempPath = tempPathFor(path);
  let forgetTemp = async () => {};
  try {
    const seen = options.seen === undefined ? await lookAt(path) : options.seen;
    await refuseReadOnly(path);
    await removeStale(folder, tempPrefix(path));
    if (options.notedIn) forgetTemp = await noteTemp(options.notedIn, tempPath);
    const result = await write(tempPath);
    await flush(tempPath);
    await check?.(tempPath, result);
    await replace(tempPath, path, seen);
    await forgetTemp();
    await flushFolder(folder);
    return result;
  } catch (error) {
    const gone = await fs.rm(tempPath, { force: true, maxRetries: 10, retryDelay: 100 }).then(
      () => true,
      () => false,
    );
    if (gone) await forgetTemp();
    throw toFileError(error, path);
  }
}

/**
 * Turns an operating system error into the app's own; anything else (a DaichoError, a programming error) is returned
 * as it is.
 */
function toFileError(error: unknown, path: string): unknown {
  if (error instanceof DaichoError) return error;
  if (['ENOENT', 'ENOTDIR'].includes(errno(error))) {
    return new DaichoError('folderGone', `${named(path)}を置くフォルダです。`, undefined, error);
  }
  const kind = errorKind(error);
  return kind ? new DaichoError(kind, named(path), undefined, error) : error;
}

/** The file in a message: its name only, as its folder names the person (reliability.md P31). */
function named(path: string): string {
  return `「${basename(path)}」`;
}

function errno(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** rename() would replace a write-protected file on POSIX and only fail vaguely (EPERM) on Windows. */
async function refuseReadOnly(path: string): Promise<void> {
  const target = await fs.stat(path).catch(() => null);
  if (target && (target.mode & 0o222) === 0) throw new DaichoError('readOnly', named(path));
}

async function removeStale(folder: string, prefix: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (!name.startsWith(prefix) || !isTempName(name)) continue;
    const file = join(folder, name);
    const info = await fs.stat(file).catch(() => null);
    if (info && Date.now() - info.mtimeMs > STALE_MS) await fs.rm(file, { force: true }).catch(() => {});
  }
}

async function flush(tempPath: string): Promise<void> {
  const file = await fs.open(tempPath, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Counts the waits and not the clock: a clock that is set while we wait must neither end nor prolong it. */
async function replace(tempPath: string, path: string, seen: Seen): Promise<void> {
  let waited = 0;
  for (let wait = nextWait(0); ; wait = nextWait(wait)) {
    // Before every try: whoever holds the target may be writing it.
    if (!unchanged(seen, await lookAt(path))) throw new DaichoError('targetChanged', named(path));
    try {
      return await fs.rename(tempPath, path);
    } catch (error) {
      if (!isHeld(error)) throw error;
      // The folder took the temp file and the target isn't write-protected, so somebody else is holding the target.
      if (waited >= RETRY_MS) throw new DaichoError('fileInUse', named(path), undefined, error);
    }
    await sleep(wait);
    waited += wait;
  }
}

function unchanged(before: Seen, now: Seen): boolean {
  if (before === null || now === null) return before === now;
  if (before.sha256 !== null && now.sha256 !== null) return before.sha256 === now.sha256;
  return before.size === now.size && before.mtimeMs === now.mtimeMs;
}

/** Makes the new name durable. Windows has no such call, and some network file systems refuse it. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await fs.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isRefusedFlush(error)) throw error;
  }
}
