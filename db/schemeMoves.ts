import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** Moves of the register from one classification scheme to another, and the assets in each (domain.md §2.3). */

export interface MoveRecord {
  readonly id: number;
  readonly from_scheme: string;
  readonly to_scheme: string;
  /** Revisions of the two schemes that the items were worked out with. */
  readonly from_revision: number;
  readonly to_revision: number;
  /** JSON of a `Mapping`. */
  readonly mapping: string;
  readonly state: 'open' | 'finished' | 'abandoned';
  readonly at: string;
  readonly who: string;
  readonly ended_at: string | null;
  readonly ended_by: string | null;
  readonly approved_by: string | null;
  readonly approved_post: string | null;
  readonly reason: string | null;
  readonly change_id: number | null;
}

/** One asset of a move. Old levels as it had them, new ones as far as they are settled. */
export interface MoveItemRecord {
  readonly asset_id: number;
  readonly confidentiality: string | null;
  readonly integrity: string | null;
  readonly availability: string | null;
  readonly to_confidentiality: string | null;
  readonly to_integrity: string | null;
  readonly to_availability: string | null;
  readonly state: 'mapped' | 'open' | 'decided';
  readonly how: 'mapping' | 'single' | 'bulk';
  readonly because: string;
  readonly reason: string | null;
  /** JSON of the answers; null where no question was answered. */
  readonly answers: string | null;
  /** 1: decided laxer than proposed. */
  readonly lowered: number;
  /** JSON of the facts it was settled on; others make it open again. */
  readonly facts: string;
  /** The asset's revision that was looked at. */
  readonly asset_revision: number;
  readonly at: string | null;
  readonly who: string | null;
}

/** An item with what its asset is now. */
export interface MoveItemRow extends MoveItemRecord {
  readonly kind: string;
  readonly number: string;
  readonly name: string;
  readonly business_category: string | null;
  readonly revision: number;
  readonly binned: number;
  readonly scheme_id: string;
}

/** The one move under way, if any. */
export function openMove(db: ReadableDb): MoveRecord | undefined {
  return prepared(db, "select * from scheme_move where state = 'open'").get() as MoveRecord | undefined;
}

export function moveById(db: ReadableDb, id: number): MoveRecord | undefined {
  return prepared(db, 'select * from scheme_move where id = ?').get(id) as MoveRecord | undefined;
}

/** Moves that are over, newest first. */
export function pastMoves(db: ReadableDb): MoveRecord[] {
  return prepared(db, "select * from scheme_move where state <> 'open' order by id desc").all() as MoveRecord[];
}

/** @returns the id of the new open move */
export function insertMove(
  db: WritableDb,
  move: Pick<MoveRecord, 'from_scheme' | 'to_scheme' | 'from_revision' | 'to_revision' | 'mapping' | 'at' | 'who'>,
): number {
  const sql = `insert into scheme_move (from_scheme, to_scheme, from_revision, to_revision, mapping, state, at, who)
    values (@from_scheme, @to_scheme, @from_revision, @to_revision, @mapping, 'open', @at, @who)`;
  return Number(prepared(db, sql).run(move).lastInsertRowid);
}

/** The items were worked out anew with these revisions of the schemes. */
export function setMoveRevisions(db: WritableDb, id: number, from: number, to: number): void {
  prepared(db, 'update scheme_move set from_revision = ?, to_revision = ? where id = ?').run(from, to, id);
}

export function endMove(
  db: WritableDb,
  id: number,
  end: Pick<MoveRecord, 'state' | 'ended_at' | 'ended_by' | 'approved_by' | 'approved_post' | 'reason' | 'change_id'>,
): void {
  prepared(
    db,
    `update scheme_move set state = @state, ended_at = @ended_at, ended_by = @ended_by, approved_by = @approved_by,
       approved_post = @approved_post, reason = @reason, change_id = @change_id where id = @id`,
  ).run({ ...end, id });
}

