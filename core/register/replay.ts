import type { Values } from '../../contract/asset.ts';
import { KINDS, type Kind } from '../../contract/catalogue/index.ts';
import type { VerifyProblem } from '../../contract/register.ts';
import { allIds, allNumbers, assetsByIds, strayKindRows } from '../../db/assets.ts';
import { type AssetHistoryRow, assetHistory } from '../../db/history.ts';
import { allLinks, allUnresolved } from '../../db/links.ts';
import { currentRows, recordedRows } from '../../db/rowImages.ts';
import type { ReadableDb, SqlValue } from '../../db/types.ts';
import { valuesOf } from '../asset/columns.ts';
import { readRecords } from '../asset/records.ts';
import { listColumns } from '../asset/store.ts';
import { sameValue } from '../asset/values.ts';
import { inWords } from '../context.ts';
import { TABLE_WORDS } from '../history/tableWords.ts';
import { settingWords } from '../history/words.ts';
import type { RegisterState } from './state.ts';

/** How an asset stands when its history is replayed from nothing. */
export interface Replayed {
  readonly values: Values;
  schemeId: string;
  binned: boolean;
  revision: number;
  /** The change that raised the revision last. */
  revisedIn: number;
  readonly links: Set<string>;
  readonly unresolved: Set<string>;
}

/** Columns that follow from the values. */
const DERIVED = ['kana_key', 'search_text', 'missing_count'];

export type AddProblem = (problem: VerifyProblem) => void;

/**
 * Replays every asset, link and number, and compares each with the register (reliability.md P2).
 * @param derivedToo false before an older program's search texts are written anew
 * @returns assets
 */
export function compareAssets(
  db: ReadableDb,
  state: RegisterState,
  derivedToo: boolean,
  add: AddProblem,
  onProgress: (done: number, total: number) => void,
): number {
  const ids = allIds(db);
  const links = Map.groupBy(allLinks(db), (link) => String(link.from_id));
  const unresolved = Map.groupBy(allUnresolved(db), (one) => String(one.asset_id));
  const seen = new Set<string>();
  const numbers = new Set<string>();
  let batch: [string, Replayed][] = [];
  const compareBatch = () => {
    const wanted = batch.map(([id]) => Number(id));
    const records = new Map(readRecords(db, wanted).map((record) => [String(record.id), record]));
    const stored = new Map(assetsByIds(db, wanted, DERIVED).map((record) => [String(record.id), record]));
    for (const [id, replayed] of batch) {
      seen.add(id);
      numbers.add(String(replayed.values['number']));
      const record = records.get(id);
      if (!record) {
        add({ code: 'assetMissing', message: `履歴にある資産（内部番号 ${id}）が台帳にありません。`, assetId: id });
        continue;
      }
      const label = `資産番号「${String(record['number'])}」`;
      const differs = (what: string) =>
        add({ code: 'valueDiffers', message: `${label}の${what}が、履歴から求めたものと違います。`, assetId: id });
      const kind = record.kind as Kind;
      const current = valuesOf(kind, record);
      for (const field of new Set([...Object.keys(current), ...Object.keys(replayed.values)])) {
        if (field === 'kind' || field === 'schemeId') continue;
        if (!sameValue(current[field], replayed.values[field]))
          differs(`「${state.catalogue.fieldById(field)?.label ?? 'アプリの中だけの値'}」`);
      }
      if (replayed.values['kind'] !== kind) differs('資産区分');
      if (replayed.schemeId !== record.scheme_id) differs('分類体系');
      if (record.binned !== (replayed.binned ? 1 : 0)) differs('「ごみ箱にあるか」');
      if (replayed.revision !== record.revision) differs('変更の回数');
      const derived = derivedToo ? listColumns(state, kind, record.scheme_id, current) : {};
      if (derivedToo && DERIVED.some((column) => stored.get(id)?.[column] !== derived[column]))
        differs('並び順とさがす言葉');
      const now = (links.get(id) ?? []).map((link) => `${link.type}>${link.to_id}`);
      const waiting = (unresolved.get(id) ?? []).map(({ number }) => number);
      if (!sameSet(now, replayed.links) || !sameSet(waiting, replayed.unresolved))
        add({ code: 'linkDiffers', message: `${label}のつながりが、履歴と違います。`, assetId: id });
    }
    onProgress(seen.size, ids.length);
    batch = [];
  };
  for (const one of replayedAssets(db)) {
    batch.push(one);
    if (batch.length >= 500) compareBatch();
  }
  compareBatch();
  for (const id of ids)
    if (!seen.has(String(id)))
      add({ code: 'historyMissing', message: `資産（内部番号 ${id}）に履歴がありません。`, assetId: String(id) });
  if (!sameSet(allNumbers(db), numbers))
    add({ code: 'valueDiffers', message: '使った資産番号の控えが、履歴と違います。' });
  for (const kind of KINDS)
    if (strayKindRows(db, kind) > 0) add({ code: 'valueDiffers', message: 'どの資産のものでもない行があります。' });
  return ids.length;
}

