import type { Proof } from '../../contract/proof.ts';
import type { Book, Column, Cover, PrintedProof } from '../excel/write/model.ts';
import { printedProof } from '../history/printedProof.ts';
import { formatMoment } from '../moment.ts';
import type { RegisterState } from '../register/state.ts';

/** Who takes a book out of the register, when and as of which day. Plain data: it goes to the worker thread. */
export interface BookOrder {
  /** 基準日, ISO. */
  readonly asOf: string;
  readonly exportedBy: string;
  /** ISO moment. */
  readonly exportedAt: string;
  readonly appVersion: string;
}

/** What one book says and the others don't. */
export interface BookParts
  extends Pick<Book, 'sheets' | 'definitions'>,
    Pick<Cover, 'countsByKind' | 'countsByClass' | 'notes'> {
  readonly title: string;
  /** Where the cover says more than the title. */
  readonly coverTitle?: string;
  /** Lines of the sheet 出力の記録 about what is in the book. */
  readonly facts: Book['facts'];
  readonly proof: Proof;
  /** What is in the book: assets, or entries of the history. */
  readonly rows: number;
}

/** A column of words that is printed, unless `more` says otherwise. @param width in half-width characters */
export function textColumn(id: string, label: string, width: number, more: Partial<Column> = {}): Column {
  return { id, label, type: 'text', width, print: true, ...more };
}

/** A book with what all of them say in one way: cover, who took it out and when, 照合番号. */
export function bookOf({ settings }: RegisterState, order: BookOrder, parts: BookParts): Book {
  const { unionName, marking, approvals } = settings;
  const { title, coverTitle = title, countsByKind, countsByClass, notes, sheets, definitions } = parts;
  const { asOf, exportedBy } = order;
  const exportedAt = formatMoment(new Date(order.exportedAt));
  const proof: PrintedProof = printedProof(parts.proof, parts.rows);
  return {
    title,
    unionName,
    marking,
    asOf,
    exportedAt,
    exportedBy,
    cover: { unionName, title: coverTitle, asOf, approvals, countsByKind, countsByClass, notes },
    sheets,
    definitions,
    facts: [
      ['題名', title],
      ['組合名', unionName],
      ...parts.facts,
      ['出力日時', exportedAt],
      ['出力者', exportedBy],
      ['分類の表示', marking],
      ['照合番号', proof.number],
      ...proof.facts,
      ['アプリの版', order.appVersion],
    ],
    proof,
  };
}
