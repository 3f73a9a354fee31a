import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface ScreenFile {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly type: string;
}

/** Path as the browser asks for it (`/`, `/assets/main-1a2b.js`) to the file's bytes. */
export type ScreenFiles = ReadonlyMap<string, ScreenFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Reads the built screens once, at start. Requests are answered by looking their path up in this list, so that no path
 * that a page sends ever reaches the file system (reliability.md §4, item 18).
 *
 * @throws when there is no index.html in the folder or a file has an unexpected type.
 */
export function readScreenFiles(dir: string): ScreenFiles {
  const files = new Map<string, ScreenFile>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const type = TYPES[extname(entry.name)];
    if (!type) throw new Error(`unexpected file among the screens: ${file}`);
    files.set(`/${relative(dir, file).split(sep).join('/')}`, { bytes: readFileSync(file), type });
  }
  const index = files.get('/index.html');
  if (!index) throw new Error(`no index.html in ${dir}`);
  files.set('/', index);
  return files;
}
