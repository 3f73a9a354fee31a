import fs from 'node:fs/promises';
import type { ParsedInputOf, ResultOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import {
  ATTACHMENT_KINDS,
  type Attachment,
  kindOfMediaType,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  type OpenAttachment,
  saveName,
  shownName,
  sizeWords,
} from '../../contract/attachment.ts';
import { DaichoError } from '../../contract/errors.ts';
import {
  type AttachmentRecord,
  attachmentById,
  attachmentsOf,
  insertAttachment,
  setAttachmentRemoved,
} from '../../db/attachments.ts';
import type { ReadableDb } from '../../db/types.ts';
import { assetRecord } from '../asset/store.ts';
import { bringBack } from '../backup/attachments.ts';
import { change, type Recorder } from '../change.ts';
import { type Context, opened, whoWorks } from '../context.ts';
import { hashOf } from '../files/atomic.ts';
import { contentPath, dropUnnamed, keepContent, seemsThere, sha256OfBytes } from './files.ts';
import { attachmentKind } from './kind.ts';

/** 添付: files of an asset (a photo, a certificate). What they are called is told and shown, and never a path. */

export function listAttachments(context: Context, assetId: string): Attachment[] {
  const id = Number(assetId);
  assetRecord(context, id);
  return attachmentsOf(opened(context).db, id).map((record) => {
    const kind = kindOfMediaType(record.media_type);
    return {
      id: record.id,
      name: record.name,
      label: kind ? ATTACHMENT_KINDS[kind].label : 'ほかの種類',
      picture: kind !== undefined && ATTACHMENT_KINDS[kind].picture,
      bytes: record.bytes,
      sha256: record.sha256,
      at: record.at,
      who: record.who,
      lost: !seemsThere(context.dataDir, record),
    };
  });
}

/**
 * Attaches a file: first its content reaches the disk whole, then one change names it.
 * @throws DaichoError attachmentRefused (kind, size, number), alreadyThere, notFound, and all of writeAtomically
 */
export async function addAttachment(
  context: Context,
  { assetId, fileName, base64 }: ParsedInputOf<'attachment.add'>,
): Promise<Changed & { id: string }> {
  const { db } = opened(context);
  const asset = Number(assetId);
  if (assetRecord(context, asset).binned === 1)
    throw new DaichoError('notReady', 'この資産はごみ箱にあります。台帳へ戻してから添付してください。');
  const bytes = decoded(base64, fileName);
  const kind = attachmentKind(fileName, bytes);
  const sha256 = sha256OfBytes(bytes);
  refuseMore(attachmentsOf(db, asset), sha256);
  const record: AttachmentRecord = {
    id: context.ports.newId(),
    asset_id: asset,
    name: fileName,
    media_type: ATTACHMENT_KINDS[kind].mediaType,
    bytes: bytes.length,
    sha256,
    at: context.ports.now().toISOString(),
    who: whoWorks(context),
    removed: 0,
  };
  try {
    await keepContent(context.dataDir, sha256, bytes);
    const { changeId } = change(context, { action: '添付' }, (recorder) => {
      insertAttachment(db, record);
      tell(recorder, record, 'added');
    });
    return { id: record.id, changeId, changed: 1 };
  } catch (error) {
    await dropUnnamed(db, context.dataDir, sha256);
    throw error;
  }
}

function decoded(base64: string, fileName: string): Buffer {
  const refuse = (why: string) => new DaichoError('attachmentRefused', `「${shownName(fileName)}」は、${why}`);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > MAX_ATTACHMENT_BYTES)
    throw refuse(`大きさが${sizeWords(bytes.length)}で、上限の${sizeWords(MAX_ATTACHMENT_BYTES)}を超えています。`);
  // The decoder leaves out what is no base64.
  if (bytes.toString('base64').length !== base64.length) throw refuse('途中で内容が変わってしまいました。');
  return bytes;
}

