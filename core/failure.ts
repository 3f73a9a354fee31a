import { DaichoError, type Failure } from '../contract/errors.ts';
import { errorKind } from '../db/errors.ts';

const technical = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/**
 * Turns anything thrown into a failure that may cross the wire. A known kind keeps its code; an unknown throw becomes
 * `internal` with a reference, and its stack goes to the log file only (no English, no path, no stack on the screen).
 */
export function toFailure(error: unknown, newId: () => string, log: (line: string) => void): Failure {
  if (error instanceof DaichoError) {
    if (error.cause !== undefined) log(`${error.code}: ${technical(error.cause)}`);
    return {
      code: error.code,
      ...(error.detail ? { detail: error.detail } : {}),
      ...(error.fields ? { fields: error.fields } : {}),
    };
  }
  const ref = newId().slice(0, 8);
  log(`${ref} ${technical(error)}`);
  const kind = errorKind(error);
  return kind ? { code: kind } : { code: 'internal', ref };
}
