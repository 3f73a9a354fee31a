import { z } from 'zod';
import { assetFilterSchema, idSchema } from './asset.ts';
import { fieldById } from './catalogue/index.ts';
import type { Catalogue } from './catalogue/own.ts';
import type { FieldProblem } from './errors.ts';
import type { Output } from './job.ts';

/**
 * A form (様式): what a ledger looks like on paper, as data. Titles, 様式番号, boxes, paper, columns and order are a
 * union's own to change; the layouts that come with the app (core/presets/forms.ts) are proposals, not rules
 * (domain.md §5.1).
 */

/** Columns that are no field of the register. */
export const OTHER_COLUMNS = { rowNumber: '通し番号', blank: '書き込み欄（空欄）' } as const;
export type OtherColumn = keyof typeof OTHER_COLUMNS;

export function isOtherColumn(id: string): id is OtherColumn {
  return Object.hasOwn(OTHER_COLUMNS, id);
}

/** Asset cards only: every field of the asset's own kind. */
export const OWN_FIELDS = 'ownFields';

const columnSchema = z.strictObject({
  /** Field id of the catalogue, `rowNumber`, `blank`, or on a card `ownFields`. */
  field: z.string().min(1).max(64),
  /** Heading; empty: as the catalogue calls the field. */
  title: z.string().trim().max(60),
  /** A second heading over this and the neighbours with the same one. */
  group: z.string().trim().max(60),
  /** A field of several values: ○ where it holds this entry of its list, nothing else. */
  item: z.string().max(80).optional(),
  /** `code`: a level as its code (3B) instead of its name. */
  show: z.enum(['words', 'code']),
  /** In half-width characters. */
  width: z.number().int().min(3).max(120),
});
export type FormColumn = z.infer<typeof columnSchema>;

const FORM_TYPES = ['list', 'counts', 'card', 'template'] as const;

export const formSchema = z.strictObject({
  id: idSchema,
  /** How it is called in the list of forms. */
  name: z.string().trim().min(1, '名前を入れてください。').max(60),
  /**
   * - list: a table, one asset in each row. - counts: how many, by two fields, with a chart. - card: one page for each
   * asset. - template: the union's own book with {{…}}, filled.
   */
  type: z.enum(FORM_TYPES),
  /** Heading on the paper. */
  title: z.string().trim().max(100),
  /** 様式第1号（第5条関係）, top left. */
  formNumber: z.string().trim().max(60),
  /** 決裁欄, left to right; null: as in the settings; empty: none. */
  approvals: z.array(z.string().trim().max(20)).max(8).nullable(),
  paper: z.enum(['A4', 'A3']),
  orientation: z.enum(['landscape', 'portrait']),
  /** Which assets belong on it: field id -> accepted values, as in the list. What is chosen on the screen narrows further. */
  filters: z.record(z.string().max(64), z.array(z.string().max(200)).max(200)),
  /** First one first; 資産番号 last of all. */
  sort: z.array(z.strictObject({ field: z.string().max(64), descending: z.boolean() })).max(3),
  columns: z.array(columnSchema).max(120),
  /** Only for counts: what the rows and what the columns are. */
  counts: z.strictObject({ rows: z.string().max(64), columns: z.string().max(64) }).optional(),
  /** What stands where nothing is written. */
  empty: z.enum(['', '－', '該当なし']),
  /** Below the table. */
  note: z.string().trim().max(500),
});
export type Form = z.infer<typeof formSchema>;

/** A form with nothing said about it: A4 across, all assets by their number, and no columns yet. */
export function plainForm(id: string, name: string, more: Partial<Form>): Form {
  return {
    id,
    name,
    type: 'list',
    title: '',
    formNumber: '',
    approvals: null,
    paper: 'A4',
    orientation: 'landscape',
    filters: {},
    sort: [{ field: 'number', descending: false }],
    columns: [],
    empty: '',
    note: '',
    ...more,
  };
}

export interface FormInfo {
  readonly form: Form;
  /** Comes with the app. */
  readonly preset: boolean;
  /** A preset that the union has changed. */
  readonly changed: boolean;
  /** A preset that the union does not use. */
  readonly hidden: boolean;
  /** 0: as it came with the app; every save adds one. */
  readonly revision: number;
  /** A template: its file as it was given. */
  readonly fileName: string | null;
}

export const saveFormSchema = z.object({
  form: formSchema,
  /** The revision that was edited; 0 for a new form and for a preset as it came. */
  revision: z.number().int().min(0),
});

/** A union's own book with {{…}} (.xlsx). */
export const addTemplateSchema = z.object({
  name: z.string().trim().min(1, '名前を入れてください。').max(60),
  fileName: z.string().min(1).max(300),
  /** At most 2 MiB. */
  base64: z.string().max(2_900_000),
});

