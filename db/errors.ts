import { DaichoError, type ErrorCode } from '../contract/errors.ts';

/** SQLite and file-system errors, sorted once, by code and never by message text (reliability.md §1, A1). */
const KINDS: readonly [prefix: string, code: ErrorCode][] = [
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'notARegister'],
  ['SQLITE_FULL', 'diskFull'],
  ['SQLITE_READONLY', 'readOnly'],
  ['SQLITE_PERM', 'readOnly'],
  ['SQLITE_CANTOPEN', 'readOnly'],
  ['SQLITE_BUSY', 'ownedElsewhere'],
  ['SQLITE_LOCKED', 'ownedElsewhere'],
  // The memory that the connections share lies in a file of its own, for which there is no room.
  ['SQLITE_IOERR_SHMSIZE', 'diskFull'],
  ['SQLITE_IOERR', 'diskFault'],
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  // Larger than the file system (or a limit set for this user) lets a file be.
  ['EFBIG', 'diskFull'],
  ['EROFS', 'readOnly'],
  ['EACCES', 'readOnly'],
  ['EPERM', 'readOnly'],
  ['EISDIR', 'readOnly'],
  ['ENOTEMPTY', 'readOnly'],
  // The data folder cannot be made where a file stands, or under such a name.
  ['ENOTDIR', 'readOnly'],
  ['EEXIST', 'readOnly'],
  ['ENAMETOOLONG', 'readOnly'],
  ['EBUSY', 'fileInUse'],
  ['ETXTBSY', 'fileInUse'],
  ['EIO', 'diskFault'],
  // A stick that was pulled out, a share whose cable was: on Windows often only UNKNOWN.
  ['ENXIO', 'diskFault'],
  ['ENODEV', 'diskFault'],
  ['EREMOTEIO', 'diskFault'],
  ['ESTALE', 'diskFault'],
  ['ETIMEDOUT', 'diskFault'],
  ['EHOSTDOWN', 'diskFault'],
  ['UNKNOWN', 'diskFault'],
];

/** The kind of a thrown error, or null when it is none of SQLite or the file system. */
export function errorKind(error: unknown): ErrorCode | null {
  if (error instanceof DaichoError) return error.code;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  return KINDS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
}
