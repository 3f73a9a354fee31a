import type { Cell, SheetRow } from '../../excel/read/index.ts';
import type { Merge } from '../../excel/read/types.ts';
import { isBlank, isDitto, textOf } from '../sheet.ts';

/** What a cell says although it stands elsewhere: a cell merged downwards, 〃, 同上. */

/** A cell merged downwards counts for every row it covers: it is the same value, written once. */
export function spreadMerges(rows: readonly SheetRow[], merges: readonly Merge[]): SheetRow[] {
  const spread = [...rows];
  const at = new Map(rows.map((row, i) => [row.row, i]));
  for (const { top, bottom, left } of merges) {
    const first = at.get(top);
    if (first === undefined || bottom === top) continue;
    const cell = spread[first]!.cells[left - 1];
    if (!cell) continue;
    for (let i = first + 1; i < spread.length && spread[i]!.row <= bottom; i += 1) {
      const cells = [...spread[i]!.cells];
      while (cells.length < left) cells.push(null);
      cells[left - 1] ??= cell;
      spread[i] = { ...spread[i]!, cells };
    }
  }
  return spread;
}

/**
 * Puts the value above in the place of a ditto mark, from asset row to asset row. A mark with nothing above it, or in a
 * column where each row must have its own value, stays.
 */
export class Dittos {
  readonly #own: ReadonlySet<number>;
  readonly #fillDown: ReadonlySet<number>;
  #above: readonly (Cell | null)[] = [];

  /**
   * @param own columns whose values are never the same twice: numbers
   * @param fillDown columns in which a blank means the value above
   */
  constructor(own: ReadonlySet<number>, fillDown: readonly number[] = []) {
    this.#own = own;
    this.#fillDown = new Set(fillDown);
  }

  resolve(row: SheetRow): SheetRow {
    let cells: (Cell | null)[] | null = null;
    for (const [i, cell] of row.cells.entries()) {
      if (!cell || this.#own.has(i) || !isDitto(textOf(cell))) continue;
      const above = this.#above[i];
      if (!above || isBlank(textOf(above)) || isDitto(textOf(above))) continue;
      cells ??= [...row.cells];
      cells[i] = above;
    }
    for (const i of this.#fillDown) {
      const above = this.#above[i];
      if (!above || !isBlank(textOf(row.cells[i]))) continue;
      cells ??= [...row.cells];
      while (cells.length <= i) cells.push(null);
      cells[i] = above;
    }
    const resolved = cells ? { ...row, cells } : row;
    this.#above = resolved.cells;
    return resolved;
  }
}
