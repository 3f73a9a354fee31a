import type { Levels } from '../../contract/scheme.ts';
import { installedCounts, linkedNumbers } from '../../db/links.ts';
import { lastLabels } from '../../db/outputs.ts';
import type { ReadableDb } from '../../db/types.ts';
import { heldLevels } from '../classification/rollup.ts';
import type { RegisterState } from '../register/state.ts';
import type { DeriveFacts } from './derive.ts';

/** Facts about many assets that their own rows don't hold, read at once for a page or an export. */
export interface Facts {
  of(id: number): Omit<DeriveFacts, 'today'>;
}

/**
 * @param columns field ids that will be shown; facts nobody asks for are not read. `null`: all.
 * @param heldOf what an asset holds, where that is known already (the main thread's class graph)
 */
export function loadFacts(
  db: ReadableDb,
  state: RegisterState,
  ids: readonly number[],
  columns: readonly string[] | null,
  heldOf?: (id: number) => Levels | null,
): Facts {
  const wants = (...fields: string[]) => columns === null || fields.some((field) => columns.includes(field));
  const related = wants('relatedNumbers') ? group(linkedNumbers(db, ids)) : null;
  const labels = wants('labelVersion', 'labelPrintedOn')
    ? new Map(lastLabels(db, ids).map((row) => [row.asset_id, row]))
    : null;
  const assigned = wants('assignedCount')
    ? new Map(installedCounts(db, ids).map((row) => [row.asset_id, row.count]))
    : null;
  const wantsHeld = wants('highestClass', 'handlingDuties');
  const held = wantsHeld && !heldOf ? heldLevels(db, state, ids) : null;
  return {
    of: (id) => ({
      relatedNumbers: related?.get(id),
      label: labels?.get(id),
      assigned: assigned?.get(id),
      held: held?.get(id) ?? (wantsHeld ? (heldOf?.(id) ?? undefined) : undefined),
    }),
  };
}

function group(rows: readonly { asset_id: number; number: string }[]): Map<number, string[]> {
  const map = new Map<number, string[]>();
  for (const { asset_id, number } of rows) {
    const list = map.get(asset_id);
    if (list) list.push(number);
    else map.set(asset_id, [number]);
  }
  return map;
}
