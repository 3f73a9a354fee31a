import type { Book, CellValue, Column } from './model.ts';

/** What a form consists of on paper, for the book and for the PDF alike. Pure data, built by core/form/model.ts. */

/** What all sheets of a book carry. */
export type BookFacts = Omit<Book, 'cover' | 'sheets' | 'definitions'>;

export interface FormBook extends BookFacts {
  readonly form: FormPaper;
}

export interface FormPaper {
  /** Sheet name. */
  readonly name: string;
  /** 様式第1号（第5条関係）, top left; empty: none. */
  readonly formNumber: string;
  readonly title: string;
  /** Boxes for seals, left to right. */
  readonly approvals: readonly string[];
  /** Lines between title and table: 組合名 …　基準日 …　件数 … */
  readonly heading: readonly string[];
  readonly paper: 'A4' | 'A3';
  readonly orientation: 'landscape' | 'portrait';
  /** Below the table; empty: none. */
  readonly note: string;
  /** What stands where nothing is written. */
  readonly empty: string;
  readonly body: ListBody | CountsBody | CardsBody;
}

export interface FormTableColumn extends Omit<Column, 'print'> {
  /** Heading over this and its neighbours with the same one; empty: none. */
  readonly group: string;
}

export interface ListBody {
  readonly type: 'list';
  readonly columns: readonly FormTableColumn[];
  /** Produced lazily, one value per column; dates are ISO strings. */
  readonly rows: Iterable<readonly CellValue[]>;
  readonly rowCount: number;
}

export interface CountsBody {
  readonly type: 'counts';
  /** What the rows are, what the columns are. */
  readonly rowsLabel: string;
  readonly columnsLabel: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly counts: readonly number[] }[];
}

export interface CardsBody {
  readonly type: 'card';
  readonly cards: Iterable<Card>;
  readonly cardCount: number;
}

export interface Card {
  /** Number and name, over the fields. */
  readonly caption: string;
  readonly fields: readonly { readonly label: string; readonly value: string; readonly long: boolean }[];
}
