import { useState } from 'react';

/** Rows drawn at once, oldest first; nobody decides over rows that are not shown, and the rest follow when these are done. */
export const SHOWN = 500;

export interface Ticked {
  has(id: string): boolean;
  toggle(id: string): void;
  all(on: boolean): void;
}

/** Which rows of a list are ticked; rows that are gone count no more. */
export function useTicked(rows: readonly { readonly id: string }[]): Ticked {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    has: (id) => ids.has(id),
    toggle(id) {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setIds(next);
    },
    all: (on) => setIds(new Set(on ? rows.map((row) => row.id) : [])),
  };
}
