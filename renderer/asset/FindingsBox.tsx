import { useState } from 'react';
import type { AssetDetail, Finding } from '../../contract/asset.ts';
import { AXES, type Axis, compareLevels } from '../../contract/scheme.ts';
import { call } from '../client.ts';
import { AcceptDialog } from '../findings/AcceptDialog.tsx';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { LinkButton } from '../ui/Button.tsx';
import { showToast } from '../ui/toast.ts';
import { announceChange } from '../undo.ts';
import { complain } from '../useCall.ts';

/** Broken rules of the asset with the ways out of each; accepted ones below, with their day. */
export function FindingsBox({ detail, dirty }: { detail: AssetDetail; dirty: boolean }) {
  const { dateWords } = useRegister();
  const [accepting, setAccepting] = useState<Finding | null>(null);
  if (detail.findings.length === 0) return null;
  return (
    <section className="findings" aria-label="点検で見つかったこと">
      <ul>
        {detail.findings.map((finding) => (
          <li
            key={`${finding.ruleId} ${finding.key}`}
            className={`notice ${finding.severity === 'error' && !finding.accepted ? 'notice-error' : ''}`}
          >
            <strong>{finding.accepted ? '受け入れ済み' : finding.severity === 'error' ? '矛盾' : '注意'}</strong>{' '}
            {finding.message}
            {finding.accepted ? (
              <span className="finding-accepted">
                {dateWords(finding.accepted.until)}まで　理由：{finding.accepted.reason}（{finding.accepted.who}）
              </span>
            ) : (
              <WaysOut detail={detail} finding={finding} dirty={dirty} onAccept={() => setAccepting(finding)} />
            )}
          </li>
        ))}
      </ul>
      {accepting && <AcceptDialog finding={accepting} onClose={() => setAccepting(null)} />}
    </section>
  );
}

interface WaysOutProps {
  detail: AssetDetail;
  finding: Finding;
  dirty: boolean;
  onAccept: () => void;
}

/** A contradiction with the content has three ways out; any other finding of the asset itself may be accepted. */
function WaysOut({ detail, finding, dirty, onAccept }: WaysOutProps) {
  const { scheme } = useRegister();
  // Seen from inside: it is the holder's, and solved there.
  if (finding.fieldId === undefined) return null;
  const from = finding.ruleId === 'D3' ? detail.effective.from[finding.fieldId as Axis] : null;
  const raise = async () => {
    const { levels } = detail.effective;
    const own = (axis: Axis) => (detail.values[axis] as string | undefined) ?? null;
    const raised = AXES.filter((axis) => compareLevels(scheme(detail.schemeId), axis, levels[axis], own(axis)) > 0);
    const sources = [...new Set(raised.flatMap((axis) => detail.effective.from[axis]?.name ?? []))];
    try {
      const made = await call('classification.decide', {
        assetId: detail.id,
        revision: detail.revision,
        levels,
        reason: `中の${sources.map((name) => `「${name}」`).join('')}の分類に合わせた。`,
      });
      if (made.waiting) showToast('中の分類に合わせる変更は、承認を待っています。');
      else announceChange(made.changeId, '中の分類に合わせました。');
    } catch (error) {
      complain(error);
    }
  };
  return (
    <span className="finding-ways">
      {from && (
        <>
          {detail.proposalId === null ? (
            <ActionButton
              needs="classification.decide"
              small
              variant="primary"
              disabled={dirty}
              title={dirty ? '先に変更を保存するか、元に戻してください。' : undefined}
              onClick={raise}
            >
              中の分類に合わせる
            </ActionButton>
          ) : (
            <span className="muted">分類の変更が承認待ちです。</span>
          )}
          <LinkButton small href={hrefAsset(from.id)}>
            中の資産を見る
          </LinkButton>
        </>
      )}
      <ActionButton
        needs="finding.accept"
        small
        onClick={onAccept}
        aria-label={`理由と期限を書いて受け入れる：${finding.message}`}
      >
        理由と期限を書いて受け入れる
      </ActionButton>
    </span>
  );
}
