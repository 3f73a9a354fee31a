import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../db/wholeFile.ts';
import { BACKUPS } from './folder.ts';
import { type BackupKey, keySchema } from './key.ts';

/**
 * What belongs to this PC and not to the register: where the second place is, when it was last reached, which old backups
 * were checked again. It lies beside the register, so that it is there when the register is not, and is not put back by a
 * restore.
 */
export const placeSchema = z.object({
  /** Minutes between automatic backups. */
  minutes: z.int().min(5).max(60).default(30),
  /** Folder of the second place; '' where there is none. */
  second: z.string().max(1000).default(''),
  /** What is encrypted with the password. */
  encrypt: z.enum(['none', 'second', 'both']).default('none'),
  /** The last copy that was read back in the second place: ISO day and date, and its number. */
  copied: z.object({ at: z.string(), day: z.string(), no: z.number() }).nullable().default(null),
  /** The last rehearsal of a restore. */
  rehearsed: z
    .object({ at: z.string(), fileName: z.string(), ok: z.boolean(), assets: z.number() })
    .nullable()
    .default(null),
  /** Backups that were checked again: their names, when, and whether they were good. */
  checked: z.record(z.string(), z.object({ at: z.string(), day: z.string(), ok: z.boolean() })).default({}),
});
export type Place = z.infer<typeof placeSchema>;

const placePath = (dataDir: string) => join(dataDir, 'backup.json');
const keyPath = (dataDir: string) => join(dataDir, 'backup.key.json');

export function readPlace(dataDir: string): Place {
  const parsed = placeSchema.safeParse(readJson(placePath(dataDir)));
  return parsed.success ? parsed.data : placeSchema.parse({});
}

export function savePlace(dataDir: string, place: Place): void {
  writeJson(placePath(dataDir), place);
}

/** The key of the automatic backups; null where no password was set. */
export function keptKey(dataDir: string): BackupKey | null {
  const parsed = keySchema.safeParse(readJson(keyPath(dataDir)));
  return parsed.success ? parsed.data : null;
}

export function keepKey(dataDir: string, key: BackupKey): void {
  writeJson(keyPath(dataDir), key);
}

export function backupFolder(dataDir: string): string {
  return join(dataDir, BACKUPS);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** Readable by this user of the computer only: a derived key opens every backup that it made. */
function writeJson(path: string, value: unknown): void {
  writeWhole(path, (temp) => fs.writeFileSync(temp, JSON.stringify(value), { mode: 0o600 }));
}
