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
}

/** Inclusive, 1-based sheet rows and columns. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetRow {
  /** 1-based sheet row; for CSV the record number. */
  readonly row: number;
  /** Index 0 is column A; blank cells are null; nothing after the last filled cell. */
  readonly cells: readonly (Cell | null)[];
}

export interface SheetData {
  /** Sheet name; for CSV always "(csv)". */
  readonly name: string;
  readonly hidden: boolean;
  /** Filled rows only, from top to bottom. Hidden rows are read like the others. */
  readonly rows: readonly SheetRow[];
  /** Merged ranges, clipped to the used range; ranges that cover only one used cell are left out. */
  readonly merges: readonly Merge[];
}

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis';

export interface ReadBook {
  readonly format: 'xlsx' | 'csv';
  /** CSV only. */
  readonly encoding?: CsvEncoding;
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
  maxRecordLength: 4_000_000,
  maxEntries: 2_000,
  maxTotalBytes: 512 * MB,
  maxPartBytes: 256 * MB,
  maxCells: 8_000_000,
  maxSlots: 16_000_000,
  maxMerges: 100_000,
};

/** Excel's own sheet bounds. */
export const MAX_ROW = 1_048_576;
export const MAX_COLUMN = 16_384;
