import { hrefAsset, hrefClassify, navigate } from '../router.ts';
import { createStore } from '../store.ts';
import type { ClassingDraft } from './useClassing.ts';

/** Assets to be classed one after the other. */
export interface ClassQueue {
  readonly ids: readonly string[];
  readonly done: ReadonlySet<string>;
  /** Every asset has been looked at. */
  readonly ended: boolean;
}

const queue = createStore<ClassQueue | null>(null);

/** Work begun and not decided yet, by asset and scheme; kept while the app is open: one can stop and go on later. */
const drafts = new Map<string, ClassingDraft>();

export const draftOf = (key: string): ClassingDraft | undefined => drafts.get(key);
export function keepDraft(key: string, draft: ClassingDraft): void {
  drafts.set(key, draft);
}

export function useQueue(): ClassQueue | null {
  return queue.use();
}

/** Begins with the first of these assets. @param replace the address that led here is not gone back to */
export function startQueue(ids: readonly string[], options: { replace?: boolean } = {}): void {
  queue.set({ ids, done: new Set(), ended: false });
  const [first] = ids;
  if (first) navigate(hrefClassify(first), options);
}

/** Opens one asset apart from any queue. */
export function classOne(id: string): void {
  queue.set(null);
  navigate(hrefClassify(id));
}

/** The asset has been decided: its draft is done with. */
export function markDone(id: string, draftKey: string): void {
  drafts.delete(draftKey);
  const now = queue.get();
  if (now) queue.set({ ...now, done: new Set([...now.done, id]) });
}

/** The neighbour in the queue that is still to be decided; null at the end. */
export function neighbourOf(now: ClassQueue, id: string, step: 1 | -1): string | null {
  for (let at = now.ids.indexOf(id) + step; at >= 0 && at < now.ids.length; at += step) {
    const other = now.ids[at]!;
    if (!now.done.has(other)) return other;
  }
  return null;
}

/** Goes on to the next asset; from the last one to the queue's end, or back to the asset's page where there is no queue. */
export function goOn(id: string): void {
  const now = queue.get();
  const inQueue = now?.ids.includes(id) ? now : null;
  const next = inQueue && neighbourOf(inQueue, id, 1);
  if (inQueue && !next) queue.set({ ...inQueue, ended: true });
  navigate(!inQueue ? hrefAsset(id) : next ? hrefClassify(next) : hrefClassify(), { replace: true });
}

export function endQueue(): void {
  queue.set(null);
}
