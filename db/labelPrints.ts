import { prepared } from './statements.ts';
import type { ReadableDb } from './types.ts';

/** A row of `label_print`: one label of one asset or place, with what stood on it. Append-only (R8). */
export interface LabelPrintRow {
  readonly id: number;
  readonly target: 'asset' | 'place' | 'erased';
  readonly asset_id: number | null;
  readonly place_id: string | null;
  readonly output_id: string;
  readonly sheet_id: string;
  readonly template_id: string;
  readonly template_revision: number;
  readonly copies: number;
  readonly version: number;
  readonly at: string;
  readonly who: string;
  /** JSON; core/label/facts.ts reads it. */
  readonly content: string;
}

export type LastPrint = Pick<LabelPrintRow, 'target' | 'at' | 'sheet_id' | 'template_id' | 'content'> & {
  readonly asset_id: number;
};

/** The last label of each asset that is not in the bin. */
export function lastPrints(db: ReadableDb): LastPrint[] {
  // SQLite takes the bare columns from the row of the maximum.
  return prepared(
    db,
    `select p.asset_id, p.target, p.at, p.sheet_id, p.template_id, p.content, max(p.version)
     from label_print p join asset a on a.id = p.asset_id where a.binned = 0 group by p.asset_id`,
  ).all() as LastPrint[];
}

/** Every label that was printed of this asset, newest first. */
export function printsOfAsset(db: ReadableDb, assetId: number): LabelPrintRow[] {
  return prepared(db, 'select * from label_print where asset_id = ? order by id desc').all(
    assetId,
  ) as LabelPrintRow[];
}
