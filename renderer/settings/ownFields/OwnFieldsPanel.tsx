import { useState } from 'react';
import { kindWords, MOST_OWN_FIELDS, OWN_TYPE_WORDS, type OwnField } from '../../../contract/catalogue/own.ts';
import { call } from '../../client.ts';
import { useRegister } from '../../registerContext.tsx';
import { ActionButton } from '../../session/Permit.tsx';
import { RowAction } from '../../session/RowAction.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { announceLast } from '../../undo.ts';
import { complain, useCall } from '../../useCall.ts';
import { OwnFieldDialog } from './OwnFieldDialog.tsx';

/** 独自項目: the union's own fields; what is put away keeps its values. */
export function OwnFieldsPanel() {
  const { catalogue } = useRegister();
  const [editing, setEditing] = useState<OwnField | 'new' | null>(null);
  const { ownFields } = catalogue;
  const full = ownFields.length >= MOST_OWN_FIELDS;
  const change = async (field: OwnField, part: { readonly archived: boolean }, words: string) => {
    try {
      const { id, label, type, kinds } = field;
      await call('ownField.save', { id, label, type, kinds: [...kinds], ...part });
      void announceLast(words);
    } catch (error) {
      complain(error);
    }
  };
  return (
    <section className="card stack" aria-labelledby="own-fields-title">
      <div className="row">
        <h2 id="own-fields-title">独自項目</h2>
        <p className="muted number">
          {ownFields.length}項目（{MOST_OWN_FIELDS}項目まで）
        </p>
        <ActionButton needs="ownField.save" disabled={full} onClick={() => setEditing('new')}>
          追加する
        </ActionButton>
      </div>
      <p className="form-help">
        この組合だけの項目です。資産の画面、一覧の絞り込み、台帳のExcel、様式、取り込みで、ほかの項目と同じように使えます。
        {full && 'これ以上は足せません。使わなくなった項目を直して使ってください。'}
      </p>
      {ownFields.length === 0 ? (
        <EmptyState title="まだ独自項目がありません。取り込みの「列の対応」でも作れます。" />
      ) : (
        <OwnFieldTable
          fields={ownFields}
          onEdit={setEditing}
          onPutAway={(field) =>
            void change(
              field,
              { archived: !field.archived },
              field.archived
                ? `「${field.label}」をまた使えるようにしました。`
                : `「${field.label}」をしまいました。入っている値は消えません。`,
            )
          }
        />
      )}
      {editing && <OwnFieldDialog field={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </section>
  );
}

interface OwnFieldTableProps {
  fields: readonly OwnField[];
  onEdit: (field: OwnField) => void;
  onPutAway: (field: OwnField) => void;
}

function OwnFieldTable({ fields, onEdit, onPutAway }: OwnFieldTableProps) {
  const uses = useCall('ownField.uses', {});
  const used = (id: string) => uses.data?.find((one) => one.id === id)?.used;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="masters-table" tabIndex={0} aria-label="独自項目の一覧">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col">値の形</th>
            <th scope="col">資産区分</th>
            <th scope="col">一覧の列</th>
            <th scope="col">値のある資産</th>
            <th scope="col">区別</th>
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.id} className={field.archived ? 'masters-hidden' : ''}>
              <th scope="row">{field.label}</th>
              <td className="nowrap">{OWN_TYPE_WORDS[field.type]}</td>
              <td>{kindWords(field.kinds)}</td>
              <td className="nowrap">{field.inGrid ? '出す' : ''}</td>
              <td className="nowrap number">{used(field.id)?.toLocaleString('ja-JP')}</td>
              <td className="nowrap">{field.archived ? 'しまった項目' : ''}</td>
              <td className="nowrap masters-actions">
                <RowAction needs="ownField.save" of={field.label} does="直す" onClick={() => onEdit(field)} />
                <RowAction
                  needs="ownField.save"
                  of={field.label}
                  does={field.archived ? 'また使う' : 'しまう'}
                  onClick={() => onPutAway(field)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
