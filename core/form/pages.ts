import { DaichoError } from '../../contract/errors.ts';
import type { Form } from '../../contract/form.ts';
import { formatDate, isIsoDate } from '../../contract/japanese/date.ts';
import { type Pen, pen } from '../classification/pageSvg.ts';
import type { Card, CountsBody, FormBook, FormPaper, FormTableColumn, ListBody } from '../excel/write/formModel.ts';
import type { CellValue } from '../excel/write/model.ts';
import { labelDocument } from '../label/document.ts';
import { type FontDirs, fontFaces } from '../label/fonts.ts';
import { pieces, pt, widthEm, wrap } from '../label/text.ts';

/** A form on paper: the same columns, heading and boxes as in the book, drawn page by page (docs/architecture.md, PDF). */

const MARGIN = 10;
/** mm: where a page's heading begins, and the lowest line of a table. */
const TOP = 12;
const FOOT = 12;
const SEAL = 18;
const SEAL_HEAD = 6;
const PAD = 0.8;
/** mm for one half-width character at most: 10 point letters. A wide table is drawn smaller, down to 5 points. */
const LARGEST = pt(10);
const SMALLEST = pt(5);
/** More rows than this are no paper that anybody reads: some 1,000 pages. */
const MOST = 30_000;

/** Paper of a form in mm, as it lies. */
export function paperSize({ paper, orientation }: Pick<Form, 'paper' | 'orientation'>): {
  widthMm: number;
  heightMm: number;
} {
  const [short, long] = paper === 'A3' ? [297, 420] : [210, 297];
  return orientation === 'landscape' ? { widthMm: long, heightMm: short } : { widthMm: short, heightMm: long };
}

/**
 * The HTML of all pages of a form, with its fonts.
 * @throws DaichoError('invalidInput') for more than a person can print
 */
export function formPages(book: FormBook, fontDirs: FontDirs | undefined, onProgress: (rows: number) => void): string {
  const { form } = book;
  const paper = paperSize(form);
  const pages = new Pages(book, paper.widthMm, paper.heightMm);
  if (form.body.type === 'list') drawList(pages, form, form.body, onProgress);
  else if (form.body.type === 'counts') drawCounts(pages, form, form.body);
  else drawCards(pages, form.body.cards, form, onProgress);
  const all = pages.finished();
  const letters = (of: 'regular' | 'bold') => [...new Set(all.flatMap((page) => [...page[of]]))].join('');
  const fonts = fontFaces(letters('regular'), { bold: letters('bold'), ...(fontDirs ? { dirs: fontDirs } : {}) });
  return labelDocument(
    all.map((page) => page.svg()),
    fonts,
    paper,
  );
}

/** Pages of one form: the heading on the first, the marking and the foot on each. */
class Pages {
  private readonly pages: Pen[] = [];
  private readonly book: FormBook;
  readonly width: number;
  readonly height: number;
  y = 0;

  constructor(book: FormBook, width: number, height: number) {
    this.book = book;
    this.width = width;
    this.height = height;
  }

  get room(): number {
    return this.width - 2 * MARGIN;
  }

  get floor(): number {
    return this.height - FOOT - 4;
  }

  get pen(): Pen {
    return this.pages.at(-1)!;
  }

  /** @param heading with title and boxes; the first page has them in any case */
  next(heading = this.pages.length === 0): Pen {
    const to = pen({ w: this.width, h: this.height });
    this.pages.push(to);
    to.text(this.book.marking, this.width - MARGIN, TOP - 4, pt(8), { align: 'right' });
    this.y = TOP;
    if (heading) this.y = drawHeading(to, this.book.form, this.room);
    return to;
  }

  finished(): Pen[] {
    const { book, pages } = this;
    const what = `${book.title}　基準日 ${formatDate(book.asOf, 'wareki')}`;
    const made = `出力 ${book.exportedAt}　${book.exportedBy}`;
    const proof = book.proof ? `照合番号 ${book.proof.number}` : '';
    // The number is read off the paper, on a portrait page too: each part has a side of a line to itself.
    const size = Math.min(
      pt(8),
      this.room / (widthEm(what) + widthEm(proof) + 2),
      (this.room / 2 - 12) / widthEm(made),
    );
    for (const [index, to] of pages.entries()) {
      const y = this.height - FOOT + 3;
      to.text(what, MARGIN, y, size);
      to.text(proof, this.width - MARGIN, y, size, { align: 'right' });
      to.text(made, MARGIN, y + 4, size);
      to.text(`${index + 1}／${pages.length}頁`, this.width / 2, y + 4, pt(8), { align: 'centre' });
    }
    return pages;
  }
}

