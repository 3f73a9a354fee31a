import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { RoundTripItem } from '../../contract/roundTrip.ts';
import { isComposing } from '../keys.ts';
import { type Choice, chooseAll, nextChoice } from './session.ts';
import { choiceWords, KIND_WORDS, oneLine } from './words.ts';

/** px; the same in assets.css */
const ROW = 31;
const HEADINGS = ['違い', '資産番号', '資産名称', '項目', '書き出したとき', 'いまの台帳', 'ファイル', 'どうするか'];
const TEMPLATE = '40px 92px 138px minmax(130px, 1.3fr) 118px repeat(3, minmax(110px, 1fr)) 104px';

interface DifferenceGridProps {
  items: readonly RoundTripItem[];
  /** Those that すべて選ぶ takes. */
  together: readonly RoundTripItem[];
  choices: ReadonlyMap<string, Choice>;
  active: number;
  onActive: (index: number) => void;
}

/** The differences as a grid; only what is in view is in the page. ↑↓ moves, Space chooses, Ctrl+A chooses all. */
export function DifferenceGrid({ items, together, choices, active, onActive }: DifferenceGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: 34,
    scrollPaddingEnd: 8,
  });
  const rows = virtual.getVirtualItems();
  const chosen = together.filter(({ key }) => choices.has(key)).length;
  const all = together.length > 0 && chosen === together.length;

  // Another list begins at its top.
  useEffect(() => {
    if (items.length > 0) scroller.current?.scrollTo({ top: 0 });
  }, [items]);

  const move = (index: number) => {
    const next = Math.max(0, Math.min(items.length - 1, index));
    onActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const perView = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 2);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.altKey || event.target !== event.currentTarget) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + perView,
      PageUp: active - perView,
      Home: 0,
      End: items.length - 1,
    };
    const step = steps[event.key];
    const item = items[active];
    if (step !== undefined) move(step);
    else if (event.key === ' ' && item) nextChoice(item);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') chooseAll(together, true);
    else return;
    event.preventDefault();
  };
  const shown = rows.some(({ index }) => index === active);
  return (
    <div ref={scroller} className="grid-scroller trip-scroller">
      <table
        ref={table}
        className="grid trip-grid"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is what this table is
        role="grid"
        tabIndex={0}
        aria-label="違いの一覧"
        aria-rowcount={items.length + 1}
        aria-colcount={HEADINGS.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={shown ? `trip-${active}` : undefined}
        onKeyDown={onKeyDown}
      >
        <thead className="grid-head">
          <tr aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: TEMPLATE }}>
            <th scope="col" aria-colindex={1} className="grid-cell grid-check">
              <input
                type="checkbox"
                aria-label="すべて選ぶ"
                title="Ctrl+A"
                disabled={together.length === 0}
                checked={all}
                ref={(box) => {
                  if (box) box.indeterminate = chosen > 0 && !all;
                }}
                onChange={() => chooseAll(together, !all)}
              />
            </th>
            {HEADINGS.map((heading, index) => (
              <th key={heading} scope="col" aria-colindex={index + 2} className="grid-cell trip-heading">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="grid-body" style={{ height: virtual.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            const item = items[index]!;
            const choice = choices.get(item.key);
            return (
              <tr
                key={item.key}
                id={`trip-${index}`}
                aria-rowindex={index + 2}
                aria-selected={choice !== undefined}
                className={`grid-row ${index === active ? 'row-active' : ''} ${choice ? 'row-selected' : ''}`}
                style={{ gridTemplateColumns: TEMPLATE, transform: `translateY(${start}px)` }}
                onClick={() => {
                  table.current?.focus({ preventScroll: true });
                  onActive(index);
                }}
              >
                <td aria-colindex={1} className="grid-cell grid-check">
                  {item.what !== 'missing' && (
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={`${item.number} ${item.name} ${item.label}を選ぶ`}
                      checked={choice !== undefined}
                      onChange={() => nextChoice(item)}
                    />
                  )}
                </td>
                <td aria-colindex={2} className="grid-cell">
                  <span className={`trip-mark trip-${item.what}`}>{KIND_WORDS[item.what]}</span>
                </td>
                <td aria-colindex={3} className="grid-cell number">
                  {item.number || <span className="muted">（自動）</span>}
                </td>
                <td aria-colindex={4} className="grid-cell" title={item.name}>
                  {item.name}
                </td>
                <td aria-colindex={5} className="grid-cell" title={item.label}>
                  {item.label || <span className="muted">行ごと</span>}
                </td>
                <Value at={6} text={item.exported} />
                <Value at={7} text={item.what === 'new' ? null : item.now} />
                <Value at={8} text={fileWords(item)} strong />
                <td aria-colindex={9} className="grid-cell">
                  {choice ? <strong>{choiceWords(item, choice)}</strong> : choiceWords(item, choice)}
                  {item.note && (
                    <span className="trip-note" title={item.note}>
                      {' '}
                      ！
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What the file says; null for a row that it does not have. */
function fileWords({ what, values, file }: RoundTripItem): string | null {
  if (what === 'missing') return null;
  return what === 'new' ? `${values.length}項目` : file;
}

/** `null`: there is no such row, or nobody knows what it said. */
function Value({ at, text, strong = false }: { at: number; text: string | null; strong?: boolean }) {
  if (text === null)
    return (
      <td aria-colindex={at} className="grid-cell muted">
        —
      </td>
    );
  const words = oneLine(text);
  return (
    <td aria-colindex={at} className="grid-cell" title={words.length > 8 ? words : undefined}>
      {text === '' ? <span className="muted">空欄</span> : strong ? <strong>{words}</strong> : words}
    </td>
  );
}
