import { hrefAssets, hrefScreen } from '../router.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { NewItems } from './NewItems.tsx';
import { PlannedOwnFields } from './PlannedOwnFields.tsx';
import { Problems } from './Problems.tsx';
import { SaveProfile } from './SaveProfile.tsx';
import { type Session, startOver, undoImport } from './session.ts';
import './receipt.css';

/** 5 受け取り: rows in = assets made + assets overwritten + rows left out; 取り消す takes all of it back. */
export function ReceiptStep({ session }: { session: Session }) {
  const { outline, receipt, check, undone, headings } = session;
  if (!outline || !receipt) return null;
  return (
    <div className="import-form">
      <section className="card stack" aria-labelledby="import-receipt">
        <h2 id="import-receipt">{undone ? 'この取り込みは取り消しました' : '取り込みました'}</h2>
        <div role="status">
          {undone ? (
            <p className="notice notice-plain">
              {receipt.imported > 0 &&
                `取り込んだ${receipt.imported.toLocaleString('ja-JP')}件は、ごみ箱に移しました。台帳の件数には入りません。`}
              {receipt.updated > 0 &&
                `上書きした${receipt.updated.toLocaleString('ja-JP')}件は、そのあとで変えたものを除き、取り込む前の値に戻しました。`}
            </p>
          ) : (
            <p className="notice notice-ok">
              「{receipt.fileName}」の{receipt.rows.toLocaleString('ja-JP')}行から、
              <strong>資産{receipt.imported.toLocaleString('ja-JP')}件</strong>を登録しました。
              {receipt.updated > 0 && (
                <>
                  今ある<strong>資産{receipt.updated.toLocaleString('ja-JP')}件</strong>に上書きしました。
                </>
              )}
              {receipt.skipped > 0
                ? `${receipt.skipped.toLocaleString('ja-JP')}行は除きました（わけは下にあります）。`
                : '除いた行はありません。'}
            </p>
          )}
        </div>
        <table className="table import-receipt">
          <caption className="visually-hidden">取り込みの内訳</caption>
          <tbody>
            {receipt.byKind.map((kind) => (
              <tr key={kind.label}>
                <th scope="row">{kind.label}</th>
                <td className="number">{kind.rows.toLocaleString('ja-JP')}件</td>
              </tr>
            ))}
            <tr className="import-sum">
              <th scope="row">登録した資産</th>
              <td className="number">{receipt.imported.toLocaleString('ja-JP')}件</td>
            </tr>
            {receipt.updated > 0 && (
              <tr>
                <th scope="row">上書きした資産</th>
                <td className="number">{receipt.updated.toLocaleString('ja-JP')}件</td>
              </tr>
            )}
            <tr>
              <th scope="row">除いた行</th>
              <td className="number">{receipt.skipped.toLocaleString('ja-JP')}行</td>
            </tr>
            <tr className="import-sum">
              <th scope="row">表の行</th>
              <td className="number">{receipt.rows.toLocaleString('ja-JP')}行</td>
            </tr>
          </tbody>
        </table>
        <div className="row">
          <LinkButton variant="primary" href={hrefAssets()}>
            台帳を見る
          </LinkButton>
          <LinkButton href={hrefScreen('history')}>点検を見る</LinkButton>
          <Button onClick={startOver}>ほかのファイルを取り込む</Button>
          {!undone && (
            <Button variant="danger" onClick={undoImport}>
              この取り込みを取り消す
            </Button>
          )}
        </div>
      </section>
      {!undone && <SaveProfile session={session} />}
      {!undone && <PlannedOwnFields fields={receipt.ownFields} title="作った独自項目" />}
      {!undone && <NewItems items={receipt.newItems} title="マスターに加えた言葉" />}
      {!undone && receipt.problemCount > 0 && (
        <Problems
          problems={receipt.problems}
          total={receipt.problemCount}
          // The import did what the dry run said, row by row.
          affected={check?.affected ?? []}
          outline={outline}
          headings={headings}
        />
      )}
    </div>
  );
}