/** What is in a template: each thing to fill, and whether the app knows it. */
export interface TemplateFacts {
  /** Known words in {{…}}, in the order of the sheets. */
  readonly words: readonly string[];
  /** {{#資産}} stands in it: rows are repeated. */
  readonly repeats: boolean;
  /** What a clerk should know: a macro-free book, links that are kept. */
  readonly notes: readonly string[];
}

export const FORM_FORMATS = ['xlsx', 'pdf', 'csv', 'csvSjis'] as const;
export type FormFormat = (typeof FORM_FORMATS)[number];

export const formPreviewSchema = z.object({ form: formSchema, filter: assetFilterSchema });
export const formExportSchema = z.object({
  /** The form of this id; or `form` itself, not yet saved. */
  formId: idSchema.optional(),
  form: formSchema.optional(),
  filter: assetFilterSchema,
  /** 基準日, ISO; default today. A past day is rebuilt from the history. */
  asOf: z.string().max(10).optional(),
  format: z.enum(FORM_FORMATS).optional(),
  /** CP932 only: letters that it can't hold are written as 〓. Without it such a file is refused, and they are named. */
  replaceLetters: z.boolean().optional(),
});

export interface FormPreview {
  readonly rows: number;
  readonly filterWords: string;
  readonly fileName: string;
  readonly formNumber: string;
  readonly title: string;
  readonly approvals: readonly string[];
  readonly heading: readonly string[];
  /** One for each column; empty for cards and templates. */
  readonly columns: readonly { readonly title: string; readonly group: string; readonly width: number }[];
  /** The first rows, in words. */
  readonly sample: readonly (readonly string[])[];
  readonly note: string;
}

export interface FormResult extends Output {
  readonly rows: number;
  readonly filterWords: string;
  /** What the clerk should know of the file: texts that were shortened, letters that were replaced. */
  readonly notes: readonly string[];
}

/** A letter that the encoding of a CSV can't hold, and where it stands. */
export interface LetterProblem {
  readonly letter: string;
  /** U+9AD9. */
  readonly code: string;
  readonly count: number;
  /** Of the first ones: 資産番号 and column. */
  readonly where: readonly { readonly number: string; readonly column: string }[];
}

export interface LetterCheck {
  readonly rows: number;
  readonly letters: readonly LetterProblem[];
  /** More kinds of letters than are named. */
  readonly more: number;
}

/** What no schema sees; `path` within the form. */
export function formProblems(form: Form, catalogue: Catalogue): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const problem = (path: string, message: string) => problems.push({ path: `form.${path}`, message });
  if (form.type === 'counts') {
    if (!form.counts) problem('counts', '何で数えるかを選んでください。');
    else
      for (const key of ['rows', 'columns'] as const)
        if (!isCountable(form.counts[key])) problem(`counts.${key}`, 'この項目では数えられません。');
  } else if (form.type !== 'template' && form.columns.length === 0) problem('columns', '列を一つ以上入れてください。');
  for (const [index, column] of form.columns.entries()) {
    const other = isOtherColumn(column.field) || (form.type === 'card' && column.field === OWN_FIELDS);
    const field = catalogue.fieldById(column.field);
    if (!other && !field) problem(`columns.${index}`, `「${column.field}」という項目はありません。`);
    if (column.item !== undefined && field?.type !== 'multi')
      problem(`columns.${index}`, '○を付ける列にできるのは、いくつも選べる項目だけです。');
    if (column.field === 'blank' && column.title === '')
      problem(`columns.${index}`, '書き込み欄には、見出しを入れてください。');
  }
  for (const id of Object.keys(form.filters))
    if (!catalogue.fieldById(id)) problem('filters', `「${id}」という項目はありません。`);
  for (const { field } of form.sort)
    if (!catalogue.fieldById(field)) problem('sort', `「${field}」という項目では並べられません。`);
  return problems;
}

/** Fields by whose values assets can be counted: levels, importance, and what is chosen from a list. */
export function isCountable(id: string): boolean {
  const field = fieldById(id);
  return (
    field !== undefined && (id === 'kind' || id === 'importance' || field.type === 'level' || field.type === 'choice')
  );
}

/** Heading of a column: its own, or the catalogue's. */
export function columnTitle(column: Pick<FormColumn, 'field' | 'title'>, catalogue: Catalogue): string {
  if (column.title) return column.title;
  return isOtherColumn(column.field)
    ? OTHER_COLUMNS[column.field]
    : (catalogue.fieldById(column.field)?.label ?? column.field);
}
