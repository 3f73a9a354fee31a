import { useEffect, useRef, useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import type { Failure } from '../../contract/errors.ts';
import type { RecoveryLook, RecoverySearch } from '../../contract/recovery.ts';
import type { RegisterStatus } from '../../contract/register.ts';
import { call } from '../client.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createJob } from '../job.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast.ts';
import { useTitle } from '../ui/useTitle.ts';
import { failureOf, useCall } from '../useCall.ts';
import { whenWords } from '../when.ts';
import { MissingChanges } from './MissingChanges.tsx';
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
  if (looked.error) return <ErrorMessage failure={looked.error} />;
  if (!looked.data) return <p className="busy">調べています…</p>;
  return <Recovery key={looked.data.state} look={looked.data} status={status} />;
}

function Recovery({ look, status }: { look: RecoveryLook; status: RegisterStatus }) {
  const running = job.use();
  const [found, setFound] = useState<RecoverySearch | null>(null);
  const [from, setFrom] = useState('');
  const [asking, setAsking] = useState(false);
  const [accepting, setAccepting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { state } = look;
  const busy = running.progress !== null;

  const search = async (where: string) => {
    setFailure(null);
    const result = await job.run('recovery.search', where ? { from: where } : {}, SEARCH);
    if (result) setFound(result);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen opens
  useEffect(() => {
    title.current?.focus();
    if (state !== 'newer') void search('');
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
  const where = from.trim() ? { from: from.trim() } : {};
  const view = (input: InputOf<'recovery.view'>) => void act(() => call('recovery.view', input));
  const retry = () =>
    void act(async () => {
      const { opened } = await call('recovery.retry', {});
      if (!opened) showToast('まだ開けません。');
    });
  const restore = async () => {
    setAsking(false);
    const done = await job.run('recovery.restore', { id: found!.best!.id, ...where }, RESTORE);
    if (!done) return;
    const kept = done.kept ? `元のファイルは「${done.kept}」に残してあります。` : '';
    showToast(`控えから戻しました。資産${count(done.assets)}件。${kept}`);
  };
  const best = found?.best ?? null;

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
        {state === 'damaged' && (
          <ul className="recovery-problems">
            {look.problems.map(({ code, message }) => (
              <li key={`${code} ${message}`}>{message}</li>
            ))}
          </ul>
        )}
        {state === 'newer' && <p>台帳のファイルには、一文字も書きこんでいません。データは無事です。</p>}
        {state === 'owned' && <p>データは無事です。閉じるのを待つか、控えを見ることができます。</p>}
        {state === 'damaged' && (
          <p>
            <strong>これ以上悪くならないよう、台帳のファイルには何も書きこんでいません。</strong>
            元のファイルは、戻すときも消さずに別の名前で残します。
          </p>
        )}
        {state === 'newer' && (
          <p>変えるときは、新しい版のアプリで開いてください。この版では、見ることだけができます。</p>
        )}
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
            <Button onClick={() => setAccepting(true)} disabled={busy}>
              この状態のまま使う…
            </Button>
          )}
          <Button onClick={retry} disabled={busy}>
            もう一度開く
          </Button>
        </div>
        {found?.readable && state === 'damaged' && (
          <p className="muted">
            壊れた台帳からは、資産{count(found.readable.assets)}件と、履歴のはじめの
            {count(found.readable.soundEntries)}件を正しく読めます。それより後は、正しいとは言い切れません。
          </p>
        )}
      </section>
      <JobProgress job={running} unit="個" onCancel={job.cancel} />
      {failure && <ErrorMessage failure={failure} />}
      {state !== 'newer' && found && (
        <section className="card stack" aria-labelledby="recovery-backup">
          <h2 id="recovery-backup">いちばん新しい、検査済みの控え</h2>
          {best ? (
            <>
              <p className="notice notice-ok">
                <span aria-hidden="true">✓ </span>
                {whenWords(best.at, 'wareki')}の控え「{best.name}」（資産{count(best.assets)}
                件）。今、全部を読んで確かめました。
              </p>
              {state === 'damaged' && <MissingChanges missing={found.missing} />}
              <div className="row">
                {state === 'damaged' && (
                  <Button variant="primary" disabled={busy} onClick={() => setAsking(true)}>
                    この控えで続ける…
                  </Button>
                )}
                <Button disabled={busy} onClick={() => view({ what: 'backup', id: best.id, ...where })}>
                  控えを見る
                </Button>
              </div>
            </>
          ) : (
            <p className="notice notice-error">
              <span aria-hidden="true">▲ </span>
              使える控えは、まだ見つかっていません。台帳は消えていません。ほかの場所（USBメモリ、共有フォルダー、前のパソコン）にある控えを、下の欄で指定してください。
              {found.readable && '見つからないときは、読めるところをExcelに読み出せます。'}
              ファイルはこのまま残し、担当者に知らせてください。
            </p>
          )}
          {found.refused.length > 0 && (
            <details>
              <summary>使えなかった控え（{count(found.refused.length)}個）</summary>
              <ul className="recovery-problems">
                {found.refused.map((one) => (
                  <li key={one.id}>
                    {one.name}（{whenWords(one.at, 'wareki')}）: {one.why}
                  </li>
                ))}
              </ul>
            </details>
          )}
          <form
            className="recovery-from"
            onSubmit={(event) => {
              event.preventDefault();
              if (!busy) void search(from.trim());
            }}
          >
            <FormRow label="ほかの場所の控え" help="控えのファイルか、それの入ったフォルダーの場所。例: E:\控え">
              {(ids) => <TextInput {...ids} value={from} onChange={setFrom} />}
            </FormRow>
            <Button type="submit" disabled={busy}>
              さがす
            </Button>
          </form>
        </section>
      )}
      <p className="muted recovery-place">
        保存先 {status.dataDir}
        {look.kept.length > 0 && `（残してある壊れたファイル: ${look.kept.join('、')}）`}
      </p>
      {asking && best && (
        <Dialog
          title="控えから戻す"
          onClose={() => setAsking(false)}
          onSubmit={() => void restore()}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>やめる</Button>
              <Button type="submit" variant="primary" data-autofocus>
                戻す
              </Button>
            </>
          }
        >
          <div className="stack">
            <p>
              {whenWords(best.at, 'wareki')}の控え（資産{count(best.assets)}件）を、台帳として使います。
            </p>
            <MissingChanges missing={found!.missing} short />
            <p>今の台帳のファイルは、消さずに別の名前で残します。戻したことは履歴に残ります。</p>
          </div>
        </Dialog>
      )}
      {accepting && <AcceptDialog problems={look.problems} onClose={() => setAccepting(false)} />}
    </div>
  );
}

function AcceptDialog({ problems, onClose }: { problems: RecoveryLook['problems']; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const accept = async () => {
    try {
      await call('recovery.accept', { reason });
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <Dialog
      title="この状態のまま使う"
      onClose={onClose}
      onSubmit={() => void accept()}
      footer={
        <>
          <Button onClick={onClose}>やめる</Button>
          <Button type="submit" variant="danger">
            この状態のまま使う
          </Button>
        </>
      }
    >
      <div className="stack">
        {problems.map(({ message }) => (
          <p key={message}>{message}</p>
        ))}
        <p>ここにない変更は、失われたままになります。理由は履歴に残ります。</p>
        <FormRow label="理由" required>
          {(ids) => <TextInput {...ids} data-autofocus value={reason} onChange={setReason} />}
        </FormRow>
        {failure && <ErrorMessage failure={failure} />}
      </div>
    </Dialog>
  );
}
