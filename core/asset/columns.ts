import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import { COMMON_FIELDS, type Field, KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import { isOwnId, OWN_IDS } from '../../contract/catalogue/own.ts';
import type { AssetRecord } from '../../db/assets.ts';
import type { SqlRow, SqlValue } from '../../db/types.ts';

/**
 * The mapping between catalogue fields and columns: the field id in snake_case, in `asset` or in `asset_<kind>`. What is
 * stored is the same in every register: a union's own fields have columns of `asset` whether they are in use or not.
 */

/** Kept: it is asked for every cell of a list or a ledger. */
const columns = new Map<string, string>();

export function columnOf(fieldId: string): string {
  const known = columns.get(fieldId);
  if (known !== undefined) return known;
  const column = fieldId.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
  columns.set(fieldId, column);
  return column;
}

const isStored = (field: Field) => field.origin !== 'derived' && field.id !== 'kind';

/** What is known of an own field's value without its register: it is stored as it is. */
const OWN_STORED: readonly Field[] = OWN_IDS.map((id) => ({
  id,
  label: id,
  type: 'text',
  section: 'own',
  width: 18,
  source: 'own field of the union',
}));

/** Common fields that have a column in `asset` (資産区分 is the `kind` column itself), then the own ones. */
export const STORED_COMMON: readonly Field[] = [...COMMON_FIELDS.filter(isStored), ...OWN_STORED];
const COMMON_IDS = new Set(COMMON_FIELDS.map((field) => field.id));

/** Fields of one kind that have a column in its own table. */
export function storedOwn(kind: Kind): readonly Field[] {
  return KIND_DEFINITIONS[kind].fields.filter(isStored);
}

export function isCommon(fieldId: string): boolean {
  return COMMON_IDS.has(fieldId) || isOwnId(fieldId);
}

const storedMaps = new Map<Kind, readonly Field[]>();
/** All stored fields of a kind. */
export function storedFields(kind: Kind): readonly Field[] {
  const fields = storedMaps.get(kind) ?? [...STORED_COMMON, ...storedOwn(kind)];
  storedMaps.set(kind, fields);
  return fields;
}

export function toSql(value: FieldValue): SqlValue {
  return Array.isArray(value) ? JSON.stringify(value) : (value as SqlValue);
}

function fromSql(field: Field, value: SqlValue): FieldValue {
  return field.type === 'multi' ? (JSON.parse(value as string) as string[]) : value;
}

/** Splits values into the columns of the two tables. */
export function toColumns(values: Values): { common: SqlRow; detail: SqlRow } {
  const common: SqlRow = {};
  const detail: SqlRow = {};
  for (const [id, value] of Object.entries(values)) {
    // A column of any type keeps what it is given, and the driver gives a number as a real one.
    const stored = isOwnId(id) && typeof value === 'number' ? BigInt(value) : toSql(value);
    (isCommon(id) ? common : detail)[columnOf(id)] = stored;
  }
  return { common, detail };
}

const nulls = new Map<Kind, Values>();
/** All columns of a new asset, null where it has no value: the same statements add every asset of its kind. */
export function toRow(kind: Kind, values: Values): ReturnType<typeof toColumns> {
  const empty = nulls.get(kind) ?? Object.fromEntries(storedFields(kind).map((field) => [field.id, null]));
  nulls.set(kind, empty);
  return toColumns({ ...empty, ...values });
}

/** Stored values by field id; empty ones are left out. */
export function valuesOf(kind: Kind, record: AssetRecord): Values {
  const values: Values = {};
  for (const field of storedFields(kind)) {
    const stored = record[columnOf(field.id)];
    if (stored !== null && stored !== undefined) values[field.id] = fromSql(field, stored);
  }
  return values;
}
