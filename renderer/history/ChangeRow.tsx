import type { HistoryChange, HistoryRow } from '../../contract/history.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { LongWords } from '../ui/LongWords.tsx';

/** Fields shown at once; the others behind 「ほかn件」. */
const FIRST = 3;

interface ChangeRowProps {
  change: HistoryChange;
  onUndo: () => void;
}

/** The asset that the change is about; null when it is about several, or about none. */
function onlyAsset(change: HistoryChange): string | null {
  const ids = new Set(change.rows.filter((row) => row.entity === 'asset').map((row) => row.entityId));
  return ids.size === 1 ? [...ids][0]! : null;
}

/** One change: when, who, what was done and why, and what was before and after. */
export function ChangeRow({ change, onUndo }: ChangeRowProps) {
  const { whenWords } = useRegister();
  const rest = change.rows.slice(FIRST);
  // A registration is one stored row, told as one row for each value.
  const all = Math.max(change.rowCount, change.rows.length);
  const only = onlyAsset(change);
  return (
    <tr>
      <td className="nowrap">{whenWords(change.at)}</td>
      <td>
        <span className="muted">{change.post}</span> {change.who || '（無記名）'}
      </td>
      <td>
        <strong>{change.action}</strong>
        {change.reason && <span className="log-reason">理由：{change.reason}</span>}
        {only && (
          <a className="log-asset" href={hrefAsset(only)}>
            {change.rows.find((row) => row.about)?.about ?? '資産を開く'}
          </a>
        )}
      </td>
      <td>
        <ul className="log-rows">
          {change.rows.slice(0, FIRST).map((row) => (
            <FieldChange key={`${row.seq} ${row.fieldId}`} row={row} named={only === null} />
          ))}
        </ul>
        {all > FIRST && (
          <details>
            <summary>ほか{(all - FIRST).toLocaleString('ja-JP')}か所</summary>
            <ul className="log-rows">
              {rest.map((row) => (
                <FieldChange key={`${row.seq} ${row.fieldId}`} row={row} named={only === null} />
              ))}
            </ul>
            {all > change.rows.length && (
              <p className="muted">このあと{(all - change.rows.length).toLocaleString('ja-JP')}か所は省いています。</p>
            )}
          </details>
        )}
      </td>
      <td>
        {change.undoable && (
          <ActionButton
            needs="change.undo"
            small
            onClick={onUndo}
            aria-label={`${whenWords(change.at)}の${change.action}を取り消す`}
          >
            取り消す
          </ActionButton>
        )}
        <NotUndoable change={change} />
      </td>
    </tr>
  );
}

/** Why a change has no button: it was taken back, or it can't be. */
function NotUndoable({ change: { undoneBy, notUndoable } }: { change: HistoryChange }) {
  const { whenWords } = useRegister();
  if (undoneBy)
    return (
      <span className="muted" title={`${whenWords(undoneBy.at)} ${undoneBy.who}`}>
        取り消し済み
      </span>
    );
  return (
    notUndoable && (
      <details className="muted">
        <summary>取り消せません</summary>
        {notUndoable}
      </details>
    )
  );
}

/** @param named the asset is said, too: the change is about several */
function FieldChange({ row, named }: { row: HistoryRow; named: boolean }) {
  return (
    <li>
      {named && row.about && <span className="log-about">{row.about}</span>}
      <span className="log-label">{row.label}</span>
      {row.before !== null && (
        <del>
          <LongWords text={row.before} />
        </del>
      )}
      {row.before !== null && row.after !== null && <span aria-hidden="true">→</span>}
      {row.after !== null && (
        <ins>
          <LongWords text={row.after} />
        </ins>
      )}
      {row.before !== null && row.after === null && row.fieldId && <span className="muted">を消した</span>}
    </li>
  );
}
