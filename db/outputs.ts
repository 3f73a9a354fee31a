import type { OutputKind } from '../contract/job.ts';
import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** A file that was given out: a ledger or a label PDF. */
export interface OutputRecord {
  readonly id: string;
  readonly kind: OutputKind;
  readonly file_name: string;
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
  /** Filter in words, sheet … */
  readonly about: string;
  readonly at: string;
  readonly who: string;
  /** The last entry of the history that it stands for, and its hash; null where it proves nothing (labels). */
  readonly seq: number | null;
  readonly hash: string | null;
}

export function insertOutput(db: WritableDb, output: OutputRecord): void {
  prepared(
    db,
    'insert into output (id, kind, file_name, path, bytes, "rows", about, at, who, seq, hash) values (@id, @kind, @file_name, @path, @bytes, @rows, @about, @at, @who, @seq, @hash)',
  ).run(output);
}

export function outputById(db: ReadableDb, id: string): OutputRecord | undefined {
  return prepared(db, 'select * from output where id = ?').get(id) as OutputRecord | undefined;
}

export function recentOutputs(db: ReadableDb, limit: number): OutputRecord[] {
  return prepared(db, 'select * from output order by rowid desc limit ?').all(limit) as OutputRecord[];
}

/** One label as it was printed (D14, R8). */
export interface LabelPrint {
  readonly target: 'asset' | 'place' | 'erased';
  /** Null for a place, and the other way round. */
  readonly assetId: number | null;
  readonly placeId: string | null;
  readonly outputId: string;
  readonly sheetId: string;
  readonly templateId: string;
  /** 0: the app's own. */
  readonly templateRevision: number;
  readonly copies: number;
  readonly at: string;
  readonly who: string;
  /** JSON of core/label/facts.ts. */
  readonly content: string;
}

/** Records a label. @returns its version for this asset or place, from 1; 消去済 labels count for themselves */
export function insertLabelPrint(db: WritableDb, print: LabelPrint): number {
  const last = prepared(
    db,
    `select coalesce(max(version), 0) from label_print
     where target = @target and (asset_id = @assetId or place_id = @placeId)`,
  )
    .pluck()
    .get({ target: print.target, assetId: print.assetId, placeId: print.placeId }) as number;
  prepared(
    db,
    `insert into label_print (target, asset_id, place_id, output_id, sheet_id, template_id, template_revision, copies, version, at, who, content)
     values (@target, @assetId, @placeId, @outputId, @sheetId, @templateId, @templateRevision, @copies, @version, @at, @who, @content)`,
  ).run({ ...print, version: last + 1 });
  return last + 1;
}

/** Version and time of the last label of each asset; 消去済 labels are not meant. */
export function lastLabels(
  db: ReadableDb,
  assetIds?: readonly number[],
): { asset_id: number; version: number; at: string }[] {
  const where = assetIds ? 'and asset_id in (select value from json_each(?))' : '';
  const sql = `select asset_id, max(version) as version, at from label_print where target = 'asset' ${where} group by asset_id`;
  return (assetIds ? prepared(db, sql).all(JSON.stringify(assetIds)) : prepared(db, sql).all()) as {
    asset_id: number;
    version: number;
    at: string;
  }[];
}

/** 封印: what the register was at a moment, on paper (reliability.md P22). */
export interface SealRecord {
  readonly id: string;
  readonly title: string;
  readonly fiscal_year: number | null;
  readonly seq: number;
  readonly hash: string;
  readonly assets: number;
  readonly at: string;
  readonly who: string;
  readonly output_id: string | null;
}

export function insertSeal(db: WritableDb, seal: SealRecord): void {
  prepared(
    db,
    `insert into seal (id, title, fiscal_year, seq, hash, assets, at, who, output_id)
     values (@id, @title, @fiscal_year, @seq, @hash, @assets, @at, @who, @output_id)`,
  ).run(seal);
}

/** Newest first, with the name of the file. */
export function allSeals(db: ReadableDb): (SealRecord & { file_name: string | null })[] {
  const sql =
    'select s.*, o.file_name from seal s left join output o on o.id = s.output_id order by s.seq desc, s.rowid desc';
  return prepared(db, sql).all() as (SealRecord & { file_name: string | null })[];
}

export function sealsOfHash(db: ReadableDb, hash: string): SealRecord[] {
  return prepared(db, 'select * from seal where hash = ? order by rowid').all(hash) as SealRecord[];
}

/** Outputs and seals that carry a 照合番号, and how many of them do not stand in the history where they say. */
export function outputsOffHistory(db: ReadableDb): { all: number; off: number } {
  const sql = `select count(*) as "all", count(*) filter (where h.hash is not p.hash) as off
    from (select seq, hash from output where hash is not null union all select seq, hash from seal) p
    left join history h on h.seq = p.seq`;
  return prepared(db, sql).get() as { all: number; off: number };
}

export function outputsOfHash(db: ReadableDb, hash: string): OutputRecord[] {
  return prepared(db, 'select * from output where hash = ? order by rowid').all(hash) as OutputRecord[];
}
