import { createHash } from 'node:crypto';
// The default imports are shared objects, so a test can put failing calls into them.
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import { join } from 'node:path';
import {
  ATTACHMENTS,
  type AttachmentContent,
  type AttachmentRecord,
  attachmentContents,
  isNamed,
} from '../../db/attachments.ts';
import type { ReadableDb } from '../../db/types.ts';
import { hashOf, writeAtomically } from '../files/atomic.ts';

/**
 * The files of attachments: `attachments/<SHA-256>` in the data folder. A file is called by its content, never by
 * anything that a person wrote, so that no name leads anywhere (reliability.md P28), what is in it can be checked by its
 * name alone, and the same content lies once, also in all generations of backups. A file is written before the row that
 * names it and never changed; it is taken away only while no row names it.
 */

/** Where a content lies in a data folder. */
export function contentPath(dataDir: string, sha256: string): string {
  if (!isContentName(sha256)) throw new Error('no name of a content');
  return join(dataDir, ATTACHMENTS, sha256);
}

export const isContentName = (name: string) => /^[0-9a-f]{64}$/.test(name);

export const sha256OfBytes = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Brings a content to the disk; one that lies there as it should stays.
 * @throws DaichoError as writeAtomically
 */
export async function keepContent(dataDir: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const path = contentPath(dataDir, sha256);
  await fsp.mkdir(join(dataDir, ATTACHMENTS), { recursive: true });
  if ((await hashOf(path).catch(() => null)) === sha256) return;
  await writeAtomically(
    path,
    (temp) => fsp.writeFile(temp, bytes),
    async (temp) => {
      if ((await hashOf(temp)) !== sha256) throw Object.assign(new Error('read back otherwise'), { code: 'EIO' });
    },
  );
}

/** Takes a file away that no row names: its change did not come about. One that cannot go now goes at the next start. */
export async function dropUnnamed(db: ReadableDb, dataDir: string, sha256: string): Promise<void> {
  if (!isNamed(db, sha256)) await fsp.rm(contentPath(dataDir, sha256), { force: true }).catch(() => {});
}

/** Registers that were put aside (core/backup/offline.ts) may name files that the present one does not. */
const KEPT_ASIDE = /^register-kept-/;

/**
 * Takes away what no row names, which a process left that died between file and change. Nothing goes as long as a
 * register lies aside. The caller owns the data folder.
 */
export function removeUnnamed(db: ReadableDb, dataDir: string): void {
  const folder = join(dataDir, ATTACHMENTS);
  if (!fs.existsSync(folder) || fs.readdirSync(dataDir).some((name) => KEPT_ASIDE.test(name))) return;
  const named = new Set(attachmentContents(db).map(({ sha256 }) => sha256));
  for (const name of fs.readdirSync(folder))
    if (isContentName(name) && !named.has(name)) fs.rmSync(join(folder, name), { force: true });
}

/** Whether the file is there with the size it had; what is in it is read when it is opened or checked. */
export function seemsThere(dataDir: string, { sha256, bytes }: Pick<AttachmentRecord, 'sha256' | 'bytes'>): boolean {
  const info = fs.statSync(contentPath(dataDir, sha256), { throwIfNoEntry: false });
  return info?.isFile() === true && info.size === bytes;
}

/** Reads every file again. @returns those that are gone or are not what they were */
export function lostContents(
  db: ReadableDb,
  folder: string,
  onProgress: (done: number, total: number) => void,
): AttachmentContent[] {
  const all = attachmentContents(db);
  return all.filter(({ sha256 }, i) => {
    onProgress(i, all.length);
    return hashNow(join(folder, sha256)) !== sha256;
  });
}

/** SHA-256 of a file; null where it cannot be read. */
export function hashNow(path: string): string | null {
  try {
    const hash = createHash('sha256');
    const file = fs.openSync(path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(1024 * 1024);
      for (let got = fs.readSync(file, buffer); got > 0; got = fs.readSync(file, buffer))
        hash.update(buffer.subarray(0, got));
    } finally {
      fs.closeSync(file);
    }
    return hash.digest('hex');
  } catch {
    return null;
  }
}
