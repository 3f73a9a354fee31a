import { useEffect, useId, useRef } from 'react';
import { columnLetters, type ImportOutline, type ImportProblem } from '../../contract/importing.ts';
import { columnIndex, sheetWords } from './columns.ts';
import './cell.css';

interface CellPictureProps {
  problem: ImportProblem;
  /** All remarks on that row, this one among them. */
  sameRow: readonly ImportProblem[];
  /** Texts of the row from column 1; absent when the dry run did not keep them (a very wide sheet). */
  cells: readonly string[] | undefined;
  headings: readonly string[];
  format: ImportOutline['format'];
}

/**
 * The affected row as it stands in the sheet, under its headings, with every remark at its cell. Without its cells only
 * those that remarks are about are shown: nothing is shown that was not read.
 */
export function CellPicture({ problem, sameRow, cells, headings, format }: CellPictureProps) {
  const id = useId();
  const marked = useRef<HTMLTableCellElement>(null);
  const wholeRow = sameRow.filter((one) => one.cell === '');
  const byColumn = Map.groupBy(
    sameRow.filter((one) => one.cell !== ''),
    (one) => columnIndex(one.cell),
  );
  const columns = cells
    ? headings.map((_, index) => index).filter((index) => headings[index] !== '' || cells[index] || byColumn.has(index))
    : [...byColumn.keys()].sort((a, b) => a - b);
  const place = `${problem.sheet} ${problem.row}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another remark is shown
  useEffect(() => {
    // Sideways only: scrollIntoView would move the whole page, too.
    const cell = marked.current;
    const box = cell?.closest('section');
    if (cell && box) box.scrollLeft = cell.offsetLeft - (box.clientWidth - cell.offsetWidth) / 2;
  }, [problem]);

  return (
    <div className="cell-frame">
      <p className="cell-caption">
        {problem.sheet && `${sheetWords(format, problem.sheet)} `}
        {problem.row}行目
        {!cells && <span className="muted">（この行の、気になるセルだけを示しています）</span>}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="cell-picture" tabIndex={0} aria-label={`${problem.row}行目のセル`}>
        <table>
          <thead>
            <tr>
              <td />
              {columns.map((index) => (
                <th key={index} scope="col">
                  <span className="cell-letters">{columnLetters(index)}</span> {headings[index]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className={wholeRow.length > 0 ? 'cell-row-marked' : ''}>
              <th scope="row" aria-describedby={wholeRow.length > 0 ? `${id}-row` : undefined}>
                {problem.row}
              </th>
              {columns.map((index) => {
                const remarks = byColumn.get(index) ?? [];
                const worst = remarks.some((one) => one.severity === 'error') ? 'error' : 'warning';
                return (
                  <td
                    key={`${place} ${index}`}
                    ref={remarks.includes(problem) ? marked : null}
                    className={remarks.length > 0 ? `cell-marked cell-${worst}` : ''}
                    aria-describedby={remarks.length > 0 ? `${id}-${index}` : undefined}
                  >
                    <span className="cell-value">{cells?.[index] ?? remarks[0]?.value ?? ''}</span>
                    {remarks.length > 0 && (
                      <ul id={`${id}-${index}`} className="cell-remarks">
                        {remarks.map((one) => (
                          <li key={one.message}>
                            <span aria-hidden="true">{one.severity === 'error' ? '▲ ' : '△ '}</span>
                            {one.message}
                          </li>
                        ))}
                      </ul>
                    )}
                  </td>
                );
              })}
            </tr>
          </tbody>
        </table>
      </section>
      {wholeRow.length > 0 && (
        <ul id={`${id}-row`} className="cell-remarks cell-remarks-row">
          {wholeRow.map((one) => (
            <li key={one.message}>
              <span aria-hidden="true">{one.severity === 'error' ? '▲ ' : '△ '}</span>
              {one.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
