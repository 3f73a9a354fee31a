import type { LabelSheet } from '../contract/labelSheet.ts';
import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** Sheets that the union defined itself and still uses, in the order of their names. */
export function ownSheets(db: ReadableDb): LabelSheet[] {
  const bodies = prepared(db, "select body from label_sheet where removed = 0 order by body ->> '$.name', id")
    .pluck()
    .all() as string[];
  return bodies.map((body) => JSON.parse(body) as LabelSheet);
}

/** Adds a sheet or replaces the one with this id. */
export function putSheet(db: WritableDb, id: string, body: LabelSheet): void {
  prepared(
    db,
    'insert into label_sheet (id, body) values (?, ?) on conflict (id) do update set body = excluded.body, removed = 0',
  ).run(id, JSON.stringify({ ...body, id }));
}

/** An own sheet, a removed one too: an old label still says what it was printed on. */
export function ownSheet(db: ReadableDb, id: string): LabelSheet | undefined {
  const body = prepared(db, 'select body from label_sheet where id = ?').pluck().get(id) as string | undefined;
  return body === undefined ? undefined : (JSON.parse(body) as LabelSheet);
}

/** Offers a sheet no more; what was printed on it can still be read. @returns false when there is no own sheet with this id */
export function removeSheet(db: WritableDb, id: string): boolean {
  prepared(db, 'delete from label_sheet_use where sheet_id = ?').run(id);
  return prepared(db, 'update label_sheet set removed = 1 where id = ? and removed = 0').run(id).changes === 1;
}

/** Where the next print on a partly used sheet begins. */
export interface SheetUse {
  /** First free cell, 1-based. */
  readonly start: number;
  /** Cells behind it that are used or spoilt, 1-based. */
  readonly skip: readonly number[];
}

/** By sheet id; a sheet that was never printed on is not there. */
export function sheetUses(db: ReadableDb): Map<string, SheetUse> {
  const rows = prepared(db, 'select sheet_id, start, skip from label_sheet_use').all() as {
    sheet_id: string;
    start: number;
    skip: string;
  }[];
  return new Map(rows.map((row) => [row.sheet_id, { start: row.start, skip: JSON.parse(row.skip) as number[] }]));
}

export function putSheetUse(db: WritableDb, sheetId: string, start: number, skip: readonly number[]): void {
  prepared(
    db,
    `insert into label_sheet_use (sheet_id, start, skip) values (?, ?, ?)
     on conflict (sheet_id) do update set start = excluded.start, skip = excluded.skip`,
  ).run(sheetId, start, JSON.stringify(skip));
}
