import {
  COMMON_FIELDS,
  fieldsOf,
  KIND_DEFINITIONS,
  KIND_ORDER,
  type Kind,
  kindOfLabel,
} from '../../contract/catalogue/index.ts';
import { type ImportPlan, meaningIn, meaningOf, proposeColumns, type SheetOutline } from '../../contract/importing.ts';
import { foldForSearch, foldHeading } from '../../contract/japanese/fold.ts';
import { AXES, parseLevel, type Scheme } from '../../contract/scheme.ts';
import type { ReadBook, SheetData, SheetRow } from '../excel/read/index.ts';
import { SCHEMES } from '../presets/schemes.ts';
import type { RegisterState } from '../register/state.ts';
import { Items } from './items.ts';
import { typesOf } from './ownColumns.ts';
import type { SheetPlan } from './plan.ts';
import { isBlank, isDitto, textOf } from './sheet.ts';
import { findPlaces, type TablePlace } from './understand/places.ts';
import { headingsOfPlan, isAsset, kindOfHeading, openTable, rowCountOf } from './understand/table.ts';
import { shapeOf, viewOf } from './understand/view.ts';
import { isExample, plain } from './understand/words.ts';

/** What the app understands of a book; the person confirms or corrects it. */

/** Rows and columns of the picture of a sheet: the header row is among the first 30, and some rows below it. */
const PICTURE_ROWS = 45;
const PICTURE_COLUMNS = 256;
const PICTURE_TEXT = 200;

/** Sheets of examples and lists, and the facts beside a ledger of ours, are written like a ledger but hold no assets. */
const NO_LEDGER =
  /記入例|記載例|見本|サンプル|凡例|集計表?$|集計$|一覧の見方|使い方|^(?:選択)?リスト$|^選択肢$|^マスター?$|^コード表?$|記入要領|記載要領|履歴$|^改訂|^取り込みで確かめるところ|^出力の記録/;

/** @param kind of the ledger where the person has said it; rows with a 資産区分 of their own keep theirs */
export function proposePlan(book: ReadBook, fileName: string, kind: Kind | null, state: RegisterState): ImportPlan {
  const sheets = book.sheets.flatMap((sheet) => proposeSheet(sheet, fileName, kind, state));
  return { sheets, schemeId: detectScheme(book, sheets, state) };
}

/** The sheet of a plan's table. */
export function sheetOf(book: ReadBook, plan: SheetPlan): SheetData | undefined {
  return book.sheets.find((one) => one.name === (plan.sheet ?? plan.name));
}

export function outlineOf(sheet: SheetData, plan: SheetPlan): SheetOutline {
  const view = viewOf(sheet, shapeOf(plan));
  const start = Math.max(0, plan.headerRow - 15);
  const from = plan.headerRow > 30 ? view.rows.findIndex((row) => row.row >= start) : 0;
  const headings = headingsOfPlan(viewOf(sheet, plan), plan);
  return {
    name: plan.name,
    hidden: sheet.hidden,
    head: view.rows.slice(Math.max(0, from), Math.max(0, from) + PICTURE_ROWS).map(({ row, cells }) => ({
      row,
      cells: cells.slice(0, PICTURE_COLUMNS).map((cell) => textOf(cell).slice(0, PICTURE_TEXT)),
    })),
    headings,
    types: typesOf(
      openTable(sheet, plan)
        .rows.filter(isAsset)
        .map(({ row }) => row),
      headings,
    ),
    rowCount: rowCountOf(sheet, plan),
  };
}

function proposeSheet(sheet: SheetData, fileName: string, kind: Kind | null, state: RegisterState): SheetPlan[] {
  const places = findPlaces(sheet);
  if (places.length === 0) {
    const row = sheet.rows[0]?.row ?? 1;
    const plan: SheetPlan = { name: sheet.name, use: false, headerRow: row, kind, columns: [] };
    return [{ ...plan, columns: headingsOfPlan(viewOf(sheet, plan), plan).map(() => null) }];
  }
  return places.map((place, i) => {
    const below = place.headerRow > places[0]!.headerRow;
    const plan = proposeTable(sheet, place, below, fileName, kind, state);
    return i === 0 ? plan : { ...plan, name: `${sheet.name}（表${i + 1}）`, sheet: sheet.name };
  });
}

