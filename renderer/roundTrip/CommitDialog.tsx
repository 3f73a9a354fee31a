import { useState } from 'react';
import type { RoundTripItem } from '../../contract/roundTrip.ts';
import { ActionButton } from '../session/Permit.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { type Choice, commit } from './session.ts';

interface CommitDialogProps {
  items: readonly RoundTripItem[];
  choices: ReadonlyMap<string, Choice>;
  onClose: () => void;
}

/** Says in numbers what will be done, and asks why. */
export function CommitDialog({ items, choices, onClose }: CommitDialogProps) {
  const [reason, setReason] = useState('');
  const chosen = items.filter(({ key }) => choices.has(key));
  const count = (test: (item: RoundTripItem) => boolean) => chosen.filter(test).length;
  const changed = chosen.filter(({ what }) => what === 'changed' || what === 'cleared' || what === 'conflict');
  const lines = [
    ['新しく登録する資産', count(({ what }) => what === 'new'), '件'],
    ['値を変える資産', new Set(changed.map(({ assetId }) => assetId)).size, '件'],
    ['　変える項目', changed.length, 'か所'],
    ['　うち空欄にする項目', count(({ what, file }) => what !== 'new' && what !== 'missing' && file === ''), 'か所'],
    ['状態を「廃棄済」にする資産', count(({ key }) => choices.get(key) === 'dispose'), '件'],
    ['ごみ箱へ移す資産', count(({ key }) => choices.get(key) === 'bin'), '件'],
    ['取り込まずに残す違い', items.length - chosen.length, '件'],
  ] as const;
  const lowers = chosen.some(({ needsReason }) => needsReason);
  const submit = () => {
    if (lowers && reason.trim() === '') return;
    onClose();
    void commit(reason);
  };
  return (
    <Dialog
      title="台帳の変更を取り込む"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <ActionButton needs="roundTrip.commit" type="submit" variant="primary" disabled={lowers && !reason.trim()}>
            取り込む
          </ActionButton>
        </>
      }
    >
      <table className="table">
        <caption className="visually-hidden">取り込む内容</caption>
        <tbody>
          {lines
            .filter(([, n]) => n > 0)
            .map(([label, n, unit]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="number">
                  {n.toLocaleString('ja-JP')}
                  {unit}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className="muted">先に控えを取り、すべてを一つの変更として書きます。あとでまとめて取り消せます。</p>
      <FormRow
        label="変更の理由"
        required={lowers}
        help={lowers ? '段階の低くなる資産があるので、理由が要ります。' : '書くと、履歴に残ります。'}
      >
        {(ids) => <TextInput {...ids} value={reason} maxLength={1000} onChange={setReason} />}
      </FormRow>
    </Dialog>
  );
}
