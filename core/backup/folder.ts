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
  const names = isFolder(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith(EXTENSION)) : [];
  const backups: BackupFile[] = [];
  const unreadable: string[] = [];
  for (const fileName of names) {
    const path = join(folder, fileName);
    try {
      backups.push(fileOf(fileName, path));
    } catch {
      unreadable.push(fileName);
    }
  }
  backups.sort((a, b) => b.manifest.no - a.manifest.no || b.manifest.seq - a.manifest.seq);
  return { backups, unreadable };
}

interface Known {
  readonly size: number;
  readonly mtimeMs: number;
  readonly file: BackupFile;
}
/** Heads that were read, by path: the folder is looked through after every change. What is in a file is told by a check. */
const known = new Map<string, Known>();
const MAX_KNOWN = 1000;

function fileOf(fileName: string, path: string): BackupFile {
  const { size, mtimeMs } = fs.statSync(path);
  const before = known.get(path);
  if (before && before.size === size && before.mtimeMs === mtimeMs) return before.file;
  const { manifest, encryption } = readHead(path);
  const file = { fileName, path, encrypted: encryption !== null, fileBytes: size, manifest };
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(path, { size, mtimeMs, file });
  return file;
}

/** Takes part in the order even where the head cannot be read any more: daicho-20261128-103215-000123.hikae */
export function nextNo(folder: string, atLeast = 1): number {
  const names = isFolder(folder) ? fs.readdirSync(folder) : [];
  const numbers = names.map((name) => Number(/-(\d{6,15})\.hikae$/.exec(name)?.[1] ?? 0));
  return Math.max(atLeast, ...numbers.map((no) => no + 1));
}

export function fileNameOf(no: number, at: Date): string {
  return `daicho-${fileStamp(at)}-${String(no).padStart(6, '0')}${EXTENSION}`;
}

export function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
