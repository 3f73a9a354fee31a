/**
 * What a field of the register is. Every field of every kind is declared once in this folder; form, grid, filters,
 * validation, import mapping, Excel ledger and the words of the history are derived from it (docs/architecture.md).
 */

/** The eight kinds of asset (domain.md §5.3). The word is the English name in code, on the command line and in the database. */
export const KINDS = [
  'hardware',
  'network',
  'system',
  'medium',
  'software',
  'information',
  'document',
  'service',
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * How a value is stored and typed.
 * - text, longText, kana: string. `kana` is ふりがな.
 * - integer: whole number. - date: ISO string `YYYY-MM-DD`, shown in 和暦.
 * - choice: id of one item of the master list `list`. - multi: array of item ids of `list`.
 * - suggest: free text; the labels of `list` are offered while typing.
 * - level: code of a level of the classification scheme on the axis of the same id.
 */
export type FieldType = 'text' | 'longText' | 'kana' | 'integer' | 'date' | 'choice' | 'multi' | 'suggest' | 'level';

/** A stored value, as it crosses the wire: string for all text-like types, number for integer, string[] for multi. */
export type FieldValue = string | number | readonly string[] | null;

/** The sections of an asset's page, in order (screens.md). */
export const SECTIONS = ['basic', 'classification', 'place', 'kind', 'own', 'care', 'record'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Field {
  /** camelCase; the column in the database is the same word in snake_case. */
  readonly id: string;
  /** Japanese name: form label, column heading of grid and ledger, word in the history. */
  readonly label: string;
  readonly type: FieldType;
  /** Master list of a choice, multi or suggest field. */
  readonly list?: string;
  readonly section: Section;
  /** Required for a complete entry. A missing one is said beside the field and listed; only the name stops a save. */
  readonly required?: boolean;
  /**
   * - 'typed' (default): a person types it.
   * - 'default': the app proposes a value from a rule while nothing is typed (e.g. 満了日); a typed one wins.
   * - 'derived': computed, never typed, not stored.
   * - 'system': stored, but only set by the app or an import (e.g. 資産番号, 登録年月日, 最終更新日).
   */
  readonly origin?: 'typed' | 'default' | 'derived' | 'system';
  /** Width in half-width characters: grid and ledger column. */
  readonly width: number;
  /** In the print profile of the kind (12 to 14 columns on A4横). */
  readonly print?: boolean;
  /** Shown in the grid by default. */
  readonly grid?: boolean;
  /** Offered as a filter above the grid. */
  readonly filter?: boolean;
  /** Found by the search box. */
  readonly search?: boolean;
  /** Left empty when an asset is copied (e.g. 製造番号). */
  readonly perItem?: boolean;
  /** Other headings under which hand-made ledgers keep this column; compared after folding (full width, spaces, brackets). */
  readonly synonyms?: readonly string[];
  /** One sentence for the clerk, shown beside the field. */
  readonly help?: string;
  /** Where the need comes from (`domain.md C05`, `policy 2(8)`). */
  readonly source: string;
}

export interface KindDefinition {
  readonly id: Kind;
  /** 資産区分 as shown and exported. */
  readonly label: string;
  /** Two or three letters used in the asset number (D17). */
  readonly code: string;
  /** The policy's own grouping: ア, イ, ウ (policy 4(2)) or 外部 (policy 6(8)). */
  readonly policyGroup: 'ア' | 'イ' | 'ウ' | '外部';
  /** Other words for the kind in hand-made ledgers. */
  readonly synonyms: readonly string[];
  /** One sentence: what belongs here. */
  readonly help: string;
  /**
   * More headings for common fields, met only in ledgers of this kind (文書名 is the name of a document, 媒体 of
   * information is where it is kept). Keyed by field id; `fieldsOf` adds them to the synonyms.
   */
  readonly headings?: Readonly<Record<string, readonly string[]>>;
  /** Fields of this kind beside the common ones, in ledger order. */
  readonly fields: readonly Field[];
  /** Field ids of the print profile, in order (12 to 14, common and own). */
  readonly print: readonly string[];
}
