import { useState } from 'react';
import type { MoveStatus } from '../../contract/classification.ts';
import type { Failure } from '../../contract/errors.ts';
import { AXES, levelOf } from '../../contract/scheme.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefScreen, navigate } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { personWords, useRefusal, useSession } from '../session/session.tsx';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextArea, TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { failureOf, useCall } from '../useCall.ts';
import { CountsTable } from './CountsTable.tsx';
import { forgetPlace } from './place.ts';

interface MoveFinishProps {
  status: MoveStatus;
  /** Why whoever is logged in can't finish it. */
  refusal: string | null;
}

/** The last look before everything changes at once: how many go where, what is lower, who approves, and why. */
export function MoveFinish({ status, refusal }: MoveFinishProps) {
  const session = useSession();
  const finishing = useRefusal('move.finish') ?? refusal;
  const register = useRegister();
  const { settings } = register;
  const from = register.scheme(status.fromSchemeId);
  const to = register.scheme(status.toSchemeId);
  const lowered = useCall('move.list', status.lowered > 0 ? { lowered: true, limit: 100 } : null);
  const [post, setPost] = useState(settings.approverPost);
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [abandoning, setAbandoning] = useState(false);
  const errors = Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message]));
  const assets = status.mapped + status.decided + status.open;
  // With accounts the second person is whoever is logged in.
  const asksApprover = settings.approval && session.state === 'off';

  const finish = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await call('move.finish', {
        reason,
        ...(asksApprover ? { approver: { name, post } } : {}),
      });
      forgetPlace();
      showToast(`${assets.toLocaleString('ja-JP')}件を「${to.name}」に切り替えました。`);
      navigate(hrefScreen('move'), { replace: true });
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };
  return (
    <>
      <section className="card stack" aria-labelledby="move-summary">
        <h2 id="move-summary">切り替えると、こうなります</h2>
        <div className="move-tables">
          {AXES.map((axis) => (
            <CountsTable key={axis} axis={axis} from={from} to={to} counts={status.counts[axis]} />
          ))}
        </div>
      </section>
      {status.lowered > 0 && (
        <section className="card stack" aria-labelledby="move-lowered">
          <h2 id="move-lowered">
            低くした資産 <span className="number">{status.lowered.toLocaleString('ja-JP')}件</span>
          </h2>
          <p className="muted">提案、必要な段階、又はこれまでの分類より低くしたものです。理由を確かめてください。</p>
          <ul className="plain-list">
            {lowered.data?.items.map((item) => (
              <li key={item.assetId}>
                <span className="muted number">{item.number}</span> {item.name}
                <span className="muted">
                  （
                  {AXES.map((axis) => levelOf(to, axis, item.to[axis])?.short)
                    .filter(Boolean)
                    .join(' ')}
                  ）
                </span>
                {item.reason}
              </li>
            ))}
          </ul>
        </section>
      )}
      <EntryForm className="card stack" aria-labelledby="move-end" onSubmit={finish}>
        <h2 id="move-end">切り替える</h2>
        {status.open > 0 && (
          <p className="notice row">
            まだ決めていない資産が{status.open.toLocaleString('ja-JP')}件あります。
            <LinkButton small href={hrefScreen('move')}>
              続きを決める
            </LinkButton>
          </p>
        )}
        {failure && <ErrorMessage failure={failure} />}
        {settings.approval && !asksApprover && finishing === null && (
          <p>
            承認する人：<strong>{personWords(session.account)}</strong>（ログインしている人）
          </p>
        )}
        {finishing !== null && <p className="notice">{finishing}</p>}
        {asksApprover && (
          <div className="move-pair">
            <FormRow label="承認した人の職名" required error={errors['approver.post']}>
              {(ids) => <TextInput {...ids} maxLength={60} value={post} onChange={setPost} />}
            </FormRow>
            <FormRow label="承認した人の名前" required error={errors['approver.name']}>
              {(ids) => <TextInput {...ids} maxLength={60} value={name} onChange={setName} />}
            </FormRow>
          </div>
        )}
        <FormRow
          label="切り替える理由"
          required
          error={errors['reason']}
          help="対策基準の題名と改正の日など。履歴と結果表に残ります。"
        >
          {(ids) => <TextArea {...ids} maxLength={1000} value={reason} onChange={setReason} />}
        </FormRow>
        <p className="muted">
          {assets.toLocaleString('ja-JP')}
          件の分類が、一度に変わります。元の分類は履歴と結果表に残ります。元に戻すときは、逆向きの切替をします。
        </p>
        <div className="row">
          <Button refusal={finishing} type="submit" variant="primary" disabled={busy || status.open > 0}>
            {busy ? '切り替えています…' : `${assets.toLocaleString('ja-JP')}件を切り替える`}
          </Button>
          <ActionButton needs="move.abandon" variant="danger" disabled={busy} onClick={() => setAbandoning(true)}>
            切替を取りやめる
          </ActionButton>
        </div>
      </EntryForm>
      {abandoning && <AbandonDialog onClose={() => setAbandoning(false)} />}
    </>
  );
}

function AbandonDialog({ onClose }: { onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const abandon = async () => {
    try {
      await call('move.abandon', { reason });
      forgetPlace();
      showToast('切替を取りやめました。台帳は変わっていません。');
      navigate(hrefScreen('move'), { replace: true });
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const message = failure?.fields?.find(({ path }) => path === 'reason')?.message;
  return (
    <Dialog
      title="切替を取りやめる"
      onClose={onClose}
      onSubmit={abandon}
      footer={
        <>
          <Button onClick={onClose}>続ける</Button>
          <Button type="submit" variant="danger">
            取りやめる
          </Button>
        </>
      }
    >
      <p>台帳は変わりません。ここまでに決めた内容は記録に残りますが、続きからは始められなくなります。</p>
      {failure && !message && <ErrorMessage failure={failure} />}
      <FormRow label="取りやめる理由" required error={message}>
        {(ids) => <TextArea {...ids} data-autofocus maxLength={1000} value={reason} onChange={setReason} />}
      </FormRow>
    </Dialog>
  );
}
