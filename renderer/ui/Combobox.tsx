import { type CSSProperties, useEffect, useId, useMemo, useRef, useState } from 'react';
import { foldForSearch } from '../../contract/japanese/fold.ts';

export interface ComboOption {
  readonly value: string;
  readonly label: string;
  /** ふりがな and other spellings, for searching. */
  readonly keys?: readonly string[];
  /** Shown small at the right: a code, a number. */
  readonly hint?: string;
  /** Heading under which it stands; options of one heading follow each other. */
  readonly group?: string;
}

interface ComboboxProps {
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | undefined;
  'aria-required'?: boolean | undefined;
  options: readonly ComboOption[];
  /** Chosen option; `''`: none. With `free` the text itself. */
  value: string;
  onChange: (value: string) => void;
  /** Any text is allowed; options are offered only. */
  free?: boolean;
  /** Offers 「…」を新しく登録 when nothing fits; gets the text. */
  onCreate?: (text: string) => void;
  /**
   * Options that come from a search: `ask` is called with every written text, and `answered` says whether the options
   * belong to the last one asked. Nothing that belongs to an earlier text can be chosen.
   */
  search?: { readonly ask: (text: string) => void; readonly answered: boolean };
  /** Words of the chosen one, where the options need not hold it. */
  chosenLabel?: string;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
}

/** Options shown at most; the rest is found by writing. */
const SHOWN = 200;

/** px: as high as the list gets, and the gap to the box. */
const HEIGHT = 280;
const GAP = 2;

/** Fixed on the screen, so that no scrolling part and no dialog cuts the list off; above the box when there is no room. */
function placeFor(box: DOMRect): CSSProperties {
  const below = window.innerHeight - box.bottom - 8;
  const above = box.top - 8;
  const up = below < 160 && above > below;
  return {
    left: box.left,
    minWidth: box.width,
    maxHeight: Math.min(HEIGHT, up ? above : below),
    ...(up ? { bottom: window.innerHeight - box.top + GAP } : { top: box.bottom + GAP }),
  };
}

/** Rows under their headings, with the place of the first of each in the whole list. */
function groupsOf(rows: readonly ComboOption[]) {
  const groups: { group: string | undefined; options: ComboOption[]; first: number }[] = [];
  for (const [index, option] of rows.entries()) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.options.push(option);
    else groups.push({ group: option.group, options: [option], first: index });
  }
  return groups;
}

const CREATE = '\u0000create';

/**
 * A text box that filters a list while one writes, by kanji, かな or code. Arrow keys and Enter choose, Esc closes,
 * Backspace to an empty box takes the value away. The first choice is never taken unasked on leaving: a text that fits
 * exactly one option by its whole name is, any other goes back to what it was.
 */
