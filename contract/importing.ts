import { z } from 'zod';
import { kindSchema } from './asset.ts';
import {
  ALL_FIELDS,
  COMPOUND_HEADINGS,
  type CompoundHeading,
  type Field,
  type FieldValue,
  fieldsOf,
  KINDS,
  type Kind,
} from './catalogue/index.ts';
import type { Catalogue, OwnFieldType } from './catalogue/own.ts';
import { guessHeading, mayGuess, simplerHeadings } from './headingWords.ts';
import { foldHeading } from './japanese/fold.ts';
import type { Output } from './job.ts';
import { ownLabelOf, ownLabelSchema, ownTypeSchema } from './ownField.ts';

/** What to do with one sheet. Columns that map to null are kept word for word in 取込元のその他の列. */
export const sheetPlanSchema = z.object({
  /** Names the table within the file: the sheet's name, with the table's place behind it where a sheet holds several. */
  name: z.string().max(200),
  /** Name of the sheet where it is not `name`. */
  sheet: z.string().max(200).optional(),
  use: z.boolean(),
  /** Sheet row of the (first row of) headings; the column of the headings where fields stand as rows. */
  headerRow: z.number().int().min(1),
  /** Rows that the headings take: 2 for 評価値 above 機密性・完全性・可用性. Absent: 1. */
  headerRows: z.number().int().min(1).max(5).optional(),
  /** First and last column (from 1) and last row of the table, where the sheet holds more than this one. */
  left: z.number().int().min(1).optional(),
  right: z.number().int().min(1).optional(),
  bottom: z.number().int().min(1).optional(),
  /** Headings stand below each other in a column, each asset is a column. */
  fieldsAsRows: z.boolean().optional(),
  /** Rows below each other that one asset takes, the headings too: 型番 in the first, 製造番号 below it. Absent: 1. */
  recordRows: z.number().int().min(2).max(3).optional(),
  /** Each asset is a card: a heading with its value to the right, pair after pair. The cards are the rows from 2 on. */
  cards: z.boolean().optional(),
  /** A row whose 種別 belongs to the list of another kind is of that kind (ルータ in a book of 機器). */
  kindByType: z.boolean().optional(),
  /** The headings between the rows say the kind of the rows below them. */
  kindByHeading: z.boolean().optional(),
  /** The kind is a guess between several that fit equally well: the person has to say it. */
  kindUnsure: z.boolean().optional(),
  /** Columns (index from 0) in which a blank cell means the value above it, as the person said. */
  fillDown: z.array(z.number().int().min(0).max(16_383)).max(200).optional(),
  /** What the person said about single rows, by row number: an asset, or none. */
  rows: z.record(z.string().regex(/^[1-9]\d{0,6}$/), z.boolean()).optional(),
  /** Kind of every row without a 資産区分 of its own. */
  kind: kindSchema.nullable(),
  /** Field id, id of a compound column (`compoundId`), of a new own field (`newOwnId`) or null for each column, from column 1. */
  columns: z.array(z.string().max(64).nullable()).max(16_384),
});
/**
 * What becomes of a row that looks like something that is there already, or that is struck out.
 * - new: an asset of its own.
 * - update: the asset of the register that it looks like takes what the row fills and what differs.
 * - skip: it is left out.
 * - disposed: an asset of its own whose 状態 is 廃棄済.
 */
export const ROW_WAYS = ['new', 'update', 'skip', 'disposed'] as const;
export type RowWay = (typeof ROW_WAYS)[number];

/** Remarks about a whole row of which a person says what becomes of it. */
export const ROW_FINDINGS = [
  'numberExists',
  'alreadyTaken',
  'sameSerial',
  'sameName',
  'similarName',
  'numberTwice',
  'serialTwice',
  'struckOut',
] as const;
export type RowFinding = (typeof ROW_FINDINGS)[number];

