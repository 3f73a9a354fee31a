import { useState } from 'react';
import type { ClassProposal } from '../../contract/classification.ts';
import type { Failure } from '../../contract/errors.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { personWords, useSession } from '../session/session.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextArea, TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';

interface ApproveDialogProps {
  proposals: readonly ClassProposal[];
  approve: boolean;
  onClose: () => void;
}

/** 承認する / 差し戻す: by whom (post and name, as stated where nobody logs in), and why when it is turned down. */
export function ApproveDialog({ proposals, approve, onClose }: ApproveDialogProps) {
  const { settings } = useRegister();
  const [post, setPost] = useState(settings.approverPost);
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const errors = Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message]));
  const session = useSession();
  // With accounts the second person is whoever is logged in; else a name is all that tells two people apart.
  const loggedIn = session.account;
  const isSame = (one: ClassProposal) =>
    loggedIn ? one.own : name.trim() !== '' && foldHeading(one.who) === foldHeading(name);
  const same = approve ? proposals.filter(isSame) : [];
  const sameWords = same.length > 0 && `「${same[0]!.asset.name}」${same.length > 1 ? `など${same.length}件` : ''}を`;
  const lowering = proposals.filter((one) => one.lowers).length;
  const word = approve ? '承認する' : '差し戻す';

  const save = async () => {
    try {
      const done = await call('approval.decide', {
        ids: proposals.map(({ id }) => id),
        approve,
        ...(loggedIn ? {} : { approver: { post, name } }),
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      });
      const words = `${done.changed}件の分類の変更を${approve ? '承認しました' : '差し戻しました'}。`;
      // A decision is not taken back: it is made anew.
      showToast(words);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog
      title={`${proposals.length}件の分類の変更を${word}`}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" disabled={same.length > 0}>
            {word}
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      {approve && lowering > 0 && (
        <p className="notice">
          <span aria-hidden="true">▼ </span>
          {lowering}件は、分類が今より低くなります。理由を確かめてください。
        </p>
      )}
      {loggedIn && (
        <p>
          {approve ? '承認する人' : '差し戻す人'}：<strong>{personWords(loggedIn)}</strong>（ログインしている人）
        </p>
      )}
      {loggedIn && sameWords && (
        <p className="form-error" role="alert">
          <span aria-hidden="true">▲ </span>
          {sameWords}提案したのは、あなたです。承認は、別の人がします。
        </p>
      )}
      {!loggedIn && (
        <>
          <FormRow label={approve ? '承認する人の職名' : '差し戻す人の職名'} required error={errors['approver.post']}>
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus={post ? undefined : ''}
                maxLength={60}
                value={post}
                onChange={setPost}
              />
            )}
          </FormRow>
          <FormRow
            label={approve ? '承認する人の名前' : '差し戻す人の名前'}
            required
            error={
              errors['approver.name'] ??
              (same.length > 0 ? `${sameWords}提案した人と同じ名前です。承認は、別の人がします。` : null)
            }
          >
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus={post ? '' : undefined}
                maxLength={60}
                value={name}
                onChange={setName}
              />
            )}
          </FormRow>
        </>
      )}
      <FormRow label={approve ? '添える言葉（任意）' : '差し戻す理由'} required={!approve} error={errors['reason']}>
        {(ids) => <TextArea {...ids} maxLength={1000} value={reason} onChange={setReason} />}
      </FormRow>
    </Dialog>
  );
}
