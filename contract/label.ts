import { z } from 'zod';
import { assetFilterSchema } from './asset.ts';
import type { Output } from './job.ts';

export const labelRequestSchema = z.object({
  filter: assetFilterSchema,
  sheetId: z.string().max(64),
  /** First cell to print on, 1-based, row by row: a partly used sheet. */
  start: z.number().int().min(1).max(1000).default(1),
});

export interface LabelSheetInfo {
  readonly id: string;
  /** HISAGO ELM022（44面） = A-ONE 28388 */
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  /** mm */
  readonly labelWidth: number;
  readonly labelHeight: number;
  readonly x0: number;
  readonly y0: number;
  readonly dx: number;
  readonly dy: number;
  readonly paperWidth: number;
  readonly paperHeight: number;
  /** Cautions in Japanese: what a small label leaves out, how large its QR code is. */
  readonly notes: readonly string[];
}

export interface LabelWarning {
  readonly number: string;
  readonly message: string;
}

export interface LabelPreview {
  readonly labels: number;
  readonly pageCount: number;
  /** SVG of the first pages (at most 3), in mm; the same drawing that is printed. */
  readonly pages: readonly string[];
  readonly warnings: readonly LabelWarning[];
}

export interface LabelResult extends Output {
  readonly labels: number;
  readonly pages: number;
  readonly warnings: readonly LabelWarning[];
}
