import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { shownName } from '../../contract/attachment.ts';
import type { AttachmentCheck } from '../../contract/backup.ts';
import { DaichoError } from '../../contract/errors.ts';
import { ATTACHMENTS, type AttachmentContent } from '../../db/attachments.ts';
import { writeWhole } from '../../db/wholeFile.ts';
import { hashNow } from '../attachment/files.ts';
import { ATTACHMENT, checkSum, isContainer, pack, pieces, readHead, unpack, writeNew } from './container.ts';
import { readFolder } from './folder.ts';
import { type BackupKey, keyFor, type Secret } from './key.ts';
import { backupFolder, keptKey, readPlace } from './place.ts';

/**
 * Attachments of backups: `attachments/` beside them holds each content once for all generations, under its SHA-256; where
 * backups are encrypted as `<SHA-256>.<mark of the key>` in the form of container.ts. A backup names its contents in its
 * manifest, and a content stays as long as one backup of the folder names it.
 */
export interface Place {
  /** Folder in which `attachments/` lies: of data, of backups, of the second place. */
  readonly folder: string;
  /** Also opens, or writes, what is encrypted with it. */
  readonly key: BackupKey | null;
}

const markOf = (salt: string) => createHash('sha256').update(salt).digest('hex').slice(0, 16);
const nameOf = (sha256: string, salt: string | undefined) =>
  salt === undefined ? sha256 : `${sha256}.${markOf(salt)}`;
const pathOf = ({ folder, key }: Place, sha256: string) => join(folder, ATTACHMENTS, nameOf(sha256, key?.salt));

/** Where the contents of a backup lie, and what opens them. @throws DaichoError('wrongPassword') */
export function placeOf(path: string, secret: Secret): Place {
  const encryption = isContainer(path) ? readHead(path).encryption : null;
  return { folder: dirname(path), key: encryption && keyFor(encryption, secret) };
}

/** Where else a content of this register may lie: the backups of this PC, the second place. */
export function otherPlaces(dataDir: string): Place[] {
  const key = keptKey(dataDir);
  const { second } = readPlace(dataDir);
  return [backupFolder(dataDir), second].filter(Boolean).map((folder) => ({ folder, key }));
}

/** What an encrypted content holds, in pieces. */
const opened = (path: string, key: BackupKey | null) => unpack(path, { key }, checkSum(path, ATTACHMENT));

/** A content in pieces, plain or encrypted; the last piece comes only when all of it was right. */
function* read(place: Place, sha256: string): Generator<Buffer> {
  const plain = pathOf({ ...place, key: null }, sha256);
  const body = fs.existsSync(plain) ? pieces(plain) : opened(pathOf(place, sha256), place.key);
  const hash = createHash('sha256');
  let last: Buffer | null = null;
  for (const piece of body) {
    hash.update(piece);
    if (last) yield last;
    last = piece;
  }
  if (last === null || hash.digest('hex') !== sha256) throw new DaichoError('backupBad');
  yield last;
}

function bytesOf(place: Place, sha256: string): number {
  const plain = fs.statSync(pathOf({ ...place, key: null }, sha256), { throwIfNoEntry: false });
  return plain?.size ?? checkSum(pathOf(place, sha256), ATTACHMENT).manifest.bytes;
}

/** Whether a content lies there as it should, every byte of it. */
function isWhole(place: Place, sha256: string): boolean {
  const path = pathOf(place, sha256);
  if (place.key === null) return hashNow(path) === sha256;
  try {
    for (const piece of opened(path, place.key)) if (piece.length === 0) return false;
    return checkSum(path, ATTACHMENT).manifest.sha256 === sha256;
  } catch {
    return false;
  }
}

/** Writes one content, read back before it gets its name. */
function write(from: Place, to: Place, sha256: string): void {
  const { key } = to;
  const bytes = bytesOf(from, sha256);
  const make = (temp: string) => {
    const body = read(from, sha256);
    if (key) pack(body, temp, { format: 1, bytes, sha256 }, key, ATTACHMENT);
    else writeNew(temp, body);
  };
  const check = (temp: string) => {
    if (key) for (const piece of opened(temp, key)) if (piece.length === 0) throw failed();
    if (!key && hashNow(temp) !== sha256) throw failed();
  };
  writeWhole(pathOf(to, sha256), make, check);
}

