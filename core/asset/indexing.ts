import { ALL_FIELDS, type Field, fieldById, KIND_ORDER, KINDS, type Kind } from '../../contract/catalogue/index.ts';
import { kanaSortKey } from '../../contract/japanese/kana.ts';
import { AXES, deriveImportance, levelOf } from '../../contract/scheme.ts';
import { type AssetRecord, columnOfAll, eachAsset } from '../../db/assets.ts';
import { prepared } from '../../db/statements.ts';
import type { ReadableDb, SqlValue } from '../../db/types.ts';
import { labelOf, type RegisterState } from '../register/state.ts';
import { columnOf, isCommon, storedOwn } from './columns.ts';
import { type IndexEntry, ListIndex, type SortKey, type SortSource } from './listIndex.ts';

/** Fills and refreshes the list index from the database. */

const FILTER_FIELDS = ALL_FIELDS.filter((field) => field.filter);
const COMMON_FILTERS = FILTER_FIELDS.filter(
  (field) => isCommon(field.id) && field.id !== 'kind' && field.origin !== 'derived',
);
const INDEX_COLUMNS = [
  ...new Set([
    'id',
    'kind',
    'binned',
    'scheme_id',
    'missing_count',
    'search_text',
    'personal_data',
    ...AXES,
    ...COMMON_FILTERS.map((f) => columnOf(f.id)),
  ]),
];

export function loadIndex(db: ReadableDb, state: RegisterState): ListIndex {
  const index = new ListIndex();
  const own = ownFilterValues(db);
  for (const record of eachAsset(db, INDEX_COLUMNS)) index.put(toEntry(state, record, own));
  return index;
}

/** Reads some assets again after their transaction. Orders are dropped when many moved: sorting anew is cheaper. */
export function refreshIndex(db: ReadableDb, state: RegisterState, index: ListIndex, ids: readonly number[]): void {
  if (ids.length > 200) index.forgetOrders();
  const own = ownFilterValues(db, ids);
  const list = INDEX_COLUMNS.map((c) => `"${c}"`).join(', ');
  for (const record of prepared(db, `select ${list} from asset where id in (select value from json_each(?))`).all(
    JSON.stringify(ids),
  )) {
    index.put(toEntry(state, record as AssetRecord, own));
  }
}

/** Values of the filter fields that live in the tables of single kinds: field id -> asset id -> value. */
function ownFilterValues(db: ReadableDb, ids?: readonly number[]): ReadonlyMap<string, ReadonlyMap<number, SqlValue>> {
  const all = new Map<string, Map<number, SqlValue>>();
  for (const kind of KINDS) {
    for (const field of storedOwn(kind)) {
      if (!field.filter) continue;
      const values = all.get(field.id) ?? new Map<number, SqlValue>();
      all.set(field.id, values);
      const column = columnOf(field.id);
      const rows = ids
        ? (prepared(
            db,
            `select asset_id, "${column}" from asset_${kind} where asset_id in (select value from json_each(?))`,
          )
            .raw()
            .all(JSON.stringify(ids)) as [number, SqlValue][])
        : columnOfAll(db, column, kind);
      for (const [id, value] of rows) if (value !== null) values.set(id, value);
    }
  }
  return all;
}

const EMPTY: readonly string[] = [''];

function toEntry(
  state: RegisterState,
  record: AssetRecord,
  own: ReadonlyMap<string, ReadonlyMap<number, SqlValue>>,
): IndexEntry {
  const filters: Record<string, readonly string[]> = { kind: [record.kind] };
  for (const field of COMMON_FILTERS) {
    const value = record[columnOf(field.id)];
    if (value === null || value === undefined) filters[field.id] = EMPTY;
    else filters[field.id] = field.type === 'multi' ? (JSON.parse(String(value)) as string[]) : [String(value)];
  }
  if (record['importance'] === null) filters['importance'] = [importanceOf(state, record) ?? ''];
  for (const [fieldId, values] of own)
    filters[fieldId] = values.has(record.id) ? [String(values.get(record.id))] : EMPTY;
  return {
    id: record.id,
    kind: record.kind,
    binned: record.binned === 1,
    missing: Number(record['missing_count']),
    text: String(record['search_text']),
    filters,
  };
}

