import { useState } from 'react';
import type { ReviewTask } from '../../contract/classification.ts';
import { startQueue } from '../classify/queue.ts';
import { KeepDialog } from '../findings/KeepDialog.tsx';
import { useShortcuts } from '../keys.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useCall } from '../useCall.ts';
import { SHOWN, useTicked } from './useTicked.ts';

/** 見直し: assets whose class may be too high since something left them; nothing is lowered by itself. */
export function ReviewsPanel() {
  const { data, error } = useCall('review.list', {});
  if (error) return <ErrorMessage failure={error} />;
  if (!data) return <p className="busy">読んでいます…</p>;
  if (data.length === 0)
    return (
      <div className="card">
        <EmptyState title="見直しの要る分類はありません。">
          <p>
            つながりを外したり、中の資産をごみ箱へ移したり廃棄したりすると、入れ物の分類を下げてよいか確かめる仕事がここに並びます。
          </p>
        </EmptyState>
      </div>
    );
  return <Tasks tasks={data} />;
}

function Tasks({ tasks }: { tasks: readonly ReviewTask[] }) {
  const { whenWords } = useRegister();
  const shown = tasks.slice(0, SHOWN);
  const ticked = useTicked(shown);
  const [keeping, setKeeping] = useState(false);
  const chosen = shown.filter(({ id }) => ticked.has(id));
  useShortcuts({ 'ctrl+a': () => ticked.all(true) });
  return (
    <section className="card stack" aria-labelledby="reviews-title">
      <div className="row">
        <h2 id="reviews-title">分類の見直し</h2>
        <span className="number" aria-live="polite">
          {tasks.length.toLocaleString('ja-JP')}件のうち{chosen.length.toLocaleString('ja-JP')}件を選択
        </span>
        <ActionButton
          needs="classification.decide"
          small
          disabled={chosen.length === 0}
          onClick={() => startQueue([...new Set(chosen.map((task) => task.asset.id))])}
        >
          分類し直す
        </ActionButton>
        <ActionButton needs="review.done" small disabled={chosen.length === 0} onClick={() => setKeeping(true)}>
          そのままでよい
        </ActionButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="approvals" aria-label="見直しの一覧" tabIndex={0}>
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
              <th scope="col">起きたこと</th>
              <th scope="col">いつ・だれが</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((task) => (
              <tr key={task.id}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`「${task.asset.name}」（${task.asset.number}）の見直しを選ぶ`}
                    checked={ticked.has(task.id)}
                    onChange={() => ticked.toggle(task.id)}
                  />
                </td>
                <td>
                  <a href={hrefAsset(task.asset.id)}>
                    <span className="number">{task.asset.number}</span> {task.asset.name}
                  </a>
                </td>
                <td>{task.cause}</td>
                <td className="nowrap">
                  {whenWords(task.at)}
                  <br />
                  <span className="muted small">{task.who}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {tasks.length > SHOWN && (
        <p className="muted">
          古いものから{SHOWN.toLocaleString('ja-JP')}件を出しています。済ませると、次のものが出ます。
        </p>
      )}
      {keeping && (
        <KeepDialog
          ids={chosen.map(({ id }) => id)}
          onClose={(done) => {
            setKeeping(false);
            if (done) ticked.all(false);
          }}
        />
      )}
    </section>
  );
}
