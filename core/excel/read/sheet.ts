import { DaichoError } from '../../../contract/errors.ts';
import { type NumberFormat, numberCell, PLAIN } from './numbers.ts';
import { type Cell, type Limits, MAX_COLUMN, MAX_ROW, type Merge, type SheetRow } from './types.ts';
import { type Attributes, isTrue, mainRoot, scanXml, unescapeText } from './xml.ts';

/** What the sheets of one book share. */
export interface BookContext {
  readonly date1904: boolean;
  /** Cells of the shared strings by index; null for an empty string. One object serves all cells with that string. */
  readonly sharedStrings: readonly (Cell | null)[];
  /** Number format by cell style; null when the book has no style part. */
  readonly formats: readonly NumberFormat[] | null;
  readonly limits: Limits;
  /** Running totals over all sheets, against limits.maxCells and limits.maxSlots. */
  readonly used: { cells: number; slots: number };
}

export interface ParsedSheet {
  readonly rows: SheetRow[];
  readonly merges: Merge[];
  /** Formula cells that carry no stored result: their number and the first one's address. */
  readonly missingResults: { readonly count: number; readonly first: string };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?)?Z?$/;
/** Distinct numbers remembered per style: dates and levels repeat down a column, running numbers do not. */
const REMEMBERED = 4_096;

/**
 * Reads a worksheet part. Formatted but empty cells and rows leave nothing behind; formulas give their stored result.
 * @param label Japanese name of the sheet for messages.
 * @throws DaichoError fileUnreadable (damage), fileTooLarge (limits)
 */
