import { stricter } from '../../contract/move.ts';
import { AXES, type Axis, compareLevels, type Levels } from '../../contract/scheme.ts';
import { classGraph } from '../classification/graph.ts';
import type { Context } from '../context.ts';
import { toLevels } from './item.ts';
import type { MoveView } from './view.ts';

interface Held {
  readonly levels: Levels;
  /** What they come from: 「給与台帳（INF-2026-01-0003）」. */
  readonly names: readonly string[];
}

/**
 * The strictest new levels of what an asset holds, through any depth of links, as far as they are settled: who classes a
 * medium sees what its content has become (domain.md D3).
 */
export function heldNew(context: Context, view: MoveView, assetId: number): Held {
  const levels: Record<Axis, string | null> = { confidentiality: null, integrity: null, availability: null };
  const from: Record<Axis, string> = { confidentiality: '', integrity: '', availability: '' };
  for (const id of classGraph(context).contentOf(assetId)) {
    const item = view.byId.get(id);
    if (!item || item.record.state === 'open') continue;
    const own = toLevels(item.record);
    for (const axis of AXES) {
      if (compareLevels(view.to, axis, own[axis], levels[axis]) <= 0) continue;
      levels[axis] = own[axis];
      from[axis] = `${item.name}（${item.number}）`;
    }
  }
  return { levels, names: [...new Set(AXES.map((axis) => from[axis]).filter(Boolean))] };
}

/** The stricter of two, axis by axis. */
export function together({ to }: MoveView, a: Levels, b: Levels): Levels {
  const axis = (one: Axis) => stricter(to, one, a[one], b[one]);
  return {
    confidentiality: axis('confidentiality'),
    integrity: axis('integrity'),
    availability: axis('availability'),
  };
}