/** @returns where the table begins */
function drawHeading(to: Pen, form: FormPaper, room: number): number {
  const boxes = form.approvals.length;
  const right = MARGIN + room;
  const side = Math.min(SEAL, (room * 0.7) / Math.max(1, boxes));
  const left = right - boxes * side;
  to.text(form.formNumber, MARGIN, TOP + 1, pt(9));
  for (const [index, title] of form.approvals.entries()) {
    const x = left + index * side;
    to.box(x, TOP, side, SEAL_HEAD);
    to.box(x, TOP + SEAL_HEAD, side, side);
    const size = Math.min(pt(9), (side - 1) / Math.max(1, widthEm(title)));
    to.text(title, x + side / 2, TOP + SEAL_HEAD / 2 + size * 0.37, size, { align: 'centre' });
  }
  const titleRoom = (boxes > 0 ? left - MARGIN : room) - 4;
  const lines = wrap(pieces(form.title, 'word'), titleRoom / pt(18), 3).lines;
  let y = TOP + 11;
  for (const line of lines) {
    to.text(line, MARGIN + titleRoom / 2, y, pt(18), { bold: true, align: 'centre' });
    y += pt(24);
  }
  y = Math.max(y, boxes > 0 ? TOP + SEAL_HEAD + side + 5 : 0) + 1;
  to.text(form.heading.filter(Boolean).join('　　'), MARGIN, y, pt(9.5));
  return y + 3;
}

interface Scale {
  readonly widths: readonly number[];
  readonly size: number;
}

/** Widths in mm that fill the paper; letters as large as the columns were made for. */
function scaled(columns: readonly { readonly width: number }[], room: number): Scale {
  const all = columns.reduce((sum, { width }) => sum + width, 0);
  const perCharacter = room / Math.max(all, 1);
  const size = Math.max(SMALLEST, Math.min(LARGEST, perCharacter * 2 * 0.94));
  return { widths: columns.map(({ width }) => width * perCharacter), size };
}

const LEADING = 1.35;

function setLines(words: string, width: number, size: number): string[] {
  return words
    .split('\n')
    .flatMap((part) => (part === '' ? [''] : wrap(pieces(part, 'character'), (width - 2 * PAD) / size, 200).lines));
}

function drawList(pages: Pages, form: FormPaper, body: ListBody, onProgress: (rows: number) => void): void {
  if (body.rowCount > MOST)
    throw new DaichoError(
      'invalidInput',
      `${body.rowCount.toLocaleString('ja-JP')}件は、紙には多すぎます。資産を絞るか、Excelに出してください。`,
    );
  // 令和12年12月31日 in a column made for fewer letters would break; Excel's columns of dates are wider, too.
  const columns = body.columns.map((column) => ({
    ...column,
    width: column.type === 'date' ? Math.max(17, column.width) : column.width,
  }));
  const { widths, size } = scaled(columns, pages.room);
  const begin = () => {
    pages.next();
    pages.y = drawTableHead(pages.pen, columns, widths, size, pages.y);
  };
  begin();
  let rows = 0;
  for (const values of body.rows) {
    drawRow(
      pages,
      values.map((value, i) => setLines(shown(value), widths[i]!, size)),
      columns,
      widths,
      size,
      begin,
    );
    rows += 1;
    if (rows % 200 === 0) onProgress(rows);
  }
  drawNote(pages, form.note);
}

