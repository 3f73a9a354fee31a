import type { ChainedEntry } from './chain.ts';
import { ROW } from './rowImages.ts';
import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

export interface ChangeRecord {
  readonly id: number;
  readonly at: string;
  /** Calendar day where the register stands, ISO: what stands as 最終更新日. */
  readonly day: string;
  readonly who: string;
  readonly post: string;
  /** The account that was logged in; null where there are none. */
  readonly account_id: string | null;
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
  /** Of this entry and, through the one before it, of all before (db/chain.ts). */
  readonly hash: string;
}

/** Opens a change: everything done in one transaction by one person. @returns its id */
export function insertChange(db: WritableDb, change: Omit<ChangeRecord, 'id'>): number {
  const sql = `insert into change (at, day, who, post, account_id, action, reason, undoes)
     values (@at, @day, @who, @post, @account_id, @action, @reason, @undoes)`;
  return Number(prepared(db, sql).run(change).lastInsertRowid);
}

/** Adds an entry; number and hash are the caller's, who knows the entry before it. */
export function insertHistory(db: WritableDb, entry: HistoryRecord): void {
  prepared(
    db,
    `insert into history (seq, change_id, entity, entity_id, field, before, after, before_words, after_words, hash)
     values (@seq, @change_id, @entity, @entity_id, @field, @before, @after, @before_words, @after_words, @hash)`,
  ).run(entry);
}

/** Number and hash of the last entry, and when its change was; undefined in a new register. */
export function chainHead(db: ReadableDb): { seq: number; hash: string; at: string } | undefined {
  const sql =
    'select h.seq, h.hash, c.at from history h join change c on c.id = h.change_id order by h.seq desc limit 1';
  return prepared(db, sql).get() as { seq: number; hash: string; at: string } | undefined;
}

/** Changes with entries after `from` up to `to`, oldest first, each with its first entry. */
export function changesBetween(
  db: ReadableDb,
  from: number,
  to: number,
  limit: number,
): {
  readonly total: number;
  readonly changes: readonly (ChangeRecord &
    Pick<HistoryRecord, 'entity' | 'entity_id' | 'before_words' | 'after_words'> & { readonly entries: number })[];
} {
  const within = 'h.seq > @from and h.seq <= @to';
  const total = db
    .prepare(`select count(distinct h.change_id) from history h where ${within}`)
    .pluck()
    .get({ from, to }) as number;
  const sql = `select c.*, h.entity, h.entity_id, h.before_words, h.after_words, count(*) as entries, min(h.seq)
    from history h join change c on c.id = h.change_id where ${within} group by h.change_id order by h.change_id limit @limit`;
  return { total, changes: db.prepare(sql).all({ from, to, limit }) as never };
}

/** Every entry with the header of its change, in order: for checking the chain and for handing it out. */
export function chainedEntries(db: ReadableDb, fromSeq = 0): IterableIterator<ChainedEntry & { hash: string }> {
  const sql = `select h.seq, h.change_id, c.at, c.day, c.who, c.post, c.account_id, c.action, c.reason, c.undoes, h.entity,
      h.entity_id, h.field, h.before, h.after, h.before_words, h.after_words, h.hash
    from history h left join change c on c.id = h.change_id where h.seq >= ? order by h.seq`;
  return db.prepare(sql).iterate(fromSeq) as IterableIterator<ChainedEntry & { hash: string }>;
}

/** Where SQLite's own counter of entries stands: it tells that the last ones were cut off. */
export function entriesGiven(db: ReadableDb): number {
  return (
    (db.prepare("select seq from sqlite_sequence where name = 'history'").pluck().get() as number | undefined) ?? 0
  );
}

/** Changes that no entry tells of. */
export function emptyChanges(db: ReadableDb): number[] {
  const sql = 'select id from change where id not in (select change_id from history) order by id limit 20';
  return db.prepare(sql).pluck().all() as number[];
}

