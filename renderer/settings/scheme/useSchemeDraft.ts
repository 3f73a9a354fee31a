import { useDeferredValue, useMemo, useState } from 'react';
import type { Scheme, SchemeInfo } from '../../../contract/scheme.ts';
import { byPlace, type Problem, type Problems, problemsOf } from './problems.ts';

export interface SchemeDraft {
  readonly scheme: Scheme;
  readonly dirty: boolean;
  readonly problems: Problems;
  /** Changes the scheme in hand; `work` gets a copy that it may write into. */
  edit(work: (scheme: Scheme) => void): void;
  /** Back to what is stored, or on to what was just stored. */
  reset(to?: SchemeInfo): void;
  /** Revision that is edited. */
  readonly revision: number;
}

/** What every part of the editor gets. */
export type PartProps = Pick<SchemeDraft, 'scheme' | 'edit' | 'problems'>;

/** The scheme without what the register adds to it. */
function textOf({ revision: _revision, assets: _assets, usedLevels: _used, ...scheme }: SchemeInfo): Scheme {
  return scheme;
}

/** A scheme while it is edited. `refused`: what the core said at the last save. */
export function useSchemeDraft(stored: SchemeInfo, refused: readonly Problem[]): SchemeDraft {
  const [base, setBase] = useState(stored);
  const [scheme, setScheme] = useState(() => textOf(stored));
  const checked = useDeferredValue(scheme);
  const problems = useMemo(() => byPlace([...problemsOf(checked), ...refused]), [checked, refused]);
  const dirty = useMemo(() => JSON.stringify(scheme) !== JSON.stringify(textOf(base)), [scheme, base]);
  return {
    scheme,
    dirty,
    problems,
    revision: base.revision,
    edit: (work) =>
      setScheme((old) => {
        const next = structuredClone(old);
        work(next);
        return next;
      }),
    reset: (to = base) => {
      setBase(to);
      setScheme(textOf(to));
    },
  };
}
