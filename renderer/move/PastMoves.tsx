import type { MoveStatus } from '../../contract/classification.ts';
import { useRegister } from '../registerContext.tsx';
import { ActionButton } from '../session/Permit.tsx';
import { moveJob } from './moveJob.ts';

/** Moves that are over: when, from where to where, by whom; the result sheet of each. */
export function PastMoves({ past }: { past: readonly MoveStatus[] }) {
  const { schemes, whenWords } = useRegister();
  const { progress } = moveJob.use();
  if (past.length === 0) return null;
  const name = (id: string) => schemes.find((scheme) => scheme.id === id)?.name ?? id;
  return (
    <section className="card stack" aria-labelledby="move-past">
      <h2 id="move-past">これまでの切替</h2>
      <div className="move-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">終えた日時</th>
              <th scope="col">切替</th>
              <th scope="col">結果</th>
              <th scope="col" className="number">
                対応表
              </th>
              <th scope="col" className="number">
                決めた
              </th>
              <th scope="col" className="number">
                低くした
              </th>
              <th scope="col">理由</th>
              <th scope="col">終えた人・承認</th>
              <th scope="col">結果表</th>
            </tr>
          </thead>
          <tbody>
            {past.map((move) => (
              <tr key={move.id}>
                <td className="nowrap">{move.endedAt && whenWords(move.endedAt)}</td>
                <td>
                  {name(move.fromSchemeId)} → {name(move.toSchemeId)}
                </td>
                <td className="nowrap">{move.state === 'finished' ? '切替済み' : '取りやめ'}</td>
                <td className="number">{move.mapped.toLocaleString('ja-JP')}</td>
                <td className="number">{move.decided.toLocaleString('ja-JP')}</td>
                <td className="number">{move.lowered.toLocaleString('ja-JP')}</td>
                <td>{move.reason}</td>
                <td>
                  {move.endedBy}
                  {move.approvedBy && `（承認 ${[move.approvedPost, move.approvedBy].filter(Boolean).join(' ')}）`}
                </td>
                <td>
                  <ActionButton
                    needs="move.report"
                    small
                    disabled={progress !== null}
                    onClick={() => moveJob.make({ moveId: move.id })}
                  >
                    結果表
                    <span className="visually-hidden">：{name(move.toSchemeId)}への切替</span>
                  </ActionButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
