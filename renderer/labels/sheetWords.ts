import type { LabelPrinter, LabelSheetInfo } from '../../contract/label.ts';
import type { ComboOption } from '../ui/Combobox.tsx';

export const SHEET_GROUPS = ['用紙', 'ラベルプリンター', '組合の用紙'] as const;

export function groupOf(sheet: LabelSheetInfo): (typeof SHEET_GROUPS)[number] {
  if (!sheet.preset) return '組合の用紙';
  return sheet.medium === 'roll' ? 'ラベルプリンター' : '用紙';
}

/** Sheets as a choice, under their groups; found by name, maker and the numbers on the packet. */
export function sheetOptions(sheets: readonly LabelSheetInfo[]): readonly ComboOption[] {
  return SHEET_GROUPS.flatMap((group) =>
    sheets
      .filter((sheet) => groupOf(sheet) === group)
      .map((sheet) => ({
        value: sheet.id,
        label: sheet.name,
        hint: [sheet.maker, sheet.models.join('・')].filter(Boolean).join(' '),
        keys: [sheet.id, sheet.title, sheet.maker, ...sheet.models],
        group,
      })),
  );
}

/** 「48.3×25.4mm、4列×11段、A4」 */
export function sizeWords(sheet: LabelSheetInfo): string {
  const label = `${mm(sheet.labelWidth)}×${mm(sheet.labelHeight)}mm`;
  if (sheet.medium === 'roll') return `${label}、1枚ずつ`;
  return `${label}、${sheet.columns}列×${sheet.rows}段、用紙${mm(sheet.paperWidth)}×${mm(sheet.paperHeight)}mm`;
}

/** A length with at most two decimals: 48.3 */
export function mm(length: number): string {
  return String(Math.round(length * 100) / 100);
}

/** The correction of a printer: 「右へ0.8mm、下へ1.2mm、横100.5%」 */
export function correctionWords(printer: Pick<LabelPrinter, 'offsetX' | 'offsetY' | 'scaleX' | 'scaleY'>): string {
  const { offsetX, offsetY, scaleX, scaleY } = printer;
  const percent = (scale: number) => `${mm(scale * 100)}%`;
  const parts = [
    Math.abs(offsetX) >= 0.005 && `${offsetX > 0 ? '右' : '左'}へ${mm(Math.abs(offsetX))}mm`,
    Math.abs(offsetY) >= 0.005 && `${offsetY > 0 ? '下' : '上'}へ${mm(Math.abs(offsetY))}mm`,
    Math.abs(scaleX - 1) >= 0.0001 && `横を${percent(scaleX)}`,
    Math.abs(scaleY - 1) >= 0.0001 && `縦を${percent(scaleY)}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('、') : '補正なし';
}

/** 「複合機・手差し」 */
export function printerName(printer: Pick<LabelPrinter, 'name' | 'tray'>): string {
  return [printer.name, printer.tray].filter(Boolean).join('・');
}
