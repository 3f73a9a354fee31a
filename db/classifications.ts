import { prepared } from './statements.ts';
import type { WritableDb } from './types.ts';

export interface ClassificationRecord {
  readonly asset_id: number;
  readonly change_id: number;
  readonly scheme_id: string;
  readonly confidentiality: string | null;
  readonly integrity: string | null;
  readonly availability: string | null;
  readonly reason: string | null;
}

/** Adds the classification an asset has from now on; earlier ones stay (append only). */
export function insertClassification(db: WritableDb, row: ClassificationRecord): void {
  prepared(
    db,
    `insert into classification (asset_id, change_id, scheme_id, confidentiality, integrity, availability, reason)
     values (@asset_id, @change_id, @scheme_id, @confidentiality, @integrity, @availability, @reason)`,
  ).run(row);
}
