import type { LabelSheet } from '../../contract/labelSheet.ts';
import { LABEL_TEMPLATES } from '../presets/labelTemplates.ts';
import type { BoxPart } from './boxes.ts';
import { partWord } from './cells.ts';
import { layoutLabel } from './layout.ts';
import { specimen } from './specimen.ts';
import { templateFor } from './templates.ts';

/** What a label of a device should say; a sheet that is too small for some of it says so. */
const WANTED: readonly BoxPart[] = ['unionName', 'number', 'name', 'group', 'class', 'marks', 'qr'];
/** A smaller code is read at 200 dpi too, but not by every reader from every distance (domain.md §9.2). */
const GOOD_CODE = 15;

/** What a sheet's size leaves out or makes smaller, in Japanese, for the clerk who chooses a sheet; often empty. */
export function sheetNotes(sheet: LabelSheet): string[] {
  const template = templateFor(LABEL_TEMPLATES, 'asset', 'hardware', sheet);
  const { boxes } = layoutLabel(sheet, template, specimen('asset', 'usual'), { notation: 'neutral' });
  const printed = new Set<BoxPart>(boxes.map((box) => box.part));
  const missing = WANTED.filter((part) => !printed.has(part));
  const notes: string[] = [];
  if (missing.length > 0) notes.push(`この大きさのラベルには、${missing.map(partWord).join('・')}は入りません。`);
  const qr = boxes.find((box) => box.kind === 'qr');
  if (qr && qr.w < GOOD_CODE - 1e-6)
    notes.push(
      `QRコードは${(Math.floor(qr.w * 10 + 1e-6) / 10).toFixed(1)}mm角になります（${GOOD_CODE}mm以上をお勧めします）。`,
    );
  return notes;
}
