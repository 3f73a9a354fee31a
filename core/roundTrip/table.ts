import { fieldById, KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../contract/catalogue/index.ts';
import { type Catalogue, isOwnId } from '../../contract/catalogue/own.ts';
import { columnLetters } from '../../contract/importing.ts';
import { cleanText } from '../asset/values.ts';
import type { Cell, ReadBook, SheetData, SheetRow } from '../excel/read/index.ts';
import { LONG_TEXT_SHEET, longTextNote } from '../excel/write/longTexts.ts';
import type { LedgerOrigin } from './origin.ts';

/** The rows of a ledger that came back, whatever was done to its sheets: rows sorted, columns moved, lines put above. */

/** One cell under the heading of a field. */
export interface FileCell {
  /** A1 reference, e.g. C12. */
  readonly at: string;
  /** Whole and without outer spaces; '' for an empty one. Of a cut text: all of it. */
  readonly text: string;
  readonly cell: Cell | null;
  /** The text goes on on the sheet 長い文章の続き, and its rows are gone. */
  readonly cut?: { readonly beginning: string };
}

export interface FileRow {
  readonly sheet: string;
  readonly row: number;
  /** As it stands in the row; '' for none. */
  readonly number: string;
  /** What the sheet was written for. */
  readonly sheetKind: Kind | null;
  /** By field id: every field that the sheet has a column for. */
  readonly cells: ReadonlyMap<string, FileCell>;
}

export interface FileTable {
  readonly rows: readonly FileRow[];
  readonly notes: readonly string[];
  /** Kinds whose own sheet cannot be read or is not in the file, with its name. */
  readonly absent: ReadonlyMap<Kind, string>;
}

/** Lines that somebody may have put above the headings. */
const HEADING_WITHIN = 30;

export function fileTable(book: ReadBook, origin: LedgerOrigin): FileTable {
  const long = longTexts(book);
  const rows: FileRow[] = [];
  const notes: string[] = [];
  const seen = new Set<Kind | null>();
  for (const sheet of book.sheets) {
    const head = headOf(sheet, origin);
    if (!head) continue;
    if (!head.columns.has('number')) {
      notes.push(`シート「${sheet.name}」には「資産番号」の列がないので、見比べられません。`);
      continue;
    }
    seen.add(head.kind);
    notes.push(...head.notes);
    for (const row of sheet.rows) {
      if (row.row <= head.row) continue;
      const read = rowOf(sheet.name, row, head, long);
      if (read) rows.push(read);
    }
  }
  const absent = new Map<Kind, string>();
  for (const name of origin.sheets.keys()) {
    const kind = kindOfName(name);
    if (kind !== null && !seen.has(kind)) absent.set(kind, name);
  }
  return { rows, notes, absent };
}

interface Head {
  readonly row: number;
  /** Field id -> index of its column, from 0. */
  readonly columns: ReadonlyMap<string, number>;
  readonly kind: Kind | null;
  readonly notes: readonly string[];
}

/** Where the headings of a ledger sheet stand; null for any other sheet. */
function headOf(sheet: SheetData, origin: LedgerOrigin): Head | null {
  if (sheet.hidden) return null;
  const known = origin.sheets.get(sheet.name);
  // A sheet that was renamed or copied: the headings of all sheets together.
  const words = known ?? new Map([...origin.sheets.values()].flatMap((columns) => [...columns]));
  for (const row of sheet.rows.slice(0, HEADING_WITHIN)) {
    const labels = row.cells.map((cell) => (cell ? cleanText(cell.text) : ''));
    const found = labels.filter((label) => words.has(label)).length;
    // Of a sheet of our own two headings are enough: most columns may be gone. Elsewhere only one with a number counts.
    if (found < 2 || (!known && !labels.some((label) => words.get(label) === 'number'))) continue;
    return { row: row.row, ...columnsOf(sheet.name, labels, words), kind: kindOfName(sheet.name) };
  }
  if (!known) return null;
  return { row: 0, columns: new Map(), kind: kindOfName(sheet.name), notes: [] };
}

function columnsOf(sheet: string, labels: readonly string[], words: ReadonlyMap<string, string>) {
  const columns = new Map<string, number>();
  const notes: string[] = [];
  const twice = new Set<string>();
  for (const [index, label] of labels.entries()) {
    if (label === '') continue;
    const id = words.get(label);
    if (id === undefined) {
      notes.push(`シート「${sheet}」の列「${label.slice(0, 40)}」は、書き出した台帳にない列なので、取り込みません。`);
    } else if (columns.has(id)) {
      twice.add(id);
      notes.push(`シート「${sheet}」に「${label}」の列が二つあるので、その項目は見比べていません。`);
    } else if (fieldById(id) || isOwnId(id)) {
      columns.set(id, index);
    }
  }
  for (const id of twice) columns.delete(id);
  return { columns, notes };
}

function kindOfName(name: string): Kind | null {
  return KIND_ORDER.find((kind) => KIND_DEFINITIONS[kind].label === name) ?? null;
}

function rowOf(sheet: string, row: SheetRow, head: Head, long: ReadonlyMap<number, string>): FileRow | null {
  const cells = new Map<string, FileCell>();
  let filled = false;
  for (const [id, index] of head.columns) {
    const cell = row.cells[index] ?? null;
    const at = `${columnLetters(index)}${row.row}`;
    const read = cell ? wholeText(cell.text, long) : { text: '' };
    if (read.text !== '') filled = true;
    cells.set(id, { at, cell, ...read });
  }
  if (!filled) return null;
  return { sheet, row: row.row, number: cells.get('number')?.text ?? '', sheetKind: head.kind, cells };
}

const NOTE = new RegExp(`${longTextNote(0).replace(/[[\]]/g, '\\$&').replace('0', '(\\d{1,9})')}$`);

function wholeText(text: string, long: ReadonlyMap<number, string>): Pick<FileCell, 'text' | 'cut'> {
  const note = NOTE.exec(text.trimEnd());
  if (!note) return { text: cleanText(text) };
  const beginning = text.slice(0, note.index);
  const rest = long.get(Number(note[1]));
  if (rest === undefined) return { text: cleanText(text), cut: { beginning } };
  return { text: cleanText(beginning + rest) };
}

/** The overflow of texts that no cell holds (core/excel/write/longTexts.ts): number -> the rest, put together. */
function longTexts(book: ReadBook): ReadonlyMap<number, string> {
  const parts = new Map<number, { part: number; text: string }[]>();
  const sheet = book.sheets.find(({ name }) => name === LONG_TEXT_SHEET);
  for (const { cells } of sheet?.rows.slice(1) ?? []) {
    const [number, , , part, text] = cells;
    if (!number || !part) continue;
    const list = parts.get(Number(number.text)) ?? [];
    parts.set(Number(number.text), list);
    list.push({ part: Number(part.text), text: text?.text ?? '' });
  }
  return new Map(
    [...parts].map(([number, list]) => [
      number,
      list
        .toSorted((a, b) => a.part - b.part)
        .map(({ text }) => text)
        .join(''),
    ]),
  );
}

/**
 * The table with the union's own fields as this register has them. The columns of another register's own fields mean what
 * their headings say; a field that is not here is said, and its column left alone.
 */
export function withOwnFields(
  table: FileTable,
  { sheets }: LedgerOrigin,
  { ownFields, fieldById: known }: Catalogue,
  other: boolean,
): FileTable {
  const headings = new Map<string, string>();
  for (const columns of sheets.values())
    for (const [heading, id] of columns) if (isOwnId(id)) headings.set(id, heading);
  if (headings.size === 0) return table;
  const ids = new Map(
    [...headings].map(([id, heading]) => [
      id,
      other ? ownFields.find(({ label }) => label === heading)?.id : known(id) && id,
    ]),
  );
  const gone = [...headings].filter(([id]) => ids.get(id) === undefined).map(([, heading]) => `「${heading}」`);
  const note = `独自項目${gone.join('')}は、この台帳にありません。その列は取り込みません。`;
  return {
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: new Map(
        [...row.cells].flatMap(([id, cell]) => {
          const here = isOwnId(id) ? ids.get(id) : id;
          return here === undefined ? [] : [[here, cell] as const];
        }),
      ),
    })),
    notes: gone.length > 0 ? [...table.notes, note] : table.notes,
  };
}
