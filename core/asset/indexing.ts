import { ALL_FIELDS, type Field, KIND_ORDER, KINDS, type Kind } from '../../contract/catalogue/index.ts';
import { kanaSortKey } from '../../contract/japanese/kana.ts';
import { AXES, deriveImportance, levelOf } from '../../contract/scheme.ts';
import { type AssetRecord, allIds, assetsByIds, columnOfAll } from '../../db/assets.ts';
import { prepared } from '../../db/statements.ts';
import type { ReadableDb, SqlValue } from '../../db/types.ts';
import { labelOf, type RegisterState } from '../register/state.ts';
import { columnOf, isCommon, storedOwn, valuesOf } from './columns.ts';
import { derive } from './derive.ts';
import { ListIndex, type SortKey, type SortSource } from './listIndex.ts';
import { readRecords } from './records.ts';

/** Fills and refreshes the list index from the database. */

const FILTER_FIELDS = ALL_FIELDS.filter((field) => field.filter);
const COMMON_FILTERS = FILTER_FIELDS.filter(
  (field) => isCommon(field.id) && field.id !== 'kind' && field.origin !== 'derived',
);
/** Beside the filter fields: what the derived importance follows from. */
const BASE_COLUMNS = ['id', 'kind', 'scheme_id', 'importance', 'personal_data', ...AXES];
const FILTER_SQL = `select ${[...BASE_COLUMNS, ...COMMON_FILTERS.map((field) => `"${columnOf(field.id)}"`)].join(', ')}
  from asset where id in (select value from json_each(?))`;
/** The filter fields that live in the tables of single kinds. */
const OWN_FILTERS = KINDS.flatMap((kind) => {
  const fields = storedOwn(kind).filter((field) => field.filter);
  const list = fields.map((field) => `"${columnOf(field.id)}"`).join(', ');
  const sql = `select asset_id, ${list} from asset_${kind} where asset_id in (select value from json_each(?))`;
  return fields.length > 0 ? [{ fields, sql }] : [];
});
/** Filter fields that the first entries have: the counts on the first screen need them. */
const FIRST_FIELDS: readonly string[] = ['kind', 'confidentiality'];
const LATER_FIELDS: ReadonlySet<string> = new Set(
  FILTER_FIELDS.map((field) => field.id).filter((id) => !FIRST_FIELDS.includes(id)),
);

/** Assets whose filter fields, and whose search texts, are read at once: a few milliseconds each. */
const LOAD_AT_ONCE = 256;

/** What an index is read from. */
export interface IndexedRegister {
  readonly db: ReadableDb;
  readonly state: RegisterState;
}

/**
 * Reads what the first list needs; search texts and most filter fields follow (`loadMore` of the index, called
 * by the app between other work), because they would triple the time from the start to the first list.
 * @param register where the rest is read from; asked for each time, as it may change before all is read
 */
export function loadIndex(db: ReadableDb, register: () => IndexedRegister): ListIndex {
  const index = new ListIndex();
  // All of it stands in the index asset_first; the table itself is a hundred times as large.
  const sql = 'select id, kind, binned, missing_count, confidentiality from asset indexed by asset_first';
  const rows = db.prepare(sql).raw().all() as [number, string, number, number, string | null][];
  const ids: number[] = [];
  for (const [id, kind, binned, missing, level] of rows.sort((a, b) => a[0] - b[0])) {
    const filters = { kind: single(kind), confidentiality: single(level ?? '') };
    index.put({ id, kind, binned: binned === 1, missing, text: '', filters });
    ids.push(id);
  }
  const later = restOf(register, index, ids);
  index.completeFrom({ fields: LATER_FIELDS, next: () => !later.next().done });
  return index;
}

/** First the filter fields, then the texts, some at a time. */
function* restOf(register: () => IndexedRegister, index: ListIndex, ids: readonly number[]): Generator<void> {
  for (let at = 0; at < ids.length; at += LOAD_AT_ONCE) {
    readFilters(register(), ids.slice(at, at + LOAD_AT_ONCE), (id, field, values) =>
      index.setValues(id, field, values),
    );
    yield;
  }
  const sql = 'select id, search_text from asset where id in (select value from json_each(?)) order by id';
  for (let at = 0; at < ids.length; at += LOAD_AT_ONCE) {
    const some = JSON.stringify(ids.slice(at, at + LOAD_AT_ONCE));
    index.setTexts(prepared(register().db, sql).raw().all(some) as [number, string][]);
    yield;
  }
}

