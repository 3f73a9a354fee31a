import { basename, dirname } from 'node:path';
import { DaichoError } from '../../contract/errors.ts';
import { type Context, today } from '../context.ts';
import type { JobHandle } from '../jobs/run.ts';
import { readFolder } from './folder.ts';
import type { Secret } from './key.ts';
import { backupFolder, keptKey, type Place, readPlace, savePlace } from './place.ts';
import { inThread } from './thread.ts';
import type { BackupAnswers } from './work.ts';

/** Backups that are read again later: rot is named before the backup is needed. */

/** Reads a backup whole again and remembers how it was, where it lies in one of the two places. @throws as withChecked */
export async function checkAgain(
  context: Context,
  path: string,
  typed: Secret,
  handle: JobHandle,
): Promise<BackupAnswers['backup.check']> {
  return remembering(context, path, () =>
    inThread(context, { type: 'backup.check', path, secret: secretOf(context, typed) }, handle),
  );
}

/** Remembers how a backup was that `work` reads whole. */
export async function remembering<T>(context: Context, path: string, work: () => Promise<T>): Promise<T> {
  try {
    const value = await work();
    remember(context, path, true);
    return value;
  } catch (error) {
    if (error instanceof DaichoError && ['backupBad', 'notARegister'].includes(error.code))
      remember(context, path, false);
    throw error;
  }
}

/** What opens a backup: the password that was typed, or the key of the automatic ones. */
export function secretOf(context: Context, { password }: Secret): Secret {
  return { password, key: keptKey(context.dataDir) };
}

function remember(context: Context, path: string, ok: boolean): void {
  const { dataDir } = context;
  const place = readPlace(dataDir);
  const name = rememberedName(dataDir, place, path);
  if (name === null) return;
  const there = new Set(
    [backupFolder(dataDir), place.second]
      .filter(Boolean)
      .flatMap((folder) => readFolder(folder).backups)
      .map((file) => rememberedName(dataDir, place, file.path)),
  );
  const kept = Object.entries(place.checked).filter(([one]) => there.has(one));
  const result = { at: context.ports.now().toISOString(), day: today(context), ok };
  savePlace(dataDir, { ...place, checked: { ...Object.fromEntries(kept), [name]: result } });
}

/** Under what name a backup's check is remembered; null where it lies in neither place. */
export function rememberedName(dataDir: string, place: Place, path: string): string | null {
  const folder = dirname(path);
  if (folder === backupFolder(dataDir)) return basename(path);
  return folder === place.second ? `second/${basename(path)}` : null;
}
