import type { Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { ImportCheck, ImportOutline, ImportPlan } from '../../contract/importing.ts';
import type { MasterItem } from '../../contract/master.ts';
import type { NewAsset } from '../asset/store.ts';
import { type ReadBook, readBook } from '../excel/read/index.ts';
import type { RegisterState } from '../register/state.ts';
import { originOf } from '../roundTrip/origin.ts';
import { proposalOf } from './proposal.ts';
import { outlineOf, proposePlan, sheetOf } from './propose.ts';
import { type Known, type Progress, prepare } from './rows.ts';

/** The part of an import that runs in the worker thread: reading, understanding, checking. Nothing is written here. */

/** Lives as long as the worker; a new file replaces the one before. */
export interface ImportSessionState {
  book?: ReadBook;
}

/** What the main thread writes, piece by piece. */
export type ImportBatch =
  /** First and once: entries for the master lists, and what the dry run says. */
  | { readonly type: 'plan'; readonly items: readonly MasterItem[]; readonly check: ImportCheck }
  | { readonly type: 'assets'; readonly assets: readonly NewAsset[] };

const BATCH = 100;

/**
 * Reads a ledger and says how it is understood.
 * @throws DaichoError of `readBook`; nothingToImport for a file without a row below its headings
 */
export function readImport(
  session: ImportSessionState,
  input: { readonly fileName: string; readonly bytes: Uint8Array; readonly kind: Kind | null },
  state: RegisterState,
  progress: Progress,
): Omit<ImportOutline, 'importId'> {
  progress('ファイルを読んでいます', 0, null);
  const book = readBook(input.bytes, input.fileName);
  progress('表を読み取っています', 0, null);
  const plan = proposePlan(book, input.fileName, input.kind, state);
  const sheets = plan.sheets.map((one) => outlineOf(sheetOf(book, one)!, one));
  if (sheets.every((sheet) => sheet.rowCount === 0)) throw new DaichoError('nothingToImport');
  session.book = book;
  return {
    fileName: input.fileName,
    format: book.format,
    encoding: book.encoding ?? null,
    notes: book.notes,
    ...(originOf(book) && { own: true }),
    sheets,
    plan,
  };
}

/** The dry run; `full` with the proposal of every row. @throws DaichoError('nothingToImport') when the plan uses no sheet with rows */
export function checkImport(
  session: ImportSessionState,
  plan: ImportPlan,
  known: Known,
  progress: Progress,
  full = false,
): ImportCheck {
  const book = bookOf(session);
  const prepared = prepare(book, plan, known, progress);
  return full ? { ...prepared.check, proposal: proposalOf(book, plan, prepared, known.state) } : prepared.check;
}

/**
 * What the dry run promised, in pieces of 100 assets.
 * @throws DaichoError('nothingToImport') when no row would come in
 */
export function* importBatches(
  session: ImportSessionState,
  plan: ImportPlan,
  known: Known,
  goodRowsOnly = false,
): Iterable<ImportBatch> {
  const { assets, items, check } = prepare(bookOf(session), plan, known, () => undefined, goodRowsOnly);
  if (assets.length === 0) throw new DaichoError('nothingToImport');
  yield { type: 'plan', items, check };
  for (let i = 0; i < assets.length; i += BATCH) yield { type: 'assets', assets: assets.slice(i, i + BATCH) };
}

function bookOf(session: ImportSessionState): ReadBook {
  if (!session.book) throw new DaichoError('notFound', '取り込むファイルを、もう一度選んでください。');
  return session.book;
}
