import type { Catalogue } from '../../contract/catalogue/own.ts';
import {
  columnTitle,
  type Form,
  type FormColumn,
  type FormInfo,
  isOtherColumn,
  OTHER_COLUMNS,
  OWN_FIELDS,
} from '../../contract/form.ts';

/** A form while it is edited: columns have a key, so that a row of the list keeps its focus when it moves. */
export interface EditedColumn extends FormColumn {
  readonly key: number;
}
export interface FormDraft extends Omit<Form, 'columns'> {
  readonly columns: readonly EditedColumn[];
}

let keys = 0;
const keyed = (column: FormColumn): EditedColumn => {
  keys += 1;
  return { ...column, key: keys };
};

export function draftOf(form: Form): FormDraft {
  return { ...form, columns: form.columns.map(keyed) };
}

export function formOf(draft: FormDraft): Form {
  return { ...draft, columns: draft.columns.map(({ key: _, ...column }) => column) };
}

/** A form of the union's own that begins as another one. */
export function copyOf({ form }: FormInfo, names: readonly string[]): Form {
  let name = `${form.name}の写し`.slice(0, 60);
  for (let n = 2; names.includes(name); n += 1) name = `${form.name.slice(0, 50)}の写し${n}`;
  return { ...form, id: crypto.randomUUID(), name };
}

export function addColumn(draft: FormDraft, field: string, catalogue: Catalogue): FormDraft {
  const width = Math.min(120, Math.max(6, catalogue.fieldById(field)?.width ?? 8));
  const title = field === 'blank' ? '確認印' : '';
  return { ...draft, columns: [...draft.columns, keyed({ field, title, group: '', show: 'words', width })] };
}

/** What changes of a column; `item` undefined: its values are written as they are. */
export type ColumnChange = { [K in keyof FormColumn]?: FormColumn[K] | undefined };

export function changeColumn(draft: FormDraft, key: number, part: ColumnChange): FormDraft {
  const changed = (column: EditedColumn): EditedColumn => {
    const { item, ...rest } = { ...column, ...part } as EditedColumn & { item?: string | undefined };
    return item === undefined ? rest : { ...rest, item };
  };
  return { ...draft, columns: draft.columns.map((column) => (column.key === key ? changed(column) : column)) };
}

export function removeColumn(draft: FormDraft, key: number): FormDraft {
  return { ...draft, columns: draft.columns.filter((column) => column.key !== key) };
}

export function moveColumn(draft: FormDraft, key: number, step: -1 | 1): FormDraft {
  const at = draft.columns.findIndex((column) => column.key === key);
  const to = at + step;
  if (at < 0 || to < 0 || to >= draft.columns.length) return draft;
  const columns = [...draft.columns];
  [columns[at], columns[to]] = [columns[to]!, columns[at]!];
  return { ...draft, columns };
}

/** What a column can be: the catalogue's fields, a number, a column to write in, on a card all fields of the kind. */
export function columnChoices(type: Form['type'], catalogue: Catalogue): { value: string; label: string }[] {
  return [
    ...Object.entries(OTHER_COLUMNS).map(([value, label]) => ({ value, label })),
    ...(type === 'card' ? [{ value: OWN_FIELDS, label: '種類ごとの項目（すべて）' }] : []),
    ...catalogue.allFields.map(({ id, label }) => ({ value: id, label })),
  ];
}

/** How a column is called in the list of columns. */
export function columnName(column: FormColumn, catalogue: Catalogue): string {
  return column.field === OWN_FIELDS ? '種類ごとの項目' : columnTitle(column, catalogue);
}

/** What the field itself is called; differs from the name where the union has its own heading. */
export function fieldName(column: FormColumn, catalogue: Catalogue): string {
  if (column.field === OWN_FIELDS) return '種類ごとの項目（すべて）';
  return isOtherColumn(column.field)
    ? OTHER_COLUMNS[column.field]
    : (catalogue.fieldById(column.field)?.label ?? column.field);
}
