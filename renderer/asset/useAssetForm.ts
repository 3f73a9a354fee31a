import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import { changedValues, type Draft, EMPTY_DRAFT, overtakenFields, saved, settled, typed } from './draft.ts';

export interface AssetForm {
  /** What the field holds now: typed, else stored. */
  value(id: string): FieldValue | undefined;
  /** What the field holds in the register. */
  stored(id: string): FieldValue | undefined;
  /** Values that differ from the stored ones; what a save sends. */
  readonly changed: Values;
  /** Field id -> what is written there but can't be read. */
  readonly problems: Readonly<Record<string, string>>;
  readonly dirty: boolean;
  /** Increases when what was typed is thrown away: controls that keep half-written text of their own start afresh. */
  readonly generation: number;
  /** Changed here, and meanwhile elsewhere too. */
  readonly overtaken: readonly string[];
  set(id: string, value: FieldValue, problem?: string | null): void;
  /** Throws away what was typed. */
  reset(): void;
  /** `values` were stored as `revision`; they stay on the screen until that revision arrives. */
  saved(values: Values, revision: number): void;
}

/** What a person has typed over the stored values of an asset (over nothing and `initial`, for a new one). */
export function useAssetForm(stored: Values, revision: number, initial: Values = {}): AssetForm {
  const [draft, setDraft] = useState<Draft>({ ...EMPTY_DRAFT, values: initial });
  const [generation, setGeneration] = useState(0);
  useEffect(() => setDraft((old) => settled(old, revision)), [revision]);

  const set = useCallback(
    (id: string, value: FieldValue, problem: string | null = null) =>
      setDraft((old) => typed(old, stored, id, value, problem)),
    [stored],
  );
  const reset = useCallback(() => {
    setDraft(EMPTY_DRAFT);
    setGeneration((old) => old + 1);
  }, []);
  const markSaved = useCallback(
    (values: Values, made: number) => setDraft((old) => settled(saved(old, values, made), revision)),
    [revision],
  );

  return useMemo(() => {
    const changed = changedValues(draft, stored);
    return {
      value: (id) => (id in draft.values ? draft.values[id] : stored[id]),
      stored: (id) => stored[id],
      changed,
      problems: draft.problems,
      dirty: Object.keys(changed).length > 0 || Object.keys(draft.problems).length > 0,
      generation,
      overtaken: overtakenFields(draft, stored),
      set,
      reset,
      saved: markSaved,
    };
  }, [draft, generation, stored, set, reset, markSaved]);
}
