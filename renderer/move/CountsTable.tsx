import type { MoveCount } from '../../contract/classification.ts';
import { type Axis, levelOf, type Scheme } from '../../contract/scheme.ts';
import { LevelMark } from '../ui/LevelMark.tsx';

interface CountsTableProps {
  axis: Axis;
  from: Scheme;
  to: Scheme;
  counts: readonly MoveCount[];
}

function Level({ scheme, axis, code, none }: { scheme: Scheme; axis: Axis; code: string | null; none: string }) {
  const level = levelOf(scheme, axis, code);
  if (!level) return <span className="muted">{code ?? none}</span>;
  return (
    <>
      <LevelMark level={level} /> {level.name}
    </>
  );
}

/** How many assets go from which level to which, for one axis. */
export function CountsTable({ axis, from, to, counts }: CountsTableProps) {
  return (
    <table className="table move-table">
      <caption>{from.axes[axis].label}</caption>
      <thead>
        <tr>
          <th scope="col">これまで</th>
          <th scope="col">切替後</th>
          <th scope="col" className="number">
            件数
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map((count) => (
          <tr key={`${count.from} ${count.to}`}>
            <th scope="row">
              <Level scheme={from} axis={axis} code={count.from} none="分類なし" />
            </th>
            <td>
              <Level scheme={to} axis={axis} code={count.to} none={count.from === null ? '分類なし' : 'まだ'} />
            </td>
            <td className="number">{count.assets.toLocaleString('ja-JP')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
