import { useEffect, useMemo, useState } from 'react';
import type { AssetDetail } from '../../contract/asset.ts';
import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { Failure } from '../../contract/errors.ts';
import { AXES } from '../../contract/scheme.ts';
import { call } from '../client.ts';
import { levelOfValue } from '../fields/words.ts';
import { useShortcuts } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { goBack, hrefAsset, hrefAssets, hrefClassify, hrefScreen, navigate } from '../router.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LevelMarks } from '../ui/LevelMark.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { showToast } from '../ui/toast.ts';
import { announceChange } from '../undo.ts';
import { failureOf, useCall } from '../useCall.ts';
import { AssetFacts } from './AssetFacts.tsx';
import { ClassingPanel } from './ClassingPanel.tsx';
import { factsFrom, levelsOf, NO_LEVELS } from './classing.ts';
import { draftOf, endQueue, goOn, keepDraft, markDone, neighbourOf, startQueue, useQueue } from './queue.ts';
import { EMPTY_CLASSING, useClassing } from './useClassing.ts';

/** Assets that nobody has classed, the bin left out. */
const UNCLASSED = { filters: { confidentiality: [''] } };

/** 分類する: one asset at a time, by questions. Without an id: all that are not classed yet, one after the other. */
export function ClassifyScreen({ id }: { id: string | null }) {
  const queue = useQueue();
  if (id) return <OneAsset key={id} id={id} />;
  return queue?.ended ? <QueueEnd /> : <BeginQueue />;
}

function BeginQueue() {
  const found = useCall('asset.ids', UNCLASSED);
  const ids = found.data?.ids;
  useEffect(() => {
    if (ids && ids.length > 0) startQueue(ids, { replace: true });
  }, [ids]);
  if (found.error) return <ErrorMessage failure={found.error} />;
  if (!ids || ids.length > 0) return <p className="busy">分類されていない資産を探しています…</p>;
  return (
    <div className="page">
      <PageHeader title="分類する" />
      <EmptyState
        title="分類されていない資産はありません。"
        actions={<LinkButton href={hrefAssets()}>台帳へ</LinkButton>}
      >
        <p>分類し直すときは、資産を開くか、一覧で選んで「分類する」を押してください。</p>
      </EmptyState>
    </div>
  );
}

function QueueEnd() {
  const queue = useQueue();
  const left = (queue?.ids.length ?? 0) - (queue?.done.size ?? 0);
  useEffect(() => endQueue, []);
  return (
    <div className="page">
      <PageHeader title="分類する" />
      <EmptyState
        title={left > 0 ? `${left}件をあとに残しました。` : 'すべて分類しました。'}
        actions={
          <>
            {left > 0 && queue && (
              <Button variant="primary" onClick={() => startQueue(queue.ids.filter((id) => !queue.done.has(id)))}>
                残りを続ける
              </Button>
            )}
            <LinkButton href={hrefScreen('today')}>今日の仕事へ</LinkButton>
            <LinkButton href={hrefAssets()}>台帳へ</LinkButton>
          </>
        }
      >
        <p>
          <span className="number">{queue?.ids.length ?? 0}</span>件のうち
          <span className="number">{queue?.done.size ?? 0}</span>件を分類しました。
        </p>
      </EmptyState>
    </div>
  );
}

function OneAsset({ id }: { id: string }) {
  const { data, error, reload } = useCall('asset.get', { id });
  if (data) return <Classify detail={data} reload={reload} />;
  if (!error) return <p className="busy">資産を読んでいます…</p>;
  return (
    <div className="page">
      <h1>分類する</h1>
      <ErrorMessage failure={error}>
        <Button onClick={() => navigate(hrefAssets())}>台帳へ</Button>
      </ErrorMessage>
    </div>
  );
}

function Classify({ detail, reload }: { detail: AssetDetail; reload: () => void }) {
  const register = useRegister();
  const classed = AXES.some((axis) => levelsOf(detail.values)[axis] !== null);
  const current = register.settings.schemeId;
  // What was classed before stays in its scheme unless the person says otherwise; what was not begins in today's.
  const [schemeId, setSchemeId] = useState(classed ? detail.schemeId : current);
  return (
    <ClassifyIn
      key={schemeId}
      detail={detail}
      reload={reload}
      schemeId={schemeId}
      {...(schemeId === current ? {} : { onCurrent: () => setSchemeId(current) })}
    />
  );
}

