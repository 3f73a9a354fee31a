import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';

/** `Dcho`: marks a SQLite file as ours (bytes 68 to 71 of the header). */
export const APPLICATION_ID = 0x4463686f;

export interface FileHeader {
  readonly applicationId: number;
  readonly userVersion: number;
}

/**
 * Reads application id and schema version straight from the bytes, the newest committed copy of page 1 in the
 * write-ahead log included. SQLite itself is not used: opening a WAL file creates `-wal` and `-shm` beside it, and a
 * newer register must be refused without touching a byte (reliability.md P8).
 * @returns null when the file is not an SQLite database.
 */
export function readHeader(path: string): FileHeader | null {
  const file = openSync(path, 'r');
  let page: Buffer = Buffer.alloc(100);
  try {
    if (readSync(file, page, 0, 100, 0) < 100 || page.toString('latin1', 0, 15) !== 'SQLite format 3') return null;
  } finally {
    closeSync(file);
  }
  const wal = `${path}-wal`;
  if (existsSync(wal) && statSync(wal).size > 32) page = newestFirstPage(readFileSync(wal)) ?? page;
  return { applicationId: page.readUInt32BE(68), userVersion: page.readUInt32BE(60) };
}

/** Page 1 of the last committed transaction in a write-ahead log (SQLite file format, section 4). */
function newestFirstPage(wal: Buffer): Buffer | null {
  const pageSize = wal.readUInt32BE(8) || 65536;
  const salt = wal.subarray(16, 24);
  let pending: Buffer | null = null;
  let committed: Buffer | null = null;
  for (let at = 32; at + 24 + pageSize <= wal.length; at += 24 + pageSize) {
    // A frame with other salts is left over from before the last checkpoint.
    if (!wal.subarray(at + 8, at + 16).equals(salt)) break;
    if (wal.readUInt32BE(at) === 1) pending = wal.subarray(at + 24, at + 124);
    if (wal.readUInt32BE(at + 4) !== 0) committed = pending ?? committed;
  }
  return committed;
}
