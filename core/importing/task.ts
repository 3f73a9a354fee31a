import type { Kind } from '../../contract/catalogue/index.ts';
import type { OwnField } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { ImportCheck, ImportOutline, ImportPlan, SheetPlan, TextReading } from '../../contract/importing.ts';
import type { SheetPicture, TableRead } from '../../contract/importPicture.ts';
import type { MasterItem } from '../../contract/master.ts';
import { type ReadBook, readBook, type SheetData, type TextChoice } from '../excel/read/index.ts';
import type { RegisterState } from '../register/state.ts';
import { originOf } from '../roundTrip/origin.ts';
import { type MadeErrorBook, writeErrorBook } from './errorBook.ts';
import { openPicture, type Picture, pieceOf } from './picture.ts';
import { proposalOf } from './proposal.ts';
import { outlineOf, proposePlan, proposeTable, sheetOf } from './propose.ts';
import { type ImportedAsset, type Known, type Prepared, type Progress, prepare } from './rows.ts';

/** The part of an import that runs in the worker thread: reading, understanding, checking. Nothing is written here. */

/** Lives as long as the worker; a new file replaces the one before. */
export interface ImportSessionState {
  book?: ReadBook;
  /** The file itself, for a book that gives it back marked. */
  bytes?: Uint8Array;
  /** The last dry run, with what it was made from. */
  prepared?: { readonly key: string; readonly prepared: Prepared };
  /** The sheet that was looked at last, with the plan it was opened for. */
  looked?: { readonly key: string; readonly picture: Picture };
}

/** A file that was handed over, and what the person decided about it. */
export interface ImportFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly kind: Kind | null;
  readonly choice?: TextChoice;
}

/** What the main thread writes, piece by piece. */
export type ImportBatch =
  /** First and once: entries for the master lists, own fields, and what the dry run says. */
  | {
      readonly type: 'plan';
      readonly items: readonly MasterItem[];
      readonly ownFields: readonly OwnField[];
      readonly check: ImportCheck;
    }
  | { readonly type: 'assets'; readonly assets: readonly ImportedAsset[] };

const BATCH = 100;

/**
 * Reads a ledger and says how it is understood.
 * @throws DaichoError of `readBook`; nothingToImport for a file without a row below its headings
 */
export function readImport(
  session: ImportSessionState,
  input: ImportFile,
  state: RegisterState,
  progress: Progress,
): Omit<ImportOutline, 'importId'> {
  progress('ファイルを読んでいます', 0, null);
  const book = readBook(input.bytes, input.fileName, {}, input.choice ?? {});
  progress('表を読み取っています', 0, null);
  const plan = proposePlan(book, input.fileName, input.kind, state);
  const sheets = plan.sheets.map((one) => outlineOf(sheetOf(book, one)!, one));
  if (sheets.every((sheet) => sheet.rowCount === 0)) throw new DaichoError('nothingToImport');
  session.book = book;
  session.bytes = input.bytes;
  delete session.looked;
  delete session.prepared;
  return {
    fileName: input.fileName,
    format: book.format,
    text: textReading(book),
    notes: book.notes,
    ...(originOf(book) && { own: true }),
    sheets,
    plan,
  };
}

function textReading({ encoding, delimiter, encodingGuess }: ReadBook): TextReading | null {
  return encoding && delimiter && encodingGuess ? { encoding, delimiter, ...encodingGuess } : null;
}

/** Lines of one sheet as the plan has it. @throws DaichoError('invalidInput') for a sheet that the book does not have */
export function pictureOf(
  session: ImportSessionState,
  { sheet: plan, from, count }: { readonly sheet: SheetPlan; readonly from: number; readonly count: number },
): SheetPicture {
  const key = JSON.stringify(plan);
  if (session.looked?.key !== key) session.looked = { key, picture: openPicture(sheetIn(session, plan), plan) };
  return pieceOf(session.looked.picture, from, count);
}

/** The proposal for a table whose place the person corrected. What they said of its rows stays. */
export function tableOf(
  session: ImportSessionState,
  asked: { readonly sheet: SheetPlan; readonly kind: Kind | null; readonly fileName: string },
  state: RegisterState,
): TableRead {
  const { sheet: plan, kind, fileName } = asked;
  const { headerRow, headerRows, left, right, bottom, fieldsAsRows, recordRows, cards } = plan;
  const place = {
    headerRow,
    ...(headerRows !== undefined && { headerRows }),
    ...(left !== undefined && { left }),
    ...(right !== undefined && { right }),
    ...(bottom !== undefined && { bottom }),
    ...(fieldsAsRows !== undefined && { fieldsAsRows }),
    ...(recordRows !== undefined && { recordRows }),
    ...(cards !== undefined && { cards }),
  };
  const data = sheetIn(session, plan);
  const proposed = proposeTable(data, place, plan.sheet !== undefined, fileName, kind, state);
  const { name, sheet, rows } = plan;
  const read = {
    ...proposed,
    name,
    ...(sheet !== undefined && { sheet }),
    ...(rows !== undefined && { rows }),
    use: true,
  };
  return { sheet: read, outline: outlineOf(data, read) };
}

function sheetIn(session: ImportSessionState, plan: SheetPlan): SheetData {
  const sheet = sheetOf(bookOf(session), plan);
  if (!sheet) throw new DaichoError('invalidInput', `「${plan.name}」というシートはありません。`);
  return sheet;
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
  const prepared = preparedOnce(session, plan, known, progress);
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
  progress: Progress = () => undefined,
  goodRowsOnly = false,
): Iterable<ImportBatch> {
  const { assets, items, ownFields, check } = preparedOnce(session, plan, known, progress, goodRowsOnly);
  if (assets.length === 0) throw new DaichoError('nothingToImport');
  yield { type: 'plan', items, ownFields, check };
  for (let i = 0; i < assets.length; i += BATCH) yield { type: 'assets', assets: assets.slice(i, i + BATCH) };
}

/** The dry run, or the one before where neither the plan nor the register has changed since: the import takes that in. */
function preparedOnce(
  session: ImportSessionState,
  plan: ImportPlan,
  known: Known,
  progress: Progress,
  goodRowsOnly = false,
): Prepared {
  const book = bookOf(session);
  const key = JSON.stringify([known.head, known.today, goodRowsOnly, plan]);
  if (known.head !== undefined && session.prepared?.key === key) return session.prepared.prepared;
  // Two of them need not lie in memory.
  delete session.prepared;
  const prepared = prepare(book, plan, known, progress, goodRowsOnly);
  session.prepared = { key, prepared };
  return prepared;
}

/** The file back with what has to be looked at. @throws DaichoError('nothingToExport') when there is nothing */
export async function makeErrorBook(
  session: ImportSessionState,
  plan: ImportPlan,
  known: Known,
  path: string,
  progress: Progress,
): Promise<MadeErrorBook> {
  const book = bookOf(session);
  const prepared = preparedOnce(session, plan, known, progress);
  if (prepared.doubts.length === 0)
    throw new DaichoError('nothingToExport', '確かめるところがないので、直すためのExcelは要りません。');
  progress('直すためのExcelを作っています', 0, null);
  return writeErrorBook({ bytes: session.bytes!, book }, plan, prepared, path);
}

function bookOf(session: ImportSessionState): ReadBook {
  if (!session.book) throw new DaichoError('notFound', '取り込むファイルを、もう一度選んでください。');
  return session.book;
}
