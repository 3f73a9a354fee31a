import { z } from 'zod';
import { kindSchema } from './asset.ts';

/** What to do with one sheet. Columns that map to null are kept word for word in 取込元のその他の列. */
const sheetPlanSchema = z.object({
  name: z.string().max(200),
  use: z.boolean(),
  /** Sheet row of the headings. */
  headerRow: z.number().int().min(1),
  /** Kind of every row without a 資産区分 of its own. */
  kind: kindSchema.nullable(),
  /** Field id (or null) for each column, from column 1. */
  columns: z.array(z.string().max(64).nullable()).max(16_384),
});
export const importPlanSchema = z.object({
  sheets: z.array(sheetPlanSchema).max(200),
  /** Scheme in which this ledger writes its levels. */
  schemeId: z.string().max(64),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;

/** A file as base64; at most 32 MiB. */
export const importReadSchema = z.object({
  fileName: z.string().min(1).max(300),
  base64: z.string().max(45_000_000),
  kind: kindSchema.nullable().optional(),
});

export interface SheetOutline {
  readonly name: string;
  readonly hidden: boolean;
  /** First rows as text, for the picture of the sheet. */
  readonly head: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly headings: readonly string[];
  readonly rowCount: number;
}

export interface ImportOutline {
  readonly importId: string;
  readonly fileName: string;
  readonly format: 'xlsx' | 'csv';
  readonly encoding: string | null;
  readonly notes: readonly string[];
  readonly sheets: readonly SheetOutline[];
  /** What the app understood; the person may correct it. */
  readonly plan: ImportPlan;
}

export interface ImportProblem {
  readonly sheet: string;
  /** 1-based row of the sheet (CSV: record). */
  readonly row: number;
  /** Heading of the column, '' for the whole row. */
  readonly column: string;
  /** A1 reference of the cell, '' for the whole row. */
  readonly cell: string;
  readonly value: string;
  /** 'error': the row is left out; 'warning': taken in, to be looked at. */
  readonly severity: 'error' | 'warning';
  readonly code: ImportProblemCode;
  readonly message: string;
}
export const IMPORT_PROBLEM_CODES = [
  'missingName',
  'missingKind',
  'numberExists',
  'numberTwice',
  'badDate',
  'badNumber',
  'badLevel',
  'otherScheme',
  'badKind',
  'newItem',
  'similarItem',
  'errorValue',
  'otherColumn',
  'unknownRelated',
  'belowMinimum',
  'importanceDiffers',
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEM_CODES)[number];

export interface ImportCheck {
  readonly rows: number;
  /** Rows that will come in without a remark. */
  readonly clean: number;
  /** Rows that will come in with a warning. */
  readonly doubtful: number;
  /** Rows that will be left out. */
  readonly leftOut: number;
  readonly byKind: readonly { readonly label: string; readonly rows: number }[];
  /** At most 1,000 are listed; problemCount is the full number. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  /** Entries that would be added to master lists. */
  readonly newItems: readonly { readonly list: string; readonly label: string; readonly count: number }[];
}

/** Count in = count out: rows = imported + skipped. */
export interface ImportReceipt {
  readonly rows: number;
  readonly imported: number;
  readonly skipped: number;
  readonly changeId: string;
  readonly fileName: string;
  readonly byKind: readonly { readonly label: string; readonly rows: number }[];
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  readonly newItems: readonly { readonly list: string; readonly label: string; readonly count: number }[];
}
