import { useState } from 'react';
import type { AssetDetail } from '../../contract/asset.ts';
import { AXES, type Levels, levelOf } from '../../contract/scheme.ts';
import { classOne } from '../classify/queue.ts';
import { call } from '../client.ts';
import { KeepDialog } from '../findings/KeepDialog.tsx';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LevelMarks } from '../ui/LevelMark.tsx';
import { showToast } from '../ui/toast.ts';
import { complain, useCall } from '../useCall.ts';
import { PastClasses } from './PastClasses.tsx';

/** Above the choice of levels: what is in force, what waits, what has to be looked at again, and what was. */
export function ClassStatus({ detail }: { detail: AssetDetail }) {
  return (
    <div className="class-status">
      <Effective detail={detail} />
      {detail.proposalId && <Waiting proposalId={detail.proposalId} />}
      <Reviews detail={detail} />
      <PastClasses assetId={detail.id} />
    </div>
  );
}

function Effective({ detail }: { detail: AssetDetail }) {
  const { scheme: schemeById, settings } = useRegister();
  const { effective, values } = detail;
  const scheme = schemeById(effective.schemeId);
  const own = AXES.map((axis) => levelOf(scheme, axis, (values[axis] as string | undefined) ?? null));
  const treated = AXES.map((axis) => levelOf(scheme, axis, effective.levels[axis]));
  const borrowed = AXES.filter((axis) => effective.from[axis] !== null);
  return (
    <>
      <dl className="class-lines">
        <div>
          <dt>この資産の分類</dt>
          <dd>
            <LevelMarks levels={own} />
            {detail.schemeId !== settings.schemeId && <span className="muted">{scheme.name}</span>}
          </dd>
        </div>
        <div>
          <dt>扱うときの分類</dt>
          <dd>
            <LevelMarks levels={treated} />
            {borrowed.length === 0 && treated.some((level) => level !== null) && (
              <span className="muted">この資産の分類のとおりです。</span>
            )}
            {borrowed.map((axis) => (
              <span key={axis}>
                {scheme.axes[axis].label}は中の
                <a href={hrefAsset(effective.from[axis]!.id)}>
                  「{effective.from[axis]!.name}」（{effective.from[axis]!.number}）
                </a>
                に合わせます。
              </span>
            ))}
          </dd>
        </div>
      </dl>
      {effective.otherSchemes.map((other) => (
        <p key={other.id} className="notice">
          中の<a href={hrefAsset(other.id)}>「{other.name}」</a>
          は別の分類体系で分類されているので、比べられません。
        </p>
      ))}
      {!detail.binned && (
        <p>
          <ActionButton needs="classification.decide" small variant="primary" onClick={() => classOne(detail.id)}>
            {own.some((level) => level !== null) ? '質問に答えて分類し直す' : '質問に答えて分類する'}
          </ActionButton>
        </p>
      )}
    </>
  );
}

/** 承認待ち: what would change, and taking it back. */
function Waiting({ proposalId }: { proposalId: string }) {
  const { scheme, whenWords } = useRegister();
  const proposals = useCall('approval.list', {});
  if (proposals.error) return <ErrorMessage failure={proposals.error} />;
  const proposal = proposals.data?.find((one) => one.id === proposalId);
  if (!proposal) return null;
  const marks = ({ schemeId, levels }: { schemeId: string; levels: Levels }) =>
    AXES.map((axis) => levelOf(scheme(schemeId), axis, levels[axis]));
  const withdraw = async () => {
    try {
      await call('approval.withdraw', { ids: [proposal.id] });
      showToast('分類の変更を取り下げました。');
    } catch (error) {
      complain(error);
    }
  };
  return (
    <section className="notice class-waiting" aria-label="承認待ちの分類">
      <p className="row">
        <strong>承認待ち</strong>
        <LevelMarks levels={marks(proposal.before)} />
        <span aria-hidden="true">→</span>
        <LevelMarks levels={marks(proposal.after)} />
        <span className="muted">
          {whenWords(proposal.at)}　{[proposal.post, proposal.who].filter(Boolean).join(' ')}
        </span>
        <ActionButton needs="approval.withdraw" small onClick={withdraw}>
          取り下げる
        </ActionButton>
      </p>
      {proposal.reason && <p>理由：{proposal.reason}</p>}
    </section>
  );
}

/** 見直し: something left this asset, so its class may be too high now. Nothing is lowered by itself. */
function Reviews({ detail }: { detail: AssetDetail }) {
  const { whenWords } = useRegister();
  const [keeping, setKeeping] = useState<readonly string[] | null>(null);
  if (detail.reviewTasks.length === 0) return null;
  return (
    <section className="notice" aria-label="分類の見直し">
      <ul>
        {detail.reviewTasks.map((task) => (
          <li key={task.id}>
            <strong>見直し</strong> {task.cause} <span className="muted">{whenWords(task.at)}</span>
          </li>
        ))}
      </ul>
      <p className="finding-ways">
        <ActionButton needs="classification.decide" small onClick={() => classOne(detail.id)}>
          分類し直す
        </ActionButton>
        <ActionButton needs="review.done" small onClick={() => setKeeping(detail.reviewTasks.map((task) => task.id))}>
          そのままでよい
        </ActionButton>
      </p>
      {keeping && <KeepDialog ids={keeping} onClose={() => setKeeping(null)} />}
    </section>
  );
}
