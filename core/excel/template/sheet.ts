import { DaichoError } from '../../../contract/errors.ts';
import { columnLetters } from '../../../contract/importing.ts';
import { CELL_LIMIT, cleanText, escapeXstring, pieces as textPieces } from '../write/text.ts';
import {
  attribute,
  cut,
  decoded,
  elementEnd,
  escaped,
  join,
  type Piece,
  withAttribute,
  withoutAttribute,
} from './markup.ts';
import { added, blockRows, LAST_ROW, movedAreas, movedFormula, movedList, movedRow, type Shift } from './shift.ts';

/** What a word in {{…}} stands for: a number or date goes into a cell as one where the cell is made for it. */
export interface TemplateValue {
  readonly text: string;
  readonly number?: number;
  readonly isDate?: boolean;
}

/** Gives the value of a word; undefined: no such word. */
export type Words = (word: string) => TemplateValue | undefined;

/** One entry of the shared strings. */
export interface SharedString {
  readonly text: string;
  /** Its runs, where letters have looks of their own; as written. */
  readonly runs: readonly { readonly raw: string; readonly text: string }[];
}

export interface SheetContext {
  readonly name: string;
  readonly strings: readonly SharedString[];
  /** By cell style: what its number format shows. */
  readonly formats: readonly ('date' | 'other')[];
  readonly date1904: boolean;
}

export interface FilledSheet {
  readonly xml: string;
  /** Null: no rows came in. */
  readonly shift: Shift | null;
  readonly formulas: boolean;
  /** Texts that no cell can hold whole. */
  readonly cut: number;
}

export interface SheetWords {
  /** Words with their cells, as they stand: in the repeated rows or outside. */
  readonly words: readonly { readonly word: string; readonly cell: string; readonly inBlock: boolean }[];
  readonly block: { readonly from: number; readonly to: number } | null;
}

