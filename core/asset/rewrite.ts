import type { Kind } from '../../contract/catalogue/index.ts';
import { writeListColumns } from '../../db/assets.ts';
import { allSettings, putSetting } from '../../db/settings.ts';
import type { ReadableDb, WritableDb } from '../../db/types.ts';
import { systemChange } from '../change.ts';
import type { RegisterState } from '../register/state.ts';
import { valuesOf } from './columns.ts';
import { readRecords } from './records.ts';
import { DERIVED_VERSION, listColumns } from './store.ts';

/** Computes search text, order key and completeness of some assets anew (a name in a master list changed). */
export function rewriteListColumns(db: WritableDb, state: RegisterState, ids: readonly number[]): void {
  for (let i = 0; i < ids.length; i += 500) {
    for (const record of readRecords(db, ids.slice(i, i + 500))) {
      const kind = record.kind as Kind;
      writeListColumns(db, record.id, listColumns(state, kind, record.scheme_id, valuesOf(kind, record)));
    }
  }
}

const KEY = 'derivedVersion';

/** Whether search texts and order keys are this program's. */
export function derivedNow(db: ReadableDb): boolean {
  return allSettings(db).get(KEY) === String(DERIVED_VERSION);
}

/** After an update of the program that computes them differently: all of them, once. */
export function rewriteIfOutdated(
  db: WritableDb,
  state: RegisterState,
  now: Date,
  allIds: () => readonly number[],
): void {
  if (derivedNow(db)) return;
  systemChange(db, now, '並び順とさがす言葉の作り直し', () => {
    rewriteListColumns(db, state, allIds());
    putSetting(db, KEY, String(DERIVED_VERSION));
  });
}