/** Reads some assets again after their transaction. Orders are dropped when many moved: sorting anew is cheaper. */
export function refreshIndex(db: ReadableDb, state: RegisterState, index: ListIndex, ids: readonly number[]): void {
  if (ids.length > 200) index.forgetOrders();
  const filters = new Map<number, Record<string, readonly string[]>>();
  readFilters({ db, state }, ids, (id, field, values) => {
    const known = filters.get(id) ?? {};
    known[field] = values;
    filters.set(id, known);
  });
  for (const record of assetsByIds(db, ids, ['kind', 'binned', 'missing_count', 'search_text'])) {
    index.put({
      id: record.id,
      kind: record.kind,
      binned: record.binned === 1,
      missing: Number(record['missing_count']),
      text: String(record['search_text'] ?? ''),
      filters: filters.get(record.id) ?? {},
    });
  }
}

/**
 * A scheme has changed: the orders by strength are dropped, and assets whose importance class follows from it anew are
 * found under the new one. Nothing else in the index depends on a scheme.
 */
export function refreshScheme(db: ReadableDb, state: RegisterState, index: ListIndex, schemeId: string): void {
  index.forgetOrders();
  const sql = `select id, scheme_id, personal_data, ${AXES.join(', ')} from asset where scheme_id = ? and importance is null`;
  for (const record of prepared(db, sql).all(schemeId) as AssetRecord[]) {
    if (index.has(record.id)) index.setValues(record.id, 'importance', single(importanceOfRecord(state, record) ?? ''));
  }
}

/** Calls `each` with the values of every filter field of these assets that is not empty. */
function readFilters(
  { db, state }: IndexedRegister,
  ids: readonly number[],
  each: (id: number, field: string, values: readonly string[]) => void,
): void {
  const wanted = JSON.stringify(ids);
  // As plain rows: an object with thirty names for each asset would cost three times as long.
  for (const row of prepared(db, FILTER_SQL).raw().all(wanted) as SqlValue[][]) {
    const [kind, scheme, importance] = [row[1], row[2], row[3]] as [string, string, string | null];
    const id = row[0] as number;
    each(id, 'kind', single(kind));
    each(id, 'scheme', single(scheme));
    for (const [i, field] of COMMON_FILTERS.entries()) {
      const value = row[BASE_COLUMNS.length + i] ?? null;
      if (value !== null) each(id, field.id, field.type === 'multi' ? several(String(value)) : single(String(value)));
    }
    if (importance !== null) continue;
    const [personal, ...levels] = row.slice(4, BASE_COLUMNS.length) as (string | null)[];
    const derived = importanceOf(state, scheme, levels, personal ?? null);
    if (derived !== null) each(id, 'importance', single(derived));
  }
  for (const { fields, sql } of OWN_FILTERS) {
    for (const row of prepared(db, sql).raw().all(wanted) as SqlValue[][]) {
      for (const [i, field] of fields.entries()) {
        const value = row[i + 1] ?? null;
        if (value !== null) each(row[0] as number, field.id, single(String(value)));
      }
    }
  }
}

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

/** The values of a column that holds a JSON array. */
const lists = new Map<string, readonly string[]>();
function several(json: string): readonly string[] {
  const known = lists.get(json);
  if (known) return known;
  const made = JSON.parse(json) as string[];
  if (lists.size < MAX_SINGLES) lists.set(json, made);
  return made;
}

/** Derived importance; the same few combinations come again and again, so they are kept. */
const importanceCache = new WeakMap<RegisterState, Map<string, string | null>>();
/** @param levels in the order of AXES @param personal the column personal_data, a JSON array */
function importanceOf(
  state: RegisterState,
  schemeId: string,
  levels: readonly (string | null)[],
  personal: string | null,
): string | null {
  const cache = importanceCache.get(state) ?? new Map<string, string | null>();
  importanceCache.set(state, cache);
  const key = [schemeId, ...levels, personal].join('|');
  const known = cache.get(key);
  if (known !== undefined) return known;
  const scheme = state.schemes.get(schemeId);
  const [confidentiality = null, integrity = null, availability = null] = levels;
  const personalData = personal ? (JSON.parse(personal) as string[]) : [];
  const derived = scheme ? deriveImportance(scheme, { confidentiality, integrity, availability, personalData }) : null;
  cache.set(key, derived);
  return derived;
}

/** The same of a row with its columns by name. */
function importanceOfRecord(state: RegisterState, record: AssetRecord): string | null {
  const text = (column: string) => (record[column] as string | null) ?? null;
  return importanceOf(state, record.scheme_id, AXES.map(text), text('personal_data'));
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
  const key = (record: AssetRecord) => String(record['importance'] ?? importanceOfRecord(state(), record) ?? '');
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
