import type { MasterItem } from '../../contract/master.ts';
import { useRegister } from '../registerContext.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import type { ControlIds } from '../ui/FormRow.tsx';

interface MultiInputProps {
  ids: ControlIds;
  label: string;
  /** Those that may be chosen, and those that are. */
  items: readonly MasterItem[];
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
  onCreate?: ((text: string) => void) | undefined;
}

/** Up to this many choices are shown as boxes to tick; more are searched. */
const BOXES = 6;

/** 無・なし excludes every other choice, and the other way round. */
function isNone(item: MasterItem | undefined): boolean {
  return item !== undefined && (item.id.endsWith('.none') || ['なし', '無'].includes(item.label));
}

export function toggled(items: readonly MasterItem[], value: readonly string[], id: string): readonly string[] {
  if (value.includes(id)) return value.filter((other) => other !== id);
  if (isNone(items.find((item) => item.id === id))) return [id];
  return [...value.filter((other) => !isNone(items.find((item) => item.id === other))), id];
}

/** Several items of a list: ticked boxes for short lists, tags and a search box for long ones. */
export function MultiInput({ ids, label, items, value, onChange, onCreate }: MultiInputProps) {
  const { itemWords } = useRegister();
  if (items.length <= BOXES && !onCreate) {
    return (
      // The id is the group's: as the first box's, pressing the heading 個人情報 would tick 無.
      <fieldset id={ids.id} className="check-group" aria-label={label} aria-describedby={ids['aria-describedby']}>
        {items.map((item) => (
          <label key={item.id} className="check">
            <input
              type="checkbox"
              checked={value.includes(item.id)}
              onChange={() => onChange(toggled(items, value, item.id))}
            />
            {itemWords(item.id)}
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <div>
      {value.length > 0 && (
        <ul className="tags" aria-label={`選んだ${label}`}>
          {value.map((id) => (
            <li key={id} className="tag">
              {itemWords(id)}
              <button
                type="button"
                className="icon-button"
                aria-label={`${itemWords(id)}を外す`}
                onClick={() => onChange(value.filter((other) => other !== id))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <Combobox
        {...ids}
        placeholder={value.length > 0 ? '加える' : ''}
        options={items
          .filter((item) => !value.includes(item.id))
          .map((item) => ({ value: item.id, label: itemWords(item.id), keys: [item.kana ?? '', ...item.aliases] }))}
        value=""
        onChange={(id) => id && onChange(toggled(items, value, id))}
        {...(onCreate ? { onCreate } : {})}
      />
    </div>
  );
}
