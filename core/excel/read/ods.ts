import { DaichoError } from '../../../contract/errors.ts';
import { numberCell, PLAIN, storedNumber } from './numbers.ts';
import { OdsStyles } from './odsStyles.ts';
import type { PartStore } from './package.ts';
import { type Run, struckFields } from './richText.ts';
import { address, clip, columnsOf, isoCell, missingResultsNote, textCell, usedRange } from './sheet.ts';
import { type Cell, type Limits, MAX_COLUMN, MAX_ROW, type Merge, type ReadBook, type SheetData } from './types.ts';
import { type Attributes, scanXml, type XmlHandler } from './xml.ts';

const ODF = 'urn:oasis:names:tc:opendocument:xmlns';
const PREFIXES = {
  office: `${ODF}:office:1.0`,
  table: `${ODF}:table:1.0`,
  text: `${ODF}:text:1.0`,
  style: `${ODF}:style:1.0`,
  number: `${ODF}:datastyle:1.0`,
};
const LABEL = 'OpenDocumentの表';
/** What stands inside a sheet or cell and is none of its text: comments, ruby, recorded changes, copies of other files. */
const IGNORED = new Set([
  'office:annotation',
  'office:forms',
  'table:shapes',
  'table:tracked-changes',
  'table:dde-links',
  'text:ruby-text',
  'text:note',
]);
/** A cell or row that is filled and repeated more often than this was not filled in by a person. */
const MAX_REPEATED = 10_000;
const MAX_SPACES = 32_767;
const ERROR = /^(?:#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)|Err:\d+)$/;

/**
 * Reads an OpenDocument spreadsheet (.ods, .ots) of LibreOffice, Excel or Google. Formulas give their stored result.
 * @throws DaichoError passwordProtected, fileUnreadable, fileTooLarge
 */
export function readOds(store: PartStore, limits: Limits): ReadBook {
  const manifest = 'META-INF/manifest.xml';
  if (store.has(manifest) && new TextDecoder().decode(store.read(manifest)).includes('encryption-data')) {
    throw new DaichoError(
      'passwordProtected',
      'パスワードつきのOpenDocument形式（.ods）です。LibreOfficeなどで開き、「名前を付けて保存」で「パスワード付きで保存する」の印を外して保存してください。',
    );
  }
  const styles = new OdsStyles();
  const root = (name: string) => ({ name: `office:${name}`, namespaces: [PREFIXES.office], prefixes: PREFIXES });
  if (store.has('styles.xml')) {
    scanXml(store.read('styles.xml'), LABEL, root('document-styles'), {
      open: (name, attributes) => styles.open(name, attributes),
      close: (name) => styles.close(name),
    });
  }
  const content = new ContentReader(styles, limits);
  scanXml(store.read('content.xml'), LABEL, root('document-content'), content);
  if (content.sheets.length === 0) throw new DaichoError('fileUnreadable', 'ブックにシートがありません。');
  const macros = store.hasFolder('Basic/') || store.hasFolder('Scripts/');
  const notes = macros ? ['マクロは読み込みませんでした。', ...content.notes] : content.notes;
  return { format: 'ods', sheets: content.sheets, notes };
}

interface OpenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: { row: number; cells: (Cell | null)[]; hidden?: true }[];
  readonly merges: Merge[];
  readonly hiddenColumns: Merge[];
  /** Default cell style of each column. */
  readonly columnStyles: (string | undefined)[];
  /** The last row and column that were opened. */
  row: number;
  column: number;
  missing: number;
  firstMissing: string;
}

/** One pass over content.xml. */
class ContentReader implements XmlHandler {
  readonly sheets: SheetData[] = [];
  readonly notes: string[] = [];
  readonly #styles: OdsStyles;
  readonly #limits: Limits;
  readonly #used = { cells: 0, slots: 0 };
  #sheet: OpenSheet | null = null;
  #cells: (Cell | null)[] = [];
  #rowAttributes: Attributes = {};
  /** Attributes of the open cell; null outside of one. */
  #cell: Attributes | null = null;
  #runs: Run[] = [];
  #length = 0;
  #paragraphs = 0;
  #inParagraph = false;
  /** Styles of the open spans. */
  #spans: (string | undefined)[] = [];
  /** Depth of an element that is skipped with all it holds; -1 outside of one. */
  #ignoredAt = -1;

  constructor(styles: OdsStyles, limits: Limits) {
    this.#styles = styles;
    this.#limits = limits;
  }

