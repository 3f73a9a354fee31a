import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { TextInput } from '../../ui/TextInput.tsx';

interface LevelDialogProps {
  /** 機密性 */
  axis: string;
  /** Codes that are taken. */
  taken: readonly string[];
  /** The code to change; without it a level is added. */
  code?: string;
  onDone: (code: string, name: string) => void;
  onClose: () => void;
}

/** Asks for the code of a level: what the register stores with every asset, and so what is fixed from then on. */
export function LevelDialog({ axis, taken, code: old, onDone, onClose }: LevelDialogProps) {
  const [code, setCode] = useState(old ?? '');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const done = () => {
    const wanted = code.trim();
    if (wanted === '') return setProblem('記号を入れてください。');
    if (wanted.length > 20) return setProblem('記号は20字までです。');
    if (wanted !== old && taken.includes(wanted)) return setProblem(`「${wanted}」は、もうあります。`);
    onDone(wanted, name.trim() || `${axis}${wanted}`);
    onClose();
  };
  return (
    <Dialog
      title={old === undefined ? `${axis}の段階を加える` : `段階「${old}」の記号を変える`}
      size="small"
      onClose={onClose}
      onSubmit={done}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary">
            {old === undefined ? '加える' : '変える'}
          </Button>
        </>
      }
    >
      <FormRow
        label="記号"
        required
        error={problem}
        help="台帳に残る値です。資産の分類に一度でも使うと、変えられなくなります。例 3B"
      >
        {(ids) => (
          <TextInput
            {...ids}
            data-autofocus
            className="settings-short"
            value={code}
            onChange={(text) => {
              setCode(text);
              setProblem(null);
            }}
          />
        )}
      </FormRow>
      {old === undefined && (
        <FormRow label="名前" help={`空けておくと「${axis}${code.trim()}」になります。`}>
          {(ids) => <TextInput {...ids} maxLength={60} value={name} onChange={setName} />}
        </FormRow>
      )}
    </Dialog>
  );
}
