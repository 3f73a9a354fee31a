import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** A file that was given out: a ledger or a label PDF. */
export interface OutputRecord {
  readonly id: string;
  readonly kind: 'ledger' | 'label' | 'calibration' | 'handling' | 'move';
  readonly file_name: string;
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
  /** Filter in words, sheet … */
  readonly about: string;
  readonly at: string;
  readonly who: string;
}

export function insertOutput(db: WritableDb, output: OutputRecord): void {
  prepared(
    db,
    'insert into output (id, kind, file_name, path, bytes, "rows", about, at, who) values (@id, @kind, @file_name, @path, @bytes, @rows, @about, @at, @who)',
  ).run(output);
}

export function outputById(db: ReadableDb, id: string): OutputRecord | undefined {
  return prepared(db, 'select * from output where id = ?').get(id) as OutputRecord | undefined;
}

export function recentOutputs(db: ReadableDb, limit: number): OutputRecord[] {
  return prepared(db, 'select * from output order by rowid desc limit ?').all(limit) as OutputRecord[];
}

/** Records that a label of this asset was printed, with what stood on it (D14, R8). @returns the label's version, from 1 */
export function insertLabelPrint(
  db: WritableDb,
  assetId: number,
  outputId: string,
  sheetId: string,
  at: string,
  who: string,
  content: string,
): number {
  const version =
    (prepared(db, 'select coalesce(max(version), 0) from label_print where asset_id = ?')
      .pluck()
      .get(assetId) as number) + 1;
  prepared(
    db,
    `insert into label_print (target, asset_id, output_id, sheet_id, template_id, template_revision, copies, version, at, who, content)
     values ('asset', ?, ?, ?, 'L1', 0, 1, ?, ?, ?, ?)`,
  ).run(assetId, outputId, sheetId, version, at, who, content);
  return version;
}

/** Version and time of the last label of each asset. */
export function lastLabels(
  db: ReadableDb,
  assetIds?: readonly number[],
): { asset_id: number; version: number; at: string }[] {
  const where = assetIds ? 'where asset_id in (select value from json_each(?))' : '';
  const sql = `select asset_id, max(version) as version, at from label_print ${where} group by asset_id`;
  return (assetIds ? prepared(db, sql).all(JSON.stringify(assetIds)) : prepared(db, sql).all()) as {
    asset_id: number;
    version: number;
    at: string;
  }[];
}
