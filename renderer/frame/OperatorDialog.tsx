import { useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import type { Operator } from '../../contract/master.ts';
import { call } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';

/** Who works now: name and post stand in the history beside every change. */
export function OperatorDialog({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  const [name, setName] = useState(operator.name);
  const [post, setPost] = useState(operator.post);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    try {
      await call('operator.set', { name, post });
      showToast('作業する人を書きかえました。');
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog
      title="作業する人"
      size="small"
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary">
            保存
          </Button>
        </>
      }
    >
      <p className="muted">変更の履歴に、この職名と氏名が残ります。</p>
      {failure && <ErrorMessage failure={failure} />}
      <FormRow label="職名" help="例 総務グループ主任">
        {(ids) => <TextInput {...ids} value={post} onChange={setPost} maxLength={60} data-autofocus />}
      </FormRow>
      <FormRow label="氏名">{(ids) => <TextInput {...ids} value={name} onChange={setName} maxLength={60} />}</FormRow>
    </Dialog>
  );
}
