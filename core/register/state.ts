import type { Kind } from '../../contract/catalogue/index.ts';
import { type Catalogue, catalogueOf, type OwnField, type OwnFieldType } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import type { MasterItem, MasterList, Operator, Settings } from '../../contract/master.ts';
import { settingsSchema } from '../../contract/master.ts';
import type { Scheme } from '../../contract/scheme.ts';
import { allMasters, type MasterRow } from '../../db/masters.ts';
import { allOwnFields, type OwnFieldRow } from '../../db/ownFields.ts';
import { allSchemes, allSettings } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { LISTS } from '../presets/lists.ts';

/**
 * The small data that nearly every rule needs: the fields, master lists, schemes and settings, read once and dropped when one of
 * them changes. Built from any connection, so that worker threads derive exactly what the main thread derives.
 */
export interface RegisterState {
  /** The fields of this register. */
  readonly catalogue: Catalogue;
  readonly lists: readonly MasterList[];
  readonly items: ReadonlyMap<string, MasterItem>;
  readonly schemes: ReadonlyMap<string, Scheme>;
  /** Newest revision of each scheme. */
  readonly schemeRevisions: ReadonlyMap<string, number>;
  readonly settings: Settings;
  readonly operator: Operator;
  /** Whether people log in. */
  readonly accountsOn: boolean;
}

const DEFAULTS: Settings = {
  unionName: '',
  unionShort: '',
  numberPattern: '{区分}-{年度}-{部署}-{連番}',
  approvals: ['管理者', '副管理者', '事務局長', 'グループ長', '担当'],
  marking: '自治体機密性2 ／ 取扱注意',
  dateStyle: 'wareki',
  reviewMonths: 12,
  schemeId: 'municipal-2024',
  approval: false,
  approverPost: '',
  labelNotation: 'neutral',
  lockMinutes: 10,
};

export function loadState(db: ReadableDb): RegisterState {
  const items = allMasters(db).map(toItem);
  const byList = Map.groupBy(items, (item) => item.list);
  const stored = allSettings(db);
  const schemes = allSchemes(db);
  const values = Object.fromEntries(
    Object.keys(DEFAULTS).flatMap((key) => (stored.has(key) ? [[key, JSON.parse(stored.get(key)!)]] : [])),
  );
  return {
    catalogue: catalogueOf(allOwnFields(db).map(toOwnField)),
    lists: LISTS.map((list) => ({
      id: list.id,
      label: list.label,
      closed: list.closed ?? false,
      items: byList.get(list.id) ?? [],
    })),
    items: new Map(items.map((item) => [item.id, item])),
    schemes: new Map(
      schemes.map(({ body }) => {
        const scheme = JSON.parse(body) as Scheme;
        return [scheme.id, scheme];
      }),
    ),
    schemeRevisions: new Map(schemes.map(({ id, revision }) => [id, revision])),
    settings: settingsSchema.parse({ ...DEFAULTS, ...values }),
    operator: stored.has('operator') ? (JSON.parse(stored.get('operator')!) as Operator) : { name: '', post: '' },
    accountsOn: stored.get('accounts') === 'true',
  };
}

/** The scheme with this id. @throws DaichoError('notFound') */
export function schemeOf(state: RegisterState, id: string): Scheme {
  const scheme = state.schemes.get(id);
  if (!scheme) throw new DaichoError('notFound', `分類体系「${id}」がありません。`);
  return scheme;
}

/** Label of a master entry; an unknown id stands for itself, so that nothing disappears. */
export function labelOf(state: RegisterState, id: string): string {
  return state.items.get(id)?.label ?? id;
}

/** Whether a 状態 means that the thing is no longer there (廃棄済, 返却済). */
export function isGone(state: RegisterState, stateId: unknown): boolean {
  return typeof stateId === 'string' && state.items.get(stateId)?.attrs['gone'] === true;
}

function toItem(row: MasterRow): MasterItem {
  return {
    id: row.id,
    list: row.list,
    label: row.label,
    kana: row.kana,
    code: row.code,
    parentId: row.parent_id,
    aliases: JSON.parse(row.aliases) as string[],
    sort: row.sort,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    hidden: row.hidden === 1,
    preset: row.preset === 1,
    attrs: JSON.parse(row.attrs) as MasterItem['attrs'],
  };
}

export function toRow(item: MasterItem): MasterRow {
  return {
    id: item.id,
    list: item.list,
    label: item.label,
    kana: item.kana,
    code: item.code,
    parent_id: item.parentId,
    aliases: JSON.stringify(item.aliases),
    sort: item.sort,
    valid_from: item.validFrom,
    valid_until: item.validUntil,
    hidden: item.hidden ? 1 : 0,
    preset: item.preset ? 1 : 0,
    attrs: JSON.stringify(item.attrs),
  };
}

function toOwnField(row: OwnFieldRow): OwnField {
  const { id, label, type, kinds, help, sort, in_grid, archived } = row;
  return {
    id,
    label,
    type: type as OwnFieldType,
    kinds: JSON.parse(kinds) as Kind[],
    help,
    sort,
    inGrid: in_grid === 1,
    archived: archived === 1,
  };
}

export function ownFieldRow(field: OwnField): OwnFieldRow {
  const { kinds, inGrid, archived, ...rest } = field;
  return { ...rest, kinds: JSON.stringify(kinds), in_grid: inGrid ? 1 : 0, archived: archived ? 1 : 0 };
}
