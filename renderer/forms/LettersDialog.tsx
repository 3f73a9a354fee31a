import { useEffect, useState } from 'react';
import type { InputOf } from '../../contract/api.ts';
import type { LetterCheck } from '../../contract/form.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createJob } from '../job.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

const job = createJob();

interface LettersDialogProps {
  request: InputOf<'form.letters'>;
  /** @param replace letters that can't be held become 〓 */
  onWrite: (replace: boolean) => void;
  onUtf8: () => void;
  onClose: () => void;
}

/** Before a CSV in シフトJIS is written: which letters it can't hold, and where they stand. */
export function LettersDialog({ request, onWrite, onUtf8, onClose }: LettersDialogProps) {
  const [check, setCheck] = useState<LetterCheck | null>(null);
  const running = job.use();
  const key = JSON.stringify(request);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for what the dialog was opened with
  useEffect(() => {
    const words = { phase: '文字を調べています', cancelled: '調べるのをやめました。' };
    void job.run('form.letters', request, words).then((found) => {
      if (found === null) return;
      if (found.letters.length === 0) onWrite(false);
      else setCheck(found);
    });
  }, [key]);
  const count = check?.letters.reduce((sum, one) => sum + one.count, 0) ?? 0;
  return (
    <Dialog
      title="シフトJISで書けない文字"
      onClose={() => {
        job.cancel();
        onClose();
      }}
      footer={
        <>
          <Button
            data-autofocus
            onClick={() => {
              job.cancel();
              onClose();
            }}
          >
            やめる
          </Button>
          <Button disabled={!check} onClick={() => onWrite(true)}>
            〓にして出す
          </Button>
          <Button variant="primary" onClick={onUtf8}>
            UTF-8で出す
          </Button>
        </>
      }
    >
      <JobProgress job={running} unit="件" onCancel={onClose} />
      {check && (
        <>
          <p>
            {check.letters.length + check.more}種類、{count.toLocaleString('ja-JP')}
            か所の文字は、シフトJISでは書けません。UTF-8なら、すべてそのまま書けます。
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section className="letters-scroll" tabIndex={0} aria-label="書けない文字の一覧">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">文字</th>
                  <th scope="col">番号</th>
                  <th scope="col" className="number">
                    か所
                  </th>
                  <th scope="col">はじめの場所</th>
                </tr>
              </thead>
              <tbody>
                {check.letters.map(({ letter, code, count: times, where }) => (
                  <tr key={letter}>
                    <th scope="row" className="letters-letter">
                      {letter}
                    </th>
                    <td className="nowrap">{code}</td>
                    <td className="number">{times.toLocaleString('ja-JP')}</td>
                    <td>{where.map(({ number, column }) => [number, column].filter(Boolean).join(' ')).join('、')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {check.more > 0 && <p>ほかに{check.more}種類あります。</p>}
        </>
      )}
    </Dialog>
  );
}
