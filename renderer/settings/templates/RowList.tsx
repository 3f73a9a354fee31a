import { useRef } from 'react';
import { isComposing } from '../../keys.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { CellFields } from './CellFields.tsx';
import {
  addCell,
  addRow,
  changeCell,
  changeRow,
  type EditedRow,
  MOST_CELLS,
  MOST_ROWS,
  moveRow,
  removeCell,
  removeRow,
  type TemplateDraft,
} from './templateDraft.ts';

interface RowListProps {
  draft: TemplateDraft;
  problems: ReadonlyMap<string, string>;
  onChange: (draft: TemplateDraft) => void;
}

const KEEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((keep) => ({
  value: String(keep),
  label: keep === 1 ? '1（先に省く）' : keep === 9 ? '9（最後まで残す）' : String(keep),
}));

/** Rows from top to bottom; each can be moved, taken out, and hold up to three parts side by side. */
export function RowList({ draft, problems, onChange }: RowListProps) {
  const list = useRef<HTMLOListElement>(null);
  /** A key keeps the focus in the row; the element itself moves with it. */
  const move = (row: EditedRow, step: -1 | 1) => {
    const focused = document.activeElement;
    onChange(moveRow(draft, row.key, step));
    requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus());
  };
  const remove = (index: number, key: number) => {
    onChange(removeRow(draft, key));
    // The row goes with its button: go on at the one that takes its place.
    requestAnimationFrame(() => {
      const rows = list.current?.querySelectorAll<HTMLElement>('.template-row') ?? [];
      (rows[Math.min(index, rows.length - 1)] ?? list.current)?.querySelector<HTMLElement>('select')?.focus();
    });
  };
  const add = () => {
    onChange(addRow(draft));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('.template-row:last-of-type select')?.focus());
  };
  return (
    <>
      <ol ref={list} className="template-rows">
        {draft.rows.map((row, index) => (
          <li
            key={row.key}
            className="template-row"
            aria-label={`${index + 1}行目`}
            onKeyDown={(event) => {
              if (isComposing(event) || !event.altKey) return;
              const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
              if (step === 0) return;
              event.preventDefault();
              event.stopPropagation();
              move(row, step);
            }}
          >
            <div className="template-row-head">
              <strong>{index + 1}行目</strong>
              <span className="template-keep">
                残す順
                <Select
                  aria-label={`${index + 1}行目を残す順`}
                  value={String(row.keep)}
                  options={KEEPS}
                  onChange={(keep) => onChange(changeRow(draft, row.key, { keep: Number(keep) }))}
                />
              </span>
              <Button
                small
                disabled={row.cells.length >= MOST_CELLS}
                aria-label={`${index + 1}行目の横に足す`}
                onClick={() => onChange(addCell(draft, row.key))}
              >
                横に足す
              </Button>
              <Button small disabled={index === 0} aria-label={`${index + 1}行目を上へ`} onClick={() => move(row, -1)}>
                上へ
              </Button>
              <Button
                small
                disabled={index === draft.rows.length - 1}
                aria-label={`${index + 1}行目を下へ`}
                onClick={() => move(row, 1)}
              >
                下へ
              </Button>
              <Button
                small
                variant="plain"
                aria-label={`${index + 1}行目を消す`}
                onClick={() => remove(index, row.key)}
              >
                消す
              </Button>
            </div>
            {row.cells.map((cell, place) => (
              <CellFields
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
                key={place}
                cell={cell}
                target={draft.target}
                name={row.cells.length > 1 ? `${index + 1}行目の左から${place + 1}番目` : `${index + 1}行目`}
                problem={problems.get(`${row.key}.${place}`)}
                onChange={(part) => onChange(changeCell(draft, row.key, place, part))}
                {...(row.cells.length > 1 ? { onRemove: () => onChange(removeCell(draft, row.key, place)) } : {})}
              />
            ))}
          </li>
        ))}
      </ol>
      {problems.has('rows') && <p className="form-error">▲ {problems.get('rows')}</p>}
      <p>
        <Button disabled={draft.rows.length >= MOST_ROWS} onClick={add}>
          行を足す
        </Button>
      </p>
    </>
  );
}
