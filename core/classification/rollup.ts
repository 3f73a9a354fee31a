import { allLinks } from '../../db/links.ts';
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
  const out = new Map<number, number[]>();
  for (const link of allLinks(db)) {
    if (!(CARRYING as readonly string[]).includes(link.type)) continue;
    const list = out.get(link.from_id);
    if (list) list.push(link.to_id);
    else out.set(link.from_id, [link.to_id]);
  }
  const seen = new Set<number>();
  const queue = [toId];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === fromId) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...(out.get(next) ?? []));
  }
  return false;
}
