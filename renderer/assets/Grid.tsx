import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, memo, useCallback, useEffect, useRef } from 'react';
import type { AssetRow } from '../../contract/asset.ts';
import { isEmpty, levelOfValue, valueWords } from '../fields/words.ts';
import { isComposing } from '../keys.ts';
import { type Register, useRegister } from '../registerContext.tsx';
import { LevelMark } from '../ui/LevelMark.tsx';
import { CHECK_WIDTH, type Column, FROZEN } from './columns.ts';
import type { Sort } from './listState.ts';
import type { Rows } from './useRows.ts';

/** px; the same in list.css */
const ROW = 31;

interface GridProps {
  label: string;
  columns: readonly Column[];
  rows: Rows;
  sort: Sort;
  active: number;
  selected: ReadonlySet<string>;
  startAt: number;
  onScroll: (scrollTop: number) => void;
  onSort: (field: string) => void;
  onActive: (index: number) => void;
  /** Space or a click on the box: this row; with Shift all from the last chosen one to here. */
  onSelect: (index: number, range: boolean) => void;
  onSelectAll: (all: boolean) => void;
  onOpen: (row: AssetRow, index: number) => void;
}

function Cell({ register, column, row }: { register: Register; column: Column; row: AssetRow }) {
  const { field } = column;
  const value = row.values[field.id];
  if (field.type === 'level') {
    const level = levelOfValue(register.scheme(row.schemeId), field.id, value);
    if (level) return <LevelMark level={level} />;
  }
  if (isEmpty(value)) return field.required ? <span className="cell-missing">未記入</span> : null;
  const words = valueWords(register, field, value, row.schemeId);
  if (field.id === 'name' && row.missing > 0)
    return (
      <span className="cell-name">
        <span title={words}>{words}</span>
        <span className="cell-missing">未記入{row.missing}</span>
      </span>
    );
  return <span title={words.length > 14 ? words : undefined}>{words}</span>;
}

/** Where a frozen column stands from the left, px; null for the others. */
function leftOf(columns: readonly Column[], index: number): number | null {
  if (!FROZEN.some((id) => id === columns[index]!.field.id)) return null;
  return columns.slice(0, index).reduce((sum, column) => sum + column.width, CHECK_WIDTH);
}

const LAST_FROZEN = FROZEN.length - 1;

function cellClass(index: number): string {
  if (index > LAST_FROZEN) return '';
  return index === LAST_FROZEN ? 'frozen frozen-last' : 'frozen';
}

function cellStyle(columns: readonly Column[], index: number): { left?: number } {
  const left = leftOf(columns, index);
  return left === null ? {} : { left };
}

interface GridRowProps {
  index: number;
  /** px from the top of the body. */
  top: number;
  row: AssetRow | undefined;
  columns: readonly Column[];
  template: string;
  register: Register;
  active: boolean;
  selected: boolean;
  onPress: (event: MouseEvent, index: number, where: 'row' | 'box' | 'open') => void;
}

