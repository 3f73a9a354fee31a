import { useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import type { MasterItem, MasterList } from '../../contract/master.ts';
import { call } from '../client.ts';
import { offeredItems } from '../fields/validity.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { announceLast } from '../undo.ts';
import { failureOf } from '../useCall.ts';

interface MasterDialogProps {
  list: MasterList;
  /** null: a new entry. */
  item: MasterItem | null;
  onClose: () => void;
}

/** List whose entries may be the parent: 実施機関 of a group, a wider place of a place. */
const PARENT_LIST: Readonly<Record<string, { readonly list: string; readonly label: string }>> = {
  group: { list: 'body', label: '実施機関' },
  place: { list: 'place', label: '属する場所' },
};

/** An entry of a master list: new or changed. */
export function MasterDialog({ list, item, onClose }: MasterDialogProps) {
  const { itemsOf, itemWords, settings, status } = useRegister();
  const [label, setLabel] = useState(item?.label ?? '');
  const [kana, setKana] = useState(item?.kana ?? '');
  const [code, setCode] = useState(item?.code ?? '');
  const [parentId, setParentId] = useState(item?.parentId ?? '');
  const [aliases, setAliases] = useState(item?.aliases.join('、') ?? '');
  const [keyHolder, setKeyHolder] = useState(String(item?.attrs['keyHolder'] ?? ''));
  const [validFrom, setValidFrom] = useState(item?.validFrom ?? null);
  const [validUntil, setValidUntil] = useState(item?.validUntil ?? null);
  const [dateProblems, setDateProblems] = useState<{ from: string | null; until: string | null }>({
    from: null,
    until: null,
  });
  const [nameProblem, setNameProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const parent = PARENT_LIST[list.id];
  const upsideDown = validFrom && validUntil && validFrom > validUntil ? '終わりが始まりより前です。' : null;

  const save = async () => {
    if (label.trim() === '') return setNameProblem('名前を入れてください。');
    if (dateProblems.from || dateProblems.until || upsideDown) return;
    setSaving(true);
    setFailure(null);
    try {
      await call('master.save', {
        list: list.id,
        ...(item ? { id: item.id } : {}),
        label: label.trim(),
        kana: kana.trim() || null,
        code: code.trim() || null,
        parentId: parentId || null,
        ...(list.id === 'place' ? { keyHolder: keyHolder.trim() || null } : {}),
        aliases: aliases
          .split(/[、,，\n]/)
          .map((word) => word.trim())
          .filter(Boolean),
        validFrom,
        validUntil,
      });
      void announceLast(item ? `「${label.trim()}」を直しました。` : `「${label.trim()}」を追加しました。`);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
      setSaving(false);
    }
  };
  return (
    <Dialog
      title={item ? `${list.label}：「${item.label}」を直す` : `${list.label}に追加する`}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="primary" disabled={saving}>
            {item ? '保存' : '追加する'}
          </Button>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      <FormRow
        label="名前"
        required
        error={nameProblem}
        {...(item ? { help: '名前を変えると、これを選んである資産の表示もすべて変わります。' } : {})}
      >
        {(ids) => (
          <TextInput
            {...ids}
            data-autofocus
            maxLength={200}
            value={label}
            onChange={(text) => {
              setLabel(text);
              setNameProblem(null);
            }}
          />
        )}
      </FormRow>
      <div className="masters-pair">
        <FormRow label="ふりがな" help="並びと検索に使います。">
          {(ids) => <TextInput {...ids} maxLength={200} value={kana} onChange={setKana} />}
        </FormRow>
        <FormRow label="番号" {...(list.id === 'group' ? { help: '資産番号の {部署} に入ります。' } : {})}>
          {(ids) => <TextInput {...ids} maxLength={20} value={code} onChange={setCode} />}
        </FormRow>
      </div>
      {parent && (
        <FormRow label={parent.label}>
          {(ids) => (
            <Select
              {...ids}
              value={parentId}
              empty="（なし）"
              options={offeredItems(itemsOf(parent.list), status.today, [parentId, item?.parentId ?? ''])
                .filter((one) => one.id !== item?.id)
                .map((one) => ({ value: one.id, label: itemWords(one.id) }))}
              onChange={setParentId}
            />
          )}
        </FormRow>
      )}
      {list.id === 'place' && (
        <FormRow label="鍵管理者" help="場所のラベルに入ります。職名で書くと、人が替わっても貼り替えずにすみます。">
          {(ids) => <TextInput {...ids} maxLength={60} value={keyHolder} onChange={setKeyHolder} />}
        </FormRow>
      )}
      <FormRow label="ほかの書き方" help="取り込むとき、同じものとして扱う言葉です。「、」で区切ります。">
        {(ids) => <TextInput {...ids} value={aliases} onChange={setAliases} />}
      </FormRow>
      <div className="masters-pair">
        <FormRow label="使い始める日" error={dateProblems.from}>
          {(ids) => (
            <DateInput
              {...ids}
              value={validFrom}
              dateStyle={settings.dateStyle}
              onChange={(iso, problem) => {
                setValidFrom(iso);
                setDateProblems((old) => ({ ...old, from: problem }));
              }}
            />
          )}
        </FormRow>
        <FormRow label="使い終わる日" error={dateProblems.until ?? upsideDown}>
          {(ids) => (
            <DateInput
              {...ids}
              value={validUntil}
              dateStyle={settings.dateStyle}
              onChange={(iso, problem) => {
                setValidUntil(iso);
                setDateProblems((old) => ({ ...old, until: problem }));
              }}
            />
          )}
        </FormRow>
      </div>
    </Dialog>
  );
}
