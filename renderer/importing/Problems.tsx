import { useState } from 'react';
import type { AffectedRow, ImportOutline, ImportPlan, ImportProblem } from '../../contract/importing.ts';
import { isComposing } from '../keys.ts';
import { Button } from '../ui/Button.tsx';
import { CellPicture } from './CellPicture.tsx';
import { CorrectionTools } from './CorrectionTools.tsx';
import { isAnswered } from './corrections.ts';
import './problems.css';

type Severity = ImportProblem['severity'];

export const SEVERITY_WORDS: Record<Severity, { readonly sign: string; readonly word: string }> = {
  error: { sign: '▲', word: '除く' },
  warning: { sign: '△', word: '確認' },
  notice: { sign: '・', word: 'お知らせ' },
};

interface ProblemsProps {
  /** At most 1,000 are listed. */
  problems: readonly ImportProblem[];
  /** All that were found. */
  total: number;
  /** The rows that the problems stand in. */
  affected: readonly AffectedRow[];
  outline: ImportOutline;
  headings: Readonly<Record<string, readonly string[]>>;
  /** Where something can still be decided. */
  plan?: ImportPlan;
}

/** Every remark with its place; the chosen one is shown at its cell. */
export function Problems({ problems, total, affected, outline, headings, plan }: ProblemsProps) {
  const [severity, setSeverity] = useState<Severity | 'all'>('all');
  const [chosen, setChosen] = useState<ImportProblem | null>(null);
  const shown = problems.filter((problem) => severity === 'all' || problem.severity === severity);
  const current = chosen && shown.includes(chosen) ? chosen : shown[0];
  const manySheets = new Set(problems.map((problem) => problem.sheet)).size > 1;
  const count = (wanted: Severity) => problems.filter((problem) => problem.severity === wanted).length;

  const move = (event: React.KeyboardEvent<HTMLElement>) => {
    if (isComposing(event) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button[data-row]')];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
    next.click();
  };
  const filterButton = (value: Severity | 'all', words: string) => (
    <Button small aria-pressed={severity === value} onClick={() => setSeverity(value)}>
      {words}
    </Button>
  );
  return (
    <section className="card stack" aria-labelledby="import-problems">
      <div className="row">
        <h2 id="import-problems">気になるところ</h2>
        <p className="number" aria-live="polite">
          {total.toLocaleString('ja-JP')}か所
          {total > problems.length && `（はじめの${problems.length.toLocaleString('ja-JP')}か所を表示）`}
        </p>
        <fieldset className="segmented import-filter" aria-label="絞り込み">
          {filterButton('all', 'すべて')}
          {filterButton('error', `▲ 除く ${count('error').toLocaleString('ja-JP')}`)}
          {filterButton('warning', `△ 確認 ${count('warning').toLocaleString('ja-JP')}`)}
          {filterButton('notice', `・ お知らせ ${count('notice').toLocaleString('ja-JP')}`)}
        </fieldset>
      </div>
      {current && (
        <CellPicture
          problem={current}
          sameRow={problems.filter((problem) => problem.sheet === current.sheet && problem.row === current.row)}
          cells={affected.find((one) => one.sheet === current.sheet && one.row === current.row)?.cells}
          headings={headings[current.sheet] ?? []}
          format={outline.format}
        />
      )}
      {current && plan && (
        <CorrectionTools
          key={`${current.sheet} ${current.row} ${current.cell} ${current.code}`}
          problem={current}
          problems={problems}
          plan={plan}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside */}
      <div className="import-problems" onKeyDown={move}>
        <table className="table">
          <caption className="visually-hidden">気になるところの一覧。行を選ぶと、そのセルが上に出ます。</caption>
          <thead>
            <tr>
              <th scope="col">扱い</th>
              <th scope="col">場所</th>
              <th scope="col">列</th>
              <th scope="col">値</th>
              <th scope="col">わけ</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((problem) => (
              <tr
                key={`${problem.sheet} ${problem.row} ${problem.cell} ${problem.code} ${problem.message}`}
                className={`import-${problem.severity} ${plan && isAnswered(plan, problem) ? 'import-answered' : ''}`}
                aria-current={problem === current ? 'true' : undefined}
              >
                <td className="nowrap import-severity">
                  {plan && isAnswered(plan, problem) ? (
                    problem.choice ? (
                      '✓ 決めた'
                    ) : (
                      '✓ 直した'
                    )
                  ) : (
                    <>
                      <span aria-hidden="true">{SEVERITY_WORDS[problem.severity].sign} </span>
                      {SEVERITY_WORDS[problem.severity].word}
                    </>
                  )}
                </td>
                <td>
                  <button type="button" data-row className="import-place" onClick={() => setChosen(problem)}>
                    {manySheets && `${problem.sheet} `}
                    {problem.cell || `${problem.row}行目`}
                  </button>
                </td>
                <td>{problem.column || (problem.cell ? '' : '（行全体）')}</td>
                <td className="import-value">{problem.value}</td>
                <td>{problem.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
