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

/** True where a write-ahead log holds a whole transaction: not what a set-up leaves that the power ended. */
export function hasCommit(walPath: string): boolean {
  if (!existsSync(walPath)) return false;
  for (const { isCommit } of soundFrames(readFileSync(walPath))) if (isCommit) return true;
  return false;
}

/** Page 1 of the last committed transaction in a write-ahead log. */
function newestFirstPage(wal: Buffer): Buffer | null {
  let pending: Buffer | null = null;
  let committed: Buffer | null = null;
  for (const { page, isCommit, bytes } of soundFrames(wal)) {
    if (page === 1) pending = bytes.subarray(0, 100);
    if (isCommit) committed = pending ?? committed;
  }
  return committed;
}

/**
 * The frames of a write-ahead log up to the first that SQLite would not believe: one with other salts is left over from
 * before the last checkpoint, one with another sum was not written whole (SQLite file format, section 4).
 */
function* soundFrames(wal: Buffer): Iterable<{ page: number; isCommit: boolean; bytes: Buffer }> {
  if (wal.length <= 32) return;
  const magic = wal.readUInt32BE(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return;
  const pageSize = wal.readUInt32BE(8) || 65536;
  const salt = wal.subarray(16, 24);
  let sum: Sum = sumOf(wal.subarray(0, 24), [0, 0], magic);
  if (sum[0] !== wal.readUInt32BE(24) || sum[1] !== wal.readUInt32BE(28)) return;
  for (let at = 32; at + 24 + pageSize <= wal.length; at += 24 + pageSize) {
    if (!wal.subarray(at + 8, at + 16).equals(salt)) return;
    const bytes = wal.subarray(at + 24, at + 24 + pageSize);
    sum = sumOf(bytes, sumOf(wal.subarray(at, at + 8), sum, magic), magic);
    if (sum[0] !== wal.readUInt32BE(at + 16) || sum[1] !== wal.readUInt32BE(at + 20)) return;
    yield { page: wal.readUInt32BE(at), isCommit: wal.readUInt32BE(at + 4) !== 0, bytes };
  }
}

type Sum = readonly [number, number];

/** The log's running sum; the last bit of its magic number says in which order the bytes of a word count. */
function sumOf(bytes: Buffer, [from0, from1]: Sum, magic: number): Sum {
  let [sum0, sum1] = [from0, from1];
  const big = magic % 2 === 1;
  for (let at = 0; at < bytes.length; at += 8) {
    sum0 = (sum0 + (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + sum1) >>> 0;
    sum1 = (sum1 + (big ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + sum0) >>> 0;
  }
  return [sum0, sum1];
}
