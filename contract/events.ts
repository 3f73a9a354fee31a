import type { Session } from './account.ts';

/** Pushed by the core to every open screen. The same JSON on every transport. */
export type AppEvent =
  /** Assets, links, masters or settings changed; lists fetch again. */
  | { readonly type: 'register.changed'; readonly revision: number }
  /** Progress of a long piece of work. `total` is null while it is not known. */
  | {
      readonly type: 'job.progress';
      readonly jobId: string;
      readonly phase: string;
      readonly done: number;
      readonly total: number | null;
    }
  /** The job has ended; `job.result` gives its outcome. */
  | { readonly type: 'job.ended'; readonly jobId: string }
  /** Somebody logged in or out, or the screen was locked; the only event that goes out while nobody is at work. */
  | { readonly type: 'session.changed'; readonly state: Session['state'] }
  /** The screen is locked after so many seconds, unless somebody does something. */
  | { readonly type: 'session.ending'; readonly seconds: number };
