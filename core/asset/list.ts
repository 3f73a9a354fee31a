import type { ParsedInputOf } from '../../contract/api.ts';
import type { AssetFilter, AssetPage, AssetRow, Values } from '../../contract/asset.ts';
import { COMMON_FIELDS, type Kind } from '../../contract/catalogue/index.ts';
import { type Catalogue, isOwnId } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import { readCode } from '../../contract/labelCode.ts';
import { AXES } from '../../contract/scheme.ts';
import { assetIdByNumber, assetsByIds } from '../../db/assets.ts';
import { assetsWithOwnValue } from '../../db/ownFields.ts';
import type { ReadableDb } from '../../db/types.ts';
import { classGraph } from '../classification/graph.ts';
import { type Context, opened, today } from '../context.ts';
import type { RegisterState } from '../register/state.ts';
import { columnOf, isCommon, STORED_COMMON, valuesOf } from './columns.ts';
import { derive } from './derive.ts';
import { type Facts, loadFacts } from './facts.ts';
import { sortSource } from './indexing.ts';
import type { IndexFilter, ListIndex } from './listIndex.ts';
import { readRecords } from './records.ts';

const DERIVED = new Set(
  COMMON_FIELDS.filter((field) => field.origin === 'derived' || field.origin === 'default').map((field) => field.id),
);
/** Derived values that need no more than these; all others need the whole row and facts of other rows. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  importance: [...AXES, 'personalData'],
  importanceDerived: [...AXES, 'personalData'],
  subjectBand: ['subjectCount'],
  nextReviewOn: ['stocktakenOn'],
};

/** Ids of all assets that pass the filter, in order. */
export function findIds(
  context: Context,
  filter: AssetFilter,
  sort?: { field: string; descending?: boolean | undefined },
): readonly number[] {
  return findIn(opened(context), filter, sort);
}

/** The same in any register with its index: the one that is open, or one of the past. */
export function findIn(
  register: { readonly db: ReadableDb; readonly index: ListIndex; readonly state: RegisterState },
  filter: AssetFilter,
  sort?: { field: string; descending?: boolean | undefined },
): readonly number[] {
  const { db, index } = register;
  const { catalogue } = register.state;
  const field = sort && (sort.field === 'missing' || isSortable(catalogue, sort.field)) ? sort.field : 'number';
  // A name that is no field would be no more than an empty list; names of the language itself are found on any object.
  const unknown = Object.keys(filter.filters ?? {}).find((id) => !catalogue.fieldById(id));
  if (unknown !== undefined) throw new DaichoError('invalidInput', `「${unknown}」という項目はありません。`);
  const request: IndexFilter = { ...filter, query: scanned(db, filter.query), ...narrowed(db, filter) };
  return index.find(request, field, () => sortSource(db, () => register.state, field), sort?.descending ?? false);
}

/** The index keeps no values of own fields: the database is asked which assets have them. */
function narrowed(
  db: ReadableDb,
  { filters = {}, ids }: AssetFilter,
): { readonly filters: IndexFilter['filters']; readonly ids: IndexFilter['ids'] } {
  const own = Object.entries(filters).filter(([id, values]) => isOwnId(id) && values.length > 0);
  if (own.length === 0) return { filters, ids: ids?.map(Number) };
  let left = ids?.map(Number);
  for (const [id, values] of own) {
    const having = assetsWithOwnValue(db, id, values);
    const has = new Set(having);
    left = left ? left.filter((one) => has.has(one)) : having;
  }
  return { filters: Object.fromEntries(Object.entries(filters).filter(([id]) => !isOwnId(id))), ids: left };
}

/** What the QR code of a label says (number and check character) means that number; a reader types it like a keyboard. */
function scanned(db: ReadableDb, query: string | undefined): string | undefined {
  const number = query === undefined ? null : readCode(query.normalize('NFKC'));
  return number !== null && assetIdByNumber(db, number) !== undefined ? number : query;
}

function isSortable(catalogue: Catalogue, id: string): boolean {
  const field = catalogue.fieldById(id);
  return id === 'kind' || (field !== undefined && field.origin !== 'derived');
}

export function listAssets(context: Context, input: ParsedInputOf<'asset.list'>): AssetPage {
  const { index, state } = opened(context);
  const ids = findIds(context, input, input.sort);
  const page = ids.slice(input.offset, input.offset + input.limit);
  const columns = input.columns ?? gridColumns(state.catalogue, input.kind);
  return {
    held: index.held(input.kind, input.binned ?? false),
    matched: ids.length,
    rows: readRows(context, page, columns),
  };
}

/** Field ids shown in the grid by default. */
export function gridColumns(catalogue: Catalogue, kind: Kind | undefined): string[] {
  return (kind ? catalogue.fieldsOf(kind) : catalogue.commonFields)
    .filter((field) => field.grid)
    .map((field) => field.id);
}

/** Rows of one page, in the order of `ids`, with stored and derived values of the asked columns. */
function readRows(context: Context, ids: readonly number[], columns: readonly string[]): AssetRow[] {
  const { db, state } = opened(context);
  const day = today(context);
  const needsAll = columns.some((id) => !isCommon(id) || (DERIVED.has(id) && !(id in NEEDS)));
  const read = [...new Set([...columns, ...columns.flatMap((id) => NEEDS[id] ?? [])])];
  const derives = columns.some((id) => DERIVED.has(id) || !isCommon(id));
  const records = needsAll ? readRecords(db, ids) : assetsByIds(db, ids, [...BASE, ...plainColumns(read)]);
  const facts = needsAll ? loadFacts(db, state, ids, columns, classGraph(context)) : null;
  const byId = new Map(records.map((record) => [record.id, record]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    if (!record) return [];
    const kind = record.kind as Kind;
    const stored = needsAll ? valuesOf(kind, record) : pick(read, record);
    const derived = derives ? derive(state, kind, record.scheme_id, stored, { today: day, ...facts?.of(id) }) : {};
    const values: Values = {};
    for (const column of columns) {
      if (!state.catalogue.fieldById(column)) continue;
      const value = column === 'kind' ? kind : (stored[column] ?? derived[column]);
      if (value !== undefined && value !== null) values[column] = value;
    }
    return [{ id: String(id), kind, schemeId: record.scheme_id, values, missing: Number(record['missing_count']) }];
  });
}

const BASE = ['kind', 'scheme_id', 'missing_count'];
const STORED_IDS = new Set(STORED_COMMON.map((field) => field.id));

function plainColumns(columns: readonly string[]): string[] {
  return columns.filter((id) => STORED_IDS.has(id)).map(columnOf);
}

function pick(columns: readonly string[], record: Parameters<typeof valuesOf>[1]): Values {
  const wanted = new Set(columns);
  const values: Values = {};
  for (const field of STORED_COMMON) {
    if (!wanted.has(field.id)) continue;
    const value = record[columnOf(field.id)];
    if (value !== null && value !== undefined)
      values[field.id] = field.type === 'multi' ? (JSON.parse(String(value)) as string[]) : value;
  }
  return values;
}

/** Stored values with derived ones and the proposals of default fields filled in. */
export function completeValues(
  state: RegisterState,
  kind: Kind,
  schemeId: string,
  values: Values,
  id: number,
  facts: Facts | null,
  day: string,
): Values {
  return { ...derive(state, kind, schemeId, values, { today: day, ...facts?.of(id) }), ...values };
}
