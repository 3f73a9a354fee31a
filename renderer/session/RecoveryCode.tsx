import { useState } from 'react';
import type { Session } from '../../contract/account.ts';
import type { Failure } from '../../contract/errors.ts';
import { call, run, saveOutput } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { failureOf } from '../useCall.ts';
import './session.css';

/** The code in large letters, its sheet, and the field in which it is typed back from the paper. */
export function RecoveryCode({ code, onDone }: { code: string; onDone: (session: Session) => void }) {
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const problem = failure?.fields?.find(({ path }) => path === 'code')?.message;
  const print = async () => {
    try {
      const { outputId } = await run('account.printCode', {}).result;
      await saveOutput(outputId);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const send = () =>
    call('account.confirm', { code: typed }).then(onDone, (error: unknown) => setFailure(failureOf(error)));
  return (
    <EntryForm className="stack" onSubmit={send}>
      <p className="recovery-code number">{code}</p>
      <p>
        管理者がパスワードを忘れたときに要る、ただ一つの鍵です。印刷するか書き写し、鍵のかかる所に保管してください。
      </p>
      <Button onClick={print}>保管用の紙（PDF）を作る</Button>
      {failure && !problem && <ErrorMessage failure={failure} />}
      <FormRow label="紙を見ながら、復旧コードを入れる" error={problem}>
        {(ids) => <TextInput {...ids} value={typed} onChange={setTyped} maxLength={60} />}
      </FormRow>
      <Button type="submit" variant="primary">
        確かめて終わる
      </Button>
    </EntryForm>
  );
}
