import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join, posix, win32 } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export interface Browser {
  readonly path: string;
  /** Flags that keep the browser off the network and, as root, let it start. */
  readonly args: readonly string[];
  /** What to call it in a message. */
  readonly name: string;
  /** Variables to set for its process; only the npm one needs any (its own libraries). */
  readonly env: Readonly<Record<string, string>>;
  /** True for the npm one, which cannot show a window. */
  readonly headlessOnly: boolean;
}

export interface FindBrowserOptions {
  /** True when the browser has to show a window. */
  readonly forWindow?: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/** A browser that can only reach this machine, and does nothing on its own account (reliability.md P13). */
export const QUIET_FLAGS: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/**
 * Finds a Chromium-family browser: the one that DAICHO_BROWSER names, an installed Chrome, Edge or Chromium, and as a
 * last resort on Linux x64 the headless one inside the npm package `@sparticuz/chromium` (toolchain.md §0).
 *
 * DAICHO_BROWSER is a path, or `npm` for the npm one, or `none` for the case that there is no browser at all.
 *
 * @returns null when there is none that serves.
 */
export async function findBrowser(options: FindBrowserOptions = {}): Promise<Browser | null> {
  const chosen = process.env['DAICHO_BROWSER'];
  if (chosen === 'none') return null;
  if (chosen && chosen !== 'npm') return isProgram(chosen) ? installed(chosen) : null;
  if (chosen !== 'npm') {
    const found = browserCandidates(process.platform, process.env).find(isProgram);
    if (found) return installed(found);
  }
  return options.forWindow ? null : npmBrowser();
}

function installed(path: string): Browser {
  return { path, args: baseArgs(), name: browserName(path), env: {}, headlessOnly: false };
}

function baseArgs(): readonly string[] {
  // Chromium refuses to run its sandbox as root; that is a container, not a clerk's PC.
  return process.getuid?.() === 0 ? [...QUIET_FLAGS, '--no-sandbox'] : QUIET_FLAGS;
}

function browserName(path: string): string {
  if (/edge/i.test(path)) return 'Microsoft Edge';
  if (/chromium/i.test(path)) return 'Chromium';
  return /chrome/i.test(path) ? 'Google Chrome' : 'ブラウザ';
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Where Chrome, Edge and Chromium are usually installed, best first. Edge is on every Windows PC, so it comes first
 * there: one browser fewer that an update could take away.
 */
export function browserCandidates(platform: NodeJS.Platform, env: Env): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles(x86)'], env['ProgramFiles'], env['LOCALAPPDATA']].filter((r) => r !== undefined);
    return ['Microsoft\\Edge\\Application\\msedge.exe', 'Google\\Chrome\\Application\\chrome.exe'].flatMap((program) =>
      roots.map((root) => win32.join(root, program)),
    );
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env['HOME'] ? [posix.join(env['HOME'], 'Applications')] : [])];
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].flatMap((name) =>
      roots.map((root) => posix.join(root, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((f) => posix.isAbsolute(f) && f !== '/snap/bin');
  // Last, because a snap may not write its profile into our (hidden) data folder.
  folders.push('/snap/bin');
  return folders.flatMap((folder) =>
    ['google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'chromium', 'chromium-browser'].map((name) =>
      posix.join(folder, name),
    ),
  );
}

/**
 * Unpacks the npm browser once into out/, in a process of its own: the package writes to fixed names in the temporary
 * folder (another user could put a program there, and two tests at once would start a half-written one) and changes
 * its process's environment.
 */
async function npmBrowser(): Promise<Browser | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const root = fileURLToPath(new URL('..', import.meta.url));
  const packageDir = join(root, 'node_modules', '@sparticuz', 'chromium');
  const manifest = join(packageDir, 'package.json');
  if (!existsSync(manifest)) return null;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };

  const home = join(root, 'out', `browser-${version}`);
  const path = join(home, 'chromium');
  if (!existsSync(path)) await unpack(join(packageDir, 'build', 'esm', 'index.mjs'), home);
  return {
    path,
    args: [...QUIET_FLAGS, '--no-sandbox', '--no-zygote', '--disable-gpu'],
    name: 'Chromium (npm)',
    env: {
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      // Its own font list only where the machine has none; labels carry their fonts with them either way.
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(home, 'fonts') }),
    },
    headlessOnly: true,
  };
}

async function unpack(module: string, home: string): Promise<void> {
  await mkdir(join(home, '..'), { recursive: true });
  const staging = await mkdtemp(`${home}.`);
  try {
    const script = `await (await import(${JSON.stringify(pathToFileURL(module).href)})).default.executablePath();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    });
    await rename(staging, home);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another process was faster: its folder is complete, because it too arrived by a rename.
    if (!existsSync(join(home, 'chromium'))) throw error;
  }
}
