import { AXES, type Axis, type Scheme, type SchemeInfo } from '../../contract/scheme.ts';
import { usedLevels } from '../../db/classifications.ts';
import type { Context } from '../context.ts';
import { notYet } from '../notYet.ts';
import { SCHEMES } from '../presets/schemes.ts';

/** All schemes; before the set-up the presets, so that they can be looked at while choosing. */
export function listSchemes(context: Context): SchemeInfo[] {
  const { register } = context;
  if (!register) return SCHEMES.map((scheme) => ({ ...scheme, revision: 1, assets: 0, usedLevels: NONE_USED }));
  const used = usedLevels(register.db);
  return [...register.state.schemes.values()].map((scheme) => info(register.state.schemeRevisions, used, scheme));
}

const NONE_USED: SchemeInfo['usedLevels'] = { confidentiality: [], integrity: [], availability: [] };

function info(revisions: ReadonlyMap<string, number>, used: ReturnType<typeof usedLevels>, scheme: Scheme): SchemeInfo {
  const own = used.levels.filter((row) => row.scheme_id === scheme.id);
  const codes = (axis: Axis) => [...new Set(own.flatMap((row) => row[axis] ?? []))].sort();
  return {
    ...scheme,
    revision: revisions.get(scheme.id) ?? 1,
    assets: used.assets.get(scheme.id) ?? 0,
    usedLevels: Object.fromEntries(AXES.map((axis) => [axis, codes(axis)])) as Record<Axis, string[]>,
  };
}

export const copyScheme = notYet;
export const saveScheme = notYet;
export const removeScheme = notYet;
export const schemeRevisions = notYet;
