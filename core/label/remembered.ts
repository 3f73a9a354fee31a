import { allSettings, putSetting } from '../../db/settings.ts';
import type { ReadableDb, WritableDb } from '../../db/types.ts';

/** On what labels were printed last, and with which printer's correction on each sheet. A convenience, no history. */
export interface LastUse {
  readonly sheetId: string | null;
  /** By sheet; null: printed without a correction. */
  readonly printers: Readonly<Record<string, string | null>>;
}

const KEY = 'labelUse';

export function lastUse(db: ReadableDb): LastUse {
  const stored = allSettings(db).get(KEY);
  return stored === undefined ? { sheetId: null, printers: {} } : (JSON.parse(stored) as LastUse);
}

export function rememberUse(db: WritableDb, sheetId: string, printerId: string | null): void {
  const { printers } = lastUse(db);
  putSetting(db, KEY, JSON.stringify({ sheetId, printers: { ...printers, [sheetId]: printerId } } satisfies LastUse));
}