/** One row; one that is taller than what is left goes to the next page, one taller than a page is continued there. */
function drawRow(
  pages: Pages,
  cells: readonly (readonly string[])[],
  columns: readonly { readonly type: string }[],
  widths: readonly number[],
  size: number,
  nextPage: () => void,
): void {
  const leading = size * LEADING;
  let from = 0;
  const lines = Math.max(1, ...cells.map((cell) => cell.length));
  while (from < lines) {
    const fitting = Math.floor((pages.floor - pages.y - 2 * PAD) / leading);
    const left = lines - from;
    if (fitting < left && (fitting < 1 || from === 0)) {
      const whole = Math.floor((pages.floor - 45) / leading);
      if (fitting < 1 || left <= whole) {
        nextPage();
        if (Math.floor((pages.floor - pages.y - 2 * PAD) / leading) >= left) continue;
      }
    }
    const take = Math.max(1, Math.min(left, Math.floor((pages.floor - pages.y - 2 * PAD) / leading)));
    const height = take * leading + 2 * PAD;
    let x = MARGIN;
    for (const [index, cell] of cells.entries()) {
      const width = widths[index]!;
      pages.pen.box(x, pages.y, width, height, { width: 0.15 });
      const number = columns[index]!.type === 'integer';
      for (const [line, words] of cell.slice(from, from + take).entries()) {
        const baseline = pages.y + PAD + size * 0.9 + line * leading;
        if (number) pages.pen.text(words, x + width - PAD, baseline, size, { align: 'right' });
        else pages.pen.text(words, x + PAD, baseline, size);
      }
      x += width;
    }
    pages.y += height;
    from += take;
  }
}

/** Headings, in two rows where some stand under one of their own. @returns where the rows begin */
function drawTableHead(
  to: Pen,
  columns: readonly FormTableColumn[],
  widths: readonly number[],
  size: number,
  y: number,
): number {
  const grouped = columns.some(({ group }) => group !== '');
  const leading = size * LEADING;
  const own = columns.map(({ label }, index) => setLines(label, widths[index]!, size));
  const low = Math.max(...own.map((lines) => lines.length)) * leading + 2 * PAD;
  const high = grouped ? leading + 2 * PAD : 0;
  const box = (lines: readonly string[], x: number, top: number, width: number, height: number) => {
    to.box(x, top, width, height, { fill: '#e6e6e6', width: 0.2 });
    const first = top + (height - lines.length * leading) / 2 + size * 0.95;
    for (const [index, line] of lines.entries())
      to.text(line, x + width / 2, first + index * leading, size, { bold: true, align: 'centre' });
  };
  let x = MARGIN;
  for (let index = 0; index < columns.length; ) {
    const { group } = columns[index]!;
    if (group === '') {
      box(own[index]!, x, y, widths[index]!, high + low);
      x += widths[index]!;
      index += 1;
      continue;
    }
    const start = x;
    while (index < columns.length && columns[index]!.group === group) {
      box(own[index]!, x, y + high, widths[index]!, low);
      x += widths[index]!;
      index += 1;
    }
    box([wrap(pieces(group, 'character'), (x - start - PAD) / size, 1).lines[0] ?? ''], start, y, x - start, high);
  }
  return y + high + low;
}

/** Dark to light; the same order as in the chart of the book. */
const SHADES = ['#262626', '#7f7f7f', '#d9d9d9', '#ffffff', '#595959', '#bfbfbf', '#404040', '#f2f2f2'];

function drawCounts(pages: Pages, form: FormPaper, body: CountsBody): void {
  const columns = [
    { label: `${body.rowsLabel} ＼ ${body.columnsLabel}`, group: '', id: 'label', type: 'text' as const, width: 20 },
    ...body.columns.map((label) => ({ label, group: '', id: label, type: 'integer' as const, width: 12 })),
    { label: '計', group: '', id: 'total', type: 'integer' as const, width: 9 },
  ];
  const { widths, size } = scaled(columns, pages.room);
  const begin = () => {
    pages.next();
    pages.y = drawTableHead(pages.pen, columns, widths, size, pages.y);
  };
  begin();
  const total = (counts: readonly number[]) => counts.reduce((sum, one) => sum + one, 0);
  const totals = body.columns.map((_, index) => total(body.rows.map(({ counts }) => counts[index]!)));
  for (const { label, counts } of [...body.rows, { label: '計', counts: totals }]) {
    const cells = [label, ...[...counts, total(counts)].map((count) => count.toLocaleString('ja-JP'))];
    drawRow(
      pages,
      cells.map((words, i) => setLines(words, widths[i]!, size)),
      columns,
      widths,
      size,
      begin,
    );
  }
  drawBars(pages, body);
  drawNote(pages, form.note);
}

