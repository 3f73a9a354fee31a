import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Field, fieldById } from '../../contract/catalogue/index.ts';
import { foldForSearch } from '../../contract/japanese/fold.ts';
import { type Register, useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { filterFieldsOf } from './columns.ts';
import { filterOptionsOf, filterWords } from './filterOptions.ts';
import { isNarrowed, type ListState, type ListView, WIDE } from './listState.ts';

/** Filters shown from the start; the others wait under ほかの条件. */
const FIRST = 6;
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
  const options = filterOptionsOf(register, field);
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

interface SearchBoxProps {
  box: RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (query: string) => void;
}

/** The search box: the list follows while one writes, but never what an input method is still composing. */
function SearchBox({ box, value, onChange }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const composing = useRef(false);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (composing.current || text === value) return;
    const timer = setTimeout(() => latest.current(text), 150);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <input
      ref={box}
      type="search"
      className="input search-box"
      aria-label="この一覧を絞る言葉"
      aria-keyshortcuts="Control+F"
      placeholder="この一覧を絞る（Ctrl+F）"
      value={text}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        onChange(event.currentTarget.value);
      }}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing && text) {
          event.stopPropagation();
          setText('');
          onChange('');
        }
      }}
    />
  );
}

interface FilterBarProps {
  view: ListView;
  state: ListState;
  searchBox: RefObject<HTMLInputElement | null>;
  onChange: (patch: Partial<ListState>) => void;
}

/** Search box and filters above the list. Filters of different fields all apply; values of one field are alternatives. */
export function FilterBar({ view, state, searchBox, onChange }: FilterBarProps) {
  const register = useRegister();
  // With one scheme in use there is nothing to tell apart.
  const mixed = register.schemes.filter((scheme) => scheme.assets > 0).length > 1;
  const fields = filterFieldsOf(view.kind).filter((field) => field.id !== 'scheme' || mixed);
  // A filter that came by a link may be on a field that is not offered by itself.
  const extra = Object.keys(state.filters)
    .filter((id) => state.filters[id]!.length > 0)
    .flatMap((id) => (fields.some((field) => field.id === id) ? [] : (fieldById(id) ?? [])));
  const [opened, setOpened] = useState<readonly string[]>([]);
  const isShown = (field: Field, index: number) =>
    index < FIRST || opened.includes(field.id) || (state.filters[field.id]?.length ?? 0) > 0;
  const shown = [...fields.filter(isShown), ...extra];
  const hidden = fields.filter((field) => !shown.includes(field));
  const set = (id: string, values: readonly string[]) =>
    onChange({ filters: { ...state.filters, [id]: values }, active: -1 });

  return (
    <search className="filter-bar" aria-label="この一覧を絞る">
      <SearchBox box={searchBox} value={state.query} onChange={(query) => onChange({ query, active: -1 })} />
      {shown.map((field) => (
        <Chip
          key={field.id}
          register={register}
          field={field}
          values={state.filters[field.id] ?? []}
          onChange={(values) => set(field.id, values)}
        />
      ))}
      {!view.binned && (
        <button
          type="button"
          className={`chip ${state.incomplete ? 'chip-on' : ''}`}
          aria-pressed={state.incomplete}
          onClick={() => onChange({ incomplete: !state.incomplete, active: -1 })}
        >
          記入漏れ
        </button>
      )}
      {hidden.length > 0 && (
        <Popover name="ほかの条件" buttonClass="chip chip-more" label="ほかの条件 ▾">
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
      {state.ids && (
        <button type="button" className="chip chip-on" onClick={() => onChange({ ids: null, active: -1 })}>
          指定された{state.ids.length}件だけ <span aria-hidden="true">×</span>
          <span className="visually-hidden">（外す）</span>
        </button>
      )}
      {isNarrowed(state) && (
        <Button small variant="plain" onClick={() => onChange(WIDE)}>
          条件をすべて外す
        </Button>
      )}
    </search>
  );
}
