import type { Values } from '../../contract/asset.ts';
import type { Kind } from '../../contract/catalogue/index.ts';
import type { VerifyResult } from '../../contract/register.ts';
import { allIds } from '../../db/assets.ts';
import { assetHistory, countHistory } from '../../db/history.ts';
import { allLinks } from '../../db/links.ts';
import { integrityProblems } from '../../db/open.ts';
import type { ReadableDb } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { readRecords } from '../asset/records.ts';
import { sameValue } from '../asset/values.ts';

/** Written by the app at every change and so not part of the history. */
const NOT_REPLAYED = new Set(['updatedOn', 'updatedBy']);
const MAX_PROBLEMS = 100;

interface Replayed {
  readonly values: Values;
  schemeId: string;
  binned: boolean;
  readonly links: Set<string>;
}

/**
 * Proves that the register and its history tell the same story: SQLite's own checks, then the history replayed from
 * nothing and compared with every asset and link (reliability.md P2).
 */
export function verifyRegister(
  db: ReadableDb,
  onProgress: (phase: string, done: number, total: number | null) => void,
): VerifyResult {
  const problems: { code: string; message: string; assetId?: string }[] = [];
  const add = (code: string, message: string, assetId?: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, message, ...(assetId ? { assetId } : {}) });
  };
  onProgress('ファイルの検査', 0, null);
  for (const line of integrityProblems(db)) add('damaged', `ファイルの検査で問題が見つかりました: ${line}`);

  const historyRows = countHistory(db);
  const ids = allIds(db);
  const links = Map.groupBy(allLinks(db), (link) => String(link.from_id));
  const seen = new Set<string>();
  let done = 0;
  let batch: [string, Replayed][] = [];
  const compareBatch = () => {
    const records = new Map(
      readRecords(
        db,
        batch.map(([id]) => Number(id)),
      ).map((record) => [String(record.id), record]),
    );
    for (const [id, replayed] of batch) {
      seen.add(id);
      const record = records.get(id);
      if (!record) {
        add('assetMissing', `履歴にある資産（内部番号 ${id}）が台帳にありません。`, id);
        continue;
      }
      const label = `資産番号「${String(record['number'])}」`;
      const current = valuesOf(record.kind as Kind, record);
      for (const field of new Set([...Object.keys(current), ...Object.keys(replayed.values)])) {
        if (NOT_REPLAYED.has(field) || field === 'kind' || field === 'schemeId') continue;
        if (!sameValue(current[field], replayed.values[field]))
          add('valueDiffers', `${label}の「${field}」が、履歴から求めた値と違います。`, id);
      }
      if (replayed.values['kind'] !== record.kind) add('valueDiffers', `${label}の資産区分が、履歴と違います。`, id);
      if (replayed.schemeId !== record.scheme_id) add('valueDiffers', `${label}の分類体系が、履歴と違います。`, id);
      if (replayed.binned !== (record.binned === 1))
        add('valueDiffers', `${label}がごみ箱にあるかどうかが、履歴と違います。`, id);
      const now = (links.get(id) ?? []).map((link) => `${link.type}>${link.to_id}`);
      if (now.length !== replayed.links.size || now.some((link) => !replayed.links.has(link)))
        add('linkDiffers', `${label}のつながりが、履歴と違います。`, id);
    }
    done += batch.length;
    onProgress('履歴との突き合わせ', done, ids.length);
    batch = [];
  };
  let currentId: string | null = null;
  let replayed: Replayed | null = null;
  for (const row of assetHistory(db)) {
    if (row.entity_id !== currentId) {
      if (currentId !== null && replayed) batch.push([currentId, replayed]);
      if (batch.length >= 500) compareBatch();
      currentId = row.entity_id;
      replayed = { values: {}, schemeId: '', binned: false, links: new Set() };
    }
    apply(replayed!, row.field, row.before, row.after);
  }
  if (currentId !== null && replayed) batch.push([currentId, replayed]);
  compareBatch();
  for (const id of ids)
    if (!seen.has(String(id))) add('historyMissing', `資産（内部番号 ${id}）に履歴がありません。`, String(id));
  return { ok: problems.length === 0, assets: ids.length, historyRows, problems };
}

function apply(state: Replayed, field: string | null, before: string | null, after: string | null): void {
  const value = after === null ? null : (JSON.parse(after) as unknown);
  if (field === null) {
    const { schemeId, ...values } = value as Values & { schemeId: string };
    Object.assign(state.values, values);
    state.schemeId = schemeId;
  } else if (field === '$scheme') state.schemeId = String(value);
  else if (field === '$binned') state.binned = value === true;
  else if (field.startsWith('$link:')) {
    const type = field.slice('$link:'.length);
    if (value !== null) state.links.add(`${type}>${String(value)}`);
    else state.links.delete(`${type}>${String(JSON.parse(before!))}`);
  } else if (!field.startsWith('$')) {
    if (value === null) delete state.values[field];
    else state.values[field] = value as Values[string];
  }
}
