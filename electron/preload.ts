import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Envelope } from '../contract/errors.ts';
import type { AppEvent } from '../contract/events.ts';
import { CHANNELS } from './channels.ts';

/** All that the page gets of Electron: five functions. */
contextBridge.exposeInMainWorld('daicho', {
  invoke: (name: string, raw: unknown): Promise<Envelope<unknown>> => ipcRenderer.invoke(CHANNELS.invoke, name, raw),

  onEvent(listener: (event: AppEvent) => void): () => void {
    // The page never sees Electron's own event object: it would hand over the sender.
    const receive = (_: IpcRendererEvent, event: AppEvent) => listener(event);
    ipcRenderer.on(CHANNELS.event, receive);
    return () => ipcRenderer.off(CHANNELS.event, receive);
  },

  /** The value is false when the person cancelled. */
  saveOutput: (outputId: string): Promise<Envelope<boolean>> => ipcRenderer.invoke(CHANNELS.saveOutput, outputId),

  /** The value is false when the person cancelled. */
  printOutput: (outputId: string): Promise<Envelope<boolean>> => ipcRenderer.invoke(CHANNELS.printOutput, outputId),

  /** The value is null when the person cancelled. */
  choosePath: (what: string): Promise<Envelope<string | null>> => ipcRenderer.invoke(CHANNELS.choosePath, what),
});
