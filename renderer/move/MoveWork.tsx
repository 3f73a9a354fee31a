import { useEffect, useMemo, useRef, useState } from 'react';
import type { MoveCase, MoveStatus } from '../../contract/classification.ts';
import type { Failure } from '../../contract/errors.ts';
import { clearlyLaxer, withoutLaxer } from '../../contract/move.ts';
import { AXES, type Axis, levelOf } from '../../contract/scheme.ts';
import { ClassingPanel } from '../classify/ClassingPanel.tsx';
import { type ClassingDraft, EMPTY_CLASSING, useClassing } from '../classify/useClassing.ts';
import { call } from '../client.ts';
import { useShortcuts } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefScreen, navigate } from '../router.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { showToast } from '../ui/toast.ts';
import { failureOf, useCall } from '../useCall.ts';
import { AlikeDialog } from './AlikeDialog.tsx';
import { CaseHead } from './CaseHead.tsx';
import { draftOf, dropDrafts, goBackOne, goTo, keepDraft, usePlace } from './place.ts';

/** The worklist: one asset at a time, by the questions or by hand; Enter decides and goes on. */
export function MoveWork({ status }: { status: MoveStatus }) {
  const { at } = usePlace();
  // Each with a call of its own: what was asked for another asset is never taken for this one.
  return at === null ? <NextCase status={status} /> : <CaseAt key={at} at={at} status={status} />;
}

function NextCase({ status }: { status: MoveStatus }) {
  const { data, error } = useCall('move.case', {});
  useEffect(() => {
    if (data) goTo(data.assetId);
  }, [data]);
  if (error) return <ErrorMessage failure={error} />;
  return data === null ? <AllDecided status={status} /> : <p className="busy">次の資産を読んでいます…</p>;
}

function CaseAt({ at, status }: { at: string; status: MoveStatus }) {
  const { data, error } = useCall('move.case', { at });
  const gone = error?.code === 'notFound';
  useEffect(() => {
    // The asset before the person has left the run (binned, reclassed): on to the next.
    if (gone) goTo(null);
  }, [gone]);
  if (data && !gone) return <OneCase one={data} status={status} />;
  return error && !gone ? <ErrorMessage failure={error} /> : <p className="busy">資産を読んでいます…</p>;
}

function AllDecided({ status }: { status: MoveStatus }) {
  return (
    <div className="card">
      <EmptyState
        title="すべて決まりました。"
        actions={
          <>
            <LinkButton variant="primary" href={hrefScreen('move', 'finish')}>
              結果を確かめて切り替える
            </LinkButton>
            <LinkButton href={hrefScreen('move', 'list')}>一覧を見る</LinkButton>
          </>
        }
      >
        <p>
          対応表で<span className="number">{status.mapped.toLocaleString('ja-JP')}</span>件、1件ずつ・まとめて
          <span className="number">{status.decided.toLocaleString('ja-JP')}</span>
          件を決めました。台帳はまだ変わっていません。
        </p>
      </EmptyState>
    </div>
  );
}

/** What the person wrote before, where the asset came back to the worklist. */
function startOf(one: MoveCase): ClassingDraft {
  if (one.reason === null) return EMPTY_CLASSING;
  const chosen: Partial<Record<Axis, string>> = {};
  for (const axis of AXES) if (one.to[axis] !== null) chosen[axis] = one.to[axis];
  return { answers: one.answers, chosen, reason: one.reason, why: '' };
}

