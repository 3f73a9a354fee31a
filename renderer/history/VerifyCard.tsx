import { useEffect, useState } from 'react';
import type { VerifyResult } from '../../contract/register.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createJob } from '../job.ts';
import { hrefAsset } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';

const job = createJob();
const WORDS = { phase: '記録を調べています', cancelled: '検査をやめました。' };

/** 記録の検査: reads the whole file and compares the register with its own history. */
export function VerifyCard() {
  const state = job.use();
  const [result, setResult] = useState<VerifyResult | null>(null);
  useEffect(
    () => () => {
      job.cancel();
      job.set({ failure: null });
    },
    [],
  );

  const verify = async () => {
    setResult(null);
    setResult(await job.run('register.verify', {}, WORDS));
  };
  return (
    <section className="card stack" aria-labelledby="checks-verify">
      <div className="row">
        <h2 id="checks-verify">記録の検査</h2>
        <ActionButton needs="register.verify" small disabled={state.progress !== null} onClick={verify}>
          検査する
        </ActionButton>
      </div>
      <p className="muted">
        台帳のファイルが壊れていないか、履歴が今の内容と合っているかを調べます。何も書きかえません。
      </p>
      <JobProgress job={state} unit="件" onCancel={job.cancel} />
      <div role="status">
        {result?.ok && (
          <p className="notice notice-ok">
            <span aria-hidden="true">✓ </span>
            資産{result.assets.toLocaleString('ja-JP')}件と履歴{result.historyRows.toLocaleString('ja-JP')}
            行を調べました。くいちがいはありません。
          </p>
        )}
        {result && !result.ok && (
          <div className="notice notice-error">
            <p>
              <span aria-hidden="true">▲ </span>
              {result.problems.length.toLocaleString('ja-JP')}
              件のくいちがいが見つかりました。台帳のファイルの写しを取り、担当者に知らせてください。
            </p>
            <ul className="verify-problems">
              {result.problems.map((problem) => (
                <li key={`${problem.code} ${problem.assetId ?? ''} ${problem.message}`}>
                  {problem.message}
                  {problem.assetId && <a href={hrefAsset(problem.assetId)}>資産を開く</a>}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}
