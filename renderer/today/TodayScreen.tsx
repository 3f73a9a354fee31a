import type { ResultOf } from '../../contract/api.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAssets, hrefNewAsset, hrefScreen } from '../router.ts';
import { ActionLink } from '../session/Permit.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useCall } from '../useCall.ts';
import { BackupTasks } from './BackupTasks.tsx';
import { CountsTable } from './CountsTable.tsx';
import { StaleTask } from './StaleTask.tsx';
import { type ClassWork, tasksOf } from './tasks.ts';
import './today.css';

const WEEKDAYS = ['日', '月', '火', '水', '木', '金', '土'] as const;

/** 今日の仕事: what needs doing, most urgent first; the register in numbers below. */
export function TodayScreen() {
  const { status, dateWords } = useRegister();
  const counts = useCall('asset.counts', {});
  // Checking every asset takes a while in a large register; the numbers need not wait for it.
  const found = useCall('finding.list', counts.data ? {} : null);
  const approvals = useCall('approval.list', {});
  const reviews = useCall('review.list', {});
  const moving = useCall('move.status', {}).data?.open ?? null;
  const work: ClassWork = {
    moving: moving && { open: moving.open, assets: moving.open + moving.mapped + moving.decided },
    approvals: approvals.data?.length ?? 0,
    reviews: reviews.data?.length ?? 0,
    unclassed: Object.values(counts.data?.byKindAndLevel ?? {}).reduce((sum, levels) => sum + (levels[''] ?? 0), 0),
  };
  const weekday = WEEKDAYS[new Date(`${status.today}T00:00:00Z`).getUTCDay()];
  const error = counts.error ?? found.error;

  return (
    <div className="page">
      <PageHeader title="今日の仕事" about={`${dateWords(status.today)}（${weekday}）　${status.unionName}`} />
      {error && <ErrorMessage failure={error} />}
      {counts.data?.total === 0 ? (
        <EmptyRegister />
      ) : (
        <>
          {!found.error && (
            <Tasks rules={found.data?.rules ?? null} incomplete={counts.data?.incomplete ?? 0} work={work} />
          )}
          <StaleTask />
          <BackupTasks />
          <section className="card stack" aria-labelledby="today-counts">
            <h2 id="today-counts">台帳の件数</h2>
            {counts.data ? (
              <CountsTable counts={counts.data} />
            ) : (
              !counts.error && <p className="muted today-counts-waiting">数えています…</p>
            )}
          </section>
        </>
      )}
    </div>
  );
}

function EmptyRegister() {
  return (
    <div className="card">
      <EmptyState
        title="台帳はまだ空です。"
        actions={
          <>
            <ActionLink needs="importing.read" variant="primary" href={hrefScreen('import')}>
              Excelから取り込む
            </ActionLink>
            <ActionLink needs="asset.register" href={hrefNewAsset()}>
              1件ずつ登録する
            </ActionLink>
          </>
        }
      >
        <p>今ある台帳（Excel・CSV）を取り込むか、手元の資産から登録を始めてください。</p>
      </EmptyState>
    </div>
  );
}

interface TasksProps {
  rules: ResultOf<'finding.list'>['rules'] | null;
  incomplete: number;
  work: ClassWork;
}

function Tasks({ rules, incomplete, work }: TasksProps) {
  if (!rules)
    return (
      <div className="card today-calm today-waiting" role="status">
        <p className="empty-title">台帳を点検しています…</p>
        <p className="muted">件数が多いと少しかかります。ほかの画面に移ってもかまいません。</p>
      </div>
    );
  const tasks = tasksOf(rules, incomplete, work);
  if (tasks.length === 0) {
    return (
      <div className="card today-calm">
        <p className="empty-title">今日、急ぎの仕事はありません。</p>
        <p className="muted">決まり{rules.length}件に照らして、直すところは見つかりませんでした。</p>
      </div>
    );
  }
  return (
    <ul className="today-tasks" aria-label="しなければならないこと">
      {tasks.map((task) => (
        <li key={task.id} className={`today-task today-task-${task.severity}`}>
          <span className="today-severity">
            <span aria-hidden="true">{task.severity === 'error' ? '▲' : '△'}</span>
            {task.severity === 'error' ? '要対応' : '注意'}
          </span>
          <span className="today-words">
            <strong>{task.sentence}</strong>
            <span className="muted">{task.why}</span>
          </span>
          <span className="today-count number">{task.count.toLocaleString('ja-JP')}件</span>
          <ActionLink
            needs={task.needs ?? 'session.touch'}
            small
            href={
              task.href ?? (task.ruleId ? hrefScreen('history', task.ruleId) : hrefAssets(null, { incomplete: true }))
            }
          >
            {task.action}
            <span className="visually-hidden">：{task.sentence}</span>
          </ActionLink>
        </li>
      ))}
    </ul>
  );
}