interface ClassifyInProps {
  detail: AssetDetail;
  reload: () => void;
  schemeId: string;
  /** Offered while the scheme is not the union's present one. */
  onCurrent?: () => void;
}

function ClassifyIn({ detail, reload, schemeId, onCurrent }: ClassifyInProps) {
  const register = useRegister();
  const { item } = register;
  const queue = useQueue();
  const scheme = register.scheme(schemeId);
  const own = register.scheme(detail.schemeId);
  const facts = useMemo(() => factsFrom(detail.values, detail.derived, item), [detail.values, detail.derived, item]);
  // Levels of another scheme say nothing about this one.
  const content = detail.effective.schemeId === scheme.id ? detail.effective.content : NO_LEVELS;
  const draftKey = `${detail.id} ${schemeId}`;
  const classing = useClassing({
    scheme,
    kind: detail.kind,
    facts,
    content,
    start: draftOf(draftKey) ?? EMPTY_CLASSING,
    onDraft: (draft) => keepDraft(draftKey, draft),
  });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const name = String(detail.values['name'] ?? '');
  const inQueue = queue?.ids.includes(detail.id) ? queue : null;
  const before = inQueue && neighbourOf(inQueue, detail.id, -1);

  const save = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const saved = await call('classification.decide', {
        assetId: detail.id,
        revision: detail.revision,
        schemeId,
        levels: classing.choice.levels,
        reason: classing.fullReason,
        answers: { ...classing.answers },
      });
      markDone(detail.id, draftKey);
      if (saved.waiting) showToast(`「${name}」の分類は、承認を待っています。`);
      else announceChange(saved.changeId, `「${name}」を分類しました。`);
      goOn(detail.id);
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };
  useShortcuts(
    useMemo(
      () => ({
        escape: () => goBack(),
        'alt+arrowdown': () => goOn(detail.id),
      }),
      [detail.id],
    ),
  );

  return (
    <div className="classify-page">
      <PageHeader
        title="分類する"
        count={
          inQueue
            ? `${inQueue.ids.length}件のうち${inQueue.ids.indexOf(detail.id) + 1}件目（分類済み ${inQueue.done.size}件）`
            : ''
        }
        actions={
          <LinkButton small href={hrefAsset(detail.id)}>
            資産を開く
          </LinkButton>
        }
      />
      <header className="classify-asset">
        <p className="classify-name">
          <span className="number muted">{String(detail.values['number'] ?? '')}</span>
          <strong>{name || '（名称なし）'}</strong>
          <span className="muted">{KIND_DEFINITIONS[detail.kind].label}</span>
          <span className="muted">今の分類</span>
          <LevelMarks levels={AXES.map((axis) => levelOfValue(own, axis, detail.values[axis]))} />
        </p>
        <AssetFacts detail={detail} />
        {onCurrent && (
          <p className="notice row">
            この資産は、前の分類体系「{scheme.name}」で分類されています。
            <Button small onClick={onCurrent}>
              今の分類体系で分類する
            </Button>
          </p>
        )}
        {detail.proposalId && (
          <p className="notice">
            この資産の分類は、承認を待っています。ここで決めると、待っている内容が置きかわります。
          </p>
        )}
        {failure && (
          <ErrorMessage failure={failure}>
            {failure.code === 'conflict' && (
              <Button
                small
                onClick={() => {
                  setFailure(null);
                  reload();
                }}
              >
                最新の内容を読み直す（答えは残ります）
              </Button>
            )}
          </ErrorMessage>
        )}
      </header>
      <ClassingPanel
        classing={classing}
        onAccept={() => void save()}
        actions={(accept) => (
          <>
            {before && <Button onClick={() => navigate(hrefClassify(before), { replace: true })}>前へ</Button>}
            {inQueue ? (
              <Button title="Alt+↓" onClick={() => goOn(detail.id)}>
                あとで決める
              </Button>
            ) : (
              <Button onClick={() => goBack()}>やめる</Button>
            )}
            <Button variant="primary" disabled={busy} title="Enter" onClick={accept}>
              この分類に決める
            </Button>
          </>
        )}
      />
    </div>
  );
}
