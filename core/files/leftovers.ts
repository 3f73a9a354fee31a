/** What a writer left behind when it died, taken away when its thread was ended, or at the next start (reliability.md P3). */
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { ATTACHMENTS } from '../../db/attachments.ts';
import { isTempName } from '../../db/wholeFile.ts';
import { BACKUPS } from '../backup/folder.ts';
import { OUTPUTS } from '../output/files.ts';

/** Folder of the notes about temp files that lie outside the data folder; one small file for each. */
const NOTES = 'unfinished';

/**
 * Takes the temp files out of a folder in which nobody else writes: the caller owns it. A folder that is not there, or a
 * file that another program holds, stays for the start after this one.
 * @param thread only those of this thread of the process, which has ended
 */
export async function removeLeftovers(folder: string, thread?: number): Promise<void> {
  for (const name of await fs.readdir(folder).catch(() => [])) {
    if (isTempName(name, thread)) await fs.rm(join(folder, name), { force: true }).catch(() => {});
  }
}

/** The same for every folder of a data folder that the app writes into. */
export async function removeAllLeftovers(dataDir: string, thread?: number): Promise<void> {
  for (const folder of ['.', OUTPUTS, BACKUPS, ATTACHMENTS, join(BACKUPS, ATTACHMENTS)])
    await removeLeftovers(join(dataDir, folder), thread);
}

/**
 * Notes that a temp file is being written outside the data folder (where the person chose to save). A note that cannot
 * be written stops nobody from saving.
 * @returns the function that takes the note away again
 */
export async function noteTemp(dataDir: string, tempPath: string): Promise<() => Promise<void>> {
  const path = resolve(tempPath);
  if (path.startsWith(resolve(dataDir) + sep)) return async () => {};
  const folder = join(dataDir, NOTES);
  const note = join(folder, `${createHash('sha256').update(path).digest('hex').slice(0, 16)}.txt`);
  await fs.mkdir(folder, { recursive: true }).catch(() => {});
  await fs.writeFile(note, path).catch(() => {});
  return () => fs.rm(note, { force: true }).catch(() => {});
}

/**
 * Takes away the noted temp files, and the notes. A note about a folder that is not there (a stick in a drawer) is kept.
 * The caller owns the data folder, so every note is a dead writer's.
 */
export async function removeNoted(dataDir: string): Promise<void> {
  const folder = join(dataDir, NOTES);
  for (const name of await fs.readdir(folder).catch(() => [])) {
    const note = join(folder, name);
    const path = await fs.readFile(note, 'utf8').catch(() => '');
    const isTheir = isTempName(basename(path));
    if (isTheir && !(await isThere(dirname(path)))) continue;
    const gone = isTheir ? await fs.rm(path, { force: true }).then(yes, no) : true;
    if (gone) await fs.rm(note, { force: true }).catch(() => {});
  }
}

const yes = () => true;
const no = () => false;
const isThere = (folder: string) => fs.stat(folder).then(yes, no);
