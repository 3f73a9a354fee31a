import type { Values } from '../../contract/asset.ts';
import { fieldById, fieldsOf, KIND_DEFINITIONS, type Kind } from '../../contract/catalogue/index.ts';
import { OWN_IDS } from '../../contract/catalogue/own.ts';
import type { HistoryRow } from '../../contract/history.ts';
import { formatDate, isIsoDate } from '../../contract/japanese/date.ts';
import { LINK_TYPES, type LinkType } from '../../contract/link.ts';
import type { HistoryRecord } from '../../db/history.ts';
import { formFieldWords } from '../form/historyWords.ts';
import { labelEntityWords } from '../label/historyWords.ts';
import { formatMoment } from '../moment.ts';
import { LISTS } from '../presets/lists.ts';
import type { RegisterState } from '../register/state.ts';
import type { OwnNames } from './ownNames.ts';
import { TABLE_WORDS } from './tableWords.ts';

/**
 * One stored row in words; the snapshot of a new asset becomes one row for each of its values.
 * @param names what the union's own fields were called then
 */
export function rowWords(
  state: RegisterState,
  names: OwnNames,
  row: HistoryRecord,
  about: string | null,
): HistoryRow[] {
  const base = {
    seq: row.seq,
    entity: row.entity,
    entityId: row.entity_id,
    fieldId: row.field,
    about,
  };
  if (row.entity === 'asset' && row.field === null && row.after !== null) return snapshotRows(state, names, row, base);
  return [
    {
      ...base,
      label: labelOf(state, names, row),
      before: words(state, row, row.before, row.before_words),
      after: words(state, row, row.after, row.after_words),
    },
  ];
}

function snapshotRows(
  state: RegisterState,
  names: OwnNames,
  row: HistoryRecord,
  base: Omit<HistoryRow, 'label' | 'before' | 'after'>,
): HistoryRow[] {
  const values = JSON.parse(row.after!) as Values;
  const inWords = (row.after_words ? JSON.parse(row.after_words) : {}) as Record<string, string>;
  const kind = values['kind'] as Kind;
  const rows: HistoryRow[] = [
    { ...base, fieldId: 'kind', label: '資産区分', before: null, after: KIND_DEFINITIONS[kind].label },
  ];
  const labels = new Map([...fieldsOf(kind).map(({ id, label }) => [id, label] as const), ...ownLabels(names, row)]);
  for (const [id, label] of labels) {
    if (id === 'kind' || values[id] === undefined) continue;
    rows.push({
      ...base,
      fieldId: id,
      label,
      before: null,
      after: inWords[id] ?? plain(state, values[id]),
    });
  }
  return rows;
}

function ownLabels(names: OwnNames, row: HistoryRecord): [id: string, label: string][] {
  return OWN_IDS.map((id) => [id, names(id, row.change_id) ?? NO_NAME]);
}
const NO_NAME = 'その他の項目';

const OWN_FIELD_WORDS: Readonly<Record<string, string>> = {
  label: '名前',
  type: '値の形',
  kinds: '資産区分',
  help: '説明',
  sort: '並び順',
  inGrid: '一覧に出す',
  archived: 'しまう',
};

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
export const SETTING_WORDS: Readonly<Record<string, string>> = {
  unionName: '組合名',
  unionShort: '組合の略称',
  numberPattern: '資産番号の決まり',
  approvals: '決裁欄',
  marking: '分類の表示',
  dateStyle: '日付の書き方',
  reviewMonths: '見直しの月数',
  schemeId: '分類体系',
  approval: '分類の承認',
  approverPost: '承認する職名',
  labelNotation: 'ラベルの分類の書き方',
  operator: '作業する人',
  derivedVersion: '並び順の作りの版',
};

const IMPORT_WORDS: Readonly<Record<string, string>> = {
  meaning: '取り込みでの言葉の意味',
  finding: '取り込みでの行の扱い',
  row: '取り込みでの行の扱い',
};

function labelOf(state: RegisterState, names: OwnNames, row: HistoryRecord): string {
  const { field } = row;
  if (field === '$clock') return '時計が戻された（前の記録の日時 → この記録の日時）';
  if (field === '$empty') return '内容のない変更';
  if (row.entity === 'import') return IMPORT_WORDS[field ?? ''] ?? '取り込みで直した値';
  if (row.entity === 'setting') return settingWords(row.entity_id);
  if (row.entity === 'form') return formFieldWords(field);
  if (row.entity === 'master') {
    const list = LISTS.find((one) => row.entity_id.startsWith(`${one.id}.`))?.label ?? 'マスター';
    return field ? `${list}の${MASTER_WORDS[field] ?? field}` : list;
  }
  if (row.entity === 'ownField') return field ? `独自項目の${OWN_FIELD_WORDS[field] ?? field}` : '独自項目';
  if (row.entity === 'register') return field === 'move' ? '分類体系の切替' : '台帳';
  if (row.entity === 'scheme') return schemeWords(state, row);
  if (row.entity in TABLE_WORDS) return TABLE_WORDS[row.entity]!;
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
  if (field === '$attachment') return '添付';
  return (field && (fieldById(field)?.label ?? names(field, row.change_id))) || NO_NAME;
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
  if (row.field === '$clock') return formatMoment(new Date(String(value)));
  if (row.field === '$binned') return value === true ? 'ごみ箱の中' : '台帳';
  if (row.entity === 'setting' && row.entity_id === 'schemeId')
    return state.schemes.get(String(value))?.name ?? String(value);
  return plain(state, value);
}

function plain(state: RegisterState, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (Array.isArray(value)) return value.join('、');
  if (typeof value === 'string' && isIsoDate(value)) return formatDate(value, state.settings.dateStyle);
  return typeof value === 'object' && value !== null
    ? Object.values(value)
        .filter((one) => typeof one === 'number' || (typeof one === 'string' && one !== ''))
        .join('、') || '（なし）'
    : String(value);
}

/** Settings whose names begin so hold how a ledger is read. */
export const PROFILE_KEY = 'importProfile.';

/** A setting by its name on the screen. */
export function settingWords(key: string): string {
  return key.startsWith(PROFILE_KEY) ? '取り込みの読み方' : (SETTING_WORDS[key] ?? '設定');
}
