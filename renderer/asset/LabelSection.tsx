import { useState } from 'react';
import type { LabelPrintRecord } from '../../contract/label.ts';
import { useRegister } from '../registerContext.tsx';
import { ActionButton } from '../session/Permit.tsx';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useCall } from '../useCall.ts';

const FIRST = 3;

/** ラベル: which labels were printed of this asset, when, by whom, and what they say; the newest first (R8). */
export function LabelSection({ assetId, onPrint }: { assetId: string; onPrint: (() => void) | null }) {
  const { data, error } = useCall('label.prints', { assetId });
  const [all, setAll] = useState(false);
  if (error) return <ErrorMessage failure={error} />;
  if (!data) return <p className="muted">ラベルの記録を読んでいます…</p>;
  const shown = all ? data : data.slice(0, FIRST);
  return (
    <>
      {data.length === 0 ? (
        <p className="muted">まだ印刷していません。</p>
      ) : (
        <ol className="changes">
          {shown.map((print) => (
            <Print key={`${print.target} ${print.version}`} print={print} />
          ))}
        </ol>
      )}
      <p className="section-actions row">
        {onPrint && (
          <ActionButton needs="label.print" small onClick={onPrint}>
            ラベルを作る
          </ActionButton>
        )}
        {data.length > shown.length && (
          <Button small variant="plain" onClick={() => setAll(true)}>
            残り{data.length - shown.length}回も見る
          </Button>
        )}
      </p>
    </>
  );
}

function Print({ print }: { print: LabelPrintRecord }) {
  const { whenWords } = useRegister();
  return (
    <li className="change">
      <div className="change-head">
        <strong>
          {print.target === 'erased' && '消去済 '}第{print.version}版
        </strong>
        <time dateTime={print.at} className="number">
          {whenWords(print.at)}
        </time>
        <span>{print.who}</span>
        <span className="muted">
          {print.sheet}　{print.template}
          {print.templateRevision > 0 && `（第${print.templateRevision}版）`}
          {print.copies > 1 && `　${print.copies}枚`}
        </span>
      </div>
      <ul className="change-rows">
        {print.content.map((part) => (
          <li key={`${part.label} ${part.value}`} className="change-row">
            <span className="change-label">{part.label}</span>
            <span>{part.value}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}
