import { useEffect, useRef, useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { RecoveryLook, RecoverySearch } from '../../contract/recovery.ts';
import type { RegisterStatus } from '../../contract/register.ts';
import { call } from '../client.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createJob } from '../job.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { showToast } from '../ui/toast.ts';
import { useTitle } from '../ui/useTitle.ts';
import { failureOf, useCall } from '../useCall.ts';
import { AcceptDialog } from './AcceptDialog.tsx';
import { BackupCard, type Where } from './BackupCard.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import './recovery.css';

const job = createJob();
const SEARCH = { phase: '控えをさがしています', cancelled: 'さがすのをやめました。' };
const RESTORE = { phase: '控えから戻しています', cancelled: '戻すのをやめました。' };
const count = (n: number) => n.toLocaleString('ja-JP');

const TITLES: Readonly<Record<RecoveryLook['state'], string>> = {
  damaged: '台帳を開けません',
  newer: '新しい版のアプリで作られた台帳です',
  owned: '台帳は、いま別の人が開いています',
};

/**
 * 復旧: what is wrong, whether the data are safe, what to do next. From here to work again: 「この控えで続ける」, and
 * 「戻す」 in the dialog that says what would be missing (reliability.md P7: at most three clicks).
 */
export function RecoveryScreen({ status }: { status: RegisterStatus }) {
  const looked = useCall('recovery.look', {});
  useTitle('復旧');
  // What it was refused for is over: the app shows the register in a moment.
  if (looked.error && looked.error.code !== 'notReady') return <ErrorMessage failure={looked.error} />;
  if (!looked.data) return <p className="busy">調べています…</p>;
  return <Recovery key={looked.data.state} look={looked.data} status={status} />;
}

function Recovery({ look, status }: { look: RecoveryLook; status: RegisterStatus }) {
  const running = job.use();
  const [found, setFound] = useState<RecoverySearch | null>(null);
  const [where, setWhere] = useState<Where>({});
  const [dialog, setDialog] = useState<'restore' | 'accept' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { state } = look;
  const busy = running.progress !== null;

  const search = async (next: Where) => {
    setFailure(null);
    setWhere(next);
    const result = await job.run('recovery.search', next, SEARCH);
    if (result) setFound(result);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen opens
  useEffect(() => {
    title.current?.focus();
    if (state !== 'newer') void search({});
    return () => job.set({ failure: null });
  }, []);

  const act = async (what: () => Promise<unknown>) => {
    setFailure(null);
    try {
      await what();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const view = (input: InputOf<'recovery.view'>) => void act(() => call('recovery.view', input));
  const retry = () =>
    void act(async () => {
      const { opened } = await call('recovery.retry', {});
      if (!opened) showToast('まだ開けません。');
    });
  const best = found?.best ?? null;
  const restore = async () => {
    setDialog(null);
    const done = await job.run('recovery.restore', { id: best!.id, ...where }, RESTORE);
    if (!done) return;
    const kept = done.kept ? `元のファイルは「${done.kept}」に残してあります。` : '';
    showToast(`控えから戻しました。資産${count(done.assets)}件。${kept}`);
  };

  return (
    <div className="recovery">
      <header>
        <h1 ref={title} tabIndex={-1}>
          {TITLES[state]}
        </h1>
        {look.detail && <p>{look.detail}</p>}
      </header>
      <section className="card stack" aria-labelledby="recovery-what">
        <h2 id="recovery-what">何が起きたか</h2>
        <What look={look} />
        <div className="row">
          {state === 'newer' && (
            <Button variant="primary" onClick={() => view({ what: 'register' })}>
              見るだけで開く
            </Button>
          )}
          {state === 'damaged' && found?.readable && (
            <Button onClick={() => view({ what: 'register' })} disabled={busy}>
              壊れた台帳の、読めるところを見る
            </Button>
          )}
          {look.acceptable && (
            <Button onClick={() => setDialog('accept')} disabled={busy}>
              この状態のまま使う…
            </Button>
          )}
          <Button onClick={retry} disabled={busy}>
            もう一度開く
          </Button>
        </div>
        {found?.readable && state === 'damaged' && (
          <p className="muted">
            今のファイルからは、資産{count(found.readable.assets)}件と、履歴のはじめの
            {count(found.readable.soundEntries)}件を正しく読めます。それより後は、正しいとは言い切れません。
          </p>
        )}
      </section>
      <JobProgress job={running} unit="個" onCancel={job.cancel} />
      {failure && <ErrorMessage failure={failure} />}
      {state !== 'newer' && found && (
        <BackupCard
          look={look}
          found={found}
          busy={busy}
          onRestore={() => setDialog('restore')}
          onView={() => view({ what: 'backup', id: best!.id, ...where })}
          onSearch={(next) => void search(next)}
        />
      )}
      <p className="muted recovery-place">
        保存先 {status.dataDir}
        {look.kept.length > 0 && `（残してある前のファイル: ${look.kept.join('、')}）`}
      </p>
      {dialog === 'restore' && best && (
        <RestoreDialog
          best={best}
          missing={found!.missing}
          onClose={() => setDialog(null)}
          onRestore={() => void restore()}
        />
      )}
      {dialog === 'accept' && <AcceptDialog problems={look.problems} onClose={() => setDialog(null)} />}
    </div>
  );
}

/** What happened, and whether the data are safe. */
function What({ look: { state, problems, restorable } }: { look: RecoveryLook }) {
  if (state === 'owned') return <p>データは無事です。閉じるのを待つか、控えを見ることができます。</p>;
  if (state === 'newer')
    return (
      <>
        <p>台帳のファイルには、一文字も書きこんでいません。データは無事です。</p>
        <p>変えるときは、新しい版のアプリで開いてください。この版では、見ることだけができます。</p>
      </>
    );
  return (
    <>
      <ul className="recovery-problems">
        {problems.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
      <p>
        <strong>これ以上悪くならないよう、台帳のファイルには何も書きこんでいません。</strong>
        {restorable && '元のファイルは、戻すときも消さずに別の名前で残します。'}
      </p>
    </>
  );
}
