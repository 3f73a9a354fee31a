import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Download, Page } from 'playwright-core';
import { test } from 'vitest';
import { isStale, timeOf, timesOf } from '../../build/stale.mjs';
import { startServer } from '../../host/server.ts';
import { newRegister, openApp, type TestApp, tempDir, testPorts } from './app.ts';
import { launchBrowser } from './browser.ts';
import { sharedPrinter } from './printer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rendererDir = join(root, 'out/renderer');
const STORY_MS = 300_000;
/** Where the picture of a failed story is left. */
const failures = join(root, 'out/e2e');

/**
 * ms: with DAICHO_SLOW set, every answer of the core takes up to so long, each by chance, so that answers come after the
 * next key and in another order than asked. What holds then holds on a busy or old PC, too.
 */
const SLOW = Number(process.env['DAICHO_SLOW'] ?? 0);

const slowAnswers = (page: Page) =>
  page.route('**/rpc/*', async (route) => {
    await setTimeout(Math.random() * SLOW);
    // A page that is gone meanwhile wants no answer.
    await route.fallback().catch(() => undefined);
  });

export interface LaunchOptions {
  /** `none`: the guided set-up comes first. `empty`: a union with two groups. `sample`: the sample register. */
  readonly register?: 'none' | 'empty' | 'sample';
  readonly width?: number;
  readonly height?: number;
  /** Device pixels per CSS pixel: 2 with half the size is what 200 % zoom is to a page. */
  readonly scale?: number;
  /** The host's clock, ISO, or one that goes on; default: the real one. */
  readonly now?: string | (() => Date);
  /** With a real browser that prints label PDFs. */
  readonly printer?: boolean;
  /** Makes the data folder that is opened, instead of `register`; one that can't be worked on, too. */
  readonly dataDir?: () => Promise<string>;
  /** What the register holds before the page is opened. */
  readonly prepare?: (app: TestApp) => Promise<void>;
}

/** The app as a person has it before them: a register of its own, the loopback host, one page in a real browser. */
export interface Launched {
  readonly page: Page;
  /** The core behind the page, to prepare and to check. */
  readonly app: TestApp;
  readonly dir: string;
  /** Address without the token. */
  readonly origin: string;
  /** What must never happen: errors on the console, uncaught errors, refusals by the CSP, requests to elsewhere. */
  readonly consoleErrors: string[];
  /** Ends page, host and register. @throws when something stands in `consoleErrors`. */
  close(): Promise<void>;
}

/** One for each of Vitest's processes (vitest.config.ts); it ends with the process. */
let browser: Promise<Browser> | null = null;

/**
 * The stories share a browser context for each scale: what a page keeps belongs to its own address, which no two stories
 * share, and a page in a context that has run one before begins in half the time. The blank page keeps the renderer alive
 * between them.
 */
const contexts = new Map<number, Promise<BrowserContext>>();

function contextAt(scale: number): Promise<BrowserContext> {
  const made = contexts.get(scale) ?? newContext(scale);
  contexts.set(scale, made);
  return made;
}

async function newContext(scale: number): Promise<BrowserContext> {
  browser ??= launchBrowser();
  const context = await (await browser).newContext({
    deviceScaleFactor: scale,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    colorScheme: 'light',
    // Colours and places are measured as they end up, not on their way.
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(60_000);
  await context.newPage();
  return context;
}

/** @throws in words when the screens are not built, or built before their sources changed. */
export function needBuiltScreens(builtAt: number | null, sourceTimes: readonly number[]): void {
  if (builtAt === null) throw new Error('out/renderer is not there: run npm run build first');
  if (isStale(builtAt, sourceTimes)) throw new Error('out/renderer is older than renderer/: run npm run build first');
}

export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  needBuiltScreens(timeOf(join(rendererDir, 'index.html')), timesOf([join(root, 'renderer'), join(root, 'contract')]));
  const app = await openRegister(options);
  await options.prepare?.(app);
  const server = await startServer(app.app, { rendererDir });
  const page = await (await contextAt(options.scale ?? 1)).newPage();
  await page.setViewportSize({ width: options.width ?? 1366, height: options.height ?? 768 });
  const consoleErrors: string[] = [];
  await watch(page, server.origin, consoleErrors);
  if (SLOW > 0) await slowAnswers(page);
  await page.goto(server.url);
  return {
    page,
    app,
    dir: app.dir,
    origin: server.origin,
    consoleErrors,
    async close() {
      await page.close();
      await server.close();
      await app.close();
      if (consoleErrors.length > 0) throw new Error(`the page was not quiet:\n${consoleErrors.join('\n')}`);
    },
  };
}

async function openRegister(options: LaunchOptions) {
  const { now } = options;
  const ports = testPorts({
    ...(now ? { now: typeof now === 'string' ? () => new Date(now) : now } : {}),
    ...(options.printer ? { printer: sharedPrinter } : {}),
  });
  if (options.dataDir) return openApp(await options.dataDir(), { ports, viewWhenOwned: true });
  if (options.register === 'none') return openApp(tempDir(), { ports });
  if (options.register !== 'sample') return newRegister({ ports });
  const dir = tempDir();
  cpSync(await sampleAt(typeof now === 'function' ? now().toISOString() : now), dir, { recursive: true });
  return openApp(dir, { ports });
}

/** The sample register as it is set up at a time (default: now), closed: copied for each story in a tenth of the time. */
const samples = new Map<string | undefined, Promise<string>>();

function sampleAt(now: string | undefined): Promise<string> {
  const made = samples.get(now) ?? makeSample(now);
  samples.set(now, made);
  return made;
}

async function makeSample(now: string | undefined): Promise<string> {
  const dir = tempDir();
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const app = await openApp(dir, { ports: testPorts(now ? { now: () => new Date(now) } : {}) });
  await app.call('register.create', { unionName: '水郷地方環境衛生組合', sample: true });
  await app.call('operator.set', { name: '葦沼 恵', post: '総務グループ主任' });
  await app.app.close();
  // The one that is made on closing: a new register has none.
  rmSync(join(dir, 'backups'), { recursive: true });
  return dir;
}

/** Collects what a good page never does, and what it opens does neither. */
async function watch(page: Page, origin: string, found: string[]): Promise<void> {
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) found.push(`request to ${url}`);
  });
  page.on('popup', (opened) => watch(opened, origin, found));
  // The console tells of refusals, too, but its words are the browser's own; this event is the standard's.
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`CSP refused ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
}

/**
 * A test that a person could do by hand. It fails when `body` does, and when the page was not quiet meanwhile; the
 * picture of a failed one is left in out/e2e/.
 */
export function story(
  name: string,
  options: LaunchOptions & { readonly timeout?: number },
  body: (launched: Launched) => Promise<void>,
): void {
  const { timeout = STORY_MS } = options;
  test(name, { timeout }, async () => {
    const launched = await launch(options);
    try {
      await body(launched);
    } catch (error) {
      mkdirSync(failures, { recursive: true });
      const path = join(failures, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`);
      await launched.page.screenshot({ path }).catch(() => undefined);
      // The story's own error says more than what the page complains about on its way out.
      await launched.close().catch((noise: Error) => console.log(noise.message));
      throw error;
    }
    await launched.close();
  });
}

/** Does something that hands over a file. @returns its name and where its bytes are */
export async function downloaded(page: Page, act: () => Promise<unknown>): Promise<{ name: string; path: string }> {
  const [download] = (await Promise.all([page.waitForEvent('download'), act()])) as [Download, unknown];
  return { name: download.suggestedFilename(), path: await download.path() };
}
