import { useState } from 'react';
import type { RegisterStatus } from '../../contract/register.ts';
import { call } from '../client.ts';
import { createOutputJob } from '../job.ts';
import { Button } from '../ui/Button.tsx';
import { complain } from '../useCall.ts';
import './recovery.css';

const exporting = createOutputJob('recovery.export', {
  phase: '読み出しています',
  cancelled: '読み出しをやめました。',
});

/** Above every screen while a copy is shown that can only be read, and where the folder is no safe place. */
export function ViewBanner({ status }: { status: RegisterStatus }) {
  const [busy, setBusy] = useState(false);
  const { progress } = exporting.use();
  const back = () => {
    setBusy(true);
    call('recovery.endView', {})
      .catch(complain)
      .finally(() => setBusy(false));
  };
  if (status.view === null)
    return status.unsafePlace ? (
      <aside className="view-banner" aria-label="保存先についての注意">
        <p>
          <span aria-hidden="true">▲ </span>
          {status.unsafePlace}このパソコンのディスクの中へ移してください。
        </p>
      </aside>
    ) : null;
  return (
    <aside className="view-banner" aria-label="見るだけの表示">
      <p>
        <span aria-hidden="true">▲ </span>
        <strong>見るだけ</strong> {status.view}。
      </p>
      <Button small disabled={progress !== null} onClick={() => void exporting.make({})}>
        {progress ? '読み出しています…' : 'Excelに読み出す'}
      </Button>
      <Button small disabled={busy} onClick={back}>
        案内の画面へ戻る
      </Button>
    </aside>
  );
}
