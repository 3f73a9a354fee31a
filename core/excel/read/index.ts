import { DaichoError } from '../../../contract/errors.ts';
import { readCsv } from './csv.ts';
import { kindOf, odfKind } from './kind.ts';
import { readOds } from './ods.ts';
import { PartStore } from './package.ts';
import { DEFAULT_LIMITS, type Limits, type ReadBook, type TextChoice } from './types.ts';
import { readXlsx } from './xlsx.ts';
import { inflateEntry, preflightZip, type ZipEntry } from './zip.ts';

export {
  type Cell,
  DEFAULT_LIMITS,
  type Limits,
  type ReadBook,
  readerBounds,
  type SheetData,
  type SheetRow,
  type TextChoice,
} from './types.ts';
export { preflightZip } from './zip.ts';

/**
 * Reads a hand-made ledger: an Excel book (.xlsx, .xlsm), an OpenDocument spreadsheet (.ods) or delimited text (.csv,
 * .tsv, .txt). Synchronous; run it in a worker thread. Never evaluates formulas, follows links or runs macros. A file is read whole or refused, never in part.
 * @param fileName with its extension; decides only whether text may be read as CSV.
 * @param choice what the person decided about a text file; without it encoding and delimiter are guessed.
 * @throws DaichoError unsupportedFile, passwordProtected, fileUnreadable or fileTooLarge, each with a Japanese detail
 */
export function readBook(
  bytes: Uint8Array,
  fileName: string,
  limits: Partial<Limits> = {},
  choice: TextChoice = {},
): ReadBook {
  const bounds: Limits = { ...DEFAULT_LIMITS, ...limits };
  if (bytes.length > bounds.maxFileBytes) {
    const megabytes = Math.floor(bounds.maxFileBytes / 1024 / 1024);
    throw new DaichoError('fileTooLarge', `ファイルの大きさが上限（${megabytes}MB）を超えています。`);
  }
  if (kindOf(bytes, fileName) === 'text') return readCsv(bytes, bounds, choice);
  const store = new PartStore(bytes, preflightZip(bytes, bounds), bounds);
  return odfKind(store) === 'ods' ? readOds(store, bounds) : readXlsx(store, bounds);
}

/** A part of a sound zip: as it lies, and read. */
export interface PackageEntry extends Pick<ZipEntry, 'name' | 'method' | 'crc' | 'size'> {
  /** As it lies in the file, deflated where `method` is 8. */
  readonly data: Uint8Array;
  readonly read: () => Uint8Array;
}

/** The parts of a zip with the reader's own guards. @throws DaichoError as `readBook` does */
export function readPackage(bytes: Uint8Array): PackageEntry[] {
  return preflightZip(bytes, DEFAULT_LIMITS).map((entry) => ({
    name: entry.name,
    method: entry.method,
    crc: entry.crc,
    size: entry.size,
    data: bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedSize),
    read: () => inflateEntry(bytes, entry, DEFAULT_LIMITS),
  }));
}
