import { ALL_FIELDS, type Field, KIND_ORDER, KINDS, type Kind } from '../../contract/catalogue/index.ts';
import { kanaSortKey } from '../../contract/japanese/kana.ts';
import { AXES, deriveImportance, levelOf } from '../../contract/scheme.ts';
import { type AssetRecord, allIds, columnOfAll } from '../../db/assets.ts';
import { prepared } from '../../db/statements.ts';
import type { ReadableDb, SqlValue } from '../../db/types.ts';
import { labelOf, type RegisterState } from '../register/state.ts';
import { columnOf, isCommon, storedOwn, valuesOf } from './columns.ts';
import { derive } from './derive.ts';
import { type IndexEntry, ListIndex, type SortKey, type SortSource } from './listIndex.ts';
import { readRecords } from './records.ts';

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
const LATER_COLUMNS = INDEX_COLUMNS.filter((column) => column !== 'search_text');
/** Filter fields that the first entries have: the counts on the first screen need them. */
const FIRST_FIELDS: readonly string[] = ['kind', 'confidentiality'];
const LATER_FIELDS: ReadonlySet<string> = new Set(
  FILTER_FIELDS.map((field) => field.id).filter((id) => !FIRST_FIELDS.includes(id)),
);
const OWN_FILTERS: ReadonlySet<string> = new Set(
  FILTER_FIELDS.filter((field) => !isCommon(field.id)).map((field) => field.id),
);

/** Of the later columns, and of the search texts, so many are read at once: a few milliseconds each. */
const LOAD_AT_ONCE = 200;
const TEXTS_AT_ONCE = 500;

/**
 * Reads what the first list needs; search texts and most filter fields follow (`loadMore` of the index, called
 * by the app between other work), because they would triple the time from the start to the first list.
 * @param state the register's state at the time of reading: it may change before all is read
 */
export function loadIndex(db: ReadableDb, state: () => RegisterState): ListIndex {
  const index = new ListIndex();
  // All of it stands in the index asset_first; the table itself is a hundred times as large.
  const sql = 'select id, kind, binned, missing_count, confidentiality from asset indexed by asset_first';
  const rows = db.prepare(sql).raw().all() as [number, string, number, number, string | null][];
  for (const [id, kind, binned, missing, level] of rows.sort((a, b) => a[0] - b[0])) {
    const filters = { kind: single(kind), confidentiality: single(level ?? '') };
    index.put({ id, kind, binned: binned === 1, missing, text: '', filters });
  }
  const later = restOf(db, state, index);
  index.completeFrom({ fields: LATER_FIELDS, next: () => later.next().value ?? null });
  return index;
}

/** First the filter fields, then the texts. */
function* restOf(db: ReadableDb, state: () => RegisterState, index: ListIndex): Generator<IndexEntry[], undefined> {
  const ids = index.all().map((entry) => entry.id);
  for (let at = 0; at < ids.length; at += LOAD_AT_ONCE) {
    yield readEntries(db, state(), ids.slice(at, at + LOAD_AT_ONCE), LATER_COLUMNS);
  }
  const sql = 'select search_text from asset where id in (select value from json_each(?)) order by id';
  for (let at = 0; at < ids.length; at += TEXTS_AT_ONCE) {
    const some = ids.slice(at, at + TEXTS_AT_ONCE);
    const texts = prepared(db, sql).pluck().all(JSON.stringify(some)) as string[];
    yield some.map((id, i) => ({ ...index.get(id)!, text: texts[i]! }));
  }
}

/** Reads some assets again after their transaction. Orders are dropped when many moved: sorting anew is cheaper. */
export function refreshIndex(db: ReadableDb, state: RegisterState, index: ListIndex, ids: readonly number[]): void {
  if (ids.length > 200) index.forgetOrders();
  for (const entry of readEntries(db, state, ids, INDEX_COLUMNS)) index.put(entry);
}

/**
 * A scheme has changed: the orders by strength are dropped, and assets whose importance class follows from it anew are
 * found under the new one. Nothing else in the index depends on a scheme.
 */
export function refreshScheme(db: ReadableDb, state: RegisterState, index: ListIndex, schemeId: string): void {
  index.forgetOrders();
  const sql = `select id, scheme_id, personal_data, ${AXES.join(', ')} from asset where scheme_id = ? and importance is null`;
  for (const record of prepared(db, sql).all(schemeId) as AssetRecord[]) {
    const entry = index.get(record.id);
    const derived = importanceOf(state, record) ?? '';
    if (!entry || entry.filters['importance']?.[0] === derived) continue;
    index.put({ ...entry, filters: { ...entry.filters, importance: single(derived) } });
  }
}

function readEntries(
  db: ReadableDb,
  state: RegisterState,
  ids: readonly number[],
  columns: readonly string[],
): IndexEntry[] {
  const own = ownFilterValues(db, ids);
  const list = columns.map((c) => `"${c}"`).join(', ');
  const sql = `select ${list} from asset where id in (select value from json_each(?))`;
  return prepared(db, sql)
    .all(JSON.stringify(ids))
    .map((record) => toEntry(state, record as AssetRecord, own));
}

