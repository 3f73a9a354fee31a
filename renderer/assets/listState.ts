import type { AssetFilter } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/field.ts';
import { createStore, type Store } from '../store.ts';

export interface Sort {
  readonly field: string;
  readonly descending: boolean;
}

/** What the person has set up in one list. Lives outside React, so that it is there again on coming back. */
export interface ListState {
  readonly query: string;
  /** Field id -> wanted values; `''` is 未記入. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly incomplete: boolean;
  /** Only these assets, when a link brought them along. */
  readonly ids: readonly string[] | null;
  readonly sort: Sort;
  readonly selected: ReadonlySet<string>;
  /** Row the keyboard is on, 0-based; -1: none yet. */
  readonly active: number;
}

const START: ListState = {
  query: '',
  filters: {},
  incomplete: false,
  ids: null,
  sort: { field: 'number', descending: false },
  selected: new Set(),
  active: -1,
};

export interface ListView {
  readonly kind: Kind | null;
  readonly binned: boolean;
}

interface Kept {
  readonly state: Store<ListState>;
  /** Not part of the state: it changes with every pixel. */
  scrollTop: number;
}

const kept = new Map<string, Kept>();

/** The kept state of a list; made on first use. */
export function listOf(view: ListView): Kept {
  const key = `${view.kind} ${view.binned}`;
  let list = kept.get(key);
  if (!list) {
    list = { state: createStore(START), scrollTop: 0 };
    kept.set(key, list);
  }
  return list;
}

/** The filter as the contract has it; nothing in it that is not asked for. */
export function filterOf(view: ListView, state: ListState): AssetFilter {
  const filters = Object.entries(state.filters).filter(([, values]) => values.length > 0);
  return {
    ...(view.kind ? { kind: view.kind } : {}),
    ...(view.binned ? { binned: true } : {}),
    ...(state.query.trim() ? { query: state.query.trim() } : {}),
    ...(filters.length > 0 ? { filters: Object.fromEntries(filters.map(([id, values]) => [id, [...values]])) } : {}),
    ...(state.ids ? { ids: [...state.ids] } : {}),
    ...(state.incomplete ? { incomplete: true } : {}),
  };
}

/** True when anything narrows the list. */
export function isNarrowed(state: ListState): boolean {
  return (
    state.query.trim() !== '' ||
    state.incomplete ||
    state.ids !== null ||
    Object.values(state.filters).some((values) => values.length > 0)
  );
}

/** The state after a filter from elsewhere (今日の仕事, 点検) was taken over. */
export function adoptPreset(state: ListState, preset: AssetFilter): ListState {
  return {
    ...state,
    query: preset.query ?? '',
    filters: preset.filters ?? {},
    incomplete: preset.incomplete ?? false,
    ids: preset.ids ?? null,
    active: -1,
    selected: new Set(),
  };
}

/** Everything narrowing taken away. */
export const WIDE = {
  query: '',
  filters: {},
  incomplete: false,
  ids: null,
  active: -1,
} as const satisfies Partial<ListState>;
