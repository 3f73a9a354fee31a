import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../contract/attachment.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** Larger ones are not fetched for a small picture. */
const MAX_SHOWN_BYTES = 8 * 1024 * 1024;

/** A photo, small, and on demand large; other kinds by their letters. A picture is an image to the page and runs nothing. */
export function AttachmentPicture({ attachment, name }: { attachment: Attachment; name: string }) {
  const [source, setSource] = useState<string | null>(null);
  const [large, setLarge] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  const { id, picture, bytes, lost } = attachment;
  const wanted = picture && !lost && bytes <= MAX_SHOWN_BYTES;

  // What an attachment holds never changes: it is fetched once, when the row comes into sight.
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      seen.disconnect();
      call('attachment.picture', { id }).then(
        ({ mediaType, base64 }) => !gone && setSource(`data:${mediaType};base64,${base64}`),
        // What is wrong is said when somebody opens it.
        () => undefined,
      );
    });
    seen.observe(ref.current!);
    return () => {
      gone = true;
      seen.disconnect();
    };
  }, [id, wanted]);

  return (
    <div ref={ref} className="attachment-picture">
      {source ? (
        <button type="button" aria-label={`「${name}」を大きく見る`} onClick={() => setLarge(true)}>
          <img src={source} alt="" onError={() => setSource(null)} />
        </button>
      ) : (
        <span aria-hidden="true">{attachment.label.replace(/^.*（|）$/g, '').slice(0, 5)}</span>
      )}
      {large && source && (
        <Dialog
          title={name}
          size="large"
          onClose={() => setLarge(false)}
          footer={
            <Button data-autofocus onClick={() => setLarge(false)}>
              閉じる
            </Button>
          }
        >
          <img className="attachment-large" src={source} alt={name} />
        </Dialog>
      )}
    </div>
  );
}
