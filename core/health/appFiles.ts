import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the build wrote about its own files (build/fileList.mjs): path from `out/` and SHA-256 of each. */
const listSchema = z.record(z.string(), z.string());
const LIST = join('electron', 'files.json');

/**
 * Reads the app's own files and compares them with what the build wrote down.
 *
 * @param folder the `out` folder of the packaged app; undefined where it runs from source
 * @returns the SHA-256 over all of them, which is on the release's paper too; null from source
 */
export async function checkAppFiles(folder: string | undefined): Promise<{ hash: string | null; differing: string[] }> {
  if (folder === undefined) return { hash: null, differing: [] };
  const list = listSchema.safeParse(await fs.readFile(join(folder, LIST), 'utf8').then(JSON.parse, () => null));
  if (!list.success) return { hash: '', differing: [LIST] };
  const all = createHash('sha256');
  const differing: string[] = [];
  for (const [path, wanted] of Object.entries(list.data).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sha256 = await fs.readFile(join(folder, path)).then(digest, () => '');
    all.update(`${sha256}  ${path}\n`);
    if (sha256 !== wanted) differing.push(path);
  }
  return { hash: all.digest('hex'), differing };
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
