import { DaichoError } from '../../../contract/errors.ts';
import { numberCell, storedNumber } from './numbers.ts';
import { type RichText, struckFields, TextCollector } from './richText.ts';
import { type Look, PLAIN_LOOK } from './styles.ts';
import { type Cell, type Limits, MAX_COLUMN, MAX_ROW, type Merge, type SheetRow } from './types.ts';
import { type Attributes, isTrue, mainRoot, scanXml, unescapeText } from './xml.ts';

/** What the sheets of one book share. */
export interface BookContext {
  readonly date1904: boolean;
  /** By index. One cell object serves all cells of the same look with that string. */
  readonly sharedStrings: readonly RichText[];
  /** By cell style; null when the book has no style part. */
  readonly looks: readonly Look[] | null;
  readonly limits: Limits;
  /** Running totals over all sheets, against limits.maxCells and limits.maxSlots. */
  readonly used: { cells: number; slots: number };
}

export interface ParsedSheet {
  readonly rows: SheetRow[];
  readonly merges: Merge[];
  readonly hiddenColumns: readonly number[];
  readonly filter: Merge | null;
  /** Formula cells that carry no stored result: their number and the first one's address. */
  readonly missingResults: { readonly count: number; readonly first: string };
}

const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?)?Z?$/;
/** Distinct numbers remembered per style: dates and levels repeat down a column, running numbers do not. */
const REMEMBERED = 4_096;
/** From so many positions on, a book with less than one filled cell in so many is no ledger but a waste of memory. */
const SPARSE_FROM = 1_000_000;
const SPARSE_RATIO = 500;

/**
 * Reads a worksheet part. Formatted but empty cells and rows leave nothing behind; formulas give their stored result.
 * @param label Japanese name of the sheet for messages.
 * @throws DaichoError fileUnreadable (damage), fileTooLarge (limits)
 */
