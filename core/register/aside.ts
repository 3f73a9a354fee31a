import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPANIONS, hasJournal, playBack, registerPath } from '../../db/open.ts';

/** Copies of a register for looking at, in private folders of this process: the original is not touched. */

const PREFIX = 'daicho-view-';

/** A folder of this process alone; the caller removes it with everything in it. */
export function privateFolder(): string {
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

export function removeFolder(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

/**
 * Copies a register with its log into a private folder. A journal that a power cut left is played back there, which only
 * a connection that writes can do.
 */
export function copyAside(file: string): string {
  const dir = privateFolder();
  try {
    for (const suffix of COMPANIONS) {
      if (existsSync(file + suffix)) copyFileSync(file + suffix, registerPath(dir) + suffix);
    }
    if (hasJournal(dir)) playBack(dir);
    return dir;
  } catch (error) {
    removeFolder(dir);
    throw error;
  }
}

/** Takes away the folders of processes that were killed. */
export function removeViews(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0;
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) removeFolder(join(tmpdir(), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
