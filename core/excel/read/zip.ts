import { crc32, inflateRawSync } from 'node:zlib';
import { DaichoError } from '../../../contract/errors.ts';
import type { Limits } from './types.ts';

/** One file of a zip, located and bounded, not yet inflated. */
export interface ZipEntry {
  /** Path with `/` between folders, as written otherwise. Ends with `/` for a folder. */
  readonly name: string;
  /** 0 = stored, 8 = deflated. */
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  /** Declared uncompressed size in bytes. */
  readonly size: number;
  /** Offset of the first byte of the compressed data. */
  readonly dataStart: number;
}

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const END64_LOCATOR_SIGNATURE = 0x07064b50;
const END64_SIGNATURE = 0x06064b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const ZIP64_EXTRA = 0x0001;
const FULL_32 = 0xffffffff;
const FULL_16 = 0xffff;

/** Below this a part may swell as it likes. */
const SMALL_PART = 32 * 1024 * 1024;

const damaged = (why: string) => new DaichoError('fileUnreadable', `ファイルが壊れています（${why}）。`);

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

function findDirectory(buffer: Buffer): Directory {
  const lowest = Math.max(0, buffer.length - END_LENGTH - MAX_COMMENT);
  for (let at = buffer.length - END_LENGTH; at >= lowest; at--) {
    if (buffer.readUInt32LE(at) !== END_SIGNATURE) continue;
    // The comment must reach exactly to the end: anything else is a cut or glued file, and two readings are possible.
    if (at + END_LENGTH + buffer.readUInt16LE(at + 20) !== buffer.length) continue;
    if (buffer.readUInt16LE(at + 4) !== 0 || buffer.readUInt16LE(at + 6) !== 0) throw damaged('分割されたZIPです');
    const count = buffer.readUInt16LE(at + 10);
    const size = buffer.readUInt32LE(at + 12);
    const start = buffer.readUInt32LE(at + 16);
    if (count === FULL_16 || size === FULL_32 || start === FULL_32) return findDirectory64(buffer, at);
    if (start + size !== at) throw damaged('目次の位置が合いません');
    return { start, end: at, count };
  }
  throw new DaichoError(
    'fileUnreadable',
    'ファイルが途中で切れているか、壊れています。コピーやダウンロードをやり直してください。',
  );
}

function findDirectory64(buffer: Buffer, endAt: number): Directory {
  const locator = endAt - 20;
  if (locator < 0 || buffer.readUInt32LE(locator) !== END64_LOCATOR_SIGNATURE) throw damaged('目次の位置が合いません');
  const at = number64(buffer, locator + 8);
  if (at + 56 > locator || buffer.readUInt32LE(at) !== END64_SIGNATURE) throw damaged('目次の位置が合いません');
  const count = number64(buffer, at + 32);
  const start = number64(buffer, at + 48);
  if (start + number64(buffer, at + 40) !== at) throw damaged('目次の位置が合いません');
  return { start, end: at, count };
}

function number64(buffer: Buffer, at: number): number {
  const value = buffer.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged('大きさの値が正しくありません');
  return Number(value);
}

/**
 * Lists a zip's entries from its central directory alone; nothing is inflated. Refuses what a spreadsheet never has:
 * too many or too large entries, names that repeat, climb (`..`) or are absolute, entries that overlap, local headers
 * that tell another story than the directory (reliability.md §6, pre-flight).
 * @throws DaichoError fileUnreadable (damage), fileTooLarge (limits), passwordProtected (encrypted zip)
 */
export function preflightZip(bytes: Uint8Array, limits: Limits): ZipEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readDirectory(buffer, limits);
  } catch (error) {
    // A read past the end of the file is one more form of damage.
    if (error instanceof RangeError) throw damaged('目次が途中で切れています');
    throw error;
  }
}