/** One row; drawn again only when something about it changed, so that scrolling costs only the rows that come in. */
const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, row, columns, register, active, selected, onPress } = props;
  return (
    <tr
      id={`row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`grid-row ${active ? 'row-active' : ''} ${selected ? 'row-selected' : ''}`}
      style={{ gridTemplateColumns: props.template, transform: `translateY(${props.top}px)` }}
      onClick={(event) => onPress(event, index, 'row')}
      onDoubleClick={(event) => onPress(event, index, 'open')}
    >
      <td aria-colindex={1} className="grid-cell grid-check frozen" style={{ left: 0 }}>
        {row && (
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`${row.values['number'] ?? ''} ${row.values['name'] ?? ''}を選ぶ`}
            checked={selected}
            onClick={(event) => {
              event.stopPropagation();
              onPress(event, index, 'box');
            }}
            onChange={() => undefined}
          />
        )}
      </td>
      {columns.map((column, at) => (
        <td
          key={column.field.id}
          aria-colindex={at + 2}
          className={`grid-cell ${cellClass(at)} ${column.field.id === 'number' ? 'number' : ''}`}
          style={cellStyle(columns, at)}
        >
          {row ? (
            <Cell register={register} column={column} row={row} />
          ) : (
            <span className="cell-waiting">{at === 0 ? '…' : ''}</span>
          )}
        </td>
      ))}
    </tr>
  );
});

/**
 * The rows of the register as a grid. Only what is in view is in the page; the keyboard moves an active row
 * (aria-activedescendant), so that 100,000 rows cost as much as 40.
 */
export function Grid(props: GridProps) {
  const { columns, rows, sort, active, selected } = props;
  const register = useRegister();
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const count = rows.matched;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    initialOffset: props.startAt,
    scrollPaddingStart: 34,
    scrollPaddingEnd: 8,
  });
  // Coming back to a list where one was working: go on with the keyboard from there.
  const startActive = useRef(active);
  useEffect(() => {
    if (startActive.current < 0) return;
    table.current?.focus({ preventScroll: true });
    virtual.scrollToIndex(startActive.current, { align: 'auto' });
  }, [virtual]);
  const items = virtual.getVirtualItems();
  // Rows that leave at one end come in again at the other: changing a text is cheaper than making a row.
  const pool = Math.ceil((items.length + 1) / 32) * 32;
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { need } = rows;
  useEffect(() => need(first, last), [need, first, last]);

  const template = [`${CHECK_WIDTH}px`, ...columns.map((column) => `${column.width}px`), 'minmax(0, 1fr)'].join(' ');
  const width = columns.reduce((sum, column) => sum + column.width, CHECK_WIDTH);
  // Chosen rows may be hidden by a filter: as many as are here need not be these. The rows in view tell.
  const allSelected =
    count > 0 &&
    selected.size >= count &&
    items.every(({ index }) => {
      const row = rows.row(index);
      return row === undefined || selected.has(row.id);
    });
  const move = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    if (count === 0) return;
    props.onActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const perView = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 2);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + perView,
      PageUp: active - perView,
      Home: 0,
      End: count - 1,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      move(step);
      if (event.shiftKey) props.onSelect(Math.max(0, Math.min(count - 1, step)), true);
    } else if (command && event.key.toLowerCase() === 'a') props.onSelectAll(true);
    else if (event.key === ' ') {
      if (active >= 0) props.onSelect(active, event.shiftKey);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      const row = rows.row(active);
      if (row && event.target === event.currentTarget) props.onOpen(row, active);
      else return;
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      scroller.current?.scrollBy({ left: event.key === 'ArrowRight' ? 120 : -120 });
    } else return;
    event.preventDefault();
  };

  const latest = useRef(props);
  latest.current = props;
  const onPress = useCallback<GridRowProps['onPress']>((event, index, where) => {
    table.current?.focus({ preventScroll: true });
    const { onActive, onSelect, onOpen, rows } = latest.current;
    const row = rows.row(index);
    if (where === 'open') return row && onOpen(row, index);
    onActive(index);
    if (where === 'box' || event.shiftKey || event.ctrlKey || event.metaKey) onSelect(index, event.shiftKey);
  }, []);

  const activeShown = active >= first && active <= last && count > 0;
  return (
    <div ref={scroller} className="grid-scroller" onScroll={(event) => props.onScroll(event.currentTarget.scrollTop)}>
      {/* A real table whose parts are laid out as blocks: rows are placed by the virtualizer. */}
      <table
        ref={table}
        className="grid"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is what this table is
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-busy={rows.loading}
        aria-activedescendant={activeShown ? `row-${active}` : undefined}
        style={{ minWidth: width }}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && active < 0 && count > 0) props.onActive(first);
        }}
      >
        <thead className="grid-head">
          <tr aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: template }}>
            <th scope="col" className="grid-cell grid-check frozen" style={{ left: 0 }}>
              <input
                type="checkbox"
                aria-label="条件に合う資産をすべて選ぶ"
                checked={allSelected}
                ref={(box) => {
                  if (box) box.indeterminate = selected.size > 0 && !allSelected;
                }}
                onChange={() => props.onSelectAll(!allSelected)}
              />
            </th>
            {columns.map(({ field }, index) => {
              const sorted = sort.field === field.id;
              return (
                <th
                  key={field.id}
                  scope="col"
                  aria-colindex={index + 2}
                  aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
                  className={`grid-cell grid-heading ${cellClass(index)}`}
                  style={cellStyle(columns, index)}
                >
                  <button type="button" className="sort-button" onClick={() => props.onSort(field.id)}>
                    <span>{field.label}</span>
                    <span aria-hidden="true">{sorted ? (sort.descending ? '▼' : '▲') : ''}</span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody className="grid-body" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows.row(item.index);
            return (
              <GridRow
                key={item.index % pool}
                index={item.index}
                top={item.start}
                row={row}
                columns={columns}
                template={template}
                register={register}
                active={item.index === active}
                selected={row !== undefined && selected.has(row.id)}
                onPress={onPress}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
