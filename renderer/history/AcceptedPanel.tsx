import type { Finding } from '../../contract/asset.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { showToast } from '../ui/toast.ts';
import { complain, useCall } from '../useCall.ts';

/** 受け入れ済み: findings that somebody has accepted for a time. */
export function AcceptedPanel() {
  const { dateWords } = useRegister();
  const { data, error } = useCall('finding.list', { accepted: true });
  if (error) return <ErrorMessage failure={error} />;
  if (!data) return <p className="busy">読んでいます…</p>;
  const findings = data.findings.filter((finding) => finding.accepted);
  if (findings.length === 0)
    return (
      <div className="card">
        <EmptyState title="受け入れた点検結果はありません。">
          <p>すぐに直せない点検結果は、理由と期限を書いて受け入れられます。期限を過ぎると、また点検に出ます。</p>
        </EmptyState>
      </div>
    );
  const title = (ruleId: string) => data.rules.find((rule) => rule.id === ruleId)?.title ?? ruleId;
  const end = async (finding: Finding) => {
    try {
      await call('finding.endAcceptance', { id: finding.accepted!.id });
      showToast(`「${finding.name}」の受け入れをやめました。`);
    } catch (failure) {
      complain(failure);
    }
  };
  return (
    <section className="card stack" aria-labelledby="accepted-title">
      <h2 id="accepted-title">受け入れ済みの点検結果（{findings.length.toLocaleString('ja-JP')}）</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="approvals" aria-label="受け入れ済みの一覧" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">資産</th>
              <th scope="col">点検の結果</th>
              <th scope="col">受け入れた理由</th>
              <th scope="col">期限</th>
              <th scope="col">受け入れた人</th>
              <th scope="col">
                <span className="visually-hidden">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {findings.map((finding) => (
              <tr key={finding.accepted!.id}>
                <td>
                  <a href={hrefAsset(finding.assetId)}>
                    <span className="number">{finding.number}</span> {finding.name}
                  </a>
                </td>
                <td>
                  <span className="muted small">{title(finding.ruleId)}</span>
                  <br />
                  {finding.message}
                </td>
                <td>{finding.accepted!.reason}</td>
                <td className="nowrap">{dateWords(finding.accepted!.until)}</td>
                <td className="nowrap">{finding.accepted!.who}</td>
                <td>
                  <ActionButton
                    needs="finding.endAcceptance"
                    small
                    aria-label={`「${finding.name}」の受け入れをやめる`}
                    onClick={() => end(finding)}
                  >
                    受け入れをやめる
                  </ActionButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
