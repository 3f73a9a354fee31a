import { useState } from 'react';
import type { LabelPrinter } from '../../contract/label.ts';
import { call } from '../client.ts';
import { ActionButton } from '../session/Permit.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { printerName } from './sheetWords.ts';

interface PrinterFieldsProps {
  printers: readonly LabelPrinter[];
  chosen: LabelPrinter | null;
  onChoose: (id: string | null) => void;
  /** Runs a call and shows what goes wrong. */
  work: (act: () => Promise<void>) => Promise<void>;
}

/** One of the printers, or a new one: each tray pulls the paper in its own way. */
export function PrinterFields({ printers, chosen, onChoose, work }: PrinterFieldsProps) {
  const [name, setName] = useState('');
  const [tray, setTray] = useState('');
  const add = () =>
    work(async () => {
      const made = await call('label.printerSave', { name, tray, offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1 });
      setName('');
      setTray('');
      onChoose(made.id);
    });
  return (
    <>
      <FormRow label="位置を合わせるプリンター">
        {(ids) => (
          <Select
            {...ids}
            value={chosen?.id ?? ''}
            empty="（新しく足す）"
            options={printers.map((one) => ({ value: one.id, label: printerName(one) }))}
            onChange={(id) => onChoose(id || null)}
          />
        )}
      </FormRow>
      {!chosen && (
        <div className="calibration-new">
          <FormRow label="プリンターの名前" required>
            {(ids) => (
              <TextInput {...ids} maxLength={60} placeholder="例 事務室の複合機" value={name} onChange={setName} />
            )}
          </FormRow>
          <FormRow label="トレイ">
            {(ids) => <TextInput {...ids} maxLength={40} placeholder="例 手差し" value={tray} onChange={setTray} />}
          </FormRow>
          <ActionButton needs="label.printerSave" disabled={name.trim() === ''} onClick={add}>
            足す
          </ActionButton>
        </div>
      )}
    </>
  );
}
