import { z } from 'zod';
import { type Changed, idSchema } from './asset.ts';
import { isIsoDate } from './japanese/date.ts';

/** One changed field in words. */
export interface HistoryRow {
  readonly seq: number;
  readonly entity: string;
  readonly entityId: string;
  readonly fieldId: string | null;
  /** Number and name, as they are now, of the asset that it is about. */
  readonly about: string | null;
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
  /** Rows of the asked asset or field, or of the change (at most 200). */
  readonly rows: readonly HistoryRow[];
  readonly rowCount: number;
  /** Can be taken back with change.undo. */
  readonly undoable: boolean;
  /** Why it can't be taken back, in words; null: it can. */
  readonly notUndoable: string | null;
  /** The change that took this one back. */
  readonly undoneBy: { readonly changeId: string; readonly at: string; readonly who: string } | null;
}

const day = z.string().refine(isIsoDate, '日付として読めません。');

/** What of the history is looked for; everything given must be true of a change (reliability.md P23). */
export const historyFilterSchema = z.object({
  /** Words in what was done, by whom, why, before or after. */
  query: z.string().max(200).optional(),
  assetId: z.string().min(1).max(64).optional(),
  /** A field of the catalogue; `$link`, `$binned`, `$scheme`: つながり, ごみ箱, 分類体系. */
  fieldId: z.string().min(1).max(64).optional(),
  /** Name or post, or a part of them. */
  person: z.string().max(100).optional(),
  /** First and last day, ISO. */
  from: day.optional(),
  until: day.optional(),
  /** Kind of operation, as `history.choices` lists them. */
  action: z.string().max(100).optional(),
});
export type HistoryFilter = z.output<typeof historyFilterSchema>;

export const historyListSchema = historyFilterSchema.extend({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});

/** What a filter can be chosen from. */
export interface HistoryChoices {
  readonly actions: readonly string[];
  readonly people: readonly string[];
}

/** Fields of the history that are no fields of an asset. */
export const HISTORY_FIELDS: readonly (readonly [id: string, label: string])[] = [
  ['$link', 'つながり'],
  ['$attachment', '添付'],
  ['$binned', 'ごみ箱'],
  ['$scheme', '分類体系'],
];
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
  /** Number of the newest change of all: what comes later was done since this was asked. */
  readonly newest: number;
}

/** Something that has changed again since, or that stands in the way of taking a change back. */
export interface UndoConflict {
  readonly assetId: string | null;
  /** The whole sentence: what is in the way, by whom and since when. */
  readonly message: string;
}

/** What taking a change back would meet; nothing is written. */
export interface UndoCheck {
  /** The change as a noun. */
  readonly what: string;
  /** True: taking back what took it back, which does it again. */
  readonly again: boolean;
  readonly at: string;
  /** Post and name. */
  readonly who: string;
  /** Assets, or entries of other lists, that would go back. */
  readonly total: number;
  readonly conflictCount: number;
  /** At most 200. */
  readonly conflicts: readonly UndoConflict[];
}

export interface UndoResult extends Changed {
  /** What was taken back, or done again, as a noun. */
  readonly what: string;
  readonly again: boolean;
  /** Left as they are, because they have changed again since. */
  readonly skipped: number;
}

export const undoSchema = z.object({
  changeId: idSchema,
  /** Leaves out what has changed again since; else that refuses all of it. */
  onlyUnchanged: z.boolean().optional(),
});
