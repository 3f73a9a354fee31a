import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DaichoError, type ErrorCode } from '../contract/errors.ts';

const RETRY_MS = [50, 100, 200, 400, 800];

/**
 * Copies a file so that the target is either the old one or the whole new one: to a temporary name in the same folder,
 * to the disk, then renamed. A virus scanner or Excel may hold the target for a moment, so the rename is tried again.
 *
 * @throws DaichoError fileInUse, diskFull, readOnly or notFound.
 */
export async function saveFile(from: string, to: string): Promise<void> {
  const temporary = join(dirname(to), `.${basename(to)}.${randomUUID()}.tmp`);
  try {
    await copyFile(from, temporary, constants.COPYFILE_EXCL);
    const handle = await open(temporary, 'r+');
    await handle.sync().finally(() => handle.close());
    await renamePatiently(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw failureOf(error);
  }
}

async function renamePatiently(from: string, to: string): Promise<void> {
  for (const wait of RETRY_MS) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  await rename(from, to);
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  EBUSY: 'fileInUse',
  EPERM: 'fileInUse',
  EISDIR: 'readOnly',
  EACCES: 'readOnly',
  EROFS: 'readOnly',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  ENOENT: 'notFound',
};

function failureOf(error: unknown): unknown {
  const code = CODES[codeOf(error)];
  return code ? new DaichoError(code) : error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