/** What the person said of a doubtful cell, or of a row. */
const correctionSchema = z.object({
  /** Name of the sheet, as in the problem. */
  sheet: z.string().max(200),
  /** A1 reference; '' for the whole row. */
  cell: z.string().max(20),
  row: z.number().int().min(1),
  /** What stands in the cell. */
  text: z.string().max(500),
  /**
   * - value: `to` stands there instead, as if it had been typed in the book.
   * - blank: nothing stands there; the words are kept in 取込元のその他の列.
   * - keep: it has been looked at and is taken as it is.
   * - a way: becomes of the row, for the sake of what was found at this cell.
   */
  how: z.enum(['value', 'blank', 'keep', ...ROW_WAYS]),
  /** Of `value`: the text. Of `update`: the number of the asset that is meant; should the row look like another one by then, nothing was said. */
  to: z.string().max(2000).optional(),
  /** Of a way: what was found. */
  finding: z.enum(ROW_FINDINGS).optional(),
  /** All cells of that column with the same text. */
  everywhere: z.boolean().optional(),
});
export type Correction = z.infer<typeof correctionSchema>;

/** What a word or mark means in this file, wherever it stands in that field. */
export const answerSchema = z.object({
  /** Id of a field or of a compound heading (`compoundId`). */
  field: z.string().max(64),
  text: z.string().max(200),
  /** A level's code or an entry's id; '': it stays open. */
  to: z.string().max(80),
});

/** An own field that a column becomes. */
export const newOwnFieldSchema = z.object({ label: ownLabelSchema, type: ownTypeSchema });
export type NewOwnField = z.infer<typeof newOwnFieldSchema>;

