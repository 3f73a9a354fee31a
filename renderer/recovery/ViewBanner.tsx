import { type ReactNode, useEffect, useState } from 'react';
import type { RegisterStatus } from '../../contract/register.ts';
import { CallError, call, onEvent } from '../client.ts';
import { createOutputJob } from '../job.ts';
import { Button } from '../ui/Button.tsx';
import { complain, useCall } from '../useCall.ts';
import './recovery.css';

const exporting = createOutputJob('recovery.export', {
  phase: '読み出しています',
  cancelled: '読み出しをやめました。',
});

/**
 * Above every screen, the login too, while a copy is shown that can only be read, and where the folder is no safe place.
 */
export function ViewBanner({ children }: { children: ReactNode }) {
  const { data: status, reload } = useCall('register.status', {});
  // What stands above the login changes when nobody hears of changes of the register.
  useEffect(() => onEvent((event) => event.type === 'session.changed' && reload()), [reload]);
  const banner = status && (status.view !== null || status.unsafePlace !== null);
  return (
    <div className={banner ? 'app-column' : ''}>
      {status?.view && <Viewing status={status} words={status.view} />}
      {status?.view === null && status.unsafePlace && (
        <aside className="view-banner" aria-label="保存先についての注意">
          <p>
            <span aria-hidden="true">▲ </span>
            {status.unsafePlace}このパソコンのディスクの中へ移してください。
          </p>
        </aside>
      )}
      {children}
    </div>
  );
}

function Viewing({ status, words }: { status: RegisterStatus; words: string }) {
  const [busy, setBusy] = useState(false);
  const { progress, failure } = exporting.use();
  useEffect(() => {
    if (failure) complain(new CallError(failure));
  }, [failure]);
  const back = () => {
    setBusy(true);
    call('recovery.endView', {})
      .catch(complain)
      .finally(() => setBusy(false));
  };
  return (
    <aside className="view-banner" aria-label="見るだけの表示">
      <p>
        <span aria-hidden="true">▲ </span>
        <strong>見るだけ</strong> {words}。
      </p>
      {status.state !== 'newer' && status.dataDir !== '' && (
        <Button small disabled={progress !== null} onClick={() => exporting.make({})}>
          {progress ? '読み出しています…' : 'Excelに読み出す'}
        </Button>
      )}
      <Button small disabled={busy} onClick={back}>
        案内の画面へ戻る
      </Button>
    </aside>
  );
}