/** The stacked bars, and below what the shades stand for. */
function drawBars(pages: Pages, body: CountsBody): void {
  const most = Math.max(1, ...body.rows.map(({ counts }) => counts.reduce((sum, one) => sum + one, 0)));
  const label = 38;
  const bar = 6;
  const unit = (pages.room - label - 12) / most;
  pages.y += 8;
  if (pages.y + 20 > pages.floor) pages.next();
  pages.pen.text(`${body.rowsLabel}ごとの${body.columnsLabel}`, MARGIN + pages.room / 2, pages.y, pt(11), {
    bold: true,
    align: 'centre',
  });
  pages.y += 4;
  for (const { label: words, counts } of body.rows) {
    if (pages.y + bar + 2 > pages.floor) pages.next();
    const short = wrap(pieces(words, 'character'), (label - 2) / pt(8.5), 1).lines[0] ?? '';
    pages.pen.text(short, MARGIN + label - 2, pages.y + bar / 2 + 1, pt(8.5), { align: 'right' });
    let x = MARGIN + label;
    for (const [index, count] of counts.entries()) {
      if (count === 0) continue;
      pages.pen.box(x, pages.y, count * unit, bar, { fill: SHADES[index % SHADES.length]!, width: 0.2 });
      x += count * unit;
    }
    const all = counts.reduce((sum, one) => sum + one, 0);
    pages.pen.text(all.toLocaleString('ja-JP'), x + 1.5, pages.y + bar / 2 + 1, pt(8));
    pages.y += bar + 2;
  }
  let x = MARGIN + label;
  pages.y += 3;
  if (pages.y + 6 > pages.floor) pages.next();
  for (const [index, words] of body.columns.entries()) {
    const width = 5 + widthEm(words) * pt(8.5) + 4;
    if (x + width > MARGIN + pages.room) {
      x = MARGIN + label;
      pages.y += 5;
    }
    pages.pen.box(x, pages.y - 3, 3.5, 3.5, { fill: SHADES[index % SHADES.length]!, width: 0.2 });
    pages.pen.text(words, x + 5, pages.y, pt(8.5));
    x += width;
  }
  pages.y += 4;
}

function drawCards(pages: Pages, cards: Iterable<Card>, form: FormPaper, onProgress: (rows: number) => void): void {
  const size = pt(9);
  const labelWidth = 32;
  let done = 0;
  for (const card of cards) {
    pages.next(true);
    pages.pen.text(
      wrap(pieces(card.caption, 'character'), pages.room / pt(12), 1).lines[0] ?? '',
      MARGIN,
      pages.y + 4,
      pt(12),
      {
        bold: true,
      },
    );
    pages.y += 7;
    let waiting: Card['fields'][number] | null = null;
    const half = pages.room / 2;
    const line = (fields: readonly Card['fields'][number][]) => {
      const room = fields.length === 2 ? half : pages.room;
      const widths = fields.flatMap(() => [labelWidth, room - labelWidth]);
      const cells = fields.flatMap(({ label, value }) => [
        setLines(label, labelWidth, size),
        setLines(value, room - labelWidth, size),
      ]);
      drawRow(
        pages,
        cells,
        cells.map(() => ({ type: 'text' })),
        widths,
        size,
        () => pages.next(),
      );
    };
    for (const field of card.fields) {
      if (field.long) {
        if (waiting) line([waiting]);
        waiting = null;
        line([field]);
      } else if (waiting) {
        line([waiting, field]);
        waiting = null;
      } else waiting = field;
    }
    if (waiting) line([waiting]);
    drawNote(pages, form.note);
    done += 1;
    if (done % 20 === 0) onProgress(done);
  }
}

function drawNote(pages: Pages, note: string): void {
  if (!note) return;
  const size = pt(9);
  pages.y += 3;
  for (const words of note.split('\n').flatMap((part) => setLines(part, pages.room, size))) {
    if (pages.y + size * LEADING > pages.floor) pages.next();
    pages.y += size * LEADING;
    pages.pen.text(words, MARGIN, pages.y, size);
  }
}

function shown(value: CellValue): string {
  if (value === null) return '';
  return typeof value === 'string' && isIsoDate(value) ? formatDate(value, 'wareki') : String(value);
}
