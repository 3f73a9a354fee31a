import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupFile, BackupManifest, HistoryPoint } from '../../contract/backup.ts';
import { attachmentContents } from '../../db/attachments.ts';
import { openForeign } from '../../db/foreign.ts';
import { forgetHeadMark } from '../../db/headMark.ts';
import { COMPANIONS, KEPT, registerPath } from '../../db/open.ts';
import { bringBack, type Place, placeOf } from './attachments.ts';
import { removeWorkingFile, withChecked, workingFile } from './check.ts';
import { readFolder } from './folder.ts';
import { keptKey } from './place.ts';
import { prepareRestored } from './restore.ts';

/**
 * Backups without an open register: for the recovery screen and for a new PC (reliability.md P6, P7).
 */

/** A backup whose every part was checked: container, file, schema, history. */
export interface CheckedBackup {
  readonly manifest: BackupManifest;
  readonly encrypted: boolean;
  /** Where its history ends; null before the chain (schema 1 and 2). */
  readonly head: HistoryPoint | null;
}

export interface RestoreResult {
  /** Where the restored register stands now; it holds the change 「控えから戻した」. */
  readonly head: HistoryPoint;
  /** Where the damaged register was put aside, under a name of its own; null where there was none. */
  readonly keptAside: string | null;
  /** Names of attachments whose files could not be brought back from anywhere. */
  readonly lost: readonly string[];
}

/** All backups of a folder that can be read as such, newest first. A folder that is not there has none. */
export async function readBackups(folder: string): Promise<BackupFile[]> {
  return [...readFolder(folder).backups];
}

/**
 * Checks a backup whole; nothing is written beside a working copy in the temp folder.
 * @param dataDir where the key of the automatic backups lies, for one that is encrypted with it
 * @throws DaichoError backupBad, wrongPassword, notARegister, newerSchema
 */
export async function checkBackup(file: string, password?: string, dataDir?: string): Promise<CheckedBackup> {
  const folder = fs.mkdtempSync(join(tmpdir(), 'daicho-check-'));
  try {
    const secret = { password, key: dataDir === undefined ? null : keptKey(dataDir) };
    return withChecked(file, secret, folder, ({ manifest, encrypted, facts: { seq, hash } }) => ({
      manifest,
      encrypted,
      head: hash === '' ? null : { seq, hash },
    }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts a backup in the place of the register of a data folder that no app has open; the caller holds the owner lock. What
 * stands there is kept aside under a new name, never deleted.
 * @throws DaichoError backupBad, wrongPassword, notARegister, newerSchema, diskFull, readOnly; nothing has changed then
 */
export async function restoreInto(
  dataDir: string,
  file: string,
  password: string | undefined,
  now: Date,
): Promise<RestoreResult> {
  fs.mkdirSync(dataDir, { recursive: true });
  const prepared = workingFile(dataDir, 'restore');
  try {
    const secret = { password, key: keptKey(dataDir) };
    const { head } = prepareRestored(file, secret, dataDir, prepared, {
      now,
      worker: { name: 'Daicho', post: '', accountId: null },
      from: null,
    });
    const lost = bringBackFor(dataDir, prepared, placeOf(file, secret));
    return { head, keptAside: takePlace(dataDir, prepared, now), lost };
  } finally {
    removeWorkingFile(prepared);
  }
}

/** Brings the attachments of the prepared register, before it takes its place. */
function bringBackFor(dataDir: string, prepared: string, from: Place): string[] {
  const { db } = openForeign(prepared);
  try {
    return bringBack(dataDir, attachmentContents(db), [from]);
  } finally {
    db.close();
  }
}

/**
 * Puts a prepared file in the register's place, where what stands there may be damaged: that is moved aside, log and all,
 * and never deleted. A power cut between leaves no register, which the next start says; an empty one it never leaves.
 * @returns the path of what was put aside; null where there was nothing
 */
export function takePlace(dataDir: string, prepared: string, now: Date): string | null {
  const kept = moveAside(dataDir, now);
  // What the log shares between processes says nothing of the register's content.
  fs.rmSync(`${registerPath(dataDir)}-shm`, { force: true });
  fs.renameSync(prepared, registerPath(dataDir));
  forgetHeadMark(dataDir);
  return kept;
}

/** Moved, not copied: a disk that cannot be read, or that is full, must not keep anybody from working on. */
function moveAside(dataDir: string, now: Date): string | null {
  const register = registerPath(dataDir);
  // A reader that could not tidy up leaves an empty log.
  if (fs.statSync(`${register}-wal`, { throwIfNoEntry: false })?.size === 0) fs.rmSync(`${register}-wal`);
  const there = COMPANIONS.filter((suffix) => fs.existsSync(register + suffix));
  if (there.length === 0) return null;
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const name = (n: number) => join(dataDir, `${KEPT}${stamp}${n === 1 ? '' : `_${n}`}.sqlite`);
  let n = 1;
  while (COMPANIONS.some((suffix) => fs.existsSync(name(n) + suffix))) n += 1;
  for (const suffix of there) fs.renameSync(register + suffix, name(n) + suffix);
  return name(n);
}