/** Values of the filter fields that live in the tables of single kinds: field id -> asset id -> value. */
function ownFilterValues(db: ReadableDb, ids: readonly number[]): ReadonlyMap<string, ReadonlyMap<number, SqlValue>> {
  const all = new Map<string, Map<number, SqlValue>>([...OWN_FILTERS].map((id) => [id, new Map()]));
  const wanted = JSON.stringify(ids);
  for (const kind of KINDS) {
    const fields = storedOwn(kind).filter((field) => field.filter);
    if (fields.length === 0) continue;
    const list = fields.map((field) => `"${columnOf(field.id)}"`).join(', ');
    const sql = `select asset_id, ${list} from asset_${kind} where asset_id in (select value from json_each(?))`;
    for (const [id, ...values] of prepared(db, sql).raw().all(wanted) as [number, ...SqlValue[]][]) {
      for (const [i, field] of fields.entries()) {
        const value = values[i] ?? null;
        if (value !== null) all.get(field.id)!.set(id, value);
      }
    }
  }
  return all;
}

const EMPTY: readonly string[] = [''];

/** One array for all assets with the same value: a hundred thousand assets have a few hundred different ones. */
const singles = new Map<string, readonly string[]>();
const MAX_SINGLES = 10_000;
function single(value: string): readonly string[] {
  const known = singles.get(value);
  if (known) return known;
  const made = [value];
  if (singles.size < MAX_SINGLES) singles.set(value, made);
  return made;
}

function toEntry(
  state: RegisterState,
  record: AssetRecord,
  own: ReadonlyMap<string, ReadonlyMap<number, SqlValue>>,
): IndexEntry {
  const filters: Record<string, readonly string[]> = { kind: single(record.kind), scheme: single(record.scheme_id) };
  for (const field of COMMON_FILTERS) {
    const value = record[columnOf(field.id)];
    if (value === null || value === undefined) filters[field.id] = EMPTY;
    else filters[field.id] = field.type === 'multi' ? (JSON.parse(String(value)) as string[]) : single(String(value));
  }
  if (record['importance'] === null) filters['importance'] = single(importanceOf(state, record) ?? '');
  for (const [fieldId, values] of own)
    filters[fieldId] = values.has(record.id) ? single(String(values.get(record.id))) : EMPTY;
  return {
    id: record.id,
    kind: record.kind,
    binned: record.binned === 1,
    missing: Number(record['missing_count']),
    text: String(record['search_text'] ?? ''),
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
  if (fieldId === 'importance') return importanceSource(db, state);
  const field = state().catalogue.fieldById(fieldId);
  if (field?.origin === 'default') return proposalSource(db, state, field);
  const column =
    fieldId === 'name' || fieldId === 'kana' ? 'kana_key' : fieldId === 'missing' ? 'missing_count' : columnOf(fieldId);
  const key = (value: SqlValue, scheme: SqlValue): SortKey => sortKey(state(), field, column, value, scheme);
  // Few different values, computed once each for a whole order.
  const few =
    field?.type === 'choice' || field?.type === 'level' || field?.type === 'multi' || field?.type === 'suggest';
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
      const made = new Map<string, SortKey>();
      // The index of the numbers holds all that is needed, in nearly the right order.
      const rows = db.prepare(column === 'number' ? 'select id, number, null from asset order by number' : sql).raw();
      for (const [id, value, scheme] of rows.all() as [number, SqlValue, SqlValue][]) {
        const which = few ? `${String(scheme)} ${String(value)}` : null;
        const found = (which === null ? undefined : made.get(which)) ?? key(value, scheme);
        if (which !== null) made.set(which, found);
        map.set(id, found);
      }
      return map;
    },
    one: (id) => {
      const row = prepared(db, `${sql} where id = ?`).raw().get(id) as [number, SqlValue, SqlValue] | undefined;
      return row ? key(row[1], row[2]) : '';
    },
  };
}

/** 重要性分類 as the list shows it: the typed one, else the one that follows from the levels. */
function importanceSource(db: ReadableDb, state: () => RegisterState): SortSource {
  const sql = `select id, importance, scheme_id, personal_data, ${AXES.join(', ')} from asset`;
  const key = (record: AssetRecord) => String(record['importance'] ?? importanceOf(state(), record) ?? '');
  return {
    all: () => new Map((db.prepare(sql).all() as AssetRecord[]).map((record) => [record.id, key(record)])),
    one: (id) => {
      const record = prepared(db, `${sql} where id = ?`).get(id) as AssetRecord | undefined;
      return record ? key(record) : '';
    },
  };
}

/** A field that is proposed while nothing is typed (満了日, 次回見直し期限): in the order of what the list shows. */
function proposalSource(db: ReadableDb, state: () => RegisterState, field: Field): SortSource {
  const read = (ids: readonly number[]) =>
    readRecords(db, ids).map((record): [number, SortKey] => {
      const kind = record.kind as Kind;
      const values = valuesOf(kind, record);
      // The proposals that need today or facts of other assets are none of these fields'.
      const shown =
        values[field.id] ?? derive(state(), kind, record.scheme_id, values, { today: '' })[field.id] ?? null;
      return [record.id, sortKey(state(), field, columnOf(field.id), shown as SqlValue, record.scheme_id)];
    });
  return {
    all: () => {
      const ids = allIds(db);
      const keys = new Map<number, SortKey>();
      for (let i = 0; i < ids.length; i += 1000)
        for (const [id, key] of read(ids.slice(i, i + 1000))) keys.set(id, key);
      return keys;
    },
    one: (id) => read([id])[0]?.[1] ?? '',
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
