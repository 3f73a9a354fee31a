import { useEffect } from 'react';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useCall } from '../useCall.ts';

const KIND_WORDS = {
  ledger: '台帳',
  difference: '増減と変更',
  label: 'ラベル',
  calibration: '位置合わせ',
  handling: '取扱いカード',
  move: '分類体系の切替',
  seal: '年度末封印',
  history: '履歴',
  evidence: '検証用の履歴',
  health: '健康診断',
  errorBook: '直すための台帳',
  form: '様式',
} as const;

interface PastOutputsProps {
  /** Changes when a new output has been made; the list is read again. */
  after: string | null;
  onSave: (output: { readonly outputId: string; readonly fileName: string }) => void;
}

/** What was put out before: when, what, by whom; each can be saved once more. */
export function PastOutputs({ after, onSave }: PastOutputsProps) {
  const { whenWords } = useRegister();
  const outputs = useCall('output.list', {});
  const { reload } = outputs;
  // An output changes no asset, so no `register.changed` comes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `after` is the signal
  useEffect(reload, [after, reload]);

  if (outputs.error) return <ErrorMessage failure={outputs.error} />;
  if (!outputs.data) return <p className="busy">読んでいます…</p>;
  if (outputs.data.length === 0) return <p className="muted">まだ何も出力していません。</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="export-past" tabIndex={0} aria-label="出力の一覧">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">日時</th>
            <th scope="col">種類</th>
            <th scope="col">内容</th>
            <th scope="col" className="number">
              件数
            </th>
            <th scope="col">出力者</th>
            <th scope="col">ファイル</th>
          </tr>
        </thead>
        <tbody>
          {outputs.data.map((output) => (
            <tr key={output.outputId}>
              <td className="nowrap">{whenWords(output.at)}</td>
              <td className="nowrap">{KIND_WORDS[output.kind]}</td>
              <td>{output.about}</td>
              <td className="number">{output.rows.toLocaleString('ja-JP')}</td>
              <td className="nowrap">{output.who}</td>
              <td>
                <Button
                  small
                  variant="plain"
                  aria-label={`${output.fileName} をもう一度保存`}
                  onClick={() => onSave(output)}
                >
                  {output.fileName}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
