import { stat } from 'node:fs/promises';
import { DaichoError } from '../../../contract/errors.ts';
import { writeAtomically } from '../../files/atomic.ts';
import { checkBook } from './check.ts';
import { writeCover } from './cover.ts';
import { writeEnd } from './end.ts';
import { writeLedger } from './ledger.ts';
import { LONG_TEXT_SHEET, LongTexts } from './longTexts.ts';
import type { Book } from './model.ts';
import { ORIGIN_SHEET, type WrittenSheet, writeOrigin } from './origin.ts';
import { type OpenBook, openBook, showFirstSheet } from './stream.ts';
import { type ChoiceList, writeTables } from './tables.ts';
import { cleanText, sheetName } from './text.ts';

export interface WriteOptions {
  /** Called every few hundred rows with the number of data rows written so far. */
  readonly onProgress?: (rows: number) => void;
  readonly signal?: AbortSignal;
}

export interface Written {
  /** Data rows over all ledger sheets, without headers. */
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Writes an Excel ledger: 表紙, the ledger sheets, 分類の定義, 出力の記録 (and, where needed, 長い文章の続き and a hidden
 * リスト and 往復). The file appears complete and checked, or the old one stays as it was (reliability.md P4).
 *
 * @param path the .xlsx to write or replace.
 * @throws DaichoError cancelled, diskFull, readOnly, fileInUse, notFound (folder), fileTooLarge (more rows than Excel has).
 */
export function writeBook(book: Book, path: string, options: WriteOptions = {}): Promise<Written> {
  return writeFile(path, options, (open, stopIfCancelled) => fill(open, book, stopIfCancelled, options.onProgress));
}

/** Data rows, and for every sheet in order the rows to expect in it (null: not counted). */
export interface Filled {
  readonly rows: number;
  readonly sheetRows: (number | null)[];
}

/** Writes any book in the way of writeBook: complete and checked, or not at all. */
export async function writeFile(
  path: string,
  options: WriteOptions,
  write: (open: OpenBook, stopIfCancelled: () => void) => Promise<Filled>,
): Promise<Written> {
  const { signal } = options;
  const stopIfCancelled = () => {
    if (signal?.aborted) throw new DaichoError('cancelled');
  };
  stopIfCancelled();
  const { rows, bytes } = await writeAtomically(
    path,
    async (tempPath) => {
      const open = await openBook(tempPath);
      try {
        const counts = await write(open, stopIfCancelled);
        return { ...counts, bytes: (await stat(tempPath)).size };
      } catch (error) {
        await open.destroy();
        throw error;
      }
    },
    async (tempPath, result) => {
      stopIfCancelled();
      await checkBook(tempPath, result.sheetRows);
      stopIfCancelled();
    },
  );
  return { rows, bytes };
}

/** Writes all sheets. */
async function fill(
  open: OpenBook,
  book: Book,
  stopIfCancelled: () => void,
  onProgress: WriteOptions['onProgress'],
): Promise<Filled> {
  const { workbook } = open;
  workbook.creator = cleanText(book.exportedBy);
  workbook.lastModifiedBy = workbook.creator;
  showFirstSheet(workbook);

  // Excel reserves History. The names of our own sheets come first, so that a ledger with the same name gives way.
  const taken = new Set(['history']);
  const [coverName, definitionName, factName, proofName, longName, listName, originName] = [
    '表紙',
    '分類の定義',
    '出力の記録',
    '照合',
    LONG_TEXT_SHEET,
    'リスト',
    ORIGIN_SHEET,
  ].map((name) => sheetName(name, taken)) as [string, string, string, string, string, string, string];

  const long = new LongTexts();
  const lists: ChoiceList[] = [];
  const sheetRows: (number | null)[] = [];
  const written: WrittenSheet[] = [];
  let rows = 0;
  writeCover(workbook, book, coverName, long);
  sheetRows.push(null);
  for (const model of book.sheets) {
    const batchDone = (count: number) => {
      rows += count;
      stopIfCancelled();
      onProgress?.(rows);
    };
    const context = { open, book, long, listSheet: listName, lists, batchDone };
    const name = sheetName(model.name, taken);
    sheetRows.push(await writeLedger(context, model, name));
    written.push({ name, columns: model.columns });
  }
  if (book.definitions.length > 0) {
    writeTables(workbook, book, definitionName, book.definitions, long);
    sheetRows.push(null);
  }
  const names = { facts: factName, proof: proofName, long: longName, lists: listName };
  sheetRows.push(...writeEnd(workbook, book, names, long, lists));
  if (book.origin) {
    writeOrigin(workbook, originName, book.origin, written, long);
    sheetRows.push(null);
  }
  await open.finish();
  return { rows, sheetRows };
}