export function parseSheet(bytes: Uint8Array, label: string, context: BookContext): ParsedSheet {
  const { limits, used, sharedStrings, looks, date1904 } = context;
  const damaged = (why: string) => new DaichoError('fileUnreadable', `${label}が壊れています（${why}）。`);
  const rows: SheetRow[] = [];
  const rawMerges: Merge[] = [];
  const hidden: Merge[] = [];
  let filter: Merge | null = null;
  /** Cells by look and what is stored (a number, or the index of a shared string). */
  const numbers = new Map<Look, Map<string, Cell>>();
  const strings = new Map<Look, Map<string, Cell>>();
  const texts = new Map<Look, Map<string, Cell>>();
  const inline = new TextCollector();
  let missingCount = 0;
  let missingFirst = '';

  let section = '';
  let row = 0;
  let column = 0;
  let rowHidden = false;
  let cells: (Cell | null)[] = [];
  let type = 'n';
  let style = 0;
  let value = '';
  let hasValue = false;
  let hasFormula = false;
  let collecting = false;
  let inInline = false;

  const lookOf = (): Look => {
    if (looks === null) return PLAIN_LOOK;
    const look = looks[style];
    if (look === undefined) throw damaged(`${address(row, column)}の書式が見つかりません`);
    return look;
  };

  const dressed = ({ cell, runs }: RichText, look: Look): Cell | null => {
    const isPlain = !look.struck && look.fields === null && runs === undefined;
    return cell === null || isPlain ? cell : { ...cell, ...look.fields, ...struckFields(runs, look.struck) };
  };

  /** The cell from memory, or made and kept there. */
  const once = (memory: Map<Look, Map<string, Cell>>, look: Look, raw: string, make: () => Cell | null) => {
    let known = memory.get(look);
    if (!known) {
      known = new Map();
      memory.set(look, known);
    }
    const before = known.get(raw);
    if (before) return before;
    const cell = make();
    if (cell && known.size < REMEMBERED) known.set(raw, cell);
    return cell;
  };

  const numeric = (raw: string, look: Look): Cell => {
    const number = storedNumber(raw);
    if (number === null) throw damaged(`${address(row, column)}の数値が読めません`);
    return numberCell(number, look.format, date1904);
  };

  const shared = (raw: string): RichText => {
    const text = /^\s*\d+\s*$/.test(raw) ? sharedStrings[Number(raw)] : undefined;
    if (text === undefined) throw damaged(`${address(row, column)}の文字が見つかりません`);
    return text;
  };

  const readCell = (): Cell | null => {
    const plain = (cell: Cell | null) => dressed({ cell }, lookOf());
    /** Writers without shared strings repeat the names of groups and places in every row. */
    const textOnce = (read: RichText) => {
      const isBare = read.cell !== null && read.runs === undefined && read.cell.kana === undefined;
      const look = lookOf();
      return isBare ? once(texts, look, read.cell.text, () => dressed(read, look)) : dressed(read, look);
    };
    switch (type) {
      case 's': {
        if (!hasValue) return null;
        const text = shared(value);
        const look = lookOf();
        const isPlain = !look.struck && look.fields === null && text.runs === undefined;
        return isPlain ? text.cell : once(strings, look, value, () => dressed(text, look));
      }
      case 'n': {
        if (value.trim() === '') return null;
        const look = lookOf();
        return once(numbers, look, value, () => dressed({ cell: numeric(value, look) }, look));
      }
      case 'str':
        return textOnce({ cell: textCell(unescapeText(value)) });
      case 'inlineStr':
        return textOnce(inline.take());
      case 'b':
        return value === '' ? null : plain({ kind: 'boolean', text: isTrue(value.trim()) ? 'TRUE' : 'FALSE' });
      case 'e':
        return value === '' ? null : plain({ kind: 'error', text: value });
      case 'd':
        return plain(isoCell(value.trim()));
      default:
        throw damaged(`${address(row, column)}の種類が分かりません`);
    }
  };

  const openRow = (attributes: Attributes) => {
    const given = attributes['r'];
    const next = given === undefined ? row + 1 : Number(given);
    if (!Number.isInteger(next) || next <= row || next > MAX_ROW)
      throw damaged(`行番号「${given ?? next}」が正しくありません`);
    row = next;
    column = 0;
    cells = [];
    rowHidden = isTrue(attributes['hidden']) || Number(attributes['ht'] ?? 1) === 0;
  };

  const openCell = (attributes: Attributes) => {
    const given = attributes['r'];
    column = given === undefined ? column + 1 : columnOf(given, row);
    if (column < 1 || column > MAX_COLUMN)
      throw damaged(`セル番地「${given ?? address(row, column)}」が正しくありません`);
    type = attributes['t'] ?? 'n';
    style = Number(attributes['s'] ?? 0);
    value = '';
    hasValue = false;
    hasFormula = false;
    inInline = false;
  };

  const closeCell = () => {
    if (hasFormula && !hasValue) {
      missingCount++;
      missingFirst ||= address(row, column);
    }
    const read = readCell();
    if (read === null) return;
    const cell: Cell = hasFormula ? { ...read, formula: true } : read;
    if (cells[column - 1]) throw damaged(`セル${address(row, column)}が2つあります`);
    while (cells.length < column - 1) cells.push(null);
    cells[column - 1] = cell;
    if (++used.cells > limits.maxCells) throw new DaichoError('fileTooLarge', '値の入ったセルが多すぎます。');
  };

  const closeRow = () => {
    if (cells.length === 0) return;
    used.slots += cells.length;
    const isSparse = used.slots > SPARSE_FROM && used.slots > used.cells * SPARSE_RATIO;
    if (isSparse || used.slots > limits.maxSlots) throw new DaichoError('fileTooLarge', '表の範囲が広すぎます。');
    rows.push(rowHidden ? { row, cells, hidden: true } : { row, cells });
  };

  const addMerge = (reference: string | undefined) => {
    const range = parseRange(reference);
    if (!range) throw damaged('結合セルの範囲が読めません');
    if (rawMerges.length >= limits.maxMerges) throw new DaichoError('fileTooLarge', '結合セルが多すぎます。');
    rawMerges.push(range);
  };

  const addColumns = ({ min, max, hidden: isHidden, width }: Attributes) => {
    if (!isTrue(isHidden) && Number(width ?? 1) !== 0) return;
    const [left, right] = [Number(min), Number(max)];
    if (left >= 1 && right >= left && hidden.length < MAX_COLUMN) hidden.push({ top: 1, bottom: 1, left, right });
  };

  scanXml(bytes, label, mainRoot('worksheet'), {
    open(name, attributes, depth) {
      if (depth === 1) {
        section = name;
        if (name === 'autoFilter') filter = parseRange(attributes['ref']);
      } else if (section === 'sheetData') {
        if (depth === 2) {
          if (name === 'row') openRow(attributes);
        } else if (depth === 3) {
          if (name === 'c') openCell(attributes);
        } else if (depth === 4) {
          if (name === 'v') {
            collecting = true;
            hasValue = true;
          } else if (name === 'f') hasFormula = true;
          else inInline = name === 'is' && type === 'inlineStr';
        } else if (inInline) inline.open(name, attributes);
      } else if (depth === 2) {
        if (section === 'mergeCells' && name === 'mergeCell') addMerge(attributes['ref']);
        else if (section === 'cols' && name === 'col') addColumns(attributes);
      }
    },
    close(name, depth) {
      if (section !== 'sheetData') return;
      collecting = false;
      if (depth > 4) {
        if (inInline) inline.close(name);
      } else if (depth === 4) inInline = false;
      else if (depth === 3 && name === 'c') closeCell();
      else if (depth === 2 && name === 'row') closeRow();
    },
    text(text) {
      if (collecting) {
        value += text;
        if (value.length > limits.maxTextLength) throw tooLong(label);
      } else if (inInline && inline.add(text) > limits.maxTextLength) throw tooLong(label);
    },
  });

  const bounds = usedRange(rows);
  return {
    rows,
    merges: rawMerges.flatMap((range) => clip(range, bounds)),
    hiddenColumns: columnsOf(hidden, bounds.right),
    filter: filter === null ? null : (clip(filter, bounds)[0] ?? null),
    missingResults: { count: missingCount, first: missingFirst },
  };
}

