import { prepared } from './statements.ts';
import type { ReadableDb } from './types.ts';

/** What undoes how a printer misplaces things (mm, factors), and what the printer is called; undefined for an unknown id. */
export function correctionOf(
  db: ReadableDb,
  printerId: string,
): { offsetX: number; offsetY: number; scaleX: number; scaleY: number; name: string } | undefined {
  return prepared(
    db,
    'select offset_x as offsetX, offset_y as offsetY, scale_x as scaleX, scale_y as scaleY, name from label_printer where id = ?',
  ).get(printerId) as { offsetX: number; offsetY: number; scaleX: number; scaleY: number; name: string } | undefined;
}