/** Adds an item or replaces the one of the same asset. */
export function putMoveItem(db: WritableDb, moveId: number, item: MoveItemRecord): void {
  prepared(
    db,
    `insert into scheme_move_item (move_id, asset_id, confidentiality, integrity, availability,
       to_confidentiality, to_integrity, to_availability, state, how, because, reason, answers, lowered, facts,
       asset_revision, at, who)
     values (@move_id, @asset_id, @confidentiality, @integrity, @availability, @to_confidentiality, @to_integrity,
       @to_availability, @state, @how, @because, @reason, @answers, @lowered, @facts, @asset_revision, @at, @who)
     on conflict (move_id, asset_id) do update set confidentiality = @confidentiality, integrity = @integrity,
       availability = @availability, to_confidentiality = @to_confidentiality, to_integrity = @to_integrity,
       to_availability = @to_availability, state = @state, how = @how, because = @because, reason = @reason,
       answers = @answers, lowered = @lowered, facts = @facts, asset_revision = @asset_revision, at = @at, who = @who,
       left_out = 0`,
  ).run({ ...item, move_id: moveId });
}

/** The move does not take this asset along after all; what was settled for it stays on record. */
export function leaveOutMoveItem(db: WritableDb, moveId: number, assetId: number): void {
  prepared(db, 'update scheme_move_item set left_out = 1 where move_id = ? and asset_id = ?').run(moveId, assetId);
}

/**
 * All items of a move with their assets, those in the bin or in another scheme by now too; or, of one that is over,
 * those that it did not take along.
 */
export function moveItems(db: ReadableDb, moveId: number, leftOut = false): MoveItemRow[] {
  const sql = `select i.*, a.kind, a.number, a.name, a.business_category, a.revision, a.binned, a.scheme_id
    from scheme_move_item i join asset a on a.id = i.asset_id where i.move_id = ? and i.left_out = ?`;
  return prepared(db, sql).all(moveId, leftOut ? 1 : 0) as MoveItemRow[];
}

/** Assets classed in a scheme, not in the bin. */
export function assetsOfScheme(db: ReadableDb, schemeId: string): number[] {
  const sql = 'select id from asset where scheme_id = ? and binned = 0 order by id';
  return prepared(db, sql).pluck().all(schemeId) as number[];
}

/** Assets of a scheme with a class change that waits for the second person. */
export function waitingInScheme(db: ReadableDb, schemeId: string): number {
  const sql = `select count(*) from class_proposal p join asset a on a.id = p.asset_id
    where p.state = 'waiting' and a.scheme_id = ? and a.binned = 0`;
  return prepared(db, sql).pluck().get(schemeId) as number;
}

/** The body of a scheme as it stood at one of its revisions. */
export function schemeBody(db: ReadableDb, schemeId: string, revision: number): string | undefined {
  const sql = 'select body from scheme_revision where scheme_id = ? and revision = ?';
  return prepared(db, sql).pluck().get(schemeId, revision) as string | undefined;
}

/** Importance classes that a change took away: asset id -> what was decided and why, as JSON texts. */
export function importanceTaken(
  db: ReadableDb,
  changeId: number,
): { readonly entity_id: string; readonly field: string; readonly before: string | null }[] {
  const sql = `select entity_id, field, before from history
    where change_id = ? and entity = 'asset' and field in ('importance', 'importanceReason')`;
  return prepared(db, sql).all(changeId) as ReturnType<typeof importanceTaken>;
}

/** Whether that account began the move or decided in it. */
export function workedOnMove(db: ReadableDb, moveId: number, accountId: string): boolean {
  const sql = `select exists (select 1 from history h join change c on c.id = h.change_id
    where c.account_id = @accountId and h.entity in ('scheme_move', 'scheme_move_item') and h.field = '$row'
      and (h.entity_id = cast(@moveId as text) or h.entity_id like '[' || @moveId || ',%')
      and c.action in ('分類体系の切替（始め）', '分類体系の切替（決定）'))`;
  return prepared(db, sql).pluck().get({ moveId, accountId }) === 1;
}
