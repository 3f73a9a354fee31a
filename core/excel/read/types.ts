/**
 * One filled cell. `text` is what a person sees or typed: text as is, numbers in plain decimal notation (with leading
 * zeros where the number format shows them), dates as YYYY-MM-DD (THH:MM:SS appended only when there is a time part),
 * booleans as TRUE / FALSE, errors as #REF! and so on. A time of day or a duration without a date is `text`.
 */
export interface Cell {
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error';
  readonly text: string;
  /** The stored number of a number or date cell; for a date the serial in the book's own date system. */
  readonly number?: number;
  /**
   * Only for a number that the book shows in scientific notation (1.00E+05): what a person sees there. Most often such a
   * number once was a code like "1E5" that Excel took for a number.
   */
  readonly shown?: string;
  /** The number has more than the 15 digits that a spreadsheet keeps: a longer code typed there has lost its end. */
  readonly digitsLost?: true;
  /** Only for dates whose format does not show year, month and day: the rest may be Excel's invention ("1-2" → 1月2日). */
  readonly shows?: DateParts;
  /** The number format writes the date with its era (令和7年…). */
  readonly era?: true;
  /** Reading from the phonetic guide (ふりがな), letters without a guide as they are. Only where it differs from `text`. */
  readonly kana?: string;
  /** Struck through: all of the text or a part of it. By font or by runs; conditional formats are not evaluated. */
  readonly struck?: 'all' | 'part';
  /** With struck = 'part': what is left without the struck letters. */
  readonly unstruck?: string;
  /** A stored result of a formula. The formula itself is neither read nor evaluated. */
  readonly formula?: true;
  readonly bold?: true;
  /** Colour behind the cell as the book names it ("FFD9D9D9", "theme:0:-0.15", "indexed:22"): to compare, not to draw. */
  readonly fill?: string;
}

/** What a date format shows when it is not the whole date. */
export type DateParts = 'yearMonth' | 'monthDay' | 'year' | 'other';

/** Inclusive, 1-based sheet rows and columns. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** An Excel table (「テーブルとして書式設定」). */
export interface TableRange extends Merge {
  readonly headerRows: number;
  readonly totalsRows: number;
}

export interface SheetRow {
  /** 1-based sheet row; for CSV the record number. */
  readonly row: number;
  /** Index 0 is column A; blank cells are null; nothing after the last filled cell. */
  readonly cells: readonly (Cell | null)[];
  /** Hidden by hand, by a closed outline or by a filter. */
  readonly hidden?: true;
}

export interface SheetData {
  /** Sheet name; for CSV always "(csv)". */
  readonly name: string;
  readonly hidden: boolean;
  /** Hidden so that Excel's own menu does not offer it. */
  readonly veryHidden?: true;
  /** Filled rows only, from top to bottom. Hidden rows are read like the others. */
  readonly rows: readonly SheetRow[];
  /** Merged ranges, clipped to the used range; ranges that cover only one used cell are left out. */
  readonly merges: readonly Merge[];
  /** Hidden columns (1-based) as far as there are filled cells. */
  readonly hiddenColumns?: readonly number[];
  /** Range of the auto filter, clipped like the merges. */
  readonly filter?: Merge;
  readonly tables?: readonly TableRange[];
}

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis';

/** How sure the encoding of a text file is. The screen shows the samples side by side and lets the person choose. */
export interface EncodingGuess {
  /** certain: by its mark, or the file is plain ASCII. doubtful: another reading makes as much sense. */
  readonly confidence: 'certain' | 'likely' | 'doubtful';
  /** Every encoding in which the file can be read at all, the chosen one first. `sample`: up to 3 lines with Japanese. */
  readonly readings: readonly { readonly encoding: CsvEncoding; readonly sample: readonly string[] }[];
}

/** What the person decided about a text file, instead of the guess. */
export interface TextChoice {
  readonly encoding?: CsvEncoding;
  readonly delimiter?: Delimiter;
}

export type Delimiter = ',' | '\t' | ';';

export interface ReadBook {
  readonly format: 'xlsx' | 'csv' | 'ods';
  /** CSV only. */
  readonly encoding?: CsvEncoding;
  readonly encodingGuess?: EncodingGuess;
  readonly delimiter?: Delimiter;
  readonly sheets: readonly SheetData[];
  /** Japanese sentences for the person: what was not read, and why. */
  readonly notes: readonly string[];
}

/** Bounds that keep the reader inside about 512 MB and a few seconds (reliability.md P25). Sizes in bytes. */
export interface Limits {
  readonly maxFileBytes: number;
  /** Size of a CSV file, and letters of one of its records (an open quote swallows all that follows). */
  readonly maxTextBytes: number;
  readonly maxRecordLength: number;
  readonly maxEntries: number;
  /** Sum of the uncompressed sizes declared in the zip's central directory. */
  readonly maxTotalBytes: number;
  /** Uncompressed size of one part that has to be read. */
  readonly maxPartBytes: number;
  readonly maxSheets: number;
  /** Letters of one cell; Excel itself stops at 32,767. */
  readonly maxTextLength: number;
  /** How many times its size in the file a large part may have; the worst sheets of people have 40. */
  readonly maxRatio: number;
  /** Filled cells of the whole book. */
  readonly maxCells: number;
  /** Array positions of the whole book: filled cells and the gaps left of them. */
  readonly maxSlots: number;
  /** Merged ranges of one sheet. */
  readonly maxMerges: number;
}

const MB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  maxFileBytes: 100 * MB,
  maxTextBytes: 50 * MB,
  maxRecordLength: 1_000_000,
  maxEntries: 2_000,
  maxTotalBytes: 512 * MB,
  maxPartBytes: 192 * MB,
  maxRatio: 200,
  // As many as an import plan holds.
  maxSheets: 200,
  maxTextLength: 1_000_000,
  maxCells: 8_000_000,
  maxSlots: 16_000_000,
  maxMerges: 100_000,
};

/** Larger files are real ledgers of tens of thousands of rows; what kills a reader is small. */
const LARGE_FILE = 8 * MB;

/**
 * Bounds of the thread that reads a file of so many bytes. With 384 MB of heap the process stays under 512 MB, and no
 * file of a usual size holds anyone up for more than 20 s (reliability.md P25).
 */
export function readerBounds(fileBytes: number): { readonly memoryMb: number; readonly deadlineMs: number } {
  return fileBytes > LARGE_FILE ? { memoryMb: 1024, deadlineMs: 60_000 } : { memoryMb: 384, deadlineMs: 20_000 };
}

/** Excel's own sheet bounds. */
export const MAX_ROW = 1_048_576;
export const MAX_COLUMN = 16_384;
