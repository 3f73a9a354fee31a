import type { BrowserWindow, Session } from 'electron';
import { PRINT_CSP } from '../contract/csp.ts';
import { DaichoError } from '../contract/errors.ts';
import type { Printer } from '../core/ports.ts';
import { unlessAborted } from '../core/unlessAborted.ts';
import { SCHEME } from './address.ts';

const MM_PER_INCH = 25.4;

export interface ElectronPrinterDeps {
  /** A new hidden window on the print session. */
  readonly openWindow: () => Pick<BrowserWindow, 'destroy' | 'isDestroyed' | 'loadURL'> & {
    readonly webContents: Pick<BrowserWindow['webContents'], 'executeJavaScript' | 'printToPDF'>;
  };
  /** The print session's protocol; each document is served under an address of its own, once. */
  readonly protocol: Pick<Session['protocol'], 'handle'>;
  readonly newId: () => string;
}

/**
 * Makes PDFs with a hidden window of Electron itself. The document comes from memory through our own scheme (a data:
 * address would end at 2 MB), under a policy that lets it run and fetch nothing.
 */
export function electronPrinter(deps: ElectronPrinterDeps): Printer {
  const documents = new Map<string, string>();
  deps.protocol.handle(SCHEME, (request) => {
    const html = documents.get(request.url);
    if (html === undefined) return new Response(null, { status: 404 });
    return new Response(html, {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': PRINT_CSP },
    });
  });

  return {
    async pdf(html, page, signal) {
      if (signal?.aborted) throw new DaichoError('cancelled');
      const url = `${SCHEME}://daicho/print-${deps.newId()}`;
      documents.set(url, html);
      const window = deps.openWindow();
      const { webContents } = window;
      const work = async () => {
        await window.loadURL(url);
        // Runs in spite of the policy, which binds the document and not its owner.
        await webContents.executeJavaScript('document.fonts.ready.then(() => true)');
        return webContents.printToPDF({
          pageSize: { width: page.widthMm / MM_PER_INCH, height: page.heightMm / MM_PER_INCH },
          preferCSSPageSize: true,
          printBackground: true,
          margins: { top: 0, right: 0, bottom: 0, left: 0 },
        });
      };
      try {
        return await unlessAborted(signal, work());
      } finally {
        documents.delete(url);
        if (!window.isDestroyed()) window.destroy();
      }
    },
  };
}
