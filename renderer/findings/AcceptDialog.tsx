import { useState } from 'react';
import type { Finding } from '../../contract/asset.ts';
import type { Failure } from '../../contract/errors.ts';
import { fiscalYearEnd } from '../../contract/japanese/date.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextArea } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';

type Accepted = Pick<Finding, 'assetId' | 'ruleId' | 'key' | 'message' | 'name'>;

/** A finding that is left as it is for a time: why, and until when. After that day it is listed again. */
export function AcceptDialog({ finding, onClose }: { finding: Accepted; onClose: () => void }) {
  const { status, settings } = useRegister();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<string | null>(fiscalYearEnd(status.today));
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const errors = Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message]));

  const save = async () => {
    if (problem) return;
    try {
      const { assetId, ruleId, key } = finding;
      await call('finding.accept', { assetId, ruleId, key, reason, until: until ?? '' });
      showToast(`「${finding.name}」の点検結果を受け入れました。`);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog
      title="理由と期限を書いて受け入れる"
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary">
            受け入れる
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      <p>
        <strong>{finding.name}</strong>　{finding.message}
      </p>
      <p className="form-help">
        期限の日を過ぎるか、内容が変わると、また点検に出ます。受け入れたことは履歴と「受け入れ済み」に残ります。
      </p>
      <FormRow label="受け入れる理由" required error={errors['reason']}>
        {(ids) => <TextArea {...ids} data-autofocus maxLength={1000} value={reason} onChange={setReason} />}
      </FormRow>
      <FormRow
        label="いつまで"
        required
        error={problem ?? errors['until']}
        help="はじめは年度の終わりの日が入っています。"
      >
        {(ids) => (
          <DateInput
            {...ids}
            value={until}
            dateStyle={settings.dateStyle}
            onChange={(iso, wrong) => {
              setUntil(iso);
              setProblem(wrong);
            }}
          />
        )}
      </FormRow>
    </Dialog>
  );
}
