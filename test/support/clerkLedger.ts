import { columnLetters } from '../../contract/importing.ts';
import type { Cell, SheetData } from '../../core/excel/read/index.ts';
import { type Column, type Found, is, KINDS, n, Page, type Scheme, t, told, type Written } from './foundLedger.ts';
import type { TruthAsset, TruthCell } from './importMeasure.ts';
import { type Random, random as randomOf } from './random.ts';

/**
 * More kinds of disorder that the ledgers of small offices have: each book has one of them. Values and headings are those
 * of `foundLedger.ts`; how they lie on the paper is new.
 */

interface Line {
  readonly columns: readonly Column[];
  readonly written: readonly Written[];
}

const OTHER_KINDS = Object.keys(KINDS);
const GROUPS = ['総務グループ', '業務グループ', '施設グループ'];

class Book {
  readonly random: Random;
  readonly assets: TruthAsset[] = [];
  readonly pages: SheetData[] = [];
  readonly scheme: Scheme;
  readonly unsure: number;
  #serial = 0;
  constructor(random: Random, unsure: number) {
    this.random = random;
    this.unsure = unsure;
    this.scheme = random.pick<Scheme>(['old', 'old', 'new']);
  }

  columns(kind: string, least = 6, without: readonly string[] = []): Column[] {
    const all = KINDS[kind]!.columns.filter(({ id }) => !without.includes(id));
    const some = all.filter((one) => one.needed || this.random.chance(0.7));
    return some.length < least ? all.slice(0, Math.max(least, some.length)) : some;
  }

  headings(columns: readonly Column[]): string[] {
    return columns.map((one) => this.random.pick(one.headings));
  }

