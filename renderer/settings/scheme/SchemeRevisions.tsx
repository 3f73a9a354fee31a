import { isIsoDate } from '../../../contract/japanese/date.ts';
import type { Scheme, SchemeInfo } from '../../../contract/scheme.ts';
import { schemeChanges } from '../../../contract/schemeChanges.ts';
import { useRegister } from '../../registerContext.tsx';
import { hrefScreen } from '../../router.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { useCall } from '../../useCall.ts';
import { PrintHead } from './PrintHead.tsx';

/** What changed from one text to the next: before and after, as an auditor reads it. */
function Changes({ before, after }: { before: Scheme; after: Scheme }) {
  const { labelOf, dateWords } = useRegister();
  const changes = schemeChanges(before, after, labelOf);
  const words = (value: string | null) => (value === null ? '（空）' : isIsoDate(value) ? dateWords(value) : value);
  if (changes.length === 0) return <p>読む人に関わる変更はありません。</p>;
  return (
    <div className="schemes-scroll">
      <table className="table scheme-changes">
        <thead>
          <tr>
            <th scope="col">変えたところ</th>
            <th scope="col">前</th>
            <th scope="col">後</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.path} ${change.label}`}>
              <th scope="row">{change.label}</th>
              <td>{words(change.before)}</td>
              <td>{words(change.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** 改正の記録: every text the scheme has had, newest first, with who, when, why and what; to read and to print. */
export function SchemeRevisions({ scheme }: { scheme: SchemeInfo }) {
  const { whenWords } = useRegister();
  const { data, error } = useCall('scheme.revisions', { id: scheme.id });
  return (
    <div className="scheme-print">
      <PrintHead />
      <section className="card stack" aria-labelledby="scheme-revisions">
        <div className="row">
          <h2 id="scheme-revisions">「{scheme.name}」の改正の記録</h2>
          <span className="scheme-end row no-print">
            <Button small onClick={() => window.print()}>
              印刷
            </Button>
            <LinkButton small href={hrefScreen('settings', 'schemes', scheme.id)}>
              見る画面に戻る
            </LinkButton>
          </span>
        </div>
        {error && <ErrorMessage failure={error} />}
        {!data && !error && <p className="busy">読んでいます…</p>}
        {data?.map((one, i) => {
          const former = data[i + 1];
          return (
            <section key={one.revision} className="stack" aria-labelledby={`revision-${one.revision}`}>
              <h3 id={`revision-${one.revision}`}>
                第{one.revision}版　{whenWords(one.at)}　{one.who || '（記録なし）'}
              </h3>
              {one.reason && <p>理由 {one.reason}</p>}
              {former ? <Changes before={former.scheme} after={one.scheme} /> : <p>はじめの版です。</p>}
            </section>
          );
        })}
      </section>
    </div>
  );
}
