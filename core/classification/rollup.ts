import { carryingLinksFrom } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { RegisterState } from '../register/state.ts';
import { CARRYING } from './carrying.ts';
import { ClassGraph, type Held, keptGraph } from './graph.ts';

/**
 * For each of these assets that holds something: the strictest levels of what it holds. On the main thread from the graph
 * that is kept there, in a worker thread from one of its own snapshot.
 */
export function heldLevels(db: ReadableDb, state: RegisterState, ids: readonly number[]): Map<number, Held> {
  const graph = keptGraph(db) ?? new ClassGraph(db, () => state);
  return new Map(
    ids.flatMap((id) => {
      const held = graph.held(id);
      return held ? [[id, held] as const] : [];
    }),
  );
}

/** Would a link from `fromId` to `toId` close a circle over carrying links? What lies in the bin may come back, and counts. */
export function closesCircle(db: ReadableDb, fromId: number, toId: number): boolean {
  const seen = new Set([toId]);
  for (let level = [toId]; level.length > 0; ) {
    if (seen.has(fromId)) return true;
    const next = new Set(carryingLinksFrom(db, level, CARRYING).map((link) => link.to_id));
    level = [...next].filter((id) => !seen.has(id));
    for (const id of level) seen.add(id);
  }
  return false;
}
