import type { BrowserContext } from 'playwright-core';
import { DaichoError } from '../contract/errors.ts';
import type { Printer } from '../core/ports.ts';
import { unlessAborted } from '../core/unlessAborted.ts';
import { type Browser, findBrowser } from './browser.ts';

export interface BrowserPrinter extends Printer {
  /** Ends the browser. The next `pdf` starts a new one. */
  close(): Promise<void>;
}

export interface BrowserPrinterOptions {
  /** How to find the browser; a test gives its own. */
  readonly find?: () => Promise<Browser | null>;
  /** The browser ends after so many milliseconds without work. */
  readonly idleMs?: number;
}

const IDLE_MS = 30_000;

/**
 * Makes PDFs with a headless browser of this machine. The browser starts with the first document, is used again for
 * the next ones and ends when it has been idle for a while. Its pages share one process, which a blank page keeps alive:
 * a new one would cost a label as much as drawing it.
 *
 * The document may not run scripts and every request it makes is refused: it carries its fonts inside itself.
 */
export function browserPrinter(options: BrowserPrinterOptions = {}): BrowserPrinter {
  let running: Promise<BrowserContext> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let working = 0;

  async function start(): Promise<BrowserContext> {
    const found = await (options.find ?? findBrowser)().catch((error: unknown) => {
      throw new DaichoError('noBrowser', undefined, undefined, error);
    });
    if (!found) throw new DaichoError('noBrowser');
    // Loaded with the first document: it would cost every start of the app a quarter of a second.
    const { chromium } = await import('playwright-core');
    try {
      const browser = await chromium.launch({
        executablePath: found.path,
        args: [...found.args, '--renderer-process-limit=1'],
        chromiumSandbox: !found.args.includes('--no-sandbox'),
        env: { ...stringsOf(process.env), ...found.env },
        // The host ends itself on a signal, after closing the register; playwright would exit at once. It still kills
        // the browser when the process exits.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      });
      const context = await browser.newContext({ javaScriptEnabled: false, offline: true, serviceWorkers: 'block' });
      await context.route('**/*', (route) => route.abort());
      await context.newPage();
      return context;
    } catch (error) {
      throw new DaichoError('noBrowser', `${found.name}を始められませんでした。`, undefined, error);
    }
  }

  async function context(): Promise<BrowserContext> {
    running ??= start();
    const mine = running;
    try {
      const one = await mine;
      if (one.browser()?.isConnected()) return one;
    } catch (error) {
      if (running === mine) running = null;
      throw error;
    }
    if (running === mine) running = null;
    return context();
  }

  async function close(): Promise<void> {
    clearTimeout(idle);
    const mine = running;
    running = null;
    await mine?.then(
      (one) =>
        one
          .browser()
          ?.close()
          .catch(() => {}),
      () => {},
    );
  }

  return {
    async pdf(html, page, signal) {
      if (signal?.aborted) throw new DaichoError('cancelled');
      clearTimeout(idle);
      working += 1;
      try {
        return await unlessAborted(signal, print(context, html, page));
      } finally {
        working -= 1;
        // A page in the middle of a large document hears nothing until it is done: only a new browser is free at once.
        if (signal?.aborted && working === 0) void close();
        else if (working === 0) {
          idle = setTimeout(() => void close(), options.idleMs ?? IDLE_MS);
          idle.unref();
        }
      }
    },
    close,
  };
}

async function print(
  context: () => Promise<BrowserContext>,
  html: string,
  page: { widthMm: number; heightMm: number },
): Promise<Uint8Array> {
  const tab = await (await context()).newPage();
  try {
    await tab.setContent(html, { waitUntil: 'load', timeout: 0 });
    await tab.evaluate('document.fonts.ready.then(() => true)');
    return await tab.pdf({
      width: `${page.widthMm}mm`,
      height: `${page.heightMm}mm`,
      preferCSSPageSize: true,
      printBackground: true,
      margin: { top: '0', right: '0', bottom: '0', left: '0' },
    });
  } finally {
    await tab.close().catch(() => {});
  }
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((e): e is [string, string] => e[1] !== undefined));
}