const failed = () => new DaichoError('diskFault', '書いた添付ファイルが、読み直すと違っていました。');

/** What of this says only that a content is not to be had here; a full disk is another matter. */
function isNotHere(error: unknown): boolean {
  const codes = ['backupBad', 'wrongPassword', 'newerSchema', 'ENOENT', 'ENOTDIR', 'EIO'];
  return codes.includes(String((error as { code?: unknown }).code));
}

export interface Copied {
  /** Written anew, or put right. */
  readonly written: readonly string[];
  /** That no place holds as it should. */
  readonly missing: readonly string[];
}

/**
 * Brings contents to a place, each from the first place that holds it whole.
 * @param reread also looks into those that are there already, and puts right what has rotted
 * @throws what the disk says of the target: full, write-protected
 */
export function copyContents(wanted: readonly string[], from: readonly Place[], to: Place, reread = false): Copied {
  const written: string[] = [];
  const missing: string[] = [];
  if (wanted.length > 0) fs.mkdirSync(join(to.folder, ATTACHMENTS), { recursive: true });
  for (const sha256 of wanted) {
    if (reread ? isWhole(to, sha256) : fs.existsSync(pathOf(to, sha256))) continue;
    (from.some((place) => tried(place, to, sha256)) ? written : missing).push(sha256);
  }
  return { written, missing };
}

function tried(from: Place, to: Place, sha256: string): boolean {
  try {
    // Read whole before anything is written: what the target's disk says is not about the source.
    for (const piece of read(from, sha256)) if (piece.length === 0) return false;
  } catch (error) {
    if (isNotHere(error)) return false;
    throw error;
  }
  write(from, to, sha256);
  return true;
}

const hashesOf = (contents: readonly AttachmentContent[]) => contents.map(({ sha256 }) => sha256);
const namesOf = (contents: readonly AttachmentContent[], hashes: readonly string[]) =>
  contents.filter(({ sha256 }) => hashes.includes(sha256)).map(({ name }) => shownName(name));

/**
 * Reads all contents of a backup again and says by name which have rotted or are gone; those for which another place has
 * the right bytes are put right.
 */
export function checkContents(
  contents: readonly AttachmentContent[],
  place: Place,
  repairFrom: readonly Place[],
): AttachmentCheck {
  const wanted = hashesOf(contents);
  if (repairFrom.length === 0) {
    const lost = wanted.filter((sha256) => !isWhole({ ...place, key: null }, sha256) && !isWhole(place, sha256));
    return { checked: wanted.length, repaired: [], lost: namesOf(contents, lost) };
  }
  const { written, missing } = copyContents(wanted, repairFrom, place, true);
  return { checked: wanted.length, repaired: namesOf(contents, written), lost: namesOf(contents, missing) };
}

/**
 * Brings what a register names into its data folder, where it is not there as it should be: from the backup, else from
 * wherever it still lies.
 * @returns names of those that are nowhere
 */
export function bringBack(dataDir: string, contents: readonly AttachmentContent[], from: readonly Place[]): string[] {
  const to = { folder: dataDir, key: null };
  const { missing } = copyContents(hashesOf(contents), [...from, ...otherPlaces(dataDir)], to, true);
  return namesOf(contents, missing);
}

/** Takes away what no backup of the folder names; nothing, where one cannot be read and so may name it. */
export function thinContents(folder: string): void {
  const { backups, unreadable } = readFolder(folder);
  const place = join(folder, ATTACHMENTS);
  if (unreadable.length > 0 || !fs.existsSync(place)) return;
  const named = new Set(
    backups.flatMap(({ path, manifest }) => {
      const salt = readHead(path).encryption?.salt;
      return manifest.attachments.map((sha256) => nameOf(sha256, salt));
    }),
  );
  for (const name of fs.readdirSync(place))
    if (/^[0-9a-f]{64}(?:\.[0-9a-f]{16})?$/.test(name) && !named.has(name))
      fs.rmSync(join(place, name), { force: true });
}
