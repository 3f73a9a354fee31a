import type { Failure } from '../contract/errors.ts';
import { toFailure } from './failure.ts';

export interface Unforeseen {
  readonly newId: () => string;
  readonly log: (line: string) => void;
  /** Says it to the person; called once, for the first. */
  readonly say: (failure: Failure) => void;
  /** Ends the process. */
  readonly end: () => void;
}

/**
 * What nobody caught ends the process, in words: how it would go on is not known, and what was saved is on the disk.
 * Without this, Electron shows an English box with a stack and Node prints one (reliability.md P31). A promise that fails
 * and that nobody waits for is only noted.
 * @returns the function that stops it
 */
export function sayUnforeseen(process: Pick<NodeJS.Process, 'on' | 'off'>, deps: Unforeseen): () => void {
  let said = false;
  const asFailure = (error: unknown) =>
    // Its code may be that of a file; for the person it is what it is, a fault of the program.
    toFailure(new Error('unforeseen', { cause: error }), deps.newId, (line) =>
      deps.log(`${line}\n${technical(error)}`),
    );
  const onException = (error: unknown) => {
    const failure = asFailure(error);
    if (said) return;
    said = true;
    deps.say(failure);
    deps.end();
  };
  const onRejection = (error: unknown) => void asFailure(error);
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
  };
}

const technical = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
