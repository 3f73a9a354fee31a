import { useState } from 'react';
import type { Failure } from '../../../contract/errors.ts';
import { type LabelSheet, sheetProblems } from '../../../contract/labelSheet.ts';
import { call } from '../../client.ts';
import { useSaveKey, useShortcuts } from '../../keys.ts';
import { Button } from '../../ui/Button.tsx';
import { EntryForm } from '../../ui/EntryForm.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { announceLast } from '../../undo.ts';
import { failureOf } from '../../useCall.ts';
import { useLeaveGuard } from '../../useLeaveGuard.tsx';
import { SheetDrawing } from './SheetDrawing.tsx';
import { SheetFields } from './SheetFields.tsx';
import { changed, sheetOf } from './sheetDraft.ts';

interface SheetEditorProps {
  first: LabelSheet;
  isNew: boolean;
  onClose: () => void;
}

/** An own sheet in mm, with its drawing as it is typed. */
export function SheetEditor({ first, isNew, onClose }: SheetEditorProps) {
  const [base, setBase] = useState(() => sheetOf(first));
  const [sheet, setSheet] = useState(base);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const [tried, setTried] = useState(false);
  const problems = sheetProblems(sheet);
  const nameless = tried && sheet.name.trim() === '' ? '名前を入れてください。' : null;
  const dirty = JSON.stringify(base) !== JSON.stringify(sheet);
  const errors = new Map([
    ...(failure?.fields ?? []).map((field) => [field.path.replace(/^sheet\./, ''), field.message] as const),
    ...problems.map((problem) => [problem.path, problem.message] as const),
    ...(nameless ? [['name', nameless] as const] : []),
  ]);

  const save = async (): Promise<boolean> => {
    setTried(true);
    if (saving || problems.length > 0 || sheet.name.trim() === '') return false;
    setSaving(true);
    setFailure(null);
    try {
      await call('label.sheetSave', { sheet, ...(reason.trim() ? { reason: reason.trim() } : {}) });
      void announceLast(`用紙「${sheet.name.trim()}」を保存しました。`);
      setBase(sheet);
      onClose();
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      setSaving(false);
    }
  };
  const leave = useLeaveGuard(dirty, '保存', save);
  const saveKey = useSaveKey(save);
  useShortcuts({ 'ctrl+s': saveKey });
  return (
    <EntryForm className="sheet-editor" onSubmit={save}>
      {failure && <ErrorMessage failure={failure} />}
      <div className="sheet-editor-panes">
        <section className="card stack" aria-labelledby="sheet-editor">
          <h2 id="sheet-editor">{isNew ? '組合の用紙を足す' : `「${base.name}」を直す`}</h2>
          <SheetFields sheet={sheet} errors={errors} onChange={(part) => setSheet(changed(sheet, part))} />
        </section>
        <SheetDrawing sheet={sheet} wrong={problems.length > 0} />
      </div>
      <div className="settings-save">
        <FormRow label="理由（任意）">
          {(ids) => <TextInput {...ids} maxLength={1000} value={reason} onChange={setReason} />}
        </FormRow>
        <Button onClick={onClose}>やめる</Button>
        <Button type="submit" variant="primary" disabled={saving || !(dirty || isNew)}>
          保存
        </Button>
      </div>
      {leave.dialog}
    </EntryForm>
  );
}
