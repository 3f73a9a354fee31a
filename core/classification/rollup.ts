import { LINK_TYPE_IDS, LINK_TYPES } from '../../contract/link.ts';
import { AXES, type Axis, compareLevels, type Levels } from '../../contract/scheme.ts';
import { assetsByIds } from '../../db/assets.ts';
import { allLinks, linksOfTypes } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { RegisterState } from '../register/state.ts';

/** Link types over which a class travels (domain.md D3). */
export const CARRYING = LINK_TYPE_IDS.filter((type) => LINK_TYPES[type].carriesClass);

/** The strictest level per axis of what an asset holds, and who it comes from. */
export interface Held extends Levels {
  readonly schemeId: string;
  readonly from: Readonly<Record<Axis, number | null>>;
}

/**
 * For each asset that holds something: the strictest levels of what it holds, per axis, through any depth of links
 * (information on a medium in a PC of a system). Levels of different schemes are not comparable: only those in the
 * holder's own scheme count.
 */
export function heldLevels(db: ReadableDb, state: RegisterState, ids?: readonly number[]): Map<number, Held> {
  const links = linksOfTypes(db, CARRYING);
  const inside = new Map<number, number[]>();
  const involved = new Set<number>();
  for (const { from_id, to_id } of links) {
    const list = inside.get(to_id);
    if (list) list.push(from_id);
    else inside.set(to_id, [from_id]);
    involved.add(from_id).add(to_id);
  }
  const records = new Map(assetsByIds(db, [...involved], ['scheme_id', ...AXES]).map((record) => [record.id, record]));
  const result = new Map<number, Held>();
  for (const id of ids ?? inside.keys()) {
    const own = records.get(id);
    const scheme = own && state.schemes.get(own.scheme_id);
    if (!own || !scheme || !inside.has(id)) continue;
    const levels: Record<Axis, string | null> = { confidentiality: null, integrity: null, availability: null };
    const from: Record<Axis, number | null> = { confidentiality: null, integrity: null, availability: null };
    // `seen` ends the walk where imported links run in a circle.
    const seen = new Set([id]);
    const queue = [...inside.get(id)!];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...(inside.get(next) ?? []));
      const record = records.get(next);
      if (!record || record.scheme_id !== own.scheme_id) continue;
      for (const axis of AXES) {
        const level = record[axis] as string | null;
        if (compareLevels(scheme, axis, level, levels[axis]) > 0) {
          levels[axis] = level;
          from[axis] = next;
        }
      }
    }
    result.set(id, { ...levels, schemeId: own.scheme_id, from });
  }
  return result;
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
