import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Envelope, Failure } from '../contract/errors.ts';
import type { App } from '../core/app.ts';
import { isOwnAddress } from './address.ts';
import { CHANNELS } from './channels.ts';

/** Who a message comes from, as far as it matters. */
export type SenderFrame = Pick<NonNullable<IpcMainInvokeEvent['senderFrame']>, 'url' | 'parent'> | null;

export interface SaveOutput {
  /** Asks where to save; null when the person cancelled. */
  readonly askPath: (fileName: string) => Promise<string | null>;
  readonly save: (from: string, to: string) => Promise<void>;
  /** Opens the print dialog for a PDF; false when the person cancelled. */
  readonly print: (path: string) => Promise<boolean>;
  /** What is said about a throw; its technical side goes to the log. */
  readonly failure: (error: unknown) => Failure;
}

/** What the person may be asked to choose: the second place of the backups, or a backup file. */
export type PathKind = 'folder' | 'backup';

/**
 * Only the top frame of our own page may call: no embedded, blank or foreign frame (reliability.md P16). A frame that
 * is already gone has no say either.
 */
export function isTrustedSender(frame: SenderFrame): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url);
}

/**
 * Connects the page's four calls to the core. Like the core itself, they answer with envelopes and never throw.
 *
 * - `daicho:invoke` (name, raw): a contract method.
 * - `daicho:saveOutput` (outputId): asks for a place and copies a finished file there; the value is false when the
 *   person cancelled.
 * - `daicho:printOutput` (outputId): opens the print dialog for a finished PDF; false when the person cancelled.
 * - `daicho:choosePath` (what): the system's own choice of a folder or a backup file; null when the person cancelled.
 *   Nothing is read there.
 */
export function registerIpc(
  ipcMain: Pick<IpcMain, 'handle'>,
  app: App,
  trusts: (frame: SenderFrame) => boolean,
  output: SaveOutput,
  choosePath: (what: PathKind) => Promise<string | null>,
): void {
  ipcMain.handle(CHANNELS.invoke, async (event, name: unknown, raw: unknown) => {
    if (!trusts(event.senderFrame)) return forbidden();
    if (typeof name !== 'string') return { ok: false, error: { code: 'unknownMethod' } };
    return app.invoke(name, raw);
  });

  ipcMain.handle(CHANNELS.saveOutput, async (event, outputId: unknown): Promise<Envelope<boolean>> => {
    if (!trusts(event.senderFrame)) return forbidden();
    const file = typeof outputId === 'string' ? app.output(outputId) : null;
    if (!file) return { ok: false, error: { code: 'notFound' } };
    try {
      const to = await output.askPath(file.fileName);
      if (to === null) return { ok: true, value: false };
      await output.save(file.path, to);
      return { ok: true, value: true };
    } catch (error) {
      return { ok: false, error: output.failure(error) };
    }
  });

  ipcMain.handle(CHANNELS.printOutput, async (event, outputId: unknown): Promise<Envelope<boolean>> => {
    if (!trusts(event.senderFrame)) return forbidden();
    const file = typeof outputId === 'string' ? app.output(outputId) : null;
    if (!file) return { ok: false, error: { code: 'notFound' } };
    if (!file.fileName.toLowerCase().endsWith('.pdf')) return { ok: false, error: { code: 'invalidInput' } };
    try {
      return { ok: true, value: await output.print(file.path) };
    } catch (error) {
      return { ok: false, error: output.failure(error) };
    }
  });

  ipcMain.handle(CHANNELS.choosePath, async (event, what: unknown): Promise<Envelope<string | null>> => {
    if (!trusts(event.senderFrame)) return forbidden();
    if (what !== 'folder' && what !== 'backup') return { ok: false, error: { code: 'unknownMethod' } };
    try {
      return { ok: true, value: await choosePath(what) };
    } catch (error) {
      return { ok: false, error: output.failure(error) };
    }
  });
}

/**
 * Sends every event of the core to the window, as long as it exists.
 *
 * @returns the function that stops.
 */
export function forwardEvents(app: App, contents: Pick<WebContents, 'send' | 'isDestroyed'>): () => void {
  return app.on((event) => {
    if (!contents.isDestroyed()) contents.send(CHANNELS.event, event);
  });
}

function forbidden(): Envelope<never> {
  return { ok: false, error: { code: 'forbidden' } };
}
