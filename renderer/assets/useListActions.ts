import { useCallback, useMemo, useRef } from 'react';
import { call } from '../client.ts';
import { showToast } from '../ui/toast.ts';
import { announceChange } from '../undo.ts';
import { complain } from '../useCall.ts';
import { filterOf, type ListState, type ListView, listOf, type Sort } from './listState.ts';
import type { Rows } from './useRows.ts';

const STEP = 1000;
const MOST_ROWS = 100_000;

/**
 * Does one step after the other, in the order of the keys: at once when nothing is under way, else when all before it is
 * done. So what is done with the chosen rows (Delete) never overtakes the choosing (Ctrl+A).
 */
function inOrder() {
  let last: Promise<void> | null = null;
  return {
    step(act: () => void | Promise<void>): void {
      const running = last ? last.then(act) : act();
      if (!running) return;
      const mine = running.catch(complain).finally(() => {
        if (last === mine) last = null;
      });
      last = mine;
    },
    /** Something is under way. */
    busy: () => last !== null,
  };
}

/** Ids of the rows from one place of the list to another, as far as they are at hand; null when one is not. */
function idsAtHand(rows: Rows, from: number, to: number): string[] | null {
  const ids: string[] = [];
  for (let index = from; index <= to; index += 1) {
    const row = rows.row(index);
    if (!row) return null;
    ids.push(row.id);
  }
  return ids;
}

/** The same out of the register, in view or not. */
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
  /** Rows are chosen, or about to be. */
  choosing(): boolean;
  /** Does something with the chosen rows (ids, in the order of choosing), when all choosing before it is done. */
  whenChosen(act: (ids: readonly string[]) => void | Promise<void>): void;
  bin(): void;
  restore(): void;
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
    const steps = inOrder();
    const chosen = () => store.get().selected;
    const add = (ids: readonly string[]) => patch({ selected: new Set([...chosen(), ...ids]) });
    const many = (method: 'asset.bin' | 'asset.restore', words: (changed: number) => string) =>
      steps.step(async () => {
        const ids = [...chosen()];
        if (ids.length === 0) return;
        const { changeId, changed } = await call(method, { ids });
        patch({ selected: new Set() });
        announceChange(changeId, words(changed));
      });
    return {
      patch,
      sortBy(field) {
        const { sort } = store.get();
        const next: Sort = { field, descending: sort.field === field && !sort.descending };
        patch({ sort: next });
      },
      select(index, range) {
        const rows = latestRows.current;
        const from = range && anchor.current >= 0 ? anchor.current : index;
        if (from === index) {
          const row = rows.row(index);
          if (!row) return;
          anchor.current = index;
          steps.step(() => {
            const selected = new Set(chosen());
            if (!selected.delete(row.id)) selected.add(row.id);
            patch({ selected });
          });
          return;
        }
        const ends = [Math.min(from, index), Math.max(from, index)] as const;
        const atHand = idsAtHand(rows, ...ends);
        // Rows that nobody has seen yet are no answer to where the keys went.
        if (!atHand && !rows.answered) return;
        const state = store.get();
        steps.step(() => (atHand ? add(atHand) : idsBetween(view, state, ...ends).then(add)));
      },
      selectAll(all) {
        if (!all) return steps.step(() => patch({ selected: new Set() }));
        const filter = filterOf(view, store.get());
        steps.step(async () => {
          const { ids } = await call('asset.ids', filter);
          patch({ selected: new Set(ids.slice(0, MOST_ROWS)) });
          if (ids.length > MOST_ROWS)
            showToast(`多すぎるため、はじめの${MOST_ROWS.toLocaleString('ja-JP')}件を選びました。`);
        });
      },
      choosing: () => chosen().size > 0 || steps.busy(),
      whenChosen: (act) => steps.step(() => act([...chosen()])),
      bin: () => many('asset.bin', (changed) => `${changed}件をごみ箱へ移しました。`),
      restore: () => many('asset.restore', (changed) => `${changed}件を台帳へ戻しました。`),
    };
  }, [view, store, patch]);
}