/** Entries for a reader: what is told in words, the clock that was set back among it. */
export const READ = "field is not '$row' and field is not '$base'";
/** Entries that can be taken back; the others prove (stored rows, the clock). */
const TOLD = "field is not '$row' and field is not '$base' and field is not '$clock'";

export function changeById(db: ReadableDb, id: number): ChangeRecord | undefined {
  return prepared(db, 'select * from change where id = ?').get(id) as ChangeRecord | undefined;
}

export function rowsOfChange(db: ReadableDb, changeId: number, limit = -1): HistoryRecord[] {
  return prepared(db, `select * from history where change_id = ? and ${TOLD} order by seq limit ?`).all(
    changeId,
    limit,
  ) as HistoryRecord[];
}

export function rowsOfEntity(db: ReadableDb, entity: string, entityId: string): HistoryRecord[] {
  return prepared(db, `select * from history where entity = ? and entity_id = ? and ${TOLD} order by seq`).all(
    entity,
    entityId,
  ) as HistoryRecord[];
}

/** What the history tells of one stored row (db/rowImages.ts), in order. */
export function imagesOfEntity(db: ReadableDb, table: string, key: string): HistoryRecord[] {
  const sql = `select * from history where entity = ? and entity_id = ? and field = '${ROW}' order by seq`;
  return prepared(db, sql).all(table, key) as HistoryRecord[];
}

export function countRowsOfChange(db: ReadableDb, changeId: number): number {
  return prepared(db, `select count(*) from history where change_id = ? and ${TOLD}`).pluck().get(changeId) as number;
}

/** Tables and things that the entries of a change are about; `told`: an entry for a reader, not a stored row. */
export function entitiesOfChange(db: ReadableDb, changeId: number): { entity: string; told: boolean }[] {
  const sql = `select entity, max(${TOLD}) as told from history where change_id = ? group by entity`;
  const rows = prepared(db, sql).all(changeId) as { entity: string; told: number }[];
  return rows.map(({ entity, told }) => ({ entity, told: told === 1 }));
}

/** The things that a change tells of. */
export function subjectsOfChange(db: ReadableDb, changeId: number): { entity: string; entity_id: string }[] {
  const sql = `select distinct entity, entity_id from history where change_id = ? and ${TOLD}`;
  return prepared(db, sql).all(changeId) as { entity: string; entity_id: string }[];
}

/** The stored rows that a change wrote, in order. */
export function imagesOfChange(db: ReadableDb, changeId: number): HistoryRecord[] {
  return prepared(db, "select * from history where change_id = ? and field = '$row' order by seq").all(
    changeId,
  ) as HistoryRecord[];
}

export type LaterRow = HistoryRecord & Pick<ChangeRecord, 'at' | 'who' | 'post'>;

/** What was told of one thing after an entry, oldest first, with who and when. */
export function rowsAfter(db: ReadableDb, entity: string, entityId: string, seq: number): LaterRow[] {
  const sql = `select h.*, c.at, c.who, c.post from history h join change c on c.id = h.change_id
    where h.entity = ? and h.entity_id = ? and h.seq > ? and field is not '$base' and field is not '$clock' order by h.seq`;
  return prepared(db, sql).all(entity, entityId, seq) as LaterRow[];
}

/** Changes of one person, newest first. */
export function changesBy(db: ReadableDb, who: Pick<ChangeRecord, 'who' | 'post' | 'account_id'>): ChangeRecord[] {
  const sql =
    'select * from change where who = @who and post = @post and account_id is @account_id order by id desc limit 500';
  return prepared(db, sql).all(who) as ChangeRecord[];
}

/** Where the history last tells that the clock was set back, and on which day. */
export function lastClockEntry(db: ReadableDb): { seq: number; day: string } | undefined {
  const sql = `select h.seq, c.day from history h join change c on c.id = h.change_id
    where h.field = '$clock' order by h.seq desc limit 1`;
  return prepared(db, sql).get() as { seq: number; day: string } | undefined;
}

