import { crc32, deflateRawSync } from 'node:zlib';
import { type PackageEntry, readPackage } from '../read/index.ts';

/** Parts of a zip on their way into another one: those that are not touched go over as they lie, still deflated. */
export class Parts {
  readonly #parts: Map<string, PackageEntry | Buffer>;

  /** @throws DaichoError as the reader does, for what is no sound zip */
  static of(bytes: Uint8Array): Parts {
    return new Parts(readPackage(bytes).map((entry) => [entry.name, entry]));
  }

  constructor(parts: Iterable<readonly [string, PackageEntry | Buffer]> = []) {
    this.#parts = new Map(parts);
  }

  /** The part with this name, whatever the case of its letters; null when there is none. */
  text(name: string): string | null {
    const found = this.#find(name);
    if (found === undefined) return null;
    const part = this.#parts.get(found)!;
    return Buffer.from(isEntry(part) ? part.read() : part)
      .toString('utf8')
      .replace(/^\ufeff/, '');
  }

  set(name: string, text: string): void {
    this.#parts.set(this.#find(name) ?? name, Buffer.from(text));
  }

  remove(name: string): void {
    const found = this.#find(name);
    if (found !== undefined) this.#parts.delete(found);
  }

  #find(name: string): string | undefined {
    if (this.#parts.has(name)) return name;
    const wanted = name.toLowerCase();
    return [...this.#parts.keys()].find((one) => one.toLowerCase() === wanted);
  }

  zip(): Buffer {
    const pieces: Buffer[] = [];
    const directory: Buffer[] = [];
    let at = 0;
    for (const [name, part] of this.#parts) {
      const entry = isEntry(part) ? part : deflated(part);
      const { method, crc, size, data } = entry;
      const path = Buffer.from(name);
      // Version 2.0, UTF-8 names, no moment: 1 January 1980, so that the same input gives the same file.
      const head = Buffer.alloc(26);
      head.writeUInt16LE(20, 0);
      head.writeUInt16LE(0x0800, 2);
      head.writeUInt16LE(method, 4);
      head.writeUInt16LE(0x21, 8);
      head.writeUInt32LE(crc, 10);
      head.writeUInt32LE(data.length, 14);
      head.writeUInt32LE(size, 18);
      head.writeUInt16LE(path.length, 22);
      pieces.push(Buffer.from([0x50, 0x4b, 3, 4]), head, path, Buffer.from(data));
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(at, 10);
      directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), head, tail, path);
      at += 30 + path.length + data.length;
    }
    const length = directory.reduce((sum, one) => sum + one.length, 0);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#parts.size, 8);
    end.writeUInt16LE(this.#parts.size, 10);
    end.writeUInt32LE(length, 12);
    end.writeUInt32LE(at, 16);
    return Buffer.concat([...pieces, ...directory, end]);
  }
}

const isEntry = (part: PackageEntry | Buffer): part is PackageEntry => 'read' in part;

function deflated(part: Buffer): Pick<PackageEntry, 'method' | 'crc' | 'size' | 'data'> {
  return { method: 8, crc: crc32(part), size: part.length, data: deflateRawSync(part) };
}