  open(name: string, attributes: Attributes, depth: number): void {
    if (this.#ignoredAt >= 0) return;
    if (IGNORED.has(name) || (name === 'table:table' && this.#cell)) this.#ignoredAt = depth;
    else if (name === 'table:table') this.#openSheet(attributes);
    // The copy of a sheet of another file that formulas refer to.
    else if (name === 'table:table-source') this.#sheet = null;
    else if (!this.#sheet) this.#styles.open(name, attributes);
    else if (name === 'table:table-column') this.#addColumns(this.#sheet, attributes);
    else if (name === 'table:table-row') this.#openRow(this.#sheet, attributes);
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      this.#cell = attributes;
      this.#runs = [];
      this.#length = 0;
      this.#paragraphs = 0;
    } else if (this.#cell) this.#openText(name, attributes);
  }

  close(name: string, depth: number): void {
    if (this.#ignoredAt >= 0) {
      if (depth === this.#ignoredAt) this.#ignoredAt = -1;
      return;
    }
    if (!this.#sheet) this.#styles.close(name);
    else if (name === 'table:table') this.#closeSheet(this.#sheet);
    else if (name === 'table:table-row') this.#closeRow(this.#sheet);
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      if (this.#cell) this.#closeCell(this.#sheet, this.#cell);
      this.#cell = null;
    } else if (name === 'text:p') this.#inParagraph = false;
    else if (name === 'text:span') this.#spans.pop();
  }

  text(text: string): void {
    if (this.#ignoredAt >= 0 || !this.#inParagraph) return;
    // Line breaks and runs of spaces in the file are one space (ODF 1.3 part 3, 6.1.2).
    const collapsed = text.replace(/[ \t\r\n]+/g, ' ');
    const last = this.#runs.at(-1)?.text.at(-1) ?? '\n';
    this.#add(/[ \n]/.test(last) ? collapsed.replace(/^ /, '') : collapsed);
  }

  #openText(name: string, attributes: Attributes): void {
    if (name === 'text:p') {
      if (this.#paragraphs++ > 0) this.#add('\n');
      this.#inParagraph = true;
      this.#spans = [];
    } else if (name === 'text:span') this.#spans.push(attributes['text:style-name']);
    else if (name === 'text:s') this.#add(' '.repeat(countOf(attributes['text:c'], MAX_SPACES)));
    else if (name === 'text:tab') this.#add('\t');
    else if (name === 'text:line-break') this.#add('\n');
  }

  #add(text: string): void {
    if (text === '') return;
    this.#length += text.length;
    if (this.#length > this.#limits.maxTextLength) throw tooLarge('長すぎる文字があります。');
    const struck = this.#spans.some((style) => this.#styles.look('text', style).struck);
    this.#runs.push({ text, struck: struck ? true : null });
  }

  #openSheet(attributes: Attributes): void {
    const hidden = this.#styles.isHiddenTable(attributes['table:style-name']);
    this.#sheet = {
      name: attributes['table:name'] ?? '',
      hidden,
      rows: [],
      merges: [],
      hiddenColumns: [],
      columnStyles: [],
      row: 0,
      column: 0,
      missing: 0,
      firstMissing: '',
    };
  }

  #addColumns(sheet: OpenSheet, attributes: Attributes): void {
    const left = sheet.columnStyles.length + 1;
    const count = countOf(attributes['table:number-columns-repeated'], MAX_COLUMN);
    const right = Math.min(left + count - 1, MAX_COLUMN);
    for (let i = left; i <= right; i++) sheet.columnStyles.push(attributes['table:default-cell-style-name']);
    if (isHidden(attributes) && left <= right) sheet.hiddenColumns.push({ top: 1, bottom: 1, left, right });
  }

  #openRow(sheet: OpenSheet, attributes: Attributes): void {
    sheet.row++;
    sheet.column = 0;
    this.#cells = [];
    this.#rowAttributes = attributes;
  }

  #closeCell(sheet: OpenSheet, attributes: Attributes): void {
    const repeated = countOf(attributes['table:number-columns-repeated'], MAX_COLUMN);
    const column = sheet.column + 1;
    sheet.column += repeated;
    const { row } = sheet;
    const rowSpan = countOf(attributes['table:number-rows-spanned'], MAX_ROW);
    const columnSpan = countOf(attributes['table:number-columns-spanned'], MAX_COLUMN);
    if (rowSpan > 1 || columnSpan > 1) {
      if (sheet.merges.length >= this.#limits.maxMerges) throw tooLarge('結合セルが多すぎます。');
      sheet.merges.push({ top: row, left: column, bottom: row + rowSpan - 1, right: column + columnSpan - 1 });
    }
    const style =
      attributes['table:style-name'] ??
      this.#rowAttributes['table:default-cell-style-name'] ??
      sheet.columnStyles[column - 1];
    const cell = this.#readCell(attributes, style, address(row, column));
    if (cell === null) {
      if (attributes['table:formula'] !== undefined && attributes['office:value-type'] === undefined) {
        sheet.missing++;
        sheet.firstMissing ||= address(row, column);
      }
      return;
    }
    if (repeated > MAX_REPEATED || column + repeated - 1 > MAX_COLUMN) throw tooLarge('表の範囲が広すぎます。');
    while (this.#cells.length < column - 1) this.#cells.push(null);
    for (let i = 0; i < repeated; i++) this.#cells.push(cell);
  }

  #readCell(attributes: Attributes, style: string | undefined, at: string): Cell | null {
    const shown = this.#runs.map(({ text }) => text).join('');
    const value = storedCell(attributes, shown, at);
    if (value === null) return null;
    const { struck, fields } = this.#styles.look('table-cell', style);
    const { era, shows, ...look } = fields;
    return {
      ...value,
      ...look,
      ...(value.kind === 'date' ? { ...(era ? { era } : {}), ...(shows ? { shows } : {}) } : {}),
      ...struckFields(this.#runs.length > 0 ? this.#runs : undefined, struck),
      ...(attributes['table:formula'] === undefined ? {} : { formula: true as const }),
    };
  }

  #closeRow(sheet: OpenSheet): void {
    const repeated = countOf(this.#rowAttributes['table:number-rows-repeated'], MAX_ROW);
    const first = sheet.row;
    sheet.row += repeated - 1;
    if (this.#cells.length === 0) return;
    if (repeated > MAX_REPEATED || sheet.row > MAX_ROW) throw tooLarge('同じ行が多すぎます。');
    this.#used.cells += repeated * this.#cells.filter((cell) => cell !== null).length;
    this.#used.slots += repeated * this.#cells.length;
    if (this.#used.cells > this.#limits.maxCells) throw tooLarge('値の入ったセルが多すぎます。');
    if (this.#used.slots > this.#limits.maxSlots) throw tooLarge('表の範囲が広すぎます。');
    const hidden = isHidden(this.#rowAttributes) ? { hidden: true as const } : {};
    for (let row = first; row <= sheet.row; row++) sheet.rows.push({ row, cells: this.#cells, ...hidden });
  }

  #closeSheet(sheet: OpenSheet): void {
    const { name, hidden, rows } = sheet;
    const bounds = usedRange(rows);
    const hiddenColumns = columnsOf(sheet.hiddenColumns, bounds.right);
    if (sheet.missing > 0) this.notes.push(missingResultsNote(name, sheet.missing, sheet.firstMissing));
    const merges = sheet.merges.flatMap((range) => clip(range, bounds));
    this.sheets.push({ name, hidden, rows, merges, ...(hiddenColumns.length > 0 ? { hiddenColumns } : {}) });
    this.#sheet = null;
  }
}

const tooLarge = (why: string) => new DaichoError('fileTooLarge', why);
const damaged = (why: string) => new DaichoError('fileUnreadable', `${LABEL}が壊れています（${why}）。`);
const isHidden = (attributes: Attributes) => (attributes['table:visibility'] ?? 'visible') !== 'visible';

/** A repeat count; 1 when there is none. Beyond `most` nothing can stand, so it is cut there. */
function countOf(raw: string | undefined, most: number): number {
  if (raw === undefined) return 1;
  const count = Number(raw);
  if (!/^\d+$/.test(raw) || count < 1) throw damaged(`繰り返しの数「${raw.slice(0, 20)}」が正しくありません`);
  return Math.min(count, most);
}

/** The cell of a stored value; `shown` is its text as the book shows it. */
function storedCell(attributes: Attributes, shown: string, at: string): Cell | null {
  if (attributes['calcext:value-type'] === 'error' || (attributes['table:formula'] && ERROR.test(shown))) {
    return { kind: 'error', text: shown === '' ? '#VALUE!' : shown };
  }
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const number = storedNumber(attributes['office:value'] ?? '');
      if (number === null) throw damaged(`${at}の数値が読めません`);
      return numberAsShown(numberCell(number, PLAIN, false), shown);
    }
    case 'date':
      return isoCell(attributes['office:date-value'] ?? shown);
    case 'time': {
      const match = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(attributes['office:time-value'] ?? '');
      return textCell(
        match
          ? match
              .slice(1)
              .map((part) => part.padStart(2, '0'))
              .join(':')
          : shown,
      );
    }
    case 'boolean':
      return { kind: 'boolean', text: attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE' };
    default:
      return textCell(shown === '' ? (attributes['office:string-value'] ?? '') : shown);
  }
}

/** Leading zeros and dashes that a number format shows ("00123", "USB-007", "311-0102") belong to a code. */
function numberAsShown(cell: Cell, shown: string): Cell {
  if (/^-?\d(?:\.\d+)?E[+-]\d+$/i.test(shown)) return { ...cell, shown };
  const match = /^([^\d,.%¥￥$€\\-]*-?)(\d[\d-]*)$/.exec(shown);
  if (!match || !Number.isSafeInteger(cell.number) || cell.number! < 0) return cell;
  const code = match[2] ?? '';
  const digits = code.replaceAll('-', '');
  const isCode = /^0\d/.test(digits) || code.includes('-');
  return isCode && Number(digits) === cell.number ? { ...cell, text: shown } : cell;
}