/** The number of the newest change; 0 in a new register. */
export function newestChange(db: ReadableDb): number {
  return prepared(db, 'select coalesce(max(id), 0) from change').pluck().get() as number;
}

/** Whether a row of the change is about one of these fields. */
export function changeHasFields(db: ReadableDb, changeId: number, fields: readonly string[]): boolean {
  const sql = `select exists (select 1 from history where change_id = ? and field in (select value from json_each(?)))`;
  return prepared(db, sql).pluck().get(changeId, JSON.stringify(fields)) === 1;
}

/** Whether all rows of the change are about this field. */
export function changeHasOnly(db: ReadableDb, changeId: number, field: string): boolean {
  const sql = `select not exists (select 1 from history where change_id = ? and field is not ? and ${TOLD})`;
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

export function countHistory(db: ReadableDb): number {
  return db.prepare('select count(*) from history').pluck().get() as number;
}

export type AssetHistoryRow = HistoryRecord & Pick<ChangeRecord, 'day' | 'who' | 'post'>;

/** The history of all assets, asset by asset, oldest entry first, with day and person of its change: for replaying it. */
export function assetHistory(db: ReadableDb, until = Number.MAX_SAFE_INTEGER): IterableIterator<AssetHistoryRow> {
  return db
    .prepare(
      `select h.*, c.day, c.who, c.post from history h join change c on c.id = h.change_id
       where h.entity = 'asset' and h.seq <= ? order by h.entity_id, h.seq`,
    )
    .iterate(until) as IterableIterator<AssetHistoryRow>;
}

/** Entries of assets after one and up to another, in order, each with its change: what a difference ledger explains. */
export function assetEntriesBetween(
  db: ReadableDb,
  after: number,
  until: number,
): IterableIterator<HistoryRecord & Pick<ChangeRecord, 'at' | 'who' | 'post' | 'action' | 'reason'>> {
  const sql = `select h.*, c.at, c.who, c.post, c.action, c.reason from history h join change c on c.id = h.change_id
    where h.seq > ? and h.seq <= ? and h.entity = 'asset' and h.field is not '$base' order by h.seq`;
  return db.prepare(sql).iterate(after, until) as ReturnType<typeof assetEntriesBetween>;
}

/** Where a day ended. */
export interface DayEnd {
  /** Number and hash of the last entry; 0 where the register did not stand yet. */
  readonly seq: number;
  readonly hash: string;
  /** Whether a later entry says an earlier day: the PC's clock was set back. */
  readonly clockTurned: boolean;
}

/**
 * The end of a calendar day in the history: all before the first change that says a later day. What follows on that one
 * is later, too, whatever a clock that was set back has said since.
 */
export function endOfDay(db: ReadableDb, day: string): DayEnd {
  const later = prepared(db, 'select min(id) from change where day > ?').pluck().get(day) as number | null;
  const sql = 'select seq, hash from history where change_id < ? order by seq desc limit 1';
  const last = prepared(db, sql).get(later ?? Number.MAX_SAFE_INTEGER) as { seq: number; hash: string } | undefined;
  const turned = prepared(db, 'select exists (select 1 from change where id > ? and day <= ?)').pluck();
  return { seq: last?.seq ?? 0, hash: last?.hash ?? '', clockTurned: later !== null && turned.get(later, day) === 1 };
}

/** The day of the first change. */
export function firstDay(db: ReadableDb): string | undefined {
  return prepared(db, 'select day from change order by id limit 1').pluck().get() as string | undefined;
}

/** The change that an entry belongs to. */
export function changeOfEntry(db: ReadableDb, seq: number): ChangeRecord | undefined {
  const sql = 'select c.* from history h join change c on c.id = h.change_id where h.seq = ?';
  return prepared(db, sql).get(seq) as ChangeRecord | undefined;
}
