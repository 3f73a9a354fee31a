import type { Values } from '../../contract/asset.ts';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import { isEmpty, sameValue } from '../fields/words.ts';

/** What a person has typed over the stored values of an asset, as data. */
export interface Draft {
  readonly values: Values;
  /** Field id -> what is written there but can't be read; Japanese. */
  readonly problems: Readonly<Record<string, string>>;
  /** The stored value when the person began to change the field. */
  readonly began: Values;
  /** Saved values that the page's stored values may not show yet, and the revision that will. */
  readonly sent: { readonly values: Values; readonly revision: number } | null;
}

export const EMPTY_DRAFT: Draft = { values: {}, problems: {}, began: {}, sent: null };

function without<T>(record: Readonly<Record<string, T>>, drop: (id: string, value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([id, value]) => !drop(id, value)));
}

/** A field was typed in. */
export function typed(draft: Draft, stored: Values, id: string, value: FieldValue, problem: string | null): Draft {
  const problems = without(draft.problems, (other) => other === id);
  return {
    ...draft,
    values: { ...draft.values, [id]: value },
    problems: problem ? { ...problems, [id]: problem } : problems,
    began: id in draft.began ? draft.began : { ...draft.began, [id]: stored[id] ?? null },
  };
}

/** The core took `values` and made `revision` of them. What was typed while they were on their way stays a change. */
export function saved(draft: Draft, values: Values, revision: number): Draft {
  return { ...draft, began: without(draft.began, (id) => id in values), sent: { values, revision } };
}

/** Stored values of `revision` are on the page: from here they speak for themselves. */
export function settled(draft: Draft, revision: number): Draft {
  const { sent } = draft;
  if (!sent || revision < sent.revision) return draft;
  return {
    ...draft,
    values: without(draft.values, (id, value) => id in sent.values && sameValue(value, sent.values[id])),
    sent: null,
  };
}

/** What differs from the stored values; what a save sends. An emptied field goes as null, never as '' or []. */
export function changedValues(draft: Draft, stored: Values): Values {
  const known: Values = { ...stored, ...draft.sent?.values };
  const changed = without(draft.values, (id, value) => sameValue(value, known[id]));
  return Object.fromEntries(Object.entries(changed).map(([id, value]) => [id, isEmpty(value) ? null : value]));
}

/** Fields changed here and, since the person began, elsewhere too. */
export function overtakenFields(draft: Draft, stored: Values): readonly string[] {
  return Object.keys(changedValues(draft, stored)).filter(
    (id) => id in draft.began && !sameValue(draft.began[id], stored[id]),
  );
}
