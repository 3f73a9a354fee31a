import type { RoundTripOutline } from '../../contract/roundTrip.ts';

/** Cells and rows that cannot be taken, and why: to be put right in the file, which is then read again. */
export function RefusedTable({ outline }: { outline: RoundTripOutline }) {
  const { refused, refusedCount } = outline;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="card trip-refused" tabIndex={0} aria-label="取り込めないセルと行">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">ところ</th>
              <th scope="col">資産番号</th>
              <th scope="col">項目</th>
              <th scope="col">ファイルの値</th>
              <th scope="col">わけ</th>
            </tr>
          </thead>
          <tbody>
            {refused.map((one) => (
              <tr key={`${one.sheet} ${one.row} ${one.cell} ${one.label}`}>
                <td className="nowrap">
                  {one.sheet} {one.cell || `${one.row}行`}
                </td>
                <td className="number nowrap">{one.number}</td>
                <td>{one.label}</td>
                <td>{one.value}</td>
                <td>{one.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {refusedCount > refused.length && (
        <p className="muted">はじめの{refused.length.toLocaleString('ja-JP')}か所を出しています。</p>
      )}
    </>
  );
}
