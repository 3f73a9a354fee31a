import type { ClassingDraft } from '../classify/useClassing.ts';
import { createStore } from '../store.ts';

/** Where a person is in the worklist; kept while the app is open, so that one can look something up and come back. */
export interface Place {
  /** The asset before them; null: the next open one. */
  readonly at: string | null;
  /** Assets before it, the last one last. */
  readonly trail: readonly string[];
}

const START: Place = { at: null, trail: [] };
const place = createStore<Place>(START);
/** Answers begun and not decided yet, by asset. */
const drafts = new Map<string, ClassingDraft>();

export function usePlace(): Place {
  return place.use();
}

/** Goes on to an asset; null: to the next open one, or the end. */
export function goTo(at: string | null): void {
  const now = place.get();
  const trail = now.at === null || now.at === at ? now.trail : [...now.trail.filter((id) => id !== now.at), now.at];
  place.set({ at, trail: trail.slice(-200) });
}

/** Back to the asset before. */
export function goBackOne(): void {
  const { trail } = place.get();
  const at = trail.at(-1);
  if (at !== undefined) place.set({ at, trail: trail.slice(0, -1) });
}

/** A move has begun or ended: nothing of another one is left. */
export function forgetPlace(): void {
  place.set(START);
  drafts.clear();
}

export const draftOf = (assetId: string): ClassingDraft | undefined => drafts.get(assetId);
export function keepDraft(assetId: string, draft: ClassingDraft): void {
  drafts.set(assetId, draft);
}
export function dropDrafts(assetIds: readonly string[]): void {
  for (const id of assetIds) drafts.delete(id);
}
