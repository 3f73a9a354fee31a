import type { LineClass, PictureLine, SheetPicture } from '../../contract/importPicture.ts';
import type { SheetData, SheetRow } from '../excel/read/index.ts';
import type { SheetPlan } from './plan.ts';
import { textOf } from './sheet.ts';
import { isStruck } from './understand/extras.ts';
import type { RowClass } from './understand/rowClasses.ts';
import { openTable } from './understand/table.ts';
import { shapeOf, viewOf } from './understand/view.ts';
import { plain } from './understand/words.ts';

/** Every line of a sheet with what it was understood as: the whole sheet, the parts outside of the table too. */

/** Longer texts are cut: this is a picture, not the data. */
const CELL_TEXT = 200;
/** A person does not step through more. */
const STOPS = 2000;
/** Cells of a line; a hostile sheet has 16,384. */
const CELLS = 256;

/** A line without its texts. */
type Line = Omit<PictureLine, 'cells'> & { readonly source: SheetRow | null };

/** A sheet as a plan has it, ready to be shown piece by piece. */
export interface Picture extends Omit<SheetPicture, 'from' | 'lines'> {
  readonly all: readonly Line[];
}

const STRUCK = '行に取消線が引かれています。廃棄や削除をしたものでないか確かめてください。';
const HIDDEN = '隠してある行です。資産として取り込みます。';

export function openPicture(sheet: SheetData, plan: SheetPlan): Picture {
  const whole = viewOf(sheet, shapeOf(plan));
  const table = openTable(sheet, plan);
  const classed = new Map(table.rows.map((one) => [one.row.row, one]));
  const above = new Map(table.above.map(({ row, as }) => [row, as]));
  const first = plan.headerRow + (plan.headerRows ?? 1);
  const lines: Line[] = [];
  let last = 0;
  for (const source of whole.rows) {
    const { row } = source;
    const texts = source.cells.map(textOf).filter((text) => text !== '');
    if (texts.length === 0) continue;
    if (row > last + 1) lines.push(gap(last + 1, row - 1));
    last = row;
    const one = classed.get(row);
    const struck = one !== undefined && isStruck(source);
    const hidden = source.hidden === true;
    const [as, reason] = one
      ? ([CLASS[one.as], one.reason] as const)
      : row < first
        ? aboveTable(above.get(row), texts)
        : (['outside', 'この表の外の行です。'] as const);
    const isOne = isAssetLine(as);
    lines.push({
      row,
      rowEnd: row,
      as,
      reason: [reason, isOne && struck ? STRUCK : '', isOne && hidden ? HIDDEN : ''].join(''),
      struck,
      hidden,
      said: plan.rows?.[row] !== undefined && one !== undefined,
      source,
    });
  }
  const counts = new Map<LineClass, number>();
  for (const { as, row, rowEnd } of lines) counts.set(as, (counts.get(as) ?? 0) + rowEnd - row + 1);
  const assets = lines.filter(({ as }) => isAssetLine(as));
  const stops = [...lines.entries()]
    .filter(
      ([, line]) => line.row >= first && line.as !== 'blank' && (line.as !== 'asset' || line.struck || line.hidden),
    )
    .map(([index]) => index);
  return {
    turned: whole.turned,
    headings: table.headings.slice(0, CELLS),
    width: Math.min(CELLS, Math.max(0, ...whole.rows.map(({ cells }) => cells.length))),
    hiddenColumns: whole.straight ? (sheet.hiddenColumns ?? []) : [],
    total: lines.length,
    assets: assets.length,
    odd: assets.filter(({ struck, hidden }) => struck || hidden).length,
    others: [...counts].filter(([as]) => !isAssetLine(as)).map(([as, rows]) => ({ as, rows })),
    stops: stops.slice(0, STOPS),
    all: lines,
  };
}

/** A piece of a picture. */
export function pieceOf({ all, ...picture }: Picture, from: number, count: number): SheetPicture {
  return {
    ...picture,
    from,
    lines: all
      .slice(from, from + count)
      .map(({ source, ...line }) => ({ ...line, cells: source ? cellsOf(source) : [] })),
  };
}

const CLASS: Record<RowClass, LineClass> = {
  asset: 'asset',
  nameless: 'nameless',
  bare: 'bare',
  heading: 'repeated',
  group: 'group',
  total: 'total',
  note: 'note',
  legend: 'legend',
  example: 'example',
  blank: 'blank',
  skipped: 'skipped',
  continued: 'continued',
};

const isAssetLine = (as: LineClass): boolean => as === 'asset' || as === 'nameless' || as === 'bare';

/** Words of a 決裁欄: posts that stamp, and what the boxes are for. */
const APPROVAL =
  /^(?:起案|決裁|決定|供覧|合議|回覧|承認|検印|確認者?|作成者?|受付|施行|管理者|副管理者|組合長|事務局長|局長|次長|参事|課長|課長補佐|係長|主幹|主査|主任|グループ長|リーダー|担当者?|担当)(?:印|欄)?$/;

function aboveTable(as: 'title' | 'heading' | undefined, texts: readonly string[]): readonly [LineClass, string] {
  if (as === 'heading') return ['heading', '表の見出しです。'];
  const stamps = texts.filter((text) => APPROVAL.test(plain(text).replace(/\s/g, ''))).length;
  if (stamps >= 2 && stamps * 2 >= texts.length) return ['approval', '決裁欄です。'];
  return ['title', '表の上の題名や前書きです。'];
}

function gap(row: number, rowEnd: number): Line {
  return { row, rowEnd, as: 'blank', reason: '空の行です。', struck: false, hidden: false, said: false, source: null };
}

function cellsOf({ cells }: SheetRow): string[] {
  const width = cells.findLastIndex((cell) => textOf(cell) !== '') + 1;
  return cells.slice(0, Math.min(width, CELLS)).map((cell) => textOf(cell).slice(0, CELL_TEXT));
}
