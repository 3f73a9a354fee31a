import type { BookFacts } from './formModel.ts';
import type { LongTexts } from './longTexts.ts';
import { writeProof } from './proof.ts';
import type { BookWriter } from './stream.ts';
import { type ChoiceList, writeFacts, writeLists, writeLongTexts } from './tables.ts';

/** Names of the sheets that stand at the end of every book. */
interface EndNames {
  readonly facts: string;
  readonly proof: string;
  readonly long: string;
  readonly lists: string;
}

/**
 * What stands behind the sheets of every book: 出力の記録 and, where there is something for them, 照合, 長い文章の続き and
 * the hidden リスト. After all others, which fill `long` and `lists`.
 * @returns for each sheet the rows to expect in it (null: not counted)
 */
export function writeEnd(
  workbook: BookWriter,
  book: BookFacts,
  names: EndNames,
  long: LongTexts,
  lists: readonly ChoiceList[],
): (number | null)[] {
  const sheetRows: (number | null)[] = [null];
  writeFacts(workbook, book, names.facts, long);
  if (book.proof) {
    writeProof(workbook, book, names.proof, book.proof);
    sheetRows.push(null);
  }
  if (long.count > 0) {
    writeLongTexts(workbook, book, names.long, long);
    sheetRows.push(long.rows.length + 1);
  }
  if (lists.length > 0) {
    writeLists(workbook, names.lists, lists, long);
    sheetRows.push(null);
  }
  return sheetRows;
}
