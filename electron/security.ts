import type { App, PowerMonitor, Session, WebContents } from 'electron';
import type { App as Core } from '../core/app.ts';
import { isOwnAddress, START_URL } from './address.ts';

/** Switches that Chromium reads before any page exists. */
export const CHROMIUM_SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-http-cache'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-quic'],
  ['disable-breakpad'],
];

/** Before the app is ready: sandbox for every page and no way to the network. */
export function lockApp(app: Pick<App, 'enableSandbox' | 'commandLine'>): void {
  app.enableSandbox();
  for (const [name, value] of CHROMIUM_SWITCHES) app.commandLine.appendSwitch(name, value);
}

/**
 * The first command-line argument that a release does not know, or null. Chromium and Node read switches such as
 * `--remote-debugging-port` before us, so the only answer to one is to end (reliability.md §4, beyond the list).
 *
 * @param args the arguments after the program.
 */
export function unknownArgument(args: readonly string[]): string | null {
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--data') i += 1;
    else if (!arg.startsWith('--data=')) return arg;
  }
  return null;
}

/**
 * Takes every right from the pages of a session: no permission, no device, no request to anything but our own scheme.
 * Electron grants all permissions unless both handlers say no.
 *
 * @param devtools true in development: the developer tools load their own pages.
 * @param viewer true for the session whose windows show PDFs.
 */
export function lockSession(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setSpellCheckerEnabled'
    | 'setSpellCheckerLanguages'
    | 'enableNetworkEmulation'
    | 'webRequest'
    | 'on'
  >,
  devtools: boolean,
  viewer = false,
): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Both: the dictionaries of the chosen languages are fetched even while the checker is off (electron#22995).
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.enableNetworkEmulation({ offline: true });
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isAllowedRequest(details.url, devtools, viewer) });
  });
  session.on('will-download', (event) => event.preventDefault());
}

/** Chromium's own PDF viewer, a part of the program; only windows with `plugins` ever ask for it. */
export const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** Own pages, and what a page makes out of its own data: `data:` images and `blob:` previews. */
export function isAllowedRequest(url: string, devtools: boolean, viewer = false): boolean {
  if (isOwnAddress(url) || url.startsWith('data:') || url.startsWith('blob:app://daicho/')) return true;
  if (viewer && url.startsWith(PDF_VIEWER)) return true;
  return devtools && url.startsWith('devtools:');
}

/** A page stays where it is: it opens nothing, embeds nothing and navigates nowhere but to the start page (reload). */
export function lockContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>,
): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Only the start page itself may be loaded again, and the viewer into a window that shows a PDF; a fragment after it is the screens' own routing.
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (event.url.split('#', 1)[0] !== START_URL && !event.url.startsWith(PDF_VIEWER)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
}

/** The screen is emptied as soon as Windows is locked, another user takes over or the PC goes to sleep (P19). */
export function lockWithSystem(power: Pick<PowerMonitor, 'on'>, core: Pick<Core, 'lock'>): void {
  const lock = () => core.lock();
  power.on('lock-screen', lock);
  power.on('suspend', lock);
  power.on('shutdown', lock);
}
