import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** An asset whose class may be too high since something left it (domain.md D3). */
export interface ReviewRow {
  readonly id: number;
  readonly asset_id: number;
  readonly cause: string;
  readonly at: string;
  readonly who: string;
}

/** @returns the task's id */
export function insertReview(db: WritableDb, assetId: number, changeId: number, cause: string, at: string): number {
  const sql = 'insert into review_task (asset_id, change_id, cause, at) values (?, ?, ?, ?)';
  return Number(prepared(db, sql).run(assetId, changeId, cause, at).lastInsertRowid);
}

/** Tasks not done yet, oldest first; of one asset, or of all that are not in the bin. */
export function openReviews(db: ReadableDb, assetId?: number): ReviewRow[] {
  const sql = `select t.id, t.asset_id, t.cause, t.at, c.who from review_task t
    join change c on c.id = t.change_id join asset a on a.id = t.asset_id
    where t.done_at is null and ${assetId === undefined ? 'a.binned = 0' : 't.asset_id = ?'} order by t.id`;
  return (assetId === undefined ? prepared(db, sql).all() : prepared(db, sql).all(assetId)) as ReviewRow[];
}

/** @returns the asset of a task that was still open; undefined for one that is done or unknown */
export function closeReview(db: WritableDb, id: number, at: string, who: string, reason: string): number | undefined {
  const sql = `update review_task set done_at = ?, done_by = ?, done_reason = ? where id = ? and done_at is null
    returning asset_id`;
  return prepared(db, sql).pluck().get(at, who, reason, id) as number | undefined;
}
