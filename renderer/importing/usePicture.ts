import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import type { SheetPlan } from '../../contract/importing.ts';
import type { PictureLine, SheetPicture } from '../../contract/importPicture.ts';
import { call } from '../client.ts';
import { failureOf } from '../useCall.ts';

/** Lines asked for at once. */
const PAGE = 200;

type Facts = Omit<SheetPicture, 'from' | 'lines'>;

interface Shown {
  /** The plan that the lines were read with. */
  readonly key: string;
  readonly facts: Facts;
  readonly pages: ReadonlyMap<number, readonly PictureLine[]>;
}

export interface Picture {
  /** Null until the first answer. */
  readonly facts: Facts | null;
  readonly failure: Failure | null;
  /** True while the shown lines are those of an older plan. */
  readonly waiting: boolean;
  line(index: number): PictureLine | undefined;
  /** Fetches the lines from first to last that are not here yet. */
  need(first: number, last: number): void;
}

/** The picture of a sheet under a plan, fetched page by page as it is scrolled. The old one stays until the new one is here. */
export function usePicture(importId: string, sheet: SheetPlan): Picture {
  const key = JSON.stringify([importId, sheet]);
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const latest = useRef(key);
  latest.current = key;
  const asked = useRef(new Set<string>());
  /** The page in view: another plan begins there. */
  const at = useRef(0);

  const fetchPage = useCallback(
    async (page: number) => {
      const id = `${key} ${page}`;
      if (asked.current.has(id)) return;
      asked.current.add(id);
      const [importOf, plan] = JSON.parse(key) as [string, SheetPlan];
      try {
        const { from, lines, ...facts } = await call('importing.picture', {
          importId: importOf,
          sheet: plan,
          from: page * PAGE,
          count: PAGE,
        });
        if (latest.current !== key) return;
        setFailure(null);
        setShown((old) => ({
          key,
          facts,
          pages: new Map([...(old?.key === key ? old.pages : []), [from / PAGE, lines]]),
        }));
      } catch (error) {
        asked.current.delete(id);
        if (latest.current === key) setFailure(failureOf(error));
      }
    },
    [key],
  );

  useEffect(() => {
    asked.current.clear();
    void fetchPage(at.current);
  }, [fetchPage]);

  const isCurrent = shown?.key === key;
  const need = useCallback(
    (first: number, last: number) => {
      at.current = Math.floor(first / PAGE);
      if (!isCurrent) return;
      for (let page = at.current; page <= Math.floor(last / PAGE); page += 1) void fetchPage(page);
    },
    [isCurrent, fetchPage],
  );
  return {
    facts: shown?.facts ?? null,
    failure,
    waiting: !isCurrent,
    line: (index) => shown?.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    need,
  };
}
