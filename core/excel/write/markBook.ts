import { DaichoError } from '../../../contract/errors.ts';
import { columnLetters, REASON_HEADING } from '../../../contract/importing.ts';
import type { ReadBook } from '../read/index.ts';
import { cleanText, escapeXml, escapeXstring, linesOf, widthOf } from './text.ts';
import { Parts } from './zip.ts';

/**
 * Marks cells in a person's own book: a colour behind each, the reason in a column beside the table, and a sheet that
 * lists all. Done in the XML of the parts that are concerned; every other part goes over byte for byte, so that styles,
 * print settings, drawings and what no library knows stay as they are.
 */

export interface Mark {
  readonly sheet: string;
  /** From 1. */
  readonly row: number;
  /** From 1; null for the whole row. */
  readonly column: number | null;
  readonly reason: string;
  /** What the cell probably means; '' for none. */
  readonly suggestion: string;
  readonly value: string;
  /** False where a column beside the table would be taken for an asset: fields that stand as rows. */
  readonly beside: boolean;
}

export interface MarkOrder {
  readonly marks: readonly Mark[];
  /** Row of the headings by sheet: the column of reasons gets its own there. */
  readonly headerRows: ReadonlyMap<string, number>;
}

/** Of the column of reasons, in half-width characters; heights in points. */
const REASON_WIDTH = 50;
const LINE_HEIGHT = 15;
const MAX_ROW_HEIGHT = 409;

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const LIST_PART = 'xl/worksheets/daicho-doubts.xml';

/** @throws DaichoError('fileUnreadable') where the book is built in a way that cannot be marked */
export function markBook(bytes: Uint8Array, { marks, headerRows }: MarkOrder): Buffer {
  const parts = Parts.of(bytes);
  const workbookPart = targetOf(parts, '', 'officeDocument') ?? 'xl/workbook.xml';
  const workbook = partText(parts, workbookPart);
  const stylesPart = targetOf(parts, workbookPart, 'styles') ?? 'xl/styles.xml';
  const styles = new Styles(parts.text(stylesPart) ?? EMPTY_STYLES);
  const targets = relationsOf(parts, workbookPart);
  for (const [, attributes] of workbook.matchAll(/<(?:\w+:)?sheet\b([^>]*)>/g)) {
    const name = unescapeXml(attribute(attributes!, 'name') ?? '');
    const id = /\s\w+:id\s*=\s*["']([^"']*)["']/.exec(attributes!)?.[1];
    const own = marks.filter((mark) => mark.sheet === name);
    const target = targets.find((one) => one.id === id)?.target;
    if (own.length === 0 || !target) continue;
    parts.set(target, markSheet(partText(parts, target), own, headerRows.get(name) ?? null, styles));
  }
  const reason = styles.reason();
  parts.set(stylesPart, styles.xml());
  if (targetOf(parts, workbookPart, 'styles') === null)
    addRelation(parts, workbookPart, 'daichoStyles', 'styles', stylesPart);
  parts.set(LIST_PART, listSheet(marks, reason));
  addSheet(parts, workbookPart, workbook);
  withoutMacros(parts, workbookPart);
  return parts.zip();
}

function partText(parts: Parts, name: string): string {
  const text = parts.text(name);
  if (text === null) throw new DaichoError('fileUnreadable', `ファイルに必要な部品「${name}」がありません。`);
  return text;
}

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(attributes)
    ?.slice(1)
    .find((one) => one !== undefined);

const unescapeXml = (text: string) =>
  text
    .replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex?: string, decimal?: string) =>
      String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

const relationsPart = (part: string) => part.replace(/[^/]*$/, (file) => `_rels/${file}.rels`);

function relationsOf(parts: Parts, part: string): Relation[] {
  const xml = parts.text(relationsPart(part)) ?? '';
  const folder = part.replace(/[^/]*$/, '');
  return [...xml.matchAll(/<(?:\w+:)?Relationship\b([^>]*)>/g)].map(([, attributes]) => {
    const target = unescapeXml(attribute(attributes!, 'Target') ?? '');
    const steps: string[] = [];
    for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
      if (step === '..') steps.pop();
      else if (step !== '' && step !== '.') steps.push(step);
    }
    const type = attribute(attributes!, 'Type') ?? '';
    return {
      id: attribute(attributes!, 'Id') ?? '',
      type: type.slice(type.lastIndexOf('/') + 1),
      target: steps.join('/'),
    };
  });
}

