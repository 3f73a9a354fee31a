/** One page in a write-ahead log; `size`: pages of the whole register after the transaction that it ends, else 0. */
export interface Frame {
  readonly page: number;
  readonly size: number;
}

/**
 * The pages that stand in a write-ahead log since it was begun anew, in order (SQLite file format, section 4). Salts and
 * checksums are left out: they are random by design.
 */
export function frames(wal: Uint8Array | undefined): Frame[] {
  if (!wal || wal.length < 32) return [];
  const view = new DataView(wal.buffer, wal.byteOffset, wal.length);
  const pageSize = view.getUint32(8);
  const salt = view.getBigUint64(16);
  const all: Frame[] = [];
  for (let at = 32; at + 24 + pageSize <= wal.length; at += 24 + pageSize) {
    if (view.getBigUint64(at + 8) !== salt) break;
    all.push({ page: view.getUint32(at), size: view.getUint32(at + 4) });
  }
  return all;
}