/** What a person is told about formulas without a stored result. */
export function missingResultsNote(sheet: string, count: number, first: string): string {
  return `シート「${sheet}」に、計算結果が保存されていない数式が${count}か所あり（${first}など）、空欄として読みました。Excelで開いて保存し直すと読めます。`;
}

/** The refusal of one endless text. */
export const tooLong = (label: string) => new DaichoError('fileTooLarge', `${label}に、長すぎる文字があります。`);

/** Text cell, or null for empty text. Spaces count as text and are kept. */
export function textCell(text: string): Cell | null {
  return text === '' ? null : { kind: 'text', text };
}

/** An ISO date as a date, all else as text: a day that never was (2025-02-30) stays as it is written. */
export function isoCell(raw: string): Cell | null {
  const match = ISO_DATE.exec(raw);
  const [, date = '', time = '00:00:00'] = match ?? [];
  const day = new Date(`${date}T00:00:00Z`);
  if (!match || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) return textCell(raw);
  return { kind: 'date', text: time === '00:00:00' ? date : `${date}T${time}` };
}

/** Column (1-based) of an address such as "AB12" that must lie in the given row; 0 when it does not read so. */
function columnOf(reference: string, row: number): number {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at++) {
    const code = reference.charCodeAt(at) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return at > 0 && reference.slice(at) === String(row) ? column : 0;
}

function lettersToColumn(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

export function address(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** A range such as "A1:C9" or "$B$2"; null when it does not read so. */
export function parseRange(reference: string | undefined): Merge | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(reference ?? '');
  if (!match) return null;
  const [, left = '', top = '', right = left, bottom = top] = match;
  return { top: Number(top), left: lettersToColumn(left), bottom: Number(bottom), right: lettersToColumn(right) };
}

/** From A1 to the last filled row and column. */
export function usedRange(rows: readonly SheetRow[]): Merge {
  const right = rows.reduce((last, { cells }) => Math.max(last, cells.length), 0);
  return { top: 1, left: 1, bottom: rows.at(-1)?.row ?? 0, right };
}

/**
 * The part of a range inside the filled cells, as a list of one or none: a merge over whole columns or the whole sheet
 * costs nothing and means nothing outside of them. A single cell is no range.
 */
export function clip(range: Merge, bounds: Merge): Merge[] {
  const { top, left } = range;
  const bottom = Math.min(range.bottom, bounds.bottom);
  const right = Math.min(range.right, bounds.right);
  const isRange = top >= 1 && left >= 1 && bottom >= top && right >= left && (bottom > top || right > left);
  return isRange ? [{ top, left, bottom, right }] : [];
}

/** Columns of the given ranges, ascending, up to the last filled one. */
export function columnsOf(ranges: readonly Pick<Merge, 'left' | 'right'>[], last: number): number[] {
  const columns: number[] = [];
  for (const { left, right } of ranges.toSorted((a, b) => a.left - b.left)) {
    const from = Math.max(left, (columns.at(-1) ?? 0) + 1);
    for (let column = from; column <= Math.min(right, last); column++) columns.push(column);
  }
  return columns;
}
