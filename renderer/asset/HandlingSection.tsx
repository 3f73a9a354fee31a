import type { HandlingCard } from '../../contract/classification.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createOutputJob } from '../job.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { ActionButton } from '../session/Permit.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LevelMarks } from '../ui/LevelMark.tsx';
import { useCall } from '../useCall.ts';

const job = createOutputJob('handling.print', {
  phase: 'カードを作っています',
  cancelled: '取扱いカードをやめました。',
});

/** The job outlives the page: its result belongs to the asset that it was begun for. */
let madeFor = '';

/** Word and shape of a verdict; the colour only repeats them. */
const VERDICTS = {
  forbidden: { sign: '×', words: 'してはいけません' },
  conditional: { sign: '△', words: '条件があります' },
  free: { sign: '○', words: '決まりはありません' },
} as const;

/** 取扱いカード: what a person who uses the asset may and may not do; printable as one page. */
export function HandlingSection({ assetId, dirty }: { assetId: string; dirty: boolean }) {
  const { data, error } = useCall('handling.card', { assetId });
  const state = job.use();
  if (error) return <ErrorMessage failure={error} />;
  if (!data) return <p className="muted">読んでいます…</p>;
  return (
    <>
      <p className="row handling-head">
        <LevelMarks levels={data.levels} />
        <ActionButton
          needs="handling.print"
          small
          disabled={state.progress !== null || dirty}
          title={dirty ? '先に変更を保存するか、元に戻してください。' : undefined}
          onClick={() => {
            madeFor = assetId;
            void job.make({ assetId });
          }}
        >
          カードを印刷する（PDF）
        </ActionButton>
        <span className="muted small">A4・1枚。使う人に渡したり、置き場所に貼ったりできます。</span>
      </p>
      {data.note && <p className="notice">{data.note}</p>}
      <JobProgress job={state} unit="枚" onCancel={job.cancel} />
      {madeFor === assetId && state.result && (
        <SavedOutput output={state.result} saved={state.saved} onSave={() => job.save(state.result!)}>
          取扱いカードを作りました。
        </SavedOutput>
      )}
      <Acts sections={data.sections} />
    </>
  );
}

function Acts({ sections }: Pick<HandlingCard, 'sections'>) {
  return (
    <ul className="handling">
      {sections.map(({ act, title, verdict, lines }) => (
        <li key={act} className={`handling-act handling-${verdict}`}>
          <span className="handling-sign" aria-hidden="true">
            {VERDICTS[verdict].sign}
          </span>
          <h3>
            {title}
            <span className="handling-verdict">{VERDICTS[verdict].words}</span>
          </h3>
          <ul>
            {lines.map(({ text, source }) => (
              <li key={text}>
                {text}
                {source && <span className="handling-source">{source}</span>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
