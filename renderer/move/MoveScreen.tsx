import { useState } from 'react';
import type { MoveStatus } from '../../contract/classification.ts';
import { JobProgress } from '../JobProgress.tsx';
import { useRegister } from '../registerContext.tsx';
import { hrefScreen } from '../router.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { ActionButton, RefusalNotice } from '../session/Permit.tsx';
import { useRefusal } from '../session/session.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useCall } from '../useCall.ts';
import { MoveFinish } from './MoveFinish.tsx';
import { MoveList } from './MoveList.tsx';
import { MoveStart } from './MoveStart.tsx';
import { MoveWork } from './MoveWork.tsx';
import { moveJob } from './moveJob.ts';
import { PastMoves } from './PastMoves.tsx';
import './move.css';

/** No move is under way: begin one, or look at those that are over. */
function Idle({ past }: { past: readonly MoveStatus[] }) {
  const { schemes, settings, whenWords } = useRegister();
  const { progress } = moveJob.use();
  const [again, setAgain] = useState(false);
  const [last] = past;
  const done = last?.state === 'finished' && last.toSchemeId === settings.schemeId ? last : null;
  if (!done || again) {
    return (
      <>
        <MoveStart />
        <PastMoves past={past} />
      </>
    );
  }
  const assets = done.mapped + done.decided;
  const name = schemes.find((scheme) => scheme.id === done.toSchemeId)?.name;
  return (
    <>
      <section className="notice notice-ok stack" aria-label="終わった切替">
        <p>
          <strong>
            {assets.toLocaleString('ja-JP')}件を「{name}」に切り替えました。
          </strong>
          {done.endedAt && `（${whenWords(done.endedAt)}）`}
        </p>
        <p>結果表には、すべての資産の前と後、決め方と理由が入ります。決裁や監査に使えます。</p>
        <p className="row">
          <ActionButton
            needs="move.report"
            variant="primary"
            disabled={progress !== null}
            onClick={() => moveJob.make({ moveId: done.id })}
          >
            結果表を出力する
          </ActionButton>
          <ActionButton needs="move.start" onClick={() => setAgain(true)}>
            別の切替を始める
          </ActionButton>
        </p>
      </section>
      <PastMoves past={past} />
    </>
  );
}

const PARTS = [
  { id: null, label: '1件ずつ決める' },
  { id: 'list', label: '一覧' },
  { id: 'finish', label: '切り替える' },
] as const;

/** 分類体系の切替: the table first, then the worklist, then the finish; nothing of the register changes before that. */
export function MoveScreen({ part }: { part: string | null }) {
  const { schemes } = useRegister();
  const status = useCall('move.status', {});
  const report = moveJob.use();
  const deciding = useRefusal('move.decide');
  const output = (
    <>
      <JobProgress job={report} unit="件" onCancel={moveJob.cancel} />
      {report.result && (
        <SavedOutput
          output={report.result}
          saved={report.saved}
          onSave={() => report.result && moveJob.save(report.result)}
        >
          <strong>「{report.result.fileName}」</strong>を出力しました。
        </SavedOutput>
      )}
    </>
  );
  if (!status.data) {
    return (
      <div className="page">
        <PageHeader title="分類体系の切替" />
        {status.error ? <ErrorMessage failure={status.error} /> : <p className="busy">読んでいます…</p>}
      </div>
    );
  }
  const { open, past } = status.data;
  if (!open) {
    return (
      <div className="page">
        <PageHeader
          title="分類体系の切替"
          about="今の分類を、別の分類体系に移します。自動で低くなることはありません。"
        />
        {output}
        <Idle past={past} />
      </div>
    );
  }
  const name = (id: string) => schemes.find((scheme) => scheme.id === id)?.name ?? id;
  // Who decides nothing has the list in place of the worklist.
  const parts = deciding === null ? PARTS : PARTS.slice(1);
  const shown = parts.find((one) => one.id === part) ?? parts[0]!;
  const toDecide = open.open + open.decided;
  return (
    <div className={shown.id === null ? 'move-page' : 'page'}>
      <PageHeader
        title="分類体系の切替"
        count={open.open > 0 ? `あと${open.open.toLocaleString('ja-JP')}件` : 'すべて決まりました'}
        about={`${name(open.fromSchemeId)} → ${name(open.toSchemeId)}`}
        actions={
          <ActionButton
            needs="move.report"
            small
            disabled={report.progress !== null}
            onClick={() => moveJob.make({ moveId: open.id })}
          >
            下書きを出力する
          </ActionButton>
        }
      />
      <nav className="tabs move-tabs" aria-label="切替の進め方">
        {parts.map((one) => (
          <a
            key={one.label}
            className="tab"
            href={hrefScreen('move', one.id ?? undefined)}
            aria-current={one === shown ? 'page' : undefined}
          >
            {one.label}
          </a>
        ))}
        <div className="move-progress">
          <progress aria-label="決めた件数" max={Math.max(1, toDecide)} value={open.decided} />
          <span className="number">
            {open.decided.toLocaleString('ja-JP')}/{toDecide.toLocaleString('ja-JP')}件
          </span>
          <span className="muted number">対応表で{open.mapped.toLocaleString('ja-JP')}件</span>
        </div>
      </nav>
      {output}
      <RefusalNotice needs="move.decide">決めることは、</RefusalNotice>
      {shown.id === null && <MoveWork status={open} />}
      {shown.id === 'list' && <MoveList status={open} />}
      {shown.id === 'finish' && <MoveFinish status={open} refusal={status.data.finishRefusal} />}
    </div>
  );
}
