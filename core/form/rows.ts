import type { Values } from '../../contract/asset.ts';
import { type Field, KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import { type Form, type FormColumn, isOtherColumn } from '../../contract/form.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { loadFacts } from '../asset/facts.ts';
import { completeValues } from '../asset/list.ts';
import { readRecords } from '../asset/records.ts';
import { wordsOf } from '../asset/words.ts';
import type { CellValue } from '../excel/write/model.ts';
import type { RegisterState } from '../register/state.ts';

/** One asset with all its values, stored and derived. */
export interface FormAsset {
  readonly id: number;
  readonly kind: Kind;
  readonly schemeId: string;
  readonly values: Values;
}

/** Rows in memory at a time: few, because what is read becomes garbage at once. */
const READ_AT_ONCE = 100;

/**
 * The assets one after the other, in the order of `ids`, read while they are used.
 * @param fields ids of the fields that will be looked at; null: all
 */
export function* formAssets(
  db: ReadableDb,
  state: RegisterState,
  ids: readonly number[],
  fields: readonly string[] | null,
  day: string,
): Generator<FormAsset> {
  const facts = loadFacts(db, state, ids, fields);
  for (let i = 0; i < ids.length; i += READ_AT_ONCE) {
    const chunk = ids.slice(i, i + READ_AT_ONCE);
    const records = new Map(readRecords(db, chunk).map((record) => [record.id, record]));
    for (const id of chunk) {
      const record = records.get(id)!;
      const kind = record.kind as Kind;
      const values = completeValues(state, kind, record.scheme_id, valuesOf(kind, record), id, facts, day);
      yield { id, kind, schemeId: record.scheme_id, values };
    }
  }
}

/** What stands in one column for one asset: dates and whole numbers as themselves, everything else in words. */
export function cellOf(state: RegisterState, asset: FormAsset, column: FormColumn, row: number): CellValue {
  if (column.field === 'rowNumber') return row;
  if (isOtherColumn(column.field)) return null;
  if (column.field === 'kind') return KIND_DEFINITIONS[asset.kind].label;
  const value = asset.values[column.field];
  if (value === null || value === undefined) return null;
  if (column.item !== undefined) return Array.isArray(value) && value.includes(column.item) ? '○' : null;
  const field = state.catalogue.fieldById(column.field);
  // An own field that was not there yet on that day.
  if (!field) return null;
  if (field.type === 'date' || field.type === 'integer') return value as CellValue;
  if (field.type === 'level' && column.show === 'code') return String(value);
  return wordsOf(state, field, value, asset.schemeId);
}

/** Field ids that a form looks at; null: all of them. */
export function fieldsOnForm(form: Form): readonly string[] | null {
  return form.type === 'card' || form.type === 'template' ? null : form.columns.map(({ field }) => field);
}

/** Fields of a kind that it doesn't share with all others, and the union's own ones, as columns of a card. */
export function ownFieldColumns({ catalogue }: RegisterState, kind: Kind): Field[] {
  const own = new Set(KIND_DEFINITIONS[kind].fields.map(({ id }) => id));
  return catalogue.fieldsOf(kind).filter(({ id, section }) => own.has(id) || section === 'own');
}
