/** The sheet 照合: number and QR code on one page. exceljs's streaming writer knows no pictures, so its cells are the modules. */
import type { BookFacts } from './formModel.ts';
import type { PrintedProof } from './model.ts';
import { headerFooter, pageSetup } from './page.ts';
import type { BookWriter } from './stream.ts';
import * as look from './styles.ts';

/** 15 pixels of 1/96 inch, wide as high: 4 mm, so that a code of 33 modules is 13 cm on the screen and fits the page. */
const MODULE_WIDTH = 1.43;
const MODULE_HEIGHT = 11.25;
/** White modules around the code (ISO/IEC 18004). */
const QUIET = 4;

export function writeProof(workbook: BookWriter, book: BookFacts, name: string, proof: PrintedProof): void {
  const { modules, dark } = proof.code;
  const columns = modules + 2 * QUIET;
  const sheet = workbook.addWorksheet(name, {
    pageSetup: pageSetup('portrait'),
    headerFooter: headerFooter(book, name),
    views: [{ showGridLines: false, state: 'normal' }],
  });
  sheet.columns = Array.from({ length: columns }, () => ({ width: MODULE_WIDTH }));
  const line = (row: number, value: string, style: typeof look.plain, height: number) => {
    const cell = sheet.getCell(row, 1);
    sheet.mergeCells(row, 1, row, columns);
    cell.value = value;
    cell.style = style;
    sheet.getRow(row).height = height;
  };
  line(1, '照合番号', look.caption, 22);
  line(2, proof.number, look.proofNumber, 34);
  for (const [index, [label, value]] of proof.facts.entries()) line(3 + index, `${label}　${value}`, look.plain, 16);
  const words =
    'この番号か下の二次元コードを「点検・履歴」の「照合」で確かめると、台帳がこのときの記録を、一字も変えずに持っているかが分かります。';
  const top = 3 + proof.facts.length;
  line(top, words, look.plain, 30);
  for (let row = 0; row < modules + 2 * QUIET; row += 1) {
    const at = top + 1 + row;
    sheet.getRow(at).height = MODULE_HEIGHT;
    for (let column = 0; column < modules; column += 1) {
      if (row >= QUIET && row < QUIET + modules && dark(row - QUIET, column))
        sheet.getCell(at, column + QUIET + 1).style = look.codeDark;
    }
  }
  sheet.commit();
}
