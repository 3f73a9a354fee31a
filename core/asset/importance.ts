import type { Values } from '../../contract/asset.ts';
import { deriveImportance, type Scheme } from '../../contract/scheme.ts';
import { levelsOf, personalDataOf } from './derive.ts';
import { isEmpty } from './values.ts';

/**
 * Does a decided importance class mean the same in the new scheme? Where it does not, the derived one applies; what was
 * decided stays in the history and on the result sheet.
 *
 * @param values those of the asset with its new levels
 */
export function keepsImportance(from: Scheme, to: Scheme, values: Values): boolean {
  const own = values['importance'];
  if (isEmpty(own)) return true;
  const codes = to.importance.classes.map(({ code }) => code);
  const place = codes.indexOf(String(own));
  if (from.importance.label !== to.importance.label || place < 0) return false;
  if (!to.importance.floor) return true;
  const derived = deriveImportance(to, { ...levelsOf(values), personalData: personalDataOf(values) });
  return derived === null || place <= codes.indexOf(derived);
}
