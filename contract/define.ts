import { z } from 'zod';

// No code generation at run time: the content security policy forbids it (reliability.md §4).
z.config({ jitless: true });

/**
 * The kinds of call. A query reads; a command changes the register in one transaction; a job answers `{ jobId }` at
 * once and goes on in the background with progress events, `job.result` and `job.cancel`.
 */
export type MethodType = 'query' | 'command' | 'job';

export interface Method<I extends z.ZodType = z.ZodType, O = unknown, T extends MethodType = MethodType> {
  readonly type: T;
  readonly input: I;
  /** Carries the output type only; never present at run time. */
  readonly output?: O;
}

const method =
  <T extends MethodType>(type: T) =>
  <O>() =>
  <I extends z.ZodType>(input: I): Method<I, O, T> => ({ type, input });

/** `query<Output>()(inputSchema)` */
export const query = method('query');
/** `command<Output>()(inputSchema)` */
export const command = method('command');
/** `job<Result>()(inputSchema)`: the reply is `{ jobId }`, the result comes from `job.result`. */
export const job = method('job');
