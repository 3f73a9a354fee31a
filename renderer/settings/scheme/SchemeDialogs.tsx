import { useState } from 'react';
import type { Failure } from '../../../contract/errors.ts';
import type { SchemeInfo } from '../../../contract/scheme.ts';
import { call } from '../../client.ts';
import { useRegister } from '../../registerContext.tsx';
import { hrefScreen, navigate } from '../../router.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { showToast } from '../../ui/toast.ts';
import { announceLast } from '../../undo.ts';
import { failureOf } from '../../useCall.ts';

interface DialogProps {
  scheme: SchemeInfo;
  onClose: () => void;
}

/** Runs a change once and keeps its failure for the dialog. */
function useOnce(work: () => Promise<void>) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };
  return { failure, busy, run: () => void run() };
}

/** 写しを作る: the union's own scheme begins as a copy, and opens in the editor. */
export function CopyDialog({ scheme, onClose }: DialogProps) {
  const { status } = useRegister();
  const [name, setName] = useState(`${status.unionName}の分類`.slice(0, 100));
  const { failure, busy, run } = useOnce(async () => {
    const made = await call('scheme.copy', { id: scheme.id, name: name.trim() });
    showToast(`「${made.name}」を作りました。`);
    onClose();
    navigate(hrefScreen('settings', 'scheme-edit', made.id));
  });
  const nameProblem = failure?.fields?.find((field) => field.path === 'name')?.message;
  return (
    <Dialog
      title="分類体系の写しを作る"
      onClose={onClose}
      onSubmit={run}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" disabled={busy}>
            写しを作る
          </Button>
        </>
      }
    >
      {failure && !nameProblem && <ErrorMessage failure={failure} />}
      <p>「{scheme.name}」を写します。写しは自由に直せます。今の分類には何も起こりません。</p>
      <FormRow label="写しの名前" required error={nameProblem}>
        {(ids) => <TextInput {...ids} data-autofocus maxLength={100} value={name} onChange={setName} />}
      </FormRow>
    </Dialog>
  );
}

/** What speaks against using a scheme today; null when it is in force. */
export function notInForce(
  scheme: Pick<SchemeInfo, 'effectiveFrom' | 'effectiveUntil'>,
  today: string,
  dateWords: (iso: string) => string,
): string | null {
  if (scheme.effectiveFrom && scheme.effectiveFrom > today)
    return `使い始める日は${dateWords(scheme.effectiveFrom)}です。まだその日になっていません。`;
  if (scheme.effectiveUntil && scheme.effectiveUntil < today)
    return `使い終わる日は${dateWords(scheme.effectiveUntil)}です。もう過ぎています。`;
  return null;
}

/** この体系を使う: asks first, and says so when the scheme is not in force (yet or any more). */
export function UseDialog({ scheme, onClose }: DialogProps) {
  const { status, dateWords } = useRegister();
  const warning = notInForce(scheme, status.today, dateWords);
  const { failure, busy, run } = useOnce(async () => {
    await call('setting.save', { schemeId: scheme.id });
    void announceLast(`「${scheme.name}」を使います。`);
    onClose();
  });
  return (
    <Dialog
      title="この分類体系を使う"
      onClose={onClose}
      onSubmit={run}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" disabled={busy} data-autofocus>
            {warning ? 'それでも使う' : '使う'}
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      {warning && <p className="notice">{warning}</p>}
      <p>これから分類する資産に「{scheme.name}」を使います。</p>
      <p>もう分類してある資産は、分類し直すまで今の体系のままです。</p>
    </Dialog>
  );
}

/** 消す: only for a scheme that nothing was ever classed in; the core says why not, otherwise. */
export function RemoveDialog({ scheme, onClose }: DialogProps) {
  const { failure, busy, run } = useOnce(async () => {
    await call('scheme.remove', { id: scheme.id });
    showToast(`「${scheme.name}」を消しました。`);
    onClose();
    navigate(hrefScreen('settings', 'schemes'));
  });
  return (
    <Dialog
      title="分類体系を消す"
      onClose={onClose}
      onSubmit={run}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            やめる
          </Button>
          <Button type="submit" variant="danger" disabled={busy}>
            消す
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      <p>「{scheme.name}」を一覧から消します。一度も分類に使っていないものだけが消せます。</p>
    </Dialog>
  );
}
