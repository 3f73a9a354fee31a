import type { ListedBackup } from '../../contract/backup.ts';
import { JobProgress } from '../JobProgress.tsx';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { restore, restored, restoreJob } from './jobs.ts';
import { count } from './words.ts';

/** What was restored, with the way back: the state of before is a backup, too. */
export function RestoredNotice({ backups }: { backups: readonly ListedBackup[] }) {
  const { whenWords } = useRegister();
  const done = restored.use();
  const job = restoreJob.use();
  if (!done) return null;
  const { manifest, assets, storedBefore, takenBack } = done;
  const before = backups.find(({ fileName, place }) => place === 'local' && fileName === storedBefore);
  return (
    <div className="card stack">
      <div className="notice notice-ok" role="status">
        <p>
          <span aria-hidden="true">✓ </span>
          {takenBack ? '戻したのを取り消しました。' : '控えから戻しました。'}
          台帳は{whenWords(manifest.madeAt)}のもの（資産{count(assets)}件）です。
        </p>
        <p>それまでの台帳は、検査した控えとして、下の一覧に残っています。</p>
        <p>
          {takenBack
            ? '続けて使えます。戻したことと取り消したことは、どちらも履歴に残ります。'
            : '中身を確かめてください。違っていたら、取り消せます。'}
        </p>
      </div>
      <div className="row">
        {!takenBack && before && (
          <Button disabled={job.progress !== null} onClick={() => restore({ path: before.path }, true)}>
            取り消して、戻す前の台帳にする
          </Button>
        )}
        <Button disabled={job.progress !== null} onClick={() => restored.set(null)}>
          この知らせを閉じる
        </Button>
      </div>
      <JobProgress job={job} unit="件" onCancel={restoreJob.cancel} />
    </div>
  );
}
