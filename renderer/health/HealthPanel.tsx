import { HEALTH_LINES, HEALTH_WORDS, type HealthLine, type HealthPlace, SILENCE } from '../../contract/health.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createJob, createOutputJob } from '../job.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefScreen } from '../router.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { useRefusal } from '../session/session.tsx';
import { Button } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { useCall } from '../useCall.ts';
import './health.css';

const checkJob = createJob();
const CHECKING = { phase: '台帳を調べています', cancelled: '検査をやめました。' };
const printJob = createOutputJob('health.print', { phase: 'PDFにしています', cancelled: '印刷をやめました。' });

/** Where a line leads; 調べる is a button on this page. */
const PLACES: Readonly<Record<Exclude<HealthPlace, 'check'>, { readonly href: string; readonly label: string }>> = {
  backups: { href: hrefScreen('settings', 'backups'), label: '控えを開く' },
  accounts: { href: hrefScreen('settings', 'accounts'), label: '利用者を開く' },
  number: { href: hrefScreen('history', 'number'), label: '照合を開く' },
  changes: { href: hrefScreen('history', 'changes'), label: '履歴を開く' },
};

/** 健康診断: a line for each promise of the app, and what to do where one does not hold (reliability.md P32). */
export function HealthPanel() {
  const { whenWords } = useRegister();
  const health = useCall('health.look', {});
  const checking = checkJob.use();
  const printing = printJob.use();
  const refusal = useRefusal('health.check');
  const busy = checking.progress !== null || printing.progress !== null;
  const { data, reload } = health;
  const check = async () => {
    if (await checkJob.run('health.check', {}, CHECKING)) reload();
  };
  return (
    <section className="card stack" aria-labelledby="health-title">
      <div className="row">
        <h2 id="health-title">健康診断</h2>
        {data && <Summary lines={data.lines} />}
      </div>
      <div className="row">
        <Button variant="primary" disabled={busy || refusal !== null} title={refusal ?? undefined} onClick={check}>
          調べる
        </Button>
        <Button disabled={busy || refusal !== null} title={refusal ?? undefined} onClick={() => printJob.make({})}>
          印刷する（PDF）
        </Button>
        {data && (
          <span className="muted">
            ファイル全体の検査：{data.checkedAt ? whenWords(data.checkedAt) : 'まだしていません'}
          </span>
        )}
      </div>
      <JobProgress job={checking} unit="件" onCancel={checkJob.cancel} />
      <JobProgress job={printing} unit="件" onCancel={printJob.cancel} />
      {printing.result && (
        <SavedOutput output={printing.result} saved={printing.saved} onSave={() => printJob.save(printing.result!)}>
          健康診断を、自己点検に使えるPDFにしました。
        </SavedOutput>
      )}
      {health.error && <ErrorMessage failure={health.error} />}
      {data && (
        <table className="table health">
          <thead>
            <tr>
              <th scope="col">項目</th>
              <th scope="col">状態</th>
              <th scope="col">分かったこと・次にすること</th>
            </tr>
          </thead>
          <tbody>
            {data.lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      )}
      <p className="muted">{SILENCE}</p>
    </section>
  );
}

function Line({ line: { id, state, found, next, place } }: { line: HealthLine }) {
  const { word, shape } = HEALTH_WORDS[state];
  const to = place && place !== 'check' ? PLACES[place] : null;
  return (
    <tr className={`health-${state}`}>
      <th scope="row">{HEALTH_LINES[id]}</th>
      <td className="health-state nowrap">
        <span aria-hidden="true">{shape} </span>
        {word}
      </td>
      <td>
        {found}
        {next && (
          <span className="health-next">
            次にすること：{next}
            {to && <a href={to.href}>{to.label}</a>}
          </span>
        )}
      </td>
    </tr>
  );
}

/** ○良好 14　△注意 2　×要対応 1 */
function Summary({ lines }: { lines: readonly HealthLine[] }) {
  return (
    <p className="health-summary" role="status">
      {(['bad', 'notice', 'good'] as const).map((state) => (
        <span key={state} className={`health-${state}`}>
          <span className="health-state">
            {HEALTH_WORDS[state].shape} {HEALTH_WORDS[state].word}
          </span>{' '}
          <span className="number">{lines.filter((line) => line.state === state).length}</span>
        </span>
      ))}
    </p>
  );
}
