import { useState } from 'react';
import type { HistoryChange } from '../../contract/history.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LongWords } from '../ui/LongWords.tsx';
import { undoChange } from '../undo.ts';
import { useCall } from '../useCall.ts';

const FIRST = 10;
/** Fields of one change shown at first: a registration has thirty. */
const ROWS = 6;

function Change({ change }: { change: HistoryChange }) {
  const { whenWords } = useRegister();
  const [whole, setWhole] = useState(false);
  const rows = whole || change.rows.length <= ROWS + 2 ? change.rows : change.rows.slice(0, ROWS);
  const when = whenWords(change.at);
  const who = [change.post, change.who].filter(Boolean).join(' ');
  return (
    <li className="change">
      <div className="change-head">
        <strong>{change.action}</strong>
        <time dateTime={change.at} className="number">
          {when}
        </time>
        <span>{who || '（名前なし）'}</span>
        {change.undoable && (
          <Button
            small
            variant="plain"
            aria-label={`${when}の${change.action}を取り消す`}
            onClick={() => undoChange(change.changeId)}
          >
            取り消す
          </Button>
        )}
      </div>
      {change.reason && <p className="change-reason">理由：{change.reason}</p>}
      <ul className="change-rows">
        {rows.map((row) => (
          <li key={row.seq} className="change-row">
            <span className="change-label">{row.label}</span>
            {row.before !== null && (
              <del>
                <LongWords text={row.before} />
              </del>
            )}
            {row.before !== null && row.after !== null && <span>→</span>}
            {row.after !== null && (
              <ins>
                <LongWords text={row.after} />
              </ins>
            )}
            {row.before !== null && row.after === null && <span className="muted">（消しました）</span>}
          </li>
        ))}
        {change.rows.length > rows.length && (
          <li>
            <Button small variant="plain" onClick={() => setWhole(true)}>
              ほか{change.rows.length - rows.length}項目
            </Button>
          </li>
        )}
      </ul>
    </li>
  );
}

/** 履歴: who changed what, when and why, newest first. */
export function HistorySection({ assetId }: { assetId: string }) {
  const { data, error } = useCall('history.ofAsset', { assetId });
  const [all, setAll] = useState(false);
  if (error) return <ErrorMessage failure={error} />;
  if (!data) return <p className="muted">履歴を読んでいます…</p>;
  const shown = all ? data : data.slice(0, FIRST);
  return (
    <>
      <ol className="changes">
        {shown.map((change) => (
          <Change key={change.changeId} change={change} />
        ))}
      </ol>
      {data.length > shown.length && (
        <p className="section-actions">
          <Button small onClick={() => setAll(true)}>
            残り{data.length - shown.length}件も見る
          </Button>
        </p>
      )}
    </>
  );
}
