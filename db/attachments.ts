import { dirname, join } from 'node:path';
import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** The first schema with attachments. */
const SINCE = 3;

export interface AttachmentRecord {
  readonly id: string;
  readonly asset_id: number;
  /** As the person's file was called. */
  readonly name: string;
  readonly media_type: string;
  readonly bytes: number;
  /** Of its content, and so the name of its file. */
  readonly sha256: string;
  readonly at: string;
  readonly who: string;
  /** 1: taken off. Its file stays, as the history can bring it back. */
  readonly removed: number;
}

/** What lies in one file, whichever attachments have it. */
export interface AttachmentContent {
  readonly sha256: string;
  readonly bytes: number;
  /** Of the newest attachment with it. */
  readonly name: string;
}

/** Folder of the files, beside the register; each is called by the SHA-256 of what is in it. */
export const ATTACHMENTS = 'attachments';

/** Where the files of an open register lie. */
export function attachmentFolder(db: ReadableDb): string {
  return join(dirname(db.name), ATTACHMENTS);
}

export function insertAttachment(db: WritableDb, record: AttachmentRecord): void {
  prepared(
    db,
    `insert into attachment (id, asset_id, name, media_type, bytes, sha256, at, who, removed)
     values (@id, @asset_id, @name, @media_type, @bytes, @sha256, @at, @who, @removed)`,
  ).run(record);
}

export function setAttachmentRemoved(db: WritableDb, id: string, removed: boolean): void {
  prepared(db, 'update attachment set removed = ? where id = ?').run(removed ? 1 : 0, id);
}

export function attachmentById(db: ReadableDb, id: string): AttachmentRecord | undefined {
  return prepared(db, 'select * from attachment where id = ?').get(id) as AttachmentRecord | undefined;
}

/** Those that an asset has now, in the order in which they were added. */
export function attachmentsOf(db: ReadableDb, assetId: number): AttachmentRecord[] {
  const sql = 'select * from attachment where asset_id = ? and removed = 0 order by rowid';
  return prepared(db, sql).all(assetId) as AttachmentRecord[];
}

/** Everything that the register names, taken off or not, each content once. None before the schema knew attachments. */
export function attachmentContents(db: ReadableDb): AttachmentContent[] {
  if ((db.pragma('user_version', { simple: true }) as number) < SINCE) return [];
  const sql = 'select sha256, bytes, name, max(rowid) from attachment group by sha256 order by sha256';
  return prepared(db, sql).all() as AttachmentContent[];
}

export function isNamed(db: ReadableDb, sha256: string): boolean {
  return prepared(db, 'select exists (select 1 from attachment where sha256 = ?)').pluck().get(sha256) === 1;
}
