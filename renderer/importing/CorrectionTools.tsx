import { useState } from 'react';
import type { ImportPlan, ImportProblem } from '../../contract/importing.ts';
import { Button } from '../ui/Button.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import {
  correctionFor,
  correctionOf,
  correctionWords,
  isAnswered,
  lineOfProblem,
  rowWay,
  sameColumn,
  tableOf,
  textOfProblem,
  waysOf,
} from './corrections.ts';
import { RowWays } from './RowWays.tsx';
import { correct, sayRow, uncorrect } from './session.ts';

interface CorrectionToolsProps {
  problem: ImportProblem;
  problems: readonly ImportProblem[];
  plan: ImportPlan;
}

/** What the clerk can do about a remark at once, without going back to the book. */
export function CorrectionTools({ problem, problems, plan }: CorrectionToolsProps) {
  const { choice } = problem;
  if (!choice || correctionOf(plan, problem)) return <CellTools problem={problem} problems={problems} plan={plan} />;
  return (
    <>
      <RowWays problem={{ ...problem, choice }} problems={problems} plan={plan} />
      {!rowWay(plan, problem) && <CellTools problem={problem} problems={problems} plan={plan} />}
    </>
  );
}

function CellTools({ problem, problems, plan }: CorrectionToolsProps) {
  const text = textOfProblem(problem);
  const [typed, setTyped] = useState(text);
  const [everywhere, setEverywhere] = useState(false);
  const ways = waysOf(problem);
  const made = correctionOf(plan, problem);
  const table = tableOf(plan, problem);
  const line = lineOfProblem(problem);
  if (!ways.type && !ways.keep && !ways.row) return null;
  if (made || isAnswered(plan, problem)) {
    const words = made
      ? correctionWords(made)
      : ways.row === 'isAsset'
        ? 'この行を資産として取り込みます。'
        : table?.rows?.[line] === false
          ? 'この行を取り込みません。'
          : '言葉の意味に答えました。上の「この台帳での言葉の意味」で変えられます。';
    return (
      <div className="row correction-done" role="status">
        <p>
          <span aria-hidden="true">✓ </span>
          {words}
        </p>
        {(made || table?.rows?.[line] !== undefined) && (
          <Button small onClick={() => (made ? uncorrect(made) : table && sayRow(table.name, line, null))}>
            取りやめる
          </Button>
        )}
      </div>
    );
  }
  const same = problems.filter((one) => textOfProblem(one) === text && sameColumn(plan, problem, one));
  const cells = new Set(same.map((one) => one.cell)).size;
  const say = (how: 'value' | 'blank' | 'keep', to?: string) =>
    correct(correctionFor(problem, how, to, everywhere && cells > 1));
  return (
    <div className="row correction">
      {ways.suggestion !== null && (
        <Button small variant="primary" onClick={() => say('value', ways.suggestion!)}>
          「{ways.suggestion}」にする
        </Button>
      )}
      {ways.add && (
        <Button small onClick={() => say('value', text)}>
          「{text}」のまま、新しく加える
        </Button>
      )}
      {ways.type && (
        <span className="correction-typed">
          <TextInput
            aria-label={`${problem.cell}の正しい値`}
            value={typed}
            onChange={setTyped}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || typed.trim() === '' || typed === text)
                return;
              event.preventDefault();
              say('value', typed);
            }}
          />
          <Button small disabled={typed.trim() === '' || typed === text} onClick={() => say('value', typed)}>
            この値にする
          </Button>
        </span>
      )}
      {ways.keep !== null && (
        <Button small onClick={() => say('keep')}>
          {ways.keep}
        </Button>
      )}
      {ways.blank && (
        <Button small onClick={() => say('blank')}>
          空にする
        </Button>
      )}
      {ways.row !== null && table && (
        <Button small onClick={() => sayRow(table.name, line, ways.row === 'isAsset')}>
          {ways.row === 'isAsset' ? 'この行は資産なので取り込む' : 'この行を取り込まない'}
        </Button>
      )}
      {cells > 1 && (
        <label className="check">
          <input type="checkbox" checked={everywhere} onChange={(event) => setEverywhere(event.target.checked)} />
          この列の同じ値すべて（{cells.toLocaleString('ja-JP')}か所）
        </label>
      )}
    </div>
  );
}
