import { stricter } from '../../contract/move.ts';
import { AXES, type Axis, compareLevels, type Levels } from '../../contract/scheme.ts';
import { linksOf } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import { CARRYING } from '../classification/rollup.ts';
import { toLevels } from './item.ts';
import type { MoveView } from './view.ts';

export interface Held {
  readonly levels: Levels;
  /** What they come from: 「給与台帳（INF-2026-01-0003）」. */
  readonly names: readonly string[];
}

/**
 * The strictest new levels of what an asset holds, through any depth of links, as far as they are settled, and the
 * names of those that they come from: who classes a medium sees what its content has become (domain.md D3).
 */
export function heldNew(db: ReadableDb, view: MoveView, assetId: number): Held {
  const levels: Record<Axis, string | null> = { confidentiality: null, integrity: null, availability: null };
  const from: Record<Axis, string> = { confidentiality: '', integrity: '', availability: '' };
  const seen = new Set([assetId]);
  const queue = [assetId];
  for (let holder = queue.pop(); holder !== undefined; holder = queue.pop()) {
    for (const link of linksOf(db, holder)) {
      if (link.to_id !== holder || seen.has(link.from_id)) continue;
      if (!(CARRYING as readonly string[]).includes(link.type)) continue;
      seen.add(link.from_id);
      queue.push(link.from_id);
      const item = view.byId.get(link.from_id);
      if (!item || item.record.state === 'open') continue;
      const own = toLevels(item.record);
      for (const axis of AXES) {
        if (compareLevels(view.to, axis, own[axis], levels[axis]) <= 0) continue;
        levels[axis] = own[axis];
        from[axis] = `${item.name}（${item.number}）`;
      }
    }
  }
  return { levels, names: [...new Set(AXES.map((axis) => from[axis]).filter(Boolean))] };
}

/** The stricter of two, axis by axis. */
export function together(view: MoveView, a: Levels, b: Levels): Levels {
  const axis = (one: Axis) => stricter(view.to, one, a[one], b[one]);
  return {
    confidentiality: axis('confidentiality'),
    integrity: axis('integrity'),
    availability: axis('availability'),
  };
}
