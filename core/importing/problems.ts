import type { AffectedRow, ImportProblem, ImportProblemCode, RowChoice, RowWay } from '../../contract/importing.ts';
import type { SheetRow } from '../excel/read/index.ts';
import { textOf } from './sheet.ts';
import type { View } from './understand/view.ts';

/** More are counted but not listed: nobody reads them, and they have to cross to the screen. */
const LISTED = 1000;
/** Cells shown around the listed remarks: 1,000 rows of a wide ledger (50 columns). A hostile sheet has 16,384. */
const AFFECTED_CELLS = 50_000;
/** Longer texts are cut in the picture of a row. */
const CELL_TEXT = 200;

/** Said about rows that are no assets at all, or that are in the register already: nobody has to look at them. */
const NO_ASSET: ReadonlySet<string> = new Set(['notAsset', 'skipped', 'alreadyTaken']);

/** What is said about the cells and rows of one import. */
export class Problems {
  readonly listed: ImportProblem[] = [];
  /** Doubtful cells, and asset rows that can't come in: all of them. */
  readonly doubts: ImportProblem[] = [];
  count = 0;
  readonly affected: AffectedRow[] = [];
  #affectedCells = 0;
  readonly #once = new Set<string>();

  /** `row`: where the problem stands. */
  add(problem: ImportProblem, row: SheetRow, shown: boolean): void {
    this.count += 1;
    const { severity, code, choice } = problem;
    if (severity === 'warning' || (severity === 'error' && !NO_ASSET.has(code) && !choice?.said))
      this.doubts.push(problem);
    if (!this.room) return;
    this.listed.push(problem);
    if (shown) this.#show(problem.sheet, row);
  }

