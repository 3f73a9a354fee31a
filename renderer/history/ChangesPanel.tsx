import { useState } from 'react';
import { JobProgress } from '../JobProgress.tsx';
import { createOutputJob } from '../job.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { ActionButton } from '../session/Permit.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { undoChange } from '../undo.ts';
import { useCall } from '../useCall.ts';
import { ChangeRow } from './ChangeRow.tsx';
import { type Filter, HistoryFilters } from './HistoryFilters.tsx';

const PAGE = 50;

const WORDS = { phase: '履歴を調べています', cancelled: '出力をやめました。' };
const JOBS = {
  print: createOutputJob('history.print', WORDS),
  book: createOutputJob('history.export', WORDS),
  evidence: createOutputJob('history.evidence', WORDS),
};
const MADE = {
  print: '履歴を、印刷用のPDFにしました。',
  book: '履歴を、Excelのファイルにしました。',
  evidence: '検証用の履歴を書き出しました。',
} as const;

/** 履歴: every change in words, newest first, with search and paging. */
export function ChangesPanel() {
  const [filter, setFilter] = useState<Filter>({});
  const [offset, setOffset] = useState(0);
  const list = useCall('history.list', { ...filter, offset, limit: PAGE });
  const states = { print: JOBS.print.use(), book: JOBS.book.use(), evidence: JOBS.evidence.use() };
  const busy = Object.values(states).some((state) => state.progress !== null);
  const total = list.data?.total ?? 0;
  const last = Math.min(offset + PAGE, total);
  return (
    <section className="card stack" aria-labelledby="changes-title" aria-busy={list.loading}>
      <h2 id="changes-title" className="visually-hidden">
        変更の記録
      </h2>
      <HistoryFilters
        filter={filter}
        onChange={(next) => {
          setFilter(next);
          setOffset(0);
        }}
      />
      <div className="row changes-tools">
        <p className="number" aria-live="polite">
          {list.data &&
            (total === 0
              ? '0件'
              : `${total.toLocaleString('ja-JP')}件中 ${(offset + 1).toLocaleString('ja-JP')}〜${last.toLocaleString('ja-JP')}件目`)}
        </p>
        <div className="row">
          <ActionButton
            needs="history.print"
            small
            disabled={busy || total === 0}
            onClick={() => JOBS.print.make(filter)}
          >
            印刷する（PDF）
          </ActionButton>
          <ActionButton
            needs="history.export"
            small
            disabled={busy || total === 0}
            onClick={() => JOBS.book.make(filter)}
          >
            Excelに出す
          </ActionButton>
          <ActionButton
            needs="history.evidence"
            small
            disabled={busy}
            title="履歴のすべてを、このアプリを使わずに検査できる形で書き出します"
            onClick={() => JOBS.evidence.make({})}
          >
            検証用に書き出す
          </ActionButton>
        </div>
        <div className="row changes-paging">
          <Button small disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
            新しいほうへ
          </Button>
          <Button small disabled={last >= total} onClick={() => setOffset(offset + PAGE)}>
            古いほうへ
          </Button>
        </div>
      </div>
      {(['print', 'book', 'evidence'] as const).map((name) => (
        <div key={name}>
          <JobProgress job={states[name]} unit="件" onCancel={JOBS[name].cancel} />
          {states[name].result && (
            <SavedOutput
              output={states[name].result}
              saved={states[name].saved}
              onSave={() => JOBS[name].save(states[name].result!)}
            >
              {MADE[name]}
            </SavedOutput>
          )}
        </div>
      ))}
      {list.error && <ErrorMessage failure={list.error} />}
      {list.data && total === 0 && (
        <EmptyState
          title={Object.keys(filter).length > 0 ? '条件に当たる履歴はありません。' : '履歴はまだありません。'}
        />
      )}
      {list.data && total > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="changes" tabIndex={0} aria-label="変更の一覧">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">日時</th>
                <th scope="col" className="log-who">
                  だれが
                </th>
                <th scope="col" className="log-what">
                  何をしたか
                </th>
                <th scope="col">変わったところ</th>
                <th scope="col">
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.data.changes.map((change) => (
                <ChangeRow key={change.changeId} change={change} onUndo={() => void undoChange(change.changeId)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
