import { createCipheriv, createDecipheriv, createHash, type Hash } from 'node:crypto';
// The default import is one shared object, so a test can put a failing call into it.
import fs from 'node:fs';
import { z } from 'zod';
import { type BackupManifest, manifestSchema } from '../../contract/backup.ts';
import { DaichoError } from '../../contract/errors.ts';
import { MAX_BYTES } from '../../db/foreign.ts';
import {
  type BackupKey,
  type Encryption,
  encryptionOf,
  encryptionSchema,
  fileKey,
  keyFor,
  type Secret,
} from './key.ts';

/**
 * The one file of a backup (docs/控えの形式.md): manifest and register together, so that nobody who copies by hand tears
 * them apart.
 *
 *   8 bytes  DAICHOBK
 *   4 bytes  format, 1 (big endian, as all numbers)
 *   4 bytes  length of the head
 *   head     JSON in UTF-8: { manifest, encryption }
 *   body     the SQLite file; encrypted: chunks of 1 MiB, each followed by its 16-byte tag
 *   32 bytes SHA-256 of all that stands before
 */
const BACKUP = 'DAICHOBK';
/** An encrypted attachment beside the backups has the same form, with a head that says less. */
export const ATTACHMENT = 'DAICHOAT';
const FORMAT = 1;
const START = 16;
const MAX_HEAD = 8 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const TAG = 16;
const SUM = 32;

/** What is packed, as far as unpacking has to know it. */
const contentSchema = z.object({
  format: z.literal(1),
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
interface Manifests {
  readonly [BACKUP]: BackupManifest;
  readonly [ATTACHMENT]: z.infer<typeof contentSchema>;
}
type Form = keyof Manifests;
const head = <M extends z.ZodType>(manifest: M) => z.object({ manifest, encryption: encryptionSchema.nullable() });
const HEADS = { [BACKUP]: head(manifestSchema), [ATTACHMENT]: head(contentSchema) } as const;

export interface Head<F extends Form = typeof BACKUP> {
  readonly manifest: Manifests[F];
  readonly encryption: Encryption | null;
  /** Everything before the body; authenticated with every chunk. */
  readonly bytes: Buffer;
  readonly bodyBytes: number;
}

/** Whether the file begins as a backup does. */
export function isContainer(path: string): boolean {
  return withFile(path, 'r', (file) => read(file, 0, 8).toString('latin1') === BACKUP);
}

/**
 * Reads the head of a backup file.
 * @throws DaichoError('backupBad'); ('newerSchema') for a format of a later version of the app
 */
export function readHead(path: string): Head {
  return withFile(path, 'r', (file) => headOf(file, BACKUP));
}

function headOf<F extends Form>(file: number, form: F): Head<F> {
  const start = read(file, 0, START);
  const length = start.length === START ? start.readUInt32BE(12) : 0;
  if (start.toString('latin1', 0, 8) !== form || length === 0 || length > MAX_HEAD) throw bad();
  if (start.readUInt32BE(8) !== FORMAT) throw new DaichoError('newerSchema', '（控えの形が新しいものです）');
  const json = read(file, START, length);
  const bodyBytes = fs.fstatSync(file).size - START - length - SUM;
  const parsed = HEADS[form].safeParse(parseJson(json));
  if (json.length !== length || !parsed.success) throw bad();
  const encryption = parsed.data.encryption;
  const manifest = parsed.data.manifest as Manifests[F];
  if (manifest.bytes > MAX_BYTES) throw bad();
  const chunks = Math.ceil(manifest.bytes / CHUNK);
  if (bodyBytes !== manifest.bytes + (encryption ? chunks * TAG : 0)) throw bad();
  return { manifest, encryption, bytes: Buffer.concat([start, json]), bodyBytes };
}

/**
 * Writes a backup file and brings it to the disk; the target must not be there yet.
 * @param body the SQLite image in pieces of 1 MiB (`pieces`)
 */
export function pack<F extends Form = typeof BACKUP>(
  body: Iterable<Buffer>,
  target: string,
  manifest: Manifests[F],
  key: BackupKey | null,
  form: F = BACKUP as F,
): void {
  const encryption = key && encryptionOf(key);
  const json = Buffer.from(JSON.stringify({ manifest, encryption }));
  const start = Buffer.alloc(START);
  start.write(form, 'latin1');
  start.writeUInt32BE(FORMAT, 8);
  start.writeUInt32BE(json.length, 12);
  const bytes = Buffer.concat([start, json]);
  const seal = key && encryption ? sealer(fileKey(key, encryption.nonce), bytes, manifest.bytes) : null;
  withFile(target, 'wx', (file) => {
    const sum = createHash('sha256');
    const put = (piece: Buffer) => {
      sum.update(piece);
      writeAll(file, piece);
    };
    put(bytes);
    let i = 0;
    for (const piece of body) {
      put(seal ? seal(piece, i) : piece);
      i += 1;
    }
    writeAll(file, sum.digest());
    fs.fsyncSync(file);
  });
}

/**
 * Checks that every byte of a backup file is as it was written, without its password.
 * @throws DaichoError('backupBad')
 */
export function checkSum<F extends Form = typeof BACKUP>(path: string, form: F = BACKUP as F): Head<F> {
  return withFile(path, 'r', (file) => {
    const head = headOf(file, form);
    const sum = createHash('sha256').update(head.bytes);
    for (const piece of filePieces(file, head.bytes.length, head.bodyBytes)) sum.update(piece);
    if (!sum.digest().equals(read(file, head.bytes.length + head.bodyBytes, SUM))) throw bad();
    return head;
  });
}

/**
 * The register of a backup file, piece by piece; the last piece comes only when all before it was right.
 * @param head what `checkSum` said of the same file
 * @throws DaichoError backupBad, wrongPassword
 */
export function* unpack<F extends Form = typeof BACKUP>(
  path: string,
  secret: Secret,
  head: Head<F> = checkSum(path) as Head<F>,
): Generator<Buffer> {
  const { manifest, encryption, bytes, bodyBytes } = head;
  const key = encryption && fileKey(keyFor(encryption, secret), encryption.nonce);
  const file = fs.openSync(path, 'r');
  try {
    const sum = createHash('sha256');
    let i = 0;
    for (const piece of filePieces(file, bytes.length, bodyBytes, key ? CHUNK + TAG : CHUNK)) {
      const plain = key ? open(key, bytes, piece, i, manifest.bytes) : piece;
      sum.update(plain);
      i += 1;
      if (i === Math.ceil(manifest.bytes / CHUNK)) refuseOther(sum, manifest);
      yield plain;
    }
  } finally {
    fs.closeSync(file);
  }
}

function refuseOther(sum: Hash, manifest: { readonly sha256: string }): void {
  if (sum.digest('hex') !== manifest.sha256) throw bad();
}

/** A plain file in pieces as `pack` wants them. */
export function* pieces(path: string): Generator<Buffer> {
  const file = fs.openSync(path, 'r');
  try {
    yield* filePieces(file, 0, fs.fstatSync(file).size);
  } finally {
    fs.closeSync(file);
  }
}

export function sha256Of(path: string): string {
  const sum = createHash('sha256');
  for (const piece of pieces(path)) sum.update(piece);
  return sum.digest('hex');
}

/** Writes pieces into a new working file; it need not outlive the program. */
export function writeNew(path: string, body: Iterable<Buffer>): void {
  withFile(path, 'wx', (file) => {
    for (const piece of body) writeAll(file, piece);
  });
}

/** Nonce of a chunk: its number, and whether it is the last one, so that none can be left out, moved or cut off. */
function nonceOf(i: number, bytes: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(i, 4);
  nonce.writeUInt32BE(i === Math.ceil(bytes / CHUNK) - 1 ? 1 : 0, 8);
  return nonce;
}

function sealer(key: Buffer, aad: Buffer, bytes: number): (piece: Buffer, i: number) => Buffer {
  return (piece, i) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(i, bytes));
    cipher.setAAD(aad);
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  };
}

