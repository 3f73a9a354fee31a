/**
 * The one place that knows exceljs from the inside. Its streaming writer keeps memory low and is the mode that does not
 * cut 𠮷 at block edges, but it builds three objects per cell (4 s for 10,000 × 40 cells) and never waits for the disk. So
 * the rows of the big sheets are written as XML straight into the sheet's stream, and we wait while that is full;
 * everything else (styles, print setup, small sheets, packaging) stays with exceljs. exceljs is pinned to 4.4.0.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { default as Excel, Style, Workbook, Worksheet } from 'exceljs';
import { columnLetters } from '../../../contract/importing.ts';
import { eraFormatOf, serialOf } from './dates.ts';
import type { CellValue, Column } from './model.ts';
import { type ColumnLook, printed, unprinted } from './styles.ts';
import { escapeXml, linesOf } from './text.ts';

/** Members the type declarations of exceljs leave out. */
interface WorkbookInside {
  readonly zip: NodeJS.EventEmitter & {
    abort(): void;
    finalize(): Promise<void>;
    append(content: string | Buffer, entry: { name: string }): void;
  };
  readonly styles: { addStyleModel(style: Partial<Style>, cellType?: number): number };
}
interface SheetInside {
  readonly stream: { write(data: Buffer): unknown; readonly pipes: readonly Pipe[] };
  readonly _sheetRelsWriter: { addRelationship(relation: { Type: string; Target: string }): string };
  _writeLegacyData(): void;
}
interface Pipe extends NodeJS.EventEmitter {
  readonly _writableState: { readonly needDrain: boolean };
}

export type BookWriter = InstanceType<typeof Excel.stream.xlsx.WorkbookWriter>;

/** A part of the book that exceljs does not know. */
export interface ExtraPart {
  /** Without a leading slash: xl/charts/chart1.xml. */
  readonly name: string;
  /** Null where the book's defaults say it (.rels). */
  readonly contentType: string | null;
  readonly xml: string;
}

export interface OpenBook {
  readonly workbook: BookWriter;
  /** Adds a part of its own kind and its line in [Content_Types].xml. */
  addPart(part: ExtraPart): void;
  /** Waits until what was written to the sheet has gone on to the compressor. Rejects when the file can't be written. */
  drained(sheet: Worksheet): Promise<void>;
  /** Writes the rest and closes the file. */
  finish(): Promise<void>;
  /** Gives up: stops the compressor and closes the file. */
  destroy(): Promise<void>;
}

/**
 * Starts a book in the file `path`, which is created. exceljs is loaded only now: it is a third of what a worker thread
 * has to load, and most of them write no book.
 */
export async function openBook(path: string): Promise<OpenBook> {
  const { default: ExcelJS } = await import('exceljs');
  const file = createWriteStream(path, { flags: 'wx' });
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: file,
    useStyles: true,
    // The default is 1; 6 makes the file a third smaller for 0.1 s per 10,000 rows of 40 columns.
    zip: { zlib: { level: 6 } },
    useSharedStrings: true,
  });
  const inside = workbook as unknown as WorkbookInside;
  const extra: ExtraPart[] = [];
  const append = inside.zip.append.bind(inside.zip);
  inside.zip.append = (content, entry) => {
    const types = entry.name === '[Content_Types].xml' && extra.length > 0;
    append(types ? withTypes(String(content), extra) : content, entry);
  };
  // exceljs drops the promise of this call; what it rejects with also comes as the event 'error'.
  const finalize = inside.zip.finalize.bind(inside.zip);
  inside.zip.finalize = () => finalize().catch(() => {});
  const failed = new Promise<never>((_, reject) => {
    file.on('error', reject);
    inside.zip.on('error', reject);
  });
  // Observed by each race below; before the first one it must not count as unhandled.
  failed.catch(() => {});
  return {
    workbook,
    addPart(part) {
      extra.push(part);
      append(part.xml, { name: part.name });
    },
    async drained(sheet) {
      for (const pipe of (sheet as unknown as SheetInside).stream.pipes) {
        if (pipe._writableState.needDrain) await Promise.race([once(pipe, 'drain'), failed]);
      }
    },
    async finish() {
      await Promise.race([workbook.commit(), failed]);
      await Promise.race([finished(file), failed]);
    },
    async destroy() {
      inside.zip.abort();
      file.destroy();
      // Rejects with the very failure we are leaving for.
      await finished(file).catch(() => {});
    },
  };
}

