/**
 * Failures cross every door as data, never as thrown objects (docs/architecture.md). Their Japanese words stand in
 * contract/messages.ts; a code without words does not compile.
 */
export const ERROR_CODES = [
  'invalidInput',
  'notFound',
  'conflict',
  'inUse',
  'notReady',
  'alreadyThere',
  'cannotUndo',
  'busy',
  'notSetUp',
  'alreadySetUp',
  'ownedElsewhere',
  'newerSchema',
  'notARegister',
  'damaged',
  'migrationFailed',
  'viewOnly',
  'unsafePlace',
  'diskFull',
  'readOnly',
  'fileInUse',
  'folderGone',
  'targetChanged',
  'diskFault',
  'fileUnreadable',
  'unsupportedFile',
  'passwordProtected',
  'fileTooLarge',
  'nothingToImport',
  'notOurLedger',
  'nothingToPrint',
  'nothingToExport',
  'beforeBeginning',
  'linkCycle',
  'cancelled',
  'noBrowser',
  'unknownMethod',
  'forbidden',
  'backupBad',
  'wrongPassword',
  'backupPlaceGone',
  'attachmentRefused',
  'attachmentLost',
  'loginNeeded',
  'locked',
  'notAllowed',
  'wrongLogin',
  'waitToLogin',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing wrong in one place. `path` is a field id or dotted path; `message` is Japanese. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export interface Failure {
  readonly code: ErrorCode;
  /** A Japanese detail that only the place of failure knows (which number, which file, who holds the lock). */
  readonly detail?: string | undefined;
  readonly fields?: readonly FieldProblem[] | undefined;
  /** Reference of an internal error: the stack is in the log file under this word. */
  readonly ref?: string | undefined;
}

/** The reply of every call on every transport. */
export type Envelope<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/**
 * Thrown inside core and db only; the dispatcher turns it into a Failure. `cause` is what the machine said, for the log
 * file: it never crosses a door.
 */
export class DaichoError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly fields: readonly FieldProblem[] | undefined;
  constructor(code: ErrorCode, detail?: string, fields?: readonly FieldProblem[], cause?: unknown) {
    super(detail ? `${code}: ${detail}` : code, cause === undefined ? undefined : { cause });
    this.name = 'DaichoError';
    this.code = code;
    this.detail = detail;
    this.fields = fields;
  }
}
