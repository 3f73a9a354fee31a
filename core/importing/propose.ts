import { COMMON_FIELDS, KIND_DEFINITIONS, KIND_ORDER, type Kind, kindOfLabel } from '../../contract/catalogue/index.ts';
import { type ImportPlan, meaningOf, proposeColumns, type SheetOutline } from '../../contract/importing.ts';
import { foldForSearch, foldHeading } from '../../contract/japanese/fold.ts';
import { AXES, parseLevel, type Scheme } from '../../contract/scheme.ts';
import type { ReadBook, SheetData, SheetRow } from '../excel/read/index.ts';
import { SCHEMES } from '../presets/schemes.ts';
import type { RegisterState } from '../register/state.ts';
import { dataRows, findHeaderRow, headingsOf, isBlank, textOf } from './sheet.ts';

/** What the app understands of a book; the person confirms or corrects it. */

export type SheetPlan = ImportPlan['sheets'][number];

/** Rows and columns of the picture of a sheet: the header row is among the first 30, and some rows below it. */
const PICTURE_ROWS = 35;
const PICTURE_COLUMNS = 256;
const PICTURE_TEXT = 200;

/** Sheets of examples and lists are written like a ledger but hold no assets. */
const NO_LEDGER = /記入例|記載例|見本|サンプル|凡例|集計$|^(?:選択)?リスト$|^マスター?$/;

/** @param kind of the ledger where the person has said it; rows with a 資産区分 of their own keep theirs */
export function proposePlan(book: ReadBook, fileName: string, kind: Kind | null, state: RegisterState): ImportPlan {
  const sheets = book.sheets.map((sheet) => proposeSheet(sheet, fileName, kind));
  return { sheets, schemeId: detectScheme(book, sheets, state) };
}

export function outlineOf(sheet: SheetData, plan: SheetPlan): SheetOutline {
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    head: sheet.rows.slice(0, PICTURE_ROWS).map(({ row, cells }) => ({
      row,
      cells: cells.slice(0, PICTURE_COLUMNS).map((cell) => textOf(cell).slice(0, PICTURE_TEXT)),
    })),
    headings: headingsOf(sheet, plan.headerRow),
    rowCount: dataRows(sheet, plan.headerRow).length,
  };
}

function proposeSheet(sheet: SheetData, fileName: string, kind: Kind | null): SheetPlan {
  const headerRow = findHeaderRow(sheet);
  if (headerRow === null) {
    const row = sheet.rows[0]?.row ?? 1;
    return { name: sheet.name, use: false, headerRow: row, kind, columns: headingsOf(sheet, row).map(() => null) };
  }
  const headings = headingsOf(sheet, headerRow);
  const rows = dataRows(sheet, headerRow);
  const kindColumn = findKindColumn(headings, rows);
  const kinds = kindColumn === -1 ? [] : kindsIn(rows, kindColumn);
  const own = kind ?? (kindColumn === -1 ? guessKind(headings, sheet.name, fileName) : null);
  const columns = proposeColumns(headings, own ? [own, ...kinds] : kinds);
  return {
    name: sheet.name,
    // A book of events (貸与記録) has some of the headings, but no names of things.
    use:
      !sheet.hidden &&
      rows.length > 0 &&
      columns.some((id) => id === 'name' || id === 'model') &&
      !NO_LEDGER.test(sheet.name),
    headerRow,
    kind: own,
    // 区分 is a heading of many things (新規・更新 …): it is the kind only where its words are kinds.
    columns: columns.map((id, i) => (id === 'kind' && i !== kindColumn ? null : i === kindColumn ? 'kind' : id)),
  };
}

/** The column whose heading and words are kinds of assets; -1 when there is none. */
function findKindColumn(headings: readonly string[], rows: readonly SheetRow[]): number {
  return headings.findIndex((heading, i) => {
    if (heading === '' || meaningOf('information', heading) !== 'kind') return false;
    const words = rows.map((row) => textOf(row.cells[i])).filter((text) => !isBlank(text));
    return words.length > 0 && words.filter((word) => kindOfLabel(word)).length * 2 >= words.length;
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

const COMMON_IDS = new Set(COMMON_FIELDS.map((field) => field.id));
const COMMON_WORDS = new Set(
  COMMON_FIELDS.flatMap((field) => [field.label, ...(field.synonyms ?? [])]).map(foldHeading),
);

/**
 * The kind whose own headings occur most, and whose words stand in the names of sheet and file. Only a proposal, shown
 * for confirmation. Null when nothing points anywhere.
 */
function guessKind(headings: readonly string[], sheetName: string, fileName: string): Kind | null {
  let best: { kind: Kind; score: number } | null = null;
  for (const kind of KIND_ORDER) {
    const own = headings.filter((heading) => {
      const id = heading === '' ? null : meaningOf(kind, heading);
      return id !== null && (!COMMON_IDS.has(id) || !COMMON_WORDS.has(foldHeading(heading)));
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
    const score = own * 2 + inName(sheetName, 1) + inName(fileName, 1);
    if (score > (best?.score ?? 0)) best = { kind, score };
  }
  return best?.kind ?? null;
}

/** 3A, 3B, 3C or 自治体…: words of the newer classification only (domain.md §2.1). */
const NEWER = /自治体|3\s*[abc]/i;

/**
 * The scheme in which the ledger writes its levels: the one that reads most of its 機密性, the axis in which the schemes
 * differ. Once a word of the newer classification is met on any axis, only a scheme that knows such words comes into
 * question, so that a plain 3 in it is never taken for the former 機密性3. In a draw the register's current scheme
 * comes first, then the order of the presets.
 */
function detectScheme(book: ReadBook, plans: readonly SheetPlan[], state: RegisterState): string {
  const current = state.settings.schemeId;
  const words = new Map<string, number>();
  let newer = false;
  for (const plan of plans) {
    const sheet = plan.use ? book.sheets.find((one) => one.name === plan.name) : undefined;
    if (!sheet) continue;
    const headings = headingsOf(sheet, plan.headerRow);
    const rows = dataRows(sheet, plan.headerRow);
    for (const axis of AXES) {
      const column = plan.columns.indexOf(axis);
      if (column === -1) continue;
      newer ||= headings[column]!.includes('自治体');
      for (const row of rows) {
        const text = textOf(row.cells[column]);
        if (isBlank(text)) continue;
        newer ||= NEWER.test(text.normalize('NFKC'));
        if (axis === 'confidentiality') words.set(text, (words.get(text) ?? 0) + 1);
      }
    }
  }
  const isNewer = (scheme: Scheme) =>
    AXES.some((axis) => scheme.axes[axis].levels.some((level) => NEWER.test(level.name)));
  const place = (scheme: Scheme) =>
    scheme.id === current ? -1 : SCHEMES.findIndex((preset) => preset.id === scheme.id);
  const all = [...state.schemes.values()].sort((a, b) => place(a) - place(b));
  let best = { id: current, cells: 0 };
  for (const scheme of newer ? all.filter(isNewer) : all) {
    let cells = 0;
    for (const [word, count] of words) if (parseLevel(scheme, 'confidentiality', word)) cells += count;
    if (cells > best.cells) best = { id: scheme.id, cells };
  }
  return best.id;
}
