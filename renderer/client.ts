import type { InputOf, JobName, MethodName, OutputOf, ResultOf } from '../contract/api.ts';
import type { Envelope, Failure } from '../contract/errors.ts';
import type { AppEvent } from '../contract/events.ts';
import type { JobState } from '../contract/job.ts';

/**
 * The only way from the screens to the core. Two transports, the same JSON: Electron's preload bridge where it is
 * present, else the loopback host. Nothing else in renderer/ knows which one it is.
 */

interface Bridge {
  invoke(name: string, raw: unknown): Promise<Envelope<unknown>>;
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** Asks where to save and copies the file there; the value is false when the person cancelled. */
  saveOutput(outputId: string): Promise<Envelope<boolean>>;
  /** Opens the print dialog for a finished PDF; the value is false when the person cancelled, or where nothing can print. */
  printOutput(outputId: string): Promise<Envelope<boolean>>;
  /** The system's own choice; a page in a browser has none. The value is null when the person cancelled. */
  choosePath?(what: 'folder' | 'backup'): Promise<Envelope<string | null>>;
}

declare global {
  interface Window {
    readonly daicho?: Bridge;
  }
}

/** A failure reply, thrown to the caller on this side of the wire only. */
export class CallError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'CallError';
    this.failure = failure;
  }
}

/** The program behind the screens is gone, or what it said is no answer. */
const NO_ANSWER: Envelope<never> = {
  ok: false,
  error: { code: 'internal', detail: 'アプリ本体と話せません。アプリが終了していないか確かめてください。' },
};

const TOKEN_KEY = 'daicho-token';

/** The loopback token comes in the address once, and is taken out of it at once. */
function takeToken(): string {
  const given = /^#token=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1];
  if (given) {
    sessionStorage.setItem(TOKEN_KEY, given);
    history.replaceState(null, '', `${location.pathname}#/`);
  }
  return given ?? sessionStorage.getItem(TOKEN_KEY) ?? '';
}

interface Fetched {
  readonly fileName: string;
  readonly blob: Blob;
}

function loopbackBridge(): Bridge {
  const headers = { 'x-daicho-token': takeToken() };
  const output = async (outputId: string): Promise<Envelope<Fetched>> => {
    const reply = await fetch(`/output/${encodeURIComponent(outputId)}`, { headers }).catch(() => null);
    if (!reply) return NO_ANSWER;
    if (!reply.ok) return (await reply.json()) as Envelope<never>;
    const name = /filename\*=UTF-8''([^;]+)/.exec(reply.headers.get('content-disposition') ?? '')?.[1];
    return { ok: true, value: { fileName: name ? decodeURIComponent(name) : 'daicho', blob: await reply.blob() } };
  };
  return {
    async invoke(name, raw) {
      try {
        const reply = await fetch(`/rpc/${name}`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(raw),
        });
        // Refusals are envelopes too (host/server.ts).
        return (await reply.json()) as Envelope<unknown>;
      } catch {
        return NO_ANSWER;
      }
    },
    onEvent(listener) {
      const stop = new AbortController();
      const listen = async () => {
        const reply = await fetch('/events', { headers, signal: stop.signal });
        const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
        let rest = '';
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          const lines = (rest + value).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (line.trim()) listener(JSON.parse(line) as AppEvent);
        }
      };
      const again = async () => {
        while (!stop.signal.aborted) {
          await listen().catch(() => undefined);
          // The stream ended although nobody asked: the host is restarting or gone. Try again calmly.
          await new Promise((resolve) => setTimeout(resolve, 1000));
        }
      };
      void again();
      return () => stop.abort();
    },
    async saveOutput(outputId) {
      const file = await output(outputId);
      if (!file.ok) return file;
      const url = URL.createObjectURL(file.value.blob);
      const link = document.createElement('a');
      link.href = url;
      link.download = file.value.fileName;
      link.click();
      URL.revokeObjectURL(url);
      return { ok: true, value: true };
    },
    async printOutput(outputId) {
      if (!navigator.pdfViewerEnabled) return { ok: true, value: false };
      const file = await output(outputId);
      if (!file.ok) return file;
      await printPdf(file.value.blob);
      return { ok: true, value: true };
    },
  };
}

