/** Looks of the book. Every object is made once: exceljs recognises a style it has seen by its identity. */
import type { Borders, Fill, Font, Style } from 'exceljs';
import { ERA_FORMATS } from './dates.ts';

type Look = Partial<Style>;

/** Comes with Windows 10 and later; has the glyphs of 髙, 﨑 and 𠮷. A PC without it shows its own Japanese font. */
const FONT: Partial<Font> = { name: 'BIZ UDゴシック', size: 10, family: 3, charset: 128 };
const LINE = { style: 'thin', color: { argb: 'FF595959' } } as const;
const BOX: Partial<Borders> = { top: LINE, left: LINE, bottom: LINE, right: LINE };
/** Light enough that black letters stay readable on a monochrome laser. */
const GREY: Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFD9D9D9' } };
const TEXT = '@';

const font = (more: Partial<Font>): Partial<Font> => ({ ...FONT, ...more });

export const header: Look = {
  font: font({ bold: true }),
  fill: GREY,
  border: BOX,
  alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
};

/** Cells of a ledger column. `wrap` is for the printed columns: a wrapped long note elsewhere would blow up its row. */
export interface ColumnLook {
  readonly text: Look;
  readonly integer: Look;
  /** One per ERA_FORMATS. */
  readonly dates: readonly Look[];
}

function columnLook(wrap: boolean): ColumnLook {
  const base: Look = { font: FONT, border: BOX, alignment: { vertical: 'top', wrapText: wrap } };
  const left: Look = { ...base, alignment: { vertical: 'top', horizontal: 'left', wrapText: wrap } };
  return {
    text: { ...left, numFmt: TEXT },
    integer: { ...base, numFmt: '0' },
    dates: ERA_FORMATS.map((numFmt) => ({ ...left, numFmt })),
  };
}

export const printed: ColumnLook = columnLook(true);
export const unprinted: ColumnLook = columnLook(false);

/** Format of a whole column below the data, so that what somebody types there is kept as text or shown with its era. */
export const emptyText: Look = { font: FONT, numFmt: TEXT, alignment: { vertical: 'top' } };
export const emptyDate: Look = {
  font: FONT,
  numFmt: ERA_FORMATS[0]!,
  alignment: { vertical: 'top', horizontal: 'left' },
};
export const emptyInteger: Look = { font: FONT, numFmt: '0', alignment: { vertical: 'top' } };

export const tableText: Look = {
  ...printed.text,
  alignment: { vertical: 'middle', horizontal: 'left', wrapText: true },
};
export const tableNumber: Look = { font: FONT, border: BOX, numFmt: '#,##0', alignment: { vertical: 'middle' } };
export const caption: Look = { font: font({ bold: true, size: 11 }), numFmt: TEXT, alignment: { vertical: 'middle' } };
export const plain: Look = { font: FONT, numFmt: TEXT, alignment: { vertical: 'top', wrapText: true } };

export const coverUnion: Look = {
  font: font({ size: 12 }),
  numFmt: TEXT,
  alignment: { vertical: 'top', wrapText: true },
};
export const coverTitle: Look = {
  font: font({ size: 22, bold: true }),
  numFmt: TEXT,
  alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
};
export const coverDate: Look = {
  font: font({ size: 12 }),
  numFmt: TEXT,
  alignment: { vertical: 'middle', horizontal: 'center' },
};
export const formTitle: Look = {
  font: font({ size: 18, bold: true }),
  numFmt: TEXT,
  alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
};
/** Letters of one width: the number is read out and typed. */
export const proofNumber: Look = {
  font: font({ size: 16, bold: true }),
  border: BOX,
  numFmt: TEXT,
  alignment: { vertical: 'middle', horizontal: 'center' },
};
export const codeDark: Look = { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF000000' } } };
export const sealTitle: Look = {
  font: font({ size: 9 }),
  border: BOX,
  numFmt: TEXT,
  alignment: { vertical: 'middle', horizontal: 'center', shrinkToFit: true },
};
export const sealBox: Look = { border: BOX };
