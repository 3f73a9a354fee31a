/** Paper: what every page of the book carries (screens.md, Prints). */
import type { HeaderFooter, PageSetup } from 'exceljs';
import { formatDate } from '../../../contract/japanese/date.ts';
import type { BookFacts } from './formModel.ts';
import { headerText } from './text.ts';

/** Excel's numbers of paper sizes. */
const PAPERS = { A4: 9, A3: 8 } as const;
/** Inches. The top and bottom leave room for the header line and the two footer lines. */
const MARGINS = { left: 0.4, right: 0.4, top: 0.7, bottom: 0.75, header: 0.3, footer: 0.3 };

/** As wide as the page and as many pages long as it takes. */
export function pageSetup(
  orientation: 'portrait' | 'landscape',
  paper: keyof typeof PAPERS = 'A4',
): Partial<PageSetup> {
  return {
    // The type of exceljs knows only some of Excel's papers; A3 is 8 (ECMA-376 18.3.1.63).
    paperSize: PAPERS[paper] as number as PageSetup['paperSize'],
    orientation,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    margins: MARGINS,
    horizontalCentered: true,
  };
}

/** @param sheet words behind 組合名 and 題名 at the top left; '' on the cover, where they stand in big letters below. */
export function headerFooter(book: BookFacts, sheet: string): Partial<HeaderFooter> {
  const left = sheet ? `&L${headerText(`${book.unionName}　${book.title}　${sheet}`, 150)}` : '';
  return {
    oddHeader: `${left}&R${headerText(book.marking, 90)}`,
    oddFooter: [
      `&L${headerText(`基準日 ${formatDate(book.asOf, 'wareki')}`, 60)}`,
      // On a line of its own: across a portrait page the three parts would run into each other.
      `&C&P / &N${book.proof ? `\n${headerText(`照合番号 ${book.proof.number}`, 45)}` : ''}`,
      `&R${headerText(`出力 ${book.exportedAt}`, 60)}${book.proof ? '\n' : '　'}${headerText(book.exportedBy, book.proof ? 55 : 100)}`,
    ].join(''),
  };
}
