import { fieldById, type Kind } from '../../contract/catalogue/index.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import { DaichoError } from '../../contract/errors.ts';
import { isColumnOf } from '../../contract/importing.ts';
import { AXES } from '../../contract/scheme.ts';
import type { ReadBook, SheetRow } from '../excel/read/index.ts';
import { MASTERS } from './convert.ts';
import type { Mentioned } from './items.ts';
import type { SheetPlan } from './plan.ts';
import { kindsIn, sheetOf } from './propose.ts';
import { isBlank, isDitto, textOf } from './sheet.ts';
import { type Target, targetsFor } from './targets.ts';
import { findImportanceRule, type ImportanceRule } from './understand/importance.ts';
import { isAsset, openTable, type Table, type TableRow } from './understand/table.ts';
import { withoutFootnote } from './understand/words.ts';

/** A table of the book, opened as its plan says, with what its rows have in common. */

/** A table with its plan. */
export interface OpenSheet {
  readonly name: string;
  readonly table: Table;
  readonly headings: readonly string[];
  readonly rows: readonly TableRow[];
  readonly plan: SheetPlan;
  readonly kind: Kind | null;
  /** Column of 資産区分 and of the number; -1 when there is none. */
  readonly kindColumn: number;
  readonly numberColumn: number;
  /** Columns of the axes in which most rows have a level. */
  readonly levelColumns: ReadonlySet<number>;
  /** Columns in which only the first row of a group is filled, so that a blank may mean the value above. */
  readonly outlined: ReadonlySet<number>;
  /** How the book itself comes to its importance, in classes that the scheme does not have; null where no rule fits. */
  readonly importanceRule: ImportanceRule | null;
  readonly targets: (kind: Kind) => readonly Target[];
}

export function openSheet(book: ReadBook, plan: SheetPlan, catalogue: Catalogue): OpenSheet {
  const sheet = sheetOf(book, plan);
  const unknown = plan.columns.find((id) => id !== null && !isColumnOf({}, catalogue, id));
  if (!sheet || unknown)
    throw new DaichoError(
      'invalidInput',
      `「${sheet ? unknown : plan.name}」は、このファイルの取り込みでは使えません。`,
    );
  const table = openTable(sheet, plan);
  const { headings, rows } = table;
  const assets = rows.filter(isAsset).map(({ row }) => row);
  const kindColumn = plan.columns.indexOf('kind');
  const found = kindColumn === -1 ? [] : kindsIn(assets, kindColumn);
  const kinds = plan.kind ? [plan.kind, ...found] : found;
  const targets = new Map<Kind, readonly Target[]>();
  const levelColumns = AXES.map((axis) => plan.columns.indexOf(axis)).filter(
    (i) => i !== -1 && assets.filter((row) => !isBlank(textOf(row.cells[i]))).length * 2 > assets.length,
  );
  return {
    name: sheet.name,
    table,
    headings,
    rows,
    plan,
    kind: plan.kind,
    kindColumn,
    numberColumn: plan.columns.indexOf('number'),
    levelColumns: new Set(levelColumns),
    outlined: outlinedColumns(assets, plan),
    importanceRule: findImportanceRule(assets, plan.columns),
    targets(kind) {
      let list = targets.get(kind);
      if (!list) {
        list = targetsFor(catalogue, kind, headings, plan.columns, kinds);
        targets.set(kind, list);
      }
      return list;
    },
  };
}

/** Facts that a group of rows shares. */
export const SHARED: ReadonlySet<string> = new Set([
  'group',
  'place',
  'businessCategory',
  'userScope',
  'responsiblePost',
  'zone',
]);

/** Columns written as an outline: a word, blanks below it, the next word. */
export function outlinedColumns(rows: readonly SheetRow[], { columns, fillDown = [] }: SheetPlan): ReadonlySet<number> {
  const found = [...columns.entries()].filter(([i, id]) => {
    if (id === null || !SHARED.has(id) || fillDown.includes(i) || rows.length < 4) return false;
    const texts = rows.map((row) => textOf(row.cells[i]));
    const filled = texts.filter((text) => !isBlank(text));
    const leads = texts.filter((text, k) => !isBlank(text) && (texts[k + 1] ?? '') === '').length;
    return (
      !isBlank(texts[0]!) &&
      !texts.some(isDitto) &&
      filled.length > 1 &&
      filled.length * 5 < texts.length * 3 &&
      leads * 10 >= filled.length * 7 &&
      filled.every((text, k) => text !== filled[k + 1])
    );
  });
  return new Set(found.map(([i]) => i));
}

/** Every number of the file, for references that point within it. */
export function numbersIn(sheets: readonly OpenSheet[]): Set<string> {
  const numbers = new Set<string>();
  for (const { rows, numberColumn } of sheets) {
    if (numberColumn !== -1) for (const { row } of rows) numbers.add(textOf(row.cells[numberColumn]));
  }
  return numbers;
}

/** What the file says in its columns of groups, posts, people and places. */
export function namesIn(sheets: readonly OpenSheet[]): Mentioned {
  const lists = new Map<string, Map<string, number>>();
  for (const { rows, plan } of sheets) {
    for (const [i, id] of plan.columns.entries()) {
      const list = id === null ? undefined : fieldById(id)?.list;
      if (!list || !MASTERS.has(list)) continue;
      const words = lists.get(list) ?? new Map<string, number>();
      lists.set(list, words);
      for (const line of rows) {
        const text = isAsset(line) ? textOf(line.row.cells[i]) : '';
        // A word with the mark of a note is no other name.
        if (!isBlank(text) && withoutFootnote(text) === null) words.set(text, (words.get(text) ?? 0) + 1);
      }
    }
  }
  return lists;
}
