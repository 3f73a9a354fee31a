/** 分類別集計: a table of counts with totals and a chart of it. exceljs knows no charts, so its parts are written here. */
import { columnLetters } from '../../../contract/importing.ts';
import { chartParts } from './chart.ts';
import type { FormContext } from './form.ts';
import { writeHeading } from './formHeading.ts';
import type { CountsBody } from './formModel.ts';
import { headerFooter, pageSetup } from './page.ts';
import { showDrawing } from './stream.ts';
import * as look from './styles.ts';
import { linesOf, widthOf } from './text.ts';

/** Rows of 15 points that the chart takes. */
const CHART_ROWS = 24;

export function writeCounts(context: FormContext, body: CountsBody, name: string): void {
  const { open, book, long } = context;
  const { form } = book;
  const first = Math.min(30, Math.max(14, ...body.rows.map(({ label }) => widthOf(label) + 2)));
  const widths = [first, ...body.columns.map(() => 12), 9];
  const sheet = open.workbook.addWorksheet(name, {
    pageSetup: pageSetup(form.orientation, form.paper),
    headerFooter: headerFooter(book, ''),
    views: [{ showGridLines: false, state: 'normal' }],
  });
  sheet.columns = widths.map((width) => ({ width: width + 0.71 }));
  const text = (value: string, row: number) => long.fit(value, name, row, 'A');
  const head = writeHeading(sheet, form, widths, text);
  const titles = [`${body.rowsLabel} ＼ ${body.columnsLabel}`, ...body.columns, '計'];
  for (const [index, title] of titles.entries()) {
    const cell = sheet.getCell(head, index + 1);
    cell.value = text(title, head);
    cell.style = look.header;
  }
  sheet.getRow(head).height = 15 * Math.max(...titles.map((title, index) => linesOf(title, widths[index]! - 1))) + 6;
  const last = body.columns.length + 2;
  const put = (row: number, label: string, counts: readonly number[]) => {
    sheet.getCell(row, 1).value = text(label, row);
    sheet.getCell(row, 1).style = look.tableText;
    for (const [index, count] of [...counts, total(counts)].entries()) {
      sheet.getCell(row, index + 2).value = count;
      sheet.getCell(row, index + 2).style = look.tableNumber;
    }
    sheet.getRow(row).height = 15 * linesOf(label, first - 1) + 3;
  };
  let row = head;
  for (const { label, counts } of body.rows) {
    row += 1;
    put(row, label, counts);
  }
  const end = row;
  row += 1;
  put(
    row,
    '計',
    body.columns.map((_, index) => total(body.rows.map(({ counts }) => counts[index]!))),
  );
  for (let column = 1; column <= last; column += 1)
    sheet.getCell(row, column).style = { ...sheet.getCell(row, column).style, font: { ...look.header.font } };
  if (form.note) {
    row += 1;
    sheet.mergeCells(row, 1, row, last);
    sheet.getCell(row, 1).value = text(form.note, row);
    sheet.getCell(row, 1).style = look.plain;
    sheet.getRow(row).height = 15 * linesOf(form.note, total(widths)) + 3;
  }
  const below = row;
  if (body.rows.length > 0 && body.columns.length > 0) {
    const parts = chartParts({
      sheet: name,
      title: `${body.rowsLabel}ごとの${body.columnsLabel}`,
      labels: { column: 'A', from: head + 1, to: end, texts: body.rows.map(({ label }) => label) },
      series: body.columns.map((label, index) => ({
        label,
        letters: columnLetters(index + 1),
        headRow: head,
        values: body.rows.map(({ counts }) => counts[index]!),
      })),
      place: { fromRow: below + 1, toRow: below + 1 + CHART_ROWS, toColumn: last },
    });
    for (const part of parts) open.addPart(part);
    showDrawing(sheet, '../drawings/drawing1.xml');
    row = below + 2 + CHART_ROWS;
  }
  sheet.pageSetup.printArea = `A$1:${columnLetters(last - 1)}$${row}`;
  sheet.commit();
  context.batchDone(body.rows.length);
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
