import type { Field, Kind } from '../../contract/catalogue/index.ts';
import { assetsByIds } from '../../db/assets.ts';
import type { ReadableDb } from '../../db/types.ts';
import { columnOf, storedFields } from './columns.ts';

/** Whole rows of some assets, common columns and those of their kinds. */
export function readRecords(db: ReadableDb, ids: readonly number[]): ReturnType<typeof assetsByIds> {
  const kinds = new Map<Kind, number[]>();
  for (const { id, kind } of assetsByIds(db, ids, ['kind'])) {
    const list = kinds.get(kind as Kind);
    if (list) list.push(id);
    else kinds.set(kind as Kind, [id]);
  }
  return [...kinds].flatMap(([kind, own]) => assetsByIds(db, own, columnsOfKind(kind), kind));
}

function columnsOfKind(kind: Kind): string[] {
  return [
    'kind',
    'revision',
    'binned',
    'scheme_id',
    'missing_count',
    ...storedFields(kind).map((field: Field) => columnOf(field.id)),
  ];
}
