import { useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import { profileOf } from '../../contract/importProfile.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { failureOf } from '../useCall.ts';
import type { Session } from './session.ts';

/** Keeps how this ledger was read, for the same book next year. */
export function SaveProfile({ session }: { session: Session }) {
  const { plan, headings, outline, profile } = session;
  const [name, setName] = useState(profile?.name ?? outline?.fileName.replace(/\.[^.]+$/, '') ?? '');
  const [saved, setSaved] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (!plan) return null;
  const save = async () => {
    try {
      setFailure(null);
      setSaved((await call('importing.profileSave', profileOf(name.trim(), plan, headings))).name);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <EntryForm className="card stack" aria-labelledby="import-profile" onSubmit={save}>
      <h2 id="import-profile">この読み方を残す</h2>
      <p className="form-help">
        列の対応、何の台帳か、言葉の意味を名前を付けて残すと、同じ見出しの表を次に取り込むときに使えます。セルごとに直した値は残しません。
      </p>
      <div className="row">
        <FormRow label="名前" className="profile-name">
          {(ids) => <TextInput {...ids} value={name} maxLength={100} onChange={setName} />}
        </FormRow>
        <Button type="submit" disabled={name.trim() === ''}>
          読み方を保存する
        </Button>
        {saved !== null && <p role="status">✓ 「{saved}」として保存しました。</p>}
      </div>
      {failure && <ErrorMessage failure={failure} />}
    </EntryForm>
  );
}
