import { assetsByIds } from '../../db/assets.ts';
import { installedCounts, linkedNumbers } from '../../db/links.ts';
import { lastLabels } from '../../db/outputs.ts';
import type { ReadableDb } from '../../db/types.ts';
import { ClassGraph } from '../classification/graph.ts';
import type { RegisterState } from '../register/state.ts';
import type { DeriveFacts } from './derive.ts';

/** Facts about many assets that their own rows don't hold, read at once for a page or an export. */
export interface Facts {
  of(id: number): Omit<DeriveFacts, 'today'>;
}

/**
 * @param columns field ids that will be shown; facts nobody asks for are not read. `null`: all.
 * @param known the class graph, where there is one already (the main thread's)
 */
export function loadFacts(
  db: ReadableDb,
  state: RegisterState,
  ids: readonly number[],
  columns: readonly string[] | null,
  known?: ClassGraph,
): Facts {
  const wants = (...fields: string[]) => columns === null || fields.some((field) => columns.includes(field));
  const related = wants('relatedNumbers') ? group(linkedNumbers(db, ids)) : null;
  const labels = wants('labelVersion', 'labelPrintedOn')
    ? new Map(lastLabels(db, ids).map((row) => [row.asset_id, row]))
    : null;
  const assigned = wants('assignedCount')
    ? new Map(installedCounts(db, ids).map((row) => [row.asset_id, row.count]))
    : null;
  const graph = wants('highestClass', 'handlingDuties', 'eraseTier')
    ? (known ?? new ClassGraph(db, () => state))
    : null;
  return {
    of: (id) => ({
      relatedNumbers: related?.get(id),
      label: labels?.get(id),
      assigned: assigned?.get(id),
      held: graph?.held(id) ?? undefined,
      contentPersonal: graph && wants('eraseTier') ? personalInside(db, graph, id) : undefined,
    }),
  };
}

/** Kinds of personal data that an asset holds, through any depth of links. */
export function personalInside(db: ReadableDb, graph: ClassGraph, id: number): string[] {
  if (!graph.holds(id)) return [];
  const items = assetsByIds(db, graph.contentOf(id), ['personal_data']).flatMap((record) =>
    record['personal_data'] ? (JSON.parse(String(record['personal_data'])) as string[]) : [],
  );
  return [...new Set(items)];
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