/** The frame of the last print: the viewer reads its pages from it as long as the dialog is open. */
let printed: { readonly frame: HTMLIFrameElement; readonly url: string } | null = null;

/** Opens the print dialog of the browser's PDF viewer, out of sight. */
async function printPdf(blob: Blob): Promise<void> {
  printed?.frame.remove();
  if (printed) URL.revokeObjectURL(printed.url);
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.title = '印刷する紙面';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  const url = URL.createObjectURL(new Blob([blob], { type: 'application/pdf' }));
  printed = { frame, url };
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true });
    frame.src = url;
    document.body.append(frame);
  });
  frame.contentWindow?.print();
}

const bridge: Bridge = window.daicho ?? loopbackBridge();

/** Calls a query or command; throws CallError. */
export async function call<N extends MethodName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> {
  const reply = await bridge.invoke(name, input).catch(() => NO_ANSWER);
  if (!reply.ok) {
    const { code } = reply.error;
    // The news of the lock may have been lost with the stream of events; this answer says it, too.
    if (code === 'locked' || code === 'loginNeeded')
      for (const listener of [...listeners])
        listener({ type: 'session.changed', state: code === 'locked' ? 'locked' : 'out' });
    throw new CallError(reply.error);
  }
  return reply.value as OutputOf<N>;
}

const listeners = new Set<(event: AppEvent) => void>();
bridge.onEvent((event) => {
  for (const listener of [...listeners]) listener(event);
});

/** Listens to push events; returns the function that stops. */
export function onEvent(listener: (event: AppEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
}

export interface RunningJob<R> {
  readonly result: Promise<R>;
  cancel(): void;
}

/** Starts a job; progress is reported as it comes, the promise settles when the job has ended. */
export function run<N extends JobName>(
  name: N,
  input: InputOf<N>,
  onProgress?: (progress: Progress) => void,
): RunningJob<ResultOf<N>> {
  let jobId: string | null = null;
  let cancelled = false;
  const cancel = () => {
    cancelled = true;
    if (jobId) void call('job.cancel', { jobId });
  };
  const work = async (): Promise<ResultOf<N>> => {
    const started = (await call(name, input)) as { jobId: string };
    jobId = started.jobId;
    if (cancelled) cancel();
    return new Promise<ResultOf<N>>((resolve, reject) => {
      const settle = async () => {
        const state = (await call('job.result', { jobId: started.jobId })) as JobState<ResultOf<N>>;
        if (state.state === 'running') return onProgress?.(state);
        stop();
        if (state.state === 'done') resolve(state.result);
        else reject(new CallError(state.error));
      };
      const stop = onEvent((event) => {
        if (event.type === 'job.progress' && event.jobId === started.jobId) onProgress?.(event);
        // While the screen was locked nothing was told of the job; its end may have come meanwhile.
        const back = event.type === 'session.changed' && event.state === 'in';
        if (back || (event.type === 'job.ended' && event.jobId === started.jobId)) settle().catch(reject);
      });
      // It may have ended before we listened.
      settle().catch(reject);
    });
  };
  return { result: work(), cancel };
}

/** Hands a finished file to the person: a save dialog in Electron, a download under the loopback host. Throws CallError. */
export async function saveOutput(outputId: string): Promise<boolean> {
  const reply = await bridge.saveOutput(outputId).catch(() => NO_ANSWER);
  if (!reply.ok) throw new CallError(reply.error);
  return reply.value;
}

/** Opens the print dialog for a finished PDF. @returns false when nothing was printed. Throws CallError. */
export async function printOutput(outputId: string): Promise<boolean> {
  const reply = await bridge.printOutput(outputId).catch(() => NO_ANSWER);
  if (!reply.ok) throw new CallError(reply.error);
  return reply.value;
}

/** Lets the person choose a folder or a backup file; null where paths are typed. Throws CallError. */
export const choosePath = bridge.choosePath
  ? async (what: 'folder' | 'backup'): Promise<string | null> => {
      const reply = await bridge.choosePath!(what).catch(() => NO_ANSWER);
      if (!reply.ok) throw new CallError(reply.error);
      return reply.value;
    }
  : null;
