import type { Failure } from './errors.ts';

export interface JobStarted {
  readonly jobId: string;
}

/** State of a long piece of work; progress arrives as events, too. */
export type JobState<R = unknown> =
  | { readonly state: 'running'; readonly phase: string; readonly done: number; readonly total: number | null }
  | { readonly state: 'done'; readonly result: R }
  | { readonly state: 'failed'; readonly error: Failure };

/** What a file that was given out is. */
export type OutputKind =
  | 'ledger'
  | 'difference'
  | 'label'
  | 'calibration'
  | 'handling'
  | 'move'
  | 'seal'
  | 'history'
  | 'evidence'
  | 'health'
  | 'errorBook'
  | 'form';

/** A file made by a job; kept in the data folder under `outputs/`, handed over by the host. */
export interface Output {
  readonly outputId: string;
  readonly fileName: string;
  readonly path: string;
  readonly bytes: number;
}