/** The sum of the whole file is right here, so a chunk that does not open means another key. */
function open(key: Buffer, aad: Buffer, piece: Buffer, i: number, bytes: number): Buffer {
  if (piece.length <= TAG) throw bad();
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(i, bytes), { authTagLength: TAG });
  decipher.setAAD(aad);
  decipher.setAuthTag(piece.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw new DaichoError(i === 0 ? 'wrongPassword' : 'backupBad');
  }
}

function* filePieces(file: number, from: number, length: number, size = CHUNK): Generator<Buffer> {
  for (let at = 0; at < length; at += size) {
    const want = Math.min(size, length - at);
    const piece = read(file, from + at, want);
    if (piece.length !== want) throw bad();
    yield piece;
  }
}

function read(file: number, from: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const n = fs.readSync(file, buffer, got, length - got, from + got);
    if (n === 0) break;
    got += n;
  }
  return buffer.subarray(0, got);
}

function writeAll(file: number, bytes: Buffer): void {
  let done = 0;
  while (done < bytes.length) done += fs.writeSync(file, bytes, done, bytes.length - done);
}

function withFile<T>(path: string, flags: string, work: (file: number) => T): T {
  const file = fs.openSync(path, flags);
  try {
    return work(file);
  } finally {
    fs.closeSync(file);
  }
}

/** More brackets than a head has: parsing two million of them takes seconds and half a gigabyte. */
const MAX_BRACKETS = 1_000;

function parseJson(bytes: Buffer): unknown {
  let brackets = 0;
  for (const byte of bytes) if (byte === 0x5b || byte === 0x7b) brackets += 1;
  if (brackets > MAX_BRACKETS) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

function bad(): DaichoError {
  return new DaichoError('backupBad');
}
