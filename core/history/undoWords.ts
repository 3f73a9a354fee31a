import { nameOf } from '../../db/assets.ts';
import { type ChangeRecord, type HistoryRecord, rowsOfChange, subjectsOfChange } from '../../db/history.ts';
import type { ReadableDb } from '../../db/types.ts';
import { settingWords } from './words.ts';

/** A change as a noun: 「計量システム」の変更、一括変更（12件）、設定の変更（組合名）. */
export function changeNoun(db: ReadableDb, change: ChangeRecord): string {
  const subjects = subjectsOfChange(db, change.id);
  const assets = subjects.filter(({ entity }) => entity === 'asset');
  // A link stands with both of its assets.
  if (assets.length > 1) return `${change.action}（${assets.length.toLocaleString('ja-JP')}件）`;
  const [asset] = assets;
  if (asset) return `「${nameOf(db, Number(asset.entity_id)).name}」の${change.action}`;
  const names = subjects.map(({ entity, entity_id }) =>
    entity === 'setting' ? settingWords(entity_id) : (nameIn(rowsOfChange(db, change.id), entity_id) ?? ''),
  );
  const told = [...new Set(names)].filter(Boolean);
  const more = told.length > 3 ? `など${told.length}件` : '';
  return told.length > 0 ? `${change.action}（${told.slice(0, 3).join('、')}${more}）` : change.action;
}

/** The name of an entry, where the change itself says it. */
function nameIn(rows: readonly HistoryRecord[], entityId: string): string | null {
  for (const row of rows) {
    if (row.entity_id !== entityId) continue;
    if (row.field === null) return row.after_words ?? row.before_words;
    if ((row.field === 'label' || row.field === 'name') && row.after !== null) return String(JSON.parse(row.after));
  }
  return null;
}
