import type { BackupList, ListedBackup } from '../../contract/backup.ts';
import { useRegister } from '../registerContext.tsx';
import { useRefusal } from '../session/session.tsx';
import { Button } from '../ui/Button.tsx';
import { showToast } from '../ui/toast.ts';
import type { Chosen } from './BackupPanel.tsx';
import { backupJob, CHECK_WORDS } from './jobs.ts';
import { count, type Generation, generationsOf, PLACE_WORDS, sizeWords, whyWords } from './words.ts';

interface GenerationListProps {
  list: BackupList;
  onOpen: (chosen: Chosen) => void;
}

/** Every generation, newest first, with its state in words. */
export function GenerationList({ list, onOpen }: GenerationListProps) {
  const generations = generationsOf(list.backups);
  return (
    <section className="card stack" aria-labelledby="backup-list">
      <h2 id="backup-list">控えの一覧</h2>
      <p className="muted">
        新しい20件のほかに、14日分、8週分、24か月分と、年度末の分を残します。年度末の分と封印の分は、消えません。
      </p>
      {generations.length === 0 && <p className="muted">控えは、まだありません。</p>}
      {generations.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="changes backup-generations" tabIndex={0} aria-label="控えの一覧の表">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">作った日時</th>
                <th scope="col">作ったわけ</th>
                <th scope="col" className="number">
                  資産（ごみ箱とも）
                </th>
                <th scope="col">大きさ・パスワード</th>
                <th scope="col">置き場所と状態</th>
                <th scope="col">
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {generations.map((one) => (
                <GenerationRow key={one.key} generation={one} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {list.unreadable.length > 0 && (
        <p className="notice">
          <span aria-hidden="true">△ </span>
          控えとして読めないファイルが{count(list.unreadable.length)}件あります（
          {list.unreadable.slice(0, 3).join('、')}
          {list.unreadable.length > 3 && 'など'}）。台帳とほかの控えはそのままです。消さずに、担当者に知らせてください。
        </p>
      )}
    </section>
  );
}

function GenerationRow({ generation, onOpen }: { generation: Generation; onOpen: (chosen: Chosen) => void }) {
  const { whenWords } = useRegister();
  const job = backupJob.use();
  const refusal = useRefusal('backup.restore');
  const { manifest, own, files } = generation;
  // The one in this PC, unless a check found it bad.
  const file = files.find((one) => one.checkedAgain?.ok !== false) ?? files[0]!;
  const name = `${whenWords(manifest.madeAt)}の控え`;
  const check = async () => {
    const repaired = new Set<string>();
    const lost = new Set<string>();
    for (const { path } of files) {
      const checked = await backupJob.run('backup.check', { path }, CHECK_WORDS);
      if (!checked) return;
      for (const one of checked.attachments.repaired) repaired.add(one);
      for (const one of checked.attachments.lost) lost.add(one);
    }
    showToast(`${name}を読み直しました。壊れていません。${attachmentWords([...repaired], [...lost])}`);
  };
  return (
    <tr>
      <th scope="row" className="nowrap">
        {whenWords(manifest.madeAt)}
      </th>
      <td>
        {whyWords(manifest)}
        {!own && <span className="backup-other">別の台帳（{manifest.unionName || '名前なし'}）</span>}
      </td>
      <td className="number nowrap">{count(manifest.assets)}件</td>
      <td className="nowrap">
        {sizeWords(file.fileBytes)}
        <span className="muted">　{passwordWords(files)}</span>
      </td>
      <td>
        {files.map((one) => (
          <span key={one.path} className="backup-place">
            {PLACE_WORDS[one.place]}　<FileState file={one} />
          </span>
        ))}
      </td>
      <td className="backup-actions">
        <Button
          small
          disabled={job.progress !== null || refusal !== null}
          title={refusal ?? undefined}
          aria-label={`${name}を検査する`}
          onClick={check}
        >
          検査
        </Button>
        <Button
          small
          disabled={refusal !== null}
          title={refusal ?? undefined}
          aria-label={`${name}に戻す（比べて確かめる）`}
          onClick={() => onOpen({ path: file.path, name })}
        >
          戻す…
        </Button>
      </td>
    </tr>
  );
}

/** What became of attachments that had rotted beside a backup; '' where none had. */
function attachmentWords(repaired: readonly string[], lost: readonly string[]): string {
  const names = (all: readonly string[]) =>
    `${all
      .slice(0, 3)
      .map((one) => `「${one}」`)
      .join('')}${all.length > 3 ? `など${count(all.length)}件` : ''}`;
  const mended = repaired.length > 0 ? `傷んでいた添付の写し${names(repaired)}は、元のファイルから直しました。` : '';
  const gone =
    lost.length > 0
      ? `添付${names(lost)}は、元のファイルも写しも傷んでいて、直せませんでした。手元に同じファイルがあれば、付け直してください。`
      : '';
  return mended + gone;
}

function passwordWords(files: readonly ListedBackup[]): string {
  const locked = files.filter((one) => one.encrypted);
  if (locked.length === 0) return 'パスワードなし';
  if (locked.length === files.length) return 'パスワードあり';
  return `${PLACE_WORDS[locked[0]!.place]}にパスワード`;
}

/** What its checks said. Each is read back and checked when it is made; a later check shows that it has not rotted. */
function FileState({ file: { checkedAgain, place } }: { file: ListedBackup }) {
  const { whenWords } = useRegister();
  if (checkedAgain?.ok === false)
    return <strong className="backup-bad">▲ 壊れています（{whenWords(checkedAgain.at)}に検査）</strong>;
  if (checkedAgain) return <span>✓ 検査済み（{whenWords(checkedAgain.at)}にも）</span>;
  return <span>✓ 検査済み（{place === 'local' ? '作ったとき' : '写したとき'}）</span>;
}
