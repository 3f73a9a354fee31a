import type { ImportPlan, RowFinding, RowWay } from '../../contract/importing.ts';
import type { Cell, SheetRow } from '../excel/read/index.ts';
import { textOf } from './sheet.ts';
import type { View } from './understand/view.ts';

/** What the person said of single cells and of the words of this file; the dry run and the import read them alike. */

type Correction = NonNullable<ImportPlan['corrections']>[number];

/** A row with what the person put right in it. */
export interface CorrectedRow {
  readonly row: SheetRow;
  /** Columns (index from 0; null: the row itself) that the person has looked at and wants as they are. */
  readonly accepted: ReadonlySet<number | null>;
  /** Columns whose word the person wants as it is written, as a new entry of its list. */
  readonly confirmed: ReadonlySet<number>;
  /** Words that the person took out of their column: kept in 取込元のその他の列. */
  readonly removed: readonly { readonly column: number; readonly text: string }[];
}

const NOTHING: Omit<CorrectedRow, 'row'> = { accepted: new Set(), confirmed: new Set(), removed: [] };

export class Corrections {
  readonly #cells = new Map<string, Correction>();
  readonly #values = new Map<string, Correction>();
  readonly #sheets = new Set<string>();
  readonly #meanings: ReadonlyMap<string, string>;
  readonly #rows = new Map<string, Correction>();
  readonly #findings: NonNullable<ImportPlan['findings']>;

  constructor({
    corrections = [],
    meanings = [],
    findings = {},
  }: Pick<ImportPlan, 'corrections' | 'meanings' | 'findings'>) {
    this.#findings = findings;
    for (const one of corrections) {
      if (one.finding) {
        this.#rows.set(`${one.sheet}\n${one.cell}\n${one.finding}`, one);
        continue;
      }
      this.#sheets.add(one.sheet);
      if (one.everywhere) {
        // A column of the sheet; of a turned table its row. Whichever the table is, only one of the two can be met.
        for (const line of [/^[A-Z]+/, /\d+$/]) {
          const name = line.exec(one.cell)?.[0];
          if (name) this.#values.set(`${one.sheet}\n${name}\n${one.text}`, one);
        }
      } else this.#cells.set(`${one.sheet}\n${one.cell || one.row}`, one);
    }
    this.#meanings = new Map(meanings.map(({ field, text, to }) => [`${field}\n${text}`, to]));
  }

  /** What a word of this file means in a field: a level's code or an entry's id; '' where it is to stay open. */
  meaning(field: string, text: string): string | undefined {
    return this.#meanings.size === 0 ? undefined : this.#meanings.get(`${field}\n${text}`);
  }

  /**
   * What the person said is to become of a row; undefined: nothing that is possible.
   * @param at where it was found, and what stands there: of another text nothing was said
   */
  wayOf(
    at: { readonly sheet: string; readonly cell: string; readonly text: string },
    finding: RowFinding,
    ways: readonly RowWay[],
    number: string | undefined,
  ): RowWay | undefined {
    const own = this.#rows.get(`${at.sheet}\n${at.cell}\n${finding}`);
    if (own && own.text === at.text.slice(0, 500)) {
      const way = ways.find((one) => one === own.how);
      if (way && (way !== 'update' || own.to === number)) return way;
    }
    const way = this.#findings[finding];
    return way && ways.includes(way) ? way : undefined;
  }

  apply(view: View, row: SheetRow, width: number): CorrectedRow {
    if (!this.#sheets.has(view.sheet)) return { row, ...NOTHING };
    const cells: (Cell | null)[] = [...row.cells];
    const accepted = new Set<number | null>();
    const confirmed = new Set<number>();
    const removed: { column: number; text: string }[] = [];
    let changed = false;
    // A blank cell may be put right, too: a name that is missing.
    for (let column = 0; column < Math.max(width, row.cells.length); column += 1) {
      const text = textOf(row.cells[column]);
      const correction = this.#at(view, row.row, column, text);
      if (!correction) continue;
      if (correction.how === 'keep') {
        accepted.add(column);
        continue;
      }
      if (correction.how === 'value' && correction.to === text) {
        confirmed.add(column);
        continue;
      }
      changed = true;
      while (cells.length <= column) cells.push(null);
      cells[column] = correction.how === 'value' ? { kind: 'text', text: correction.to ?? '' } : null;
      if (correction.how === 'blank') {
        accepted.add(column);
        if (text !== '') removed.push({ column, text });
      }
    }
    // A remark about the whole row names the line of the table.
    if (this.#cells.get(`${view.sheet}\n${row.row}`)?.how === 'keep') accepted.add(null);
    return { row: changed ? { ...row, cells } : row, accepted, confirmed, removed };
  }

  #at(view: View, row: number, column: number, text: string): Correction | undefined {
    const { cell } = view.at(row, column);
    const single = this.#cells.get(`${view.sheet}\n${cell}`);
    if (single || this.#values.size === 0) return single;
    const line = (view.turned ? /\d+$/ : /^[A-Z]+/).exec(cell)?.[0];
    return this.#values.get(`${view.sheet}\n${line}\n${text}`);
  }
}

/** Words that could not be read for certain, counted: one question for each, once for the whole file. */
export class Questions {
  readonly #asked = new Map<string, { field: string; text: string; count: number }>();

  /** @param field id of a field or of a compound heading */
  ask(field: string, text: string): void {
    const key = `${field}\n${text}`;
    const known = this.#asked.get(key);
    if (known) known.count += 1;
    else this.#asked.set(key, { field, text, count: 1 });
  }

  /** At most 200, in the order in which they were met. */
  all(): readonly { readonly field: string; readonly text: string; readonly count: number }[] {
    return [...this.#asked.values()].slice(0, 200);
  }
}
