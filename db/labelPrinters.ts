import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** A printer and tray with the correction of what it prints (位置合わせ). */
export interface PrinterRow {
  readonly id: string;
  readonly name: string;
  readonly tray: string;
  /** mm, to the right and down. */
  readonly offset_x: number;
  readonly offset_y: number;
  /** 1: as drawn. */
  readonly scale_x: number;
  readonly scale_y: number;
  /** ISO moment of the last measuring; null: never measured. */
  readonly measured_at: string | null;
}

export function allPrinters(db: ReadableDb): PrinterRow[] {
  return prepared(db, 'select * from label_printer order by name, tray').all() as PrinterRow[];
}

export function printerRow(db: ReadableDb, id: string): PrinterRow | undefined {
  return prepared(db, 'select * from label_printer where id = ?').get(id) as PrinterRow | undefined;
}

/** Adds a printer or replaces the one with the same id. */
export function putPrinter(db: WritableDb, row: PrinterRow): void {
  prepared(
    db,
    `insert into label_printer (id, name, tray, offset_x, offset_y, scale_x, scale_y, measured_at)
     values (@id, @name, @tray, @offset_x, @offset_y, @scale_x, @scale_y, @measured_at)
     on conflict (id) do update set name = @name, tray = @tray, offset_x = @offset_x, offset_y = @offset_y,
       scale_x = @scale_x, scale_y = @scale_y, measured_at = @measured_at`,
  ).run(row);
}

export function deletePrinter(db: WritableDb, id: string): void {
  prepared(db, 'delete from label_printer where id = ?').run(id);
}
