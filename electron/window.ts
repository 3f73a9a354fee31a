import type { BrowserWindowConstructorOptions } from 'electron';

/** In-memory session of the screens: no cache, cookies or storage on the disk. A name without `persist:` means that. */
export const SCREEN_PARTITION = 'daicho';
/** In-memory session of the hidden windows that only print. */
export const PRINT_PARTITION = 'daicho-print';

/** In-memory session of the windows that show a PDF for the print dialog. */
export const PAPER_PARTITION = 'daicho-paper';

type WebPreferences = NonNullable<BrowserWindowConstructorOptions['webPreferences']>;

/** What every page of the app is denied. Defaults are written out, so that a test can hold them fast. */
const SAFE: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false,
};

/**
 * The one window. Smallest supported screen is 1366x768 (screens.md).
 *
 * @param preload path of the built preload script.
 * @param devTools false in a release.
 */
export function windowOptions(preload: string, devTools: boolean): BrowserWindowConstructorOptions {
  return {
    title: '情報資産台帳',
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...SAFE, preload, devTools, partition: SCREEN_PARTITION },
  };
}

/** A window that shows a finished PDF and nothing else: only it has Chromium's viewer, and it has no preload. */
export function paperWindowOptions(): BrowserWindowConstructorOptions {
  return {
    title: '印刷',
    width: 900,
    height: 700,
    autoHideMenuBar: true,
    webPreferences: { ...SAFE, plugins: true, devTools: false, partition: PAPER_PARTITION },
  };
}

/** A hidden window that lays a document out for printing; it has no preload and cannot be seen. */
export function printWindowOptions(): BrowserWindowConstructorOptions {
  return { show: false, webPreferences: { ...SAFE, devTools: false, partition: PRINT_PARTITION } };
}
