import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import type { Settings } from '../../contract/master.ts';
import { call } from '../client.ts';
import { useShortcuts } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { PermitFields, RefusalNotice } from '../session/Permit.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { announceLast } from '../undo.ts';
import { failureOf } from '../useCall.ts';
import { useLeaveGuard } from '../useLeaveGuard.tsx';
import { ApprovalFields } from './ApprovalFields.tsx';
import { OutputFields, UnionFields } from './generalFields.tsx';

/** Only what was changed: what is not sent cannot undo somebody else's change. */
function changesOf(before: Settings, after: Settings): Partial<Settings> {
  const keys = Object.keys(after) as (keyof Settings)[];
  return Object.fromEntries(
    keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map((key) => [key, after[key]]),
  );
}

/** 組合と出力: names, numbering, 決裁欄, marking, dates, review; saved together. */
export function GeneralPanel() {
  const { settings } = useRegister();
  const [base, setBase] = useState(settings);
  const [draft, setDraft] = useState(settings);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const changes = changesOf(base, draft);
  const dirty = Object.keys(changes).length > 0;
  const isDirty = useRef(dirty);
  isDirty.current = dirty;

  useEffect(() => {
    // Settings saved elsewhere come in, unless something is being changed here.
    if (isDirty.current) return;
    setBase(settings);
    setDraft(settings);
  }, [settings]);

  /** True when it was saved. */
  const save = async (): Promise<boolean> => {
    if (!dirty || saving) return false;
    setSaving(true);
    setFailure(null);
    try {
      const saved = await call('setting.save', { ...changes, ...(reason.trim() ? { reason: reason.trim() } : {}) });
      setBase(saved);
      setDraft(saved);
      setReason('');
      void announceLast('設定を保存しました。');
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      setSaving(false);
    }
  };
  const leave = useLeaveGuard(dirty, '保存', save);
  useShortcuts({ 'ctrl+s': () => void save() });

  const errors = Object.fromEntries((failure?.fields ?? []).map((field) => [field.path, field.message]));
  const change = (part: Partial<Settings>) => setDraft({ ...draft, ...part });
  return (
    <EntryForm className="settings-form" onSubmit={save}>
      <RefusalNotice needs="setting.save" />
      {failure && <ErrorMessage failure={failure} />}
      <PermitFields needs="setting.save">
        <div className="settings-cards">
          <UnionFields draft={draft} change={change} errors={errors} />
          <OutputFields draft={draft} change={change} errors={errors} />
          <ApprovalFields draft={draft} change={change} errors={errors} />
        </div>
        <div className="settings-save">
          <FormRow label="変えた理由（任意）">
            {(ids) => <TextInput {...ids} maxLength={1000} disabled={!dirty} value={reason} onChange={setReason} />}
          </FormRow>
          <Button disabled={!dirty || saving} onClick={() => setDraft(base)}>
            元に戻す
          </Button>
          <Button type="submit" variant="primary" disabled={!dirty || saving}>
            保存
          </Button>
        </div>
      </PermitFields>
      {leave.dialog}
    </EntryForm>
  );
}
