import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

export interface MasterRow {
  readonly id: string;
  readonly list: string;
  readonly label: string;
  readonly kana: string | null;
  readonly code: string | null;
  readonly parent_id: string | null;
  /** JSON array */
  readonly aliases: string;
  readonly sort: number;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly hidden: number;
  readonly preset: number;
  /** JSON object */
  readonly attrs: string;
}

export function allMasters(db: ReadableDb): MasterRow[] {
  return prepared(db, 'select * from master_item order by list, sort, id').all() as MasterRow[];
}

/** Adds an entry or replaces the one with the same id. */
export function putMaster(db: WritableDb, row: MasterRow): void {
  prepared(
    db,
    `insert into master_item (id, list, label, kana, code, parent_id, aliases, sort, valid_from, valid_until, hidden, preset, attrs)
     values (@id, @list, @label, @kana, @code, @parent_id, @aliases, @sort, @valid_from, @valid_until, @hidden, @preset, @attrs)
     on conflict (id) do update set label = @label, kana = @kana, code = @code, parent_id = @parent_id, aliases = @aliases,
       sort = @sort, valid_from = @valid_from, valid_until = @valid_until, hidden = @hidden, attrs = @attrs`,
  ).run(row);
}

export function deleteMaster(db: WritableDb, id: string): void {
  prepared(db, 'delete from master_item where id = ?').run(id);
}
