import type { MasterItem, MasterList } from '../../contract/master.ts';
import { validityMark } from '../fields/validity.ts';
import { useRegister } from '../registerContext.tsx';
import { RowAction } from '../session/RowAction.tsx';

interface MasterTableProps {
  list: MasterList;
  items: readonly MasterItem[];
  onEdit: (item: MasterItem) => void;
  onHide: (item: MasterItem) => void;
  onRemove: (item: MasterItem) => void;
}

/** Entries of one list; columns that no entry fills are left out. */
export function MasterTable({ list, items, onEdit, onHide, onRemove }: MasterTableProps) {
  const { labelOf, dateWords, status } = useRegister();
  const has = {
    kana: items.some((item) => item.kana),
    code: items.some((item) => item.code),
    parent: items.some((item) => item.parentId),
    aliases: items.some((item) => item.aliases.length > 0),
    remarks: items.some((item) => item.preset || validityMark(item, status.today) !== ''),
    validity: items.some((item) => item.validFrom || item.validUntil),
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="masters-table" tabIndex={0} aria-label={`${list.label}の項目`}>
      <table className="table">
        <thead>
          <tr>
            {has.code && <th scope="col">番号</th>}
            <th scope="col">名前</th>
            {has.kana && <th scope="col">ふりがな</th>}
            {has.parent && <th scope="col">{list.id === 'group' ? '実施機関' : '属する先'}</th>}
            {has.aliases && <th scope="col">ほかの書き方</th>}
            {has.validity && <th scope="col">使う期間</th>}
            {has.remarks && <th scope="col">区別</th>}
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} className={item.hidden ? 'masters-hidden' : ''}>
              {has.code && <td className="nowrap">{item.code}</td>}
              <th scope="row">{item.label}</th>
              {has.kana && <td>{item.kana}</td>}
              {has.parent && <td>{item.parentId ? labelOf(item.parentId) : ''}</td>}
              {has.aliases && <td className="masters-aliases">{item.aliases.join('、')}</td>}
              {has.validity && (
                <td className="nowrap">
                  {(item.validFrom || item.validUntil) &&
                    `${item.validFrom ? dateWords(item.validFrom) : ''}〜${item.validUntil ? dateWords(item.validUntil) : ''}`}
                </td>
              )}
              {has.remarks && (
                <td className="nowrap">
                  {[item.preset && '既定', item.hidden ? '隠した項目' : validityMark(item, status.today).slice(1, -1)]
                    .filter(Boolean)
                    .join('・')}
                </td>
              )}
              <td className="nowrap masters-actions">
                <RowAction needs="master.save" of={item.label} does="直す" onClick={() => onEdit(item)} />
                <RowAction
                  needs="master.save"
                  of={item.label}
                  does={item.hidden ? 'また使う' : '隠す'}
                  onClick={() => onHide(item)}
                />
                {!item.preset && (
                  <RowAction needs="master.remove" of={item.label} does="消す" onClick={() => onRemove(item)} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
