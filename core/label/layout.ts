import type { LabelSheet } from '../../contract/labelSheet.ts';
import type { LabelContent, LabelLayout, LabelPart } from './boxes.ts';
import { PART_NAMES, Plan } from './plan.ts';
import { stacked, tiny } from './small.ts';
import { standard } from './standard.ts';

export type { LabelContent } from './boxes.ts';

type Form = 'standard' | 'stacked' | 'tiny';

/** Which arrangement a label's size calls for. */
function formOf(sheet: LabelSheet): Form {
  const { labelWidth: w, labelHeight: h } = sheet;
  if (h >= 18 && w >= 36) return 'standard';
  return h >= 26 && w >= 24 ? 'stacked' : 'tiny';
}
/**
 * Places everything one label says. Pure: widths come from the font's metrics (text.ts), so preview, print and PDF get
 * the same boxes. No two boxes overlap and all stay inside the padding (tested over many contents).
 */
export function layoutLabel(sheet: LabelSheet, content: LabelContent): LabelLayout {
  let plan = new Plan(sheet, content);
  const form = formOf(sheet);
  if (form === 'standard') {
    standard(plan, 1);
    if (plan.warnings.length > 0) {
      // Closer lines before anything is lost.
      plan = new Plan(sheet, content);
      standard(plan, 0.4);
    }
  }
  if (form === 'stacked') stacked(plan);
  if (form === 'tiny') tiny(plan);
  return { padding: plan.pad, boxes: plan.boxes, warnings: plan.warnings };
}

/** What a sheet's size leaves out or makes smaller, in Japanese, for the clerk who chooses a sheet; often empty. */
export function sheetNotes(sheet: LabelSheet): string[] {
  const sample: LabelContent = {
    unionName: '見本組合',
    number: 'INF-2026-01-0001',
    name: '見本',
    group: '総務係',
    levels: [
      { axis: 'confidentiality', full: '自治体機密性3B', short: '機3B', neutral: 'C3B', weight: 'filled' },
      { axis: 'integrity', full: '自治体完全性2', short: '完2', neutral: 'I2', weight: 'outlined' },
      { axis: 'availability', full: '自治体可用性2', short: '可2', neutral: 'A2', weight: 'outlined' },
    ],
    marks: ['複製禁止'],
  };
  const { boxes } = layoutLabel(sheet, sample);
  const printed = new Set<LabelPart>(boxes.map((box) => box.part));
  const missing = (Object.keys(PART_NAMES) as LabelPart[]).filter((part) => !printed.has(part));
  const notes: string[] = [];
  if (missing.length > 0)
    notes.push(`この大きさのラベルには、${missing.map((part) => PART_NAMES[part]).join('・')}は入りません。`);
  const qr = boxes.find((box) => box.kind === 'qr');
  if (qr && qr.w < 15 - 1e-6)
    notes.push(`QRコードは${(Math.floor(qr.w * 10) / 10).toFixed(1)}mm角になります（15mm以上をお勧めします）。`);
  return notes;
}
