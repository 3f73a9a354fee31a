import { z } from 'zod';
import { kindSchema } from './asset.ts';
import { COMPOUND_HEADINGS, type CompoundHeading, type Field, fieldsOf, KINDS, type Kind } from './catalogue/index.ts';
import { foldHeading } from './japanese/fold.ts';

/** What to do with one sheet. Columns that map to null are kept word for word in 取込元のその他の列. */
const sheetPlanSchema = z.object({
  name: z.string().max(200),
  use: z.boolean(),
  /** Sheet row of the headings. */
  headerRow: z.number().int().min(1),
  /** Kind of every row without a 資産区分 of its own. */
  kind: kindSchema.nullable(),
  /** Field id, id of a compound column (`compoundId`) or null for each column, from column 1. */
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
  readonly format: 'xlsx' | 'csv' | 'ods';
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
  'bringsBack',
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
  /** A subtotal, heading or note that stands among the rows. */
  'notAsset',
  /** 〃 or 同上: not resolved. */
  'ditto',
  /** A code or number that the spreadsheet seems to have turned into a number or date. */
  'convertedNumber',
  /** Two dates in the wrong order, or a date of something past that lies ahead. */
  'dateOrder',
  /** A cell of two facts, a mark or a word of a fixed list that cannot be read. */
  'notUnderstood',
  /** The sheet has no column of names; the model stands in. */
  'assumedName',
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEM_CODES)[number];

/** A row of the sheet that something is said about, so that it can be shown with the cell in its place. */
export interface AffectedRow {
  readonly sheet: string;
  /** 1-based row of the sheet (CSV: record). */
  readonly row: number;
  /** Texts from column 1, each at most 200 characters; blank ones at the end are left out. */
  readonly cells: readonly string[];
}

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
  /** Rows of the listed problems, in the order of their first one; 50,000 cells at most. */
  readonly affected: readonly AffectedRow[];
  /** Entries that would be added to master lists (`list` is the list's id); count: cells that use them. */
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

/** Column letters of a sheet: 0 -> A, 26 -> AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** Id under which a compound heading stands in a plan's columns: `period:contractFrom+contractUntil`. */
export function compoundId(compound: CompoundHeading): string {
  return `${compound.how}:${compound.fields.join('+')}${compound.item ? `=${compound.item}` : ''}`;
}

const COMPOUNDS = new Map(COMPOUND_HEADINGS.map((compound) => [compoundId(compound), compound]));

/** The compound heading of a plan's column; undefined when the id is a field's. */
export function compoundOf(id: string): CompoundHeading | undefined {
  return COMPOUNDS.get(id);
}

/** False for what the app computes itself; numbers of related assets become links. */
export function isImportable(field: Field): boolean {
  return field.origin !== 'derived' || field.id === 'relatedNumbers';
}

/** Folded heading -> id of a field or compound, for each kind. A label wins over another field's synonym. */
const WORDS = new Map(
  KINDS.map((kind) => {
    const words = new Map<string, string>();
    const add = (word: string, id: string) => {
      const folded = foldHeading(word);
      if (!words.has(folded)) words.set(folded, id);
    };
    const fields = fieldsOf(kind).filter(isImportable);
    const ids = new Set(fields.map((field) => field.id));
    for (const field of fields) add(field.label, field.id);
    for (const field of fields) for (const word of field.synonyms ?? []) add(word, field.id);
    for (const compound of COMPOUND_HEADINGS) {
      if (!compound.fields.some((id) => ids.has(id))) continue;
      for (const word of compound.headings) add(word, compoundId(compound));
    }
    return [kind, words] as const;
  }),
);

/** Id of the field or compound that a heading means in a ledger of this kind; null when it means none. */
export function meaningOf(kind: Kind, heading: string): string | null {
  return WORDS.get(kind)?.get(foldHeading(heading)) ?? null;
}

/**
 * Field or compound id for each heading. Where the rows are of several kinds, the first of `kinds` that knows the
 * heading decides (no kinds: all of them). Each id goes to its first column only.
 */
export function proposeColumns(headings: readonly string[], kinds: readonly Kind[]): (string | null)[] {
  const taken = new Set<string>();
  return headings.map((heading) => {
    if (heading === '') return null;
    for (const kind of kinds.length > 0 ? kinds : KINDS) {
      const id = meaningOf(kind, heading);
      if (id === null) continue;
      if (taken.has(id)) return null;
      taken.add(id);
      return id;
    }
    return null;
  });
}