/** {{資産名称}}, {{#資産}}, {{/資産}}; full width braces and signs as an IME writes them. */
const WORD = /[{｛]{2}\s*([#＃/／]?)\s*([^{}｛｝]+?)\s*[}｝]{2}/g;
const BLOCK = '資産';

/** Where rows and cells of a sheet stand among its pieces. */
interface Row {
  readonly number: number;
  readonly open: Piece;
  readonly inside: readonly Piece[];
  readonly close: Piece | null;
}

interface Parsed {
  readonly before: readonly Piece[];
  readonly rows: readonly Row[];
  readonly after: readonly Piece[];
  readonly prefix: string;
}

function parse(xml: string): Parsed {
  const pieces = cut(xml);
  const start = pieces.findIndex((piece) => piece.name === 'sheetData' && piece.type !== 'close');
  if (start < 0) return { before: pieces, rows: [], after: [], prefix: '' };
  const end = elementEnd(pieces, start);
  const prefix = /^<([^\s/>:]+:)/.exec(pieces[start]!.raw)?.[1] ?? '';
  if (pieces[start]!.type === 'empty')
    return { before: pieces.slice(0, end), rows: [], after: pieces.slice(end), prefix };
  const rows: Row[] = [];
  let last = 0;
  for (let i = start + 1; i < end - 1; ) {
    const piece = pieces[i]!;
    if (piece.name !== 'row' || piece.type === 'close') {
      i += 1;
      continue;
    }
    const to = elementEnd(pieces, i);
    const number = Number(attribute(piece.raw, 'r') ?? last + 1);
    last = number;
    const empty = piece.type === 'empty';
    rows.push({
      number,
      open: piece,
      inside: empty ? [] : pieces.slice(i + 1, to - 1),
      close: empty ? null : pieces[to - 1]!,
    });
    i = to;
  }
  return { before: pieces.slice(0, start + 1), rows, after: pieces.slice(end - 1), prefix };
}

/** Cells of a row: their pieces and what they say. */
function* cellsOf(row: Row): Generator<{ at: number; end: number; open: Piece; pieces: readonly Piece[] }> {
  for (let i = 0; i < row.inside.length; i += 1) {
    const piece = row.inside[i]!;
    if (piece.name !== 'c' || piece.type === 'close') continue;
    const end = elementEnd(row.inside, i);
    yield { at: i, end, open: piece, pieces: row.inside.slice(i, end) };
    i = end - 1;
  }
}

function stringOf(
  cell: { open: Piece; pieces: readonly Piece[] },
  strings: readonly SharedString[],
): SharedString | null {
  const type = attribute(cell.open.raw, 't');
  if (type === 's') {
    const value = cell.pieces.findIndex((piece) => piece.name === 'v' && piece.type === 'open');
    return value < 0 ? null : (strings[Number(decoded(cell.pieces[value + 1]?.raw ?? ''))] ?? null);
  }
  if (type !== 'inlineStr') return null;
  const from = cell.pieces.findIndex((piece) => piece.name === 'is' && piece.type === 'open');
  return from < 0 ? null : readString(cell.pieces.slice(from, elementEnd(cell.pieces, from)));
}

/** Text and runs of an <si> or <is>; phonetic guides are no text. */
export function readString(pieces: readonly Piece[]): SharedString {
  const runs: { raw: string; text: string }[] = [];
  let text = '';
  for (let i = 1; i < pieces.length; i += 1) {
    const piece = pieces[i]!;
    if (piece.type === 'close' || piece.type === 'other') continue;
    const end = elementEnd(pieces, i);
    const inside = pieces.slice(i, end);
    if (piece.name === 't') text += inside.map((one) => decoded(one.raw)).join('');
    if (piece.name === 'r') {
      const from = inside.findIndex((one) => one.name === 't' && one.type === 'open');
      const words =
        from < 0
          ? ''
          : inside
              .slice(from, elementEnd(inside, from))
              .map((one) => decoded(one.raw))
              .join('');
      runs.push({ raw: join(inside), text: words });
      text += words;
    }
    i = end - 1;
  }
  return { text, runs };
}

/** Every entry of the shared strings. */
export function readStrings(xml: string): SharedString[] {
  const pieces = cut(xml);
  const strings: SharedString[] = [];
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i]!;
    if (piece.name !== 'si' || piece.type === 'close') continue;
    const end = elementEnd(pieces, i);
    strings.push(readString(pieces.slice(i, end)));
    i = end - 1;
  }
  return strings;
}

const signOf = (sign: string) => (sign === '＃' ? '#' : sign === '／' ? '/' : sign);

function blockOf(rows: readonly Row[], context: SheetContext): { from: number; to: number } | null {
  let from: number | null = null;
  let to: number | null = null;
  for (const row of rows) {
    for (const cell of cellsOf(row)) {
      for (const [, sign, word] of (stringOf(cell, context.strings)?.text ?? '').matchAll(WORD)) {
        if (!sign) continue;
        if (word !== BLOCK)
          throw wrong(
            context,
            row.number,
            `{{${signOf(sign)}${word}}}は使えません。くり返しは{{#資産}}と{{/資産}}で示します。`,
          );
        if (signOf(sign) === '#') {
          if (from !== null)
            throw wrong(context, row.number, '{{#資産}}が二つあります。くり返しは、一つのシートに一か所です。');
          from = row.number;
        } else to = row.number;
      }
    }
  }
  if (from === null && to !== null) throw wrong(context, to, '{{/資産}}の前に、{{#資産}}がありません。');
  if (from === null) return null;
  if (to !== null && to < from) throw wrong(context, to, '{{/資産}}が{{#資産}}より上にあります。');
  return { from, to: to ?? from };
}

const wrong = (context: SheetContext, row: number, words: string) =>
  new DaichoError('invalidInput', `シート「${context.name}」の${row}行目: ${words}`);

/**
 * What is to be filled in a sheet.
 * @throws DaichoError('invalidInput') for repetitions that can't be
 */
export function wordsOfSheet(xml: string, context: SheetContext): SheetWords {
  const { rows } = parse(xml);
  const block = blockOf(rows, context);
  const words: { word: string; cell: string; inBlock: boolean }[] = [];
  for (const row of rows) {
    const inBlock = block !== null && row.number >= block.from && row.number <= block.to;
    let column = 0;
    for (const cell of cellsOf(row)) {
      column += 1;
      const name = attribute(cell.open.raw, 'r') ?? `${columnLetters(column - 1)}${row.number}`;
      const formula = cell.pieces.find((piece) => piece.name === 'f' && piece.type !== 'close');
      const kind = formula && attribute(formula.raw, 't');
      if (inBlock && (kind === 'shared' || kind === 'array' || kind === 'dataTable'))
        throw wrong(
          context,
          row.number,
          `${name}の数式は、ほかのセルと共有されています。くり返す行では、セルごとに数式を入れ直してください。`,
        );
      for (const [, sign, word] of (stringOf(cell, context.strings)?.text ?? '').matchAll(WORD))
        if (!sign) words.push({ word: word!, cell: `${context.name}!${name}`, inBlock });
    }
  }
  return { words, block };
}

/**
 * Fills a sheet: words outside the repeated rows once, the repeated rows once for each of `assets`, and everything that
 * names a row below moves along (merges, conditional formats, value lists, links, page breaks).
 * @param common words outside the repeated rows
 */
export function fillSheet(xml: string, context: SheetContext, common: Words, assets: readonly Words[]): FilledSheet {
  const parsed = parse(xml);
  const block = blockOf(parsed.rows, context);
  const shift: Shift | null = block && { ...block, copies: Math.max(1, assets.length) };
  const used = parsed.rows.at(-1)?.number ?? 0;
  if (shift && used + added(shift) > LAST_ROW)
    throw new DaichoError('fileTooLarge', `Excelの1シートには${LAST_ROW}行までしか入りません。`);
  const state = { formulas: false, cut: 0 };
  const out: string[] = [join(parsed.before.map((piece) => moved(piece, shift)))];
  const filled = (row: Row, words: Words, copy: number | null) => {
    const number =
      copy === null ? (shift ? movedRow(row.number, shift) : row.number) : row.number + copy * blockRows(shift!);
    out.push(rowXml(row, number, words, copy, shift, context, parsed.prefix, state));
  };
  const inBlock = block ? parsed.rows.filter(({ number }) => number >= block.from && number <= block.to) : [];
  for (const row of parsed.rows) {
    if (!inBlock.includes(row)) filled(row, common, null);
    else if (row === inBlock[0])
      for (let copy = 0; copy < shift!.copies; copy += 1)
        for (const one of inBlock) filled(one, assets[copy] ?? common, copy);
  }
  out.push(shift && added(shift) > 0 ? afterRows(parsed.after, shift, context.name) : join(parsed.after));
  return { xml: out.join(''), shift: shift && added(shift) > 0 ? shift : null, ...state };
}

/** Elements above the rows that name them: the used area. */
function moved(piece: Piece, shift: Shift | null): Piece {
  if (!shift || piece.name !== 'dimension' || piece.type === 'close') return piece;
  const ref = attribute(piece.raw, 'ref');
  return ref === null ? piece : { ...piece, raw: withAttribute(piece.raw, 'ref', movedAreas(ref, shift, false)[0]!) };
}

function rowXml(
  row: Row,
  number: number,
  words: Words,
  copy: number | null,
  shift: Shift | null,
  context: SheetContext,
  prefix: string,
  state: { formulas: boolean; cut: number },
): string {
  const open = number === row.number ? row.open.raw : withAttribute(row.open.raw, 'r', String(number));
  if (row.close === null) return open;
  const out: string[] = [open];
  let at = 0;
  for (const cell of cellsOf(row)) {
    out.push(join(row.inside.slice(at, cell.at)));
    at = cell.end;
    let head = cell.open.raw;
    const name = attribute(head, 'r');
    if (name !== null && number !== row.number) head = withAttribute(head, 'r', name.replace(/\d+$/, String(number)));
    const string = stringOf(cell, context.strings);
    if (string && hasWord(string.text)) out.push(cellXml(head, string, words, context, prefix, state));
    else if (cell.pieces.some((piece) => piece.name === 'f')) {
      state.formulas = true;
      out.push(formulaXml(head, cell.pieces, shift, context.name, copy));
    } else out.push(head, join(cell.pieces.slice(1)));
  }
  out.push(join(row.inside.slice(at)), row.close.raw);
  return out.join('');
}

const hasWord = (text: string) => new RegExp(WORD.source).test(text);

/** A cell with its words filled; one that is nothing but a number or date becomes one, in the look that it has. */
function cellXml(
  head: string,
  string: SharedString,
  words: Words,
  context: SheetContext,
  prefix: string,
  state: { cut: number },
): string {
  const open = ['t', 'vm', 'cm'].reduce(withoutAttribute, head).replace(/\/?>$/, '');
  const format = context.formats[Number(attribute(head, 's') ?? 0)] ?? 'other';
  const only = new RegExp(`^\\s*${WORD.source}\\s*$`).exec(withoutMarks(string.text));
  if (only && !only[1]) {
    const value = words(only[2]!);
    if (value?.number !== undefined && (!value.isDate || format === 'date')) {
      const number = value.isDate && context.date1904 ? value.number - 1462 : value.number;
      return `${open}><${prefix}v>${number}</${prefix}v></${prefix}c>`;
    }
  }
  const put = (text: string) =>
    text.replace(WORD, (_, sign: string, word: string) => (sign ? '' : (words(word)?.text ?? '')));
  const whole = fitted(put(string.text), state);
  if (whole === '') return `${open}/>`;
  // Runs keep their looks where every word lies in one of them.
  const runs = string.runs.map((run) => ({ ...run, filled: put(run.text) }));
  if (runs.length > 0 && runs.map(({ filled }) => filled).join('') === put(string.text) && whole.length < CELL_LIMIT) {
    const inside = runs.map(({ raw, filled }) => (filled === '' ? '' : runXml(raw, filled))).join('');
    return `${open} t="inlineStr"><${prefix}is>${inside}</${prefix}is></${prefix}c>`;
  }
  const text = `<${prefix}t xml:space="preserve">${escaped(whole)}</${prefix}t>`;
  return `${open} t="inlineStr"><${prefix}is>${text}</${prefix}is></${prefix}c>`;
}

/** The marks of the repetition stand in a cell beside its word: {{#資産}}{{通し番号}}. */
const withoutMarks = (text: string) => text.replace(WORD, (all, sign: string) => (sign ? '' : all));

function runXml(raw: string, text: string): string {
  const pieces = cut(raw);
  const from = pieces.findIndex((piece) => piece.name === 't' && piece.type === 'open');
  if (from < 0) return raw;
  const to = elementEnd(pieces, from);
  const open = pieces[from]!.raw;
  const kept = attribute(open, 'xml:space') === null ? open.replace(/>$/, ' xml:space="preserve">') : open;
  const words = escaped(escapeXstring(cleanText(text)));
  return `${join(pieces.slice(0, from))}${kept}${words}${join(pieces.slice(to - 1))}`;
}

function fitted(text: string, state: { cut: number }): string {
  const clean = escapeXstring(cleanText(text));
  if (clean.length <= CELL_LIMIT) return clean;
  state.cut += 1;
  return `${textPieces(clean, CELL_LIMIT - 1)[0]}…`;
}

/** A formula that looks where its cells have gone. Its old result is left out: the book is computed anew when opened. */
function formulaXml(
  head: string,
  pieces: readonly Piece[],
  shift: Shift | null,
  sheet: string,
  copy: number | null,
): string {
  const out: string[] = [head];
  for (let i = 1; i < pieces.length; ) {
    const piece = pieces[i]!;
    const end = piece.type === 'open' ? elementEnd(pieces, i) : i + 1;
    if (piece.name === 'v' && piece.type !== 'close') {
      i = end;
      continue;
    }
    if (piece.name === 'f' && piece.type !== 'close' && shift) {
      const ref = attribute(piece.raw, 'ref');
      out.push(ref === null ? piece.raw : withAttribute(piece.raw, 'ref', movedAreas(ref, shift, false)[0]!));
      const formula = pieces
        .slice(i + 1, end - 1)
        .map((one) => decoded(one.raw))
        .join('');
      if (piece.type === 'open')
        out.push(escaped(movedFormula(formula, shift, sheet, true, copy)), pieces[end - 1]!.raw);
      i = end;
      continue;
    }
    out.push(piece.raw);
    i += 1;
  }
  return out.join('');
}

/** Everything below the rows that names rows (ECMA-376 18.3.1.99, children of worksheet). */
function afterRows(pieces: readonly Piece[], shift: Shift, sheet: string): string {
  const out: string[] = [];
  const parents: string[] = [];
  let merges = 0;
  let mergeTag = -1;
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i]!;
    if (piece.type === 'close') {
      parents.pop();
      if (piece.name === 'mergeCells' && mergeTag >= 0)
        out[mergeTag] = withAttribute(out[mergeTag]!, 'count', String(merges));
    }
    if (piece.type === 'close' || piece.type === 'other') {
      const parent = parents.at(-1) ?? '';
      if (piece.type === 'other' && parent === 'sqref') out.push(escaped(movedList(decoded(piece.raw), shift)));
      else if (piece.type === 'other' && ['formula', 'formula1', 'formula2', 'f'].includes(parent))
        out.push(escaped(movedFormula(decoded(piece.raw), shift, sheet, true, null)));
      else out.push(piece.raw);
      continue;
    }
    if (piece.name === 'mergeCells') mergeTag = out.length;
    const ref = attribute(piece.raw, 'ref');
    const sqref = attribute(piece.raw, 'sqref');
    if ((piece.name === 'mergeCell' || piece.name === 'hyperlink') && ref !== null && piece.type === 'empty') {
      const areas = movedAreas(ref, shift, true);
      merges += piece.name === 'mergeCell' ? areas.length : 0;
      out.push(...areas.map((area) => withAttribute(piece.raw, 'ref', area)));
    } else if (sqref !== null) out.push(withAttribute(piece.raw, 'sqref', movedList(sqref, shift)));
    else if (piece.name === 'autoFilter' && ref !== null)
      out.push(withAttribute(piece.raw, 'ref', movedAreas(ref, shift, false)[0]!));
    else if (piece.name === 'brk' && parents.at(-1) === 'rowBreaks') {
      const id = Number(attribute(piece.raw, 'id'));
      // A break below row n: one below the last repeated row stands below the last copy.
      out.push(withAttribute(piece.raw, 'id', String(id >= shift.to ? id + added(shift) : id)));
    } else out.push(piece.raw);
    if (piece.type === 'open') parents.push(piece.name);
  }
  return out.join('');
}
