import { useState } from 'react';
import type { SchemeInfo } from '../../../contract/scheme.ts';
import { useRegister } from '../../registerContext.tsx';
import { hrefScreen } from '../../router.ts';
import { ActionButton, ActionLink } from '../../session/Permit.tsx';
import { CopyDialog, notInForce } from './SchemeDialogs.tsx';

/** All schemes: which is used, how many assets are classed in each, from when until when, and how to make one's own. */
export function SchemeList() {
  const { schemes, settings, status, dateWords } = useRegister();
  const [copying, setCopying] = useState<SchemeInfo | null>(null);
  return (
    <section className="card stack" aria-labelledby="schemes-title">
      <div className="row">
        <h2 id="schemes-title">分類体系の一覧</h2>
      </div>
      <p className="form-help">
        「既定」の体系は変えられません。組合の対策基準に合わせるときは、写しを作り、写しのほうを直します。
      </p>
      <div className="schemes-scroll">
        <table className="table scheme-list">
          <thead>
            <tr>
              <th scope="col">名前</th>
              <th scope="col">版</th>
              <th scope="col">使う期間</th>
              <th scope="col" className="number">
                分類している資産
              </th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {schemes.map((scheme) => {
              const current = scheme.id === settings.schemeId;
              const { effectiveFrom, effectiveUntil } = scheme;
              return (
                <tr key={scheme.id}>
                  <th scope="row">
                    <a href={hrefScreen('settings', 'schemes', scheme.id)}>{scheme.name}</a>
                    {scheme.preset && <span className="muted">（既定）</span>}
                    {current && <span className="schemes-current">✓ 今使っている</span>}
                    {current && notInForce(scheme, status.today, dateWords) && (
                      <p className="form-error">▲ {notInForce(scheme, status.today, dateWords)}</p>
                    )}
                  </th>
                  <td>
                    {scheme.version}
                    {!scheme.preset && <span className="muted">（第{scheme.revision}版）</span>}
                  </td>
                  <td>
                    {effectiveFrom || effectiveUntil
                      ? `${effectiveFrom ? dateWords(effectiveFrom) : ''}〜${effectiveUntil ? dateWords(effectiveUntil) : ''}`
                      : '定めなし'}
                  </td>
                  <td className="number">{scheme.assets}件</td>
                  <td className="scheme-list-actions">
                    {!scheme.preset && (
                      <ActionLink
                        needs="scheme.save"
                        small
                        href={hrefScreen('settings', 'scheme-edit', scheme.id)}
                        aria-label={`「${scheme.name}」を直す`}
                      >
                        直す
                      </ActionLink>
                    )}
                    <ActionButton
                      needs="scheme.copy"
                      small
                      aria-label={`「${scheme.name}」の写しを作る`}
                      onClick={() => setCopying(scheme)}
                    >
                      写しを作る
                    </ActionButton>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {copying && <CopyDialog scheme={copying} onClose={() => setCopying(null)} />}
    </section>
  );
}
