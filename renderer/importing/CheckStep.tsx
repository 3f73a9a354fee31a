import { JobProgress } from '../JobProgress.tsx';
import { createOutputJob } from '../job.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { Meanings } from './Meanings.tsx';
import { NewItems } from './NewItems.tsx';
import { PlannedOwnFields } from './PlannedOwnFields.tsx';
import { Problems } from './Problems.tsx';
import { checkPlan, commitPlan, goTo, type Session, startOver } from './session.ts';
import './check.css';

const errorBook = createOutputJob('importing.errorBook', {
  phase: '直すためのExcelを作っています',
  cancelled: '作るのをやめました。',
});

/** 4 確かめる: what would happen, in numbers and cell by cell; then 取り込む. */
export function CheckStep({ session }: { session: Session }) {
  const { outline, plan, check, stale, headings, progress } = session;
  const book = errorBook.use();
  if (!outline || !plan || !check) return null;
  const coming = check.clean + check.doubtful;
  const over = check.updates.clean + check.updates.doubtful;
  return (
    <div className="import-form">
      <dl className="import-totals card">
        <div className="import-total-clean">
          <dt>取り込む</dt>
          <dd className="number">{(check.clean - check.updates.clean).toLocaleString('ja-JP')}</dd>
        </div>
        <div className="import-total-doubtful">
          <dt>取り込んで、あとで確認</dt>
          <dd className="number">{(check.doubtful - check.updates.doubtful).toLocaleString('ja-JP')}</dd>
        </div>
        {over > 0 && (
          <div className="import-total-over">
            <dt>今ある資産に上書き</dt>
            <dd className="number">{over.toLocaleString('ja-JP')}</dd>
          </div>
        )}
        <div className="import-total-left">
          <dt>除く</dt>
          <dd className="number">{check.leftOut.toLocaleString('ja-JP')}</dd>
        </div>
        <div className="import-total-all">
          <dt>表の行</dt>
          <dd className="number">{check.rows.toLocaleString('ja-JP')}</dd>
        </div>
      </dl>
      <div className="import-side">
        {check.byKind.length > 0 && (
          <section className="card stack" aria-labelledby="import-kinds">
            <h2 id="import-kinds">種類ごとの件数</h2>
            <ul className="import-kinds">
              {check.byKind.map((kind) => (
                <li key={kind.label}>
                  <span>{kind.label}</span>
                  <span className="number">{kind.rows.toLocaleString('ja-JP')}件</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <PlannedOwnFields fields={check.ownFields} title="作る独自項目" />
        <NewItems items={check.newItems} title="マスターに加わる言葉" />
      </div>
      <Meanings questions={check.questions} plan={plan} />
      {check.problemCount > 0 ? (
        <Problems
          problems={check.problems}
          total={check.problemCount}
          affected={check.affected}
          outline={outline}
          headings={headings}
          plan={plan}
        />
      ) : (
        <p className="notice notice-ok">
          <span aria-hidden="true">✓ </span>気になるところは見つかりませんでした。
        </p>
      )}
      <JobProgress job={book} unit="行" onCancel={errorBook.cancel} />
      {book.failure && <ErrorMessage failure={book.failure} />}
      {book.result && (
        <SavedOutput output={book.result} saved={book.saved} onSave={() => errorBook.save(book.result!)}>
          確かめるところ{book.result.cells.toLocaleString('ja-JP')}か所に、色と理由を付けました。
        </SavedOutput>
      )}
      <div className="import-buttons">
        {stale && (
          <p role="status">
            <span aria-hidden="true">△ </span>直したところがあります。もう一度、確かめてください。
          </p>
        )}
        <Button onClick={startOver} disabled={progress !== null}>
          ファイルを直して読み直す
        </Button>
        {check.doubtful + check.leftOut > 0 && (
          <Button
            disabled={progress !== null || book.progress !== null}
            onClick={() => errorBook.make({ importId: outline.importId, plan })}
          >
            直すためのExcelを作る
          </Button>
        )}
        <Button onClick={() => goTo(2)} disabled={progress !== null}>
          列の対応に戻る
        </Button>
        {stale ? (
          <Button variant="primary" disabled={progress !== null} onClick={checkPlan}>
            確かめ直す
          </Button>
        ) : (
          <Button variant="primary" disabled={coming === 0 || progress !== null} onClick={commitPlan}>
            {coming.toLocaleString('ja-JP')}件を取り込む{over > 0 && `（うち上書き${over.toLocaleString('ja-JP')}件）`}
          </Button>
        )}
      </div>
    </div>
  );
}
