import {
  type AffectedRow,
  columnLetters,
  type ImportProblem,
  type ImportProblemCode,
} from '../../contract/importing.ts';
import type { SheetRow } from '../excel/read/index.ts';
import { textOf } from './sheet.ts';

/** More are counted but not listed: nobody reads them, and they have to cross to the screen. */
const LISTED = 1000;
/** Cells shown around the listed remarks: 1,000 rows of a wide ledger (50 columns). A hostile sheet has 16,384. */
const AFFECTED_CELLS = 50_000;
/** Longer texts are cut in the picture of a row. */
const CELL_TEXT = 200;

/** What is said about the cells and rows of one import. */
export class Problems {
  readonly listed: ImportProblem[] = [];
  count = 0;
  readonly affected: AffectedRow[] = [];
  #affectedCells = 0;
  readonly #once = new Set<string>();

  /** `row`: where the problem stands. */
  add(problem: ImportProblem, row: SheetRow): void {
    this.count += 1;
    if (this.listed.length >= LISTED) return;
    this.listed.push(problem);
    this.#show(problem.sheet, row);
  }

  #show(sheet: string, row: SheetRow): void {
    // Rows are read one after the other, so the row of an earlier problem is the last one shown.
    const last = this.affected.at(-1);
    if (last?.sheet === sheet && last.row === row.row) return;
    const width = row.cells.findLastIndex((cell) => textOf(cell) !== '') + 1;
    if (this.#affectedCells + width > AFFECTED_CELLS) return;
    this.#affectedCells += width;
    const cells = row.cells.slice(0, width).map((cell) => textOf(cell).slice(0, CELL_TEXT));
    this.affected.push({ sheet, row: row.row, cells });
  }

  /** True the first time only. */
  once(key: string): boolean {
    if (this.#once.has(key)) return false;
    this.#once.add(key);
    return true;
  }
}

/** The row being read: says what is wrong with its cells and remembers that something was. */
export class RowRemarks {
  readonly #problems: Problems;
  readonly #sheet: string;
  readonly #row: SheetRow;
  readonly #headings: readonly string[];
  doubtful = false;

  constructor(problems: Problems, sheet: string, row: SheetRow, headings: readonly string[]) {
    this.#problems = problems;
    this.#sheet = sheet;
    this.#row = row;
    this.#headings = headings;
  }

  /** The row comes in; the person should look at the cell. `column` is an index from 0, or null for the whole row. */
  warn(column: number | null, code: ImportProblemCode, value: string, message: string): void {
    this.doubtful = true;
    this.#say('warning', column, code, value, message);
  }

  /** Like `warn`, once for each key in the whole import. */
  warnOnce(key: string, column: number | null, code: ImportProblemCode, value: string, message: string): void {
    if (this.#problems.once(key)) this.warn(column, code, value, message);
  }

  /** The row is left out. */
  leaveOut(column: number | null, code: ImportProblemCode, value: string, message: string): void {
    this.#say('error', column, code, value, message);
  }

  #say(
    severity: 'error' | 'warning',
    column: number | null,
    code: ImportProblemCode,
    value: string,
    message: string,
  ): void {
    const { row } = this.#row;
    const problem: ImportProblem = {
      sheet: this.#sheet,
      row,
      column: column === null ? '' : (this.#headings[column] ?? ''),
      cell: column === null ? '' : `${columnLetters(column)}${row}`,
      value: value.slice(0, 500),
      severity,
      code,
      message,
    };
    this.#problems.add(problem, this.#row);
  }
}
