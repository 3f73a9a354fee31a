import { z } from 'zod';
import { type Changed, idSchema } from './asset.ts';

/** One changed field in words. */
export interface HistoryRow {
  readonly seq: number;
  readonly entity: 'asset' | 'link' | 'master' | 'setting' | 'scheme' | 'labelSheet' | 'labelTemplate' | 'labelPrinter';
  readonly entityId: string;
  readonly fieldId: string | null;
  /** Field label, or what was done (登録, ごみ箱へ, つながりの追加 …). */
  readonly label: string;
  /** In words as they were at that time (names, levels, 和暦). Null: empty. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Everything done in one transaction. */
export interface HistoryChange {
  readonly changeId: string;
  /** ISO date and time, UTC; shown in local time. Order is by seq, never by time (P12). */
  readonly at: string;
  readonly who: string;
  readonly post: string;
  /** 登録 / 変更 / 一括変更 / 取り込み / ごみ箱へ / 復元 / つながり / 取り消し / 設定 / 見本 */
  readonly action: string;
  readonly reason: string | null;
  /** Rows of the asked asset, or of the change (at most 200). */
  readonly rows: readonly HistoryRow[];
  readonly rowCount: number;
  /** Can be taken back with change.undo. */
  readonly undoable: boolean;
  /** Why it can't be taken back, in words; null: it can. */
  readonly notUndoable: string | null;
  /** The change that took this one back. */
  readonly undoneBy: { readonly changeId: string; readonly at: string; readonly who: string } | null;
}

/** A change that Ctrl+Z or Ctrl+Y would take back now. */
export interface UndoTarget {
  readonly changeId: string;
  /** As a noun: 「計量システム」の変更、一括変更（12件） */
  readonly what: string;
  readonly at: string;
}

/** The last things that the person who works now did: to be taken back, and to be done again. */
export interface LastChanges {
  readonly undo: UndoTarget | null;
  readonly redo: UndoTarget | null;
}

/** Something that has changed again since, or that stands in the way of taking a change back. */
export interface UndoConflict {
  readonly assetId: string | null;
  /** The whole sentence: what is in the way, by whom and since when. */
  readonly message: string;
}

/** What taking a change back would meet; nothing is written. */
export interface UndoCheck {
  readonly what: string;
  /** Assets, or entries of other lists, that would go back. */
  readonly total: number;
  readonly conflictCount: number;
  /** At most 200. */
  readonly conflicts: readonly UndoConflict[];
}

export interface UndoResult extends Changed {
  /** What was taken back, as a noun. */
  readonly what: string;
  /** Left as they are, because they have changed again since. */
  readonly skipped: number;
}

export const undoSchema = z.object({
  changeId: idSchema,
  /** Leaves out what has changed again since; else that refuses all of it. */
  onlyUnchanged: z.boolean().optional(),
});
