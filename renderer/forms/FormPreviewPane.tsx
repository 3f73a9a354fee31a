import { type CSSProperties, Fragment } from 'react';
import type { Form, FormPreview } from '../../contract/form.ts';

/** The first rows of a form as they will stand on paper. Paper is white in both modes. */
export function FormPreviewPane({ form, preview }: { form: Form; preview: FormPreview }) {
  const { columns } = preview;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="form-paper" tabIndex={0} aria-label="できあがりの見本">
      <header className="form-paper-head">
        <div className="form-paper-title">
          <p>{preview.formNumber}</p>
          <h3>{preview.title}</h3>
          <p>{preview.heading.filter(Boolean).join('　')}</p>
        </div>
        {preview.approvals.length > 0 && (
          <table className="form-paper-seals" aria-label="決裁欄">
            <tbody>
              <tr>
                {preview.approvals.map((title, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: boxes have no identity but their place
                  <td key={index}>{title}</td>
                ))}
              </tr>
              <tr>
                {preview.approvals.map((_, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: boxes have no identity but their place
                  <td key={index} className="form-paper-seal" />
                ))}
              </tr>
            </tbody>
          </table>
        )}
      </header>
      {form.type === 'list' && (
        <table className="form-paper-table" aria-label="はじめの行">
          <Head columns={columns} />
          <tbody>
            {preview.sample.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have no identity
              <tr key={index}>
                {row.map((value, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: nor have its cells
                  <td key={column}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {form.type === 'counts' && <p className="form-paper-words">件数の表と、棒グラフが入ります。</p>}
      {form.type === 'card' && (
        <dl className="form-paper-card">
          {columns.map((column, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same field may stand twice
            <Fragment key={index}>
              <dt>{column.title}</dt>
              <dd />
            </Fragment>
          ))}
        </dl>
      )}
      {form.type === 'template' && (
        <p className="form-paper-words">お持ちの様式に、資産の値を書き込みます。形や印刷の設定はそのままです。</p>
      )}
      {preview.rows > preview.sample.length && form.type === 'list' && (
        <p className="form-paper-words">…ほか{(preview.rows - preview.sample.length).toLocaleString('ja-JP')}件</p>
      )}
      {preview.note && <p className="form-paper-words">{preview.note}</p>}
    </section>
  );
}

function Head({ columns }: { columns: FormPreview['columns'] }) {
  const grouped = columns.some(({ group }) => group !== '');
  const groups: { group: string; span: number; at: number }[] = [];
  for (const [at, { group }] of columns.entries()) {
    const last = groups.at(-1);
    if (last && group !== '' && last.group === group) last.span += 1;
    else groups.push({ group, span: 1, at });
  }
  const style = (width: number): CSSProperties => ({ minWidth: `${Math.min(30, width) * 0.55}em` });
  return (
    <thead>
      {grouped && (
        <tr>
          {groups.map(({ group, span, at }) =>
            group === '' ? (
              <th key={at} rowSpan={2} scope="col" style={style(columns[at]!.width)}>
                {columns[at]!.title}
              </th>
            ) : (
              <th key={at} colSpan={span} scope="colgroup">
                {group}
              </th>
            ),
          )}
        </tr>
      )}
      <tr>
        {columns.map(({ title, group, width }, index) =>
          grouped && group === '' ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same field may stand twice
            <th key={index} scope="col" style={style(width)}>
              {title}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
