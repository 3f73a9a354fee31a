import { z } from 'zod';
import { assetFilterSchema } from './asset.ts';
import type { Output } from './job.ts';

export const ledgerRequestSchema = z.object({
  filter: assetFilterSchema,
  /** 基準日, ISO; default today. A past day: the ledger as it stood when that day ended, rebuilt from the history. */
  asOf: z.string().max(10).optional(),
  title: z.string().max(100).optional(),
});

/** Between the ends of two days, ISO; `to` is today where it is left out. */
export const differenceRequestSchema = z.object({
  from: z.string().max(10),
  to: z.string().max(10).optional(),
  title: z.string().max(100).optional(),
});

export interface DifferenceResult extends Output {
  readonly added: number;
  readonly removed: number;
  /** Fields of assets that stood on both days. */
  readonly changed: number;
}

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
