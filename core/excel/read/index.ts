import { DaichoError } from '../../../contract/errors.ts';
import { readCsv } from './csv.ts';
import { kindOf } from './kind.ts';
import { DEFAULT_LIMITS, type Limits, type ReadBook } from './types.ts';
import { readXlsx } from './xlsx.ts';

export {
  type Cell,
  DEFAULT_LIMITS,
  type Limits,
  type ReadBook,
  type SheetData,
  type SheetRow,
} from './types.ts';
export { preflightZip } from './zip.ts';

/**
 * Reads a hand-made ledger: an Excel book (.xlsx, .xlsm) or delimited text (.csv, .tsv, .txt). Synchronous; run it in a
 * worker thread. Never evaluates formulas, follows links or runs macros. A file is read whole or refused, never in part.
 * @param fileName with its extension; decides only whether text may be read as CSV.
 * @throws DaichoError unsupportedFile, passwordProtected, fileUnreadable or fileTooLarge, each with a Japanese detail
 */
export function readBook(bytes: Uint8Array, fileName: string, limits: Partial<Limits> = {}): ReadBook {
  const bounds: Limits = { ...DEFAULT_LIMITS, ...limits };
  if (bytes.length > bounds.maxFileBytes) {
    const megabytes = Math.floor(bounds.maxFileBytes / 1024 / 1024);
    throw new DaichoError('fileTooLarge', `ファイルの大きさが上限（${megabytes}MB）を超えています。`);
  }
  return kindOf(bytes, fileName) === 'zip' ? readXlsx(bytes, bounds) : readCsv(bytes, bounds);
}
