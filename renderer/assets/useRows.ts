import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AssetFilter, AssetRow } from '../../contract/asset.ts';
import type { Failure } from '../../contract/errors.ts';
import { call, onEvent } from '../client.ts';
import { failureOf } from '../useCall.ts';
import type { Sort } from './listState.ts';

const PAGE = 100;
/** Pages kept at most; the ones farthest from the view go first. */
const KEPT = 120;

export interface Rows {
  /** Assets in this list before filtering. */
  readonly held: number;
  readonly matched: number;
  /** False until the first answer. */
  readonly ready: boolean;
  readonly loading: boolean;
  /** The rows and numbers answer the present question, not an earlier one. */
  readonly answered: boolean;
  readonly error: Failure | null;
  row(index: number): AssetRow | undefined;
  /** Rows that are (nearly) in view; their pages are fetched. */
  need(first: number, last: number): void;
  reload(): void;
}

interface Cache {
  /** Of which question these pages are the answer. */
  question: string;
  pages: Map<number, readonly AssetRow[]>;
  /** Pages from before the last change of the register: shown, but asked again. */
  stale: Set<number>;
}

/**
 * The rows of the list, page by page as they come into view. While a new question is on its way the old rows stay.
 */
export function useRows(filter: AssetFilter, sort: Sort, columns: readonly string[]): Rows {
  const question = JSON.stringify({ filter, sort, columns });
  const asked = useRef(question);
  asked.current = question;
  const cache = useRef<Cache>({ question: '', pages: new Map(), stale: new Set() });
  const running = useRef(new Map<string, Promise<void>>());
  const range = useRef<readonly [number, number]>([0, 0]);
  const [totals, setTotals] = useState({ held: 0, matched: 0, ready: false });
  const [error, setError] = useState<Failure | null>(null);
  const [, redraw] = useState(0);

  const fetchPage = useCallback((page: number) => {
    const mine = asked.current;
    const key = `${mine} ${page}`;
    if (running.current.has(key)) return;
    const { filter, sort, columns } = JSON.parse(mine) as { filter: AssetFilter; sort: Sort; columns: string[] };
    const answer = call('asset.list', { ...filter, sort, columns, offset: page * PAGE, limit: PAGE })
      .then((result) => {
        if (mine !== asked.current) return;
        const held = cache.current;
        if (held.question !== mine) cache.current = { question: mine, pages: new Map(), stale: new Set() };
        const { pages, stale } = cache.current;
        pages.set(page, result.rows);
        stale.delete(page);
        if (pages.size > KEPT) {
          const centre = range.current[0] / PAGE;
          const farthest = [...pages.keys()].reduce((a, b) => (Math.abs(a - centre) >= Math.abs(b - centre) ? a : b));
          pages.delete(farthest);
        }
        setTotals({ held: result.held, matched: result.matched, ready: true });
        setError(null);
      })
      .catch((reason: unknown) => {
        if (mine === asked.current) setError(failureOf(reason));
      })
      .finally(() => {
        running.current.delete(key);
        redraw((n) => n + 1);
      });
    running.current.set(key, answer);
    redraw((n) => n + 1);
  }, []);

  const fetchRange = useCallback(() => {
    const [first, last] = range.current;
    const fresh = cache.current.question === asked.current;
    const { pages, stale } = cache.current;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
      if (!fresh || !pages.has(page) || stale.has(page)) fetchPage(page);
    }
  }, [fetchPage]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is the reason to fetch
  useEffect(() => fetchRange(), [question, fetchRange]);

  const reload = useCallback(() => {
    cache.current.stale = new Set(cache.current.pages.keys());
    fetchRange();
  }, [fetchRange]);

  useEffect(
    () =>
      onEvent((event) => {
        if (event.type === 'register.changed') reload();
      }),
    [reload],
  );

  // While rows fly by, wait for rest before asking: a drag over 100,000 rows must not ask for all of them.
  const timer = useRef(0);
  const need = useCallback(
    (first: number, last: number) => {
      if (range.current[0] === first && range.current[1] === last) return;
      range.current = [first, last];
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(fetchRange, 50);
    },
    [fetchRange],
  );
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const row = useCallback((index: number) => cache.current.pages.get(Math.floor(index / PAGE))?.[index % PAGE], []);
  const loading = running.current.size > 0;
  const answered = totals.ready && cache.current.question === question;
  return useMemo(
    () => ({ ...totals, loading, answered, error, row, need, reload }),
    [totals, loading, answered, error, row, need, reload],
  );
}
