import { z } from 'zod';
import { KINDS } from './catalogue/field.ts';

/**
 * What a label says and how (domain.md §9.1, L1 to L7), as data: rows from top to bottom, each with one to three parts
 * side by side, and a QR code at a side. Sizes are wishes: texts shrink to `minSize` or wrap, whichever leaves the larger
 * letters, then are cut with a warning (a class is never cut); rows that a label has no room for are left out from the
 * lowest `keep` up.
 */

/** Everything a label can carry. `word` is what a clerk calls it; `of` says for which targets it has a value. */
export const LABEL_PARTS = {
  unionName: { word: '組合名', of: ['asset', 'place', 'erased'] },
  number: { word: '資産番号', of: ['asset', 'erased'] },
  name: { word: '名称', of: ['asset', 'place', 'erased'] },
  group: { word: '所管', of: ['asset'] },
  responsiblePost: { word: '管理責任者', of: ['asset'] },
  place: { word: '保管・設置場所', of: ['asset'] },
  class: { word: '分類の記号', of: ['asset', 'place'] },
  classFull: { word: '分類の正式な表示', of: ['asset', 'place'] },
  marks: { word: '取扱制限', of: ['asset', 'place'] },
  duties: { word: '分類による取扱制限', of: ['asset', 'place'] },
  carryOut: { word: '持出しの決まり', of: ['asset'] },
  acquiredYear: { word: '取得年度', of: ['asset'] },
  assetTag: { word: '備品番号', of: ['asset'] },
  serialNumber: { word: '製造番号', of: ['asset', 'erased'] },
  mediumNumber: { word: '媒体番号', of: ['asset', 'erased'] },
  retention: { word: '保存期間', of: ['asset'] },
  retentionUntil: { word: '保存期間満了日', of: ['asset'] },
  systemManagerPost: { word: '情報システム管理者', of: ['asset'] },
  vendorContact: { word: '緊急連絡先', of: ['asset'] },
  keyHolder: { word: '鍵管理者', of: ['asset', 'place'] },
  assets: { word: '中の資産の数', of: ['place'] },
  erasedOn: { word: '消去した日', of: ['erased'] },
  erasedMethod: { word: '消去の方法', of: ['erased'] },
  erasedPerson: { word: '消去の担当', of: ['erased'] },
  printedOn: { word: '発行日', of: ['asset', 'place', 'erased'] },
  text: { word: '決まった文字', of: ['asset', 'place', 'erased'] },
} as const satisfies Record<string, { word: string; of: readonly ('asset' | 'place' | 'erased')[] }>;
export type LabelPart = keyof typeof LABEL_PARTS;
export const LABEL_PART_IDS = Object.keys(LABEL_PARTS) as [LabelPart, ...LabelPart[]];

const cellSchema = z.strictObject({
  part: z.enum(LABEL_PART_IDS),
  /** Part `text`: the words, e.g. the union's own mark. */
  text: z.string().max(60).optional(),
  /** Printed small before the value, e.g. 所管: */
  caption: z.string().max(20).optional(),
  /** In a frame, on one line. */
  framed: z.boolean().optional(),
  bold: z.boolean().optional(),
  /** Letters in points, as wished and at least. */
  size: z.number().min(5).max(72),
  minSize: z.number().min(5).max(72),
  /** Lines it may wrap to. */
  lines: z.number().int().min(1).max(6),
  align: z.enum(['left', 'centre', 'right']),
});
export type LabelCell = z.infer<typeof cellSchema>;

const rowSchema = z.strictObject({
  cells: z.array(cellSchema).min(1).max(3),
  /** What is kept longest where there is no room: 1 goes first, 9 last. */
  keep: z.number().int().min(1).max(9),
});
export type LabelRow = z.infer<typeof rowSchema>;

export const labelTemplateSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1, '名前を入れてください。').max(60),
  target: z.enum(['asset', 'place', 'erased']),
  /** Kinds it is proposed for; empty: all. */
  kinds: z.array(z.enum(KINDS)),
  /** Labels it is made for, in mm, both ends included. */
  size: z.strictObject({
    minWidth: z.number().min(1).max(1500),
    maxWidth: z.number().min(1).max(1500),
    minHeight: z.number().min(1).max(1500),
    maxHeight: z.number().min(1).max(1500),
  }),
  /** How the class is written; `setting`: as the union chose for all labels. */
  notation: z.enum(['setting', 'neutral', 'short', 'full']),
  qr: z.strictObject({
    place: z.enum(['none', 'left', 'right', 'top']),
    /** Wished side of the code without its quiet zone, in mm; smaller labels get less, down to what 200 dpi can print. */
    size: z.number().min(5).max(60),
  }),
  rows: z.array(rowSchema).min(1).max(16),
});
export type LabelTemplate = z.infer<typeof labelTemplateSchema>;

/** Whether a template is made for a label of this size (mm). */
export function fitsSize(template: Pick<LabelTemplate, 'size'>, width: number, height: number): boolean {
  const { minWidth, maxWidth, minHeight, maxHeight } = template.size;
  return width >= minWidth && width <= maxWidth && height >= minHeight && height <= maxHeight;
}
