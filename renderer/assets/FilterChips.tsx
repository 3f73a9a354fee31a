import { type ReactNode, useState } from 'react';
import type { Field } from '../../contract/catalogue/index.ts';
import { isOwnId } from '../../contract/catalogue/own.ts';
import { foldForSearch } from '../../contract/japanese/fold.ts';
import { type Register, useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { useCall } from '../useCall.ts';
import { filterOptionsOf, filterWords, ownValueWords } from './filterOptions.ts';
import './filterChips.css';

/** Lists longer than this get a search box. */
const LONG = 12;

interface ChipProps {
  register: Register;
  field: Field;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
}

function Options({ register, field, values, onChange }: ChipProps) {
  const [text, setText] = useState('');
  // What stands in an own field is no list: the register is asked for it.
  const own = useCall('ownField.values', isOwnId(field.id) ? { id: field.id } : null);
  const options = isOwnId(field.id)
    ? [...(own.data ?? [])]
        .sort((a, b) => Number(a.value === '') - Number(b.value === ''))
        .map(({ value }) => ({ value, label: ownValueWords(register, field, value) }))
    : filterOptionsOf(register, field);
  const folded = foldForSearch(text);
  return (
    <>
      {options.length > LONG && (
        <input
          type="text"
          className="input"
          aria-label={`${field.label}の候補をさがす`}
          placeholder="候補をさがす"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <ul className="filter-options">
        {options
          .filter((option) => foldForSearch(option.label).includes(folded))
          .map((option) => (
            <li key={option.value}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={values.includes(option.value)}
                  onChange={() =>
                    onChange(
                      values.includes(option.value)
                        ? values.filter((value) => value !== option.value)
                        : [...values, option.value],
                    )
                  }
                />
                <span className={option.value === '' ? 'muted' : undefined}>{option.label}</span>
              </label>
            </li>
          ))}
      </ul>
      {values.length > 0 && (
        <Button small variant="plain" onClick={() => onChange([])}>
          この条件を外す
        </Button>
      )}
    </>
  );
}

function Chip(props: ChipProps) {
  const { register, field, values } = props;
  const words = filterWords(register, field, values);
  const shown = words.length > 14 ? `${values.length}つ` : words;
  return (
    <Popover
      name={`${field.label}で絞る`}
      buttonClass={`chip ${values.length > 0 ? 'chip-on' : ''}`}
      label={
        <>
          {field.label}
          {values.length > 0 && <span className="chip-value">：{shown}</span>}
          <span aria-hidden="true"> ▾</span>
        </>
      }
    >
      {() => <Options {...props} />}
    </Popover>
  );
}

type Filters = Readonly<Record<string, readonly string[]>>;

interface FilterChipsProps {
  /** Offered, in order. */
  fields: readonly Field[];
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** So many are shown from the start; the others wait under `more`. */
  first: number;
  more: string;
  /** Stands between the filters and `more`. */
  children?: ReactNode;
}

/** Filters by field, one chip for each. Different fields all apply; values of one field are alternatives. */
export function FilterChips({ fields, filters, onChange, first, more, children }: FilterChipsProps) {
  const register = useRegister();
  // A filter that came by a link, or with a form, may be on a field that is not offered by itself.
  const extra = Object.keys(filters)
    .filter((id) => filters[id]!.length > 0)
    .flatMap((id) => (fields.some((field) => field.id === id) ? [] : (register.catalogue.fieldById(id) ?? [])));
  const [opened, setOpened] = useState<readonly string[]>([]);
  const isShown = (field: Field, index: number) =>
    index < first || opened.includes(field.id) || (filters[field.id]?.length ?? 0) > 0;
  const shown = [...fields.filter(isShown), ...extra];
  const hidden = fields.filter((field) => !shown.includes(field));
  return (
    <>
      {shown.map((field) => (
        <Chip
          key={field.id}
          register={register}
          field={field}
          values={filters[field.id] ?? []}
          onChange={(values) => onChange({ ...filters, [field.id]: values })}
        />
      ))}
      {children}
      {hidden.length > 0 && (
        <Popover name={more} buttonClass="chip chip-more" label={`${more} ▾`}>
          {(close) => (
            <ul className="filter-more">
              {hidden.map((field) => (
                <li key={field.id}>
                  <Button
                    small
                    variant="plain"
                    onClick={() => {
                      setOpened([...opened, field.id]);
                      close();
                    }}
                  >
                    {field.label}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Popover>
      )}
    </>
  );
}
