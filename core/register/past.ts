import type { Kind } from '../../contract/catalogue/index.ts';
import { DaichoError } from '../../contract/errors.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import type { Proof } from '../../contract/proof.ts';
import { endOfDay, firstDay } from '../../db/history.ts';
import { insertLink, insertUnresolved } from '../../db/links.ts';
import { emptyPast, putAsset, putImage } from '../../db/pastRegister.ts';
import { firstImagesUntil, recordedRows } from '../../db/rowImages.ts';
import { registerRow } from '../../db/settings.ts';
import type { ReadableDb } from '../../db/types.ts';
import { toRow } from '../asset/columns.ts';
import { listColumns } from '../asset/store.ts';
import { TABLE_WORDS } from '../history/tableWords.ts';
import { replayedAssets } from './replay.ts';
import { loadState, type RegisterState } from './state.ts';

/** A register as it stood when a day ended, rebuilt from the history alone. It has no history of its own. */
export interface PastRegister {
  readonly db: ReadableDb;
  /** Names, schemes and settings as they were then. */
  readonly state: RegisterState;
  /** The history up to that day. */
  readonly proof: Proof;
  readonly day: string;
  /** The PC's clock was set back since: some later changes say an earlier day, and are not in it. */
  readonly clockTurned: boolean;
}

/**
 * Rebuilds a register in memory as it stood at the end of a day: assets value by value, every other table from the
 * images of its rows. Whatever reads a register reads this one. Of the years before version 3, which kept no images,
 * lists and settings are those of its upgrade. The caller closes `db`.
 * @param options.orEmpty a day before the register began gives an empty one
 * @throws DaichoError('beforeBeginning') for such a day otherwise
 */
export function pastRegister(
  db: ReadableDb,
  day: string,
  onProgress: (done: number, total: number | null) => void = () => undefined,
  options: { readonly orEmpty?: boolean } = {},
): PastRegister {
  const { seq, hash, clockTurned } = endOfDay(db, day);
  if (seq === 0 && !options.orEmpty) {
    const began = firstDay(db);
    throw new DaichoError('beforeBeginning', began && `この台帳は${formatDate(began, 'wareki')}に始まりました。`);
  }
  const { past, state } = registerAt(db, seq, onProgress);
  return { db: past, state, proof: { registerId: registerRow(db)?.uuid ?? '', seq, hash }, day, clockTurned };
}

/** The same as it stood after one entry of the history. The caller closes `past`. */
export function registerAt(
  db: ReadableDb,
  seq: number,
  onProgress: (done: number, total: number | null) => void = () => undefined,
): { readonly past: ReadableDb; readonly state: RegisterState } {
  const past = emptyPast();
  try {
    past.exec('BEGIN');
    const imagesUntil = Math.max(seq, firstImagesUntil(db));
    const images = recordedRows(db, imagesUntil);
    for (const table of Object.keys(TABLE_WORDS))
      for (const image of images.get(table)?.values() ?? []) putImage(past, table, image);
    const state = loadState(past);
    let done = 0;
    for (const [id, { values: all, schemeId, binned, revision, links, unresolved }] of replayedAssets(db, seq)) {
      const { kind: kindOf, ...values } = all;
      const kind = kindOf as Kind;
      const { common, detail } = toRow(kind, values);
      const base = { id: Number(id), revision, binned: binned ? 1 : 0, scheme_id: schemeId };
      putAsset(past, kind, { ...base, ...common, ...listColumns(state, kind, schemeId, values) }, detail);
      for (const link of links) {
        const [type, to] = link.split('>') as [string, string];
        insertLink(past, type, Number(id), Number(to));
      }
      for (const number of unresolved) insertUnresolved(past, Number(id), number);
      done += 1;
      if (done % 500 === 0) onProgress(done, null);
    }
    past.exec('COMMIT');
    return { past, state };
  } catch (error) {
    past.close();
    throw error;
  }
}
