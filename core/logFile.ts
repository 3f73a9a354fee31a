import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 1024 * 1024;

/**
 * The log of both doors: `<dataDir>/logs/daicho.log`, one line per call with the time before it; at 1 MiB the file
 * moves to `daicho.1.log` and the one before that is dropped. A log that cannot be written never stops the work.
 *
 * @param now present moment, for the time stamp.
 */
export function logFile(dataDir: string, now: () => Date): (line: string) => void {
  const dir = join(dataDir, 'logs');
  const file = join(dir, 'daicho.log');
  return (line) => {
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES)
        renameSync(file, join(dir, 'daicho.1.log'));
      appendFileSync(file, `${now().toISOString()} ${line}\n`, { mode: 0o600 });
    } catch {
      // A full or write-protected disk is reported by the register itself, with words.
    }
  };
}
