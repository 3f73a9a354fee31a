import { brotliDecompressSync } from 'node:zlib';

/** Tags of the WOFF2 known-tag table by index (W3C WOFF2 §4.1), as far as 'maxp' and the others read here. */
const KNOWN_TAGS = ['cmap', 'head', 'hhea', 'hmtx'];
const GLYF = 10;
const LOCA = 11;

/**
 * Which characters a WOFF2 font really has, with their advance widths in em. A slice's unicode-range promises more than
 * the font holds, so the character map is the only truth.
 * @returns code point → advance width in em.
 * @throws Error when the file is not a single WOFF2 font.
 */
export function glyphWidths(file: Uint8Array): Map<number, number> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.toString('latin1', 0, 4) !== 'wOF2') throw new Error('not a WOFF2 font');
  const tables = readTables(bytes);
  const { cmap, head, hhea, hmtx } = tables;
  if (!cmap || !head || !hhea || !hmtx) throw new Error('a table is missing in the WOFF2 font');
  const unitsPerEm = head.data.readUInt16BE(18);
  const longMetrics = hhea.data.readUInt16BE(34);
  const width = (glyph: number): number => {
    const index = Math.min(glyph, longMetrics - 1);
    // The transformed hmtx has one byte of flags, then the advances alone (WOFF2 §5.4).
    return hmtx.data.readUInt16BE(hmtx.transformed ? 1 + index * 2 : index * 4) / unitsPerEm;
  };
  const widths = new Map<number, number>();
  for (const [codePoint, glyph] of readCharacterMap(cmap.data)) widths.set(codePoint, width(glyph));
  return widths;
}

interface Table {
  readonly data: Buffer;
  readonly transformed: boolean;
}

function readTables(bytes: Buffer): Record<string, Table> {
  let at = 48;
  const readBase128 = (): number => {
    let value = 0;
    for (let i = 0; i < 5; i += 1) {
      const byte = bytes.readUInt8(at++);
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) break;
    }
    return value;
  };
  const directory: { tag: string; length: number; transformed: boolean }[] = [];
  for (let left = bytes.readUInt16BE(12); left > 0; left -= 1) {
    const flags = bytes.readUInt8(at++);
    const index = flags & 0x3f;
    const tag = index === 0x3f ? bytes.toString('latin1', at, at + 4) : (KNOWN_TAGS[index] ?? `#${index}`);
    if (index === 0x3f) at += 4;
    const version = flags >> 6;
    const transformed = index === GLYF || index === LOCA ? version !== 3 : version !== 0;
    const original = readBase128();
    directory.push({ tag, transformed, length: transformed ? readBase128() : original });
  }
  const data = brotliDecompressSync(bytes.subarray(at, at + bytes.readUInt32BE(20)));
  const tables: Record<string, Table> = {};
  let offset = 0;
  for (const { tag, length, transformed } of directory) {
    tables[tag] = { data: data.subarray(offset, offset + length), transformed };
    offset += length;
  }
  return tables;
}

function readCharacterMap(cmap: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i += 1) {
    const at = cmap.readUInt32BE(8 + i * 8);
    const format = cmap.readUInt16BE(at);
    if (format === 4) readFormat4(cmap, at, glyphs);
    if (format === 12) readFormat12(cmap, at, glyphs);
  }
  return glyphs;
}

/** Segments of the basic plane. */
function readFormat4(cmap: Buffer, at: number, glyphs: Map<number, number>): void {
  const size = cmap.readUInt16BE(at + 6);
  for (let i = 0; i < size; i += 2) {
    const end = cmap.readUInt16BE(at + 14 + i);
    const start = cmap.readUInt16BE(at + 16 + size + i);
    const delta = cmap.readUInt16BE(at + 16 + size * 2 + i);
    const rangeAt = at + 16 + size * 3 + i;
    const range = cmap.readUInt16BE(rangeAt);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const raw = range === 0 ? code : cmap.readUInt16BE(rangeAt + range + (code - start) * 2);
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}

/** Groups of all planes (𠮷). */
function readFormat12(cmap: Buffer, at: number, glyphs: Map<number, number>): void {
  const groups = cmap.readUInt32BE(at + 12);
  for (let i = 0; i < groups; i += 1) {
    const group = at + 16 + i * 12;
    const start = cmap.readUInt32BE(group);
    const end = cmap.readUInt32BE(group + 4);
    const first = cmap.readUInt32BE(group + 8);
    for (let code = start; code <= end; code += 1) glyphs.set(code, first + code - start);
  }
}
