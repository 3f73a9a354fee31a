import { useCallback, useMemo, useRef } from 'react';
import { call } from '../client.ts';
import { showToast } from '../ui/toast.ts';
import { announceChange } from '../undo.ts';
import { complain } from '../useCall.ts';
import { filterOf, type ListState, type ListView, listOf, type Sort } from './listState.ts';
import type { Rows } from './useRows.ts';

const STEP = 1000;
const MOST_ROWS = 100_000;

/** Ids of the rows from one place of the list to another, in view or not. */
async function idsBetween(view: ListView, state: ListState, from: number, to: number): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = from; offset <= to; offset += STEP) {
    const limit = Math.min(STEP, to - offset + 1);
    const page = await call('asset.list', { ...filterOf(view, state), sort: state.sort, columns: [], offset, limit });
    ids.push(...page.rows.map((row) => row.id));
  }
  return ids;
}

export interface ListActions {
  patch(patch: Partial<ListState>): void;
  sortBy(field: string): void;
  select(index: number, range: boolean): void;
  selectAll(all: boolean): void;
  bin(ids: readonly string[]): void;
  restore(ids: readonly string[]): void;
}

/** What changes the list's own state, and the two things done with many assets at once. */
export function useListActions(view: ListView, rows: Rows): ListActions {
  const store = listOf(view).state;
  const patch = useCallback((part: Partial<ListState>) => store.set({ ...store.get(), ...part }), [store]);

  /** Row that Shift reaches back to. */
  const anchor = useRef(-1);
  const latestRows = useRef(rows);
  latestRows.current = rows;

  return useMemo(() => {
    const done = (changeId: string, words: string) => {
      patch({ selected: new Set() });
      announceChange(changeId, words);
    };
    return {
      patch,
      sortBy(field) {
        const { sort } = store.get();
        const next: Sort = { field, descending: sort.field === field && !sort.descending };
        patch({ sort: next });
      },
      select(index, range) {
        const state = store.get();
        const from = range && anchor.current >= 0 ? anchor.current : index;
        if (from === index) {
          const row = latestRows.current.row(index);
          if (!row) return;
          anchor.current = index;
          const selected = new Set(state.selected);
          if (!selected.delete(row.id)) selected.add(row.id);
          patch({ selected });
          return;
        }
        idsBetween(view, state, Math.min(from, index), Math.max(from, index)).then(
          (ids) => patch({ selected: new Set([...store.get().selected, ...ids]) }),
          complain,
        );
      },
      selectAll(all) {
        if (!all) return patch({ selected: new Set() });
        call('asset.ids', filterOf(view, store.get())).then(({ ids }) => {
          patch({ selected: new Set(ids.slice(0, MOST_ROWS)) });
          if (ids.length > MOST_ROWS)
            showToast(`多すぎるため、はじめの${MOST_ROWS.toLocaleString('ja-JP')}件を選びました。`);
        }, complain);
      },
      bin(ids) {
        call('asset.bin', { ids: [...ids] }).then(
          ({ changeId, changed }) => done(changeId, `${changed}件をごみ箱へ移しました。`),
          complain,
        );
      },
      restore(ids) {
        call('asset.restore', { ids: [...ids] }).then(
          ({ changeId, changed }) => done(changeId, `${changed}件を台帳へ戻しました。`),
          complain,
        );
      },
    };
  }, [view, store, patch]);
}
