import fs from 'node:fs';
import { join } from 'node:path';
import type { BackupManifest } from '../../contract/backup.ts';
import { sealNumber } from '../../contract/checkCode.ts';
import { DaichoError } from '../../contract/errors.ts';
import { attachmentContents } from '../../db/attachments.ts';
import { isChained, type RegisterFacts, registerFacts } from '../../db/backupImage.ts';
import { checkBytes, openForeign } from '../../db/foreign.ts';
import { LATEST } from '../../db/migrate.ts';
import type { ReadableDb } from '../../db/types.ts';
import { tempEnding } from '../../db/wholeFile.ts';
import { checkChain } from '../history/checkChain.ts';
import type { JobHandle } from '../jobs/run.ts';
import { contentProblems } from '../register/verify.ts';
import { checkSum, isContainer, pieces, sha256Of, unpack, writeNew } from './container.ts';
import type { Secret } from './key.ts';

/** A register that came out of a file from outside and passed every check; its connection reads only. */
export interface CheckedImage {
  readonly db: ReadableDb;
  readonly facts: RegisterFacts;
  readonly manifest: BackupManifest;
  readonly encrypted: boolean;
}

/** Says how far a long piece of work is. */
export type Tell = JobHandle['progress'];
export const silent: Tell = () => undefined;

/** A name for a working file; what a dead process left of these is taken away at the next start (files/leftovers.ts). */
export function workingFile(folder: string, what: string): string {
  return join(folder, `.~${what}.${tempEnding()}`);
}

export function removeWorkingFile(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) fs.rmSync(path + suffix, { force: true });
}

/**
 * Checks a backup, or a bare register file, whole and lends what is in it to `work` (reliability.md P5, P30): the sum of
 * the file, its password, header, schema, SQLite's own checks, the chain of the history, the counts of the manifest. All
 * of it on a copy in `folder`; the file itself is only read.
 * @throws DaichoError notFound, backupBad, wrongPassword, notARegister, newerSchema, diskFull
 */
export function withChecked<T>(
  path: string,
  secret: Secret,
  folder: string,
  work: (image: CheckedImage) => T,
  tell: Tell = silent,
): T {
  if (/^file:/i.test(path)) throw new DaichoError('notARegister');
  const copy = workingFile(folder, 'check');
  try {
    return inWords(() => {
      tell('控えを読み取っています', 0, null);
      const stated = unpackTo(path, secret, copy);
      tell('控えの表を検査しています', 0, null);
      const { db, version } = openForeign(copy);
      try {
        const facts = checkHistory(db, version, tell);
        const hashes = attachmentContents(db).map(({ sha256 }) => sha256);
        const manifest = stated?.manifest ?? bareManifest(facts, hashes, copy);
        refuseOtherThan(manifest, facts, hashes);
        return { value: work({ db, facts, manifest, encrypted: stated?.encrypted ?? false }) };
      } finally {
        db.close();
      }
    }).value;
  } finally {
    removeWorkingFile(copy);
  }
}

/** Brings the register of a file to a working copy. @returns what the file says of itself; null for a bare register */
function unpackTo(path: string, secret: Secret, copy: string): { manifest: BackupManifest; encrypted: boolean } | null {
  const info = fs.statSync(path, { throwIfNoEntry: false });
  if (!info?.isFile()) throw new DaichoError('notFound', '控えのファイルがありません。');
  if (!isContainer(path)) {
    // Before it is copied: a file may be larger than the disk.
    checkBytes(path);
    writeNew(copy, pieces(path));
    return null;
  }
  const head = checkSum(path);
  writeNew(copy, unpack(path, secret, head));
  return { manifest: head.manifest, encrypted: head.encryption !== null };
}

/** What the history tells is compared with every table, too: a backup that the app would not open is none. */
function checkHistory(db: ReadableDb, version: number, tell: Tell): RegisterFacts {
  const told = (done: number, total: number) => tell('控えの履歴を検査しています', done, total);
  if (isChained(version) && checkChain(db, told).firstBad)
    throw new DaichoError('backupBad', '履歴が、書かれたときと違います。');
  if (version === LATEST && contentProblems(db).problems.length > 0)
    throw new DaichoError('backupBad', '中身が、履歴と合いません。');
  const facts = registerFacts(db);
  if (facts.uuid === '') throw new DaichoError('backupBad');
  return facts;
}

function refuseOtherThan(manifest: BackupManifest, facts: RegisterFacts, hashes: readonly string[]): void {
  for (const name of ['uuid', 'schemaVersion', 'seq', 'hash', 'assets', 'entries'] as const)
    if (manifest[name] !== facts[name]) throw new DaichoError('backupBad', '控えの説明と中身が合いません。');
  if (manifest.attachments.join() !== hashes.join())
    throw new DaichoError('backupBad', '控えの説明と、添付の一覧が合いません。');
}

/** A register file that somebody copied by hand says nothing of itself. */
function bareManifest(facts: RegisterFacts, hashes: readonly string[], copy: string): BackupManifest {
  const { uuid, unionName, schemaVersion, seq, hash, assets, entries } = facts;
  return {
    format: 1,
    ...{ uuid, unionName, schemaVersion, seq, hash, assets, entries },
    no: 1,
    madeAt: '',
    day: '1970-01-01',
    why: 'manual',
    title: null,
    number: hash === '' ? '' : sealNumber(hash),
    bytes: fs.statSync(copy).size,
    sha256: sha256Of(copy),
    appVersion: '',
    attachments: [...hashes],
    attachmentsMissing: [],
  };
}

/** SQLite's words about a file from outside all mean the same to a clerk; a full disk is another matter. */
function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (error instanceof DaichoError || typeof code !== 'string') throw badUnlessOurs(error);
    if (code.startsWith('SQLITE_') && code !== 'SQLITE_FULL') throw new DaichoError('backupBad');
    throw error;
  }
}

/** A value of a kind that no register has (a text that is no JSON, a number beyond all counts) throws where it is read. */
function badUnlessOurs(error: unknown): unknown {
  if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
    return new DaichoError('backupBad');
  return error;
}
