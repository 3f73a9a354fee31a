import { useState } from 'react';
import { KIND_DEFINITIONS, KIND_ORDER, type Kind } from '../../../contract/catalogue/index.ts';
import { OWN_TYPE_WORDS, OWN_TYPES, type OwnField, type OwnFieldType } from '../../../contract/catalogue/own.ts';
import type { Failure } from '../../../contract/errors.ts';
import { labelTaken, MOST_OWN_LABEL } from '../../../contract/ownField.ts';
import { call } from '../../client.ts';
import { useRegister } from '../../registerContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { announceLast } from '../../undo.ts';
import { failureOf, useCall } from '../../useCall.ts';

interface OwnFieldDialogProps {
  /** null: a new field. */
  field: OwnField | null;
  onClose: () => void;
}

/** An own field: new or changed. */
export function OwnFieldDialog({ field, onClose }: OwnFieldDialogProps) {
  const { catalogue } = useRegister();
  const others = catalogue.ownFields.filter(({ id }) => id !== field?.id);
  const uses = useCall('ownField.uses', field ? {} : null);
  const use = uses.data?.find(({ id }) => id === field?.id);
  const filled = field !== null && (!use || use.used + use.binned > 0);
  const [label, setLabel] = useState(field?.label ?? '');
  const [type, setType] = useState<OwnFieldType>(field?.type ?? 'text');
  const [kinds, setKinds] = useState<readonly Kind[]>(field?.kinds ?? []);
  const [help, setHelp] = useState(field?.help ?? '');
  const [inGrid, setInGrid] = useState(field?.inGrid ?? false);
  const [after, setAfter] = useState(() => before(catalogue.ownFields, field));
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const name = label.trim();
  const nameProblem = name === '' ? '名前を入れてください。' : labelTaken(catalogue.ownFields, name, field?.id ?? null);
  const kindsProblem = kinds.length === 0 ? '資産区分を一つ以上選んでください。' : null;
  const refused = (path: string) => failure?.fields?.find((one) => one.path === path)?.message ?? null;

  const save = async () => {
    setTried(true);
    if (nameProblem || kindsProblem) return;
    setSaving(true);
    setFailure(null);
    try {
      const values = { label: name, type, kinds: [...kinds], help: help.trim(), inGrid, after };
      await call('ownField.save', { ...values, ...(field ? { id: field.id } : {}) });
      void announceLast(field ? `「${name}」を直しました。` : `「${name}」を追加しました。`);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
      setSaving(false);
    }
  };
  return (
    <Dialog
      title={field ? `独自項目「${field.label}」を直す` : '独自項目を追加する'}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" disabled={saving}>
            {field ? '保存' : '追加する'}
          </Button>
        </>
      }
    >
      {failure && !failure.fields?.length && <ErrorMessage failure={failure} />}
      <FormRow
        label="名前"
        required
        error={refused('label') ?? (tried || name !== '' ? nameProblem : null)}
        help="資産の画面、台帳の列の見出しになります。"
      >
        {(ids) => <TextInput {...ids} data-autofocus maxLength={MOST_OWN_LABEL} value={label} onChange={setLabel} />}
      </FormRow>
      <div className="masters-pair">
        <FormRow
          label="値の形"
          error={refused('type')}
          help={filled ? '値の入っている資産があるので、変えられません。' : '値を入れたあとは変えられません。'}
        >
          {(ids) => (
            <Select
              {...ids}
              value={type}
              disabled={filled}
              options={OWN_TYPES.map((one) => ({ value: one, label: OWN_TYPE_WORDS[one] }))}
              onChange={(one) => setType(one as OwnFieldType)}
            />
          )}
        </FormRow>
        <FormRow label="並び順">
          {(ids) => (
            <Select
              {...ids}
              value={after}
              empty="いちばん前"
              options={others.map((one) => ({ value: one.id, label: `「${one.label}」の次` }))}
              onChange={setAfter}
            />
          )}
        </FormRow>
      </div>
      <fieldset className="own-kinds">
        <legend className="form-label">この項目を持つ資産区分</legend>
        <div className="own-kinds-list">
          {KIND_ORDER.map((kind) => (
            <label key={kind} className="check">
              <input
                type="checkbox"
                checked={kinds.includes(kind)}
                onChange={(event) =>
                  setKinds(KIND_ORDER.filter((one) => (one === kind ? event.target.checked : kinds.includes(one))))
                }
              />
              {KIND_DEFINITIONS[kind].label}
            </label>
          ))}
        </div>
        <Button small variant="plain" onClick={() => setKinds(KIND_ORDER)}>
          すべて選ぶ
        </Button>
        {(refused('kinds') ?? (tried ? kindsProblem : null)) && (
          <p className="form-error" role="alert">
            {refused('kinds') ?? kindsProblem}
          </p>
        )}
      </fieldset>
      <FormRow label="説明" help="入力する人のために、項目のそばに出します。">
        {(ids) => <TextInput {...ids} maxLength={200} value={help} onChange={setHelp} />}
      </FormRow>
      <label className="check">
        <input type="checkbox" checked={inGrid} onChange={(event) => setInGrid(event.target.checked)} />
        台帳の一覧に列として出す
      </label>
    </Dialog>
  );
}

/** The field that stands before this one; a new one comes last. '' for none. */
function before(all: readonly OwnField[], field: OwnField | null): string {
  const at = field ? all.findIndex(({ id }) => id === field.id) : all.length;
  return all[at - 1]?.id ?? '';
}
