import { z } from 'zod';
import { assetFilterSchema } from './asset.ts';
import type { Output } from './job.ts';

export const ledgerRequestSchema = z.object({
  filter: assetFilterSchema,
  /** 基準日, ISO; default today. */
  asOf: z.string().max(10).optional(),
  title: z.string().max(100).optional(),
});

export interface LedgerPreview {
  readonly rows: number;
  readonly columns: number;
  readonly byKind: readonly { readonly label: string; readonly rows: number; readonly columns: number }[];
  /** The filter in words, e.g. 「機器、機密性3B、検索「計量」」; 'すべて' when there is none. */
  readonly filterWords: string;
  readonly fileName: string;
}

export interface LedgerResult extends Output {
  readonly rows: number;
  readonly byKind: readonly { readonly label: string; readonly rows: number }[];
  readonly filterWords: string;
}
