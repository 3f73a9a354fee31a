import fs from 'node:fs';
import { join } from 'node:path';
import type { BackupFile } from '../../contract/backup.ts';
import { fileStamp } from '../moment.ts';
import { readHead } from './container.ts';

/** Folder of the backups in the data folder. */
export const BACKUPS = 'backups';
export const EXTENSION = '.hikae';

/** What lies in a folder: backups, newest first, and files of that name that cannot be read as one. */
export interface BackupFolder {
  readonly backups: readonly BackupFile[];
  readonly unreadable: readonly string[];
}

/** A folder that is not there has none. */
export function readFolder(folder: string): BackupFolder {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith(EXTENSION)) : [];
  const backups: BackupFile[] = [];
  const unreadable: string[] = [];
  for (const fileName of names) {
    const path = join(folder, fileName);
    try {
      const { manifest, encryption } = readHead(path);
      backups.push({ fileName, path, encrypted: encryption !== null, fileBytes: fs.statSync(path).size, manifest });
    } catch {
      unreadable.push(fileName);
    }
  }
  backups.sort((a, b) => b.manifest.no - a.manifest.no || b.manifest.seq - a.manifest.seq);
  return { backups, unreadable };
}

/** Takes part in the order even where the head cannot be read any more: daicho-20261128-103215-000123.hikae */
export function nextNo(folder: string, atLeast = 1): number {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const numbers = names.map((name) => Number(/-(\d{6,15})\.hikae$/.exec(name)?.[1] ?? 0));
  return Math.max(atLeast, ...numbers.map((no) => no + 1));
}

export function fileNameOf(no: number, at: Date): string {
  return `daicho-${fileStamp(at)}-${String(no).padStart(6, '0')}${EXTENSION}`;
}

export function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
