/**
 * Files that reach their place whole or not at all (reliability.md P4): temp file in the same folder → written → fsync →
 * reopened and checked → renamed over the target.
 */
import { randomBytes } from 'node:crypto';
// The default import is one shared object, so a test can put a failing `rename` into it.
import fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DaichoError, type ErrorCode } from '../../contract/errors.ts';

/** How long a locked target is tried again; a virus scanner holds a new file for a moment. */
const RETRY_MS = 5_000;
/** A temp file this old belongs to a writer that died; a living one is never that slow. */
const STALE_MS = 24 * 60 * 60 * 1_000;
/** A file name may have 255 bytes; 40 Japanese characters are 120 and leave room for the rest of the temp name. */
const NAME_LENGTH = 40;

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EACCES: 'readOnly',
  EROFS: 'readOnly',
  EPERM: 'readOnly',
  EBUSY: 'fileInUse',
  ENOENT: 'notFound',
  ENOTDIR: 'notFound',
  EISDIR: 'readOnly',
  ENOTEMPTY: 'readOnly',
  ENAMETOOLONG: 'readOnly',
};

/**
 * Turns an operating system error into the app's own; anything else (a DaichoError, a programming error) is returned
 * as it is.
 */
function toFileError(error: unknown, path: string): unknown {
  const code = CODES[errno(error)];
  if (code === 'notFound') return new DaichoError(code, `${named(path)}を置くフォルダがありません。`);
  return code ? new DaichoError(code, named(path)) : error;
}

/** The file in a message: its name only, as its folder names the person (reliability.md P31). */
function named(path: string): string {
  return `「${basename(path)}」`;
}

/**
 * Takes away the temp files that a writer left behind in a folder when it died. Only for a folder in which nobody else
 * writes: the caller owns it.
 */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder).catch(() => [])) {
    if (name.startsWith('.~') && name.endsWith('.tmp'))
      await fs.rm(join(folder, name), { force: true }).catch(() => {});
  }
}

/**
 * Writes a file so that the target is the complete new content or, whatever happens, byte for byte the old one.
 *
 * @param path the target; its folder must exist. A target marked read-only is respected.
 * @param write fills the temp file, which it must close before it resolves.
 * @param check reopens the finished temp file and throws when it is not good.
 * @returns what `write` returned.
 * @throws DaichoError diskFull, readOnly, fileInUse (still locked after 5 s), notFound (no such folder); every error of
 *   `write` and `check` as it is. The temp file is gone in all these cases.
 */
export async function writeAtomically<T>(
  path: string,
  write: (tempPath: string) => Promise<T>,
  check?: (tempPath: string, result: T) => Promise<void>,
): Promise<T> {
  const folder = dirname(path);
  const prefix = `.~${[...basename(path)].slice(0, NAME_LENGTH).join('')}.`;
  const tempPath = join(folder, `${prefix}${randomBytes(6).toString('hex')}.tmp`);
  try {
    await refuseReadOnly(path);
    await removeStale(folder, prefix);
    const result = await write(tempPath);
    await flush(tempPath);
    await check?.(tempPath, result);
    await replace(tempPath, path);
    await flushFolder(folder);
    return result;
  } catch (error) {
    await fs.rm(tempPath, { force: true, maxRetries: 10, retryDelay: 100 }).catch(() => {});
    throw toFileError(error, path);
  }
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
    if (!name.startsWith(prefix) || !name.endsWith('.tmp')) continue;
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

async function replace(tempPath: string, path: string): Promise<void> {
  const deadline = Date.now() + RETRY_MS;
  for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
    try {
      return await fs.rename(tempPath, path);
    } catch (error) {
      if (!['EPERM', 'EBUSY', 'EACCES'].includes(errno(error))) throw error;
      // The folder took the temp file and the target isn't write-protected, so somebody else is holding the target.
      if (Date.now() + wait > deadline) throw new DaichoError('fileInUse', named(path));
      await sleep(wait);
    }
  }
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
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EACCES', 'EISDIR'].includes(errno(error))) throw error;
  }
}
