import { columnLetters } from '../../contract/importing.ts';
import { preflightZip } from '../../core/excel/read/index.ts';
import { PartStore } from '../../core/excel/read/package.ts';
import { DEFAULT_LIMITS } from '../../core/excel/read/types.ts';
import { makeZip } from './books.ts';

/**
 * Edits a ledger that the app wrote as a clerk does in Excel: on the XML itself, so that everything else stays as it was
 * and no library's reading stands between. Knows our own writer's books only.
 */
export interface EditedBook {
  sheet(name: string): EditedSheet;
  removeSheet(name: string): void;
  renameSheet(name: string, to: string): void;
  bytes(): Buffer;
}

interface Cell {
  /** Attributes but the reference. */
  attributes: string;
  inner: string;
}
export type Row = Map<number, Cell>;

const asXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const fromXml = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const indexOf = (letters: string) => [...letters].reduce((sum, c) => sum * 26 + c.charCodeAt(0) - 64, 0) - 1;

export class EditedSheet {
  /** The headings' row first. */
  rows: Row[];
  readonly #strings: readonly string[];

  constructor(rows: Row[], strings: readonly string[]) {
    this.rows = rows;
    this.#strings = strings;
  }

  get data(): Row[] {
    return this.rows.slice(1);
  }

  /** What a cell shows; numbers as they are stored. */
  text(row: Row, label: string): string {
    return this.#textOf(row.get(this.column(label)));
  }

  #textOf(cell: Cell | undefined): string {
    if (!cell) return '';
    const value = /<v>([^<]*)<\/v>/.exec(cell.inner)?.[1];
    if (value !== undefined) return cell.attributes.includes('t="s"') ? this.#strings[Number(value)]! : value;
    return fromXml(/<t[^>]*>([^<]*)<\/t>/.exec(cell.inner)?.[1] ?? '');
  }

  column(label: string): number {
    for (const [index, cell] of this.rows[0]!) if (this.#textOf(cell) === label) return index;
    throw new Error(`no column ${label}`);
  }

  labels(): string[] {
    return [...this.rows[0]!.values()].map((cell) => this.#textOf(cell));
  }

  /** What the cell of that column (from 0) shows, and words for it: of a sheet without headings. */
  shown(row: Row, index: number): string {
    return this.#textOf(row.get(index));
  }
  put(row: Row, index: number, words: string): void {
    row.set(index, { attributes: ' t="inlineStr"', inner: `<is><t>${asXml(words)}</t></is>` });
  }

  /** Types into a cell: words, a number (also the serial of a date), or nothing. */
  type(row: Row, label: string, value: string | number | null): void {
    const index = this.column(label);
    const attributes = (row.get(index)?.attributes ?? '').replace(/ t="[^"]*"/, '');
    if (value === null) row.set(index, { attributes, inner: '' });
    else if (typeof value === 'number') row.set(index, { attributes, inner: `<v>${value}</v>` });
    else
      row.set(index, {
        attributes: `${attributes} t="inlineStr"`,
        inner: `<is><t xml:space="preserve">${asXml(value)}</t></is>`,
      });
  }

  /** A row like another one, at the end. */
  copy(row: Row): Row {
    const made: Row = new Map([...row].map(([index, cell]) => [index, { ...cell }]));
    this.rows.push(made);
    return made;
  }

  remove(row: Row): void {
    this.rows = this.rows.filter((one) => one !== row);
  }

  sort(by: (row: Row) => string | number): void {
    const [head, ...data] = this.rows;
    this.rows = [head!, ...data.sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0))];
  }

  /** Puts the columns in another order; those that are not named go. */
  arrange(labels: readonly string[]): void {
    const from = labels.map((label) => this.column(label));
    this.rows = this.rows.map(
      (row) => new Map(from.flatMap((index, to) => (row.has(index) ? [[to, row.get(index)!]] : []))),
    );
  }

  xml(): string {
    return this.rows
      .map((row, at) => {
        const cells = [...row].sort(([a], [b]) => a - b);
        const inside = cells.map(
          ([index, { attributes, inner }]) => `<c r="${columnLetters(index)}${at + 1}"${attributes}>${inner}</c>`,
        );
        return `<row r="${at + 1}">${inside.join('')}</row>`;
      })
      .join('');
  }
}

export function editLedger(bytes: Uint8Array): EditedBook {
  const entries = preflightZip(bytes, DEFAULT_LIMITS);
  const store = new PartStore(bytes, entries, { ...DEFAULT_LIMITS, maxRatio: 10_000 });
  const text = (name: string) => Buffer.from(store.read(name)).toString('utf8');
  const parts = new Map(entries.map(({ name }) => [name, text(name)]));
  const strings = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, inner]) =>
    fromXml(/<t[^>]*>([^<]*)<\/t>/.exec(inner!)?.[1] ?? ''),
  );
  const relations = new Map(
    [...parts.get('xl/_rels/workbook.xml.rels')!.matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
      /Id="([^"]*)"/.exec(tag)![1]!,
      `xl/${/Target="([^"]*)"/.exec(tag)![1]!.replace(/^\/xl\//, '')}`,
    ]),
  );
  const tagOf = (name: string) => {
    const tag = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet [^>]*>/g)].find(([one]) =>
      one.includes(`name="${asXml(name)}"`),
    );
    if (!tag) throw new Error(`no sheet ${name}`);
    return tag[0];
  };
  const opened = new Map<string, EditedSheet>();
  return {
    sheet(name) {
      const part = relations.get(/r:id="([^"]*)"/.exec(tagOf(name))![1]!)!;
      const known = opened.get(part);
      if (known) return known;
      const rows = [...parts.get(part)!.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(
        ([, inner = '']): Row =>
          new Map(
            [...inner.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(
              ([, letters, attributes, content = '']) => [
                indexOf(letters!),
                { attributes: attributes!, inner: content },
              ],
            ),
          ),
      );
      const sheet = new EditedSheet(rows, strings);
      opened.set(part, sheet);
      return sheet;
    },
    removeSheet(name) {
      parts.set('xl/workbook.xml', parts.get('xl/workbook.xml')!.replace(tagOf(name), ''));
    },
    renameSheet(name, to) {
      const tag = tagOf(name);
      const renamed = tag.replace(`name="${asXml(name)}"`, `name="${asXml(to)}"`);
      parts.set('xl/workbook.xml', parts.get('xl/workbook.xml')!.replace(tag, renamed));
    },
    bytes() {
      for (const [part, sheet] of opened)
        parts.set(
          part,
          parts.get(part)!.replace(/(<sheetData>).*(<\/sheetData>)/s, (_, a, b) => a + sheet.xml() + b),
        );
      return Buffer.from(makeZip([...parts].map(([name, data]) => ({ name, data }))));
    },
  };
}

/** A book of which one sheet ends after its headings and so many rows. */
export function firstRows(bytes: Uint8Array, name: string, rows: number): Buffer {
  const book = editLedger(bytes);
  const sheet = book.sheet(name);
  sheet.rows = sheet.rows.slice(0, rows + 1);
  return book.bytes();
}
