import type { ParsedInputOf } from '../../contract/api.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import {
  HISTORY_FIELDS,
  type HistoryChange,
  type HistoryChoices,
  type HistoryFilter,
  type HistoryRow,
} from '../../contract/history.ts';
import { formatDate, parseDate } from '../../contract/japanese/date.ts';
import { assetsByIds } from '../../db/assets.ts';
import {
  type ChangeRecord,
  changeById,
  countRowsOfChange,
  type HistoryRecord,
  rowsOfEntity,
  undoneBy,
} from '../../db/history.ts';
import {
  countReadableRows,
  findChanges,
  type HistorySearch,
  historyChoices,
  readableRows,
  storedRows,
} from '../../db/historySearch.ts';
import type { ReadableDb } from '../../db/types.ts';
import { type Context, inWords, opened } from '../context.ts';
import type { RegisterState } from '../register/state.ts';
import { ownNames } from './ownNames.ts';
import { storedWords } from './storedWords.ts';
import { whyNotUndoable } from './undoable.ts';
import { rowWords } from './words.ts';

/** Rows of a change that are shown on the screen. */
const SHOWN_ROWS = 200;

/** Everything that was done to one asset, newest first, in words. */
export function historyOfAsset(context: Context, assetId: string): HistoryChange[] {
  const { db, state } = opened(context);
  const byChange = Map.groupBy(rowsOfEntity(db, 'asset', assetId), (row) => row.change_id);
  const about = assetNames(db, [assetId]);
  return [...byChange]
    .map(([changeId, rows]) =>
      told(db, changeById(db, changeId)!, inRows(db, state, rows, about), countRowsOfChange(db, changeId)),
    )
    .reverse();
}

/** The newest changes that are looked for; without a filter those of the whole register (reliability.md P23). */
export function listHistory(
  context: Context,
  input: ParsedInputOf<'history.list'>,
): { total: number; changes: HistoryChange[] } {
  const { db, state } = opened(context);
  const search = searchOf(input);
  const ids = findChanges(db, search);
  const page = ids.slice(input.offset, input.offset + input.limit);
  return { total: ids.length, changes: page.map((id) => tellChange(db, state, id, search, SHOWN_ROWS)) };
}

/** What the filters of the screen offer. */
export function choicesOfHistory(context: Context): HistoryChoices {
  const { actions, people } = historyChoices(opened(context).db);
  const names = people.map(({ who, post }) => inWords({ name: who, post })).filter(Boolean);
  return { actions, people: [...new Set(names)] };
}

/** The filter as the database takes it. A word that is a date is looked for as it is stored, too. */
export function searchOf(filter: HistoryFilter): HistorySearch {
  const pattern = (words: string) => `%${words.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const query = filter.query?.trim() ?? '';
  const date = parseDate(query);
  const person = filter.person?.trim();
  return {
    words: query === '' ? [] : [pattern(query), ...(date ? [pattern(date)] : [])],
    assetId: filter.assetId ?? null,
    fieldId: filter.fieldId ?? null,
    person: person ? pattern(person) : null,
    from: filter.from ?? null,
    until: filter.until ?? null,
    action: filter.action ?? null,
  };
}

/** The filter in words, as it stands on prints; 'すべて' where there is none. */
export function filterInWords(db: ReadableDb, catalogue: Catalogue, filter: HistoryFilter): string {
  const label = (id: string) =>
    HISTORY_FIELDS.find(([field]) => field === id)?.[1] ?? catalogue.fieldById(id)?.label ?? id;
  const day = (iso: string | undefined) => (iso ? formatDate(iso, 'wareki') : '');
  const { assetId, fieldId, person, from, until, action, query } = filter;
  const parts = [
    assetId && `資産「${assetNames(db, [assetId]).get(assetId) ?? assetId}」`,
    fieldId && `項目「${label(fieldId)}」`,
    person?.trim() && `人「${person.trim()}」`,
    (from || until) && `期間 ${day(from)}〜${day(until)}`,
    action && `操作「${action}」`,
    query?.trim() && `言葉「${query.trim()}」`,
  ].filter(Boolean);
  return parts.join('、') || 'すべて';
}

/** One change in words. @param limit rows at most; -1: all */
export function tellChange(
  db: ReadableDb,
  state: RegisterState,
  id: number,
  search: HistorySearch,
  limit: number,
): HistoryChange {
  const change = changeById(db, id)!;
  const records = readableRows(db, id, search, limit);
  const about = assetNames(
    db,
    records.filter(({ entity }) => entity === 'asset').map(({ entity_id }) => entity_id),
  );
  let rows = inRows(db, state, records, about);
  const { fieldId } = search;
  if (fieldId && !fieldId.startsWith('$')) rows = rows.filter((row) => row.fieldId === fieldId);
  const cut = (all: HistoryRow[]) => (limit < 0 ? all : all.slice(0, limit));
  if (rows.length > 0) return told(db, change, cut(rows), countReadableRows(db, id, search));
  // Nothing of it was told in words when it was written: what its stored rows say.
  const stored = storedWords(db, state, storedRows(db, id));
  return told(db, change, cut(stored), stored.length);
}

function inRows(
  db: ReadableDb,
  state: RegisterState,
  records: readonly HistoryRecord[],
  about: ReadonlyMap<string, string>,
) {
  const names = ownNames(db);
  return records.flatMap((row) =>
    rowWords(state, names, row, row.entity === 'asset' ? (about.get(row.entity_id) ?? null) : null),
  );
}

/** Number and name of assets as they are now. */
export function assetNames(db: ReadableDb, ids: readonly string[]): Map<string, string> {
  const wanted = [...new Set(ids)].map(Number).filter(Number.isSafeInteger);
  return new Map(
    assetsByIds(db, wanted, ['number', 'name']).map((record) => [
      String(record.id),
      `${String(record['number'])}　${String(record['name'])}`,
    ]),
  );
}

function told(db: ReadableDb, change: ChangeRecord, rows: HistoryRow[], rowCount: number): HistoryChange {
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
    rows,
    rowCount,
    undoable: notUndoable === null,
    notUndoable,
    undoneBy: by ? { changeId: String(by.id), at: by.at, who: inWords({ name: by.who, post: by.post }) } : null,
  };
}
