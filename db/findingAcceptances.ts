import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** A broken rule that somebody has accepted for a time, with a reason. */
export interface AcceptanceRow {
  readonly id: number;
  readonly asset_id: number;
  readonly rule_id: string;
  readonly finding_key: string;
  readonly message: string;
  readonly reason: string;
  /** Last day on which it holds, ISO. */
  readonly until: string;
  readonly at: string;
  readonly who: string;
}

export function insertAcceptance(db: WritableDb, row: Omit<AcceptanceRow, 'id'>): number {
  const sql = `insert into finding_acceptance (asset_id, rule_id, finding_key, message, reason, until, at, who)
    values (@asset_id, @rule_id, @finding_key, @message, @reason, @until, @at, @who)`;
  return Number(prepared(db, sql).run(row).lastInsertRowid);
}

/** Acceptances in force on this day; of one asset, or of all. */
export function acceptancesOn(db: ReadableDb, day: string, assetId?: number): AcceptanceRow[] {
  const sql = `select * from finding_acceptance where ended_at is null and until >= ?
    ${assetId === undefined ? '' : 'and asset_id = ?'} order by id`;
  return (assetId === undefined ? prepared(db, sql).all(day) : prepared(db, sql).all(day, assetId)) as AcceptanceRow[];
}

/** @returns the acceptance that was in force; undefined for one that has ended or is unknown */
export function endAcceptanceRow(db: WritableDb, id: number, at: string, who: string): AcceptanceRow | undefined {
  const sql = 'update finding_acceptance set ended_at = ?, ended_by = ? where id = ? and ended_at is null returning *';
  return prepared(db, sql).get(at, who, id) as AcceptanceRow | undefined;
}
