import { readFile } from 'node:fs/promises';
import type { BrowserWindow, Session } from 'electron';
import { SCHEME } from './address.ts';

export interface PaperDeps {
  /** A new window on the paper session, with Chromium's PDF viewer. */
  readonly openWindow: () => Pick<BrowserWindow, 'destroy' | 'isDestroyed' | 'loadURL' | 'once'> & {
    readonly webContents: Pick<BrowserWindow['webContents'], 'print'>;
  };
  /** The paper session's protocol; each file is served under an address of its own, as long as its window is open. */
  readonly protocol: Pick<Session['protocol'], 'handle'>;
  readonly newId: () => string;
}

/** Puts a finished PDF on paper: it stands in a window of its own, and the system's print dialog opens over it. */
export interface Paper {
  /** @returns false when the person cancelled or closed the window. @throws where the printer refused. */
  print(path: string): Promise<boolean>;
}

export function electronPaper(deps: PaperDeps): Paper {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  deps.protocol.handle(SCHEME, (request) => {
    const bytes = files.get(request.url);
    return bytes
      ? new Response(bytes, { headers: { 'Content-Type': 'application/pdf' } })
      : new Response(null, { status: 404 });
  });
  return {
    async print(path) {
      const url = `${SCHEME}://daicho/paper-${deps.newId()}.pdf`;
      files.set(url, new Uint8Array(await readFile(path)));
      const window = deps.openWindow();
      try {
        await window.loadURL(url);
        return await new Promise<boolean>((resolve, reject) => {
          window.once('closed', () => resolve(false));
          window.webContents.print({ silent: false, printBackground: true }, (done, reason) => {
            // Chromium has one word for all that is no failure.
            if (done || /cancel/i.test(reason)) resolve(done);
            else reject(new Error(`print: ${reason}`));
          });
        });
      } finally {
        files.delete(url);
        if (!window.isDestroyed()) window.destroy();
      }
    },
  };
}
