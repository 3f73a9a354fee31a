import { useCallback, useMemo, useState } from 'react';
import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import { isEmpty, sameValue } from '../fields/words.ts';

export interface AssetForm {
  /** What the field holds now: typed, else stored. */
  value(id: string): FieldValue | undefined;
  /** Values that differ from the stored ones; what a save sends. */
  readonly changed: Values;
  /** Field id -> what is written there but can't be read. */
  readonly problems: Readonly<Record<string, string>>;
  readonly dirty: boolean;
  /** Changed here, and meanwhile elsewhere too. */
  readonly overtaken: readonly string[];
  set(id: string, value: FieldValue, problem?: string | null): void;
  /** Throws away what was typed. */
  reset(): void;
  /** The draft was stored: it stays on the screen until the stored values arrive with `settle`. */
  saved(): void;
  settle(stored: Values): void;
}

interface Draft {
  readonly values: Values;
  readonly problems: Readonly<Record<string, string>>;
  /** The stored value when the person began to change the field. */
  readonly began: Values;
  /** Sent by a save, by field id: no longer a change, though the page may still hold the older stored value. */
  readonly sent: Values;
}

const NOTHING: Draft = { values: {}, problems: {}, began: {}, sent: {} };

/** What a person has typed over the stored values of an asset (or over nothing, for a new one). */
export function useAssetForm(stored: Values, initial: Values = {}): AssetForm {
  const [draft, setDraft] = useState<Draft>({ ...NOTHING, values: initial });

  const set = useCallback(
    (id: string, value: FieldValue, problem: string | null = null) =>
      setDraft((old) => {
        const { [id]: _gone, ...others } = old.problems;
        return {
          ...old,
          values: { ...old.values, [id]: value },
          problems: problem ? { ...others, [id]: problem } : others,
          began: id in old.began ? old.began : { ...old.began, [id]: stored[id] ?? null },
        };
      }),
    [stored],
  );
  const reset = useCallback(() => setDraft(NOTHING), []);
  const saved = useCallback(() => setDraft((old) => ({ ...NOTHING, values: old.values, sent: old.values })), []);
  const settle = useCallback(
    (fresh: Values) =>
      setDraft((old) => {
        const arrived = Object.keys(old.sent).filter((id) => sameValue(old.sent[id], fresh[id]));
        if (arrived.length === 0) return old;
        const without = (values: Values, same: Values) =>
          Object.fromEntries(
            Object.entries(values).filter(([id, value]) => !(arrived.includes(id) && value === same[id])),
          );
        return { ...old, values: without(old.values, old.sent), sent: without(old.sent, old.sent) };
      }),
    [],
  );

  return useMemo(() => {
    const entries = Object.entries(draft.values).filter(
      ([id, value]) => !sameValue(value, id in draft.sent ? draft.sent[id] : stored[id]),
    );
    // An emptied field goes as null, never as '' or [].
    const changed = Object.fromEntries(entries.map(([id, value]) => [id, isEmpty(value) ? null : value]));
    const overtaken = entries
      .map(([id]) => id)
      .filter((id) => id in draft.began && !sameValue(draft.began[id], stored[id]));
    return {
      value: (id) => (id in draft.values ? draft.values[id] : stored[id]),
      changed,
      problems: draft.problems,
      dirty: entries.length > 0 || Object.keys(draft.problems).length > 0,
      overtaken,
      set,
      reset,
      saved,
      settle,
    };
  }, [draft, stored, set, reset, saved, settle]);
}
