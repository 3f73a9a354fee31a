import { useRegister } from '../registerContext.tsx';
import { hrefScreen } from '../router.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useCall } from '../useCall.ts';
import './print.css';

/** 決まりの一覧: every rule that the checks use, those without a hit too; for reading and for printing. */
export function RulesPanel() {
  const { settings, status, dateWords } = useRegister();
  const { data, error } = useCall('finding.list', {});
  if (error) return <ErrorMessage failure={error} />;
  if (!data) return <p className="busy">読んでいます…</p>;
  const who = [status.operator.post, status.operator.name].filter(Boolean).join(' ');
  return (
    <section className="card stack rules-print" aria-labelledby="rules-title">
      <p className="print-only rules-head">
        <span>{settings.unionName}</span>
        <span>{settings.marking}</span>
      </p>
      <div className="row">
        <h2 id="rules-title">点検の決まりの一覧</h2>
        <span className="muted">
          {data.rules.length}件　基準日 {dateWords(status.today)}
        </span>
        <Button small className="no-print" onClick={() => window.print()}>
          印刷
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="approvals" aria-label="決まりの一覧" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">番号</th>
              <th scope="col">決まり</th>
              <th scope="col">重さ</th>
              <th scope="col">もと</th>
              <th scope="col" className="number">
                見つかった数
              </th>
              <th scope="col" className="number">
                受け入れ済み
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rules.map((rule) => (
              <tr key={rule.id}>
                <td className="nowrap">{rule.id}</td>
                <td>
                  <strong>{rule.title}</strong>
                  <br />
                  {rule.explanation}
                </td>
                <td className="nowrap">{rule.severity === 'error' ? '▲ 要対応' : '△ 注意'}</td>
                <td>{rule.basis}</td>
                <td className="number">
                  {rule.count > 0 ? (
                    <a href={hrefScreen('history', rule.id)}>{rule.count.toLocaleString('ja-JP')}</a>
                  ) : (
                    0
                  )}
                </td>
                <td className="number">{rule.accepted.toLocaleString('ja-JP')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="print-only">
        出力 {dateWords(status.today)}　{who}　{data.rules.length}件
      </p>
    </section>
  );
}
