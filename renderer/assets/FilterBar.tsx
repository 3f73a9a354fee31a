import { type RefObject, useEffect, useRef, useState } from 'react';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { filterFieldsOf } from './columns.ts';
import { FilterChips } from './FilterChips.tsx';
import { isNarrowed, type ListState, type ListView, WIDE } from './listState.ts';

/** Filters shown from the start; the others wait under ほかの条件. */
const FIRST = 6;

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
  const fields = filterFieldsOf(register.catalogue, view.kind).filter((field) => field.id !== 'scheme' || mixed);
  const chips = {
    fields,
    filters: state.filters,
    onChange: (filters: ListState['filters']) => onChange({ filters, active: -1 }),
  };
  return (
    <search className="filter-bar" aria-label="この一覧を絞る">
      <SearchBox box={searchBox} value={state.query} onChange={(query) => onChange({ query, active: -1 })} />
      <FilterChips {...chips} first={FIRST} more="ほかの条件">
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
      </FilterChips>
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
