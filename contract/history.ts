/** One changed field in words. */
export interface HistoryRow {
  readonly seq: number;
  readonly entity:
    | 'asset'
    | 'link'
    | 'master'
    | 'setting'
    | 'scheme'
    | 'labelSheet'
    | 'labelTemplate'
    | 'labelPrinter'
    | 'account';
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
}