const targetOf = (parts: Parts, part: string, type: string) =>
  relationsOf(parts, part).find((one) => one.type === type)?.target ?? null;

function addRelation(parts: Parts, part: string, id: string, type: string, target: string): void {
  const name = relationsPart(part);
  const xml = `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="/${target}"/>`;
  parts.set(
    name,
    partText(parts, name).replace(
      /<\/((?:\w+:)?)Relationships>\s*$/,
      (end, prefix: string) => `${xml.replace('<', `<${prefix}`)}${end}`,
    ),
  );
}

// --- styles -----------------------------------------------------------------------------------------------------------

const EMPTY_STYLES =
  '<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="ＭＳ Ｐゴシック"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>';

/** The book's formats, with a marked twin of each that is asked for. */
class Styles {
  #xml: string;
  readonly #prefix: string;
  readonly #fill: number;
  readonly #formats: string[];
  readonly #marked = new Map<number, number>();
  #reason: number | null = null;

  constructor(xml: string) {
    const formats = /<((?:\w+:)?)cellXfs\b[^>]*>([\s\S]*?)<\/\1cellXfs>/.exec(xml);
    const fills = /<((?:\w+:)?)fills\b[^>]*>([\s\S]*?)<\/\1fills>/.exec(xml);
    if (!formats || !fills) throw new DaichoError('fileUnreadable', 'ブックの書式が読めないので、色を付けられません。');
    const p = formats[1]!;
    this.#prefix = p;
    this.#formats = formats[2]!.match(new RegExp(`<${p}xf\\b[^>]*?(?:/>|>[\\s\\S]*?</${p}xf>)`, 'g')) ?? [];
    this.#fill = (fills[2]!.match(new RegExp(`<${p}fill\\b`, 'g')) ?? []).length;
    const fill = `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="FFFFD966"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`;
    this.#xml = xml.replace(fills[0], `<${p}fills count="${this.#fill + 1}">${fills[2]}${fill}</${p}fills>`);
  }

  marked(format: number): number {
    let twin = this.#marked.get(format);
    if (twin === undefined) {
      const own = this.#formats[format] ?? this.#formats[0] ?? `<${this.#prefix}xf/>`;
      const bare = own.replace(/\s(?:fillId|applyFill)\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
      twin = this.#add(bare.replace(/xf\b/, `xf fillId="${this.#fill}" applyFill="1"`));
      this.#marked.set(format, twin);
    }
    return twin;
  }

  /** Wrapped text in the mark's colour. */
  reason(): number {
    const p = this.#prefix;
    this.#reason ??= this.#add(
      `<${p}xf numFmtId="49" fontId="0" fillId="${this.#fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1" applyAlignment="1"><${p}alignment vertical="top" wrapText="1"/></${p}xf>`,
    );
    return this.#reason;
  }

  #add(format: string): number {
    this.#formats.push(format);
    return this.#formats.length - 1;
  }

  xml(): string {
    const p = this.#prefix;
    const all = `<${p}cellXfs count="${this.#formats.length}">${this.#formats.join('')}</${p}cellXfs>`;
    return this.#xml.replace(/<((?:\w+:)?)cellXfs\b[^>]*>[\s\S]*?<\/\1cellXfs>/, () => all);
  }
}

// --- one sheet --------------------------------------------------------------------------------------------------------

const columnNumber = (letters: string) => [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0);

function textCell(p: string, reference: string, style: number, text: string): string {
  const clean = escapeXml(escapeXstring(cleanText(text).slice(0, 32_000)));
  return `<${p}c r="${reference}" s="${style}" t="inlineStr"><${p}is><${p}t xml:space="preserve">${clean}</${p}t></${p}is></${p}c>`;
}

/** A cell of a row, with the column where it stands (from 1). */
interface XmlCell {
  readonly column: number;
  readonly xml: string;
}

