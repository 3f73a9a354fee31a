import { useMemo, useRef, useState } from 'react';
import type { LabelSheetInfo } from '../../contract/label.ts';
import { isComposing } from '../keys.ts';
import type { Cells } from './labelDraft.ts';
import { drawnCells, neighbour, stateOf } from './sheetGeometry.ts';

interface SheetMapProps {
  sheet: LabelSheetInfo;
  cells: Cells;
  onChange: (cells: Cells) => void;
  /** Labels to print, to show which cells will be filled. */
  labels: number;
  /** A click skips a cell instead of beginning there. */
  skipping: boolean;
}

const STATE_WORDS = {
  start: 'ここから印刷します',
  filled: '印刷します',
  used: '使用済み',
  skipped: 'とばします',
  free: '空き',
} as const;

/**
 * The sheet drawn to scale. A click or Enter chooses the first free cell; Ctrl with a click, or Space, leaves a single
 * cell out. The arrow keys go from cell to cell.
 */
export function SheetMap({ sheet, cells, onChange, labels, skipping }: SheetMapProps) {
  const drawn = useMemo(() => drawnCells(sheet), [sheet]);
  const [at, setAt] = useState<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const { start, skip } = cells;
  const current = Math.min(at ?? start, drawn.length);

  const begin = (index: number) => onChange({ start: index, skip: skip.filter((one) => one > index) });
  const toggle = (index: number) => {
    if (index < start) return;
    const rest = skip.filter((one) => one !== index);
    const next = rest.length < skip.length ? rest : [...rest, index].sort((a, b) => a - b);
    // A sheet whose first cell is left out begins at the next one.
    let first = start;
    while (next.includes(first) && first < drawn.length) first += 1;
    onChange({ start: first, skip: next.filter((one) => one > first) });
  };
  return (
    <div
      ref={root}
      className="sheet-map"
      style={{ aspectRatio: `${sheet.paperWidth} / ${sheet.paperHeight}` }}
      role="radiogroup"
      aria-label="はじめに印刷する面"
    >
      {drawn.map((cell) => {
        const state = stateOf(cell.index, cells, labels);
        const place = `${cell.row}段目 ${cell.column}列目`;
        return (
          // biome-ignore lint/a11y/useSemanticElements: up to 200 places of a drawing, moved through by arrow keys as one group
          <button
            key={cell.index}
            type="button"
            role="radio"
            aria-checked={state === 'start'}
            aria-label={`${place} ${STATE_WORDS[state]}`}
            title={`${place}：${STATE_WORDS[state]}`}
            data-cell={cell.index}
            tabIndex={cell.index === current ? 0 : -1}
            className={`sheet-cell sheet-cell-${state} ${sheet.round ? 'sheet-cell-round' : ''}`}
            style={{ left: `${cell.left}%`, top: `${cell.top}%`, width: `${cell.width}%`, height: `${cell.height}%` }}
            onFocus={() => setAt(cell.index)}
            onClick={(event) => (skipping || event.ctrlKey || event.metaKey ? toggle(cell.index) : begin(cell.index))}
            onKeyDown={(event) => {
              if (isComposing(event)) return;
              if (event.key === ' ' || event.key === 'Enter') {
                event.preventDefault();
                if (event.key === ' ') toggle(cell.index);
                else begin(cell.index);
                return;
              }
              const next = neighbour(sheet, cell.index, event.key);
              if (next === null) return;
              event.preventDefault();
              root.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
            }}
          />
        );
      })}
    </div>
  );
}
