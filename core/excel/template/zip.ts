import { crc32, deflateRawSync } from 'node:zlib';
import type { ZipEntry } from '../read/zip.ts';

/**
 * A zip with some of its parts replaced or taken out. What is not touched is copied as it is packed, byte by byte, in
 * its old order.
 * @param changes by part name; null: the part goes
 */
export function rewriteZip(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  changes: ReadonlyMap<string, Uint8Array | null>,
): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let count = 0;
  for (const entry of entries) {
    const change = changes.get(entry.name);
    if (change === null) continue;
    const packed =
      change === undefined
        ? Buffer.from(bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedSize))
        : deflateRawSync(change, { level: 6 });
    const facts = {
      method: change === undefined ? entry.method : 8,
      crc: change === undefined ? entry.crc : crc32(change),
      size: change === undefined ? entry.size : change.length,
      packed: packed.length,
    };
    const name = Buffer.from(entry.name, 'utf8');
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    writeFacts(head, 4, facts, name.length);
    local.push(head, name, packed);
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE(20, 4);
    writeFacts(line, 6, facts, name.length);
    line.writeUInt32LE(offset, 42);
    directory.push(line, name);
    offset += head.length + name.length + packed.length;
    count += 1;
  }
  const lines = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(lines.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, lines, end]);
}

/** Version, flags (UTF-8 names), method, no time (1980-01-01), crc, sizes, length of the name: the same in both headers. */
function writeFacts(
  head: Buffer,
  at: number,
  { method, crc, size, packed }: { method: number; crc: number; size: number; packed: number },
  nameLength: number,
): void {
  head.writeUInt16LE(20, at);
  head.writeUInt16LE(0x0800, at + 2);
  head.writeUInt16LE(method, at + 4);
  head.writeUInt16LE(0, at + 6);
  head.writeUInt16LE(0x21, at + 8);
  head.writeUInt32LE(crc, at + 10);
  head.writeUInt32LE(packed, at + 14);
  head.writeUInt32LE(size, at + 18);
  head.writeUInt16LE(nameLength, at + 22);
}
