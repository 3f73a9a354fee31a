import type { Values } from '../../contract/asset.ts';
import { KINDS, type Kind } from '../../contract/catalogue/index.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';
import { AXES } from '../../contract/scheme.ts';
import { type AssetRecord, assetsByIds, nameOf } from '../../db/assets.ts';
import { linksBetweenType } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import { columnOf, isCommon, storedOwn, valuesOf } from '../asset/columns.ts';
import { levelsOf, personalDataOf } from '../asset/derive.ts';
import { findIds } from '../asset/list.ts';
import { type Context, opened } from '../context.ts';
import { RULE_FIELDS } from './careRules.ts';
import { classGraph } from './graph.ts';
import { effectiveLevels } from './rollup.ts';
import type { OtherAsset, Subject } from './rule.ts';

/** Reads what the rules look at, and no more: a class that changes may touch ten thousand holders. */

const COMMON = ['kind', 'binned', 'scheme_id', ...AXES, ...RULE_FIELDS.filter(isCommon).map(columnOf)];
const COLUMNS = new Map<Kind, readonly string[]>(
  KINDS.map((kind) => [
    kind,
    [
      ...COMMON,
      ...storedOwn(kind)
        .filter((field) => RULE_FIELDS.includes(field.id))
        .map((field) => columnOf(field.id)),
    ],
  ]),
);

export function readForRules(db: ReadableDb, ids: readonly number[]): AssetRecord[] {
  const kinds = Map.groupBy(assetsByIds(db, ids, ['kind']), (record) => record.kind as Kind);
  return [...kinds].flatMap(([kind, own]) =>
    assetsByIds(
      db,
      own.map(({ id }) => id),
      COLUMNS.get(kind)!,
      kind,
    ),
  );
}

/** Ids of the other assets that rules compare with: information of the same name, what it is a copy of. */
export interface Lookups {
  readonly twins: (id: number) => readonly number[];
  readonly origins: (id: number) => readonly number[];
}

/** One asset as the rules see it; null where its scheme is unknown. */
export function subjectOf(context: Context, record: AssetRecord, lookups: Lookups): Subject | null {
  const { db, state } = opened(context);
  const scheme = state.schemes.get(record.scheme_id);
  if (!scheme) return null;
  const kind = record.kind as Kind;
  const values = valuesOf(kind, record);
  const levels = levelsOf(values);
  const graph = classGraph(context);
  const held = graph.held(record.id);
  const present = (ids: readonly number[]) =>
    ids.length === 0
      ? []
      : readForRules(db, ids)
          .filter((one) => one.binned === 0)
          .map(toOther);
  return {
    id: record.id,
    state,
    kind,
    scheme,
    values,
    levels,
    personalData: personalDataOf(values),
    held,
    effective: effectiveLevels(scheme, levels, held),
    otherSchemes: graph.heldInOtherSchemes(record.id),
    others: {
      nameOf: (id) => nameOf(db, id),
      content: (id) => present(graph.contentOf(id)),
      twins: (id) => present(lookups.twins(id)).filter((twin) => otherForm(values, twin.values)),
      origins: (id) => present(lookups.origins(id)),
    },
  };
}

const otherForm = (a: Values, b: Values) => !!a['form'] && !!b['form'] && a['form'] !== b['form'];

function toOther(record: AssetRecord): OtherAsset {
  const values = valuesOf(record.kind as Kind, record);
  return {
    id: record.id,
    number: String(record['number']),
    name: String(record['name']),
    schemeId: record.scheme_id,
    levels: levelsOf(values),
    values,
  };
}

/** 職員名簿（紙） and 職員名簿（電子） are one information in two forms. */
const FORM_WORDS = /[（(](紙|電子|データ|電子データ|紙文書|書類|原本|写し|電子ファイル)[）)]\s*$/u;

function baseName(name: string): string {
  return foldHeading(name.replace(FORM_WORDS, ''));
}

/** The name that twins share, of those of these assets that are information. */
export function twinName(db: ReadableDb, ids: readonly number[]): Map<number, string> {
  const named = new Map<number, string>();
  for (const record of assetsByIds(db, ids, ['kind', 'name']))
    if (record.kind === 'information') named.set(record.id, baseName(String(record['name'])));
  return named;
}

/** Information of the same name, found through the search of the list; for one asset at a time. */
export function twinsByName(context: Context, id: number): number[] {
  const { db } = opened(context);
  const name = nameOf(db, id).name;
  const near = findIds(context, { kind: 'information', query: name.replace(FORM_WORDS, '') });
  const wanted = baseName(name);
  return [...twinName(db, near)].filter(([other, base]) => base === wanted && other !== id).map(([other]) => other);
}

/** Assets that are copies of these. */
export function copiesOf(db: ReadableDb, ids: readonly number[]): number[] {
  return linksBetweenType(db, 'copyOf', ids, 'to').map((link) => link.from_id);
}

/** What each of these assets is a copy of. */
export function originsOf(db: ReadableDb, ids: readonly number[]): (id: number) => readonly number[] {
  const origins = Map.groupBy(linksBetweenType(db, 'copyOf', ids, 'from'), (link) => link.from_id);
  return (id) => origins.get(id)?.map((link) => link.to_id) ?? [];
}
