import type { LedgerPreview } from '../../contract/ledger.ts';

/** What the book will hold: file name, filter in words, rows and columns of each sheet. */
export function PreviewTable({ preview, marking }: { preview: LedgerPreview; marking: string }) {
  return (
    <>
      <dl className="export-facts">
        <dt>ファイル名</dt>
        <dd>{preview.fileName}</dd>
        <dt>絞り込み</dt>
        <dd>{preview.filterWords}</dd>
        <dt>分類表示</dt>
        <dd>{marking || '（なし）'}</dd>
      </dl>
      <table className="table export-sheets">
        <caption className="visually-hidden">シートごとの件数と列数</caption>
        <thead>
          <tr>
            <th scope="col">シート</th>
            <th scope="col" className="number">
              件数
            </th>
            <th scope="col" className="number">
              列数
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.byKind.map((kind) => (
            <tr key={kind.label}>
              <th scope="row">{kind.label}</th>
              <td className="number">{kind.rows.toLocaleString('ja-JP')}</td>
              <td className="number">{kind.columns.toLocaleString('ja-JP')}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合計</th>
            <td className="number">{preview.rows.toLocaleString('ja-JP')}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      <p className="form-help">
        ほかに「表紙」（決裁欄つき）、「分類の定義」、「出力の記録」のシートが入ります。印刷はA4横です。
      </p>
    </>
  );
}
