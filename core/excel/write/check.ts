/** Reads a finished book back far enough to know that it is whole (reliability.md P4). */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { DaichoError } from '../../../contract/errors.ts';

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

type File = Awaited<ReturnType<typeof open>>;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const LOCAL_SIZE = 30;
const REQUIRED = [
  '[Content_Types].xml',
  '_rels/.rels',
  'xl/workbook.xml',
  'xl/_rels/workbook.xml.rels',
  'xl/styles.xml',
];
const ROW = Buffer.from('<row ');

/**
 * Checks the zip (central directory, sizes and CRC of every part) and counts the rows of the sheets.
 *
 * @param rows expected number of `<row>` elements in xl/worksheets/sheet1.xml, sheet2.xml …; null: any, but the sheet must be
 *   there.
 * @throws DaichoError internal, with what is wrong.
 */
export async function checkBook(path: string, rows: readonly (number | null)[]): Promise<void> {
  const file = await open(path, 'r');
  try {
    const entries = await readDirectory(file);
    const names = new Set(entries.map((entry) => entry.name));
    for (const name of REQUIRED) if (!names.has(name)) throw broken(`${name} がありません`);
    const found = new Map<string, number>();
    for (const entry of entries) found.set(entry.name, await checkEntry(path, file, entry));
    for (const [index, expected] of rows.entries()) {
      const name = `xl/worksheets/sheet${index + 1}.xml`;
      const count = found.get(name);
      if (count === undefined) throw broken(`${name} がありません`);
      if (expected !== null && count !== expected) throw broken(`${name} は${expected}行のはずが${count}行です`);
    }
  } finally {
    await file.close();
  }
}

function broken(what: string): DaichoError {
  return new DaichoError(
    'internal',
    '書き出したファイルを読み直したところ、正しくできていませんでした。',
    undefined,
    what,
  );
}

/** Our own books have no archive comment and are far smaller than 4 GB, so the end record is the last 22 bytes. */
async function readDirectory(file: File): Promise<Entry[]> {
  const { size } = await file.stat();
  if (size < END_SIZE) throw broken('短すぎます');
  const end = await readAt(file, size - END_SIZE, END_SIZE);
  if (end.readUInt32LE(0) !== END_SIGNATURE) throw broken('終わりがありません');
  const count = end.readUInt16LE(10);
  const directory = await readAt(file, end.readUInt32LE(16), end.readUInt32LE(12));
  const entries: Entry[] = [];
  for (let at = 0; at < directory.length; ) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) throw broken('目次が正しくありません');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  if (entries.length !== count) throw broken('目次が途中で切れています');
  return entries;
}

/** Unpacks one part, compares size and CRC, and returns the number of rows in it. */
async function checkEntry(path: string, file: File, entry: Entry): Promise<number> {
  const local = await readAt(file, entry.offset, LOCAL_SIZE);
  if (local.readUInt32LE(0) !== LOCAL_SIGNATURE) throw broken(`${entry.name} が見つかりません`);
  const start = entry.offset + LOCAL_SIZE + local.readUInt16LE(26) + local.readUInt16LE(28);
  let crc = 0;
  let size = 0;
  let rows = 0;
  let tail = Buffer.alloc(0);
  const counter = new Writable({
    write(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      rows += occurrences(Buffer.concat([tail, chunk.subarray(0, ROW.length - 1)])) + occurrences(chunk);
      tail = Buffer.concat([tail, chunk.subarray(-(ROW.length - 1))]).subarray(-(ROW.length - 1));
      done();
    },
  });
  if (entry.compressed > 0) {
    const packed = createReadStream(path, { start, end: start + entry.compressed - 1 });
    try {
      if (entry.method === 0) await pipeline(packed, counter);
      else await pipeline(packed, createInflateRaw(), counter);
    } catch (error) {
      // What the disk says about itself is no fault of the book.
      if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
      throw broken(`${entry.name} を展開できません`);
    }
  }
  if (size !== entry.size || crc !== entry.crc) throw broken(`${entry.name} の内容が違います`);
  return rows;
}

function occurrences(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(ROW); at >= 0; at = bytes.indexOf(ROW, at + ROW.length)) count += 1;
  return count;
}

async function readAt(file: File, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw broken('途中で切れています');
  return buffer;
}
