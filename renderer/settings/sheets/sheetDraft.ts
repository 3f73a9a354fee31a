import type { LabelSheetInfo } from '../../../contract/label.ts';
import type { LabelSheet } from '../../../contract/labelSheet.ts';

/** An id that no other sheet or template has; the union never sees it. */
export function newOwnId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `own-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** What a new sheet begins as: A4, two columns of six, as most are. */
export function blankSheet(): LabelSheet {
  return {
    id: newOwnId(),
    name: '',
    maker: '',
    models: [],
    medium: 'sheet',
    columns: 2,
    rows: 6,
    labelWidth: 84,
    labelHeight: 42,
    x0: 19,
    y0: 22.5,
    dx: 88,
    dy: 42,
    paperWidth: 210,
    paperHeight: 297,
  };
}

/** The sheet itself, without what the list says about it; strict schemas take nothing else. */
export function sheetOf(info: LabelSheet | LabelSheetInfo): LabelSheet {
  const { id, name, maker, models, medium, columns, rows, labelWidth, labelHeight, x0, y0, dx, dy } = info;
  const { paperWidth, paperHeight, round, unprintable, note } = info;
  return {
    id,
    name,
    maker,
    models: [...models],
    medium,
    columns,
    rows,
    labelWidth,
    labelHeight,
    x0,
    y0,
    dx,
    dy,
    paperWidth,
    paperHeight,
    ...(round ? { round } : {}),
    ...(unprintable ? { unprintable } : {}),
    ...(note ? { note } : {}),
  };
}

export function copyOf(sheet: LabelSheetInfo): LabelSheet {
  return { ...sheetOf(sheet), id: newOwnId(), name: `${sheet.name}の写し` };
}

/**
 * A change typed into one field, with what follows from it: on a roll the page is the label; a single column needs no
 * pitch, so it follows the width.
 */
export function changed(sheet: LabelSheet, part: Partial<LabelSheet>): LabelSheet {
  const next = { ...sheet, ...part };
  if (next.medium === 'roll') {
    const { labelWidth, labelHeight } = next;
    return {
      ...next,
      columns: 1,
      rows: 1,
      x0: 0,
      y0: 0,
      dx: labelWidth,
      dy: labelHeight,
      paperWidth: labelWidth,
      paperHeight: labelHeight,
    };
  }
  const { unprintable: _rollsOnly, ...flat } = next;
  return {
    ...flat,
    ...(next.columns === 1 ? { dx: next.labelWidth } : {}),
    ...(next.rows === 1 ? { dy: next.labelHeight } : {}),
    // A roll made into a sheet gets a paper to lie on.
    ...(sheet.medium === 'roll' ? { paperWidth: 210, paperHeight: 297 } : {}),
  };
}
