import type { BackupFile, BackupManifest, HistoryPoint } from '../../contract/backup.ts';

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
}

/** All backups of a folder that can be read as such, newest first. A folder that is not there has none. */
export async function readBackups(_folder: string): Promise<BackupFile[]> {
  throw new Error('not yet');
}

/**
 * Checks a backup whole; nothing is written beside a working copy in the temp folder.
 * @throws DaichoError backupBad, wrongPassword, notARegister, newerSchema
 */
export async function checkBackup(_file: string, _password?: string): Promise<CheckedBackup> {
  throw new Error('not yet');
}

/**
 * Puts a backup in the place of the register of a data folder that no app has open; the caller holds the owner lock. What
 * stands there is kept aside under a new name, never deleted.
 * @throws DaichoError backupBad, wrongPassword, notARegister, newerSchema, diskFull, readOnly; nothing has changed then
 */
export async function restoreInto(
  _dataDir: string,
  _file: string,
  _password: string | undefined,
  _now: Date,
): Promise<RestoreResult> {
  throw new Error('not yet');
}
