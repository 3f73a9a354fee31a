import type { AssetFilter } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import type { Form } from '../../contract/form.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { derive } from '../asset/derive.ts';
import { sortSource } from '../asset/indexing.ts';
import { findIn } from '../asset/list.ts';
import type { ListIndex, SortKey } from '../asset/listIndex.ts';
import { readRecords } from '../asset/records.ts';
import { filterWords } from '../ledger/filterWords.ts';
import type { RegisterState } from '../register/state.ts';

export interface Register {
  readonly db: ReadableDb;
  readonly index: ListIndex;
  readonly state: RegisterState;
}

/** Assets whose rows are looked at in one go. */
const CHUNK = 1000;

/**
 * The assets that stand on a form, in its order: those that were chosen and that the form is for.
 * @throws DaichoError('invalidInput') for a filter of no field
 */
export function assetsOnForm(register: Register, form: Form, filter: AssetFilter): readonly number[] {
  const base = baseOrder(form);
  let ids = findIn(register, filter, base);
  const quick: Record<string, string[]> = {};
  const slow: [string, string[]][] = [];
  for (const [field, values] of Object.entries(form.filters)) {
    if (values.length === 0) continue;
    // The list's index knows what is stored; what follows from other fields is looked at asset by asset.
    const { filter: listed, origin } = register.state.catalogue.fieldById(field) ?? {};
    if (field === 'kind' || (listed && origin !== 'default')) quick[field] = values;
    else slow.push([field, values]);
  }
  if (Object.keys(quick).length > 0) {
    const belong = new Set(findIn(register, { filters: quick, binned: filter.binned }));
    ids = ids.filter((id) => belong.has(id));
  }
  if (slow.length > 0) ids = withValues(register, ids, slow);
  return sorted(register, ids, form.sort.length > 1 ? form.sort.slice(0, -1) : []);
}

/** What is on the form, in words. */
export function selectionWords(state: RegisterState, form: Form, filter: AssetFilter): string {
  const own = filterWords(state, { filters: form.filters });
  const chosen = filterWords(state, filter);
  return own === 'すべて' ? chosen : chosen === 'すべて' ? own : `${own}のうち、${chosen}`;
}

/** The last of the sort fields: the list has its order ready, and what comes before it only moves whole groups. */
function baseOrder(form: Form): { field: string; descending?: boolean } | undefined {
  return form.sort.at(-1);
}

function withValues(
  { db, state }: Register,
  ids: readonly number[],
  wanted: readonly (readonly [string, readonly string[]])[],
): number[] {
  const passing = new Set<number>();
  for (let i = 0; i < ids.length; i += CHUNK) {
    for (const record of readRecords(db, ids.slice(i, i + CHUNK))) {
      const kind = record.kind as Kind;
      const stored = valuesOf(kind, record);
      // Nothing that is filtered by needs today or other assets.
      const values = { ...derive(state, kind, record.scheme_id, stored, { today: '' }), ...stored };
      const has = ([field, accepted]: readonly [string, readonly string[]]) =>
        [values[field] ?? ''].flat().some((value) => accepted.includes(String(value)));
      if (wanted.every(has)) passing.add(record.id);
    }
  }
  return ids.filter((id) => passing.has(id));
}

/** Orders by these fields, the first one first; what is empty comes last, and what is equal stays as it is. */
function sorted({ db, state }: Register, ids: readonly number[], sort: Form['sort']): readonly number[] {
  let ordered = ids;
  for (const { field, descending } of sort.toReversed()) {
    const keys = sortSource(db, () => state, field).all();
    const sign = descending ? -1 : 1;
    ordered = ordered.toSorted((a, b) => sign * compare(keys.get(a) ?? '', keys.get(b) ?? ''));
  }
  return ordered;
}

function compare(a: SortKey, b: SortKey): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return a < b ? -1 : 1;
}
