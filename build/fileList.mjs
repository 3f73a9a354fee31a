import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['electron', 'renderer', 'fonts'];

/**
 * Writes down what was built: path and SHA-256 of every file, for the app to compare itself with (core/health).
 *
 * @param {string} out the folder of everything built
 */
export function writeFileList(out) {
  const list = {};
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(out, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name === 'files.json') continue;
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(out.length + 1).replaceAll('\\', '/');
      list[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
    }
  }
  writeFileSync(join(out, 'electron', 'files.json'), `${JSON.stringify(list, null, 1)}\n`);
}