  /** Whether what is added now is listed. */
  get room(): boolean {
    return this.listed.length < LISTED;
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

interface FindMore {
  readonly suggestion?: string | undefined;
  /** It is only told: nothing is doubtful. */
  readonly told?: boolean | undefined;
}

/** The row being read: says what is wrong with its cells and remembers that something was. What was said counts from `end` on. */
export class RowRemarks {
  readonly #problems: Problems;
  readonly #view: View;
  readonly #row: SheetRow;
  readonly #headings: readonly string[];
  /** Cells that something doubtful was said about: one doubt is enough for a cell. */
  readonly #doubted = new Set<number | null>();
  /** Columns that the person has looked at. */
  readonly #accepted: ReadonlySet<number | null>;
  leftOut = false;
  /** The row stays out on purpose: what is doubtful in its cells, or would be added for them, is nobody's work. */
  #dismissed = false;
  /** Because the person said so. */
  #refused = false;
  /** What was said of the row as a whole, and of its cells. */
  readonly #ofRow: ImportProblem[] = [];
  readonly #ofCells: ImportProblem[] = [];
  /** Of the rows below that go on with this one. */
  readonly #below: RowRemarks[] = [];

  constructor(
    problems: Problems,
    view: View,
    row: SheetRow,
    headings: readonly string[],
    accepted: ReadonlySet<number | null> = new Set(),
  ) {
    this.#accepted = accepted;
    this.#problems = problems;
    this.#view = view;
    this.#row = row;
    this.#headings = headings;
  }

  get doubtful(): boolean {
    return this.#doubted.size > 0;
  }

  /** Whether a remark that is made now is listed: what is costly to say is not worked out for nobody. */
  get listed(): boolean {
    return this.#problems.room;
  }

  /**
   * What the row looks like, and what becomes of it: `way`, which the person said or is the usual one. Without a word of
   * theirs a row that comes in is doubtful.
   */
  find(
    column: number,
    value: string,
    message: string,
    way: RowWay,
    choice: RowChoice,
    { suggestion, told = false }: FindMore = {},
  ): void {
    // A row that the person leaves out is no question any more.
    if (this.#refused) return;
    const plain = choice.said || told;
    if (way === 'skip') {
      if (this.leftOut) return;
      this.leftOut = true;
      this.#dismissed = choice.said || NO_ASSET.has(choice.finding);
      this.#refused = choice.said;
    } else if (!plain) this.#doubted.add(column);
    const severity = way === 'skip' ? 'error' : plain ? 'notice' : 'warning';
    this.#ofRow.push({ ...this.#problem(severity, column, choice.finding, value, message, suggestion), choice });
  }

  /** Remarks about a row below that goes on with this one; they count with its own. */
  below(row: SheetRow, accepted: ReadonlySet<number | null>): RowRemarks {
    const remarks = new RowRemarks(this.#problems, this.#view, row, this.#headings, accepted);
    this.#below.push(remarks);
    return remarks;
  }

  /** Another row that this one takes in is doubtful. */
  doubt(): void {
    this.#doubted.add(-1);
  }

  /** The row is read: what was said of it counts. */
  end(): void {
    const stands = ({ severity, code }: ImportProblem) => severity !== 'warning' && code !== 'newItem';
    const ofRow = this.#refused ? this.#ofRow.filter(stands) : this.#ofRow;
    const ofCells = this.#dismissed ? this.#ofCells.filter(stands) : this.#ofCells;
    for (const problem of [...ofRow, ...ofCells]) this.#problems.add(problem, this.#row, this.#view.straight);
    for (const remarks of this.#below) {
      remarks.#dismissed = this.#dismissed;
      remarks.end();
    }
  }

  isDoubted(column: number | null): boolean {
    return this.#doubted.has(column);
  }

  /** Doubtful: the person should look at the cell. `column` is an index from 0, or null for the whole row. */
  warn(
    column: number | null,
    code: ImportProblemCode,
    value: string,
    message: string,
    suggestion?: string | null,
  ): void {
    if (this.#accepted.has(column)) return;
    this.#doubted.add(column);
    this.#say('warning', column, code, value, message, suggestion);
  }

  /** Nothing doubtful, but worth saying. */
  notice(column: number | null, code: ImportProblemCode, value: string, message: string): void {
    this.#say('notice', column, code, value, message);
  }

  /** Like `notice`, once for each key in the whole import. */
  noticeOnce(key: string, column: number | null, code: ImportProblemCode, value: string, message: string): void {
    if (this.#problems.once(key)) this.notice(column, code, value, message);
  }

  /** Like `warn`, once for each key in the whole import. */
  warnOnce(
    key: string,
    column: number | null,
    code: ImportProblemCode,
    value: string,
    message: string,
    suggestion?: string,
  ): void {
    if (!this.#accepted.has(column) && this.#problems.once(key)) this.warn(column, code, value, message, suggestion);
  }

  /** The row is left out. */
  leaveOut(
    column: number | null,
    code: ImportProblemCode,
    value: string,
    message: string,
    suggestion?: string | null,
  ): void {
    // One reason for a row to stay out is enough: the others come when it is mended.
    if (this.leftOut) return;
    this.leftOut = true;
    this.#say('error', column, code, value, message, suggestion);
  }

  #say(
    severity: ImportProblem['severity'],
    column: number | null,
    code: ImportProblemCode,
    value: string,
    message: string,
    suggestion?: string | null,
  ): void {
    this.#ofCells.push(this.#problem(severity, column, code, value, message, suggestion));
  }

  #problem(
    severity: ImportProblem['severity'],
    column: number | null,
    code: ImportProblemCode,
    value: string,
    message: string,
    suggestion?: string | null,
  ): ImportProblem {
    const { row } = this.#row;
    const at = this.#view.at(row, column ?? 0);
    const text = column === null ? value : textOf(this.#row.cells[column]);
    return {
      sheet: this.#view.sheet,
      row: at.row,
      column: column === null ? '' : (this.#headings[column] ?? ''),
      cell: column === null ? '' : at.cell,
      value: value.slice(0, 500),
      ...(text !== value && { text: text.slice(0, 500) }),
      severity,
      code,
      message,
      ...(suggestion && { suggestion }),
      ...(!this.#view.straight && { at: { line: row, column: column ?? 0 } }),
    };
  }
}