function refuseMore(has: readonly AttachmentRecord[], sha256: string): void {
  const same = has.find((one) => one.sha256 === sha256);
  if (same) throw new DaichoError('alreadyThere', `同じ内容の「${shownName(same.name)}」が、もう添付されています。`);
  if (has.length >= MAX_ATTACHMENTS)
    throw new DaichoError('attachmentRefused', `一つの資産に添付できるのは${MAX_ATTACHMENTS}件までです。`);
}

/** Takes an attachment off. Its file stays: the history tells what was there, and undo brings it back. */
export function removeAttachment(context: Context, { id, reason }: ParsedInputOf<'attachment.remove'>): Changed {
  const record = attached(context, id);
  const { changeId } = change(context, { action: '添付を外した', reason }, (recorder) => {
    setAttachmentRemoved(opened(context).db, id, true);
    tell(recorder, record, 'removed');
  });
  return { changeId, changed: 1 };
}

/** Whether an attachment still stands as an entry `$attachment` of the history left it. */
export function attachmentStands(db: ReadableDb, before: unknown, after: unknown): boolean {
  return attachmentById(db, String(after ?? before))?.removed === (after === null ? 1 : 0);
}

/** Takes one entry `$attachment` of the history back, inside the caller's transaction. */
export function undoAttachment(context: Context, recorder: Recorder, before: unknown, after: unknown): void {
  const { db } = opened(context);
  const removed = after !== null;
  setAttachmentRemoved(db, String(after ?? before), removed);
  tell(recorder, attachmentById(db, String(after ?? before))!, removed ? 'removed' : 'added');
}

function tell(recorder: Recorder, record: AttachmentRecord, what: 'added' | 'removed'): void {
  const words = `${shownName(record.name)}（${sizeWords(record.bytes)}）`;
  if (what === 'added') recorder.record('asset', record.asset_id, '$attachment', null, record.id, { after: words });
  else recorder.record('asset', record.asset_id, '$attachment', record.id, null, { before: words });
}

function attached(context: Context, id: string): AttachmentRecord {
  const record = attachmentById(opened(context).db, id);
  if (record?.removed !== 0) throw new DaichoError('notFound', 'この添付は、もう外されています。');
  return record;
}

/**
 * Checks an attachment and says under which id and name it is handed over (app.output).
 * @throws DaichoError attachmentLost where no backup that can be reached has it either
 */
export async function openAttachment(context: Context, id: string): Promise<OpenAttachment> {
  const record = attached(context, id);
  const found = await hashOf(contentPath(context.dataDir, record.sha256)).catch(() => null);
  if (found !== record.sha256) putRight(context, record);
  return { outputId: id, fileName: safeName(record), bytes: record.bytes };
}

/** The bytes of a picture, for showing it small on the page. */
export async function pictureOf(context: Context, id: string): Promise<ResultOf<'attachment.picture'>> {
  const record = attached(context, id);
  const kind = kindOfMediaType(record.media_type);
  if (!kind || !ATTACHMENT_KINDS[kind].picture) throw new DaichoError('notFound', 'この添付は、絵としては出せません。');
  const path = contentPath(context.dataDir, record.sha256);
  let bytes = await fs.readFile(path).catch(() => null);
  if (bytes === null || sha256OfBytes(bytes) !== record.sha256) {
    putRight(context, record);
    bytes = await fs.readFile(path);
  }
  return { mediaType: record.media_type, base64: bytes.toString('base64') };
}

/** The file behind an attachment for a host that hands it over; null where there is no such attachment now. */
export function attachmentFile(
  context: Context,
  id: string,
): { readonly path: string; readonly fileName: string } | null {
  const record = context.register && attachmentById(context.register.db, id);
  if (record?.removed !== 0) return null;
  return { path: contentPath(context.dataDir, record.sha256), fileName: safeName(record) };
}

function safeName({ name, media_type }: AttachmentRecord): string {
  return saveName(name, kindOfMediaType(media_type) ?? 'text');
}

/** Its name is the proof of its content, so whichever backup has the right bytes is right. */
function putRight(context: Context, record: AttachmentRecord): void {
  if (bringBack(context.dataDir, [record], []).length === 0) return;
  throw new DaichoError('attachmentLost', `「${shownName(record.name)}」のファイルが、なくなっているか壊れています。`);
}
