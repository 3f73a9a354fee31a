import { ALL_FIELDS, type Field, fieldsOf, type Kind, SECTIONS, type Section } from '../../contract/catalogue/index.ts';
import type { SheetOutline } from '../../contract/importing.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';

export const SECTION_LABELS: Record<Section, string> = {
  basic: '基本',
  classification: '分類と取扱い',
  place: '場所と人',
  kind: '種類ごとの項目',
  care: '管理',
  record: '記録',
};

/** Fields a column may be mapped to: those of the kind, or of every kind while rows name their own. Never computed ones. */
export function importableFields(kind: Kind | null): readonly Field[] {
  return (kind ? fieldsOf(kind) : ALL_FIELDS).filter(
    (field) => field.origin !== 'derived' || field.id === 'relatedNumbers',
  );
}

export interface FieldGroup {
  readonly section: Section;
  readonly label: string;
  readonly fields: readonly Field[];
}

/** The same fields grouped by section, in page order; empty sections are left out. */
export function fieldGroups(kind: Kind | null): readonly FieldGroup[] {
  const fields = importableFields(kind);
  return SECTIONS.map((section) => ({
    section,
    label: SECTION_LABELS[section],
    fields: fields.filter((field) => field.section === section),
  })).filter((group) => group.fields.length > 0);
}

/** Headings as they stand in one row of the picture of the sheet; null when that row is not in the picture. */
export function headingsAt(sheet: SheetOutline, row: number): readonly string[] | null {
  return sheet.head.find((line) => line.row === row)?.cells ?? null;
}

/** Field ids for new headings after the person pointed at another heading row. A field is given to its first column only. */
export function guessColumns(headings: readonly string[], kind: Kind | null): (string | null)[] {
  const byWord = new Map<string, string>();
  for (const field of importableFields(kind)) {
    for (const word of [field.label, ...(field.synonyms ?? [])]) {
      const key = foldHeading(word);
      if (!byWord.has(key)) byWord.set(key, field.id);
    }
  }
  const taken = new Set<string>();
  return headings.map((heading) => {
    const id = byWord.get(foldHeading(heading));
    if (!id || taken.has(id)) return null;
    taken.add(id);
    return id;
  });
}

/** Field ids that more than one column is mapped to. */
export function doubleFields(columns: readonly (string | null)[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const id of columns) {
    if (id === null) continue;
    if (seen.has(id)) twice.add(id);
    seen.add(id);
  }
  return twice;
}

/** Column letters of a sheet: 0 -> A, 26 -> AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** Zero-based column of an A1 reference; -1 when there is none. */
export function columnIndex(cell: string): number {
  const letters = /^([A-Z]+)\d+$/.exec(cell)?.[1];
  if (!letters) return -1;
  let n = 0;
  for (const letter of letters) n = n * 26 + letter.charCodeAt(0) - 64;
  return n - 1;
}
