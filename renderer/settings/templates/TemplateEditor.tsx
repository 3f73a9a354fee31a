import { useState } from 'react';
import type { Failure } from '../../../contract/errors.ts';
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
import { RowList } from './RowList.tsx';
import { TemplateFields } from './TemplateFields.tsx';
import { TemplatePreviewPane } from './TemplatePreviewPane.tsx';
import { draftProblems, type TemplateDraft, templateOf } from './templateDraft.ts';

interface TemplateEditorProps {
  first: TemplateDraft;
  /** The revision that is edited; 0: a new template. */
  revision: number;
  onClose: () => void;
}

/** A template at the left, the label that it makes at the right. */
export function TemplateEditor({ first, revision, onClose }: TemplateEditorProps) {
  const [draft, setDraft] = useState(first);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const problems = draftProblems(draft);
  const dirty = JSON.stringify(templateOf(first)) !== JSON.stringify(templateOf(draft));

  const save = async (): Promise<boolean> => {
    if (saving || problems.size > 0) return false;
    setSaving(true);
    setFailure(null);
    try {
      const template = templateOf(draft);
      await call('label.templateSave', { template, revision, ...(reason.trim() ? { reason: reason.trim() } : {}) });
      void announceLast(`ひな形「${template.name.trim()}」を保存しました。`);
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
    <EntryForm className="template-editor" onSubmit={save}>
      {failure && <ErrorMessage failure={failure} />}
      <div className="template-panes">
        <div className="template-form">
          <section className="card stack" aria-labelledby="template-name">
            <h2 id="template-name">{revision === 0 ? '新しいひな形' : `「${first.name}」を直す`}</h2>
            <TemplateFields draft={draft} problems={problems} onChange={setDraft} />
          </section>
          <section className="card stack" aria-labelledby="template-rows">
            <h2 id="template-rows">上から順に書くもの</h2>
            <p className="form-help">
              場所が足りないときは、「残す順」の数が小さい行から省きます。行は「上へ」「下へ」か、行の中で Alt+↑・Alt+↓
              で動かせます。
            </p>
            <RowList draft={draft} problems={problems} onChange={setDraft} />
          </section>
        </div>
        <TemplatePreviewPane draft={draft} />
      </div>
      <div className="settings-save">
        <FormRow label="理由（任意）">
          {(ids) => <TextInput {...ids} maxLength={1000} value={reason} onChange={setReason} />}
        </FormRow>
        <Button onClick={onClose}>やめる</Button>
        <Button type="submit" variant="primary" disabled={saving || !(dirty || revision === 0) || problems.size > 0}>
          保存
        </Button>
      </div>
      {leave.dialog}
    </EntryForm>
  );
}