function cellsOf(content: string, p: string): XmlCell[] {
  let column = 0;
  const pattern = new RegExp(`<${p}c\\b[^>]*?(?:/>|>[\\s\\S]*?</${p}c>)`, 'g');
  return (content.match(pattern) ?? []).map((xml) => {
    const reference = /^[^>]*?\sr\s*=\s*["']([A-Z]+)\d+["']/.exec(xml)?.[1];
    column = reference ? columnNumber(reference) : column + 1;
    return { column, xml };
  });
}

function markSheet(xml: string, marks: readonly Mark[], headerRow: number | null, styles: Styles): string {
  const data = /<((?:\w+:)?)sheetData\b[^>]*?(?:\/>|>([\s\S]*)<\/\1sheetData>)/.exec(xml);
  if (!data) throw new DaichoError('fileUnreadable', 'シートの中身が読めないので、色を付けられません。');
  const p = data[1]!;
  const rows = new Map<number, { head: string; cells: XmlCell[] }>();
  let last = 0;
  let right = 0;
  for (const [whole, attributes, content] of (data[2] ?? '').matchAll(
    new RegExp(`<${p}row\\b([^>]*?)(?:/>|>([\\s\\S]*?)</${p}row>)`, 'g'),
  )) {
    void whole;
    last = Number(attribute(attributes!, 'r') ?? last + 1);
    const cells = cellsOf(content ?? '', p);
    rows.set(last, { head: attributes!.replace(/\s(?:r|spans)\s*=\s*(?:"[^"]*"|'[^']*')/g, ''), cells });
    // What is only formatted, far to the right, is no part of the table.
    for (const cell of cells) if (/<(?:\w+:)?(?:v|is|f)\b/.test(cell.xml)) right = Math.max(right, cell.column);
  }
  const rowOf = (row: number) => {
    let one = rows.get(row);
    if (!one) {
      one = { head: '', cells: [] };
      rows.set(row, one);
    }
    return one;
  };
  const put = (row: number, column: number, make: (before: string | null, reference: string) => string) => {
    const { cells } = rowOf(row);
    const at = cells.findIndex((cell) => cell.column >= column);
    const reference = `${columnLetters(column - 1)}${row}`;
    const there = at !== -1 && cells[at]!.column === column;
    const cell = { column, xml: make(there ? cells[at]!.xml : null, reference) };
    if (at === -1) cells.push(cell);
    else cells.splice(at, there ? 1 : 0, cell);
  };
  for (const { row, column } of marks) {
    if (column === null) continue;
    put(row, column, (before, reference) => {
      const format = before === null ? 0 : Number(/^[^>]*?\ss\s*=\s*["'](\d+)["']/.exec(before)?.[1] ?? 0);
      if (before === null) return `<${p}c r="${reference}" s="${styles.marked(format)}"/>`;
      return before
        .replace(/^([^>]*?)\ss\s*=\s*["']\d+["']/, '$1')
        .replace(/^<((?:\w+:)?c)\b/, (head) => `${head} s="${styles.marked(format)}"`);
    });
  }
  const beside = Map.groupBy(
    marks.filter((mark) => mark.beside),
    (mark) => mark.row,
  );
  const column = right + 1;
  if (beside.size > 0) {
    const style = styles.reason();
    if (headerRow !== null) put(headerRow, column, (_, reference) => textCell(p, reference, style, REASON_HEADING));
    for (const [row, own] of beside) {
      const text = own
        .map(
          ({ column: at, reason, suggestion }) =>
            `${at === null ? '' : `${columnLetters(at - 1)}列：`}${reason}${suggestion && `（${suggestion}のことですか）`}`,
        )
        .join('\n');
      put(row, column, (_, reference) => textCell(p, reference, style, text));
      rowOf(row).head = roomFor(rowOf(row).head, linesOf(text, REASON_WIDTH - 2));
    }
  }
  const body = [...rows]
    .sort(([a], [b]) => a - b)
    .map(
      ([row, { head, cells }]) =>
        `<${p}row r="${row}"${head.trimEnd()}>${cells.map((cell) => numbered(cell, row)).join('')}</${p}row>`,
    )
    .join('');
  const marked = `${xml.slice(0, data.index)}<${p}sheetData>${body}</${p}sheetData>${xml.slice(data.index + data[0].length)}`;
  const sized = marked.replace(/<(?:\w+:)?dimension\b[^>]*?(?:\/>|>[\s\S]*?<\/(?:\w+:)?dimension>)/, '');
  return beside.size > 0 ? widened(sized, column, p) : sized;
}

/**
 * A row's attributes with room for so many lines, where the person has not set its height: programs that trust the file
 * would show the first line only.
 */
function roomFor(head: string, lines: number): string {
  const height = Number(attribute(head, 'ht') ?? 0);
  const needed = Math.min(MAX_ROW_HEIGHT, lines * LINE_HEIGHT + 3);
  if (lines < 2 || attribute(head, 'customHeight') === '1' || height >= needed) return head;
  return `${head.replace(/\sht\s*=\s*(?:"[^"]*"|'[^']*')/, '').trimEnd()} ht="${needed}"`;
}

/** Cells without a place of their own get one: others were put between them. */
function numbered({ column, xml }: XmlCell, row: number): string {
  if (/^[^>]*?\sr\s*=/.test(xml)) return xml;
  return xml.replace(/^<((?:\w+:)?c)\b/, (head) => `${head} r="${columnLetters(column - 1)}${row}"`);
}

/** A width for the column of reasons, where the sheet does not say one for it already. */
function widened(xml: string, column: number, p: string): string {
  const col = `<${p}col min="${column}" max="${column}" width="${REASON_WIDTH}" customWidth="1"/>`;
  const found = new RegExp(`<${p}cols>([\\s\\S]*?)</${p}cols>`).exec(xml);
  if (!found) return xml.replace(new RegExp(`<${p}sheetData\\b`), (start) => `<${p}cols>${col}</${p}cols>${start}`);
  const covered = [...found[1]!.matchAll(/<(?:\w+:)?col\b([^>]*)>/g)].some(
    ([, attributes]) => Number(attribute(attributes!, 'max')) >= column,
  );
  return covered ? xml : xml.replace(found[0], `<${p}cols>${found[1]}${col}</${p}cols>`);
}

// --- the list ---------------------------------------------------------------------------------------------------------

function listSheet(marks: readonly Mark[], style: number): string {
  const head = ['シート', '行', 'セル', '書かれている値', '確かめること', '考えられる値'];
  const line = (texts: readonly string[], row: number) =>
    `<row r="${row}">${texts.map((text, i) => textCell('', `${columnLetters(i)}${row}`, row === 1 ? style : 0, text)).join('')}</row>`;
  const rows = marks.map((mark) => [
    mark.sheet,
    String(mark.row),
    mark.column === null ? '' : `${columnLetters(mark.column - 1)}${mark.row}`,
    mark.value,
    mark.reason,
    mark.suggestion,
  ]);
  const widths = [24, 8, 10, 30, 80, 24].map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetFormatPr defaultRowHeight="18" customHeight="1"/><cols>${widths.join('')}</cols><sheetData>${[head, ...rows].map((texts, i) => line(texts, i + 1)).join('')}</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}

function addSheet(parts: Parts, workbookPart: string, workbook: string): void {
  const names = [...workbook.matchAll(/<(?:\w+:)?sheet\b([^>]*)>/g)].map(([, one]) =>
    unescapeXml(attribute(one!, 'name') ?? ''),
  );
  let name = REASON_HEADING;
  for (let i = 2; names.includes(name); i += 1) name = `${REASON_HEADING}${i}`;
  const ids = [...workbook.matchAll(/\ssheetId\s*=\s*["'](\d+)["']/g)].map(([, id]) => Number(id));
  const sheets = /<\/((?:\w+:)?)sheets>/.exec(workbook);
  if (!sheets) throw new DaichoError('fileUnreadable', 'ブックのシートの一覧が読めません。');
  const sheet = `<${sheets[1]}sheet name="${name}" sheetId="${Math.max(0, ...ids) + 1}" xmlns:dr="${relationNamespace(workbook)}" dr:id="daichoDoubts"/>`;
  parts.set(
    workbookPart,
    workbook.replace(sheets[0], () => `${sheet}${sheets[0]}`),
  );
  addRelation(parts, workbookPart, 'daichoDoubts', 'worksheet', LIST_PART);
  const types = partText(parts, '[Content_Types].xml');
  const type = `Override PartName="/${LIST_PART}" ContentType="${SHEET_TYPE}"/>`;
  parts.set(
    '[Content_Types].xml',
    types.replace(/<\/((?:\w+:)?)Types>\s*$/, (end, prefix: string) => `<${prefix}${type}${end}`),
  );
}

const relationNamespace = (workbook: string) =>
  workbook.includes('http://purl.oclc.org/ooxml/officeDocument/relationships')
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : OFFICE;

/** The result is an ordinary .xlsx: Excel refuses one that still says it has macros. */
function withoutMacros(parts: Parts, workbookPart: string): void {
  const types = partText(parts, '[Content_Types].xml');
  if (!/macroEnabled|template/.test(types)) return;
  const macros = targetOf(parts, workbookPart, 'vbaProject');
  const plain = types.replace(
    /application\/vnd\.(?:ms-excel\.(?:sheet|template)\.macroEnabled|openxmlformats-officedocument\.spreadsheetml\.template)\.main\+xml/g,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  );
  parts.set(
    '[Content_Types].xml',
    macros ? plain.replace(new RegExp(`<(?:\\w+:)?Override\\b[^>]*PartName="/${macros}"[^>]*/>`), '') : plain,
  );
  if (!macros) return;
  parts.remove(macros);
  const name = relationsPart(workbookPart);
  parts.set(name, partText(parts, name).replace(/<(?:\w+:)?Relationship\b[^>]*\/vbaProject["'][^>]*\/>/, ''));
}

// --- books of other formats -------------------------------------------------------------------------------------------

const XMLNS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A plain .xlsx with the cells of a CSV or OpenDocument file, each as its text: no zero in front of a number is lost. */
export function plainBook(book: ReadBook): Buffer {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const quoted = (text: string) => escapeXml(cleanText(text)).replaceAll('"', '&quot;');
  const parts = new Parts();
  const numbers = book.sheets.map((_, i) => i + 1);
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  parts.set(
    '[Content_Types].xml',
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/>${numbers.map((i) => `<Override PartName="/xl/worksheets/sheet${i}.xml" ContentType="${SHEET_TYPE}"/>`).join('')}</Types>`,
  );
  const relations = (list: string) =>
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`;
  parts.set(
    '_rels/.rels',
    relations(`<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/>`),
  );
  parts.set(
    'xl/workbook.xml',
    `${head}<workbook xmlns="${XMLNS}" xmlns:r="${OFFICE}"><sheets>${book.sheets.map((sheet, i) => `<sheet name="${quoted(sheet.name).slice(0, 31)}" sheetId="${i + 1}"${sheet.hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
  );
  const sheets = numbers.map(
    (i) => `<Relationship Id="rId${i}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i}.xml"/>`,
  );
  const styles = `<Relationship Id="rIdS" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  parts.set('xl/_rels/workbook.xml.rels', relations(sheets.join('') + styles));
  parts.set('xl/styles.xml', EMPTY_STYLES);
  for (const [i, sheet] of book.sheets.entries()) {
    const rows = sheet.rows.map(({ row, cells }) => {
      const filled = cells.map((cell, k) =>
        cell && cell.text !== '' ? textCell('', `${columnLetters(k)}${row}`, 0, cell.text) : '',
      );
      return `<row r="${row}">${filled.join('')}</row>`;
    });
    const merges = sheet.merges.map(
      ({ top, left, bottom, right }) =>
        `<mergeCell ref="${columnLetters(left - 1)}${top}:${columnLetters(right - 1)}${bottom}"/>`,
    );
    const merged = merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '';
    parts.set(
      `xl/worksheets/sheet${i + 1}.xml`,
      `${head}<worksheet xmlns="${XMLNS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${plainColumns(sheet)}<sheetData>${rows.join('')}</sheetData>${merged}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`,
    );
  }
  return parts.zip();
}

/** Columns as wide as their contents, in half-width letters, so that a neighbour cuts off none of the usual ones. */
function plainColumns({ rows }: ReadBook['sheets'][number]): string {
  const widths: number[] = [];
  for (const { cells } of rows)
    for (const [k, cell] of cells.entries())
      if (cell) widths[k] = Math.min(40, Math.max(widths[k] ?? 8, widthOf(cell.text) + 2));
  const columns = Array.from(
    widths,
    (width = 8, k) => `<col min="${k + 1}" max="${k + 1}" width="${width}" customWidth="1"/>`,
  );
  return columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '';
}