/** Short texts above the headings. */
function titlesOf(sheet: SheetData, place: TablePlace, below: boolean): string[] {
  const all = place.cards ? sheet.rows.slice(0, 3) : viewOf(sheet, { fieldsAsRows: place.fieldsAsRows }).rows;
  const rows = place.cards ? all : all.filter((row) => row.row < place.headerRow);
  // Above a second table stand the rows and the notes of the first.
  return rows
    .slice(below ? -2 : -6)
    .flatMap((row) => row.cells.map(textOf))
    .filter((text) => text !== '' && text.length < 40);
}

/** Kind and columns of the table at that place. */
export function proposeTable(
  sheet: SheetData,
  place: TablePlace,
  /** Another table stands above it. */
  below: boolean,
  fileName: string,
  kind: Kind | null,
  state: RegisterState,
): SheetPlan {
  const titles = titlesOf(sheet, place, below);
  const names = `${fileName} ${titles.join(' ')}`;
  const base: SheetPlan = { name: sheet.name, use: false, kind, columns: [], ...place };
  const headings = headingsOfPlan(viewOf(sheet, place), base);
  const guess = { ...base, columns: proposeColumns(headings, kind ? [kind] : [], state.catalogue) };
  const rough = openTable(sheet, guess);
  const rows = rough.rows.filter(isAsset).map(({ row }) => row);
  const kindColumn = findKindColumn(headings, rows);
  const kinds = kindColumn === -1 ? [] : kindsIn(rows, kindColumn);
  const items = new Items(state);
  const guessed = kind === null && kindColumn === -1 ? guessKind(headings, rows, sheet.name, names, items) : null;
  const own = kind ?? guessed?.kind ?? null;
  const columns = proposeColumns(headings, own ? [own, ...kinds] : kinds, state.catalogue)
    // 区分 is a heading of many things (新規・更新 …): it is the kind only where its words are kinds.
    .map((id, i) => (id === 'kind' && i !== kindColumn ? null : i === kindColumn ? 'kind' : id));
  const byHeading = kind === null && kindColumn === -1 && rough.rows.some((row) => kindOfHeading(row.under) !== null);
  return {
    ...base,
    // A book of events (貸与記録) has some of the headings, but no names of things.
    use:
      !sheet.hidden &&
      rows.length > 0 &&
      columns.some((id) => id === 'name' || id === 'model') &&
      !NO_LEDGER.test(sheet.name) &&
      !titles.some((text) => isExample(text) || /^(?:記入|記載)(?:例|要領)(?!\s*[::])/.test(plain(text))),
    kind: own,
    columns,
    ...(kind === null && kindColumn === -1 && own && hasOtherTypes(own, columns, rows, items) && { kindByType: true }),
    ...(byHeading && { kindByHeading: true }),
    ...(guessed && !guessed.sure && { kindUnsure: true }),
  };
}

/** The column whose heading and words are kinds of assets; -1 when there is none. */
function findKindColumn(headings: readonly string[], rows: readonly SheetRow[]): number {
  return headings.findIndex((heading, i) => {
    if (heading === '' || !/区分|種類|種別|分類|kind/i.test(heading)) return false;
    const words = rows.map((row) => textOf(row.cells[i])).filter((text) => !isBlank(text) && !isDitto(text));
    const named = words.filter((word) => kindOfLabel(word));
    const sure = meaningOf('information', heading) === 'kind';
    // Another heading (種別, 分類) may hold the kinds too, if nearly all of its words are kinds, and of several.
    return sure
      ? words.length > 0 && named.length * 2 >= words.length
      : words.length > 2 && named.length * 10 >= words.length * 9 && new Set(named.map(kindOfLabel)).size > 2;
  });
}

