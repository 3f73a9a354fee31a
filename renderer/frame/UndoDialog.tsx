import { useEffect } from 'react';
import type { UndoCheck } from '../../contract/history.ts';
import { JobProgress } from '../JobProgress.tsx';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset } from '../router.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { endUndo, undoJob, undoQuestion } from '../undo.ts';

/** What is asked before something is taken back, and how far a large undo is. */
export function UndoDialog() {
  const question = undoQuestion.use();
  const job = undoJob.use();
  useEffect(() => endUndo, []);
  if (job.progress || job.failure) {
    const close = () => (job.progress ? undoJob.cancel() : undoJob.set({ failure: null }));
    return (
      <Dialog title="取り消し" onClose={close}>
        <JobProgress job={job} unit="件" onCancel={undoJob.cancel} />
      </Dialog>
    );
  }
  return question && <Question check={question.check} answer={question.answer} />;
}

const count = (n: number) => n.toLocaleString('ja-JP');

function Question({ check, answer }: { check: UndoCheck; answer: (yes: boolean) => void }) {
  const { whenWords } = useRegister();
  const verb = check.again ? 'やり直' : '取り消';
  const left = check.total - check.conflictCount;
  return (
    <Dialog
      title={`${check.what}を${verb}しますか`}
      onClose={() => answer(false)}
      footer={
        <>
          <Button data-autofocus onClick={() => answer(false)}>
            {left > 0 ? 'やめる' : '閉じる'}
          </Button>
          {left > 0 && (
            <Button variant="danger" onClick={() => answer(true)}>
              {check.conflictCount > 0 ? `変わっていない${count(left)}件を${verb}す` : `${verb}す`}
            </Button>
          )}
        </>
      }
    >
      <p>
        {whenWords(check.at)}　{check.who || '（無記名）'}
      </p>
      <p>
        {check.again ? '取り消す前' : '変える前'}の内容に戻るのは{count(left)}
        件です。いまの内容も、履歴に残ります。
      </p>
      {check.conflictCount > 0 && (
        <div className="notice">
          <p>
            <span aria-hidden="true">▲ </span>
            {count(check.total)}件のうち{count(check.conflictCount)}件は戻せません。いまのまま残します。
          </p>
          <ul className="undo-conflicts">
            {check.conflicts.map(({ assetId, message }) => (
              <li key={`${assetId} ${message}`}>
                {message}
                {assetId && (
                  <a href={hrefAsset(assetId)} onClick={() => answer(false)}>
                    資産を開く
                  </a>
                )}
              </li>
            ))}
          </ul>
          {check.conflictCount > check.conflicts.length && (
            <p>ほか{count(check.conflictCount - check.conflicts.length)}件は省いています。</p>
          )}
        </div>
      )}
    </Dialog>
  );
}
