import type { ImportProblem, ImportProblemCode } from '../../contract/importing.ts';
import { letters } from './sheet.ts';

/** More are counted but not listed: nobody reads them, and they have to cross to the screen. */
const LISTED = 1000;

/** What is said about the cells and rows of one import. */
export class Problems {
  readonly listed: ImportProblem[] = [];
  count = 0;
  readonly #once = new Set<string>();

  add(problem: ImportProblem): void {
    this.count += 1;
    if (this.listed.length < LISTED) this.listed.push(problem);
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
  readonly #row: number;
  readonly #headings: readonly string[];
  doubtful = false;

  constructor(problems: Problems, sheet: string, row: number, headings: readonly string[]) {
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
    this.#problems.add({
      sheet: this.#sheet,
      row: this.#row,
      column: column === null ? '' : (this.#headings[column] ?? ''),
      cell: column === null ? '' : `${letters(column)}${this.#row}`,
      value: value.slice(0, 500),
      severity,
      code,
      message,
    });
  }
}
