import { type AXES, compareLevels, type Levels, type Scheme } from '../../contract/scheme.ts';

/** Own level or that of the content, whichever is stricter, per axis: how strictly the asset is to be treated (⑤). */
export function effectiveLevels(scheme: Scheme, own: Levels, held: Levels | null | undefined): Levels {
  const stricter = (axis: (typeof AXES)[number]) =>
    compareLevels(scheme, axis, held?.[axis] ?? null, own[axis]) > 0 ? held![axis] : own[axis];
  return {
    confidentiality: stricter('confidentiality'),
    integrity: stricter('integrity'),
    availability: stricter('availability'),
  };
}
