import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startCommand } from './child.ts';

/** Mounts $1 as a disk of $2 bytes in a world of its own and runs the rest there; it goes with the process. */
const MOUNT = 'mount -t tmpfs -o size="$2" tmpfs "$1" && shift 2 && exec "$@"';

/** How a disk can be mounted on this machine: as a user with a world of their own, or as root; null: not at all. */
const WAYS = [
  ['unshare', '-Urm', 'sh', '-c', MOUNT, 'sh'],
  ['unshare', '-m', 'sh', '-c', MOUNT, 'sh'],
] as const;

let way: readonly string[] | null | undefined;
function findWay(): readonly string[] | null {
  if (process.platform !== 'linux') return null;
  const dir = mkdtempSync(join(tmpdir(), 'daicho-disk-'));
  const works = ([program, ...args]: readonly string[]) =>
    spawnSync(program!, [...args, dir, '65536', 'true'], { stdio: 'ignore' }).status === 0;
  const found = WAYS.find(works) ?? null;
  rmdirSync(dir);
  return found;
}

/**
 * Runs a TypeScript file of the tests over a real disk of so many bytes, mounted at `dir`, which nobody else sees.
 * @returns null where this machine lets nobody mount one
 */
export function startOnSmallDisk(script: URL, dir: string, bytes: number, args: readonly string[]): Child | null {
  way ??= findWay();
  if (!way) return null;
  const [program, ...before] = way;
  return startCommand(program!, [...before, dir, String(bytes), process.execPath, script.pathname, dir, ...args]);
}

/**
 * Runs a TypeScript file of the tests in a process that may make no file larger than so many blocks of 512 bytes: the
 * limit of POSIX, which needs no rights. Null on Windows, which has none.
 */
export function startWithFileLimit(script: URL, blocks: number, args: readonly string[]): Child | null {
  if (process.platform === 'win32') return null;
  return startCommand('sh', [
    '-c',
    `ulimit -f ${blocks} && exec "$@"`,
    'sh',
    process.execPath,
    script.pathname,
    ...args,
  ]);
}