export function parseSheet(bytes: Uint8Array, label: string, context: BookContext): ParsedSheet {
  const { limits, used, sharedStrings, formats, date1904 } = context;
  const damaged = (why: string) => new DaichoError('fileUnreadable', `${label}が壊れています（${why}）。`);
  const rows: SheetRow[] = [];
  const rawMerges: Merge[] = [];
  const memory = new Map<NumberFormat, Map<string, Cell>>();
  let missingCount = 0;
  let missingFirst = '';

  let section = '';
  let row = 0;
  let column = 0;
  let cells: (Cell | null)[] = [];
  let type = 'n';
  let style = 0;
  let value = '';
  let hasValue = false;
  let hasFormula = false;
  let collecting = false;
  /** Depth of an open phonetic run (furigana), whose text is no part of the cell; -1 outside. */
  let phoneticAt = -1;

  const formatOf = (): NumberFormat => {
    if (formats === null) return PLAIN;
    const format = formats[style];
    if (format === undefined) throw damaged(`${address(row, column)}の書式が見つかりません`);
    return format;
  };

  const numeric = (raw: string): Cell => {
    const format = formatOf();
    let known = memory.get(format);
    if (!known) {
      known = new Map();
      memory.set(format, known);
    }
    const before = known.get(raw);
    if (before) return before;
    const trimmed = raw.trim();
    const number = Number(trimmed);
    if (!NUMBER.test(trimmed) || !Number.isFinite(number)) throw damaged(`${address(row, column)}の数値が読めません`);
    const cell = numberCell(number, format, date1904);
    if (known.size < REMEMBERED) known.set(raw, cell);
    return cell;
  };

  const shared = (raw: string): Cell | null => {
    const index = Number(raw);
    const cell = /^\s*\d+\s*$/.test(raw) ? sharedStrings[index] : undefined;
    if (cell === undefined) throw damaged(`${address(row, column)}の文字が見つかりません`);
    return cell;
  };

  const readCell = (): Cell | null => {
    switch (type) {
      case 's':
        return hasValue ? shared(value) : null;
      case 'n':
        return value.trim() === '' ? null : numeric(value);
      case 'str':
      case 'inlineStr':
        return textCell(unescapeText(value));
      case 'b': {
        if (value === '') return null;
        const text = isTrue(value.trim()) ? 'TRUE' : 'FALSE';
        return { kind: 'boolean', text };
      }
      case 'e':
        return value === '' ? null : { kind: 'error', text: value };
      case 'd':
        return isoCell(value.trim());
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
    phoneticAt = -1;
  };

  const closeCell = () => {
    if (hasFormula && !hasValue) {
      missingCount++;
      missingFirst ||= address(row, column);
    }
    const cell = readCell();
    if (cell === null) return;
    if (cells[column - 1]) throw damaged(`セル${address(row, column)}が2つあります`);
    while (cells.length < column - 1) cells.push(null);
    cells[column - 1] = cell;
    if (++used.cells > limits.maxCells) throw new DaichoError('fileTooLarge', '値の入ったセルが多すぎます。');
  };

  const closeRow = () => {
    if (cells.length === 0) return;
    used.slots += cells.length;
    if (used.slots > limits.maxSlots) throw new DaichoError('fileTooLarge', '表の範囲が広すぎます。');
    rows.push({ row, cells });
  };

  const addMerge = (reference: string | undefined) => {
    const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(reference ?? '');
    if (!match) throw damaged('結合セルの範囲が読めません');
    if (rawMerges.length >= limits.maxMerges) throw new DaichoError('fileTooLarge', '結合セルが多すぎます。');
    const [, left = '', top = '', right = left, bottom = top] = match;
    rawMerges.push({
      top: Number(top),
      left: lettersToColumn(left),
      bottom: Number(bottom),
      right: lettersToColumn(right),
    });
  };

  scanXml(bytes, label, mainRoot('worksheet'), {
    open(name, attributes, depth) {
      if (depth === 1) section = name;
      else if (section === 'sheetData') {
        if (depth === 2) {
          if (name === 'row') openRow(attributes);
        } else if (depth === 3) {
          if (name === 'c') openCell(attributes);
        } else if (depth === 4) {
          if (name === 'v') {
            // An inline string is its <is>; a value beside it would be glued on.
            collecting = type !== 'inlineStr';
            hasValue = true;
          } else if (name === 'f') hasFormula = true;
        } else if (name === 'rPh') phoneticAt = depth;
        else if (name === 't' && phoneticAt < 0) collecting = type === 'inlineStr';
      } else if (section === 'mergeCells' && depth === 2 && name === 'mergeCell') addMerge(attributes['ref']);
    },
    close(name, depth) {
      if (section !== 'sheetData') return;
      collecting = false;
      if (depth === phoneticAt) phoneticAt = -1;
      else if (depth === 3 && name === 'c') closeCell();
      else if (depth === 2 && name === 'row') closeRow();
    },
    text(text) {
      if (collecting) value += text;
    },
  });

  return { rows, merges: clipMerges(rawMerges, rows), missingResults: { count: missingCount, first: missingFirst } };
}

/** Text cell, or null for empty text. Spaces count as text and are kept. */
export function textCell(text: string): Cell | null {
  return text === '' ? null : { kind: 'text', text };
}

function isoCell(raw: string): Cell | null {
  const match = ISO_DATE.exec(raw);
  if (!match) return textCell(raw);
  const [, date = '', time = '00:00:00'] = match;
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

function address(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** A merge over whole columns or the whole sheet costs nothing and means nothing outside of the filled cells. */
function clipMerges(merges: readonly Merge[], rows: readonly SheetRow[]): Merge[] {
  const lastRow = rows.at(-1)?.row ?? 0;
  const lastColumn = rows.reduce((last, { cells }) => Math.max(last, cells.length), 0);
  return merges
    .map(({ top, left, bottom, right }) => ({
      top,
      left,
      bottom: Math.min(bottom, lastRow),
      right: Math.min(right, lastColumn),
    }))
    .filter(({ top, left, bottom, right }) => top >= 1 && left >= 1 && bottom >= top && right >= left)
    .filter(({ top, left, bottom, right }) => bottom > top || right > left);
}
