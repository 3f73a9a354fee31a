import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import type { VerifyResult } from '../../contract/register.ts';
import { type Progress, type RunningJob, run } from '../client.ts';
import { hrefAsset } from '../router.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { failureOf } from '../useCall.ts';

/** 記録の検査: reads the whole file and compares the register with its own history. */
export function VerifyCard() {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [result, setResult] = useState<VerifyResult | null>(null);
  const job = useRef<RunningJob<VerifyResult> | null>(null);
  useEffect(() => () => job.current?.cancel(), []);

  const verify = async () => {
    setFailure(null);
    setResult(null);
    setProgress({ phase: '記録を調べています', done: 0, total: null });
    job.current = run('register.verify', {}, setProgress);
    try {
      setResult(await job.current.result);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      job.current = null;
      setProgress(null);
    }
  };
  return (
    <section className="card stack" aria-labelledby="checks-verify">
      <div className="row">
        <h2 id="checks-verify">記録の検査</h2>
        <Button small disabled={progress !== null} onClick={() => void verify()}>
          検査する
        </Button>
      </div>
      <p className="muted">
        台帳のファイルが壊れていないか、履歴が今の内容と合っているかを調べます。何も書きかえません。
      </p>
      {progress && (
        <ProgressBar
          label={progress.phase || '記録を調べています'}
          done={progress.done}
          total={progress.total}
          onCancel={() => job.current?.cancel()}
        />
      )}
      {failure && <ErrorMessage failure={failure} />}
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
