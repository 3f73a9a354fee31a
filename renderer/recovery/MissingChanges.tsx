import type { RecoverySearch } from '../../contract/recovery.ts';
import { whenWords } from '../when.ts';

const count = (n: number) => n.toLocaleString('ja-JP');

/** Which changes were saved after the backup, as far as the damaged file still tells; honest where it does not. */
export function MissingChanges({ missing, short = false }: { missing: RecoverySearch['missing']; short?: boolean }) {
  if (!missing) return <p>この控えより後に保存した変更があるかどうかは、壊れた台帳からは分かりません。</p>;
  const { changes, shown, complete, entriesNoted, contentHidden } = missing;
  if (changes === 0 && complete) return <p>この控えより後に保存した変更は、ありません。失われるものはありません。</p>;
  return (
    <div className="stack">
      <p>
        {changes > 0 && (
          <>
            この控えより後の変更<strong>{count(changes)}件</strong>は、控えに入っていません。
          </>
        )}
        {changes === 0 && 'この控えより後の変更は、壊れた台帳から読めません。'}
        {!complete && '壊れていて読めない変更が、ほかにもあるかもしれません。'}
        {!complete && entriesNoted !== null && `（保存の記録では、控えより後に履歴${count(entriesNoted)}件）`}
        {changes > 0 && '戻したあとで、もう一度入れてください。'}
      </p>
      {!short && shown.length > 0 && (
        <table className="table recovery-changes">
          <caption className="visually-hidden">控えに入っていない変更</caption>
          <thead>
            <tr>
              <th scope="col">日時</th>
              <th scope="col">だれが</th>
              <th scope="col">操作</th>
              {!contentHidden && <th scope="col">何を</th>}
              {!contentHidden && <th scope="col">理由</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((change) => (
              <tr key={`${change.at} ${change.action} ${change.about}`}>
                <td>{whenWords(change.at, 'wareki')}</td>
                <td>{change.who}</td>
                <td>{change.action}</td>
                {!contentHidden && <td>{change.about}</td>}
                {!contentHidden && <td>{change.reason ?? ''}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!short && contentHidden && shown.length > 0 && (
        <p className="muted">
          利用者を登録している台帳なので、変えた内容はここには出しません。「壊れた台帳の、読めるところを見る」でログインすると、履歴で見られます。
        </p>
      )}
      {!short && changes > shown.length && <p className="muted">ほか{count(changes - shown.length)}件</p>}
    </div>
  );
}
