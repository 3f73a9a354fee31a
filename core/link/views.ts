import type { Kind } from '../../contract/catalogue/index.ts';
import { LINK_TYPES, type LinkType, type LinkView } from '../../contract/link.ts';
import { AXES, shortCode } from '../../contract/scheme.ts';
import { assetsByIds } from '../../db/assets.ts';
import { linksOf } from '../../db/links.ts';
import { type Context, opened } from '../context.ts';

/** The links of an asset as seen from it, in the order of the link types. */
export function linkViews(context: Context, assetId: number): LinkView[] {
  const { db, state } = opened(context);
  const links = linksOf(db, assetId);
  const otherOf = (link: { from_id: number; to_id: number }) => (link.from_id === assetId ? link.to_id : link.from_id);
  const others = new Map(
    assetsByIds(db, links.map(otherOf), ['kind', 'number', 'name', 'binned', 'scheme_id', ...AXES]).map((record) => [
      record.id,
      record,
    ]),
  );
  const order = Object.keys(LINK_TYPES);
  const views = links.map((link): LinkView => {
    const other = others.get(otherOf(link))!;
    const scheme = state.schemes.get(other.scheme_id);
    const level = (axis: string) => (other[axis] as string | null) ?? null;
    return {
      id: String(link.id),
      type: link.type as LinkType,
      direction: link.from_id === assetId ? 'forward' : 'backward',
      other: {
        id: String(other.id),
        kind: other.kind as Kind,
        number: String(other['number']),
        name: String(other['name']),
        binned: other.binned === 1,
        levels: scheme
          ? shortCode(scheme, {
              confidentiality: level('confidentiality'),
              integrity: level('integrity'),
              availability: level('availability'),
            })
          : '',
      },
    };
  });
  return views.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type) || a.direction.localeCompare(b.direction));
}
