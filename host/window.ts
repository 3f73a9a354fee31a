import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from './browser.ts';

export interface AppWindow {
  /** Resolves when the browser process has ended, that is when its last window was closed. Never rejects. */
  readonly ended: Promise<void>;
  /** Asks the browser to end. */
  close(): void;
}

/**
 * Opens the address as an application window (no tabs, no address bar) of an installed browser, with a profile of its
 * own, so that neither the clerk's extensions nor their other tabs come near the register.
 *
 * @param dataDir the profile is kept in `<dataDir>/browser`.
 */
export function openWindow(browser: Browser, url: string, dataDir: string): AppWindow {
  const profile = join(dataDir, 'browser');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const child = spawn(browser.path, windowArgs(browser, url, profile), {
    env: { ...process.env, ...browser.env },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { ended, close: () => void child.kill() };
}

/** The command line of the application window. */
export function windowArgs(browser: Browser, url: string, profile: string): string[] {
  return [
    ...browser.args,
    `--user-data-dir=${profile}`,
    '--disable-extensions',
    // Spell checkers and translators of a browser like to send what is typed to their maker.
    '--disable-spell-checking',
    '--disable-features=Translate,OptimizationHints,MediaRouter',
    '--window-size=1366,768',
    `--app=${url}`,
  ];
}
