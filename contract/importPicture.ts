import { z } from 'zod';
import { kindSchema } from './asset.ts';
import { type SheetOutline, type SheetPlan, sheetPlanSchema } from './importing.ts';

/** The picture of a sheet: what each of its rows was understood as, and why, so that a person can see and correct it. */

/**
 * What a row was understood as. The first three are assets: an ordinary one, one without a name (it can't come in), one
 * of which nothing but the name is known (perhaps a heading).
 */
export const LINE_CLASSES = [
  'asset',
  'nameless',
  'bare',
  /** Above the headings: title, date, printed remarks. */
  'title',
  /** Above the headings: 決裁欄. */
  'approval',
  /** The headings of the table. */
  'heading',
  /** The headings once more, as on each printed page. */
  'repeated',
  /** A heading between the rows: 【総務グループ】. */
  'group',
  'total',
  'note',
  'legend',
  'example',
  'blank',
  /** The person said that it is no asset. */
  'skipped',
  /** Goes on with the asset above it. */
  'continued',
  /** Beyond the last row of the table. */
  'outside',
] as const;
export type LineClass = (typeof LINE_CLASSES)[number];

export interface PictureLine {
  /** 1-based row of the sheet (CSV: record); of a turned table: the column. */
  readonly row: number;
  /** Last row of the line: larger than `row` only for blank rows, which are one line together. */
  readonly rowEnd: number;
  readonly as: LineClass;
  /** Why, in a Japanese sentence; '' for an asset without a remark. */
  readonly reason: string;
  readonly struck: boolean;
  readonly hidden: boolean;
  /** The person said what the row is. */
  readonly said: boolean;
  /** Texts from column 1, each at most 200 characters; blank ones at the end are left out. */
  readonly cells: readonly string[];
}

export interface SheetPicture {
  /** Headings stand below each other in the book: a line of the picture is a column of the sheet. */
  readonly turned: boolean;
  /** Headings of the table for each column, from column 1; '' outside of it. */
  readonly headings: readonly string[];
  /** Columns of the sheet that are filled anywhere. */
  readonly width: number;
  /** Columns that are hidden in the book, from 1. */
  readonly hiddenColumns: readonly number[];
  /** Lines of the whole sheet. */
  readonly total: number;
  /** Index of the first of `lines`. */
  readonly from: number;
  readonly lines: readonly PictureLine[];
  /** Rows that are assets, and those among them that are struck out or hidden. */
  readonly assets: number;
  readonly odd: number;
  /** How many rows there are of each class that is no asset. */
  readonly others: readonly { readonly as: LineClass; readonly rows: number }[];
  /** Indexes of the lines below the headings that a person should look at: no assets, struck out, hidden; at most 2,000. */
  readonly stops: readonly number[];
}

export const pictureSchema = z.object({
  importId: z.string().min(1).max(64),
  sheet: sheetPlanSchema,
  /** Index of the first line wanted. */
  from: z.number().int().min(0),
  count: z.number().int().min(0).max(400),
});

export const tableSchema = pictureSchema.pick({ importId: true, sheet: true }).extend({
  /** Where the person has said what the table is about; null: the app proposes it. */
  kind: kindSchema.nullable(),
});

/** A table read anew at the place that the person pointed at. */
export interface TableRead {
  readonly sheet: SheetPlan;
  readonly outline: SheetOutline;
}