function readDirectory(buffer: Buffer, limits: Limits): ZipEntry[] {
  const directory = findDirectory(buffer);
  if (directory.count > limits.maxEntries) {
    throw new DaichoError('fileTooLarge', `ファイルの中の部品が多すぎます（${directory.count}個）。`);
  }
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  const spans: { start: number; end: number }[] = [];
  let total = 0;
  let at = directory.start;
  for (let i = 0; i < directory.count; i++) {
    if (buffer.readUInt32LE(at) !== CENTRAL_SIGNATURE) throw damaged('目次が読めません');
    const flags = buffer.readUInt16LE(at + 8);
    const nameLength = buffer.readUInt16LE(at + 28);
    const extraLength = buffer.readUInt16LE(at + 30);
    const rawName = buffer.subarray(at + 46, at + 46 + nameLength);
    const extra = buffer.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const sizes = wideSizes(extra, [
      buffer.readUInt32LE(at + 24),
      buffer.readUInt32LE(at + 20),
      buffer.readUInt32LE(at + 42),
    ]);
    const [size, compressedSize, localAt] = sizes;
    const method = buffer.readUInt16LE(at + 10);
    const name = checkedName(rawName);
    const key = name.toLowerCase();
    if (seen.has(key)) throw damaged('同じ名前の部品が2つあります');
    seen.add(key);
    if (flags & 1) throw new DaichoError('passwordProtected', 'ZIPにパスワードがかかっています。');
    if (method !== 0 && method !== 8) throw damaged('知らない圧縮方式です');
    if (method === 0 && size !== compressedSize) throw damaged('大きさの値が合いません');
    total += size;
    if (total > limits.maxTotalBytes) {
      throw new DaichoError('fileTooLarge', '開いたときの大きさが上限を超えています。');
    }
    const dataStart = checkedLocalHeader(buffer, localAt, rawName);
    spans.push({ start: localAt, end: dataStart + compressedSize });
    entries.push({ name, method, crc: buffer.readUInt32LE(at + 16), compressedSize, size, dataStart });
    at += 46 + nameLength + extraLength + buffer.readUInt16LE(at + 32);
  }
  if (at !== directory.end) throw damaged('目次の長さが合いません');
  spans.sort((a, b) => a.start - b.start);
  spans.forEach((span, i) => {
    if (span.end > (spans[i + 1]?.start ?? directory.start)) throw damaged('部品どうしが重なっています');
  });
  return entries;
}

/** Replaces saturated 32-bit values (size, compressed size, offset: in this order) by those of the zip64 extra field. */
function wideSizes(extra: Buffer, values: [number, number, number]): [number, number, number] {
  if (!values.includes(FULL_32)) return values;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_EXTRA) continue;
    let next = at + 4;
    return values.map((value) => {
      if (value !== FULL_32) return value;
      next += 8;
      return number64(extra, next - 8);
    }) as [number, number, number];
  }
  throw damaged('大きさの値が合いません');
}

function checkedName(raw: Buffer): string {
  // Part names are ASCII in every spreadsheet; UTF-8 covers both flags. Some old writers use backslashes.
  const name = raw.toString('utf8').replaceAll('\\', '/');
  const bad =
    name === '' ||
    name.includes('\0') ||
    name.startsWith('/') ||
    /^[A-Za-z]:/.test(name) ||
    /(^|\/)\.\.(\/|$)/.test(name);
  if (bad) throw damaged('部品の名前が正しくありません');
  return name;
}

/** @returns the offset of the entry's data. */
function checkedLocalHeader(buffer: Buffer, at: number, rawName: Buffer): number {
  if (buffer.readUInt32LE(at) !== LOCAL_SIGNATURE) throw damaged('部品の位置が合いません');
  const nameLength = buffer.readUInt16LE(at + 26);
  if (!buffer.subarray(at + 30, at + 30 + nameLength).equals(rawName)) throw damaged('部品の名前が目次と違います');
  return at + 30 + nameLength + buffer.readUInt16LE(at + 28);
}

/**
 * Inflates one entry. Never produces more than the declared size; size, compressed length and CRC-32 must all agree.
 * @throws DaichoError fileUnreadable (damage), fileTooLarge (over limits.maxPartBytes or maxRatio)
 */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry, limits: Limits): Uint8Array {
  if (entry.size > limits.maxPartBytes) {
    throw new DaichoError('fileTooLarge', '開いたときの大きさが上限を超えています。');
  }
  if (entry.size > SMALL_PART && entry.size > entry.compressedSize * limits.maxRatio) {
    throw new DaichoError('fileTooLarge', '開くと異常に大きくふくらむ部品があります。');
  }
  const data = bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedSize);
  const out = entry.method === 0 ? data : inflate(data, entry.size);
  if (out.length !== entry.size || crc32(out) !== entry.crc) throw damaged(`部品「${entry.name}」の検査値が合いません`);
  return out;
}

function inflate(data: Uint8Array, size: number): Uint8Array {
  try {
    const { buffer, engine } = inflateRawSync(data, {
      maxOutputLength: Math.max(1, size),
      // One block for all of it, a byte larger so that it never fills up: joining blocks would take the size twice.
      chunkSize: Math.max(64, size + 1),
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (engine.bytesWritten !== data.length) throw damaged('圧縮データの長さが合いません');
    return buffer;
  } catch (error) {
    if (error instanceof DaichoError) throw error;
    throw damaged('圧縮データを開けません');
  }
}