export function Combobox({
  options,
  value,
  onChange,
  free = false,
  onCreate,
  search,
  chosenLabel,
  autoFocus,
  ...rest
}: ComboboxProps) {
  const chosen = free ? value : (options.find((option) => option.value === value)?.label ?? chosenLabel ?? '');
  const waiting = search !== undefined && !search.answered;
  const [text, setText] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [place, setPlace] = useState<CSSProperties>({});
  const composing = useRef(false);
  /** Enter was pressed before the answer to what is written had come. */
  const entered = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();

  const query = text === null || (free && text === chosen && !open) ? '' : text;
  const folded = foldForSearch(query);
  const indexed = useMemo(
    () => options.map((option) => [option, foldForSearch([option.label, ...(option.keys ?? [])].join(' '))] as const),
    [options],
  );
  const found =
    search || folded === '' ? options : indexed.filter(([, key]) => key.includes(folded)).map(([option]) => option);
  const exact = options.find((option) => foldForSearch(option.label) === folded);
  const canCreate = onCreate && query.trim() !== '' && !exact;
  const rows: readonly ComboOption[] = [
    ...found.slice(0, SHOWN),
    ...(canCreate ? [{ value: CREATE, label: `「${query.trim()}」を新しく登録` }] : []),
  ];

  const show = () => {
    if (!open) setPlace(placeFor(input.current!.getBoundingClientRect()));
    setOpen(true);
  };
  const close = () => {
    entered.current = false;
    setOpen(false);
    setActive(-1);
  };
  const choose = (option: ComboOption) => {
    if (option.value === CREATE) onCreate?.(query.trim());
    else onChange(free ? option.label : option.value);
    setText(null);
    close();
  };
  const enter = (): boolean => {
    // The only one that fits is meant, though 「…」を新しく登録 stands below it.
    const only = found.length === 1 || rows.length === 1 ? rows[0] : undefined;
    const option = rows[active] ?? (free ? undefined : only);
    if (option) choose(option);
    return option !== undefined;
  };
  const leave = () => {
    if (text !== null && !free) {
      if (text.trim() === '') {
        if (value !== '') onChange('');
      } else if (exact && exact.value !== value) onChange(exact.value);
    }
    setText(null);
    close();
  };

  // What was chosen is one whole, too: writing on replaces it.
  useEffect(() => {
    if (!free && chosen !== '' && text === null && document.activeElement === input.current) input.current?.select();
  }, [free, chosen, text]);

  // Whoever writes a number and presses Enter at once (a bar code reader does) means what the search is about to find.
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer that has come is the reason to look
  useEffect(() => {
    if (waiting || !entered.current) return;
    entered.current = false;
    enter();
  }, [waiting]);

  // The list stands fixed on the screen: where a scroll takes its box away, it would stand beside nothing. What scrolls
  // elsewhere (the page behind a dialog, the list, a long text in the box) leaves it alone.
  useEffect(() => {
    if (!open) return;
    const from = input.current!.getBoundingClientRect();
    const onScroll = () => {
      const now = input.current!.getBoundingClientRect();
      if (now.top !== from.top || now.left !== from.left) setOpen(false);
    };
    document.addEventListener('scroll', onScroll, true);
    return () => document.removeEventListener('scroll', onScroll, true);
  }, [open]);

  return (
    <div className="combobox">
      <input
        ref={input}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        className="input"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${listId}-${active}` : undefined}
        data-autofocus={autoFocus ? '' : undefined}
        {...rest}
        value={text ?? chosen}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          search?.ask(event.currentTarget.value);
        }}
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          entered.current = false;
          setActive(-1);
          show();
          if (free) onChange(typed);
          if (!composing.current) search?.ask(typed);
        }}
        onMouseDown={(event) => {
          // Whoever presses a filled box wants another choice: writing replaces the old one instead of adding to it.
          if (free || open || text !== null) return;
          event.preventDefault();
          event.currentTarget.focus();
          event.currentTarget.select();
        }}
        onClick={show}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            if (!open) return show();
            const step = event.key === 'ArrowDown' ? 1 : -1;
            setActive(
              rows.length === 0 ? -1 : (active + step + rows.length + (active < 0 && step < 0 ? 1 : 0)) % rows.length,
            );
          } else if (event.key === 'Enter' && open) {
            if (waiting) {
              event.preventDefault();
              entered.current = true;
            } else if (enter()) event.preventDefault();
            else close();
          } else if (event.key === 'Escape' && open) {
            event.preventDefault();
            event.stopPropagation();
            setText(null);
            close();
          }
        }}
      />
      <button
        type="button"
        className="combobox-arrow"
        tabIndex={-1}
        aria-hidden="true"
        disabled={rest.disabled}
        onPointerDown={(event) => {
          event.preventDefault();
          input.current?.focus();
          if (!free) input.current?.select();
          if (open) close();
          else show();
        }}
      >
        ▾
      </button>
      <div
        id={listId}
        role="listbox"
        aria-label="候補"
        aria-busy={waiting}
        className="combobox-list"
        style={place}
        hidden={!open || (free && rows.length === 0)}
      >
        {groupsOf(rows).map(({ group, options: own, first }) => {
          const drawn = own.map((option, place) => {
            const index = first + place;
            return (
              <div
                key={option.value}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                aria-disabled={waiting}
                className="combobox-option"
                ref={index === active ? (node) => node?.scrollIntoView({ block: 'nearest' }) : undefined}
                onPointerMove={() => setActive(index)}
                onPointerDown={(event) => {
                  event.preventDefault();
                  if (!waiting) choose(option);
                }}
              >
                <span>{option.label}</span>
                {option.hint && <span className="muted">{option.hint}</span>}
              </div>
            );
          });
          if (!group) return drawn;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of a listbox; there is no element for it
            <div key={group} role="group" aria-label={group}>
              <div className="combobox-group" aria-hidden="true">
                {group}
              </div>
              {drawn}
            </div>
          );
        })}
        {rows.length === 0 && (
          <div className="combobox-none">{waiting ? '探しています…' : 'あてはまるものがありません。'}</div>
        )}
        {found.length > SHOWN && (
          <div className="combobox-none">ほかに{found.length - SHOWN}件。文字を入れて絞れます。</div>
        )}
      </div>
    </div>
  );
}
