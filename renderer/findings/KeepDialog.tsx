import { useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextArea } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';

/** Ends review tasks: the class stays as it is, because … */
export function KeepDialog({ ids, onClose }: { ids: readonly string[]; onClose: (done: boolean) => void }) {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    try {
      const { changed } = await call('review.done', { ids: [...ids], reason });
      showToast(`${changed}件の見直しを終えました。`);
      onClose(true);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog
      title={ids.length > 1 ? `${ids.length}件の分類はそのままでよい` : '分類はそのままでよい'}
      onClose={() => onClose(false)}
      onSubmit={save}
      footer={
        <>
          <Button onClick={() => onClose(false)}>やめる</Button>
          <Button type="submit" variant="primary">
            見直しを終える
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      <FormRow
        label="そのままでよい理由"
        required
        error={failure?.fields?.find((field) => field.path === 'reason')?.message}
      >
        {(control) => <TextArea {...control} data-autofocus maxLength={1000} value={reason} onChange={setReason} />}
      </FormRow>
    </Dialog>
  );
}
