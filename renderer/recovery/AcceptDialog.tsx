import { useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import type { Damage } from '../../contract/recovery.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { failureOf } from '../useCall.ts';

/** A sound file that is not the newest state: a person says why it is the one to go on with. */
export function AcceptDialog({ problems, onClose }: { problems: readonly Damage[]; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const accept = async () => {
    try {
      await call('recovery.accept', { reason });
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog
      title="この状態のまま使う"
      onClose={onClose}
      onSubmit={accept}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="danger">
            この状態のまま使う
          </Button>
        </>
      }
    >
      <div className="stack">
        {problems.map(({ message }) => (
          <p key={message}>{message}</p>
        ))}
        <p>ここにない変更は、失われたままになります。理由は履歴に残ります。</p>
        <FormRow label="理由" required>
          {(ids) => <TextInput {...ids} data-autofocus value={reason} onChange={setReason} />}
        </FormRow>
        {failure && <ErrorMessage failure={failure} />}
      </div>
    </Dialog>
  );
}