/** Kinds named in a column, most frequent first. */
export function kindsIn(rows: readonly SheetRow[], column: number): Kind[] {
  const counts = new Map<Kind, number>();
  for (const row of rows) {
    const kind = kindOfLabel(textOf(row.cells[column]));
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
}

const KEYS: ReadonlySet<string> = new Set(['number', 'name']);
const TYPICAL: ReadonlySet<string> = new Set(['businessCategory', 'userScope', 'retention', 'personalData']);
const COMMON_IDS = new Set(COMMON_FIELDS.map((field) => field.id));
const COMMON_WORDS = new Set(
  COMMON_FIELDS.flatMap((field) => [field.label, ...(field.synonyms ?? [])]).map(foldHeading),
);

/**
 * The kind whose own headings and whose words of types occur most, and whose words stand in the names of sheet and file
 * and in the title. Only a proposal, shown for confirmation. Null when nothing points anywhere.
 */
function guessKind(
  headings: readonly string[],
  rows: readonly SheetRow[],
  sheetName: string,
  names: string,
  items: Items,
): { readonly kind: Kind; readonly sure: boolean } | null {
  let best: { kind: Kind; score: number } | null = null;
  let second = 0;
  for (const kind of KIND_ORDER) {
    const own = headings.filter((heading) => {
      const { id, sure } = heading === '' ? { id: null, sure: true } : meaningIn(kind, heading);
      // Columns that every kind may have, but that books of information are full of.
      if (kind === 'information' && id !== null && TYPICAL.has(id)) return true;
      return id !== null && (!COMMON_IDS.has(id) || (sure && !COMMON_WORDS.has(foldHeading(heading))));
    }).length;
    const { label, synonyms } = KIND_DEFINITIONS[kind];
    // A longer word says more: 情報システム is not 情報.
    const inName = (name: string, weight: number) =>
      Math.max(
        0,
        ...[label, ...synonyms]
          .filter((word) => foldForSearch(name).includes(foldForSearch(word)))
          .map((word) => word.length * weight),
      );
    const named = headings.some((heading) => heading !== '' && meaningOf(kind, heading) === 'name') ? 1 : 0;
    // 媒体管理番号, システムの名称: the words of the columns that every kind has.
    const words = headings.filter((heading) => heading !== '' && KEYS.has(meaningOf(kind, heading) ?? '')).join(' ');
    const score =
      named +
      own * 2 +
      inName(words, 1) +
      inName(sheetName, 1) +
      inName(names, 1) +
      typeShare(kind, headings, rows, items) * 6;
    if (score > (best?.score ?? 0)) {
      second = best?.score ?? 0;
      best = { kind, score };
    } else second = Math.max(second, score);
  }
  return best && { kind: best.kind, sure: best.score > second };
}

/** The field of 種別 of a kind, and the list of its words. */
export function typeFieldOf(kind: Kind): { readonly id: string; readonly list: string } | null {
  const field = fieldsOf(kind).find((one) => one.synonyms?.includes('種別'));
  return field?.list ? { id: field.id, list: field.list } : null;
}

/** Share of the cells under 種別 that are words of this kind. */
function typeShare(kind: Kind, headings: readonly string[], rows: readonly SheetRow[], items: Items): number {
  const type = typeFieldOf(kind);
  const column = type ? headings.findIndex((heading) => heading !== '' && meaningOf(kind, heading) === type.id) : -1;
  if (!type || column === -1) return 0;
  const words = rows.map((row) => textOf(row.cells[column])).filter((text) => !isBlank(text) && !isDitto(text));
  return words.length === 0 ? 0 : words.filter((word) => items.look(type.list, word)).length / words.length;
}

/** Things that stand in one book: a router in the book of machines, a disk among the PCs. */
const PHYSICAL: readonly Kind[] = ['hardware', 'network', 'medium'];

/** The kind whose list of types holds the word, where the kind of the table has no such type. */
export function kindOfTypeWord(kind: Kind, word: string, items: Items): Kind | null {
  if (!PHYSICAL.includes(kind) || isBlank(word)) return null;
  const holds = (one: Kind) => {
    const type = typeFieldOf(one);
    return type !== null && items.look(type.list, word) !== null;
  };
  return holds(kind) ? null : (PHYSICAL.find((one) => one !== kind && holds(one)) ?? null);
}

function hasOtherTypes(
  kind: Kind,
  columns: readonly (string | null)[],
  rows: readonly SheetRow[],
  items: Items,
): boolean {
  const column = columns.indexOf(typeFieldOf(kind)?.id ?? '');
  return column !== -1 && rows.some((row) => kindOfTypeWord(kind, textOf(row.cells[column]), items) !== null);
}

/** 3A, 3B, 3C or 自治体…: words of the newer classification only (domain.md §2.1). */
const NEWER = /自治体|3\s*[abc]/i;
/** Share of the cells of an axis that may be slips of the pen; in a longer ledger one cell always may. */
const SLIPS = 0.02;
const LONG = 20;

/**
 * The scheme in which the ledger writes its levels: the first that reads all but a few of its cells, else the one that
 * reads most. Once a word of the newer classification is met on any axis, only a scheme that knows such words comes into
 * question, so that a plain 3 in it is never taken for the former 機密性3. In a draw the register's current scheme
 * comes first, then the order of the presets.
 */
function detectScheme(book: ReadBook, plans: readonly SheetPlan[], state: RegisterState): string {
  const current = state.settings.schemeId;
  const words = AXES.map((axis) => ({ axis, counts: new Map<string, number>() }));
  let [newer, newerCells, olderCells] = [false, 0, 0];
  for (const plan of plans) {
    const sheet = plan.use ? sheetOf(book, plan) : undefined;
    if (!sheet) continue;
    const { headings, rows } = openTable(sheet, plan);
    for (const { axis, counts } of words) {
      const column = plan.columns.indexOf(axis);
      if (column === -1) continue;
      newer ||= headings[column]!.includes('自治体');
      for (const { row } of rows.filter(isAsset)) {
        const text = textOf(row.cells[column]);
        if (isBlank(text) || isDitto(text)) continue;
        if (NEWER.test(text.normalize('NFKC'))) newerCells += 1;
        else if (axis === 'confidentiality' && /3$/.test(text.normalize('NFKC'))) olderCells += 1;
        counts.set(text, (counts.get(text) ?? 0) + 1);
      }
    }
  }
  // One 3B in a book of plain 3 is the slip, not the book.
  newer ||= newerCells > 0 && newerCells * 2 >= olderCells;
  const isNewer = (scheme: Scheme) =>
    AXES.some((axis) => scheme.axes[axis].levels.some((level) => NEWER.test(level.name)));
  const place = (scheme: Scheme) =>
    scheme.id === current ? -1 : SCHEMES.findIndex((preset) => preset.id === scheme.id);
  const all = [...state.schemes.values()].sort((a, b) => place(a) - place(b)).filter((one) => !newer || isNewer(one));
  // What no scheme reads says nothing about the scheme.
  const readable = words.map(({ axis, counts }) => ({
    axis,
    counts: [...counts].filter(([word]) => all.some((scheme) => parseLevel(scheme, axis, word) !== null)),
  }));
  let best = { id: current, cells: 0 };
  for (const scheme of all) {
    let cells = 0;
    let fits = true;
    for (const { axis, counts } of readable) {
      let [read, of] = [0, 0];
      for (const [word, count] of counts) {
        of += count;
        if (parseLevel(scheme, axis, word)) read += count;
      }
      cells += read;
      fits &&= of - read <= (of < LONG ? 0 : Math.max(1, of * SLIPS));
    }
    if (fits && cells > 0) return scheme.id;
    if (cells > best.cells) best = { id: scheme.id, cells };
  }
  return best.id;
}
