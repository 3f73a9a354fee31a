import { type ComponentProps, useState } from 'react';
import type { FieldValue } from '../../contract/catalogue/field.ts';
import type { Field } from '../../contract/catalogue/index.ts';
import type { MasterItem } from '../../contract/master.ts';
import type { Axis, Scheme } from '../../contract/scheme.ts';
import { call } from '../client.ts';
import { type Register, useRegister } from '../registerContext.tsx';
import { Combobox, type ComboOption } from '../ui/Combobox.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import type { ControlIds } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea, TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { failureOf } from '../useCall.ts';
import { IntegerInput } from './IntegerInput.tsx';
import { MultiInput } from './MultiInput.tsx';
import { levelWords, offeredItems } from './validity.ts';

interface FieldInputProps {
  field: Field;
  scheme: Scheme;
  ids: ControlIds;
  value: FieldValue | undefined;
  /** `problem`: what is written can't be read as a value; Japanese. */
  onChange: (value: FieldValue, problem: string | null) => void;
  /** Further properties of the text box of a plain text field. */
  box?: ComponentProps<'input'> | undefined;
}

/** Lists up to this long are plain drop-downs. */
const SHORT_LIST = 8;

async function createItem(list: string, label: string, use: (id: string) => void): Promise<void> {
  try {
    const item = await call('master.save', { list, label });
    use(item.id);
    showToast(`「${label}」を一覧に登録しました。`);
  } catch (error) {
    showToast(`「${label}」を登録できませんでした。${failureOf(error).detail ?? ''}`, { kind: 'error' });
  }
}

function optionsOf({ labelOf, itemWords }: Register, items: readonly MasterItem[]): readonly ComboOption[] {
  return items.map((item) => ({
    value: item.id,
    label: itemWords(item.id),
    keys: [item.kana ?? '', item.code ?? '', ...item.aliases],
    ...(item.parentId ? { hint: labelOf(item.parentId) } : {}),
  }));
}

const idsOf = (value: FieldValue | undefined): readonly string[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];

/** The control for one field of the catalogue. Levels are a drop-down here; the asset page has its own choice of them. */
export function FieldInput({ field, scheme, ids, value, onChange, box }: FieldInputProps) {
  const register = useRegister();
  const { itemsOf, lists, settings, status } = register;
  // What stood here at first can be chosen again, even if it is not offered any more.
  const [first] = useState(value);
  const text = typeof value === 'string' ? value : '';
  const set = (next: FieldValue) => onChange(next, null);
  const list = field.list;
  const items = offeredItems(itemsOf(list ?? ''), status.today, [...idsOf(first), ...idsOf(value)]);
  const open = list !== undefined && lists.find((one) => one.id === list)?.closed === false;

  if (field.id === 'importance')
    return (
      <Select
        {...ids}
        value={text}
        onChange={(next) => set(next || null)}
        empty="（自動で決める）"
        options={scheme.importance.classes.map((one) => ({ value: one.code, label: one.code }))}
      />
    );
  switch (field.type) {
    case 'longText':
      return <TextArea {...ids} value={text} onChange={(next) => set(next || null)} />;
    case 'integer':
      return <IntegerInput ids={ids} value={typeof value === 'number' ? value : null} onChange={onChange} />;
    case 'date':
      return <DateInput {...ids} value={text || null} onChange={onChange} dateStyle={settings.dateStyle} />;
    case 'level':
      return (
        <Select
          {...ids}
          value={text}
          onChange={(next) => set(next || null)}
          empty="（未記入）"
          options={scheme.axes[field.id as Axis].levels
            .filter((level) => !level.hidden || level.code === text || level.code === first)
            .map((level) => ({ value: level.code, label: levelWords(level) }))}
        />
      );
    case 'multi':
      return (
        <MultiInput
          ids={ids}
          label={field.label}
          items={items}
          value={Array.isArray(value) ? value : []}
          onChange={(next) => set(next.length > 0 ? next : null)}
          onCreate={
            open && list
              ? (label) => createItem(list, label, (id) => set([...(Array.isArray(value) ? value : []), id]))
              : undefined
          }
        />
      );
    case 'choice': {
      const options = optionsOf(register, items);
      if (!open && options.length <= SHORT_LIST)
        return (
          <Select {...ids} value={text} onChange={(next) => set(next || null)} empty="（未記入）" options={options} />
        );
      return (
        <Combobox
          {...ids}
          options={options}
          value={text}
          onChange={(next) => set(next || null)}
          {...(open && list ? { onCreate: (label: string) => void createItem(list, label, (id) => set(id)) } : {})}
        />
      );
    }
    case 'suggest':
      return (
        <Combobox
          {...ids}
          free
          options={optionsOf(register, items).map((option) => ({ ...option, value: option.label }))}
          value={text}
          onChange={(next) => set(next || null)}
        />
      );
    default:
      return <TextInput {...box} {...ids} value={text} onChange={(next) => set(next || null)} />;
  }
}
