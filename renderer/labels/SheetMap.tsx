import { useMemo, useRef } from 'react';
import type { LabelSheetInfo } from '../../contract/label.ts';
import { isComposing } from '../keys.ts';
import { drawnCells, neighbour } from './sheetGeometry.ts';

interface SheetMapProps {
  sheet: LabelSheetInfo;
  /** First cell to print on, 1-based. */
  start: number;
  onStart: (start: number) => void;
  /** Labels to print, to show which cells will be filled. */
  labels: number;
}

/** The sheet drawn to scale. A click or the arrow keys choose the first free cell. */
export function SheetMap({ sheet, start, onStart, labels }: SheetMapProps) {
  const cells = useMemo(() => drawnCells(sheet), [sheet]);
  const root = useRef<HTMLDivElement>(null);

  const choose = (index: number) => {
    onStart(index);
    root.current?.querySelector<HTMLElement>(`[data-cell="${index}"]`)?.focus();
  };
  return (
    <div
      ref={root}
      className="sheet-map"
      style={{ aspectRatio: `${sheet.paperWidth} / ${sheet.paperHeight}` }}
      role="radiogroup"
      aria-label="はじめに印刷する面"
    >
      {cells.map((cell) => {
        const state = cell.index < start ? 'used' : cell.index < start + labels ? 'filled' : 'free';
        return (
          // biome-ignore lint/a11y/useSemanticElements: up to 200 places of a drawing, moved through by arrow keys as one group
          <button
            key={cell.index}
            type="button"
            role="radio"
            aria-checked={cell.index === start}
            aria-label={`${cell.row}段目 ${cell.column}列目`}
            title={`${cell.row}段目 ${cell.column}列目から`}
            data-cell={cell.index}
            tabIndex={cell.index === start ? 0 : -1}
            className={`sheet-cell sheet-cell-${state}`}
            style={{ left: `${cell.left}%`, top: `${cell.top}%`, width: `${cell.width}%`, height: `${cell.height}%` }}
            onClick={() => choose(cell.index)}
            onKeyDown={(event) => {
              if (isComposing(event)) return;
              const next = neighbour(sheet, cell.index, event.key);
              if (next === null) return;
              event.preventDefault();
              choose(next);
            }}
          />
        );
      })}
    </div>
  );
}