/** Derived importance; the same few combinations come again and again, so they are kept. */
const importanceCache = new WeakMap<RegisterState, Map<string, string | null>>();
function importanceOf(state: RegisterState, record: AssetRecord): string | null {
  const cache = importanceCache.get(state) ?? new Map<string, string | null>();
  importanceCache.set(state, cache);
  const personal = record['personal_data'];
  const key = [record.scheme_id, record['confidentiality'], record['integrity'], record['availability'], personal].join(
    '|',
  );
  const known = cache.get(key);
  if (known !== undefined) return known;
  const scheme = state.schemes.get(record.scheme_id);
  const level = (axis: string) => (record[axis] as string | null) ?? null;
  const derived = scheme
    ? deriveImportance(scheme, {
        confidentiality: level('confidentiality'),
        integrity: level('integrity'),
        availability: level('availability'),
        personalData: personal ? (JSON.parse(String(personal)) as string[]) : [],
      })
    : null;
  cache.set(key, derived);
  return derived;
}

/** How a list is put in order by a field: ふりがな for names, rank for levels, list order for masters, else the text. */
export function sortSource(db: ReadableDb, state: () => RegisterState, fieldId: string): SortSource {
  const field = fieldById(fieldId);
  const column =
    fieldId === 'name' || fieldId === 'kana' ? 'kana_key' : fieldId === 'missing' ? 'missing_count' : columnOf(fieldId);
  const key = (value: SqlValue, scheme: SqlValue): SortKey => sortKey(state(), field, column, value, scheme);
  if (field && !isCommon(fieldId)) {
    const kinds = KINDS.filter((kind) => storedOwn(kind).some((f) => f.id === fieldId));
    return {
      all: () =>
        new Map(
          kinds.flatMap((kind) =>
            [...columnOfAll(db, column, kind)].map(([id, value]) => [id, key(value, null)] as const),
          ),
        ),
      one: (id) => {
        for (const kind of kinds) {
          const row = prepared(db, `select "${column}" from asset_${kind} where asset_id = ?`).raw().get(id) as
            | [SqlValue]
            | undefined;
          if (row) return key(row[0], null);
        }
        return '';
      },
    };
  }
  const sql = `select id, "${column}", scheme_id from asset`;
  return {
    all: () => {
      const map = new Map<number, SortKey>();
      for (const [id, value, scheme] of db.prepare(sql).raw().iterate() as IterableIterator<
        [number, SqlValue, SqlValue]
      >)
        map.set(id, key(value, scheme));
      return map;
    },
    one: (id) => {
      const row = prepared(db, `${sql} where id = ?`).raw().get(id) as [number, SqlValue, SqlValue] | undefined;
      return row ? key(row[1], row[2]) : '';
    },
  };
}

function sortKey(
  state: RegisterState,
  field: Field | undefined,
  column: string,
  value: SqlValue,
  schemeId: SqlValue,
): SortKey {
  if (value === null) return '';
  if (column === 'kind') return KIND_ORDER.indexOf(value as Kind);
  if (column === 'kana_key' || typeof value === 'number') return value;
  if (field?.type === 'level') {
    const scheme = state.schemes.get(String(schemeId));
    return scheme ? (levelOf(scheme, field.id as (typeof AXES)[number], value)?.rank ?? 0) : 0;
  }
  if (field?.type === 'choice') {
    const item = state.items.get(value);
    return item ? String(item.sort).padStart(9, '0') + kanaSortKey(item.kana ?? item.label) : value;
  }
  if (field?.type === 'multi') return (JSON.parse(value) as string[]).map((id) => labelOf(state, id)).join('、');
  if (field?.type === 'date') return value;
  return kanaSortKey(value);
}
