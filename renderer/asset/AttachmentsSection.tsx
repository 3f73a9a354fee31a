import { useState } from 'react';
import './attachments.css';
import type { AssetDetail } from '../../contract/asset.ts';
import {
  ATTACHMENT_ACCEPT,
  type Attachment,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  shownName,
  sizeWords,
} from '../../contract/attachment.ts';
import type { Failure } from '../../contract/errors.ts';
import { CallError, call, saveOutput } from '../client.ts';
import { fileAsBase64 } from '../fileBytes.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FileDrop } from '../ui/FileDrop.tsx';
import { announceChange } from '../undo.ts';
import { complain, failureOf } from '../useCall.ts';
import { AttachmentPicture } from './AttachmentPicture.tsx';

interface AttachmentsSectionProps {
  detail: AssetDetail;
  list: readonly Attachment[] | undefined;
  failure: Failure | null;
}

/** 添付: files of this asset. Added and taken off at once, apart from the form. */
export function AttachmentsSection({ detail, list, failure }: AttachmentsSectionProps) {
  const [refusals, setRefusals] = useState<readonly Failure[]>([]);
  const [adding, setAdding] = useState<string | null>(null);

  const add = async (files: readonly File[]) => {
    setRefusals([]);
    for (const file of files) {
      const name = shownName(file.name);
      setAdding(name);
      try {
        const { changeId } = await call('attachment.add', { assetId: detail.id, ...(await contentOf(file)) });
        announceChange(changeId, `「${name}」を添付しました。`);
      } catch (error) {
        setRefusals((before) => [...before, failureOf(error)]);
      }
    }
    setAdding(null);
  };

  if (failure) return <ErrorMessage failure={failure} />;
  if (!list) return <p className="muted">添付を読んでいます…</p>;
  const isFull = list.length >= MAX_ATTACHMENTS;
  return (
    <>
      {refusals.map((refusal) => (
        <ErrorMessage key={`${refusal.code} ${refusal.detail}`} failure={refusal} />
      ))}
      {list.length === 0 && <p className="muted">添付はまだありません。</p>}
      {list.length > 0 && (
        <ul className="attachments" aria-label="添付したもの">
          {list.map((one) => (
            <AttachmentRow key={one.id} attachment={one} />
          ))}
        </ul>
      )}
      {!detail.binned && !isFull && (
        <FileDrop
          compact
          multiple
          title={adding === null ? 'ここにファイルを置く' : `「${adding}」を添付しています…`}
          choose="ファイルを選んで添付"
          accept={ATTACHMENT_ACCEPT}
          disabled={adding !== null}
          onFiles={(files) => void add(files)}
        >
          写真（jpg、png、webp、heic）、PDF、Excel（.xlsx）、Word（.docx）、文字だけのファイル（.txt、.csv）。一つ
          {MAX_ATTACHMENT_BYTES / 1024 / 1024}MBまで。
        </FileDrop>
      )}
      {isFull && (
        <p className="notice">添付は{MAX_ATTACHMENTS}件までです。新しく添付するには、どれかを外してください。</p>
      )}
    </>
  );
}

/** Thrown as the core would say it, before 20 MB are sent for nothing. */
async function contentOf(file: File): Promise<{ fileName: string; base64: string }> {
  const name = shownName(file.name);
  if (file.size > MAX_ATTACHMENT_BYTES)
    throw new CallError({
      code: 'attachmentRefused',
      detail: `「${name}」は、大きさが${sizeWords(file.size)}で、上限の${sizeWords(MAX_ATTACHMENT_BYTES)}を超えています。`,
    });
  try {
    return { fileName: file.name, base64: await fileAsBase64(file) };
  } catch {
    // A folder that was dropped, a file that is gone or locked by now.
    throw new CallError({
      code: 'attachmentRefused',
      detail: `「${name}」を読めません。フォルダか、ほかのソフトで開いているファイルかもしれません。`,
    });
  }
}

function AttachmentRow({ attachment }: { attachment: Attachment }) {
  const { whenWords } = useRegister();
  const name = shownName(attachment.name);
  const save = async () => {
    try {
      const { outputId } = await call('attachment.open', { id: attachment.id });
      await saveOutput(outputId);
    } catch (error) {
      complain(error);
    }
  };
  const remove = async () => {
    try {
      const { changeId } = await call('attachment.remove', { id: attachment.id });
      announceChange(changeId, `「${name}」を外しました。`);
    } catch (error) {
      complain(error);
    }
  };
  return (
    <li className="attachment">
      <AttachmentPicture attachment={attachment} name={name} />
      <div className="attachment-words">
        {/* Letters that run from right to left stay within the name. */}
        <bdi className="attachment-name">{name}</bdi>
        <p className="muted small attachment-facts">
          <span>{attachment.label}</span>
          <span className="number">{sizeWords(attachment.bytes)}</span>
          <time dateTime={attachment.at} className="number">
            {whenWords(attachment.at)}
          </time>
          <span>{attachment.who}</span>
        </p>
        {attachment.lost && (
          <p className="attachment-lost">
            <span aria-hidden="true">▲ </span>ファイルがなくなっています。「保存」を押すと、控えからさがします。
          </p>
        )}
      </div>
      <div className="attachment-buttons">
        <Button small aria-label={`「${name}」を保存`} onClick={save}>
          保存
        </Button>
        <Button small variant="plain" aria-label={`「${name}」を外す`} onClick={remove}>
          外す
        </Button>
      </div>
    </li>
  );
}
