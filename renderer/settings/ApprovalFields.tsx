import { useRegister } from '../registerContext.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import type { FieldsProps } from './generalFields.tsx';

/** 分類の承認: whether a class change waits for a second person, and whose post is proposed. */
export function ApprovalFields({ draft, change, errors }: FieldsProps) {
  const { itemsOf } = useRegister();
  const posts = itemsOf('post').filter((item) => !item.hidden);
  return (
    <section className="card stack" aria-labelledby="settings-approval">
      <h2 id="settings-approval">分類の承認</h2>
      <label className="check">
        <input
          type="checkbox"
          checked={draft.approval}
          aria-describedby="settings-approval-help"
          onChange={(event) => change({ approval: event.target.checked })}
        />
        分類の変更に、別の人の承認を求める
      </label>
      <p id="settings-approval-help" className="form-help">
        求めると、分類の変更は「点検・履歴」の「承認」で待ちます。承認されるまで、資産の分類は変わりません。
      </p>
      <FormRow
        label="承認する人の職名"
        error={errors['approverPost']}
        help="情報セキュリティ管理者にあたる職です。承認するときに、はじめに入ります。"
      >
        {(ids) => (
          <Combobox
            {...ids}
            free
            options={posts.map((item) => ({ value: item.label, label: item.label, keys: [item.kana ?? ''] }))}
            value={draft.approverPost}
            onChange={(approverPost) => change({ approverPost })}
          />
        )}
      </FormRow>
    </section>
  );
}
