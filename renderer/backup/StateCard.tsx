import type { BackupList, BackupState } from '../../contract/backup.ts';
import { messageOf } from '../../contract/messages.ts';
import { JobProgress } from '../JobProgress.tsx';
import { useRegister } from '../registerContext.tsx';
import { useRefusal } from '../session/session.tsx';
import { Button } from '../ui/Button.tsx';
import { showToast } from '../ui/toast.ts';
import { backupJob, MAKE_WORDS } from './jobs.ts';
import { count } from './words.ts';

/** How it stands, in four lines, and the button that makes a backup now. */
export function StateCard({ state, list }: { state: BackupState; list: BackupList }) {
  const job = backupJob.use();
  const refusal = useRefusal('backup.make');
  const make = async () => {
    const made = await backupJob.run('backup.make', {}, MAKE_WORDS);
    if (made) showToast('控えを作り、読み直して検査しました。');
  };
  return (
    <section className="card stack" aria-labelledby="backup-state">
      <h2 id="backup-state">今の様子</h2>
      <dl className="backup-state">
        <dt>最後の控え</dt>
        <dd>
          <LastWords state={state} />
        </dd>
        <dt>二つめの置き場所</dt>
        <dd>
          <SecondWords state={state} reachable={list.reachable} />
        </dd>
        <dt>復元の練習</dt>
        <dd>
          <RehearsedWords state={state} />
        </dd>
      </dl>
      {state.failed && (
        <p className="notice notice-error">
          <span aria-hidden="true">▲ </span>
          最後の控えを作れませんでした。{messageOf(state.failed).what}
          前の控えはそのままです。{messageOf(state.failed).next}
        </p>
      )}
      {state.bad > 0 && (
        <p className="notice notice-error">
          <span aria-hidden="true">▲ </span>
          壊れた控えが{count(state.bad)}件見つかりました。台帳とほかの控えはそのままです。新しい控えを作ってください。
        </p>
      )}
      <div className="row">
        <Button variant="primary" disabled={job.progress !== null || refusal !== null} onClick={make}>
          今すぐ控えを作る
        </Button>
        <span className="muted">{refusal ?? '変更があれば、使っている間と閉じるときに、ひとりでに作られます。'}</span>
      </div>
      <JobProgress job={job} unit="件" onCancel={backupJob.cancel} />
    </section>
  );
}

function LastWords({ state: { last, changed } }: { state: BackupState }) {
  const { whenWords } = useRegister();
  if (!last) return <strong>まだありません。</strong>;
  return (
    <>
      <strong>{whenWords(last.at)}　✓ 検査済み</strong>
      <span className="muted">{changed ? '　このあとに変更があります。' : '　このあとに変更はありません。'}</span>
    </>
  );
}

function SecondWords({ state: { second }, reachable }: { state: BackupState; reachable: boolean }) {
  if (!second)
    return (
      <>
        <strong className="backup-due">△ 決まっていません。</strong>
        <span className="muted">　このパソコンが壊れると、控えも一緒になくなります。下で決めてください。</span>
      </>
    );
  return (
    <>
      <strong className={second.due ? 'backup-due' : ''}>
        {second.due && '△ '}
        {daysWords(second.days)}
      </strong>
      <span className="muted">
        {reachable
          ? '　今、つながっています。'
          : '　今は、つながっていません。USBメモリなどをつなぐと、次の控えから写します。'}
        {second.failed && `前の写しはできませんでした。${messageOf(second.failed).what}`}
      </span>
    </>
  );
}

/** 最後に写してから3日 */
export function daysWords(days: number | null): string {
  if (days === null) return 'まだ一度も写していません。';
  return days === 0 ? '今日、写しました。' : `最後に写してから${count(days)}日たちました。`;
}

function RehearsedWords({ state: { rehearsed } }: { state: BackupState }) {
  const { whenWords } = useRegister();
  if (!rehearsed)
    return <span className="muted">まだしていません。下の一覧の「戻す…」から、何も変えずに試せます。</span>;
  const { at, ok, assets } = rehearsed;
  return ok ? (
    <>
      <strong>{whenWords(at)}　✓ 戻せることを確かめました</strong>
      <span className="muted">　資産{count(assets)}件の台帳を組み立てました。</span>
    </>
  ) : (
    <strong className="backup-due">▲ {whenWords(at)}　戻せませんでした。別の控えで練習してください。</strong>
  );
}
