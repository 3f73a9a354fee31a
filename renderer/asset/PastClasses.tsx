import { useState } from 'react';
import type { ClassRecord } from '../../contract/classification.ts';
import { AXES } from '../../contract/scheme.ts';
import { useRegister } from '../registerContext.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useCall } from '../useCall.ts';

/** これまでの分類: every decision with its scheme, reason, answers and people; read only when it is opened. */
export function PastClasses({ assetId }: { assetId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="past-classes" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>これまでの分類</summary>
      {open && <Records assetId={assetId} />}
    </details>
  );
}

function Records({ assetId }: { assetId: string }) {
  const { data, error } = useCall('classification.ofAsset', { assetId });
  if (error) return <ErrorMessage failure={error} />;
  if (!data) return <p className="muted">読んでいます…</p>;
  if (data.length === 0) return <p className="muted">まだ一度も分類していません。</p>;
  return (
    <ol>
      {data.map((record) => (
        <Record key={`${record.at} ${record.schemeId} ${Object.values(record.levels).join()}`} record={record} />
      ))}
    </ol>
  );
}

function Record({ record }: { record: ClassRecord }) {
  const { whenWords } = useRegister();
  const people = (post: string | null, name: string | null) => [post, name].filter(Boolean).join(' ');
  return (
    <li className="past-class">
      <p>
        <strong>{AXES.map((axis) => record.words[axis] ?? '未定').join('・')}</strong>
        <span className="muted">
          {record.schemeName}（{record.schemeVersion}、第{record.schemeRevision}版）
        </span>
      </p>
      {record.reason && <p>理由：{record.reason}</p>}
      {record.answers.length > 0 && (
        <ul className="past-answers">
          {record.answers.map((answer) => (
            <li key={answer}>{answer}</li>
          ))}
        </ul>
      )}
      <p className="muted small">
        {whenWords(record.at)}　{people(record.post, record.who)}
        {record.approvedBy && `　承認：${people(record.approvedPost, record.approvedBy)}`}
      </p>
    </li>
  );
}
