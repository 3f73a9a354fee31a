import type { Code } from '../../label/qr.ts';

/** What an Excel ledger consists of. Pure data, built by the domain code; the writer knows nothing about assets. */

export interface Book {
  readonly title: string;
  readonly cover: Cover;
  readonly sheets: readonly SheetModel[];
  /** E.g. the scheme's level definitions; together they become the sheet 分類の定義. None: no such sheet. */
  readonly definitions: readonly Table[];
  /** Lines of the sheet 出力の記録: when, by whom, filter in words, number of rows … */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Class marking printed at the top right of every page, e.g. 自治体機密性2 or 取扱注意. */
  readonly marking: string;
  readonly unionName: string;
  /** 基準日, ISO. */
  readonly asOf: string;
  /** As shown, e.g. 令和8年11月23日 10:32. */
  readonly exportedAt: string;
  readonly exportedBy: string;
  /** What the paper says of the history behind it (reliability.md P22): cover, footers and the sheet 照合. */
  readonly proof?: PrintedProof;
  /** Only of what may come back with changes: the hidden sheet 往復. */
  readonly origin?: Origin;
}

/** What lets the app know its own ledger again (origin.ts). */
export interface Origin {
  /** UUID of the register. */
  readonly registerId: string;
  /** The last entry of the history behind the ledger, and its hash. */
  readonly seq: number;
  readonly hash: string;
  /** 基準日, ISO. */
  readonly asOf: string;
  /** 資産番号 of every asset in the book. */
  readonly numbers: readonly string[];
}

export interface PrintedProof {
  /** 照合番号, grouped. */
  readonly number: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** The QR code of the whole hash. */
  readonly code: Pick<Code, 'modules' | 'dark'>;
}

export interface Cover {
  readonly unionName: string;
  readonly title: string;
  /** 基準日, ISO. */
  readonly asOf: string;
  /** Titles of the boxes for seals (決裁欄), left to right, e.g. 管理者 副管理者 事務局長 グループ長 担当. */
  readonly approvals: readonly string[];
  readonly countsByClass: Table;
  readonly countsByKind: Table;
  readonly notes: readonly string[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Column {
  readonly id: string;
  readonly label: string;
  readonly type: 'text' | 'date' | 'integer';
  /** In half-width characters. */
  readonly width: number;
  /** The value list; becomes a data validation. */
  readonly choices?: readonly string[];
  /** In the print profile. These columns come first in the sheet, in the order given. */
  readonly print: boolean;
}

export type CellValue = string | number | null;

export interface SheetModel {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Produced lazily, one value per column in the order of `columns`; dates are ISO strings. */
  readonly rows: Iterable<readonly CellValue[]>;
  readonly rowCount: number;
}
