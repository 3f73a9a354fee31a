/** 資産カード: one page for each asset, label and value side by side, twice in a line where they are short. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DaichoError } from '../../../contract/errors.ts';
import type { FormContext } from './form.ts';
import { writeHeading } from './formHeading.ts';
import type { Card, CardsBody } from './formModel.ts';
import { headerFooter, pageSetup } from './page.ts';
import * as look from './styles.ts';
import { linesOf } from './text.ts';

/** Half-width characters: label, value, label, value; a page across has room for more. The right ones make room for 決裁欄. */
const WIDTHS = { portrait: [16, 8, 10, 10, 16, 8, 10, 10], landscape: [18, 14, 14, 14, 18, 14, 14, 14] } as const;
/** Excel breaks the page of a sheet at most so often by hand. */
const MOST_CARDS = 1000;

/** Writes the cards. @throws DaichoError('fileTooLarge') for more than Excel has page breaks */
export async function writeCards(context: FormContext, body: CardsBody, name: string): Promise<void> {
  const { open, book, long } = context;
  const { form } = book;
  const widths = WIDTHS[form.orientation];
  const sheet = open.workbook.addWorksheet(name, {
    pageSetup: pageSetup(form.orientation, form.paper),
    headerFooter: headerFooter(book, ''),
    views: [{ showGridLines: false, state: 'normal' }],
  });
  sheet.columns = widths.map((width) => ({ width: width + 0.71 }));
  const text = (value: string, row: number) => long.fit(value, name, row, 'A');
  let row = 0;
  let cards = 0;
  if (body.cardCount > MOST_CARDS)
    throw new DaichoError('fileTooLarge', `資産カードは一度に${MOST_CARDS}件までです。資産を絞ってください。`);
  for (const card of body.cards) {
    if (cards > 0) sheet.getRow(row).addPageBreak();
    cards += 1;
    row = writeCard(card, row);
    context.batchDone(1);
    if (cards % 20 === 0) await nextTurn();
  }
  sheet.pageSetup.printArea = `A$1:H$${row}`;
  sheet.commit();

  function writeCard(card: Card, before: number): number {
    let at: number;
    const half = (from: number, label: string, value: string) => {
      cell(at, from, from, label, look.header);
      cell(at, from + 1, from + 3, value, look.tableText);
    };
    at = writeHeading(sheet, form, widths, (value, line) => text(value, line), before + 1) - 1;
    at += 1;
    cell(at, 1, 8, card.caption, look.caption);
    sheet.getRow(at).height = 22;
    let left: Card['fields'][number] | null = null;
    const flush = () => {
      if (!left) return;
      at += 1;
      cell(at, 1, 1, left.label, look.header);
      cell(at, 2, 8, left.value, look.tableText);
      height(at, [left], sum(widths.slice(1)));
      left = null;
    };
    for (const field of card.fields) {
      if (field.long) {
        flush();
        left = field;
        flush();
      } else if (left) {
        const first: Card['fields'][number] = left;
        at += 1;
        half(1, first.label, first.value);
        half(5, field.label, field.value);
        height(at, [first, field], sum(widths.slice(1, 4)));
        left = null;
      } else left = field;
    }
    flush();
    if (form.note) {
      at += 1;
      cell(at, 1, 8, form.note, look.plain);
      sheet.getRow(at).height = 15 * linesOf(form.note, sum(widths)) + 3;
    }
    return at;
  }

  function cell(at: number, from: number, to: number, value: string, style: typeof look.plain): void {
    for (let column = from; column <= to; column += 1) sheet.getCell(at, column).style = style;
    if (to > from) sheet.mergeCells(at, from, at, to);
    sheet.getCell(at, from).value = text(value, at);
  }

  function height(at: number, fields: Card['fields'], room: number): void {
    const lines = Math.max(
      ...fields.flatMap(({ label, value }) => [linesOf(label, widths[0] - 1), linesOf(value, room - 1)]),
    );
    sheet.getRow(at).height = Math.min(409, 14 * lines + 6);
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
