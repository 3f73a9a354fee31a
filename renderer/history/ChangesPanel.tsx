import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { undoChange } from '../undo.ts';
import { useCall } from '../useCall.ts';
import { ChangeRow, onlyAsset } from './ChangeRow.tsx';

const PAGE = 50;

/** Numbers and names of assets, in the register or in the bin, as they are now. */
function useNames(ids: readonly string[]): (id: string) => string | undefined {
  const asked = { ids: [...ids], columns: ['number', 'name'], limit: PAGE };
  const live = useCall('asset.list', ids.length > 0 ? asked : null);
  const binned = useCall('asset.list', ids.length > 0 ? { ...asked, binned: true } : null);
  const names = new Map(
    [...(live.data?.rows ?? []), ...(binned.data?.rows ?? [])].map(
      (row) => [row.id, `${row.values['number'] ?? ''}　${row.values['name'] ?? ''}`] as const,
    ),
  );
  return (id) => names.get(id);
}

/** 履歴: every change in words, newest first, with search and paging. */
export function ChangesPanel() {
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const [offset, setOffset] = useState(0);
  const list = useCall('history.list', { ...(query ? { query } : {}), offset, limit: PAGE });

  const nameOf = useNames([...new Set((list.data?.changes ?? []).flatMap((change) => onlyAsset(change) ?? []))]);

  const search = (words: string) => {
    setQuery(words.trim());
    setOffset(0);
  };
  const total = list.data?.total ?? 0;
  const last = Math.min(offset + PAGE, total);
  return (
    <section className="card stack" aria-labelledby="changes-title" aria-busy={list.loading}>
      <h2 id="changes-title" className="visually-hidden">
        変更の記録
      </h2>
      <div className="row changes-tools">
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            search(typed);
          }}
        >
          <TextInput
            type="search"
            aria-label="履歴を探す言葉"
            placeholder="変わった内容、人、理由"
            className="changes-search"
            value={typed}
            onChange={(words) => {
              setTyped(words);
              if (words === '') search('');
            }}
          />
          <Button type="submit">探す</Button>
        </form>
        <p className="number" aria-live="polite">
          {list.data &&
            (total === 0
              ? '0件'
              : `${total.toLocaleString('ja-JP')}件中 ${(offset + 1).toLocaleString('ja-JP')}〜${last.toLocaleString('ja-JP')}件目`)}
        </p>
        <div className="row changes-paging">
          <Button small disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
            新しいほうへ
          </Button>
          <Button small disabled={last >= total} onClick={() => setOffset(offset + PAGE)}>
            古いほうへ
          </Button>
        </div>
      </div>
      {list.error && <ErrorMessage failure={list.error} />}
      {list.data && total === 0 && (
        <EmptyState title={query ? `「${query}」に当たる履歴はありません。` : '履歴はまだありません。'} />
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
                <ChangeRow
                  key={change.changeId}
                  change={change}
                  nameOf={nameOf}
                  onUndo={() => void undoChange(change.changeId, change.action)}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
