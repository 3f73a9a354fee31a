import type { ImportCheck } from '../../contract/importing.ts';
import { useRegister } from '../registerContext.tsx';

/** Words that the import adds to master lists; a misspelt department is seen here before it is one. */
export function NewItems({ items, title }: { items: ImportCheck['newItems']; title: string }) {
  const { lists } = useRegister();
  if (items.length === 0) return null;
  const byList = Map.groupBy(items, (item) => item.list);
  return (
    <section className="card stack" aria-labelledby="import-new">
      <h2 id="import-new">{title}</h2>
      <dl className="import-new">
        {[...byList].map(([listId, added]) => (
          <div key={listId}>
            <dt>{lists.find((list) => list.id === listId)?.label ?? listId}</dt>
            <dd>
              {added.map((item) => (
                <span key={item.label} className="tag tag-fixed">
                  {item.label}
                  <span className="muted number">（{item.count.toLocaleString('ja-JP')}）</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
