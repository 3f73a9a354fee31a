import { columnLetters, type SheetOutline } from '../../contract/importing.ts';

interface SheetPictureProps {
  sheet: SheetOutline;
  headerRow: number;
  onHeaderRow: (row: number) => void;
}

/** The first rows of a sheet as Excel shows them; the number of a row makes it the heading row. */
export function SheetPicture({ sheet, headerRow, onHeaderRow }: SheetPictureProps) {
  const width = Math.max(0, ...sheet.head.map((line) => line.cells.length));
  const columns = Array.from({ length: width }, (_, index) => columnLetters(index));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="sheet-picture" tabIndex={0} aria-label={`シート「${sheet.name}」のはじめの行`}>
      <table>
        <thead>
          <tr>
            <td />
            {columns.map((letters) => (
              <th key={letters} scope="col">
                {letters}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.head.map((line) => (
            <tr
              key={line.row}
              className={line.row === headerRow ? 'sheet-heading' : line.row < headerRow ? 'sheet-above' : ''}
            >
              <th scope="row">
                <button
                  type="button"
                  aria-pressed={line.row === headerRow}
                  title={`${line.row}行目を見出しにする`}
                  aria-label={`${line.row}行目を見出しにする`}
                  onClick={() => onHeaderRow(line.row)}
                >
                  {line.row}
                </button>
              </th>
              {columns.map((letters, index) => (
                <td key={letters} title={line.cells[index] ?? ''}>
                  {line.cells[index] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
