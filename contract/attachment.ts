import { z } from 'zod';
import { idSchema } from './asset.ts';

/** Bytes of one attachment at most: a photo of a telephone, a scanned certificate of 50 pages. */
export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;
/** Of one asset at most; the page shows all of them. */
export const MAX_ATTACHMENTS = 50;

/**
 * What can be attached. What it is, is told by its first bytes (core/attachment/kind.ts); the name has to say the same,
 * as it decides what the computer later does with the file.
 */
export const ATTACHMENT_KINDS = {
  jpeg: { label: '写真（JPEG）', mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], picture: true },
  png: { label: '画像（PNG）', mediaType: 'image/png', extensions: ['png'], picture: true },
  webp: { label: '画像（WebP）', mediaType: 'image/webp', extensions: ['webp'], picture: true },
  heic: { label: '写真（HEIC）', mediaType: 'image/heic', extensions: ['heic', 'heif'], picture: false },
  pdf: { label: 'PDF', mediaType: 'application/pdf', extensions: ['pdf'], picture: false },
  xlsx: {
    label: 'Excel',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
    picture: false,
  },
  docx: {
    label: 'Word',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    picture: false,
  },
  text: { label: '文字だけのファイル', mediaType: 'text/plain', extensions: ['txt', 'csv'], picture: false },
} as const satisfies Record<string, AttachmentType>;
interface AttachmentType {
  readonly label: string;
  readonly mediaType: string;
  /** The first one is given to a name that has none of them. */
  readonly extensions: readonly string[];
  /** Whether every browser engine of ours draws it. */
  readonly picture: boolean;
}
export type AttachmentKind = keyof typeof ATTACHMENT_KINDS;

/** For the file dialog: .jpg,.jpeg,… */
export const ATTACHMENT_ACCEPT = Object.values(ATTACHMENT_KINDS)
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(',');

/** The kind that a stored media type names; undefined for one of a later version. */
export function kindOfMediaType(mediaType: string): AttachmentKind | undefined {
  return (Object.keys(ATTACHMENT_KINDS) as AttachmentKind[]).find(
    (kind) => ATTACHMENT_KINDS[kind].mediaType === mediaType,
  );
}

export interface Attachment {
  readonly id: string;
  /** As the person's file was called, whatever is in it: for showing only by `shownName`. */
  readonly name: string;
  /** 写真（JPEG） */
  readonly label: string;
  /** Whether `attachment.picture` has something to show. */
  readonly picture: boolean;
  readonly bytes: number;
  readonly sha256: string;
  readonly at: string;
  readonly who: string;
  /** Its file is gone or has another size than it had. */
  readonly lost: boolean;
}

/** A file of the asset, ready to be handed over under a name that is safe everywhere. */
export interface OpenAttachment {
  /** For `saveOutput` of the client. */
  readonly outputId: string;
  readonly fileName: string;
  readonly bytes: number;
}

export const addAttachmentSchema = z.object({
  assetId: idSchema,
  /** As the file is called; never used as a path. */
  fileName: z.string().min(1, 'ファイルに名前がありません。').max(1000, 'ファイルの名前が長すぎます。'),
  /** A third longer than the file; a little beyond the limit, so that the refusal can say which it is. */
  base64: z.string().max(Math.ceil(MAX_ATTACHMENT_BYTES / 3) * 4 + 1_000_000),
});
export const removeAttachmentSchema = z.object({ id: idSchema, reason: z.string().max(1000).optional() });

/** Letters that nobody sees and that work on the text around them; the joiners that emoji are made with stay. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const SHOWN_HEAD = 60;
const SHOWN_TAIL = 20;

/**
 * A file's name for the eye: what would turn the direction of the text, break the line or not be seen at all stands as
 * □, and a long name keeps its end, which tells what it is.
 */
export function shownName(name: string): string {
  const letters = [...name.toWellFormed().replaceAll(UNSEEN, '□')];
  if (letters.length <= SHOWN_HEAD + SHOWN_TAIL + 1) return letters.join('');
  return `${letters.slice(0, SHOWN_HEAD).join('')}…${letters.slice(-SHOWN_TAIL).join('')}`;
}

/** What stands behind the last dot, in small letters; dots and blanks at the very end are as nothing, as in Windows. */
export function extensionOf(name: string): string {
  const end = name.replace(/[.\s\p{Cc}\p{Cf}]+$/u, '');
  return /\.([^.]*)$/s.exec(end)?.[1]?.toLowerCase() ?? '';
}

/** Names that Windows takes for devices, whatever stands behind a dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)\s*(?:\.|$)/i;
/** With the extension well below the 255 bytes of a name. */
const MAX_STEM_BYTES = 180;

/**
 * A name under which the file can be saved on any computer: one part, no letters that a file system refuses or hides, no
 * device, and the extension of what it is.
 */
export function saveName(name: string, kind: AttachmentKind): string {
  const { extensions } = ATTACHMENT_KINDS[kind];
  const own = extensionOf(name);
  const extension = (extensions as readonly string[]).includes(own) ? own : extensions[0];
  const whole = name.toWellFormed().replace(/[.\s\p{Cc}\p{Cf}]+$/u, '');
  const bare = own === '' ? whole : whole.slice(0, whole.lastIndexOf('.'));
  const stem = cut(bare.replaceAll(UNSEEN, '_').replaceAll(/[\\/:*?"<>|\ufffd]/g, '_'))
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  return `${DEVICE.test(stem) ? '_' : ''}${stem || '添付'}.${extension}`;
}

function cut(stem: string): string {
  let bytes = 0;
  let kept = '';
  for (const letter of stem) {
    bytes += utf8Bytes(letter);
    if (bytes > MAX_STEM_BYTES) break;
    kept += letter;
  }
  return kept;
}

function utf8Bytes(letter: string): number {
  const code = letter.codePointAt(0)!;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** 340KB, 1.2MB */
export function sizeWords(bytes: number): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${Math.max(1, Math.round(kilobytes))}KB`;
  return `${(kilobytes / 1024).toFixed(1)}MB`;
}
