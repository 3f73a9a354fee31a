import { useState } from 'react';
import { foldForSearch } from '../../contract/japanese/fold.ts';
import type { MasterItem } from '../../contract/master.ts';
import { call } from '../client.ts';
import { useRegister } from '../registerContext.tsx';
import { ActionButton } from '../session/Permit.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { announceLast } from '../undo.ts';
import { complain } from '../useCall.ts';
import { MasterDialog } from './MasterDialog.tsx';
import { MasterTable } from './MasterTable.tsx';

/** Lists a union looks after most; they come first. */
const FIRST = ['group', 'place', 'post', 'person', 'businessCategory', 'body'];

/** マスター: choose a list, then add, change, hide or remove its entries. */
export function MastersPanel() {
  const { lists } = useRegister();
  const [listId, setListId] = useState<string>('group');
  const [words, setWords] = useState('');
  const [editing, setEditing] = useState<MasterItem | 'new' | null>(null);
  const rank = (id: string) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);
  const ordered = [...lists].sort((a, b) => rank(a.id) - rank(b.id));
  const list = lists.find((one) => one.id === listId) ?? ordered[0];
  if (!list) return <EmptyState title="マスターがありません。" />;

  const folded = foldForSearch(words);
  const items = list.items.filter((item) =>
    [item.label, item.kana ?? '', item.code ?? '', ...item.aliases].some((text) =>
      foldForSearch(text).includes(folded),
    ),
  );
  const hide = async (item: MasterItem) => {
    try {
      await call('master.save', { list: list.id, id: item.id, label: item.label, hidden: !item.hidden });
      void announceLast(
        item.hidden
          ? `「${item.label}」をまた選べるようにしました。`
          : `「${item.label}」を隠しました。入力済みの資産はそのままです。`,
      );
    } catch (error) {
      complain(error);
    }
  };
  const remove = async (item: MasterItem) => {
    try {
      await call('master.remove', { id: item.id });
      void announceLast(`「${item.label}」を消しました。`);
    } catch (error) {
      complain(error);
    }
  };

  return (
    <div className="masters">
      <nav className="card masters-lists" aria-label="マスターの一覧">
        <ul>
          {ordered.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one === list ? 'true' : undefined}
                onClick={() => {
                  setListId(one.id);
                  setWords('');
                }}
              >
                <span>{one.label}</span>
                <span className="number muted">{one.items.length}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className="card stack masters-items" aria-labelledby="masters-title">
        <div className="row">
          <h2 id="masters-title">{list.label}</h2>
          <TextInput
            type="search"
            aria-label={`${list.label}の中を探す`}
            placeholder="この中を探す"
            className="masters-search"
            value={words}
            onChange={setWords}
          />
          <ActionButton needs="master.save" onClick={() => setEditing('new')}>
            追加する
          </ActionButton>
        </div>
        {list.items.some((item) => item.preset) && (
          <p className="form-help">「既定」の項目は消せません。使わないときは隠してください。名前は変えられます。</p>
        )}
        {items.length === 0 ? (
          <EmptyState title={words ? `「${words}」に当たる項目はありません。` : 'まだ項目がありません。'} />
        ) : (
          <MasterTable
            list={list}
            items={items}
            onEdit={setEditing}
            onHide={(item) => void hide(item)}
            onRemove={(item) => void remove(item)}
          />
        )}
      </section>
      {editing && (
        <MasterDialog list={list} item={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </div>
  );
}
