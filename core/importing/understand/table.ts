import { type Kind, kindOfLabel } from '../../../contract/catalogue/index.ts';
import { HEADING_PARTS } from '../../../contract/importing.ts';
import { foldHeading } from '../../../contract/japanese/fold.ts';
import type { SheetData, SheetRow } from '../../excel/read/index.ts';

import type { SheetPlan } from '../plan.ts';
import { isBlank, textOf } from '../sheet.ts';
import { combine } from './headings.ts';
import { Dittos, spreadMerges } from './resolve.ts';
import { type ClassedRow, classRows } from './rowClasses.ts';
import { type View, viewOf } from './view.ts';
import { undecorated } from './words.ts';

/** A table of a sheet as its plan has it: headings, and rows of which each is classed. */
export interface Table {
  readonly view: View;
  /** Of each column of the sheet, from column 1; '' outside the table. */
  readonly headings: readonly string[];
  /** Filled rows below the headings, with merges and ditto marks resolved in asset rows. */
  readonly rows: readonly TableRow[];
  /** Filled rows above and in the headings. */
  readonly above: readonly { readonly row: number; readonly as: 'title' | 'heading' }[];
}

export interface TableRow extends ClassedRow {
  /** Rows below that go on with this asset. */
  readonly more?: readonly SheetRow[];
  /** The heading between the rows under which the row stands, without its signs; '' for none. */
  readonly under: string;
}

export const isAsset = (row: ClassedRow): boolean => row.as === 'asset' || row.as === 'nameless' || row.as === 'bare';

/** Headings of the plan's table. */
export function headingsOfPlan(view: View, plan: Pick<SheetPlan, 'headerRow' | 'headerRows'>): string[] {
  return combine(view, plan.headerRow, plan.headerRows ?? 1);
}

/** A title stands so near to the headings. */
const TITLE_ROWS = 6;

const OWN: readonly string[] = [
  'number',
  'serialNumber',
  'assetTag',
  'formerNumber',
  'mediumNumber',
  'computerName',
  'macAddress',
];

const isFilled = (row: SheetRow) => row.cells.some((cell) => textOf(cell) !== '');

/** Rows of `openTable`, without reading them. */
export function rowCountOf(sheet: SheetData, plan: SheetPlan): number {
  const first = plan.headerRow + (plan.headerRows ?? 1);
  return viewOf(sheet, plan).rows.filter((row) => row.row >= first && isFilled(row)).length;
}

export function openTable(sheet: SheetData, plan: SheetPlan): Table {
  const view = viewOf(sheet, plan);
  const { headerRow, headerRows = 1, columns } = plan;
  const headings = headingsOfPlan(view, plan);
  const first = headerRow + headerRows;
  const filled = view.rows.filter(isFilled);
  const below = spreadMerges(
    filled.filter((row) => row.row >= first),
    view.merges.filter((merge) => merge.top >= first),
  );
  const column = (...ids: string[]) => ids.map((id) => columns.indexOf(id)).find((i) => i !== -1) ?? null;
  const classed = classRows(below, {
    headings,
    headingTexts: new Set(
      headings
        .flatMap((one) => one.split(HEADING_PARTS))
        .map(foldHeading)
        .filter((one) => one !== ''),
    ),
    nameColumn: column('name', 'model', 'productName'),
    numberColumn: column('number', 'assetTag'),
    merges: view.merges,
    titles: new Set(
      filled
        .filter((row) => row.row < headerRow)
        // Above a second table stands the first one, with headings between its rows.
        .slice(-TITLE_ROWS)
        .flatMap(({ cells }) => cells.map((cell) => foldHeading(textOf(cell))))
        .filter((text) => text.length > 3),
    ),
    said: plan.rows ?? {},
  });
  const own = new Set([...columns.entries()].filter(([, id]) => id !== null && OWN.includes(id)).map(([i]) => i));
  const dittos = new Dittos(own, plan.fillDown);
  let under = '';
  return {
    view,
    headings,
    rows: classed.map((one, i) => {
      // Digits alone name nothing.
      if (one.as === 'group' && /\p{L}/u.test(headingText(one.row))) under = headingText(one.row);
      if (!isAsset(one)) return { ...one, under: '' };
      let last = i + 1;
      while (classed[last]?.as === 'continued') last += 1;
      const more = classed.slice(i + 1, last).map(({ row }) => row);
      return { ...one, row: dittos.resolve(one.row), under, ...(more.length > 0 && { more }) };
    }),
    above: filled
      .filter((row) => row.row < first)
      .map(({ row }) => ({ row, as: row < headerRow ? 'title' : 'heading' })),
  };
}

function headingText(row: SheetRow): string {
  return undecorated(row.cells.map(textOf).find((text) => !isBlank(text)) ?? '');
}

/** The kind that a heading between the rows names: ＜ネットワーク回線＞. */
export function kindOfHeading(under: string): Kind | null {
  return under === '' ? null : kindOfLabel(under);
}
