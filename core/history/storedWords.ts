import { ROLE_WORDS, ROLES } from '../../contract/account.ts';
import { shownName } from '../../contract/attachment.ts';
import type { HistoryRow } from '../../contract/history.ts';
import { AXES, type Axis } from '../../contract/scheme.ts';
import { assetsByIds } from '../../db/assets.ts';
import type { HistoryRecord } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';
import type { RegisterState } from '../register/state.ts';
import { TABLE_WORDS } from './tableWords.ts';
import { PROFILE_KEY, SETTING_WORDS, settingWords } from './words.ts';

type Stored = Readonly<Record<string, string | number | null>>;

/** Rows of one kind that are told one by one; more of them are counted. */
const ONE_BY_ONE = 20;

const MOVE_STATE: Readonly<Record<string, string>> = {
  open: '始めた（途中）',
  finished: '終えた',
  abandoned: '取りやめた',
};
const ITEM_STATE: Readonly<Record<string, string>> = {
  mapped: '対応表のとおり',
  open: 'まだ決めていない',
  decided: '決めた',
};

/**
 * What stored rows say, in words (reliability.md P23): for changes that were told no other way. Never JSON, never an id.
 */
export function storedWords(db: ReadableDb, state: RegisterState, records: readonly HistoryRecord[]): HistoryRow[] {
  return [...Map.groupBy(records, (record) => record.entity)].flatMap(([table, rows]) => {
    const label = TABLE_WORDS[table] ?? 'ほかの記録';
    const base = { seq: rows[0]!.seq, entity: table, fieldId: null, about: null };
    if (rows.length > ONE_BY_ONE) {
      const after = `${rows.length.toLocaleString('ja-JP')}件を記録した`;
      return [{ ...base, entityId: '', label, before: null, after }];
    }
    return rows.map((row): HistoryRow => {
      const before = describe(db, state, table, row.before);
      const after = describe(db, state, table, row.after);
      const same = before !== null && before === after;
      return {
        ...base,
        seq: row.seq,
        entityId: row.entity_id,
        label,
        before: same ? null : before,
        after: same ? `${after}（書きかえた）` : after,
      };
    });
  });
}

function describe(db: ReadableDb, state: RegisterState, table: string, image: string | null): string | null {
  if (image === null) return null;
  const row = JSON.parse(image) as Stored;
  const text = (name: string) => String(row[name] ?? '');
  const named = (json: string) => String((JSON.parse(json || '{}') as { name?: string }).name ?? '');
  const scheme = (id: string) => state.schemes.get(id)?.name ?? '今はない分類体系';
  const levels = (prefix: string, schemeId: string) => levelWords(state, schemeId, row, prefix);
  switch (table) {
    case 'setting':
      if (text('key') in SETTING_WORDS || text('key').startsWith(PROFILE_KEY)) return settingWords(text('key'));
      return text('key').includes('/') ? '様式' : 'アプリの中だけの値';
    case 'master_item':
    case 'own_field':
      return text('label');
    case 'scheme':
      return `${named(text('body'))}（第${text('revision')}版）${row['removed'] === 1 ? '（なくした）' : ''}`;
    case 'scheme_revision':
      return `${named(text('body'))}（第${text('revision')}版）`;
    case 'number_counter':
      return `「${text('prefix')}」の数え ${text('last')}`;
    case 'classification':
      return `${asset(db, row)}${levels('', text('scheme_id'))}`;
    case 'class_proposal':
      return `${asset(db, row)}${levels('', text('scheme_id'))}${reason(row, 'reason')}`;
    case 'review_task':
      return `${asset(db, row)}${row['done_at'] ? `見直した${reason(row, 'done_reason')}` : '見直しを待つ'}`;
    case 'finding_acceptance':
      return `${asset(db, row)}${text('message')}${reason(row, 'reason')}${row['ended_at'] ? '（取りやめた）' : ''}`;
    case 'scheme_move':
      return `${scheme(text('from_scheme'))} → ${scheme(text('to_scheme'))}　${MOVE_STATE[text('state')] ?? ''}${reason(row, 'reason')}`;
    case 'scheme_move_item': {
      const to = db.prepare('select to_scheme from scheme_move where id = ?').pluck().get(row['move_id']);
      return `${asset(db, row)}${ITEM_STATE[text('state')] ?? ''}　${levels('to_', String(to))}${reason(row, 'reason')}`;
    }
    case 'label_sheet':
    case 'label_template_revision':
      return `${named(text('body'))}${row['removed'] === 1 ? '（なくした）' : ''}`;
    case 'label_sheet_use':
      return `次は${text('start')}面から`;
    case 'label_template':
      return `第${text('revision')}版${row['removed'] === 1 ? '（なくした）' : ''}`;
    case 'label_printer':
      return [text('name'), text('tray')].filter(Boolean).join(' ');
    case 'label_print':
      return `${asset(db, row)}${text('copies')}枚（${text('version')}回目）`;
    case 'output':
      return text('file_name');
    case 'seal':
      return text('title');
    case 'account':
      return accountWords(row);
    case 'account_recovery':
      return '復旧コードを作った';
    case 'attachment':
      return `${asset(db, row)}${shownName(text('name'))}${row['removed'] === 1 ? '（外した）' : ''}`;
    default:
      return '記録した';
  }
}

function accountWords(row: Stored): string {
  let roles: readonly string[] = [];
  try {
    const read = JSON.parse(String(row['roles'] ?? '[]')) as unknown;
    if (Array.isArray(read)) roles = read.map(String);
  } catch {}
  const words = ROLES.filter((role) => roles.includes(role))
    .map((role) => ROLE_WORDS[role].label)
    .join('・');
  const name = [row['post'], row['name']].filter(Boolean).join(' ');
  return `${name}${words && `（${words}）`}${row['disabled'] === 1 ? '（使えなくした）' : ''}`;
}

function levelWords(state: RegisterState, schemeId: string, row: Stored, prefix: string): string {
  const scheme = state.schemes.get(schemeId);
  const name = (axis: Axis) => {
    const code = row[`${prefix}${axis}`];
    return scheme?.axes[axis].levels.find((level) => level.code === code)?.name ?? String(code ?? '');
  };
  return AXES.map(name).filter(Boolean).join('・') || '段階なし';
}

const reason = (row: Stored, name: string) => (row[name] ? `　理由：${String(row[name])}` : '');

function asset(db: ReadableDb, row: Stored): string {
  const id = row['asset_id'];
  if (typeof id !== 'number') return '';
  const [found] = assetsByIds(db, [id], ['number', 'name']);
  return found ? `${String(found['number'])}　${String(found['name'])}　` : '';
}
