import type { RoundTripReceipt } from '../../contract/roundTrip.ts';
import { hrefAssets, hrefScreen } from '../router.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { startOver, undo } from './session.ts';

/** What was done, in numbers; 取り消す takes all of it back. */
export function TripReceipt({ receipt, undone }: { receipt: RoundTripReceipt; undone: boolean }) {
  const lines = [
    ['新しく登録した資産', receipt.added, '件'],
    ['値を変えた資産', receipt.changedAssets, '件'],
    ['　変えた項目', receipt.changedFields, 'か所'],
    ['　分類の承認を待つ資産', receipt.waiting, '件'],
    ['状態を「廃棄済」にした資産', receipt.disposed, '件'],
    ['ごみ箱へ移した資産', receipt.binned, '件'],
    ['取り込まなかった違い', receipt.left, '件'],
    ['取り込めなかったセルと行', receipt.refusedCount, 'か所'],
  ] as const;
  return (
    <section className="card stack" aria-labelledby="trip-receipt">
      <h2 id="trip-receipt">{undone ? 'この取り込みは取り消しました' : '取り込みました'}</h2>
      <div role="status">
        <p className={`notice ${undone ? 'notice-plain' : 'notice-ok'}`}>
          {undone
            ? '変えた値は元に戻り、新しく登録した資産はごみ箱に移りました。'
            : `「${receipt.fileName}」の変更を、一つの変更として取り込みました。`}
        </p>
      </div>
      <table className="table trip-receipt">
        <caption className="visually-hidden">取り込みの内訳</caption>
        <tbody>
          {lines.map(([label, n, unit]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="number">
                {n.toLocaleString('ja-JP')}
                {unit}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <LinkButton variant="primary" href={hrefAssets()}>
          台帳を見る
        </LinkButton>
        <LinkButton href={hrefScreen('history')}>履歴を見る</LinkButton>
        <Button onClick={startOver}>ほかのファイルを見比べる</Button>
        {!undone && (
          <Button variant="danger" onClick={undo}>
            この取り込みを取り消す
          </Button>
        )}
      </div>
    </section>
  );
}
