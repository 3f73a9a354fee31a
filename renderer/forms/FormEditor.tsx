import { useDeferredValue, useState } from 'react';
import type { AssetFilter } from '../../contract/asset.ts';
import type { Failure } from '../../contract/errors.ts';
import { type Form, formProblems } from '../../contract/form.ts';
import { call } from '../client.ts';
import { useSaveKey, useShortcuts } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { announceLast } from '../undo.ts';
import { failureOf, useCall } from '../useCall.ts';
import { useLeaveGuard } from '../useLeaveGuard.tsx';
import { ColumnList } from './ColumnList.tsx';
import { FormFields } from './FormFields.tsx';
import { FormPreviewPane } from './FormPreviewPane.tsx';
import { draftOf, formOf } from './formDraft.ts';

interface FormEditorProps {
  first: Form;
  /** The revision that is edited; 0: a preset as it came, or a new form. */
  revision: number;
  isNew: boolean;
  filter: AssetFilter;
  onSaved: (id: string) => void;
  onClose: () => void;
}

/** A form at the left, its first rows at the right. */
export function FormEditor({ first, revision, isNew, filter, onSaved, onClose }: FormEditorProps) {
  const { catalogue } = useRegister();
  const [draft, setDraft] = useState(() => draftOf(first));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const form = formOf(draft);
  const problems = form.type === 'template' ? [] : formProblems(form, catalogue);
  const named = form.name.trim() !== '';
  const dirty = JSON.stringify(form) !== JSON.stringify(first);
  const shown = useDeferredValue(form);
  const preview = useCall('form.preview', formProblems(shown, catalogue).length === 0 ? { form: shown, filter } : null);

  const save = async (): Promise<boolean> => {
    if (saving || problems.length > 0 || !named) return false;
    setSaving(true);
    setFailure(null);
    try {
      await call('form.save', { form, revision });
      void announceLast(`様式「${form.name.trim()}」を保存しました。`);
      onSaved(form.id);
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
  useShortcuts({ 'ctrl+s': useSaveKey(save) });
  return (
    <EntryForm className="form-editor" onSubmit={save}>
      {failure && <ErrorMessage failure={failure} />}
      <div className="form-editor-panes">
        <div className="stack">
          <section className="card stack" aria-labelledby="form-name">
            <h2 id="form-name">{isNew ? '新しい様式' : `「${first.name}」を直す`}</h2>
            <FormFields draft={draft} onChange={setDraft} />
          </section>
          {(form.type === 'list' || form.type === 'card') && (
            <section className="card stack" aria-labelledby="form-columns">
              <h2 id="form-columns">{form.type === 'card' ? '載せる項目' : '左から順に並ぶ列'}</h2>
              <p className="form-help">列は「上へ」「下へ」か、列の中で Alt+↑・Alt+↓ で動かせます。</p>
              <ColumnList draft={draft} onChange={setDraft} />
            </section>
          )}
        </div>
        <section className="card stack form-editor-look" aria-labelledby="form-look">
          <h2 id="form-look">できあがりの見本</h2>
          {problems.map(({ path, message }) => (
            <p key={`${path} ${message}`} className="form-error">
              ▲ {message}
            </p>
          ))}
          {preview.error && <ErrorMessage failure={preview.error} />}
          {preview.data && <FormPreviewPane form={shown} preview={preview.data} />}
        </section>
      </div>
      <div className="settings-save">
        <p className="muted form-editor-hint">
          {isNew ? '組合の様式として保存します。' : '変更は履歴に残り、取り消せます。'}
        </p>
        <Button onClick={onClose}>やめる</Button>
        <Button type="submit" variant="primary" disabled={saving || !(dirty || isNew) || problems.length > 0 || !named}>
          保存
        </Button>
      </div>
      {leave.dialog}
    </EntryForm>
  );
}
