import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

export interface ChangeRecord {
  readonly id: number;
  readonly at: string;
  readonly who: string;
  readonly post: string;
  readonly action: string;
  readonly reason: string | null;
  readonly undoes: number | null;
}

export interface HistoryRecord {
  readonly seq: number;
  readonly change_id: number;
  readonly entity: string;
  readonly entity_id: string;
  readonly field: string | null;
  /** JSON of the stored value; null: empty */
  readonly before: string | null;
  readonly after: string | null;
  /** Words of ids as they were at that time. */
  readonly before_words: string | null;
  readonly after_words: string | null;
}

/** Opens a change: everything done in one transaction by one person. @returns its id */
export function insertChange(db: WritableDb, change: Omit<ChangeRecord, 'id'>): number {
  const sql =
    'insert into change (at, who, post, action, reason, undoes) values (@at, @who, @post, @action, @reason, @undoes)';
  return Number(prepared(db, sql).run(change).lastInsertRowid);
}

export function insertHistory(
  db: WritableDb,
  changeId: number,
  entity: string,
  entityId: string,
  field: string | null,
  before: string | null,
  after: string | null,
  beforeWords: string | null,
  afterWords: string | null,
): void {
  prepared(
    db,
    `insert into history (change_id, entity, entity_id, field, before, after, before_words, after_words)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(changeId, entity, entityId, field, before, after, beforeWords, afterWords);
}

export function changeById(db: ReadableDb, id: number): ChangeRecord | undefined {
  return prepared(db, 'select * from change where id = ?').get(id) as ChangeRecord | undefined;
}

export function rowsOfChange(db: ReadableDb, changeId: number, limit = -1): HistoryRecord[] {
  return prepared(db, 'select * from history where change_id = ? order by seq limit ?').all(
    changeId,
    limit,
  ) as HistoryRecord[];
}

export function rowsOfEntity(db: ReadableDb, entity: string, entityId: string): HistoryRecord[] {
  return prepared(db, 'select * from history where entity = ? and entity_id = ? order by seq').all(
    entity,
    entityId,
  ) as HistoryRecord[];
}

export function countRowsOfChange(db: ReadableDb, changeId: number): number {
  return prepared(db, 'select count(*) from history where change_id = ?').pluck().get(changeId) as number;
}

/** False for a change without rows, or with rows of masters, settings or the register itself. */
export function touchesOnlyAssets(db: ReadableDb, changeId: number): boolean {
  const entities = prepared(db, 'select distinct entity from history where change_id = ?')
    .pluck()
    .all(changeId) as string[];
  return entities.length === 1 && entities[0] === 'asset';
}

/** Whether a row of the change is about one of these fields. */
export function changeHasFields(db: ReadableDb, changeId: number, fields: readonly string[]): boolean {
  const sql = `select exists (select 1 from history where change_id = ? and field in (select value from json_each(?)))`;
  return prepared(db, sql).pluck().get(changeId, JSON.stringify(fields)) === 1;
}

/** Whether all rows of the change are about this field. */
export function changeHasOnly(db: ReadableDb, changeId: number, field: string): boolean {
  const sql = 'select not exists (select 1 from history where change_id = ? and field is not ?)';
  return prepared(db, sql).pluck().get(changeId, field) === 1;
}

/** The scheme that an asset was classed in after this row, as JSON; undefined where it is still in it. */
export function schemeAfter(db: ReadableDb, assetId: number, seq: number): string | undefined {
  const sql = `select before from history where entity = 'asset' and entity_id = ? and field = '$scheme' and seq > ?
    order by seq limit 1`;
  return prepared(db, sql).pluck().get(String(assetId), seq) as string | undefined;
}

/** The change that took this one back, if any. */
export function undoneBy(db: ReadableDb, changeId: number): number | undefined {
  return prepared(db, 'select id from change where undoes = ?').pluck().get(changeId) as number | undefined;
}

/** Changes newest first; `words` (already escaped for LIKE) searches who, action, reason and the words of the rows. */
export function changesPage(
  db: ReadableDb,
  words: string | null,
  offset: number,
  limit: number,
): { total: number; changes: ChangeRecord[] } {
  const like = (column: string) => `${column} like @words escape '\\'`;
  const where = words
    ? `where ${['who', 'post', 'action', 'reason'].map(like).join(' or ')} or exists (select 1 from history h where h.change_id = change.id
       and (${['h.before_words', 'h.after_words', 'h.before', 'h.after'].map(like).join(' or ')}))`
    : '';
  const wanted = words ? { words } : {};
  const total = prepared(db, `select count(*) from change ${where}`).pluck().get(wanted) as number;
  const sql = `select * from change ${where} order by id desc limit @limit offset @offset`;
  return { total, changes: prepared(db, sql).all({ ...wanted, limit, offset }) as ChangeRecord[] };
}

export function countHistory(db: ReadableDb): number {
  return db.prepare('select count(*) from history').pluck().get() as number;
}

/** The history of all assets, asset by asset, oldest row first: for replaying it. */
export function assetHistory(db: ReadableDb): IterableIterator<HistoryRecord> {
  return db
    .prepare("select * from history where entity = 'asset' order by entity_id, seq")
    .iterate() as IterableIterator<HistoryRecord>;
}

/** Id of the newest change: where the register stood. */
export function lastChangeId(db: ReadableDb): number {
  return prepared(db, 'select coalesce(max(id), 0) from change').pluck().get() as number;
}
