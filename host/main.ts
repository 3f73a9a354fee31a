import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { messageLine } from '../contract/messages.ts';
import { type App, createApp } from '../core/app.ts';
import { toFailure } from '../core/failure.ts';
import { logFile } from '../core/logFile.ts';
import type { Ports } from '../core/ports.ts';
import { sayUnforeseen } from '../core/unforeseen.ts';
import { type Browser, findBrowser } from './browser.ts';
import { browserPrinter } from './printer.ts';
import { type RunningServer, startServer } from './server.ts';
import { type AppWindow, openWindow } from './window.ts';

export interface HostOptions {
  /** Absolute path of the folder that holds the register. */
  readonly dataDir: string;
  /** `window`: an application window of an installed browser; `print`: only the address; `none`: neither. */
  readonly open: 'window' | 'print' | 'none';
  /** Default: a free port. */
  readonly port?: number;
  /** Default: out/renderer of this project. */
  readonly rendererDir?: string;
}

/** What `runHost` works with; a test replaces the core and the browser. */
export interface HostDeps {
  readonly createApp: typeof createApp;
  readonly findBrowser: (options: { forWindow: boolean }) => Promise<Browser | null>;
  readonly openWindow: (browser: Browser, url: string, dataDir: string) => AppWindow;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  /** Milliseconds to wait for a screen before the host gives up on a window that has ended. */
  readonly graceMs: number;
}

const RENDERER_DIR = fileURLToPath(new URL('../out/renderer', import.meta.url));

const DEPS: HostDeps = {
  createApp,
  findBrowser,
  openWindow,
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  graceMs: 5000,
};

/**
 * Runs the loopback host until its window is closed or a signal asks it to stop, and closes the register.
 *
 * @returns the exit code: 0, or 1 after one Japanese line when the register cannot be opened.
 */
export async function runHost(options: HostOptions, deps: HostDeps = DEPS): Promise<number> {
  const printer = browserPrinter();
  const now = () => new Date();
  const ports: Ports = { now, newId: randomUUID, printer, log: logFile(options.dataDir, now) };
  const stop = stopSignal();
  const unforeseen = sayUnforeseen(process, {
    newId: randomUUID,
    log: ports.log,
    say: (failure) => deps.printError(messageLine(failure)),
    end: () => process.exit(1),
  });
  let app: App | undefined;
  let server: RunningServer | undefined;
  let window: AppWindow | null = null;
  try {
    app = await deps.createApp({
      dataDir: options.dataDir,
      ports,
      who: userInfo().username,
      viewWhenOwned: true,
    });
    server = await startServer(app, {
      rendererDir: options.rendererDir ?? RENDERER_DIR,
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    window = await show(options, server, deps);
    await Promise.race([stop.requested, window ? windowGone(window, server, deps.graceMs) : stop.requested]);
    return 0;
  } catch (error) {
    deps.printError(failureLine(error, ports.log));
    return 1;
  } finally {
    stop.off();
    unforeseen();
    window?.close();
    await server?.close();
    await app?.close();
    await printer.close();
  }
}

async function show(options: HostOptions, server: RunningServer, deps: HostDeps): Promise<AppWindow | null> {
  if (options.open === 'none') return null;
  const browser = options.open === 'window' && hasDisplay() ? await deps.findBrowser({ forWindow: true }) : null;
  if (browser) {
    deps.print(`${browser.name}の窓で開きます。窓を閉じると終わります。`);
    return deps.openWindow(browser, server.url, options.dataDir);
  }
  deps.print('ブラウザで次のアドレスを開いてください。終えるときは Ctrl+C を押します。');
  deps.print(server.url);
  return null;
}

/** Windows and macOS always have a screen; on Linux the session says so. */
export function hasDisplay(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * The window is gone when its process has ended and no screen listens any more. The process alone is no proof: a
 * browser that finds its profile already open hands the address over to the old process and ends at once.
 */
async function windowGone(window: AppWindow, server: RunningServer, graceMs: number): Promise<void> {
  const opened = performance.now();
  await window.ended;
  const endedEarly = performance.now() - opened < graceMs;
  let unseenSince = performance.now();
  const patience = endedEarly ? graceMs : 0;
  while (server.viewers() > 0 || performance.now() - unseenSince < patience) {
    if (server.viewers() > 0) unseenSince = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function stopSignal(): { requested: Promise<void>; off(): void } {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let stop = () => {};
  const requested = new Promise<void>((resolve) => {
    stop = resolve;
  });
  for (const signal of signals) process.on(signal, stop);
  return {
    requested,
    off() {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}

/** One Japanese line. What an unknown error says is for the log, not for the clerk. */
function failureLine(error: unknown, log: (line: string) => void): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return messageLine({ code: 'internal', detail: '指定したポートはほかのソフトが使っています。' });
  }
  return messageLine(toFailure(error, randomUUID, log));
}
