import { useEffect, useState } from 'react';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import type { Field, Kind } from '../../contract/catalogue/index.ts';
import type { Catalogue } from '../../contract/catalogue/own.ts';
import type { Failure } from '../../contract/errors.ts';
import { call } from '../client.ts';
import { FieldInput } from '../fields/FieldInput.tsx';
import { isEmpty, sameValue, valueWords } from '../fields/words.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { announceChange } from '../undo.ts';
import { failureOf } from '../useCall.ts';

const STEP = 1000;

/** Current values of one field over a selection: value in words -> count, and how many already equal the new one. */
interface Preview {
  readonly same: number;
  readonly counts: readonly (readonly [words: string, count: number])[];
}

/** Fields that make sense to set for many: typed by people, and not what tells one asset from another. */
function bulkFields(catalogue: Catalogue, kind: Kind | null): readonly Field[] {
  const fields = kind ? catalogue.fieldsOf(kind) : catalogue.commonFields;
  return fields.filter(
    (field) =>
      (field.origin === undefined || field.origin === 'typed' || field.origin === 'default') &&
      !field.perItem &&
      !['name', 'kana', 'importedNotes', 'importanceReason'].includes(field.id),
  );
}

function usePreview(ids: readonly string[], field: Field | undefined, value: FieldValue): Preview | null {
  const register = useRegister();
  const [preview, setPreview] = useState<Preview | null>(null);
  const wanted = JSON.stringify(value);
  useEffect(() => {
    setPreview(null);
    if (!field) return;
    let stopped = false;
    const count = async () => {
      const counts = new Map<string, number>();
      let same = 0;
      for (let at = 0; at < ids.length && !stopped; at += STEP) {
        const part = ids.slice(at, at + STEP);
        const page = await call('asset.list', { ids: part, columns: [field.id], limit: STEP });
        for (const row of page.rows) {
          const old = row.values[field.id];
          if (sameValue(old, JSON.parse(wanted) as FieldValue)) same += 1;
          const words = valueWords(register, field, old, row.schemeId) || '未記入';
          counts.set(words, (counts.get(words) ?? 0) + 1);
        }
      }
      if (!stopped) setPreview({ same, counts: [...counts].sort((a, b) => b[1] - a[1]) });
    };
    // A failed preview stays empty; the change itself says what is wrong.
    count().catch(() => undefined);
    return () => {
      stopped = true;
    };
  }, [ids, field, wanted, register]);
  return preview;
}

interface BulkDialogProps {
  ids: readonly string[];
  kind: Kind | null;
  onClose: () => void;
}

/** One field, one new value, for all chosen assets; says beforehand how many will change. */
export function BulkDialog({ ids, kind, onClose }: BulkDialogProps) {
  const { catalogue, scheme } = useRegister();
  const fields = bulkFields(catalogue, kind);
  const [fieldId, setFieldId] = useState('');
  const [value, setValue] = useState<FieldValue>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** Emptying a field of many assets is asked for by name, never by leaving a box empty. */
  const [clearing, setClearing] = useState(false);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const field = fields.find((one) => one.id === fieldId);
  const preview = usePreview(ids, field, value);
  const open = !clearing && isEmpty(value);
  const changing = preview ? ids.length - preview.same : null;

  const save = async () => {
    if (!field || problem || busy || open || changing === 0) return;
    setBusy(true);
    try {
      const changed = await call('asset.updateMany', {
        ids: [...ids],
        values: { [field.id]: value as string | number | string[] | null },
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      });
      if (changed.waiting)
        showToast(`${changed.waiting.toLocaleString('ja-JP')}件の「${field.label}」の変更は、承認を待っています。`);
      else announceChange(changed.changeId, `${changed.changed}件の「${field.label}」を変えました。`);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={`${ids.length.toLocaleString('ja-JP')}件をまとめて変える`}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button
            type="submit"
            variant="primary"
            disabled={!field || problem !== null || busy || open || changing === 0}
          >
            {changing === null || open ? '変更する' : `${changing.toLocaleString('ja-JP')}件を変更する`}
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      <FormRow label="変える項目">
        {(control) => (
          <Select
            {...control}
            data-autofocus
            value={fieldId}
            empty="項目を選んでください"
            options={fields.map((one) => ({ value: one.id, label: one.label }))}
            onChange={(id) => {
              setFieldId(id);
              setValue(null);
              setClearing(false);
              setProblem(null);
            }}
          />
        )}
      </FormRow>
      {field && (
        <label className="check">
          <input
            type="checkbox"
            checked={clearing}
            onChange={(event) => {
              setClearing(event.target.checked);
              setValue(null);
              setProblem(null);
            }}
          />
          「{field.label}」の値を消す
        </label>
      )}
      {field && !clearing && (
        <FormRow label="新しい値" help={field.help} error={problem}>
          {(control) => (
            <FieldInput
              key={field.id}
              field={field}
              scheme={scheme()}
              ids={control}
              value={value}
              onChange={(next, wrong) => {
                setValue(next);
                setProblem(wrong);
              }}
            />
          )}
        </FormRow>
      )}
      <FormRow label="変更の理由（書かなくてもかまいません）" help="履歴に残ります。例 令和8年4月の組織変更">
        {(control) => <TextInput {...control} value={reason} onChange={setReason} maxLength={1000} />}
      </FormRow>
      {field && !open && (
        <div className="notice notice-plain" aria-live="polite">
          {preview ? (
            <>
              <p>
                {ids.length.toLocaleString('ja-JP')}件のうち、<strong>{changing?.toLocaleString('ja-JP')}件</strong>
                が変わります{preview.same > 0 && `（${preview.same.toLocaleString('ja-JP')}件はすでに同じ値です）`}。
              </p>
              <p className="muted small">
                いまの値：
                {preview.counts
                  .slice(0, 6)
                  .map(([words, count]) => `${words} ${count.toLocaleString('ja-JP')}件`)
                  .join('、')}
                {preview.counts.length > 6 && ` ほか${preview.counts.length - 6}種類`}
              </p>
            </>
          ) : (
            <p>いまの値を数えています…</p>
          )}
        </div>
      )}
    </Dialog>
  );
}