function withTypes(xml: string, parts: readonly ExtraPart[]): string {
  const lines = parts.flatMap(({ name, contentType }) =>
    contentType === null ? [] : `<Override PartName="/${name}" ContentType="${contentType}"/>`,
  );
  return xml.replace('</Types>', `${lines.join('')}</Types>`);
}

/** Has the sheet show a drawing part; before it is committed. @param target relative to the sheet: ../drawings/drawing1.xml */
export function showDrawing(sheet: Worksheet, target: string): void {
  const inside = sheet as unknown as SheetInside;
  const legacy = inside._writeLegacyData.bind(inside);
  // In its place by the order of the schema (CT_Worksheet): behind the page breaks, before the comments.
  inside._writeLegacyData = () => {
    const Type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing';
    const id = inside._sheetRelsWriter.addRelationship({ Type, Target: target });
    inside.stream.write(Buffer.from(`<drawing r:id="${id}"/>`, 'utf8'));
    legacy();
  };
}

/** Points: one line of 10-point letters, and the most a row can have. */
const LINE_HEIGHT = 13.5;
const MAX_ROW_HEIGHT = 409;
/** 平成30年12月31日 and a little room; a date in a narrower column would show as ####. */
const DATE_WIDTH = 17;

/** Width of a column in half-width characters. */
export function columnWidth(column: Column): number {
  return column.type === 'date' ? Math.max(column.width, DATE_WIDTH) : column.width;
}

/** The texts of a sheet that need a look before they go into a cell (see LongTexts). */
export type CellText = (text: string, row: number, column: string) => string;

/**
 * Makes the function that turns one row of values into XML.
 *
 * Text is always a string cell: a leading `=` is no formula here. An integer or date column takes what is one, and shows
 * everything else as the text it is.
 *
 * @param order for each sheet column, where its value stands in the row.
 */
export function rowWriter(
  workbook: BookWriter,
  columns: readonly Column[],
  order: readonly number[],
  text: CellText,
): (values: readonly CellValue[], row: number) => string {
  const cells = columns.map((column, index) => ({
    from: order[index]!,
    type: column.type,
    letters: columnLetters(index),
    styles: styleNumbers(workbook, column.print ? printed : unprinted),
    // A little less than the column has: some lines end early because 。 and 」 may not start the next one.
    wrapsAt: column.print ? columnWidth(column) - 0.5 : null,
  }));
  return (values, row) => {
    let xml = '';
    let lines = 1;
    for (const { from, type, letters, styles, wrapsAt } of cells) {
      const value = values[from] ?? null;
      const number = type === 'text' ? null : numberOf(value, type);
      const start = `<c r="${letters}${row}" s="`;
      if (number !== null) {
        xml += `${start}${type === 'date' ? styles.dates[eraFormatOf(number)] : styles.integer}"><v>${number}</v></c>`;
      } else if (value === null || value === '') {
        xml += `${start}${type === 'date' ? styles.dates[0] : styles[type]}"/>`;
      } else {
        const words = text(String(value), row, letters);
        if (wrapsAt !== null) lines = Math.max(lines, linesOf(words, wrapsAt));
        xml += `${start}${styles.text}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(words)}</t></is></c>`;
      }
    }
    // An estimate without customHeight: programs that trust the file show it, and Excel fits the row again when edited.
    const height = lines > 1 ? ` ht="${Math.min(MAX_ROW_HEIGHT, lines * LINE_HEIGHT + 2)}"` : '';
    return `<row r="${row}"${height}>${xml}</row>`;
  };
}

/** Sends rows made by rowWriter to a sheet whose header row has been committed. */
export function writeRows(sheet: Worksheet, xml: string): void {
  (sheet as unknown as SheetInside).stream.write(Buffer.from(xml, 'utf8'));
}

/** Opens the book on its first sheet; exceljs's own default leaves the choice to the reader. */
export function showFirstSheet(workbook: BookWriter): void {
  (workbook as unknown as Workbook).views = [
    { x: 0, y: 0, width: 20_000, height: 12_000, firstSheet: 0, activeTab: 0, visibility: 'visible' },
  ];
}

function numberOf(value: CellValue, type: 'date' | 'integer'): number | null {
  if (type === 'date') return typeof value === 'string' ? serialOf(value) : null;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

function styleNumbers(workbook: BookWriter, look: ColumnLook) {
  const { styles } = workbook as unknown as WorkbookInside;
  const numberOfStyle = (style: Partial<Style>) => styles.addStyleModel(style);
  return {
    text: numberOfStyle(look.text),
    integer: numberOfStyle(look.integer),
    dates: look.dates.map(numberOfStyle),
  };
}
