import type { MasterItem } from '../../contract/master.ts';
import { AXES, type Axis, type Level, levelOf } from '../../contract/scheme.ts';
import { type AssetRecord, assetsByIds, columnOfAll } from '../../db/assets.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { RegisterState } from '../register/state.ts';
import { common, effectiveLevels, printedMarks } from './content.ts';
import type { LabelContent, LabelLevel } from './labelContent.ts';

/**
 * What the labels of these places (safe, shelf, room) can say, in the order of `placeIds`; ids that are no place are left
 * out. The class is the highest one, per axis, over all assets kept there or in a place inside it; what lies in the bin
 * or is disposed of does not count. @param day today, ISO
 */
export function placeContents(
  db: ReadableDb,
  state: RegisterState,
  placeIds: readonly string[],
  day: string,
): LabelContent[] {
  const places = placeIds.flatMap((id) => {
    const item = state.items.get(id);
    return item?.list === 'place' ? [item] : [];
  });
  const insides = new Map(places.map(({ id }) => [id, withChildren(state, id)]));
  const wanted = new Set([...insides.values()].flatMap((ids) => [...ids]));
  const kept = assetsKept(db, state, wanted);
  const effective = effectiveLevels(db, state, [...kept.values()].flat());
  return places.map((place) => {
    const assets = [...insides.get(place.id)!].flatMap((id) => kept.get(id) ?? []);
    const levels = AXES.flatMap((axis) => highest(state, axis, assets, effective) ?? []);
    return placeContent(state, place, assets, levels, day);
  });
}

function placeContent(
  state: RegisterState,
  place: MasterItem,
  assets: readonly AssetRecord[],
  levels: readonly LabelLevel[],
  day: string,
): LabelContent {
  const marks = new Set(assets.flatMap((record) => JSON.parse(String(record['handling_marks'] ?? '[]')) as string[]));
  const inOrder = (state.lists.find(({ id }) => id === 'handlingMark')?.items ?? []).map(({ id }) => id);
  const unknown = [...marks].filter((id) => !inOrder.includes(id));
  return {
    target: 'place',
    subject: place.id,
    kind: null,
    title: place.label,
    marks: printedMarks(state, [...inOrder.filter((id) => marks.has(id)), ...unknown]),
    levels,
    words: {
      ...common(state, day),
      name: place.label,
      keyHolder: String(place.attrs['keyHolder'] ?? ''),
      assets: `${assets.length}件`,
    },
    ids: { group: null, place: place.id },
  };
}

/** A place and everything inside it (棟-階-室-棚). A circle of parents ends the walk. */
function withChildren(state: RegisterState, id: string): Set<string> {
  const items = state.lists.find((list) => list.id === 'place')?.items ?? [];
  const found = new Set([id]);
  for (const inside of found) for (const item of items) if (item.parentId === inside) found.add(item.id);
  return found;
}

function assetsKept(db: ReadableDb, state: RegisterState, places: ReadonlySet<string>): Map<string, AssetRecord[]> {
  const ids: number[] = [];
  for (const [id, place] of columnOfAll(db, 'place')) if (places.has(String(place))) ids.push(id);
  const records = assetsByIds(db, ids, ['place', 'state', 'binned', 'scheme_id', 'handling_marks', ...AXES]);
  const here = records.filter(
    (record) => record.binned === 0 && state.items.get(String(record['state']))?.attrs['gone'] !== true,
  );
  return Map.groupBy(here, (record) => String(record['place']));
}

/** How strict a level looks on paper: the only measure that levels of different schemes have in common. */
const WEIGHTS = ['plain', 'outlined', 'half', 'filled'] as const satisfies Level['weight'][];

/**
 * The strictest level of an axis. Ranks of different schemes are not comparable; while a move is under way the stronger
 * mark counts (機密性3 before 自治体機密性2), and of two equal ones that of the union's present scheme.
 */
function highest(
  state: RegisterState,
  axis: Axis,
  assets: readonly AssetRecord[],
  effective: ReturnType<typeof effectiveLevels>,
): LabelLevel | null {
  let best: { level: Level; key: readonly number[] } | null = null;
  for (const record of assets) {
    const scheme = state.schemes.get(record.scheme_id);
    const level = scheme && levelOf(scheme, axis, effective.get(record.id)![axis]);
    if (!level) continue;
    const key = [WEIGHTS.indexOf(level.weight), scheme.id === state.settings.schemeId ? 1 : 0, level.rank];
    if (!best || isGreater(key, best.key)) best = { level, key };
  }
  if (!best) return null;
  const { name: full, short, neutral, weight } = best.level;
  return { axis, full, short, neutral, weight };
}

function isGreater(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((n, index) => n !== b[index]);
  return i >= 0 && a[i]! > b[i]!;
}
