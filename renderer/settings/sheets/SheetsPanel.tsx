import { useState } from 'react';
import type { LabelSheetInfo } from '../../../contract/label.ts';
import type { LabelSheet } from '../../../contract/labelSheet.ts';
import { call } from '../../client.ts';
import { groupOf, mm, SHEET_GROUPS } from '../../labels/sheetWords.ts';
import { ActionButton } from '../../session/Permit.tsx';
import { RowAction } from '../../session/RowAction.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { announceLast } from '../../undo.ts';
import { complain, useCall } from '../../useCall.ts';
import { RemoveDialog } from '../RemoveDialog.tsx';
import { SheetEditor } from './SheetEditor.tsx';
import { blankSheet, copyOf } from './sheetDraft.ts';
import './sheets.css';

interface Editing {
  readonly sheet: LabelSheet;
  readonly isNew: boolean;
}

/** ラベル用紙: what comes with the app to look at and copy, and the union's own. */
export function SheetsPanel() {
  const sheets = useCall('label.sheets', {});
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<LabelSheetInfo | null>(null);
  if (sheets.error) return <ErrorMessage failure={sheets.error} />;
  if (!sheets.data) return <p className="busy">用紙を読んでいます…</p>;
  if (editing)
    return (
      <SheetEditor
        key={editing.sheet.id}
        first={editing.sheet}
        isNew={editing.isNew}
        onClose={() => setEditing(null)}
      />
    );
  const remove = async (sheet: LabelSheetInfo) => {
    setRemoving(null);
    try {
      await call('label.sheetRemove', { id: sheet.id });
      void announceLast(`「${sheet.name}」を消しました。`);
    } catch (error) {
      complain(error);
    }
  };
  const own = sheets.data.filter((sheet) => !sheet.preset).length;
  return (
    <div className="sheets-panel">
      <div className="row">
        <p className="muted">はじめからある用紙は変えられません。少し違う用紙は、写しを作って直してください。</p>
        <ActionButton
          needs="label.sheetSave"
          className="sheets-new"
          onClick={() => setEditing({ sheet: blankSheet(), isNew: true })}
        >
          組合の用紙を足す
        </ActionButton>
      </div>
      {[...SHEET_GROUPS].reverse().map((group) => (
        <section key={group} className="card stack" aria-labelledby={`sheets-${group}`}>
          <h2 id={`sheets-${group}`}>{group}</h2>
          {group === '組合の用紙' && own === 0 ? (
            <p className="muted">まだありません。</p>
          ) : (
            <SheetTable
              sheets={sheets.data!.filter((sheet) => groupOf(sheet) === group)}
              onCopy={(sheet) => setEditing({ sheet: copyOf(sheet), isNew: true })}
              onEdit={(sheet) => setEditing({ sheet, isNew: false })}
              onRemove={setRemoving}
            />
          )}
        </section>
      ))}
      {removing && (
        <RemoveDialog
          what={`用紙「${removing.name}」`}
          stays="これまでに印刷した記録はそのまま残り、この用紙の名前も読めます。"
          onRemove={() => void remove(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </div>
  );
}

interface SheetTableProps {
  sheets: readonly LabelSheetInfo[];
  onCopy: (sheet: LabelSheetInfo) => void;
  onEdit: (sheet: LabelSheetInfo) => void;
  onRemove: (sheet: LabelSheetInfo) => void;
}

function SheetTable({ sheets, onCopy, onEdit, onRemove }: SheetTableProps) {
  return (
    <div className="sheets-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col">メーカー・品番</th>
            <th scope="col">ラベル（mm）</th>
            <th scope="col">面</th>
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sheets.map((sheet) => (
            <tr key={sheet.id}>
              <th scope="row">{sheet.name}</th>
              <td>{[sheet.maker, sheet.models.join('・')].filter(Boolean).join(' ')}</td>
              <td className="nowrap">
                {mm(sheet.labelWidth)}×{mm(sheet.labelHeight)}
              </td>
              <td className="nowrap">
                {sheet.medium === 'roll'
                  ? '1枚ずつ'
                  : `${sheet.columns * sheet.rows}（${sheet.columns}×${sheet.rows}）`}
              </td>
              <td className="nowrap sheets-actions">
                <RowAction
                  needs="label.sheetSave"
                  of={sheet.name}
                  particle="の"
                  does="写しを作る"
                  onClick={() => onCopy(sheet)}
                />
                {!sheet.preset && (
                  <>
                    <RowAction needs="label.sheetSave" of={sheet.name} does="直す" onClick={() => onEdit(sheet)} />
                    <RowAction needs="label.sheetRemove" of={sheet.name} does="消す" onClick={() => onRemove(sheet)} />
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