  /** An asset's values; of a doubtful cell nothing is known but that it has to be told. */
  line(columns: readonly Column[], options: { blank?: boolean; doubts?: boolean } = {}): Line {
    this.#serial += 1;
    const context = { serial: this.#serial, scheme: this.scheme };
    const { blank = true, doubts = true } = options;
    return {
      columns,
      written: columns.map((column) => {
        if (doubts && column.unsure && this.random.chance(this.unsure)) return told(this.random.pick(column.unsure));
        if (blank && column.blank && this.random.chance(column.blank)) return is(null, null);
        return column.write(this.random, context);
      }),
    };
  }

  asset(
    page: Page,
    kind: string,
    line: Line,
    at: (i: number) => readonly [row: number, column: number],
    column?: string,
  ): TruthAsset {
    const cells: Record<string, TruthCell> = {};
    for (const [i, one] of line.columns.entries()) {
      const { cell, value = null, doubtful = false } = line.written[i]!;
      const [row, col] = at(i);
      page.put(row, col, cell);
      cells[one.id] = { cell: `${columnLetters(col)}${row}`, value, doubtful };
    }
    const asset: TruthAsset = {
      sheet: page.name,
      row: at(0)[0],
      kind: KINDS[kind]!.code,
      cells,
      ...(column !== undefined && { column }),
    };
    this.assets.push(asset);
    return asset;
  }

  head(page: Page, row: number, headings: readonly string[], left = 0): void {
    for (const [i, heading] of headings.entries()) page.put(row, left + i, t(heading));
  }

  title(page: Page, kind: string): number {
    page.put(1, this.random.below(3), t(this.random.pick(KINDS[kind]!.titles)));
    if (this.random.chance(0.4)) page.put(2, 4, t('令和8年4月1日現在'));
    return 3 + this.random.below(2);
  }
}

type Layout = (book: Book) => void;

const someRows = (random: Random) => 5 + random.below(20);
const anyKind = (random: Random) => random.pick(OTHER_KINDS);
const withNote = (columns: Column[], kind: string): Column[] =>
  columns.some(({ id }) => id === 'note')
    ? columns
    : [...columns, KINDS[kind]!.columns.find(({ id }) => id === 'note')!];

/** A remark that did not fit: its end stands in the row below, which has neither number nor name. */
const spill: Layout = (book) => {
  const { random } = book;
  const kind = anyKind(random);
  const page = new Page('台帳');
  const columns = withNote(book.columns(kind), kind);
  let row = book.title(page, kind);
  book.head(page, row, book.headings(columns));
  row += 1;
  const note = columns.findIndex(({ id }) => id === 'note');
  for (let k = someRows(random); k > 0; k -= 1) {
    const line = book.line(columns, { blank: false });
    const asset = book.asset(page, kind, line, (i) => [row, i]);
    if (random.chance(0.2)) {
      row += 1;
      const more = random.pick(['（続きは別紙）', '令和9年度に更新の見込み', '鍵は会計係', '旧庁舎から移設したもの']);
      page.put(row, note, t(more));
      const before = asset.cells['note']!;
      Object.assign(asset.cells, {
        note: { ...before, value: `${before.value}\n${more}` },
        // The cell of the second row has to be told.
        '+note': { cell: `${columnLetters(note)}${row}`, value: more, doubtful: true },
      });
    }
    row += 1;
  }
  book.pages.push(page.sheet());
};

/** Each asset takes two rows, and so do the headings. */
const twoRows: Layout = (book) => {
  const { random } = book;
  const kind = random.pick(['hardware', 'medium', 'system', 'document', 'network']);
  const page = new Page('台帳');
  const columns = book.columns(kind, 9, ['confidentiality', 'integrity', 'availability']);
  const top = book.title(page, kind);
  // Number and name take both rows; the others stand in pairs.
  const fixed = random.chance(0.5) ? 2 : 1;
  const half = Math.ceil((columns.length - fixed) / 2);
  const place = (i: number): readonly [part: number, column: number] =>
    i < fixed ? [0, i] : i < fixed + half ? [0, i] : [1, i - half];
  const merged = random.chance(0.6);
  const headings = book.headings(columns);
  const write = (row: number, put: (i: number, row: number, column: number) => void) => {
    for (const i of columns.keys()) put(i, row + place(i)[0], place(i)[1]);
    if (merged) for (let i = 0; i < fixed; i += 1) page.merge(row, i, row + 1, i);
  };
  write(top, (i, row, column) => page.put(row, column, t(headings[i]!)));
  let row = top + 2;
  for (let k = someRows(random); k > 0; k -= 1) {
    if (random.chance(0.08)) {
      page.put(row, 0, t(random.pick(['【本庁舎】', '■リース分', '＜共用＞'])));
      row += 1;
    }
    const here = row;
    book.asset(page, kind, book.line(columns), (i) => [here + place(i)[0], place(i)[1]]);
    if (merged) for (let i = 0; i < fixed; i += 1) page.merge(row, i, row + 1, i);
    row += 2;
  }
  if (random.chance(0.5)) {
    page.put(row, 0, t('合計'));
    page.put(row, 1, t('12件'));
  }
  book.pages.push(page.sheet());
};

/** 台帳カード: headings with their values beside them. */
const cards: Layout = (book) => {
  const { random } = book;
  const kind = random.pick(['hardware', 'system', 'service', 'medium', 'information', 'software']);
  const columns = book.columns(kind, 8);
  const headings = book.headings(columns);
  const colon = random.chance(0.3) ? '：' : '';
  const pairs = random.pick([1, 2, 2, 3]);
  const gap = random.chance(0.3) ? 1 : 0;
  const height = Math.ceil(columns.length / pairs);
  const byColumn = random.chance(0.4);
  const writeCard = (page: Page, top: number, left: number) => {
    const line = book.line(columns);
    const at = (i: number): readonly [number, number] =>
      byColumn
        ? [top + (i % height), left + Math.floor(i / height) * (2 + gap)]
        : [top + Math.floor(i / pairs), left + (i % pairs) * (2 + gap)];
    const value = (i: number): readonly [number, number] => [at(i)[0], at(i)[1] + 1];
    for (const [i, heading] of headings.entries()) page.put(at(i)[0], at(i)[1], t(`${heading}${colon}`));
    const asset = book.asset(page, kind, line, value);
    // The first filled cell in the order of the headings as they are read, row by row.
    const order = [...columns.keys()].sort((a, b) => at(a)[0] - at(b)[0] || at(a)[1] - at(b)[1]);
    const first = order.find((i) => line.written[i]!.cell?.text)!;
    book.assets[book.assets.length - 1] = {
      ...asset,
      row: value(first)[0],
      column: columnLetters(value(first)[1]),
    };
  };
  const how = pairs === 1 ? random.pick(['below', 'beside']) : random.pick(['sheets', 'sheets', 'below', 'beside']);
  if (how === 'sheets') {
    for (let k = 1 + random.below(5); k > 0; k -= 1) {
      const page = new Page(random.pick([`No.${k}`, `カード${k}`, `機器${k}`]));
      const top = book.title(page, kind);
      writeCard(page, top, random.below(2));
      book.pages.push(page.sheet());
    }
    return;
  }
  const page = new Page('カード');
  const top = book.title(page, kind);
  const count = 2 + random.below(4);
  const wide = pairs * (2 + gap) + 1;
  for (let k = 0; k < count; k += 1) {
    if (how === 'below') writeCard(page, top + k * (height + 2), 0);
    else writeCard(page, top, k * wide);
  }
  book.pages.push(page.sheet());
};

/** A column merged downwards over the rows of a group, with a subtotal at the end of each. */
const vertical: Layout = (book) => {
  const { random } = book;
  const kind = anyKind(random);
  const page = new Page('一覧');
  const columns = book.columns(kind, 6, ['group']);
  let row = book.title(page, kind);
  book.head(page, row, ['所管', ...book.headings(columns)]);
  row += 1;
  for (const group of GROUPS.slice(0, 2 + random.below(2))) {
    const top = row;
    page.put(row, 0, t(group));
    for (let k = 2 + random.below(6); k > 0; k -= 1) {
      const here = row;
      const asset = book.asset(page, kind, book.line(columns), (i) => [here, i + 1]);
      Object.assign(asset.cells, { group: { cell: `A${row}`, value: group, doubtful: false } });
      row += 1;
    }
    const inside = random.chance(0.5);
    page.put(row, inside ? 1 : 0, t(random.pick(['小計', '計', '小　計'])));
    page.put(row, columns.length, n(row - top));
    page.merge(top, 0, inside ? row : row - 1, 0);
    row += 1;
  }
  page.put(row, 0, t('合計'));
  page.put(row, columns.length, n(40));
  book.pages.push(page.sheet());
};

/** Units in a row of their own under the headings; prices in thousands. */
const units: Layout = (book) => {
  const { random } = book;
  const page = new Page('機器');
  const ids = ['number', 'name', 'maker', 'model', 'place', 'acquiredOn', 'acquisitionPrice', 'note'];
  const columns = KINDS['hardware']!.columns.filter(({ id }) => ids.includes(id));
  const top = book.title(page, 'hardware');
  book.head(
    page,
    top,
    book.headings(columns).map((one) => one.replace(/[(（].*/, '')),
  );
  const unit = random.pick(['（千円）', '(千円)', '（円）']);
  for (const [i, { id }] of columns.entries()) {
    if (id === 'acquisitionPrice') page.put(top + 1, i, t(unit));
    if (id === 'acquiredOn' && random.chance(0.5)) page.put(top + 1, i, t('（和暦）'));
  }
  for (let k = someRows(random), row = top + 2; k > 0; k -= 1, row += 1) {
    const line = book.line(columns, { doubts: false });
    const price = columns.findIndex(({ id }) => id === 'acquisitionPrice');
    const written = [...line.written];
    const amount = 10 + random.below(900);
    written[price] = is(
      random.chance(0.5) ? n(amount) : t(String(amount)),
      unit.includes('千') ? amount * 1000 : amount,
    );
    const here = row;
    book.asset(page, 'hardware', { columns, written }, (i) => [here, i]);
  }
  book.pages.push(page.sheet());
};

/** What the signs mean stands beside the table. */
const legend: Layout = (book) => {
  const { random } = book;
  const kind = anyKind(random);
  const page = new Page('台帳');
  const columns = book.columns(kind);
  const top = book.title(page, kind);
  book.head(page, top, book.headings(columns));
  const rows = 12 + random.below(15);
  for (let k = 0; k < rows; k += 1) book.asset(page, kind, book.line(columns), (i) => [top + 1 + k, i]);
  const right = columns.length + 1 + random.below(2);
  const from = top + random.below(3);
  page.put(from, right, t(random.pick(['【凡例】', '凡例', '記号の説明'])));
  const signs = ['◎＝要配慮個人情報', '○＝個人情報あり', '×＝なし', '３：秘密文書に相当', '※は更新予定'];
  for (const [i, sign] of signs.slice(0, 2 + random.below(3)).entries()) page.put(from + 1 + i, right, t(sign));
  book.pages.push(page.sheet());
};

/** Levels of last year beside those of this one. */
const years: Layout = (book) => {
  const { random } = book;
  const kind = random.pick(['information', 'system']);
  const page = new Page('見直し');
  const axes = ['confidentiality', 'integrity', 'availability'];
  const all = book.columns(kind, 7);
  const plain = all.filter(({ id }) => !axes.includes(id));
  const own = all.filter(({ id }) => axes.includes(id));
  const top = book.title(page, kind);
  const [before, now] = random.pick([
    ['前年度', '今年度'],
    ['前回', '今回'],
    ['変更前', '変更後'],
    ['R6', 'R7'],
    ['令和6年度', '令和7年度'],
    ['旧', '新'],
  ] as const);
  const nowFirst = random.chance(0.3);
  for (const [i, heading] of book.headings(plain).entries()) {
    page.put(top, i, t(heading));
    page.merge(top, i, top + 1, i);
  }
  const left = plain.length;
  const label = (id: string) => ({ confidentiality: '機密性', integrity: '完全性', availability: '可用性' })[id]!;
  for (const [i, { id }] of own.entries()) {
    page.put(top, left + i * 2, t(label(id)));
    page.merge(top, left + i * 2, top, left + i * 2 + 1);
    page.put(top + 1, left + i * 2, t(nowFirst ? now : before));
    page.put(top + 1, left + i * 2 + 1, t(nowFirst ? before : now));
  }
  for (let k = someRows(random), row = top + 2; k > 0; k -= 1, row += 1) {
    const line = book.line([...plain, ...own]);
    const was = book.line(own, { doubts: false });
    const here = row;
    const at = (i: number) => (i < left ? i : left + (i - left) * 2 + (nowFirst ? 0 : 1));
    book.asset(page, kind, line, (i) => [here, at(i)]);
    for (const [i, { cell }] of was.written.entries()) page.put(row, left + i * 2 + (nowFirst ? 1 : 0), cell);
  }
  book.pages.push(page.sheet());
};

/** A sheet for each group with the same layout, and one that counts them. */
const sections: Layout = (book) => {
  const { random } = book;
  const kind = anyKind(random);
  const columns = book.columns(kind, 6, ['group']);
  const headings = book.headings(columns);
  const groups = GROUPS.slice(0, 2 + random.below(2));
  for (const group of groups) {
    const page = new Page(group);
    const top = book.title(page, kind);
    book.head(page, top, headings);
    for (let k = 0, rows = someRows(random); k < rows; k += 1) {
      const asset = book.asset(page, kind, book.line(columns), (i) => [top + 1 + k, i]);
      Object.assign(asset.cells, { group: { cell: '', value: group, doubtful: false } });
    }
    book.pages.push(page.sheet());
  }
  const sum = new Page(random.pick(['集計', '総括表', '課別集計表', 'まとめ']));
  sum.put(1, 0, t('所管別の件数'));
  book.head(sum, 2, ['所管', '機密性3', '機密性2', '機密性1', '計']);
  for (const [i, group] of groups.entries()) {
    sum.put(3 + i, 0, t(group));
    for (let k = 1; k < 5; k += 1) sum.put(3 + i, k, n(random.below(20)));
  }
  sum.put(3 + groups.length, 0, t('合計'));
  for (let k = 1; k < 5; k += 1) sum.put(3 + groups.length, k, n(30));
  book.pages.push(sum.sheet());
};

/** Printed page by page: title and headings again, numbers of pages, numbers that nothing has, rows printed ahead. */
const pages: Layout = (book) => {
  const { random } = book;
  const kind = anyKind(random);
  const page = new Page('台帳');
  const columns = book.columns(kind);
  const headings = book.headings(columns);
  const title = random.pick(KINDS[kind]!.titles);
  const running = random.chance(0.4) ? 1 : 0;
  let row = 1;
  const begin = (first: boolean) => {
    page.put(row, 1, t(first ? title : `${title}${random.pick(['', '（続き）', ' 続き'])}`));
    book.head(page, row + 1, [...(running ? ['No.'] : []), ...headings]);
    row += 2;
  };
  begin(true);
  let k = 0;
  for (let sheet = 1 + random.below(3), of = sheet; sheet > 0; sheet -= 1) {
    for (let rows = 6 + random.below(8); rows > 0; rows -= 1) {
      k += 1;
      if (running) page.put(row, 0, n(k));
      if (random.chance(0.06)) {
        page.put(row, running, t(`K-9${k}`));
        page.put(row, running + 1, t(random.pick(['欠番', '（欠番）', '空き番', '未使用'])));
        if (random.chance(0.4)) page.put(row, running + columns.length - 1, t('廃棄のため'));
      } else {
        const here = row;
        book.asset(page, kind, book.line(columns), (i) => [here, running + i]);
      }
      row += 1;
    }
    if (random.chance(0.6)) {
      page.put(
        row,
        random.below(4),
        t(random.pick([`${of - sheet + 1}/${of}`, `- ${of - sheet + 1} -`, '次ページへ続く', '3ページ'])),
      );
      row += 1;
    }
    if (sheet > 1) begin(false);
  }
  for (let blank = random.below(6); blank > 0; blank -= 1) {
    k += 1;
    if (running) page.put(row, 0, n(k));
    else page.put(row, 0, t(`K-0${900 + k}`));
    row += 1;
  }
  if (random.chance(0.3)) page.put(row, 1, t('以下余白'));
  book.pages.push(page.sheet());
};

/** Words behind values: things that are gone, marks of notes, one row for several things. */
const tails: Layout = (book) => {
  const { random } = book;
  const kind = random.pick(['hardware', 'medium', 'network']);
  const page = new Page('台帳');
  const columns = book.columns(kind, 7, ['state', 'disposedOn']);
  const top = book.title(page, kind);
  book.head(page, top, [...book.headings(columns), '数量']);
  for (let k = 0, rows = someRows(random); k < rows; k += 1) {
    const row = top + 1 + k;
    const line = book.line(columns, { doubts: false });
    const written = line.written.map((one, i): Written => {
      const { id } = columns[i]!;
      const text = one.cell?.text ?? '';
      if (id === 'name' && random.chance(0.1)) {
        const name = `${String(one.value)}${random.pick(['（廃棄）', '【廃棄済】', '(返却済)', '［撤去］'])}`;
        return { cell: t(name), value: name, doubtful: true };
      }
      if (id === 'number' && random.chance(0.08)) {
        const range = `${text}～${String(k + 3).padStart(4, '0')}`;
        return { cell: t(range), value: range, doubtful: true };
      }
      if (text !== '' && ['group', 'place', 'acquiredOn', 'mediumType'].includes(id) && random.chance(0.07)) {
        const marked = `${text}${random.pick(['※1', '※', '（注1）', '*2', '¹', '＊'])}`;
        return { cell: t(marked), value: one.value, doubtful: true };
      }
      return one;
    });
    book.asset(page, kind, { columns, written }, (i) => [row, i]);
    const count = random.chance(0.12) ? 2 + random.below(8) : 1;
    const cell: Cell = random.pick([n(count), t(`${count}台`), t(String(count))]);
    page.put(row, columns.length, cell);
    if (count > 1)
      Object.assign(book.assets.at(-1)!.cells, {
        '+count': { cell: `${columnLetters(columns.length)}${row}`, value: null, doubtful: true },
      });
  }
  if (random.chance(0.5)) page.put(top + 40, 0, t('※1 令和8年度に更新の予定'));
  book.pages.push(page.sheet());
};

/** A word stands in the first row of its group only; the blanks below mean the same, which nobody can be sure of. */
const outline: Layout = (book) => {
  const { random } = book;
  const kind = anyKind(random);
  const page = new Page('一覧');
  const columns = book.columns(kind, 6, ['group']);
  const top = book.title(page, kind);
  book.head(page, top, ['所管', ...book.headings(columns)]);
  let row = top + 1;
  for (const group of GROUPS) {
    page.put(row, 0, t(group));
    for (let k = 0, rows = 3 + random.below(5); k < rows; k += 1) {
      const here = row;
      const asset = book.asset(page, kind, book.line(columns), (i) => [here, i + 1]);
      Object.assign(asset.cells, { group: { cell: `A${row}`, value: group, doubtful: k > 0 } });
      row += 1;
    }
  }
  book.pages.push(page.sheet());
};

/** A column for each level, and a sign in one of them. */
const options: Layout = (book) => {
  const { random } = book;
  const kind = random.pick(['information', 'system']);
  const page = new Page('台帳');
  const axes = { confidentiality: '機密性', integrity: '完全性', availability: '可用性' } as const;
  const levels = {
    confidentiality: book.scheme === 'new' ? ['3A', '3B', '3C', '2', '1'] : ['3', '2', '1'],
    integrity: ['2', '1'],
    availability: ['2', '1'],
  };
  const columns = book.columns(kind, 6, Object.keys(axes));
  const top = book.title(page, kind);
  for (const [i, heading] of book.headings(columns).entries()) {
    page.put(top, i, t(heading));
    page.merge(top, i, top + 1, i);
  }
  let right = columns.length;
  const at: Record<string, number> = {};
  for (const [axis, label] of Object.entries(axes)) {
    at[axis] = right;
    const own = levels[axis as keyof typeof levels];
    page.put(top, right, t(label));
    page.merge(top, right, top, right + own.length - 1);
    for (const [k, level] of own.entries()) page.put(top + 1, right + k, t(level));
    right += own.length;
  }
  const sign = random.pick(['○', '●', '✓', 'レ']);
  for (let k = 0, rows = someRows(random); k < rows; k += 1) {
    const row = top + 2 + k;
    const asset = book.asset(page, kind, book.line(columns), (i) => [row, i]);
    for (const axis of Object.keys(axes)) {
      const own = levels[axis as keyof typeof levels];
      const k2 = random.below(own.length);
      page.put(row, at[axis]! + k2, t(sign));
      const two = random.chance(0.03);
      const other = (k2 + 1) % own.length;
      if (two) page.put(row, at[axis]! + other, t(sign));
      const first = two ? Math.min(k2, other) : k2;
      Object.assign(asset.cells, {
        [axis]: { cell: `${columnLetters(at[axis]! + first)}${row}`, value: own[k2], doubtful: two },
      });
    }
  }
  book.pages.push(page.sheet());
};

const LAYOUTS: Readonly<Record<string, Layout>> = {
  spill,
  twoRows,
  cards,
  vertical,
  units,
  legend,
  years,
  sections,
  pages,
  tails,
  outline,
  options,
};
export const CLERK_LAYOUTS: readonly string[] = Object.keys(LAYOUTS);

/** One book; the layouts come by turns. @param unsure share of cells that can't be read with certainty */
export function clerkBook(seed: number, unsure = 0.03): Found {
  const random = randomOf(seed * 6113 + 29);
  const layout = CLERK_LAYOUTS[seed % CLERK_LAYOUTS.length]!;
  const book = new Book(random, unsure);
  LAYOUTS[layout]!(book);
  return {
    book: { format: 'xlsx', sheets: book.pages, notes: [] },
    truth: { assets: book.assets, layout },
  };
}
