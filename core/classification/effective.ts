import type { EffectiveClass } from '../../contract/classification.ts';
import { AXES, type Axis, type Levels } from '../../contract/scheme.ts';
import { nameOf } from '../../db/assets.ts';
import { type Context, opened } from '../context.ts';
import { schemeOf } from '../register/state.ts';
import { effectiveLevels } from './effectiveLevels.ts';
import { classGraph } from './graph.ts';

/** How strictly one asset is to be treated, and where each level comes from (domain.md D3, ⑤). */
export function effectiveClass(context: Context, id: number, schemeId: string, own: Levels): EffectiveClass {
  const { db, state } = opened(context);
  const graph = classGraph(context);
  const held = graph.held(id);
  const levels = effectiveLevels(schemeOf(state, schemeId), own, held);
  const named = (other: number) => ({ id: String(other), ...nameOf(db, other) });
  const from = (axis: Axis) =>
    held && levels[axis] !== own[axis] && held.from[axis] !== null ? named(held.from[axis]) : null;
  return {
    schemeId,
    levels,
    from: {
      confidentiality: from('confidentiality'),
      integrity: from('integrity'),
      availability: from('availability'),
    },
    otherSchemes: graph
      .heldInOtherSchemes(id)
      .flatMap((other) =>
        [...new Set(AXES.map((axis) => other.from[axis]))]
          .filter((one) => one !== null)
          .map((one) => ({ schemeId: other.schemeId, ...named(one) })),
      ),
  };
}
