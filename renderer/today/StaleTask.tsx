import { hrefScreen } from '../router.ts';
import { ActionLink } from '../session/Permit.tsx';
import { useCall } from '../useCall.ts';

/** 貼り替えが必要なラベル: less urgent than what the rules find, so below it. Nothing where every label tells the truth. */
export function StaleTask() {
  const stale = useCall('label.stale', {});
  const count = stale.data?.length ?? 0;
  if (count === 0) return null;
  return (
    <ul className="today-tasks" aria-label="ラベルの仕事">
      <li className="today-task today-task-warning">
        <span className="today-severity">
          <span aria-hidden="true">△</span>
          注意
        </span>
        <span className="today-words">
          <strong>貼り替えが必要なラベルがあります</strong>
          <span className="muted">印刷したあとで、番号・名称・分類・取扱制限・所管・場所のどれかが変わりました。</span>
        </span>
        <span className="today-count number">{count.toLocaleString('ja-JP')}件</span>
        <ActionLink needs="label.print" small href={hrefScreen('labels', 'stale')}>
          貼り替える
          <span className="visually-hidden">：貼り替えが必要なラベル</span>
        </ActionLink>
      </li>
    </ul>
  );
}
