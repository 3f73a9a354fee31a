import { useState } from 'react';
import { hrefScreen } from '../router.ts';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useCall } from '../useCall.ts';
import { BackupSettingsForm } from './BackupSettingsForm.tsx';
import { GenerationList } from './GenerationList.tsx';
import { OtherFile } from './OtherFile.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import { RestoredNotice } from './RestoredNotice.tsx';
import { StateCard } from './StateCard.tsx';
import './backup.css';

/** A backup that the dialog is about, with its name in words. */
export interface Chosen {
  readonly path: string;
  readonly name: string;
}

/** 控え: how it stands, the generations, how they are made; restoring and its rehearsal. */
export function BackupPanel() {
  const state = useCall('backup.status', {});
  const list = useCall('backup.list', {});
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const error = state.error ?? list.error;
  return (
    <div className="checks">
      {error && <ErrorMessage failure={error} />}
      <RestoredNotice backups={list.data?.backups ?? []} />
      {state.data && list.data && <StateCard state={state.data} list={list.data} />}
      {list.data && <GenerationList list={list.data} onOpen={setChosen} />}
      <OtherFile onOpen={setChosen} />
      {list.data && <BackupSettingsForm saved={list.data.settings} />}
      <p className="muted small">
        健康診断や監査で聞かれたときは、この画面と、<a href={hrefScreen('history', 'number')}>照合</a>
        の番号を見せてください。控えの番号は、封印の紙の照合番号と同じものです。
      </p>
      {chosen && <RestoreDialog chosen={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}
