import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

export interface LinkRecord {
  readonly id: number;
  readonly type: string;
  readonly from_id: number;
  readonly to_id: number;
}

/** @returns the link's id; an existing one is returned as it is. */
export function insertLink(db: WritableDb, type: string, fromId: number, toId: number): { id: number; isNew: boolean } {
  const done = prepared(db, 'insert or ignore into asset_link (type, from_id, to_id) values (?, ?, ?)').run(
    type,
    fromId,
    toId,
  );
  if (done.changes === 1) return { id: Number(done.lastInsertRowid), isNew: true };
  const id = prepared(db, 'select id from asset_link where type = ? and from_id = ? and to_id = ?')
    .pluck()
    .get(type, fromId, toId);
  return { id: id as number, isNew: false };
}

export function deleteLink(db: WritableDb, id: number): void {
  prepared(db, 'delete from asset_link where id = ?').run(id);
}

export function linkById(db: ReadableDb, id: number): LinkRecord | undefined {
  return prepared(db, 'select * from asset_link where id = ?').get(id) as LinkRecord | undefined;
}

export function linkBetween(db: ReadableDb, type: string, fromId: number, toId: number): LinkRecord | undefined {
  return prepared(db, 'select * from asset_link where type = ? and from_id = ? and to_id = ?').get(
    type,
    fromId,
    toId,
  ) as LinkRecord | undefined;
}

export function linksOf(db: ReadableDb, assetId: number): LinkRecord[] {
  return prepared(db, 'select * from asset_link where from_id = @id or to_id = @id order by id').all({
    id: assetId,
  }) as LinkRecord[];
}

export function allLinks(db: ReadableDb): LinkRecord[] {
  return prepared(db, 'select * from asset_link order by id').all() as LinkRecord[];
}

/** Numbers that the linked assets of each asset have: outgoing links only, in the order they were made. */
export function linkedNumbers(db: ReadableDb, assetIds?: readonly number[]): { asset_id: number; number: string }[] {
  const where = assetIds ? 'where l.from_id in (select value from json_each(?))' : '';
  const unresolved = assetIds ? 'where asset_id in (select value from json_each(?))' : '';
  const sql = `select asset_id, number from (
      select l.from_id as asset_id, a.number as number, l.id as place from asset_link l join asset a on a.id = l.to_id ${where}
      union all select asset_id, number, 9007199254740991 from unresolved_link ${unresolved}) order by asset_id, place`;
  const ids = assetIds ? JSON.stringify(assetIds) : null;
  return (ids === null ? prepared(db, sql).all() : prepared(db, sql).all(ids, ids)) as {
    asset_id: number;
    number: string;
  }[];
}

/** Keeps a reference of an imported ledger to a number that nobody has yet. @returns false when it is kept already */
export function insertUnresolved(db: WritableDb, assetId: number, number: string): boolean {
  const sql = 'insert or ignore into unresolved_link (asset_id, number) values (?, ?)';
  return prepared(db, sql).run(assetId, number).changes === 1;
}

export function unresolvedOf(db: ReadableDb, assetId: number): string[] {
  return prepared(db, 'select number from unresolved_link where asset_id = ? order by rowid')
    .pluck()
    .all(assetId) as string[];
}

/** Assets that wait for this number. */
export function waitingFor(db: ReadableDb, number: string): number[] {
  return prepared(db, 'select asset_id from unresolved_link where number = ?').pluck().all(number) as number[];
}

/** @returns false when the asset does not wait for this number */
export function deleteUnresolved(db: WritableDb, assetId: number, number: string): boolean {
  const sql = 'delete from unresolved_link where asset_id = ? and number = ?';
  return prepared(db, sql).run(assetId, number).changes === 1;
}

/** On how many assets each software is installed. */
export function installedCounts(db: ReadableDb, assetIds: readonly number[]): { asset_id: number; count: number }[] {
  const sql = `select from_id as asset_id, count(*) as count from asset_link
    where type = 'installedOn' and from_id in (select value from json_each(?)) group by from_id`;
  return prepared(db, sql).all(JSON.stringify(assetIds)) as { asset_id: number; count: number }[];
}

/** A link over which the class of the first asset travels to the second. */
export interface CarriedLink {
  readonly from_id: number;
  readonly to_id: number;
}

/** Every link of the given types, what lies in the bin included. */
export function carryingLinks(db: ReadableDb, types: readonly string[]): CarriedLink[] {
  const sql = 'select from_id, to_id from asset_link where type in (select value from json_each(?))';
  return prepared(db, sql).all(JSON.stringify(types)) as CarriedLink[];
}

/** Those that leave these assets. */
export function carryingLinksFrom(db: ReadableDb, ids: readonly number[], types: readonly string[]): CarriedLink[] {
  const sql = `select from_id, to_id from asset_link
    where from_id in (select value from json_each(?)) and type in (select value from json_each(?))`;
  return prepared(db, sql).all(JSON.stringify(ids), JSON.stringify(types)) as CarriedLink[];
}

/** Links of one type that leave these assets (`from`) or lead to them (`to`). */
export function linksBetweenType(
  db: ReadableDb,
  type: string,
  ids: readonly number[],
  end: 'from' | 'to',
): CarriedLink[] {
  const sql = `select from_id, to_id from asset_link where ${end}_id in (select value from json_each(?)) and type = ?`;
  return prepared(db, sql).all(JSON.stringify(ids), type) as CarriedLink[];
}

/** Every number that an asset refers to and that nobody has yet. */
export function allUnresolved(db: ReadableDb): { asset_id: number; number: string }[] {
  return db.prepare('select asset_id, number from unresolved_link').all() as { asset_id: number; number: string }[];
}
