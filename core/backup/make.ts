import fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupFile, BackupManifest, BackupWhy } from '../../contract/backup.ts';
import { sealNumber } from '../../contract/checkCode.ts';
import { DaichoError } from '../../contract/errors.ts';
import { type AttachmentContent, attachmentContents } from '../../db/attachments.ts';
import { copyImage, isChained, type RegisterFacts, registerFacts } from '../../db/backupImage.ts';
import { openForeign } from '../../db/foreign.ts';
import type { ReadableDb } from '../../db/types.ts';
import { isTempName, putInPlace } from '../../db/wholeFile.ts';
import { localDate } from '../context.ts';
import { checkChain } from '../history/checkChain.ts';
import { copyContents, thinContents } from './attachments.ts';
import { removeWorkingFile, silent, type Tell, workingFile } from './check.ts';
import { pack, pieces, sha256Of, unpack } from './container.ts';
import { fileNameOf, nextNo, readFolder } from './folder.ts';
import type { BackupKey } from './key.ts';
import { toKeep } from './thin.ts';

export interface BackupOrder {
  readonly why: BackupWhy;
  readonly title: string | null;
  readonly now: Date;
  readonly appVersion: string;
  /** Encrypts with it; null: not encrypted. */
  readonly key: BackupKey | null;
  /** Number at least; a new PC goes on from what its second place holds. */
  readonly no?: number;
}

/** A change may come between the count and the copy; then both are made anew. */
const TRIES = 5;

/**
 * Makes a backup: written new, reopened, checked whole, and only then given its name (reliability.md P5). Whatever goes
 * wrong, earlier ones are untouched and nothing half is left.
 * @param db any connection to the register outside of a transaction
 * @throws DaichoError damaged, diskFull, readOnly
 */
export function makeBackup(db: ReadableDb, folder: string, order: BackupOrder, tell: Tell = silent): BackupFile {
  fs.mkdirSync(folder, { recursive: true });
  const image = workingFile(folder, 'image');
  const packed = workingFile(folder, 'pack');
  try {
    const { facts, contents } = copyChecked(db, image, tell);
    const attachments = contents.map(({ sha256 }) => sha256);
    const own = { folder, key: order.key };
    // Before a restore they are read again: what the register of the backup does not name goes from the data folder.
    const from = [{ folder: dirname(db.name), key: null }];
    const { missing } = copyContents(attachments, from, own, order.why === 'restore');
    const no = nextNo(folder, order.no);
    const manifest: BackupManifest = {
      format: 1,
      uuid: facts.uuid,
      unionName: facts.unionName,
      no,
      madeAt: order.now.toISOString(),
      day: localDate(order.now),
      why: order.why,
      title: order.title,
      schemaVersion: facts.schemaVersion,
      seq: facts.seq,
      hash: facts.hash,
      number: facts.hash === '' ? '' : sealNumber(facts.hash),
      assets: facts.assets,
      entries: facts.entries,
      bytes: fs.statSync(image).size,
      sha256: sha256Of(image),
      appVersion: order.appVersion,
      attachments,
      attachmentsMissing: [...missing],
    };
    pack(pieces(image), packed, manifest, order.key);
    tell('書いた控えを読み直しています', 0, null);
    readBack(packed, order.key);
    const fileName = fileNameOf(no, order.now);
    const path = join(folder, fileName);
    if (fs.existsSync(path)) throw new Error('a backup of this name is there already');
    putInPlace(packed, path);
    return { fileName, path, encrypted: order.key !== null, fileBytes: fs.statSync(path).size, manifest };
  } finally {
    removeWorkingFile(image);
    removeWorkingFile(packed);
  }
}

/** Copies the register and checks the copy against what was counted in the register at that moment. */
function copyChecked(
  db: ReadableDb,
  image: string,
  tell: Tell,
): { readonly facts: RegisterFacts; readonly contents: readonly AttachmentContent[] } {
  for (let i = 1; ; i += 1) {
    tell('台帳を写しています', 0, null);
    const expected = registerFacts(db);
    copyImage(db, image);
    const { db: copy, version } = openCopy(image);
    try {
      const facts = registerFacts(copy);
      const meanwhile = facts.seq !== expected.seq || facts.hash !== expected.hash;
      if (!meanwhile || i === TRIES) {
        if (isChained(version)) {
          const { head, firstBad } = checkChain(copy, (done, total) => tell('写しの履歴を検査しています', done, total));
          if (firstBad || (head?.hash ?? '') !== facts.hash) throw new DaichoError('damaged', firstBad?.message);
        }
        if (!meanwhile && JSON.stringify(facts) !== JSON.stringify(expected)) throw new DaichoError('damaged');
        return { facts, contents: attachmentContents(copy) };
      }
    } finally {
      copy.close();
    }
    removeWorkingFile(image);
  }
}

/** What is wrong with the copy of our own register is wrong with the register. */
function openCopy(image: string): ReturnType<typeof openForeign> {
  try {
    return openForeign(image);
  } catch (error) {
    if (error instanceof DaichoError) throw new DaichoError('damaged', '控えを作る前の検査で見つかりました。');
    throw error;
  }
}

/** Every byte comes back from the disk as it was meant: the sum of the file, and of what is in it. */
export function readBack(path: string, key: BackupKey | null): void {
  for (const piece of unpack(path, { key })) if (piece.length === 0) throw new DaichoError('backupBad');
}

/**
 * Takes away the backups of this register that no rule keeps (thin.ts). Those of other registers, those that cannot be
 * read and those that a check found bad neither count nor go.
 */
export function thinFolder(folder: string, uuid: string, bad: ReadonlySet<string>): string[] {
  const own = readFolder(folder).backups.filter((one) => one.manifest.uuid === uuid && !bad.has(one.fileName));
  const generations = own.map((file) => ({
    file,
    no: file.manifest.no,
    day: file.manifest.day,
    why: file.manifest.why,
  }));
  const kept = toKeep(generations);
  const gone = generations.filter((one) => !kept.has(one)).map((one) => one.file);
  for (const { path } of gone) fs.rmSync(path, { force: true });
  if (gone.length > 0) thinContents(folder);
  return gone.map(({ fileName }) => fileName);
}

/** Copies a verified backup to another folder, encrypted if there is a key, and reads it back there. @returns its name */
export function copyBackup(file: BackupFile, folder: string, kept: BackupKey | null, key: BackupKey | null): string {
  const target = join(folder, file.fileName);
  if (fs.existsSync(target)) return file.fileName;
  removeStaleCopies(folder);
  const packed = workingFile(folder, 'copy');
  try {
    const seal = key ?? (file.encrypted ? kept : null);
    pack(unpack(file.path, { key: kept }), packed, file.manifest, seal);
    readBack(packed, seal);
    copyContents(file.manifest.attachments, [{ folder: dirname(file.path), key: kept }], { folder, key: seal });
    putInPlace(packed, target);
    return file.fileName;
  } finally {
    removeWorkingFile(packed);
  }
}

/** Older than any copy that is still under way. */
const STALE_MS = 24 * 60 * 60 * 1_000;

/** A stick that was pulled out keeps what was half written; the start of the app cleans its own folders only. */
function removeStaleCopies(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (!name.startsWith('.~copy.') || !isTempName(name)) continue;
    const path = join(folder, name);
    const info = fs.statSync(path, { throwIfNoEntry: false });
    if (info && Date.now() - info.mtimeMs > STALE_MS) removeWorkingFile(path);
  }
}
