import { homedir } from 'node:os';
import { posix, resolve, win32 } from 'node:path';

export interface DataDirSource {
  /** The value of `--data`, if given. */
  readonly data?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
}

/**
 * The folder that holds the register: `--data`, else the environment's DAICHO_DATA, else the per-user folder of the
 * platform. Electron and the loopback host ask here, so that both open the same register.
 *
 * The local, not the roaming, profile on Windows: one data folder per PC, never copied over the network at log-off
 * (reliability.md §4).
 *
 * @returns an absolute path; nothing is created.
 */
export function dataDir(source: DataDirSource = {}): string {
  const env = source.env ?? process.env;
  const chosen = source.data || env['DAICHO_DATA'];
  if (chosen) return resolve(chosen);
  return defaultDataDir(source.platform ?? process.platform, env, source.home ?? homedir());
}

function defaultDataDir(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), 'Daicho');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Daicho');
  // The XDG rules say that a relative value is to be ignored.
  const xdg = env['XDG_DATA_HOME'];
  return posix.join(xdg?.startsWith('/') ? xdg : posix.join(home, '.local', 'share'), 'daicho');
}

/**
 * The value of `--data DIR` or `--data=DIR` in a command line.
 *
 * @returns undefined when it is not there or has no value.
 */
export function dataArgument(args: readonly string[]): string | undefined {
  for (const [i, arg] of args.entries()) {
    if (arg === '--data') return args[i + 1] || undefined;
    if (arg.startsWith('--data=')) return arg.slice('--data='.length) || undefined;
  }
  return undefined;
}