/**
 * Replays the history of each asset from nothing.
 * @param until the last entry to look at
 */
export function* replayedAssets(db: ReadableDb, until?: number): Generator<[id: string, asset: Replayed]> {
  let current: [string, Replayed] | null = null;
  for (const row of assetHistory(db, until)) {
    if (row.entity_id !== current?.[0]) {
      if (current) yield current;
      current = [row.entity_id, unborn()];
    }
    apply(current[1], row);
  }
  if (current) yield current;
}

const unborn = (): Replayed => ({
  values: {},
  schemeId: '',
  binned: false,
  revision: 0,
  revisedIn: 0,
  links: new Set(),
  unresolved: new Set(),
});

function sameSet(list: readonly string[], set: ReadonlySet<string>): boolean {
  return list.length === set.size && list.every((one) => set.has(one));
}

function apply(state: Replayed, row: AssetHistoryRow): void {
  const { field } = row;
  const value = row.after === null ? null : (JSON.parse(row.after) as unknown);
  if (field === null) {
    const { schemeId, ...values } = value as Values & { schemeId: string };
    Object.assign(state.values, values);
    state.schemeId = schemeId;
    state.revision = 1;
    state.revisedIn = row.change_id;
  } else if (field === '$base') {
    const { revision, ...stamps } = value as { revision: number; updatedOn: string | null; updatedBy: string | null };
    state.revision = revision;
    for (const [stamp, at] of Object.entries(stamps)) set(state.values, stamp, at);
  } else if (field === '$binned') {
    state.binned = value === true;
    revise(state, row);
  } else if (field.startsWith('$link:')) {
    const type = field.slice('$link:'.length);
    if (value !== null) state.links.add(`${type}>${String(value)}`);
    else state.links.delete(`${type}>${String(JSON.parse(row.before!))}`);
  } else if (field === '$unresolved') {
    if (value !== null) state.unresolved.add(String(value));
    else state.unresolved.delete(String(JSON.parse(row.before!)));
  } else if (field === '$scheme' || !field.startsWith('$')) {
    revise(state, row);
    if (field === '$scheme') state.schemeId = String(value);
    else set(state.values, field, value as SqlValue);
    if (field === 'updatedOn' || field === 'updatedBy') return;
    state.values['updatedOn'] = row.day;
    state.values['updatedBy'] = inWords({ name: row.who, post: row.post });
  }
}

function revise(state: Replayed, { change_id }: AssetHistoryRow): void {
  if (state.revisedIn !== change_id) state.revision += 1;
  state.revisedIn = change_id;
}

function set(values: Values, field: string, value: unknown): void {
  if (value === null) delete values[field];
  else values[field] = value as Values[string];
}

/** Compares every row of the other tables with its last image in the history (db/rowImages.ts). */
export function compareRows(db: ReadableDb, add: AddProblem, onProgress: (done: number, total: number) => void): void {
  // By our own list, never by the triggers that the file has: whoever edits it may have dropped them.
  const tables = Object.keys(TABLE_WORDS);
  const all = recordedRows(db);
  for (const [i, table] of tables.entries()) {
    onProgress(i, tables.length);
    const recorded = all.get(table) ?? new Map<string, string>();
    const name = TABLE_WORDS[table]!;
    for (const { entity_id, after } of currentRows(db, table)) {
      const told = recorded.get(entity_id);
      if (told === undefined)
        add({ code: 'rowDiffers', message: `${name}に、履歴にない行${which(table, entity_id, after)}があります。` });
      else if (told !== after)
        add({
          code: 'rowDiffers',
          message: `${name}の行${which(table, entity_id, told)}が、履歴から求めたものと違います。`,
        });
      recorded.delete(entity_id);
    }
    for (const [id, told] of recorded)
      add({ code: 'rowDiffers', message: `履歴にある${name}の行${which(table, id, told)}がありません。` });
  }
}

/** The name by which a person knows a row, else its number; a key of letters says nothing to anyone. */
function which(table: string, id: string, image: string): string {
  if (table === 'setting') return `「${settingWords(id)}」`;
  try {
    const { label, name, body } = JSON.parse(image) as Record<string, unknown>;
    const said = label ?? name ?? (typeof body === 'string' && (JSON.parse(body) as { name?: unknown }).name);
    if (typeof said === 'string') return `「${said}」`;
  } catch {
    // An image that was damaged names nothing.
  }
  return /^\d+$/.test(id) ? `（${id}）` : '';
}
