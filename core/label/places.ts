import type { LabelPlace } from '../../contract/label.ts';
import { type Context, opened, today } from '../context.ts';
import { classWords } from './labelContent.ts';
import { placeContents } from './placeContent.ts';

/** Every place that is in use, with what its label would say about its inside. */
export function labelPlaces(context: Context): LabelPlace[] {
  const { db, state } = opened(context);
  const places = (state.lists.find(({ id }) => id === 'place')?.items ?? []).filter((place) => !place.hidden);
  const contents = placeContents(
    db,
    state,
    places.map(({ id }) => id),
    today(context),
  );
  return places.map((place, i) => ({
    id: place.id,
    name: place.label,
    parentId: place.parentId,
    assets: Number.parseInt(contents[i]?.words.assets ?? '0', 10),
    class: classWords(contents[i]?.levels ?? [], 'short'),
  }));
}
