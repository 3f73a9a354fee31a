import {
  COMPOUND_HEADINGS,
  type CompoundHeading,
  fieldById,
  type Kind,
  SECTIONS,
  type Section,
} from '../../contract/catalogue/index.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import { compoundId, type ImportOutline, isImportable } from '../../contract/importing.ts';

const SECTION_LABELS: Record<Section, string> = {
  basic: '基本',
  classification: '分類と取扱い',
  place: '場所と人',
  kind: '種類ごとの項目',
  own: '独自項目',
  care: '管理',
  record: '記録',
};

export interface ColumnGroup {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
}

/**
 * What a column may be mapped to, in groups: the fields of the kind (of every kind while rows name their own) by
 * section in page order, then the columns that hold more than one field. Never what the app computes itself.
 */
export function columnGroups(
  catalogue: Catalogue,
  kind: Kind | null,
  labelOf: (itemId: string) => string,
): readonly ColumnGroup[] {
  const fields = (kind ? catalogue.fieldsOf(kind) : catalogue.allFields).filter(isImportable);
  const known = new Set(fields.map((field) => field.id));
  const sections = SECTIONS.map((section) => ({
    label: SECTION_LABELS[section],
    options: fields.filter((field) => field.section === section).map(({ id, label }) => ({ id, label })),
  }));
  const compounds = COMPOUND_HEADINGS.filter((compound) => compound.fields.some((id) => known.has(id))).map(
    (compound) => ({ id: compoundId(compound), label: compoundWords(compound, labelOf) }),
  );
  return [...sections, { label: '一つの列を分けて入れる', options: compounds }].filter(
    (group) => group.options.length > 0,
  );
}

/** A compound column in words: 「契約開始日～契約終了日」「メーカー／型番」「個人情報：要配慮個人情報の○印」 */
export function compoundWords(compound: CompoundHeading, labelOf: (itemId: string) => string): string {
  const labels = compound.fields.map((id) => fieldById(id)?.label ?? id);
  if (compound.how === 'mark') return `${labels[0]}：${labelOf(compound.item ?? '')}の○印`;
  return labels.join(compound.how === 'period' ? '～' : '／');
}

/** Fields that more than one column is mapped to. */
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

/** A sheet in words; the one table of a CSV file has no name of its own. */
export function sheetWords(format: ImportOutline['format'], name: string): string {
  return format === 'csv' ? '表' : `シート「${name}」`;
}

/** Zero-based column of an A1 reference; -1 when there is none. */
export function columnIndex(cell: string): number {
  const letters = /^([A-Z]+)\d+$/.exec(cell)?.[1];
  if (!letters) return -1;
  let n = 0;
  for (const letter of letters) n = n * 26 + letter.charCodeAt(0) - 64;
  return n - 1;
}