function OneCase({ one, status }: { one: MoveCase; status: MoveStatus }) {
  const register = useRegister();
  const from = register.scheme(status.fromSchemeId);
  const to = register.scheme(status.toSchemeId);
  const { trail } = usePlace();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [together, setTogether] = useState(false);
  /** Set while 「まとめて」 checks what is missing. */
  const wantsTogether = useRef(false);
  const table = one.reason === null;
  const given = useMemo(() => (table ? AXES.filter((axis) => one.to[axis] !== null) : []), [table, one.to]);
  const floors = useMemo(
    () => [
      ...(table ? [{ levels: one.to, words: '切替の対応表', telling: false }] : []),
      {
        levels: withoutLaxer(from, to, one.from, one.held.levels),
        words: `中の「${one.held.names.join('」「')}」`,
        telling: true,
      },
    ],
    [table, from, to, one.from, one.to, one.held],
  );
  const laxer = useMemo(
    () => (axis: Axis, code: string) =>
      clearlyLaxer(from, to, axis, one.from[axis], code)
        ? `これまでの「${levelOf(from, axis, one.from[axis])?.name}」より低くなります。`
        : null,
    [from, to, one.from],
  );
  const classing = useClassing({
    scheme: to,
    kind: one.kind,
    facts: one.classFacts,
    content: one.held.levels,
    floors,
    given,
    laxer,
    start: draftOf(one.assetId) ?? startOf(one),
    onDraft: (draft) => keepDraft(one.assetId, draft),
  });

  const decide = async (assetIds: readonly string[]) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await call('move.decide', {
        assetIds: [...assetIds],
        levels: classing.choice.levels,
        reason: classing.fullReason,
        answers: { ...classing.answers },
      });
      dropDrafts(assetIds);
      if (assetIds.length > 1) showToast(`${assetIds.length.toLocaleString('ja-JP')}件をまとめて決めました。`);
      const next = await call('move.case', { after: one.assetId });
      goTo(next?.assetId ?? null);
      setTogether(false);
    } catch (error) {
      setTogether(false);
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const later = async () => {
    const next = await call('move.case', { after: one.assetId });
    if (next && next.assetId !== one.assetId) goTo(next.assetId);
    else showToast('ほかに残っている資産はありません。');
  };
  const onAccept = () => {
    if (wantsTogether.current) setTogether(true);
    else void decide([one.assetId]);
    wantsTogether.current = false;
  };
  const acceptRef = useRef<() => void>(() => undefined);
  const askTogether = () => {
    wantsTogether.current = true;
    acceptRef.current();
    // Something was missing: the next Enter decides this one only.
    if (classing.open !== null) wantsTogether.current = false;
  };
  const keys = {
    'alt+arrowdown': () => void later(),
    'alt+arrowup': () => goBackOne(),
    'shift+enter': () => (one.alike > 0 ? askTogether() : false),
    escape: () => navigate(hrefScreen('move', 'list')),
  };
  const latest = useRef(keys);
  latest.current = keys;
  useShortcuts(
    useMemo(
      () => ({
        'alt+arrowdown': () => latest.current['alt+arrowdown'](),
        'alt+arrowup': () => latest.current['alt+arrowup'](),
        'shift+enter': () => latest.current['shift+enter'](),
        escape: () => latest.current.escape(),
      }),
      [],
    ),
  );

  return (
    <>
      <CaseHead one={one} from={from} to={to} />
      {failure && <ErrorMessage failure={failure} />}
      <ClassingPanel
        classing={classing}
        onAccept={onAccept}
        actions={(accept) => {
          acceptRef.current = accept;
          return (
            <>
              {trail.length > 0 && (
                <Button title="Alt+↑" onClick={goBackOne}>
                  前へ
                </Button>
              )}
              <Button title="Alt+↓" onClick={later}>
                あとで決める
              </Button>
              {one.alike > 0 && (
                <Button title="Shift+Enter" disabled={busy} onClick={askTogether}>
                  同じような{one.alike.toLocaleString('ja-JP')}件もまとめて決める
                </Button>
              )}
              <Button variant="primary" disabled={busy} title="Enter" onClick={accept}>
                決めて次へ
              </Button>
            </>
          );
        }}
      />
      {together && (
        <AlikeDialog
          one={one}
          to={to}
          levels={classing.choice.levels}
          reason={classing.fullReason}
          busy={busy}
          onClose={() => setTogether(false)}
          onDecide={(ids) => void decide([one.assetId, ...ids])}
        />
      )}
    </>
  );
}
