import { useCallback, useEffect, useState } from 'react';
import type { BackupComparison } from '../../contract/backup.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createJob } from '../job.ts';
import { useRegister } from '../registerContext.tsx';
import { PasswordInput } from '../session/PasswordInput.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import type { Chosen } from './BackupPanel.tsx';
import { restore, restoreJob } from './jobs.ts';
import { count, lineWords, relationWords, whyWords } from './words.ts';

const job = createJob();
const COMPARE_WORDS = { phase: '控えを読み取っています', cancelled: '比べるのをやめました。' };
const REHEARSE_WORDS = { phase: '控えを読み取っています', cancelled: '練習をやめました。' };

/** Shows what going back to a backup would do, before anything is done; from here it is rehearsed, or done. */
export function RestoreDialog({ chosen: { path, name }, onClose }: { chosen: Chosen; onClose: () => void }) {
  const comparing = job.use();
  const restoring = restoreJob.use();
  const [compared, setCompared] = useState<BackupComparison | null>(null);
  const [password, setPassword] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [rehearsed, setRehearsed] = useState(false);
  const busy = comparing.progress !== null || restoring.progress !== null;
  const asksPassword = comparing.failure?.code === 'wrongPassword' || password !== '';

  const compare = useCallback(
    async (typed: string) => {
      setCompared(await job.run('backup.compare', { path, ...(typed ? { password: typed } : {}) }, COMPARE_WORDS));
    },
    [path],
  );
  useEffect(() => {
    restoreJob.set({ failure: null });
    void compare('');
    return () => {
      job.cancel();
      job.set({ failure: null });
    };
  }, [compare]);

  const file = { path, ...(password ? { password } : {}) };
  const rehearse = async () => {
    setRehearsed(false);
    setRehearsed((await job.run('backup.rehearse', file, REHEARSE_WORDS)) !== null);
  };
  const goBack = async () => {
    if (await restore({ ...file, ...(agreed ? { acceptOther: true } : {}) }, false)) onClose();
  };
  const ready = compared !== null && !busy && (compared.relation !== 'other' || agreed);
  return (
    <Dialog
      title={`${name}と今の台帳を比べる`}
      size="large"
      onClose={onClose}
      onSubmit={() => {
        if (!compared && !busy) void compare(password);
      }}
      footer={
        <>
          <Button onClick={onClose}>{compared ? '戻さずに閉じる' : '閉じる'}</Button>
          {compared && (
            <>
              <Button disabled={busy} onClick={rehearse}>
                復元の練習をする
              </Button>
              <Button variant="danger" disabled={!ready} onClick={goBack}>
                この控えに戻す
              </Button>
            </>
          )}
          {!compared && asksPassword && (
            <Button type="submit" variant="primary" disabled={busy || password === ''}>
              開いて比べる
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <JobProgress job={comparing} unit="件" onCancel={job.cancel} />
        <JobProgress job={restoring} unit="件" onCancel={restoreJob.cancel} />
        {!compared && asksPassword && (
          <FormRow label="この控えのパスワード" help="この控えを作ったときのパスワードです。">
            {(ids) => <PasswordInput {...ids} value={password} onChange={setPassword} />}
          </FormRow>
        )}
        {compared && <Compared compared={compared} />}
        {compared?.relation === 'other' && (
          <label className="check">
            <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
            今の台帳を、別の台帳に入れ替えます
          </label>
        )}
        {rehearsed && (
          <p className="notice notice-ok" role="status">
            <span aria-hidden="true">✓ </span>
            練習ができました。この控えから、資産{count(compared?.assetsThen ?? 0)}
            件の台帳を組み立てられました。今の台帳は変わっていません。練習した日は、記録に残ります。
          </p>
        )}
        {compared && (
          <p className="muted">
            「この控えに戻す」を押すと、はじめに今の台帳の控えを作って検査し、それから戻します。戻したあとで、取り消せます。
          </p>
        )}
        {!compared && !busy && !comparing.failure && <NothingYet />}
      </div>
    </Dialog>
  );
}

/** After やめる: nothing to show, and said so. */
function NothingYet() {
  return <p className="muted">まだ比べていません。閉じて、もう一度開いてください。</p>;
}

function Compared({ compared }: { compared: BackupComparison }) {
  const { whenWords } = useRegister();
  const { manifest, encrypted, lost, gained, assetsNow, assetsThen, relation } = compared;
  return (
    <>
      <p className={relation === 'same' || relation === 'newer' ? 'notice notice-plain' : 'notice'}>
        <strong>{relationWords(compared)}</strong>
      </p>
      <dl className="backup-state">
        <dt>この控え</dt>
        <dd>
          {whenWords(manifest.madeAt)}　{whyWords(manifest)}　{encrypted ? 'パスワードあり' : 'パスワードなし'}
          <br />
          照合番号 {manifest.number || 'なし'}
        </dd>
        <dt>資産の数</dt>
        <dd>
          今 {count(assetsNow)}件 → 戻すと {count(assetsThen)}件（ごみ箱の中も数えます）
        </dd>
      </dl>
      {relation !== 'other' && <Lines title="なくなる変更" changes={lost} />}
      {relation !== 'other' && <Lines title="入る変更" changes={gained} />}
    </>
  );
}

function Lines({ title, changes }: { title: string; changes: BackupComparison['lost'] }) {
  const { whenWords } = useRegister();
  if (changes.changes === 0) return null;
  const more = changes.changes - changes.newest.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="backup-lines" tabIndex={0} aria-label={title}>
      <h3>
        {title}（{count(changes.changes)}件、新しい順）
      </h3>
      <ul>
        {changes.newest.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same
          <li key={index}>
            {whenWords(line.at)}　{lineWords(line)}
          </li>
        ))}
        {more > 0 && <li className="muted">ほかに{count(more)}件</li>}
      </ul>
    </section>
  );
}
