import type { ParsedInputOf } from '../../contract/api.ts';
import type { Values } from '../../contract/asset.ts';
import { fieldById, KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import type { HistoryChange, HistoryRow } from '../../contract/history.ts';
import { formatDate, isIsoDate } from '../../contract/japanese/date.ts';
import { LINK_TYPES, type LinkType } from '../../contract/link.ts';
import {
  type ChangeRecord,
  changeById,
  changesPage,
  countRowsOfChange,
  type HistoryRecord,
  rowsOfChange,
  rowsOfEntity,
  undoneBy,
} from '../../db/history.ts';
import { fieldMap } from '../asset/columns.ts';
import { type Context, inWords, opened } from '../context.ts';
import { labelEntityWords } from '../label/historyWords.ts';
import { LISTS } from '../presets/lists.ts';
import type { RegisterState } from '../register/state.ts';
import { whyNotUndoable } from './undoable.ts';
import { settingWords } from './words.ts';

/** Everything that was done to one asset, newest first, in words. */
export function historyOfAsset(context: Context, assetId: string): HistoryChange[] {
  const { db, state } = opened(context);
  const byChange = Map.groupBy(rowsOfEntity(db, 'asset', assetId), (row) => row.change_id);
  return [...byChange]
    .map(([changeId, rows]) =>
      toChange(context, changeById(db, changeId)!, rows, countRowsOfChange(db, changeId), state),
    )
    .reverse();
}

/** The newest changes of the whole register; `query` searches who, why and what. */
export function listHistory(
  context: Context,
  input: ParsedInputOf<'history.list'>,
): { total: number; changes: HistoryChange[] } {
  const { db, state } = opened(context);
  const words = input.query?.trim() ? `%${input.query.trim().replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%` : null;
  const page = changesPage(db, words, input.offset, input.limit);
  return {
    total: page.total,
    changes: page.changes.map((change) =>
      toChange(context, change, rowsOfChange(db, change.id, SHOWN_ROWS), countRowsOfChange(db, change.id), state),
    ),
  };
}

const SHOWN_ROWS = 200;

function toChange(
  context: Context,
  change: ChangeRecord,
  rows: readonly HistoryRecord[],
  rowCount: number,
  state: RegisterState,
): HistoryChange {
  const { db } = opened(context);
  const notUndoable = whyNotUndoable(db, change.id);
  const undoing = undoneBy(db, change.id);
  const by = undoing === undefined ? undefined : changeById(db, undoing);
  return {
    changeId: String(change.id),
    at: change.at,
    who: change.who,
    post: change.post,
    action: change.action,
    reason: change.reason,
    rows: rows.flatMap((row) => toRows(state, row)).slice(0, SHOWN_ROWS),
    rowCount,
    undoable: notUndoable === null,
    notUndoable,
    undoneBy: by ? { changeId: String(by.id), at: by.at, who: inWords(by) } : null,
  };
}

/** One stored row in words; the snapshot of a new asset becomes one row for each of its values. */
function toRows(state: RegisterState, row: HistoryRecord): HistoryRow[] {
  const base = {
    seq: row.seq,
    entity: row.entity as HistoryRow['entity'],
    entityId: row.entity_id,
    fieldId: row.field,
  };
  if (row.entity === 'asset' && row.field === null && row.after !== null) return snapshotRows(state, row, base);
  return [
    {
      ...base,
      label: labelOf(state, row),
      before: words(state, row, row.before, row.before_words),
      after: words(state, row, row.after, row.after_words),
    },
  ];
}

function snapshotRows(
  state: RegisterState,
  row: HistoryRecord,
  base: Pick<HistoryRow, 'seq' | 'entity' | 'entityId' | 'fieldId'>,
): HistoryRow[] {
  const values = JSON.parse(row.after!) as Values;
  const inWords = (row.after_words ? JSON.parse(row.after_words) : {}) as Record<string, string>;
  const kind = values['kind'] as Kind;
  const rows: HistoryRow[] = [
    { ...base, fieldId: 'kind', label: '資産区分', before: null, after: KIND_DEFINITIONS[kind].label },
  ];
  for (const field of fieldMap(kind).values()) {
    if (field.id === 'kind' || values[field.id] === undefined) continue;
    rows.push({
      ...base,
      fieldId: field.id,
      label: field.label,
      before: null,
      after: inWords[field.id] ?? plain(state, values[field.id]),
    });
  }
  return rows;
}

const MASTER_WORDS: Readonly<Record<string, string>> = {
  label: '名前',
  kana: 'ふりがな',
  code: '記号',
  parentId: '上の区分',
  aliases: '別の書き方',
  sort: '並び順',
  validFrom: '有効期間（から）',
  validUntil: '有効期間（まで）',
  hidden: '隠す',
  keyHolder: '鍵管理者',
};
function labelOf(state: RegisterState, row: HistoryRecord): string {
  const { field } = row;
  if (row.entity === 'setting') return settingWords(row.entity_id);
  if (row.entity === 'master') {
    const list = LISTS.find((one) => row.entity_id.startsWith(`${one.id}.`))?.label ?? 'マスター';
    return field ? `${list}の${MASTER_WORDS[field] ?? field}` : list;
  }
  if (row.entity === 'register') return field === 'move' ? '分類体系の切替' : '台帳';
  if (row.entity === 'scheme') return schemeWords(state, row);
  const ofLabels = labelEntityWords(row.entity, field);
  if (ofLabels) return ofLabels;
  if (field === '$binned') return 'ごみ箱';
  if (field === '$scheme') return '分類体系';
  if (field === '$proposal') return '分類の承認';
  if (field === '$review') return '分類の見直し';
  if (field === '$accepted') return '点検結果の受け入れ';
  if (field === '$confirmed') return '分類の確かめ';
  if (field === '$unresolved') return '関連資産番号（未登録）';
  if (field?.startsWith('$link:')) return `つながり（${LINK_TYPES[field.slice(6) as LinkType].forward}）`;
  if (field?.startsWith('$linked:')) return `つながり（${LINK_TYPES[field.slice(8) as LinkType].backward}）`;
  return (field && fieldById(field)?.label) || (field ?? '');
}

/** The words of the place stand in the field, behind its path: 「axes.confidentiality.2.name 段階「…」の名前」. */
function schemeWords(state: RegisterState, row: HistoryRecord): string {
  if (row.field === null) return '分類体系';
  const name = state.schemes.get(row.entity_id)?.name;
  const place = row.field.slice(row.field.indexOf(' ') + 1);
  return name ? `分類体系「${name}」 ${place}` : place;
}

function words(state: RegisterState, row: HistoryRecord, json: string | null, inWords: string | null): string | null {
  if (inWords !== null) return inWords;
  if (json === null) return null;
  const value = JSON.parse(json) as unknown;
  if (row.field === '$binned') return value === true ? 'ごみ箱の中' : '台帳';
  if (row.entity === 'setting' && row.entity_id === 'schemeId')
    return state.schemes.get(String(value))?.name ?? String(value);
  return plain(state, value);
}

function plain(state: RegisterState, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (Array.isArray(value)) return value.join('、');
  if (typeof value === 'string' && isIsoDate(value)) return formatDate(value, state.settings.dateStyle);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
