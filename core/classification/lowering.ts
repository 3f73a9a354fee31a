import type { Values } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import { clearlyLaxer } from '../../contract/move.ts';
import { AXES, type Axis, compareLevels, type Levels, minimumConfidentiality } from '../../contract/scheme.ts';
import { levelsOf, personalDataOf } from '../asset/derive.ts';
import { assetRecord } from '../asset/store.ts';
import { type Context, opened } from '../context.ts';
import { schemeOf } from '../register/state.ts';
import { effectiveLevels } from './effectiveLevels.ts';
import { classGraph } from './graph.ts';

interface Wanted {
  readonly levels: Levels;
  readonly schemeId: string;
  /** Of the asset as it will be: its personal data count. */
  readonly values: Values;
  /** Where the reason is missing. */
  readonly path: string;
  /** Axes that are decided; default: all. */
  readonly axes?: readonly Axis[];
}

/**
 * A class given without a reason may not be laxer than before, than the content's or than personal data ask for: none is
 * ever lowered silently. Levels of two schemes have no order, but a clearly laxer one needs a reason, too (domain.md §2.3).
 * @throws DaichoError('invalidInput') at `path`
 */
export function refuseLowering(context: Context, id: number, wanted: Wanted): void {
  const { levels, values, axes = AXES } = wanted;
  const { state } = opened(context);
  const record = assetRecord(context, id);
  const from = schemeOf(state, record.scheme_id);
  const to = schemeOf(state, wanted.schemeId);
  const graph = classGraph(context);
  const before = effectiveLevels(from, levelsOf(record as unknown as Values), graph.held(id));
  const content = from.id === to.id ? null : graph.heldInOtherSchemes(id).find((held) => held.schemeId === to.id);
  const least = minimumConfidentiality(to, personalDataOf(values));
  const below = (axis: Axis, than: string | null | undefined) =>
    than !== null && than !== undefined && compareLevels(to, axis, levels[axis], than) < 0;
  const lowered = (axis: Axis) =>
    (from.id === to.id ? below(axis, before[axis]) : clearlyLaxer(from, to, axis, before[axis], levels[axis])) ||
    below(axis, content?.[axis]) ||
    (axis === 'confidentiality' && below(axis, least));
  const axis = axes.find(lowered);
  if (!axis) return;
  const { label } = to.axes[axis];
  const message = `${label}が低くなる（または必要な段階に足りない）ので、理由を書いてください。`;
  throw new DaichoError('invalidInput', undefined, [{ path: wanted.path, message }]);
}
