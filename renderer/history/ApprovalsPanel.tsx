import { useState } from 'react';
import type { ClassProposal } from '../../contract/classification.ts';
import { AXES, type Levels, levelOf } from '../../contract/scheme.ts';
import { useShortcuts } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset, hrefScreen } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { LinkButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LevelMarks } from '../ui/LevelMark.tsx';
import { useCall } from '../useCall.ts';
import { ApproveDialog } from './ApproveDialog.tsx';
import { SHOWN, useTicked } from './useTicked.ts';

/** 承認: class changes that wait for the second person. */
export function ApprovalsPanel() {
  const { settings } = useRegister();
  const { data, error } = useCall('approval.list', {});
  if (error) return <ErrorMessage failure={error} />;
  if (!data) return <p className="busy">読んでいます…</p>;
  if (data.length === 0)
    return (
      <div className="card">
        <EmptyState
          title="承認を待っている分類の変更はありません。"
          actions={!settings.approval && <LinkButton href={hrefScreen('settings')}>設定を開く</LinkButton>}
        >
          {!settings.approval && (
            <p>今は、分類の変更に承認を求めない設定です。「設定」で求めるようにすると、ここに並びます。</p>
          )}
        </EmptyState>
      </div>
    );
  return <Waiting proposals={data} />;
}

function Waiting({ proposals }: { proposals: readonly ClassProposal[] }) {
  const shown = proposals.slice(0, SHOWN);
  const ticked = useTicked(shown);
  const [asking, setAsking] = useState<'approve' | 'reject' | null>(null);
  const chosen = shown.filter(({ id }) => ticked.has(id));
  useShortcuts({ 'ctrl+a': () => ticked.all(true) });
  return (
    <section className="card stack" aria-labelledby="approvals-title">
      <div className="row">
        <h2 id="approvals-title">承認待ちの分類</h2>
        <span className="number" aria-live="polite">
          {proposals.length.toLocaleString('ja-JP')}件のうち{chosen.length.toLocaleString('ja-JP')}件を選択
        </span>
        <ActionButton
          needs="approval.decide"
          small
          variant="primary"
          disabled={chosen.length === 0}
          onClick={() => setAsking('approve')}
        >
          承認する
        </ActionButton>
        <ActionButton needs="approval.decide" small disabled={chosen.length === 0} onClick={() => setAsking('reject')}>
          差し戻す
        </ActionButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="approvals" aria-label="承認待ちの一覧" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label="すべて選ぶ"
                  title="Ctrl+A"
                  checked={chosen.length === shown.length}
                  onChange={(event) => ticked.all(event.target.checked)}
                />
              </th>
              <th scope="col">資産</th>
              <th scope="col">今 → 変更後</th>
              <th scope="col">理由と答え</th>
              <th scope="col">提案した人</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((proposal) => (
              <Row
                key={proposal.id}
                proposal={proposal}
                checked={ticked.has(proposal.id)}
                onTick={() => ticked.toggle(proposal.id)}
              />
            ))}
          </tbody>
        </table>
      </section>
      {proposals.length > SHOWN && (
        <p className="muted">
          古いものから{SHOWN.toLocaleString('ja-JP')}件を出しています。済ませると、次のものが出ます。
        </p>
      )}
      {asking && <ApproveDialog proposals={chosen} approve={asking === 'approve'} onClose={() => setAsking(null)} />}
    </section>
  );
}

function Row({ proposal, checked, onTick }: { proposal: ClassProposal; checked: boolean; onTick: () => void }) {
  const { scheme, whenWords } = useRegister();
  const marks = ({ schemeId, levels }: { schemeId: string; levels: Levels }) =>
    AXES.map((axis) => levelOf(scheme(schemeId), axis, levels[axis]));
  const { asset, before, after } = proposal;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={`「${asset.name}」（${asset.number}）を選ぶ`}
          checked={checked}
          onChange={onTick}
        />
      </td>
      <td>
        <a href={hrefAsset(asset.id)}>
          <span className="number">{asset.number}</span> {asset.name}
        </a>
      </td>
      <td className="approval-levels">
        <span className="visually-hidden">今 </span>
        <LevelMarks levels={marks(before)} /> <span aria-hidden="true">→</span>
        <span className="visually-hidden">変更後 </span> <LevelMarks levels={marks(after)} />
        {proposal.lowers && (
          <span className="approval-lowers">
            <span aria-hidden="true">▼ </span>低くなります
          </span>
        )}
        {before.schemeId !== after.schemeId && <span className="muted small">{scheme(after.schemeId).name}へ</span>}
      </td>
      <td>
        {proposal.reason}
        {proposal.answers.length > 0 && (
          <details>
            <summary>答え（{proposal.answers.length}）</summary>
            <ul>
              {proposal.answers.map((answer) => (
                <li key={answer}>{answer}</li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td className="nowrap">
        {[proposal.post, proposal.who].filter(Boolean).join(' ')}
        <br />
        <span className="muted small">{whenWords(proposal.at)}</span>
      </td>
    </tr>
  );
}
