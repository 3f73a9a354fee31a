import { useState } from 'react';
import { choosePath } from '../client.ts';
import { useRefusal } from '../session/session.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import type { Chosen } from './BackupPanel.tsx';
import { ChooseButton } from './ChooseButton.tsx';

/** A backup that lies elsewhere: on an old stick, from another PC. */
export function OtherFile({ onOpen }: { onOpen: (chosen: Chosen) => void }) {
  const refusal = useRefusal('backup.restore');
  const [path, setPath] = useState('');
  return (
    <section className="card stack" aria-labelledby="backup-other">
      <h2 id="backup-other">ほかの場所にある控え</h2>
      <EntryForm
        className="row backup-path"
        onSubmit={() => {
          if (path.trim() !== '') onOpen({ path: path.trim(), name: '選んだ控え' });
        }}
      >
        <FormRow
          label="控えのファイル"
          help={
            refusal ??
            (choosePath
              ? '「選ぶ…」で、名前が .hikae で終わるファイルを選びます。'
              : '名前が .hikae で終わるファイルの場所を、フォルダから書きます。例 E:\\台帳の控え\\daicho-20261123-103215-000012.hikae')
          }
        >
          {(ids) => <TextInput {...ids} maxLength={4000} disabled={refusal !== null} value={path} onChange={setPath} />}
        </FormRow>
        <ChooseButton what="backup" label="控えのファイルを選ぶ" disabled={refusal !== null} onChoose={setPath} />
        <Button type="submit" disabled={refusal !== null || path.trim() === ''}>
          開いて比べる…
        </Button>
      </EntryForm>
    </section>
  );
}
