import { readSync } from 'node:fs';

/**
 * The schema of a file, read from its bytes (sqlite.org/fileformat2.html 1.6, 2.6). SQLite itself must not see it first:
 * while it reads a schema it also reads `sqlite_stat1`, and computes columns that a forger gave to that table.
 */
export type RawRow = readonly [type: string, name: string, table: string, sql: string | null];

/** Our schema has some hundred rows; what goes beyond is none of ours. */
const MAX_PAGES = 500;
const MAX_ROWS = 2_000;
const MAX_SQL = 1024 * 1024;
const INTERIOR = 5;
const LEAF = 13;

/** @throws RangeError where the bytes are no schema of a sound file */
export function readRawSchema(file: number): RawRow[] {
  const head = bytesAt(file, 0, 100);
  const pageSize = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
  const usable = pageSize - head[20]!;
  const page = (n: number) => {
    if (n < 1) throw new RangeError('no page');
    return bytesAt(file, (n - 1) * pageSize, pageSize);
  };
  const rows: RawRow[] = [];
  let pages = 0;
  const visit = (n: number) => {
    pages += 1;
    if (pages > MAX_PAGES) throw new RangeError('too many pages');
    const bytes = page(n);
    const start = n === 1 ? 100 : 0;
    const type = bytes[start];
    const cells = bytes.readUInt16BE(start + 3);
    if (type !== INTERIOR && type !== LEAF) throw new RangeError('no table');
    for (let i = 0; i < cells; i += 1) {
      const at = bytes.readUInt16BE(start + (type === LEAF ? 8 : 12) + 2 * i);
      if (type === INTERIOR) visit(bytes.readUInt32BE(at));
      else rows.push(rowOf(payloadAt(bytes, at, usable, page)));
      if (rows.length > MAX_ROWS) throw new RangeError('too many rows');
    }
    if (type === INTERIOR) visit(bytes.readUInt32BE(start + 8));
  };
  visit(1);
  return rows;
}

/** The record of a leaf cell, with what overflows into further pages. */
function payloadAt(bytes: Buffer, at: number, usable: number, page: (n: number) => Buffer): Buffer {
  const [size, afterSize] = varint(bytes, at);
  const [, start] = varint(bytes, afterSize);
  if (size > MAX_SQL) throw new RangeError('too long');
  const most = usable - 35;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const odd = least + ((size - least) % (usable - 4));
  const local = size <= most ? size : odd <= most ? odd : least;
  const parts = [slice(bytes, start, local)];
  let next = local < size ? bytes.readUInt32BE(start + local) : 0;
  for (let left = size - local; left > 0; ) {
    const overflow = page(next);
    const here = Math.min(left, usable - 4);
    parts.push(slice(overflow, 4, here));
    next = overflow.readUInt32BE(0);
    left -= here;
  }
  return Buffer.concat(parts);
}

/** type, name, tbl_name, rootpage, sql; anything but text, and null for sql, is none of ours. */
function rowOf(record: Buffer): RawRow {
  const [length, first] = varint(record, 0);
  const types: number[] = [];
  for (let at = first; at < length; ) {
    const [type, next] = varint(record, at);
    types.push(type);
    at = next;
  }
  if (types.length !== 5) throw new RangeError('not five columns');
  let at = length;
  const values = types.map((type, column) => {
    const width = widthOf(type);
    const bytes = slice(record, at, width);
    at += width;
    if (column === 3) return null;
    if (type === 0) return null;
    if (type < 13 || type % 2 === 0) throw new RangeError('no text');
    return bytes.toString('utf8');
  });
  const [type, name, table, , sql] = values;
  if (typeof type !== 'string' || typeof name !== 'string' || typeof table !== 'string')
    throw new RangeError('no text');
  return [type, name, table, sql ?? null];
}

const INTEGER_WIDTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function widthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  const width = INTEGER_WIDTHS[type];
  if (width === undefined) throw new RangeError('reserved type');
  return width;
}

/** @returns the number and where the next byte is; larger ones than a file can hold are refused. */
function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 6; i += 1) {
    const byte = bytes.readUInt8(at + i);
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, at + i + 1];
  }
  throw new RangeError('too large a number');
}

function slice(bytes: Buffer, at: number, length: number): Buffer {
  if (at + length > bytes.length) throw new RangeError('beyond the page');
  return bytes.subarray(at, at + length);
}

function bytesAt(file: number, from: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  for (let got = 0; got < length; ) {
    const n = readSync(file, buffer, got, length - got, from + got);
    if (n === 0) throw new RangeError('beyond the file');
    got += n;
  }
  return buffer;
}
