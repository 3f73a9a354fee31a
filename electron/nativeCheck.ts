import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the database driver's native part is the one that the app was built with. Electron's own integrity check
 * covers app.asar but not the files unpacked beside it (reliability.md P14), so a swapped one has to be noticed here,
 * before the driver loads it.
 *
 * @param resources the packaged app's resources folder.
 * @param expected SHA-256 (hex) by `<platform>-<arch>`, written into the bundle by the build.
 */
export function nativeIsGenuine(
  resources: string,
  expected: Readonly<Record<string, string>>,
  target = `${process.platform}-${process.arch}`,
): boolean {
  const file = join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds', `${target}.node`);
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex') === expected[target];
  } catch {
    return false;
  }
}
