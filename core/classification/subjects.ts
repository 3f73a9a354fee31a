import type { Values } from '../../contract/asset.ts';
import { type Field, KINDS, type Kind } from '../../contract/catalogue/index.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';
import { AXES } from '../../contract/scheme.ts';
import { type AssetRecord, assetsByIds, nameOf } from '../../db/assets.ts';
import { linksBetweenType } from '../../db/links.ts';
import type { ReadableDb } from '../../db/types.ts';
import { columnOf, STORED_COMMON, storedOwn } from '../asset/columns.ts';
import { levelsOf, personalDataOf } from '../asset/derive.ts';
import { findIds } from '../asset/list.ts';
import { type Context, opened } from '../context.ts';
import { RULE_FIELDS } from './careRules.ts';
import { effectiveLevels } from './effectiveLevels.ts';
import { classGraph } from './graph.ts';
import type { OtherAsset, Subject } from './rule.ts';

/** Reads what the rules look at, and no more: a class that changes may touch ten thousand holders. */

const WANTED: ReadonlySet<string> = new Set([...AXES, ...RULE_FIELDS]);
const COMMON = STORED_COMMON.filter((field) => WANTED.has(field.id));
const COMMON_COLUMNS = ['kind', 'binned', 'scheme_id', ...COMMON.map((field) => columnOf(field.id))];
const FIELDS = new Map<Kind, readonly Field[]>(
  KINDS.map((kind) => [kind, [...COMMON, ...storedOwn(kind).filter((field) => WANTED.has(field.id))]]),
);

/** Rows of these assets, the kinds of which the list index knows. */
export function readForRules(context: Context, ids: readonly number[]): AssetRecord[] {
  const { db, index } = opened(context);
  const kinds = Map.groupBy(ids, (id) => index.kindOf(id) as Kind | undefined);
  return [...kinds].flatMap(([kind, own]) => {
    if (kind === undefined) return [];
    const detail = FIELDS.get(kind)!.slice(COMMON.length);
    // A kind of which the rules want nothing of its own needs no join.
    if (detail.length === 0) return assetsByIds(db, own, COMMON_COLUMNS);
    return assetsByIds(db, own, [...COMMON_COLUMNS, ...detail.map((field) => columnOf(field.id))], kind);
  });
}

function valuesOf(record: AssetRecord): Values {
  const values: Values = {};
  for (const { id, type } of FIELDS.get(record.kind as Kind)!) {
    const value = record[columnOf(id)];
    if (value !== null && value !== undefined)
      values[id] = type === 'multi' ? (JSON.parse(value as string) as string[]) : value;
  }
  return values;
}

/** Ids of the other assets that rules compare with: information of the same name, what it is a copy of. */
export interface Lookups {
  readonly nameOf: (id: number) => { readonly number: string; readonly name: string };
  readonly read: (ids: readonly number[]) => readonly OtherAsset[];
  readonly twins: (id: number) => readonly number[];
  readonly origins: (id: number) => readonly number[];
}

/** One asset as the rules see it; null where its scheme is unknown. */
export function subjectOf(context: Context, record: AssetRecord, lookups: Lookups): Subject | null {
  const { state } = opened(context);
  const scheme = state.schemes.get(record.scheme_id);
  if (!scheme) return null;
  const kind = record.kind as Kind;
  const values = valuesOf(record);
  const levels = levelsOf(values);
  const graph = classGraph(context);
  const held = graph.held(record.id);
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
      nameOf: lookups.nameOf,
      content: (id) => lookups.read(graph.contentOf(id)),
      twins: (id) => lookups.read(lookups.twins(id)).filter((twin) => otherForm(values, twin.values)),
      origins: (id) => lookups.read(lookups.origins(id)),
    },
  };
}

const otherForm = (a: Values, b: Values) => !!a['form'] && !!b['form'] && a['form'] !== b['form'];

function toOther(record: AssetRecord): OtherAsset {
  const values = valuesOf(record);
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

/** Reads other assets, each once: many holders have the same content. */
export function otherReader(context: Context): Pick<Lookups, 'nameOf' | 'read'> {
  const { db } = opened(context);
  const names = new Map<number, { number: string; name: string }>();
  const assets = new Map<number, OtherAsset | null>();
  return {
    nameOf: (id) => {
      const name = names.get(id) ?? nameOf(db, id);
      names.set(id, name);
      return name;
    },
    read: (ids) => {
      const unknown = ids.filter((id) => !assets.has(id));
      for (const id of unknown) assets.set(id, null);
      if (unknown.length > 0)
        for (const record of readForRules(context, unknown))
          if (record.binned === 0) assets.set(record.id, toOther(record));
      return ids.flatMap((id) => assets.get(id) ?? []);
    },
  };
}
