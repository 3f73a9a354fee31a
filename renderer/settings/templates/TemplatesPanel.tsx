import { useState } from 'react';
import { KIND_DEFINITIONS } from '../../../contract/catalogue/index.ts';
import type { LabelTemplateInfo } from '../../../contract/label.ts';
import { call } from '../../client.ts';
import { RowAction } from '../../session/RowAction.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { announceLast } from '../../undo.ts';
import { complain, useCall } from '../../useCall.ts';
import { RemoveDialog } from '../RemoveDialog.tsx';
import { TemplateEditor } from './TemplateEditor.tsx';
import { copyOf, draftOf, type TemplateDraft } from './templateDraft.ts';
import { rangeWords, TARGET_WORDS } from './words.ts';
import './templates.css';

interface Editing {
  readonly draft: TemplateDraft;
  /** 0: a new one. */
  readonly revision: number;
}

/** ラベルのひな形: what comes with the app to copy, and the union's own to change. */
export function TemplatesPanel() {
  const templates = useCall('label.templates', {});
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<LabelTemplateInfo | null>(null);
  if (templates.error) return <ErrorMessage failure={templates.error} />;
  if (!templates.data) return <p className="busy">ひな形を読んでいます…</p>;
  if (editing)
    return (
      <TemplateEditor
        key={editing.draft.id}
        first={editing.draft}
        revision={editing.revision}
        onClose={() => setEditing(null)}
      />
    );
  const remove = async (template: LabelTemplateInfo) => {
    setRemoving(null);
    try {
      await call('label.templateRemove', { id: template.id });
      void announceLast(`「${template.name}」を消しました。`);
    } catch (error) {
      complain(error);
    }
  };
  const groups = [
    { title: '組合のひな形', own: templates.data.filter((one) => !one.preset) },
    { title: 'はじめからあるひな形', own: templates.data.filter((one) => one.preset) },
  ];
  return (
    <div className="templates-panel">
      <p className="muted">
        はじめからあるひな形は変えられません。写しを作って直すと、ラベルの画面で選べるようになります。
      </p>
      {groups.map(({ title, own }) => (
        <section key={title} className="card stack" aria-labelledby={`templates-${title}`}>
          <h2 id={`templates-${title}`}>{title}</h2>
          {own.length === 0 ? (
            <p className="muted">まだありません。</p>
          ) : (
            <TemplateTable
              templates={own}
              onCopy={(one) => setEditing({ draft: copyOf(one), revision: 0 })}
              onEdit={(one) => setEditing({ draft: draftOf(one), revision: one.revision })}
              onRemove={setRemoving}
            />
          )}
        </section>
      ))}
      {removing && (
        <RemoveDialog
          what={`ひな形「${removing.name}」`}
          stays="これまでに印刷した記録はそのまま残り、どの版で印刷したかも読めます。"
          onRemove={() => void remove(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </div>
  );
}

interface TemplateTableProps {
  templates: readonly LabelTemplateInfo[];
  onCopy: (template: LabelTemplateInfo) => void;
  onEdit: (template: LabelTemplateInfo) => void;
  onRemove: (template: LabelTemplateInfo) => void;
}

function TemplateTable({ templates, onCopy, onEdit, onRemove }: TemplateTableProps) {
  return (
    <div className="sheets-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col">何に貼るか</th>
            <th scope="col">合う大きさ（mm）</th>
            <th scope="col">版</th>
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {templates.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td>
                {one.kinds.length > 0
                  ? one.kinds.map((kind) => KIND_DEFINITIONS[kind].label).join('、')
                  : TARGET_WORDS[one.target]}
              </td>
              <td className="nowrap">
                幅{rangeWords(one.size.minWidth, one.size.maxWidth)}、高さ
                {rangeWords(one.size.minHeight, one.size.maxHeight)}
              </td>
              <td className="number">{one.preset ? '既定' : one.revision}</td>
              <td className="nowrap sheets-actions">
                <RowAction
                  needs="label.templateSave"
                  of={one.name}
                  particle="の"
                  does="写しを作る"
                  onClick={() => onCopy(one)}
                />
                {!one.preset && (
                  <>
                    <RowAction needs="label.templateSave" of={one.name} does="直す" onClick={() => onEdit(one)} />
                    <RowAction needs="label.templateRemove" of={one.name} does="消す" onClick={() => onRemove(one)} />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
