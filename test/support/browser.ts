import { chromium, type Browser as PlaywrightBrowser } from 'playwright-core';
import { findBrowser } from '../../host/browser.ts';

/** The tests keep all cores busy: V8's helpers only take them from each other, and a young generation that is too small. */
const V8_ALONE = '--js-flags=--single-threaded --min-semi-space-size=16';
/** Freed memory is kept for the next page: to touch it anew takes longer than the rest (see vitest.config.ts). */
const MEMORY_KEPT = [
  '--disable-features=PartitionAllocMemoryReclaimer',
  '--enable-features=PartitionAllocLargeEmptySlotSpanRing,BlinkUseLargeEmptySlotSpanRingForBufferRoot',
];

/**
 * A headless browser for tests: the one that DAICHO_BROWSER names, an installed one, or the one from npm. It can reach
 * nothing but this machine.
 *
 * @throws when there is none, so that a test never passes by not running.
 */
export async function launchBrowser(): Promise<PlaywrightBrowser> {
  const found = await findBrowser();
  if (!found) throw new Error('no browser for the tests: install Chrome, Edge or Chromium, or run npm install');
  const inherited = Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined);
  return chromium.launch({
    executablePath: found.path,
    // Pages of one context share a process: a new one costs as much as loading the app.
    args: [...found.args, '--renderer-process-limit=1', V8_ALONE, ...MEMORY_KEPT],
    chromiumSandbox: !found.args.includes('--no-sandbox'),
    // In the plain C locale of a bare Linux it can neither open nor save a file with a Japanese name.
    env: { ...Object.fromEntries(inherited), LC_ALL: 'C.UTF-8', ...found.env },
  });
}