export const importPlanSchema = z.object({
  sheets: z.array(sheetPlanSchema).max(200),
  corrections: z.array(correctionSchema).max(20_000).optional(),
  meanings: z.array(answerSchema).max(2000).optional(),
  /** What becomes of all rows of which something is found, where it is possible and nothing is said of the single row. */
  findings: z.partialRecord(z.enum(ROW_FINDINGS), z.enum(ROW_WAYS)).optional(),
  /** Own fields for columns of the file, by their names: what is not there yet is made when the rows come in. */
  ownFields: z.array(newOwnFieldSchema).max(200).optional(),
  /** Scheme in which this ledger writes its levels. */
  schemeId: z.string().max(64),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;
/** What to do with one table of a book. */
export type SheetPlan = z.infer<typeof sheetPlanSchema>;

/** A file as base64; at most 32 MiB. */
export const importReadSchema = z.object({
  fileName: z.string().min(1).max(300),
  base64: z.string().max(45_000_000),
  kind: kindSchema.nullable().optional(),
});

export const TEXT_ENCODINGS = ['utf-8', 'shift_jis', 'utf-16le', 'utf-16be'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];
export const DELIMITERS = [',', '\t', ';'] as const;

/** What the person decided about a text file, instead of the guess. */
export const importRereadSchema = z.object({
  importId: z.string().min(1).max(64),
  encoding: z.enum(TEXT_ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
});

/** How a text file was read, and how else it could be. */
export interface TextReading {
  readonly encoding: TextEncoding;
  readonly delimiter: (typeof DELIMITERS)[number];
  /** certain: by its mark, or plain ASCII. doubtful: another reading makes as much sense. */
  readonly confidence: 'certain' | 'likely' | 'doubtful';
  /** The encodings in which the file can be read at all, the one in force first. `sample`: up to 3 lines with Japanese. */
  readonly readings: readonly { readonly encoding: TextEncoding; readonly sample: readonly string[] }[];
}

export interface SheetOutline {
  readonly name: string;
  readonly hidden: boolean;
  /** First rows as text, for the picture of the sheet. */
  readonly head: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly headings: readonly string[];
  /** What the values of each column look like, should it become an own field; null where nothing stands in it. */
  readonly types: readonly (OwnFieldType | null)[];
  readonly rowCount: number;
}

export interface ImportOutline {
  readonly importId: string;
  readonly fileName: string;
  readonly format: 'xlsx' | 'csv' | 'ods';
  /** Null for a book. */
  readonly text: TextReading | null;
  readonly notes: readonly string[];
  /** A ledger that Daicho itself wrote: what is wanted of it are its changes (contract/roundTrip.ts). */
  readonly own?: true;
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
  /** What stands in the cell itself, where that is not `value`; at most 500 characters. */
  readonly text?: string;
  /**
   * - error: the row is left out.
   * - warning: doubtful; the row comes in with what the message says, after a person has looked.
   * - notice: nothing is doubtful, but it was not as simple as it looks (a new entry of a list, a column without a field).
   */
  readonly severity: 'error' | 'warning' | 'notice';
  readonly code: ImportProblemCode;
  readonly message: string;
  /** What the cell probably means, as a person would write it; never taken by itself. */
  readonly suggestion?: string;
  readonly choice?: RowChoice;
  /** Row and column (index from 0) in the plan's table, where they are not those of the sheet: fields as rows, cards. */
  readonly at?: { readonly line: number; readonly column: number };
}

/** What may become of the row that a remark is about. */
export interface RowChoice {
  readonly finding: RowFinding;
  readonly ways: readonly RowWay[];
  /** What becomes of it where nobody says anything. */
  readonly usual: RowWay;
  /** True where the plan says it: nothing is doubtful any more. */
  readonly said: boolean;
  /** The asset of the register that the row looks like. */
  readonly asset?: { readonly id: string; readonly number: string; readonly name: string };
  /** What `update` would change; absent without that way. */
  readonly differences?: readonly RowDifference[];
  /** What `update` leaves as it is although the row says something else, or what it waits for: sentences. */
  readonly notes?: readonly string[];
}

/** One field: what the register says, and what the row would make of it. In words, at most 200 characters. */
export interface RowDifference {
  readonly label: string;
  readonly now: string;
  readonly row: string;
}
export const IMPORT_PROBLEM_CODES = [
  'missingName',
  'missingKind',
  'numberExists',
  'numberTwice',
  /** The register holds this row: same number and name, same serial number, or same name and nothing that differs. */
  'alreadyTaken',
  /** The register holds an asset of this kind and name with other values. */
  'sameName',
  /** The same but for a slip in the name, or for its spaces and signs. */
  'similarName',
  /** The row has a number of its own, and the serial number of an asset of the register. */
  'sameSerial',
  /** A row before has this serial number. */
  'serialTwice',
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
  /** The person said that the row is no asset. */
  'skipped',
  /** 〃 or 同上 with nothing above it to stand for; a blank that may mean the value above. */
  'ditto',
  /** The level of an axis is blank where the other rows have one. */
  'missingLevel',
  /** A line is drawn through the row. */
  'struckOut',
  /** Two cells of the row contradict each other. */
  'conflict',
  /** The value comes from a heading between the rows. */
  'fromHeading',
  /** The column was found by its words and values; its heading is none that is known. */
  'guessedColumn',
  /** The row or column is hidden in the book. */
  'hidden',
  /** A code or number that the spreadsheet seems to have turned into a number or date. */
  'convertedNumber',
  /** Two dates in the wrong order, or a date of something past that lies ahead. */
  'dateOrder',
  /** A cell of two facts, a mark or a word of a fixed list that cannot be read. */
  'notUnderstood',
  /** The sheet has no column of names; the model stands in. */
  'assumedName',
  /** The row goes on with the asset above it, or seems to. */
  'continued',
  /** One row for several things: 数量 5, K-001～005. */
  'several',
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

/** What was understood of the whole file, row by row and cell by cell: for a caller without a screen. */
export interface ImportProposal {
  /** Every row that is an asset, also one that cannot come in as it is (without a name, with a number that is taken). */
  readonly assets: readonly {
    readonly sheet: string;
    /** As the spreadsheet counts, from 1; of a table with fields as rows: the row of its first field. */
    readonly row: number;
    /** Letters of the column that the asset stands in (fields as rows), or that its table begins in (side by side). */
    readonly column?: string;
    readonly kind: Kind | null;
    /** By field id: texts, numbers, ISO dates, codes of levels; entries of lists by their names. */
    readonly values: Readonly<Record<string, FieldValue>>;
    /** The asset of the register that the row looks like, why, and what becomes of the row. */
    readonly match?: { readonly number: string; readonly finding: RowFinding; readonly way: RowWay };
  }[];
  readonly notAssets: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly rowEnd: number;
    readonly reason: string;
  }[];
  readonly doubtful: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly cell: string;
    readonly value: string;
    readonly code: ImportProblemCode;
    readonly message: string;
    readonly suggestion: string | null;
  }[];
}

export interface ImportCheck {
  readonly rows: number;
  /** Words and marks that could not be read for certain, once for each field: what do they mean in this file? */
  readonly questions: readonly { readonly field: string; readonly text: string; readonly count: number }[];
  /** Rows that will come in without a doubt. */
  readonly clean: number;
  /** Rows that will come in with a doubtful cell. */
  readonly doubtful: number;
  /** Rows that will be left out. */
  readonly leftOut: number;
  /** Of the clean and of the doubtful ones, those that overwrite an asset that is there. */
  readonly updates: { readonly clean: number; readonly doubtful: number };
  /** The register's last entry at this dry run: given to the commit, it keeps what was changed since from being overwritten. */
  readonly seen: number;
  readonly byKind: readonly { readonly label: string; readonly rows: number }[];
  /** At most 1,000 are listed; problemCount is the full number. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  /** Rows of the listed problems, in the order of their first one; 50,000 cells at most. */
  readonly affected: readonly AffectedRow[];
  /** Entries that would be added to master lists (`list` is the list's id); count: cells that use them. */
  readonly newItems: readonly { readonly list: string; readonly label: string; readonly count: number }[];
  /** Own fields that are made, or that change, when the rows come in. */
  readonly ownFields: readonly PlannedOwnField[];
  /** Only where it was asked for. */
  readonly proposal?: ImportProposal;
}

/** An own field as it will be. */
export interface PlannedOwnField {
  /** Field id, as it stands in the proposal's values. */
  readonly id: string;
  readonly label: string;
  readonly type: OwnFieldType;
  readonly kinds: readonly Kind[];
  /** Rows that fill it. */
  readonly count: number;
  /** False: it is there, and gets kinds or is taken out again. */
  readonly isNew: boolean;
}

/** The person's own book with what has to be looked at, as an output. */
export interface ErrorBook extends Output {
  readonly rows: number;
  readonly cells: number;
}

/** Count in = count out: rows = imported + updated + skipped. */
export interface ImportReceipt {
  readonly rows: number;
  /** Assets that were made, or came back out of the bin. */
  readonly imported: number;
  /** Assets that were there and took what differs. */
  readonly updated: number;
  readonly skipped: number;
  readonly changeId: string;
  readonly fileName: string;
  readonly byKind: readonly { readonly label: string; readonly rows: number }[];
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  readonly newItems: readonly { readonly list: string; readonly label: string; readonly count: number }[];
  readonly ownFields: readonly PlannedOwnField[];
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

const FIELD_IDS = new Map(
  KINDS.map(
    (kind) =>
      [
        kind,
        new Set(
          fieldsOf(kind)
            .filter(isImportable)
            .map((field) => field.id),
        ),
      ] as const,
  ),
);

/** Id of the field or compound that a heading means in a ledger of this kind; null when it means none. */
export function meaningOf(kind: Kind, heading: string): string | null {
  return meaningIn(kind, heading).id;
}

const ANY_WORD = new Set([...WORDS.values()].flatMap((words) => [...words.keys()]));

/** True for a word that is the heading of some field of some kind. */
export function isHeadingWord(text: string): boolean {
  return ANY_WORD.has(foldHeading(text));
}

/**
 * False for a word that means no field in any kind. Much cheaper than to ask each kind, and without their certainty: true
 * says nothing. Thousands of cells are looked at for a heading among them.
 */
export function mayMeanField(text: string): boolean {
  let may = hopeful.get(text);
  if (may === undefined) {
    const spellings = spellingsOf(text);
    may =
      spellings.some((one) => isHeadingWord(one) || mayGuess(one)) ||
      spellings.flatMap(simplerHeadings).some(isHeadingWord);
    if (hopeful.size >= REMEMBERED) hopeful.clear();
    hopeful.set(text, may);
  }
  return may;
}
const hopeful = new Map<string, boolean>();

/** Like `meaningOf`; `sure` is false where only the words that the heading is made of point at the field. */
export function meaningIn(kind: Kind, heading: string): Meaning {
  const key = `${kind} ${heading}`;
  let meaning = meanings.get(key);
  if (!meaning) {
    meaning = readHeading(kind, heading);
    if (meanings.size >= REMEMBERED) meanings.clear();
    meanings.set(key, meaning);
  }
  return meaning;
}

interface Meaning {
  readonly id: string | null;
  readonly sure: boolean;
}

/** 番号 or No alone counts the rows of the table where another column has the number of the thing. */
const BARE_NUMBER = /^(?:番号|no)$/;

/** How much a heading says for its meaning: 0 its own word, 1 the words that it is made of, 2 hardly anything. */
function rankOf(heading: string, { id, sure }: Meaning): 0 | 1 | 2 {
  // Also below a heading of several columns, or a line of the title that was taken for one.
  if (id === 'number' && BARE_NUMBER.test(foldHeading(heading.split(HEADING_PARTS).at(-1)!))) return 2;
  return sure ? 0 : 1;
}

/** The same few headings are asked for again and again while a table is looked for. */
const meanings = new Map<string, Meaning>();
const REMEMBERED = 20_000;

/** 契約期間＞自 says it together, 評価値＞機密性 in its last part. */
function spellingsOf(heading: string): string[] {
  const parts = heading.split(HEADING_PARTS);
  return parts.length > 1 ? [parts.join(''), parts.at(-1)!] : [heading];
}

function readHeading(kind: Kind, heading: string): Meaning {
  const words = WORDS.get(kind)!;
  const spellings = spellingsOf(heading);
  for (const text of spellings) {
    const id = words.get(foldHeading(text));
    if (id !== undefined) return { id, sure: true };
  }
  // The parts together without their brackets may be the upper part alone: 分類【完全性】 is no 分類.
  spellings.reverse();
  for (const text of spellings.flatMap(simplerHeadings)) {
    const id = words.get(foldHeading(text));
    if (id !== undefined) return { id, sure: false };
  }
  const has = (id: string) => FIELD_IDS.get(kind)!.has(id);
  for (const text of spellings) {
    const id = guessHeading(kind, text, has);
    if (id !== null) return { id, sure: false };
  }
  return { id: null, sure: true };
}

/** Stands between the parts of a heading of several rows: 評価値＞機密性. */
export const HEADING_PARTS = '＞';

/** What was, beside what is: 機密性（前年度）, 変更前, 旧型番. No field takes it. */
const FORMER = /前年|昨年|前回|前期|(?<!復)旧|従前|(?:変更|改定|改訂|見直し?|移設|移動)前/;

/** The year that a heading names, to compare with others of its kind; null for none. */
function yearOf(heading: string): number | null {
  const found = /(?:(R|令和)|(H|平成))\s*(元|\d{1,2})(?!\d)|(20\d{2})/i.exec(heading.normalize('NFKC'));
  if (!found) return null;
  const year = found[3] === '元' ? 1 : Number(found[3] ?? found[4]);
  return year + (found[1] ? 2018 : found[2] ? 1988 : 0);
}

/**
 * Field or compound id for each heading. Where the rows are of several kinds, the first of `kinds` that knows the
 * heading decides (no kinds: all of them). Each id goes to one column only: the first that has it for certain, else the
 * first whose words point at it. A heading that names an own field means that one, unless it is the very word of another.
 * @param catalogue fields of the register
 * @param taken ids that other columns have already
 */
export function proposeColumns(
  headings: readonly string[],
  kinds: readonly Kind[],
  catalogue: Catalogue,
  taken: ReadonlySet<string> = new Set(),
): (string | null)[] {
  const order = kinds.length > 0 ? kinds : KINDS;
  const given = new Set(taken);
  const columns: (string | null)[] = headings.map(() => null);
  const years = headings.map(yearOf);
  /** The same field of a later year stands in another column: 機密性＞R6, 機密性＞R7. */
  const isEarlier = (id: string, column: number) =>
    years[column] !== null &&
    headings.some(
      (other, i) =>
        (years[i] ?? 0) > (years[column] ?? 0) && order.some((kind) => other !== '' && meaningOf(kind, other) === id),
    );
  for (const rank of [0, 1, 2] as const) {
    for (const [i, heading] of headings.entries()) {
      if (heading === '' || columns[i] !== null) continue;
      const meanings = order.map((kind) => meaningIn(kind, heading)).filter((one) => one.id !== null);
      const found = meanings.find((one) => one.sure) ?? ownMeaning(catalogue, order, heading) ?? meanings[0];
      if (!found?.id || rankOf(heading, found) !== rank || given.has(found.id)) continue;
      if (!found.sure && (FORMER.test(heading) || isEarlier(found.id, i))) continue;
      given.add(found.id);
      columns[i] = found.id;
    }
  }
  return columns;
}

/** The own field that a heading names, where one of these kinds has it. */
function ownMeaning(catalogue: Catalogue, kinds: readonly Kind[], heading: string): Meaning | null {
  if (catalogue.ownFields.length === 0) return null;
  const words = new Set([...spellingsOf(heading), ownLabelOf(heading)].map(foldHeading));
  const found = catalogue.ownFields.find(
    (field) =>
      !field.archived && words.has(foldHeading(field.label)) && kinds.some((kind) => field.kinds.includes(kind)),
  );
  return found ? { id: found.id, sure: true } : null;
}

const NEW_OWN = 'own:';

/** Id under which an own field of this name stands in a plan's columns, until it is known which column it has. */
export function newOwnId(label: string): string {
  return `${NEW_OWN}${label}`;
}

/** The name of the own field that a plan's column becomes; null for any other id. */
export function newOwnLabel(id: string | null): string | null {
  return id?.startsWith(NEW_OWN) ? id.slice(NEW_OWN.length) : null;
}

/** True for what may stand in the columns of a plan, or of a kept one. */
export function isColumnOf(plan: Pick<ImportPlan, 'ownFields'>, catalogue: Catalogue, id: string): boolean {
  const label = newOwnLabel(id);
  if (label !== null) return plan.ownFields?.some((field) => field.label === label) ?? false;
  const field = catalogue.fieldById(id);
  return field ? isImportable(field) : compoundOf(id) !== undefined;
}

/**
 * The own field for a column of a table: named as its heading, or the one of that name that is there. Null for a column
 * without a heading or without a value.
 */
export function ownFieldFor(
  { headings, types }: Pick<SheetOutline, 'headings' | 'types'>,
  column: number,
  catalogue: Catalogue,
): NewOwnField | null {
  const label = ownLabelOf(headings[column] ?? '');
  const type = types[column] ?? null;
  if (label === '' || type === null) return null;
  const known = catalogue.ownFields.find((field) => foldHeading(field.label) === foldHeading(label));
  return known ? { label: known.label, type: known.type } : { label, type };
}

/** The plan with one column as an own field. */
export function withOwnField(plan: ImportPlan, table: string, column: number, field: NewOwnField): ImportPlan {
  const id = newOwnId(field.label);
  const others = (plan.ownFields ?? []).filter(({ label }) => label !== field.label);
  return {
    ...plan,
    ownFields: [...others, field],
    sheets: plan.sheets.map((sheet) =>
      sheet.name === table ? { ...sheet, columns: sheet.columns.map((old, i) => (i === column ? id : old)) } : sheet,
    ),
  };
}

/** The plan with every column of these tables that has no field as an own field: what `--own-fields` means. */
export function withAllOwnFields(plan: ImportPlan, tables: readonly SheetOutline[], catalogue: Catalogue): ImportPlan {
  let next = plan;
  for (const sheet of plan.sheets) {
    const table = tables.find(({ name }) => name === sheet.name);
    if (!sheet.use || !table) continue;
    for (const [i, id] of sheet.columns.entries()) {
      const field =
        id === null && !isComputedHeading(table.headings[i] ?? '') ? ownFieldFor(table, i, catalogue) : null;
      const there = next.sheets.find(({ name }) => name === sheet.name)!.columns;
      // Two columns of one name are no one field: the second is kept word for word.
      if (field && !there.includes(newOwnId(field.label))) next = withOwnField(next, sheet.name, i, field);
    }
  }
  return next;
}

/** True for what the app computes itself, or wrote into the book: such a column holds nothing of the union's own. */
function isComputedHeading(heading: string): boolean {
  const word = foldHeading(heading);
  return (
    heading.endsWith(REASON_HEADING) ||
    ALL_FIELDS.some((field) => !isImportable(field) && foldHeading(field.label) === word)
  );
}

/** Heading of the column that an error book adds. */
export const REASON_HEADING = '取り込みで確かめるところ';
